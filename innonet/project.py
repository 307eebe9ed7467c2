"""A ledger and all that is derived from it: the notebook's object, and what the command line calls.

Networks are kept while the ledger's revision and the view stay the same, so that ten questions derive once.
"""

import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.correction import replaced
from graph.day import day_of
from graph.derive import SURE
from graph.derive import network as derive_network
from graph.errors import EntityUnknown, JudgementError, UsageError, ViewError
from graph.judgement import Judgement, Key, Verdict, pair, undo
from graph.ledger import Ledger
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.resolution import Resolution

if TYPE_CHECKING:
    import pandas as pd

    from ingest.pipeline import Outcome
    from ingest.resolve.propose import Proposal
    from innonet.review import Reviewed, ReviewedFigure
    from queries.answer import Answer
    from viz.report.report import Report


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files of one `add`."""

    read: tuple[Path, ...] = ()
    known: tuple[Path, ...] = ()
    skipped: tuple[tuple[Path, str], ...] = ()
    """With the reason."""
    warnings: tuple[str, ...] = ()
    stays: tuple[tuple[Path, str, str | None], ...] = ()
    """Known documents for which something else was given: publisher or published, and what the ledger has and keeps."""
    rows: int = 0
    """How many rows of tables were left out; each has a warning."""


@dataclass(frozen=True, slots=True)
class Page:
    """The explorer's page; a notebook shows it by itself."""

    html: str

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the page and return where it lies."""
        from graph.files import write

        return write(Path(path), self.html.encode())

    def _repr_html_(self) -> str:
        from html import escape

        frame = 'sandbox="allow-scripts allow-downloads" width="100%" height="640"'
        return f'<iframe {frame} srcdoc="{escape(self.html)}"></iframe>'


class Project:
    """The ledger at `path`, made by the first `add`."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self._kept: dict[object, Network] = {}

    # ------------------------------------------------------------------ in

    def add(
        self,
        *paths: str | PathLike[str],
        publisher: str | None = None,
        published: date | str | None = None,
        progress: Callable[["Outcome"], None] = lambda outcome: None,
        reader: str = "default",
        weights: str | PathLike[str] | None = None,
        jobs: int = 1,
    ) -> Added:
        """Read files and folders into the ledger, one transaction a document; the first one makes it.

        Parameters
        ----------
        *paths
            Files and folders: txt, html, docx, pdf, json in the form of the corpus, csv and xlsx in the claims form.
        publisher, published
            Used for documents that do not say so themselves; a date or YYYY-MM-DD. A document that the ledger knows
            keeps what it came with.
        progress : callable
            Told of every file as it is done, with the readings that are new.
        reader : {"default", "onnx", "fast", "rules"}
            All that is installed; without the encoder; rules alone.
        weights : path, optional
            Folder of models that `innonet train` made; those that come with innonet if None.
        jobs : int
            How many processes read texts. With more than one, call it under ``if __name__ == "__main__":`` in scripts.
        """
        from ingest.pipeline import ingest
        from innonet.review import add as append

        day = day_of(published) if isinstance(published, str) else published
        read: list[Path] = []
        known: list[Path] = []
        skipped: list[tuple[Path, str]] = []
        warnings: list[str] = []
        rows = 0
        stays: list[tuple[Path, str, str | None]] = []
        with ExitStack() as opened:
            ledger = None if self._can_wait() else self._make(opened)
            done = ingest(
                map(Path, paths), publisher=publisher, published=day, reader=reader, jobs=jobs,
                weights=None if weights is None else Path(weights),
                known=lambda document, extractor: ledger is not None and ledger.has(document, extractor),
            )  # fmt: skip
            for outcome in done:
                if ledger is None and outcome.readings:
                    ledger = self._make(opened)
                if ledger is not None:
                    new = tuple(reading for reading in outcome.readings if append(ledger, reading))
                    kept = dict.fromkeys(_stays(ledger, outcome, publisher, day))
                    outcome = replace(outcome, readings=new, stays=tuple(kept))
                if outcome.skipped is not None:
                    skipped.append((outcome.path, outcome.skipped))
                elif outcome.readings:
                    read.append(outcome.path)
                else:
                    known.append(outcome.path)
                warnings += outcome.warnings
                rows += outcome.rows
                stays += [(outcome.path, *one) for one in outcome.stays]
                progress(outcome)
        return Added(tuple(read), tuple(known), tuple(skipped), tuple(warnings), tuple(stays), rows)

    def _can_wait(self) -> bool:
        """Return whether the ledger is not there and can be made later, so that nothing is left if nothing is read."""
        with suppress(OSError):  # the ledger says by itself why it cannot be opened
            place = next(folder for folder in self.path.absolute().parents if folder.exists())
            return not self.path.exists() and place.is_dir() and os.access(place, os.W_OK | os.X_OK)
        return False

    def _make(self, opened: ExitStack) -> Ledger:
        """Return the ledger, made if it is not there, with the register that every ledger begins with."""
        from ingest.registers.public_names import register

        ledger = opened.enter_context(Ledger.open(self.path, create=True))
        ledger.add(register())
        return ledger

    def has_documents(self) -> bool:
        """Return whether any document was read but the register that every ledger begins with."""
        from ingest.registers.public_names import register

        if not self.path.exists():
            return False
        with self._open() as ledger:
            return any(document.id != register().document.id for document in ledger.documents())

    # ------------------------------------------------------------------ out

    def network(
        self,
        *,
        as_of: date | str | None = None,
        statuses: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
        without: Iterable[str] = (),
        sure: float = SURE,
        cached: bool = False,
    ) -> Network:
        """Return the network of one view; see `graph.derive.network`.

        With `cached` it is taken from the user's cache, and laid there, for those who ask anew in each process.
        """
        day = day_of(as_of) if isinstance(as_of, str) else as_of
        wanted = None if statuses is None else tuple(sorted(set(statuses)))
        of_kinds = None if kinds is None else tuple(sorted(set(kinds)))
        out = tuple(without)
        with self._open() as ledger:
            key = (ledger.revision, day, wanted, of_kinds, out, sure)
            if key not in self._kept:
                derive = partial(
                    derive_network, ledger, as_of=day, statuses=wanted, kinds=of_kinds, without=out, sure=sure
                )
                if cached:
                    from graph.store.bundled import home_of
                    from innonet.kept import kept

                    derive = partial(kept, home_of(ledger.id), key, derive)
                self._kept[key] = derive()
            return self._kept[key]

    def query(
        self, name: str, /, *, store: str | None = None, view: Network | None = None, **params: Any
    ) -> "pd.DataFrame":
        """Return the answer to a question of the library, on the bundled server or the one at address `store`."""
        return self.answer(name, params, store=store, view=view).frame(object)

    def answer(
        self,
        name: str,
        params: Mapping[str, Any],
        /,
        *,
        store: str | None = None,
        view: Network | None = None,
        rows: int | None = None,
    ) -> "Answer":
        """Return the same as plain rows, at most so many; None for as many as `graph.store.store.ROWS`."""
        from graph.store.store import ROWS
        from graph.store.views import open_store
        from queries.library import find
        from queries.run import answer, read_as, values_for

        question = find(name)
        network = view or self.network()
        try:
            values_for(question, network, params)  # wrong use shows before a server is started for nothing
        except EntityUnknown as error:
            self._explain(error.name, network)
            raise
        for typed in read_as(question, network, params):
            self._explain(typed, network, begun=True)
        with open_store(network, ledger_id=self.id, url=store) as opened:
            return answer(question, opened, network, params, limit=ROWS if rows is None else rows)

    def _explain(self, name: str, network: Network, *, begun: bool = False) -> None:
        """Raise that a name is in the ledger and not in this view, where that is so.

        Of a name that the view knows as the `begun` name of somebody, it is so where the ledger knows it in full.
        """
        from queries.names import begun as begun_name
        from queries.names import known_name

        view = network.view
        filtered = view.as_of or view.statuses or view.kinds or view.without
        if not filtered or (begun and begun_name(self.network(), name) is not None):
            return
        try:
            known_name(self.network(), name)
        except EntityUnknown:
            return
        why = "nothing that it keeps names it."
        if view.as_of and not (view.statuses or view.kinds or view.without):
            why = f"nothing published by {view.as_of} names it."
        raise ViewError(name, why)

    def cypher(
        self, text: str, /, *, store: str | None = None, view: Network | None = None, **params: Any
    ) -> "pd.DataFrame":
        """Return the answer to a statement of your own, read-only."""
        return self.answer_statement(text, params, store=store, view=view).frame()

    def answer_statement(
        self,
        text: str,
        params: Mapping[str, Any],
        /,
        *,
        store: str | None = None,
        view: Network | None = None,
        rows: int | None = None,
    ) -> "Answer":
        """Return the same as plain rows, as `answer` does."""
        from graph.store.guard import check
        from graph.store.store import ROWS
        from graph.store.views import open_store
        from queries.run import answer_text

        check(text)  # what is refused starts no server
        with open_store(view or self.network(), ledger_id=self.id, url=store) as opened:
            return answer_text(text, opened, params, limit=ROWS if rows is None else rows)

    def report(self, name: str, *, language: str = "zh", view: Network | None = None) -> "Report":
        """Return a report by name; `innonet.recipes` lists them."""
        from innonet.recipes import report

        return report(name, view or self.network(), language=language)

    def explorer(self, *, language: str = "zh", view: Network | None = None) -> Page:
        """Return the explorer's page, which saves itself and shows itself in a notebook."""
        from viz.explorer import explorer_page

        return Page(explorer_page(view or self.network(), language=language))

    def picture(
        self,
        path: str | PathLike[str],
        *,
        language: str = "zh",
        view: Network | None = None,
        title: str | None = None,
        font: str | PathLike[str] | None = None,
        scale: float = 2,
    ) -> Path:
        """Write a picture, .png, .svg or .pdf by the suffix of `path`, and return where it lies.

        See `viz.picture.render.picture` for what it shows and what the options mean.
        """
        from graph.files import write
        from viz.picture.render import picture

        content = picture(
            view or self.network(), Path(path).suffix, title=title, language=language,
            font=Path(font) if font else None, scale=scale,
        )  # fmt: skip
        return write(Path(path), content)

    # ------------------------------------------------------------------ review

    def proposals(self, *, language: str = "zh") -> "list[Proposal]":
        """Return pairs of entities that may be one, most likely first, with a reason; nothing of it is stored."""
        from ingest.resolve.propose import propose

        with self._open() as ledger:
            return list(propose(self.network(), ledger.judgements(), language=language))

    def judge(self, verdict: str, one: str, other: str, *, why: str = "", who: str | None = None) -> Judgement:
        """Record that two names are the same entity, or different ones.

        Parameters
        ----------
        verdict : {"same", "different"}
        one, other : str
            Any name of an entity in the ledger, or `Kind:name` where two kinds share it.

        Raises
        ------
        EntityUnknown
            If a name is nobody's.
        JudgementError
            If a judgement that holds says the opposite, or a name is that of a counted group or of an unnamed end.
        """
        first, second = self._key(one), self._key(other)
        made = pair(Verdict(verdict), first, second, _person(who), why)
        with self._open() as ledger:
            held = ledger.judgements()
            resolution = Resolution(held)
            if first == second or (made.verdict is Verdict.DIFFERENT and _joined_by_person(held, first, second)):
                raise JudgementError(
                    f"{one} and {other} are one entity already. `innonet review log --all` lists what made them one."
                )
            if made.verdict is Verdict.SAME and resolution.apart(first, second):
                raise JudgementError(f"{one} and {other} were judged different. Undo that first: `innonet review log`.")
            ledger.judge([made])
        return made

    def claims(self, *, all: bool = False, sure: float = SURE) -> "list[Reviewed]":
        """Return the claims that wait for review below `sure`, most useful first; with `all`, the others after them."""
        from innonet.review import reviewed

        with self._open() as ledger:
            return reviewed(ledger, all=all, sure=sure)

    def figures(self) -> "list[ReviewedFigure]":
        """Return all figures that were read, with what people said of them; those that nobody judged first."""
        from innonet.review import reviewed_figures

        with self._open() as ledger:
            return reviewed_figures(ledger)

    def corrections(self) -> dict[str, str]:
        """Return the ids of claims that people put there → those of the claims in whose place they stand."""
        with self._open() as ledger:
            return {c.id: of for r in ledger.readings() for c in r.claims if (of := replaced(c)) is not None}

    def accept(self, *claims: str, why: str = "", who: str | None = None) -> list[Judgement]:
        """Record that claims or figures, by id, are right; they are shown whatever their confidence."""
        return self._judge_claims(Verdict.ACCEPT, claims, who, why)

    def reject(self, *claims: str, why: str = "", who: str | None = None) -> list[Judgement]:
        """Record that claims or figures, by id, are wrong; they leave the network, and review."""
        return self._judge_claims(Verdict.REJECT, claims, who, why)

    def _judge_claims(self, verdict: Verdict, claims: Sequence[str], who: str | None, why: str) -> list[Judgement]:
        from innonet.review import judge

        with self._open() as ledger:
            return judge(ledger, verdict, claims, _person(who), why)

    def correct(
        self,
        claim: str,
        *,
        kind: str | None = None,
        status: str | None = None,
        roles: Mapping[str, Sequence[str]] | None = None,
        why: str = "",
        who: str | None = None,
    ) -> Judgement:
        """Record what the sentence of a claim really says; undoing the judgement brings the former claim back.

        Parameters
        ----------
        claim : str
            Its id.
        kind, status : str, optional
            As before if None.
        roles : mapping, optional
            Role → all who fill it, by any form that stands in the document, or `Kind:name` where none was read there.
        """
        from innonet.review import correct

        with self._open() as ledger:
            return correct(ledger, claim, kind=kind, status=status, roles=roles or {}, who=_person(who), why=why)

    def correct_figure(self, figure: str, *, why: str = "", who: str | None = None, **said: str) -> Judgement:
        """Record what a figure really is; undoing the judgement brings back what was read.

        Parameters
        ----------
        figure : str
            Its id.
        **said
            What is right: indicator, low, high, unit, relation, modality; as before where not given. Numbers as digits;
            "" for an open end, and for no unit.
        """
        from graph.figure_correction import FIELDS
        from innonet.review import correct_figure

        if strange := sorted(said.keys() - set(FIELDS)):
            raise UsageError(f"A figure has no {strange[0]} to correct. It has {', '.join(FIELDS)}.")
        with self._open() as ledger:
            return correct_figure(ledger, figure, said, who=_person(who), why=why)

    def export_reviewed(self, folder: str | PathLike[str], *, sure: float = SURE) -> list[Path]:
        """Write the documents in which somebody judged a claim as annotated passages, to train on; return the files.

        Each file is named by the id of its document; see `ingest.extract.reviewed` for what it holds.
        """
        from innonet.files import write_json
        from innonet.review import passages

        with self._open() as ledger:
            made = list(passages(ledger, sure))
        return [write_json(Path(folder) / f"{passage['id']}.json", passage) for passage in made]

    def undo(self, judgement: str, *, why: str = "", who: str | None = None) -> Judgement:
        """Take a judgement back, by id."""
        with self._open() as ledger:
            former = next((j for j in ledger.judgements() if j.id == judgement), None)
            if former is None:
                raise JudgementError(f"{judgement}: no such judgement holds. `innonet review log` lists those that do.")
            made = undo(former, _person(who), why)
            ledger.judge([made])
        return made

    def adopt_from(self, other: "Project") -> tuple[int, int]:
        """Take over what people judged and corrected in another ledger; return what `innonet.adoption.adopt` does.

        Raises
        ------
        UsageError
            If `other` is this ledger.
        """
        from innonet.adoption import adopt

        if self.path.resolve() == other.path.resolve():
            raise UsageError(f"{other.path} is the ledger itself. Name the one whose judgements are to be taken over.")
        with self._open() as ledger, other._open() as former:
            return adopt(ledger, former)

    def adopt(self, judgements: Sequence[Judgement]) -> int:
        """Take over judgements made elsewhere, such as those that come with the examples; return how many were new."""
        with self._open() as ledger:
            return ledger.judge(judgements)

    def log(self, *, all: bool = False) -> list[Judgement]:
        """Return the judgements of people; with `all`, those of rules and undone ones too."""
        with self._open() as ledger:
            return [j for j in ledger.judgements(all=all) if all or not j.by_rule]

    # ------------------------------------------------------------------ proof

    def verify(self) -> list[str]:
        """Return what is wrong with the ledger, one sentence each; an empty list proves it whole."""
        with self._open() as ledger:
            return ledger.verify()

    @cached_property
    def id(self) -> str:
        """Names the ledger's caches."""
        with self._open() as ledger:
            return ledger.id

    def _open(self) -> Ledger:
        return Ledger.open(self.path)

    def _key(self, name: str) -> Key:
        key = self._key_of(name)
        if key.kind == "Group":
            raise JudgementError(f"{name} is a counted group: one node a claim, never one with another.")
        return key

    def _key_of(self, name: str) -> Key:
        with self._open() as ledger:
            keys = {
                Key(p.name, p.kind)
                for r in ledger.readings()
                for c in r.claims
                for p in c.participants
                if not p.generic
            }
            judged = {key for j in ledger.judgements() for key in j.about if isinstance(key, Key)}
        kind, colon, bare = name.partition(":")
        if colon and kind in ONTOLOGY.kinds:
            if Key(bare, kind) not in keys | judged:
                raise EntityUnknown(name, [f"{key.kind}:{key.name}" for key in sorted(keys) if key.name == bare])
            return Key(bare, kind)
        found = sorted(key for key in keys if key.name == name)
        if len(found) > 1:
            kinds = ", ".join(f"{key.kind}:{key.name}" for key in found)
            raise UsageError(f"{name!r} is the name of several entities. Say which: {kinds}.")
        if found:
            return found[0]
        entity = self.network().named(name)
        if entity.placeholder:
            raise JudgementError(f"{name} has no name of its own, only that of a claim: it is never merged.")
        return Key(entity.name, entity.kind)


def _stays(
    ledger: Ledger, outcome: "Outcome", publisher: str | None, published: date | None
) -> Iterator[tuple[str, str | None]]:
    """Yield what was given for the documents of `outcome` and is otherwise in the ledger: what, and what it has.

    A document enters once, with its frame, and no row is ever changed.
    """
    from ingest.text.normalise import clean_name

    given = {r.document.id: (r.document.publisher, r.document.published) for r in outcome.readings}
    if outcome.document is not None:
        given[outcome.document] = (clean_name(publisher or "") or None, published)
    for id, (by, day) in given.items() if publisher or published else ():
        if (reading := ledger.newest(id)) is None:
            continue
        held = reading.document
        if publisher and by != held.publisher:
            yield "publisher", held.publisher
        if published and day != held.published:
            yield "published", held.published.isoformat() if held.published else None


def _joined_by_person(held: Sequence[Judgement], one: Key, other: Key) -> bool:
    return Resolution(j for j in held if not j.by_rule).joined(one, other)


def _person(who: str | None) -> str:
    if who is not None and who.startswith("rule:"):
        raise UsageError(f"{who!r}: only rules are called so, and theirs can be overruled. Give a person's name.")
    return who or _user()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
