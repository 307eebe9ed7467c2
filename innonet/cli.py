"""The command line: parse, call, print; no work of its own.

Data goes to stdout, talk to stderr. Exit codes: 0 done; 1 an error, in one line; 2 wrong use; 3 done, but some inputs
were skipped or kept a publisher or day unknown that was given, each with its reason.
"""

import locale
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.network import Network
    from graph.ontology import Shelf
    from ingest.pipeline import Outcome
    from innonet.project import Added, Project
    from queries.header import Param

DONE, FAILED, MISUSED, SKIPPED = 0, 1, 2, 3

app = typer.Typer(
    name="innonet",
    help="Read notices of an innovation system into a network in which every link opens the sentence that says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
review = typer.Typer(
    no_args_is_help=True,
    help="Judge what may be the same and what was read, and undo it; every judgement is kept. What was missed "
    "enters as a row of a claims table, by `innonet add claims.csv`: see docs/claims-table.md.",
)
server = typer.Typer(no_args_is_help=True, help="The bundled Cypher server, which starts by itself and ends when idle.")
app.add_typer(review, name="review")
app.add_typer(server, name="server")


class Language(StrEnum):
    """The language that people read."""

    zh = "zh"
    en = "en"


class Reader(StrEnum):
    """What reads the texts; the values are those of `ingest.extraction.READERS`."""

    default = "default"
    onnx = "onnx"
    fast = "fast"
    rules = "rules"


class Form(StrEnum):
    """How a table comes out."""

    table = "table"
    csv = "csv"
    json = "json"


def _default_language() -> Language:
    tongue = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.zh if (tongue or locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else Language.en


def _place(text: str) -> Path:
    """Return a path as it was typed; whether it can be read is for the readers to say, so that the batch goes on."""
    if not text:  # pathlib takes it for the current folder, and so would a script with an unset variable
        raise typer.BadParameter("an empty path names nothing. Write . for the current folder.")
    return Path(text)


Documents = Annotated[list[Path], typer.Argument(metavar="PATH", help="Documents, folders and tables.", parser=_place)]
LedgerFile = Annotated[Path, typer.Option("--ledger", help="The ledger.", show_default="innonet.db", readable=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Only what was published up to that day.")]
Statuses = Annotated[str | None, typer.Option("--status", metavar="S,S", help="Only ties with these statuses.")]
Kinds = Annotated[
    str | None, typer.Option("--kind", metavar="K,K", help="Only these kinds: Enterprise … of actors, LEADS … of ties.")
]
Without = Annotated[list[str] | None, typer.Option("--without", metavar="NAME", help="Take this node out; repeatable.")]
Sure = Annotated[
    float | None,
    typer.Option("--sure", metavar="0..1", min=0, max=1, help="Only claims read with this confidence, or accepted."),
]
Lang = Annotated[Language, typer.Option("--lang", help="Language for people; yours by default.", show_default=False)]
Format = Annotated[Form, typer.Option("--format", help="table for people; csv and json for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No talk on stderr.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the results.", parser=_place)]
Publisher = Annotated[str | None, typer.Option("--publisher", help="Who published, where a new document does not say.")]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", help="When, where a new document does not say.")
]
Weights = Annotated[
    Path | None, typer.Option("--weights", metavar="DIR", help="Models of your own, made by `innonet train`.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=1, help="Processes that read texts; all cores by default.", show_default=False),
]
CORES = os.cpu_count() or 1
ReaderName = Annotated[
    Reader,
    typer.Option("--reader", help="All there is; the same, quicker and rougher; without the encoder; rules alone."),
]
Who = Annotated[str | None, typer.Option("--who", help="Who judges; your user name by default.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
Claims = Annotated[
    list[str],
    typer.Argument(metavar="ID", help="Of claims and figures; `innonet review claims` and `figures` list them."),
]
Store = Annotated[str | None, typer.Option("--store", metavar="URL", help="Another server: bolt://… or neo4j://…")]

DEFAULT_LEDGER = Path("innonet.db")
PAGE = 200  # Rows of an answer that a screen shows unless more are asked for; files hold many more.
REPORT_NAMES = (
    "overview", "centrality", "status", "targets", "brokerage", "consortia", "openness", "change", "partners",
)  # fmt: skip
"""Those of `innonet.recipes`, which takes a second to load."""
TONGUE = _default_language()


@dataclass(frozen=True, slots=True)
class View:
    """The view that the common options ask for."""

    as_of: str | None = None
    statuses: str | None = None
    kinds: str | None = None
    without: Sequence[str] | None = None
    sure: float | None = None

    def of(self, project: "Project", *, cached: bool = False) -> "Network":
        """Return the project's network of this view; see `Project.network`."""
        from graph.derive import SURE

        day, statuses, kinds = self.checked()
        return project.network(
            as_of=day,
            statuses=statuses,
            kinds=kinds,
            without=self.without or (),
            sure=SURE if self.sure is None else self.sure,
            cached=cached,
        )

    def checked(self) -> tuple[date | None, list[str] | None, list[str] | None]:
        """Return day, statuses and kinds; UsageError for what no ledger can hold, before any is opened."""
        from graph.ontology import ONTOLOGY

        return (
            _date(self.as_of, "--as-of"),
            _words(self.statuses, "--status", ONTOLOGY.statuses),
            _words(self.kinds, "--kind", {**ONTOLOGY.kinds, **ONTOLOGY.claims}),
        )


# ---------------------------------------------------------------------- from documents to a folder of results


@app.command()
def build(
    paths: Documents,
    out: Out,
    publisher: Publisher = None,
    published: Published = None,
    reader: ReaderName = Reader.default,
    weights: Weights = None,
    jobs: Jobs = None,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Read documents and leave ledger, explorer page, reports, graph files and tables in a folder."""
    from graph.errors import InnonetError
    from ingest.pipeline import find
    from innonet.files import keep_apart
    from innonet.recipes import BUNDLE, bundle

    view = View(as_of, status, kind, without, sure)
    view.checked()  # before what may take hours
    keep_apart((path for path, _ in find(paths)), (out / name for name in BUNDLE))
    project = _project(out / "innonet.db")
    added = _add(project, paths, publisher, published, reader, weights, jobs, lang, quiet)
    if not (added.read or added.known or project.has_documents()):
        raise InnonetError(
            f"Nothing was read, so {out} gets no results. Name documents, or a folder with some: "
            "txt, html, docx, pdf, json, csv or xlsx."
        )
    network = view.of(project)
    written = bundle(network, out, language=lang)
    _say(quiet, *[f"wrote {path}" for path in written])
    if waiting := network.view.left_out.get("claims to review"):
        at = f"innonet review claims --ledger {out / 'innonet.db'}"
        _say(quiet, f"{waiting} claims are not sure enough to show, and wait: {at}")
    _end(added, quiet, project.path)


@app.command()
def demo(out: Out = Path("demo"), lang: Lang = TONGUE, quiet: Quiet = False) -> None:
    """Do the same on the bundled example notices, and show what changed between two dates."""
    from innonet import demonstration
    from innonet.recipes import bundle

    project = _project(out / "innonet.db")
    added = demonstration.read(project, progress=partial(_tell, lang=lang, quiet=quiet))
    project.adopt(demonstration.judgements())
    written = bundle(project.network(), out, language=lang)
    _say(quiet, *[f"wrote {path}" for path in written])
    for line in demonstration.story(project, lang):
        print(line)
    _end(added, quiet)


@app.command()
def add(
    paths: Documents,
    ledger: LedgerFile = DEFAULT_LEDGER,
    publisher: Publisher = None,
    published: Published = None,
    reader: ReaderName = Reader.default,
    weights: Weights = None,
    jobs: Jobs = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Read documents into a ledger."""
    added = _add(_project(ledger), paths, publisher, published, reader, weights, jobs, lang, quiet)
    if added.read:
        _say(quiet, f"wrote {ledger}")
    _end(added, quiet, ledger)


@app.command()
def extract(
    paths: Documents,
    json: Annotated[
        Path | None,
        typer.Option("--json", metavar="DIR", help="Folder for one passage a document.", parser=_place),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Print each sentence with what was read, by what, how sure; and near misses."),
    ] = False,
    publisher: Publisher = None,
    published: Published = None,
    reader: ReaderName = Reader.default,
    weights: Weights = None,
    jobs: Jobs = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Read documents and write what was read as passages, or explain it; no ledger is touched."""
    from graph.errors import UsageError
    from innonet.passages import explain as explain_passages
    from innonet.passages import look, write_passages

    day = _date(published, "--published")
    tell = partial(_tell, lang=lang, quiet=quiet)
    if explain == (json is not None):
        look(paths)
        raise UsageError("Give --json with a folder for what is read, or --explain to have it printed.")
    if explain and jobs not in (None, 1):
        raise UsageError(f"--jobs {jobs}: --explain reads one text after another. Leave --jobs out.")
    if json is not None:
        done = write_passages(
            paths, json, publisher=publisher, published=day, progress=tell, reader=reader, weights=weights,
            jobs=jobs or CORES,
        )  # fmt: skip
    else:
        done = explain_passages(
            paths, publisher=publisher, published=day, progress=tell, reader=reader, weights=weights, language=lang,
            show=_show,
        )  # fmt: skip
    _end(done, quiet)


@app.command()
def evaluate(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER", help="Annotated passages, see tests/corpus.", parser=_place)
    ],
    said: Annotated[
        Path | None, typer.Option("--said", metavar="DIR", help="What another tool said: passages of the same names.")
    ] = None,
    common: Annotated[
        bool, typer.Option("--common", help="Only passages that DIR holds too; else what is missing says nothing.")
    ] = False,
    leave_one_folder_out: Annotated[
        bool, typer.Option("--leave-one-folder-out", help="Read each folder by models fitted on the others.")
    ] = False,
    base: Annotated[
        list[Path] | None,
        typer.Option("--base", metavar="JAR", help="With a base model a language the encoder is fitted too: hours."),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option("--weights", metavar="DIR", help="Models that `innonet train` wrote.")
    ] = None,
    reader: ReaderName = Reader.default,
    kinds: Annotated[bool, typer.Option("--kinds", help="Every figure, kind of name and kind of claim.")] = False,
    reliability: Annotated[
        bool, typer.Option("--reliability", help="How many claims of each confidence are right.")
    ] = False,
    lang: Lang = TONGUE,
    format: Format = Form.table,
    quiet: Quiet = False,
) -> None:
    """Score the reader, or any other tool, on annotated passages: F1 a folder, Chinese and English apart."""
    from graph.errors import UsageError
    from innonet import evaluation

    if said is not None and leave_one_folder_out:
        raise UsageError("--said and --leave-one-folder-out: what is said already needs no training. Take one.")
    if base and not leave_one_folder_out:
        raise UsageError("--base is for training. Give --leave-one-folder-out with it.")
    if weights is not None and (said is not None or leave_one_folder_out):
        raise UsageError("--weights is for a reader that is trained already. Leave the other options out.")
    if common and said is None:
        raise UsageError("--common is about another tool's passages. Give --said with their folder.")
    if kinds and reliability:
        raise UsageError("--kinds and --reliability are two tables. Take one at a time.")
    tell = partial(_say, quiet)
    if leave_one_folder_out:
        items = evaluation.leaving_out(folders, base or (), tell)
    else:
        items = evaluation.compared(folders, said=said, common=common, reader=reader, weights=weights, say=tell)
    made = evaluation.by_figure if kinds else evaluation.reliability if reliability else evaluation.by_folder
    table = made(items)
    _print_table(list(map(str, table.columns)), table.to_numpy().tolist(), format, language=lang)


# ---------------------------------------------------------------------- ask


@app.command()
def query(
    name: Annotated[str | None, typer.Argument(help="A question of the library; `innonet queries` lists them.")] = None,
    cypher: Annotated[str | None, typer.Option("--cypher", help="A statement of your own, read-only.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A statement from a file; - is stdin.", readable=False)
    ] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="KEY=VALUE", help="A parameter.")] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    store: Store = None,
    rows: Annotated[
        int | None,
        typer.Option(
            "--rows", metavar="N", min=1, max=100_000, help=f"Rows wanted; {PAGE} in a table, 10000 in csv, json."
        ),
    ] = None,
    lang: Lang = TONGUE,
    format: Format = Form.table,
    quiet: Quiet = False,
) -> None:
    """Ask a question; every row of the answer opens its sentence."""
    from graph.errors import ParameterMissing, UsageError
    from innonet.driver import import_driver
    from queries.header import once

    if [name, cypher, file].count(None) != 2:
        raise UsageError("Give one of three: a question's name, a statement by --cypher, or a --file with one.")
    import_driver()
    project = _project(ledger)
    network = View(as_of, status, kind, without, sure).of(project, cached=True)
    params = once(map(_pair, param or ()))
    rows = PAGE if rows is None and format is Form.table else rows
    text = ""
    if name is not None:
        try:
            answer = project.answer(name, params, store=store, view=network, rows=rows)
        except ParameterMissing as error:
            raise UsageError(f"{error.needs} Pass -p {error.param}=….") from None
    else:
        from innonet.files import read_statement
        from queries.header import as_value

        text = read_statement(file) if file is not None else cypher or ""
        values = {key: as_value(value) for key, value in params.items()}
        answer = project.answer_statement(text, values, store=store, view=network, rows=rows)
    _say(quiet, *[f"read {typed} as {name}" for typed, name in answer.read_as.items()])
    _print_table(answer.columns, answer.rows, format, network, lang)
    if answer.cut:
        _say(quiet, f"Only the first {len(answer.rows)} rows are shown; --rows N shows more.")
    if text:
        from innonet.hints import misspelt

        _say(quiet, *filter(None, [misspelt(text, lang)]))
    if not answer.rows:
        _say(quiet, answer.why_empty(lang))


@app.command()
def queries(lang: Lang = TONGUE, format: Format = Form.table) -> None:
    """List the library: every question, what it asks and what it needs."""
    from queries.library import all_questions

    rows = [
        (question.name, question.title(lang), question.asks(lang), " ".join(map(_usage, question.header.params)))
        for question in all_questions()
    ]
    _print_table(("name", "title", "asks", "parameters"), rows, format, language=lang)


@app.command()
def console(
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    store: Store = None,
    lang: Lang = TONGUE,
) -> None:
    """Ask in Cypher, one statement after another, with completion and history."""
    from graph.store.bundled import home_of
    from graph.store.views import open_store
    from innonet.console import Console, sit

    project = _project(ledger)
    network = View(as_of, status, kind, without, sure).of(project)
    with open_store(network, ledger_id=project.id, url=store) as opened:
        sit(Console(opened, network, print, rows=PAGE, language=lang, width=_width()), home_of(project.id) / "history")


@app.command()
def push(
    url: Annotated[str, typer.Argument(help="bolt://HOST:7687 or neo4j://HOST:7687, with /DATABASE.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    quiet: Quiet = False,
) -> None:
    """Make a Neo4j hold the network, beside whatever else it holds; the same twice changes nothing."""
    from graph.store.push import push as send

    project = _project(ledger)
    done = send(View(as_of, status, kind, without, sure).of(project), url, ledger_id=project.id)
    sent, removed = done["nodes"] + done["relationships"], done["removed_nodes"] + done["removed_relationships"]
    _say(quiet, f"{url} holds {sent} nodes and links of ours; {removed} that left the network were removed.")


# ---------------------------------------------------------------------- look and measure


@app.command()
def report(
    name: Annotated[str, typer.Argument(help=f"{', '.join(REPORT_NAMES[:-1])} or {REPORT_NAMES[-1]}.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="html, docx, xlsx, csv or json.")] = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Write a report, or print its tables."""
    from graph.files import write
    from viz.report.render import render
    from viz.report.text import text

    project = _project(ledger)
    made = project.report(name, language=lang, view=View(as_of, status, kind, without, sure).of(project))
    if output is None:
        print(text(made, width=_width()))
    else:
        _say(quiet, f"wrote {write(output, render(made, output.suffix))}")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A day, YYYY-MM-DD, or another ledger.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Likewise.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="html, docx, xlsx, csv or json.")] = None,
    json: Annotated[bool, typer.Option("--json", help="For programs, on stdout.")] = False,
    ledger: LedgerFile = DEFAULT_LEDGER,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Say what differs between two days of a ledger, or between two ledgers, each with its sentences."""
    from graph.day import day_of
    from graph.errors import UsageError
    from graph.files import write
    from ingest.readers.source import shown
    from innonet.recipes import difference
    from viz.report.render import render
    from viz.report.text import text

    def side(which: str) -> "Network":
        if Path(which).is_file():
            return View(None, status, kind, without, sure).of(_project(Path(which)))
        return View(which, status, kind, without, sure).of(_project(ledger))

    def check(which: str) -> None:
        try:
            day_of(which)
        except ValueError:
            raise UsageError(f"{which!r} is no day, and no ledger is there. Write YYYY-MM-DD, or a file.") from None

    if json and output is not None:
        raise UsageError("--json prints, -o writes. Take one; FILE.json is the same.")
    is_ledger = [Path(which).is_file() for which in (before, after)]
    for which, is_one in zip((before, after), is_ledger, strict=True):
        if not is_one:
            check(which)
    named = zip((before, after), is_ledger, strict=True)
    names = [shown(which if is_one else f"{ledger} ({which})") for which, is_one in named]
    if not any(is_ledger) and day_of(before) > day_of(after):
        raise UsageError(f"{before} lies after {after}. Give the earlier day first.")
    made = difference(side(before), side(after), language=lang, names=names if any(is_ledger) else ())
    if json:
        print(render(made, ".json").decode(), end="")
    elif output is None:
        print(text(made, width=_width()))
    else:
        _say(quiet, f"wrote {write(output, render(made, output.suffix))}")


@app.command()
def explore(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page, FILE.html.")],
    quick: Annotated[bool, typer.Option("--quick", help="The pyvis view instead: plain, easy to change.")] = False,
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Write the explorer: one page that opens offline."""
    from graph.files import write

    project = _project(ledger)
    network = View(as_of, status, kind, without, sure).of(project)
    if quick:
        from viz.quick import quick_page

        page = quick_page(network, language=lang)
    else:
        page = project.explorer(language=lang, view=network).html
    _say(quiet, f"wrote {write(output, page.encode('utf-8', 'replace'))}")


@app.command()
def picture(
    output: Annotated[Path, typer.Option("--output", "-o", help="png, svg or pdf.")],
    title: Annotated[str | None, typer.Option("--title", help='The heading; "" for none.')] = None,
    font: Annotated[
        Path | None, typer.Option("--font", metavar="FILE", help="A font with Chinese; the machine's best by default.")
    ] = None,
    scale: Annotated[float, typer.Option("--scale", min=0.5, max=4, help="Pixels a point, of png.")] = 2,
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    lang: Lang = TONGUE,
    quiet: Quiet = False,
) -> None:
    """Write a picture for paper and slides, with title, legend, dates and data stamp."""
    project = _project(ledger)
    network = View(as_of, status, kind, without, sure).of(project)
    path = project.picture(output, language=lang, view=network, title=title, font=font, scale=scale)
    _say(quiet, f"wrote {path}")


@app.command()
def export(
    format: Annotated[str, typer.Argument(help="graphml, gexf, csv or json.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file; for csv a folder.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    as_of: AsOf = None,
    status: Statuses = None,
    kind: Kinds = None,
    without: Without = None,
    sure: Sure = None,
    quiet: Quiet = False,
) -> None:
    """Write the network as a file for other tools."""
    from graph.exchange.formats import exported
    from graph.files import write
    from innonet.files import keep_tables

    network = View(as_of, status, kind, without, sure).of(_project(ledger))
    files = {output / name if name else output: content for name, content in exported(network, format).items()}
    if format == "csv":
        keep_tables(files)
    for path, content in files.items():
        _say(quiet, f"wrote {write(path, content)}")


# ---------------------------------------------------------------------- review


@review.command("list")
def review_list(
    ledger: LedgerFile = DEFAULT_LEDGER, lang: Lang = TONGUE, format: Format = Form.table, quiet: Quiet = False
) -> None:
    """List pairs that may be the same, most likely first."""
    rows = [
        (f"{p.a.kind}:{p.a.name}", f"{p.b.kind}:{p.b.name}", round(p.score, 2), p.why)
        for p in _project(ledger).proposals(language=lang)
    ]
    _print_table(("one", "other", "score", "why"), rows, format, language=lang)
    if not rows:
        _say(quiet, "No two names look like one entity.")


@review.command("same")
def review_same(
    one: str, other: str, why: Why = "", who: Who = None, ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False
) -> None:
    """Judge that two names are one entity."""
    _say(quiet, f"judged {_project(ledger).judge('same', one, other, why=why, who=who).id}")


@review.command("different")
def review_different(
    one: str, other: str, why: Why = "", who: Who = None, ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False
) -> None:
    """Judge that two names are two entities, for good."""
    _say(quiet, f"judged {_project(ledger).judge('different', one, other, why=why, who=who).id}")


@review.command("claims")
def review_claims(
    ledger: LedgerFile = DEFAULT_LEDGER,
    all: Annotated[bool, typer.Option("--all", help="Those that are shown or judged too.")] = False,
    sure: Sure = None,
    lang: Lang = TONGUE,
    format: Format = Form.table,
    quiet: Quiet = False,
) -> None:
    """List claims that are not sure enough to be shown and wait for a judgement, most useful first."""
    from graph.derive import SURE

    columns = ["id", "confidence", "kind", "participants", "status", "sentence", "document"] + ["verdict"] * all
    rows = []
    for item in _project(ledger).claims(all=all, sure=SURE if sure is None else sure):
        claim = item.claim
        participants = "; ".join(f"{p.role}={p.name}" for p in claim.participants)
        row = (claim.id, claim.confidence, claim.kind, participants, claim.status, item.sentence, item.document.address)
        rows.append((*row, item.verdict) if all else row)
    _print_table(columns, rows, format, language=lang)
    if not rows:
        _say(quiet, "No claim was read." if all else "No claim waits; --all lists those that are shown.")


@review.command("figures")
def review_figures(
    ledger: LedgerFile = DEFAULT_LEDGER, lang: Lang = TONGUE, format: Format = Form.table, quiet: Quiet = False
) -> None:
    """List figures, all of which are shown; those that nobody judged first, the least sure at the top."""
    columns = (
        "id", "confidence", "indicator", "scope", "low", "high", "unit", "relation", "modality", "period", "sentence",
        "document", "verdict",
    )  # fmt: skip
    rows = [
        (q.id, q.confidence, q.indicator, q.scope, q.low, q.high, q.unit, q.relation, q.modality, q.period,
         item.sentence, item.document.address, item.verdict)
        for item in _project(ledger).figures()
        for q in (item.figure,)
    ]  # fmt: skip
    _print_table(columns, rows, format, language=lang)
    if not rows:
        _say(quiet, "No figure was read.")


@review.command("accept")
def review_accept(
    claims: Claims, why: Why = "", who: Who = None, ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False
) -> None:
    """Judge that claims or figures are right; claims are then shown whatever their confidence."""
    _say(quiet, *[f"judged {j.id}" for j in _project(ledger).accept(*claims, why=why, who=who)])


@review.command("reject")
def review_reject(
    claims: Claims, why: Why = "", who: Who = None, ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False
) -> None:
    """Judge that claims or figures are wrong; they leave the network, and review."""
    _say(quiet, *[f"judged {j.id}" for j in _project(ledger).reject(*claims, why=why, who=who)])


@review.command("correct")
def review_correct(
    claim: Annotated[str, typer.Argument(help="Id of the wrong claim or figure.")],
    kind: Annotated[str | None, typer.Option("--kind", metavar="K", help="What the sentence says: LEADS, …")] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="S", help="planned … ended.")] = None,
    role: Annotated[
        list[str] | None,
        typer.Option("--role", metavar="ROLE=NAME", help="Who fills a role, in place of all who did; repeatable."),
    ] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="What a figure counts.")] = None,
    low: Annotated[
        str | None, typer.Option("--low", metavar="N", help='A figure\'s lower number; "" where open.')
    ] = None,
    high: Annotated[str | None, typer.Option("--high", metavar="N", help='Its upper number; "" where open.')] = None,
    unit: Annotated[str | None, typer.Option("--unit", help='Its unit; "" for none.')] = None,
    relation: Annotated[str | None, typer.Option("--relation", metavar="R", help="equal … at_most.")] = None,
    modality: Annotated[str | None, typer.Option("--modality", metavar="M", help="planned … achieved.")] = None,
    why: Why = "",
    who: Who = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Say what the sentence of a wrong claim or figure really says; undo brings back what was read."""
    from graph.errors import UsageError
    from graph.ontology import ONTOLOGY

    kind, status = _word(kind, "--kind", ONTOLOGY.claims), _word(status, "--status", ONTOLOGY.statuses)
    options = {
        "indicator": indicator, "low": low, "high": high, "unit": unit,
        "relation": _word(relation, "--relation", ONTOLOGY.relations),
        "modality": _word(modality, "--modality", ONTOLOGY.modalities),
    }  # fmt: skip
    if said := {name: value for name, value in options.items() if value is not None}:
        if kind is not None or status is not None or role:
            raise UsageError(
                "--kind, --status and --role are for claims, the other options for figures. Take one sort."
            )
        made = _project(ledger).correct_figure(claim, why=why, who=who, **said)
        _say(quiet, f"judged {made.id}: {claim} is now {', '.join(made.changes)}")
        return
    roles: dict[str, list[str]] = {}
    for key, name in (_pair(text, "--role ROLE=NAME") for text in role or ()):
        roles.setdefault(key, []).append(name)
    made = _project(ledger).correct(claim, kind=kind, status=status, roles=roles, why=why, who=who)
    _say(quiet, f"judged {made.id}: {made.about[0]} stands in place of {claim}")


@review.command("export")
def review_export(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for one passage a document.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    sure: Sure = None,
    quiet: Quiet = False,
) -> None:
    """Write documents with judged claims as annotated passages, for `innonet train` and `innonet evaluate`."""
    from graph.derive import SURE

    files = _project(ledger).export_reviewed(out, sure=SURE if sure is None else sure)
    _say(quiet, *[f"wrote {file}" for file in files])
    if not files:
        _say(quiet, "Nothing is exported: no claim was judged. `innonet review claims` lists what waits.")


@review.command("undo")
def review_undo(
    judgement: str, why: Why = "", who: Who = None, ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False
) -> None:
    """Take a judgement back."""
    _say(quiet, f"judged {_project(ledger).undo(judgement, why=why, who=who).id}")


@review.command("adopt")
def review_adopt(
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="The ledger in which it was judged.", parser=_place)],
    ledger: LedgerFile = DEFAULT_LEDGER,
    quiet: Quiet = False,
) -> None:
    """Take over what people judged and corrected in another ledger of the same documents."""
    held, left = _project(ledger).adopt_from(_project(other))
    _say(quiet, f"{held} judgements of {other} hold in {ledger}.")
    if left:
        _say(quiet, f"{left} do not: nothing here says what they judge, or somebody judged otherwise here.")


@review.command("log")
def review_log(
    ledger: LedgerFile = DEFAULT_LEDGER,
    all: Annotated[bool, typer.Option("--all", help="Rules' judgements and undone ones too.")] = False,
    lang: Lang = TONGUE,
    format: Format = Form.table,
    quiet: Quiet = False,
) -> None:
    """List the judgements of people, oldest first."""
    from graph.judgement import Judgement, Key, Verdict

    project = _project(ledger)
    former = project.corrections()

    def named(item: Key | str) -> str:
        if isinstance(item, Key):
            return f"{item.kind}:{item.name}"
        return f"{former[item]} → {item}" if item in former else item

    def about(j: Judgement) -> str:
        if j.changes:
            return f"{j.about[0]} → {', '.join(j.changes)}"
        return (" ≠ " if j.verdict is Verdict.DIFFERENT else " = ").join(map(named, j.about)) or j.undoes or ""

    rows = [
        (
            j.id,
            "correct"
            if j.changes or (j.verdict is Verdict.ACCEPT and former.keys() & set(j.about))
            else str(j.verdict),
            about(j),
            j.who,
            j.why,
            j.at,
        )
        for j in project.log(all=all)
    ]
    _print_table(("id", "verdict", "about", "who", "why", "at"), rows, format, language=lang)
    if not all and (undone := sum(j.verdict is Verdict.UNDO for j in project.log(all=True))):
        _say(quiet, f"{undone} undone {'judgement is' if undone == 1 else 'judgements are'} hidden; --all shows all.")


@app.command()
def train(
    folders: Annotated[
        list[Path], typer.Argument(metavar="FOLDER", help="Annotated passages to learn from.", parser=_place)
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for the weights; `--weights` takes it.", parser=_place)
    ],
    held: Annotated[
        list[Path] | None, typer.Option("--held", metavar="FOLDER", help="Passages for confidence only; repeatable.")
    ] = None,
    base: Annotated[
        list[Path] | None,
        typer.Option("--base", metavar="JAR", help="Base model of a language, repeatable; without, what `fast` needs."),
    ] = None,
    start: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="Weights from which the encoder's networks go on.")
    ] = None,
    words: Annotated[Path | None, typer.Option("--words", metavar="DIR", help="Your own lists and patterns.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same weights.")] = 0,
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="Written into the manifest.")] = "",
    quiet: Quiet = False,
) -> None:
    """Fit a reader on annotated passages; needs `innonet[train]`."""
    from innonet.training import train as fit

    fit(
        folders,
        out,
        held=held or (),
        bases=base or (),
        start=start,
        words=words,
        seed=seed,
        date=date,
        say=partial(_say, quiet),
    )
    _say(quiet, f"wrote {out}")


# ---------------------------------------------------------------------- server and proof


@server.command("status")
def server_status(ledger: LedgerFile = DEFAULT_LEDGER, format: Format = Form.table) -> None:
    """Say whether the server of this ledger runs, where, and which views it holds."""
    from graph.store import bundled

    status = bundled.status(_project(ledger).id)
    _print_table(tuple(status), [tuple(status.values())], format)


@server.command("stop")
def server_stop(ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False) -> None:
    """End the server of this ledger; the next question starts it again."""
    from graph.store import bundled

    _say(quiet, "stopped." if bundled.stop(_project(ledger).id) else "It was not running.")


@app.command()
def verify(ledger: LedgerFile = DEFAULT_LEDGER, quiet: Quiet = False) -> None:
    """Prove the ledger whole: every row, id and quote."""
    faults = _project(ledger).verify()
    for fault in faults:
        print(fault)
    if faults:
        _say(quiet, f"{ledger}: {len(faults)} faults. Build the ledger anew from the documents.")
        raise typer.Exit(FAILED)
    _say(quiet, f"{ledger}: whole.")


# ---------------------------------------------------------------------- what the commands share


def run() -> None:
    """Run the command line; every foreseen error becomes one line and an exit code."""
    from graph.errors import InnonetError, UsageError

    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123 — a closed stream (>&-) is None
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(prog_name="innonet", standalone_mode=False)  # so that typer's own errors come here too
        sys.stdout.flush()  # here, and not when Python ends and nobody can answer for it
        sys.exit(code)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # which typer makes an exit with 1
            _unheard()
        raise
    except typer.TyperException as error:
        _misused(error)
    except typer.Abort:
        _fail("stopped.", FAILED)
    except UsageError as error:
        _fail(error, MISUSED)
    except InnonetError as error:
        _fail(error, FAILED)
    except KeyboardInterrupt:
        _fail("stopped.", 130)
    except BrokenPipeError:
        _unheard()
    except OSError as error:  # the system refused: a full disk behind stdout, a file that vanished
        place = f"{error.filename}: " if error.filename else ""
        _fail(f"{place}{error.strerror or error}. Make room or choose another place.", FAILED)


def _unheard() -> None:
    """End as done: who read what is printed, such as `head`, has read enough and gone."""
    for stream in (sys.stdout, sys.stderr):  # what they still hold must go somewhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(DONE)


def _fail(error: object, code: int) -> None:
    _talk("innonet: " + " ".join(str(error).split()))
    sys.exit(code)


def _misused(error: typer.TyperException) -> None:
    """Say in one line what is wrong with the words of a command; of a command without any, its help says it better."""
    context: typer.Context | None = getattr(error, "ctx", None)
    said = error.format_message().replace("Value error, ", "")  # which pydantic puts before what we say
    if context is not None and said == context.get_help():
        print(said, file=sys.stderr)
        sys.exit(error.exit_code)
    command = "innonet" if context is None else context.command_path
    stop = "" if said.endswith((".", "?")) else "."
    _fail(f"{said}{stop} See `{command} --help`.", error.exit_code)


def _usage(param: "Param") -> str:
    return param.name if param.required else f"[{param.name}={param.default}]"


def _project(ledger: Path) -> "Project":
    from innonet.project import Project

    return Project(ledger)


def _add(
    project: "Project",
    paths: Sequence[Path],
    publisher: str | None,
    published: str | None,
    reader: Reader,
    weights: Path | None,
    jobs: int | None,
    lang: Language,
    quiet: bool,
) -> "Added":
    return project.add(
        *paths,
        publisher=publisher,
        published=_date(published, "--published"),
        progress=partial(_tell, lang=lang, quiet=quiet),
        reader=reader,
        weights=weights,
        jobs=jobs or CORES,
    )


def _tell(outcome: "Outcome", lang: Language, quiet: bool) -> None:
    stays = "".join(f"; {what} stays {held or 'unknown'}" for what, held in outcome.stays)
    if outcome.skipped is not None:
        _talk(f"skipped {outcome.skipped}")
    elif not outcome.readings:
        _say(quiet, f"known {outcome.path.name}: nothing new{stays}")
    else:
        documents = [reading.document for reading in outcome.readings]
        unknown = [what for what in ("publisher", "published") if any(getattr(d, what) is None for d in documents)]
        claims = sum(len(reading.claims) for reading in outcome.readings)
        figures = sum(len(reading.quantities) for reading in outcome.readings)
        found = f"{claims} claims, {figures} figures" + (f" of {len(documents)} sources" if documents[1:] else "")
        options = " and ".join(f"--{what}" for what in unknown)
        missing = f"; {' and '.join(unknown)} unknown (a new ledger takes {options})" if unknown else ""
        _say(quiet, f"read {outcome.path.name}: {found}{missing}{stays}")
        notes = dict.fromkeys(note.in_(lang) for document in documents for note in document.damage)
        _say(quiet, *[f"  {note}" for note in notes])
    for warning in outcome.warnings:
        _talk(f"  {warning}")


def _end(added: "Added", quiet: bool, ledger: Path | None = None) -> None:
    done = len(added.read) + len(added.known)
    unknown = any(held is None for _, _, held in added.stays)
    if added.stays:
        line = (
            "A document keeps the publisher and day that it came with. To give others, read the documents into a new "
            f"ledger, then take the judgements over: innonet review adopt {ledger} --ledger NEW"
        )
        _say(quiet and not unknown, line)
    if added.skipped or added.warnings:
        rows = f", {added.rows} {'row' if added.rows == 1 else 'rows'} of tables left out" if added.rows else ""
        _say(quiet, f"{done} read, {len(added.skipped)} skipped{rows}.")
    if added.skipped or added.warnings or unknown:
        raise typer.Exit(SKIPPED if done or added.warnings else FAILED)


def _show(text: str) -> None:
    """Print what documents hold, so that nothing in it steers a terminal."""
    from graph.exchange.cells import printable

    print(printable(text), end="")


def _say(quiet: bool, *lines: str) -> None:
    if not quiet:
        for line in lines:
            _talk(line)


def _talk(line: str) -> None:
    """Print one line, whatever file names and documents put into it."""
    from ingest.readers.source import shown

    print(shown(line), file=sys.stderr)


def _date(text: str | None, option: str) -> date | None:
    from graph.day import day_of
    from graph.errors import UsageError

    try:
        return None if text is None else day_of(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r} is no date. Write YYYY-MM-DD.") from None


def _words(text: str | None, option: str, known: "Shelf") -> list[str] | None:
    from graph.errors import UsageError

    if text is None:
        return None
    words = [word.strip() for word in re.split("[,，、]", text) if word.strip()]
    if not words:
        raise UsageError(f"{option}: {text!r} names nothing. Leave the option out to keep all.")
    return [_code(word, option, known) for word in words]


def _word(word: str | None, option: str, known: "Shelf") -> str | None:
    return None if word is None else _code(word, option, known)


def _code(word: str, option: str, known: "Shelf") -> str:
    """Return the code that `word` names, itself or by its label in either language."""
    from graph.errors import UsageError
    from graph.ontology import code_of

    if (code := code_of(word, known)) is None:
        raise UsageError(f"{option}: {word!r} is not in the ontology. Known: {', '.join(known)}.")
    return code


def _pair(text: str, form: str = "-p KEY=VALUE") -> tuple[str, str]:
    from graph.errors import UsageError

    key, equals, value = text.partition("=")
    if not equals or not key:
        option, _, written = form.partition(" ")
        raise UsageError(f"{option} {text!r}: write {written}.")
    return key, value


def _print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    form: Form,
    network: "Network | None" = None,
    language: Language = Language.en,
) -> None:
    from graph.exchange.cells import printable
    from innonet import tables

    text = tables.written(columns, rows, form, network=network, width=_width(), language=language)
    print(printable(text) if sys.stdout.isatty() else text, end="")  # a pipe gets csv and json to the letter


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 200
