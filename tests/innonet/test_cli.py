"""The command line as people meet it: data on stdout, talk on stderr, one line for what goes wrong."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.columns import CLAIM_COLUMNS, ENTITY_COLUMNS, QUANTITY_COLUMNS, TIE_COLUMNS
from graph.store import bundled
from graph.store.guard import MOST_ROWS
from innonet import cli
from innonet.demonstration import NOTICES
from innonet.project import Project
from innonet.recipes import BUNDLE, REPORTS
from tests.servers import needing_a_server

SHARED = Path(__file__).resolve().parents[3] / "shared"
FIRST = NOTICES / "2023-05-30-talent.txt"
RESULTS = {
    "innonet.db", "explorer.html", "report.html", "report.xlsx", "report.docx", "network.graphml", "network.gexf",
    "tables/entities.csv", "tables/ties.csv", "tables/claims.csv", "tables/quantities.csv",
}  # fmt: skip


@pytest.fixture
def innonet(monkeypatch, capsys):
    """Return a function that runs the command line and gives exit code, stdout and stderr."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["innonet", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.run()
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return run


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory):
    """Build the demonstration once; give its folder and what it told."""
    out = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()) as told:
        patch.setattr(sys, "argv", ["innonet", "demo", "--out", str(out), "--lang", "en"])
        with pytest.raises(SystemExit) as ended:
            cli.run()
    assert not ended.value.code
    return out, told.getvalue()


@pytest.fixture(scope="module")
def demo(demonstrated):
    return demonstrated[0]


@pytest.fixture(scope="module")
def server(demo, cache_home):
    """Start the server of the demonstration's ledger."""
    with needing_a_server():
        return bundled.start(Project(demo / "innonet.db").id)


def files_in(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_demonstration_leaves_every_promised_file(demo):
    assert files_in(demo) - {"innonet.db-wal", "innonet.db-shm"} == RESULTS


def test_the_demonstration_tells_what_two_dates_show(demonstrated):
    out = demonstrated[1]

    assert "2023-12-31 → 2026-02-01" in out
    assert "草业国家技术创新中心 — 国家草业技术创新中心: succeeds, operating (2026-01-24)" in out  # renamed on approval
    assert "智能建造与运营院士专家工作站: co-builds, signed → approved" in out  # two names, judged one
    assert (
        "浙江大学技术转移中心的分中心 — 浙江大学技术转移中心: branch of, promoting (2023-05-30)" in out
    )  # gone silent


@pytest.mark.slow
def test_building_again_gives_the_same_bytes(innonet, demo, tmp_path):
    innonet("demo", "--out", tmp_path / "again", "--lang", "en", "--quiet")

    for name in sorted(RESULTS - {"innonet.db"}):
        assert (tmp_path / "again" / name).read_bytes() == (demo / name).read_bytes(), name


def test_reading_the_same_files_again_changes_nothing(innonet, demo):
    before = (demo / "explorer.html").read_bytes()

    code, _, err = innonet("build", NOTICES, "--out", demo, "--lang", "en", "--reader", "rules")

    assert code == 0
    assert err.count("nothing new") == len(list(NOTICES.iterdir()))
    assert (demo / "explorer.html").read_bytes() == before


@pytest.mark.server
@pytest.mark.parametrize("name", ["CAAS", "中国农科院", "中国农业科学院"])
def test_the_signed_partner_is_answered_with_its_sentence(innonet, demo, server, name):
    arguments = ("query", "partners", "-p", f"name={name}", "--ledger", demo / "innonet.db", "--as-of", "2023-12-31")
    code, out, _ = innonet(*arguments, "--format", "json")

    (row,) = json.loads(out)
    assert code == 0
    assert (row["partner"], row["status"]) == ("内蒙古蒙草生态环境(集团)股份有限公司", "signed")
    assert row["evidence"][0]["published"] == "2023-05-30"
    assert "簽" in row["evidence"][0]["quote"]  # as the damaged page has it


@pytest.mark.server
def test_an_unknown_name_gets_one_line_with_near_ones(innonet, demo, server):
    code, out, err = innonet("query", "partners", "-p", "name=中国农业科学研究院", "--ledger", demo / "innonet.db")

    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "中国农业科学院" in err


@pytest.mark.server
def test_an_own_statement_may_read_and_not_write(innonet, demo, server):
    ledger = ("--ledger", demo / "innonet.db")
    read = innonet("query", "--cypher", "MATCH (p:Placeholder) RETURN count(p) AS n", "--format", "csv", *ledger)
    write = innonet("query", "--cypher", "CREATE (n:Mine) RETURN n", *ledger)

    assert read[0] == 0
    assert int(read[1].split()[1]) > 0
    assert write[0] == 1
    assert write[2].count("\n") == 1


@pytest.mark.server
def test_a_statement_is_read_from_a_file_or_from_stdin_under_the_same_rules(
    innonet, demo, server, tmp_path, monkeypatch
):
    at = ("--format", "csv", "--ledger", demo / "innonet.db")
    asked = tmp_path / "asked.cypher"
    asked.write_text("\ufeff// how many?\nMATCH (p:Placeholder)\nRETURN count(p) AS n, $x AS x;\n", encoding="utf-8")
    writing = tmp_path / "writing.cypher"
    writing.write_text("CREATE (n:Mine) RETURN n", encoding="utf-8")

    read = innonet("query", "--file", asked, "-p", "x=草", *at)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("RETURN '草' AS x".encode())))
    piped = innonet("query", "--file", "-", *at)
    written = innonet("query", "--file", writing, *at)

    assert (read[0], read[1].splitlines()[0]) == (0, "n,x")
    assert read[1].splitlines()[1].endswith(",草")
    assert piped[:2] == (0, "x\n草\n")
    assert (written[0], written[2].count("\n")) == (1, 1)
    assert "refused" in written[2]


@pytest.mark.server
def test_an_answer_that_is_cut_says_so_and_more_rows_can_be_wanted(innonet, demo, server):
    asked = ("query", "--cypher", "UNWIND range(1, 300) AS n RETURN n", "--ledger", demo / "innonet.db")

    _, page, said = innonet(*asked, "--format", "table")
    _, few, _ = innonet(*asked, "--format", "csv", "--rows", "2", "--quiet")
    _, all_, silent = innonet(*asked, "--format", "csv")

    assert "200" in page
    assert "201" not in page
    assert said == "Only the first 200 rows are shown; --rows N shows more.\n"
    assert few.split() == ["n", "1", "2"]
    assert len(all_.split()) == 301
    assert not silent


@pytest.mark.server
def test_a_parameter_may_have_any_name(innonet, demo, server):
    asked = ("--cypher", "RETURN $store AS store, $view AS view", "-p", "store=a", "-p", "view=b")

    code, out, _ = innonet("query", *asked, "--format", "csv", "--ledger", demo / "innonet.db")

    assert code == 0
    assert out.split() == ["store,view", "a,b"]


@pytest.mark.server
def test_a_question_of_the_library_can_be_copied_and_changed(innonet, demo, server):
    library = Path(cli.__file__).parents[1] / "queries" / "cypher" / "status" / "silent.cypher"
    at = ("--format", "csv", "--ledger", demo / "innonet.db", "--lang", "en")

    own, named = innonet("query", "--file", library, *at), innonet("query", "silent", *at)

    assert own[0] == named[0] == 0
    assert own[1].count("\n") == named[1].count("\n") > 1


@pytest.mark.server
def test_a_question_waits_for_no_library_that_it_does_not_need(demo, server):
    asked = (
        "import sys\nfrom innonet import cli\n"
        "try:\n    cli.run()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'lxml', 'networkx', 'numpy', 'pandas', 'rapidfuzz', 'scipy'} & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked, "query", "silent", "--ledger", demo / "innonet.db"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert told.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_a_correction_changes_the_network_and_can_be_undone(innonet, tmp_path):
    ledger = tmp_path / "a.db"
    at = ("--ledger", ledger)
    table = tmp_path / "claims.csv"
    table.write_text(
        "kind,partner,status,published,quote\n"
        "COOPERATES_WITH,甲大学<University>;青禾集团<Enterprise>,signed,2024-01-01,甲大学与青禾集团签约\n"
        "COOPERATES_WITH,甲大学<University>;青禾公司<Enterprise>,operating,2025-01-01,甲大学与青禾公司合作\n",
        encoding="utf-8",
    )

    def ties():
        innonet("export", "csv", "-o", tmp_path / "out", "-q", *at)
        return len((tmp_path / "out" / "ties.csv").read_text(encoding="utf-8").splitlines()) - 1

    assert innonet("add", table, *at)[0] == 0
    assert ties() == 2
    assert innonet("review", "same", "青禾集团", "青禾公司", "--why", "改名", "--who", "li", *at)[0] == 0
    assert ties() == 1
    _, out, _ = innonet("review", "log", "--format", "json", *at)
    (judged,) = json.loads(out)
    assert (judged["verdict"], judged["who"], judged["why"]) == ("same", "li", "改名")
    assert innonet("review", "different", "青禾集团", "青禾公司", *at)[0] == 1  # a person said the opposite
    assert innonet("review", "undo", judged["id"], *at)[0] == 0
    assert innonet("review", "log", *at)[2] == "1 undone judgement is hidden; --all shows all.\n"
    assert ties() == 2
    assert innonet("review", "undo", judged["id"], *at)[0] == 1
    assert innonet("verify", *at)[0] == 0


def test_a_rejected_claim_leaves(innonet, tmp_path):
    at = ("--ledger", tmp_path / "a.db")
    innonet("add", FIRST, "--reader", "rules", *at)
    innonet("export", "csv", "-o", tmp_path / "out", *at)
    claim = (tmp_path / "out" / "claims.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]

    assert innonet("review", "reject", claim, "--why", "误读", *at)[0] == 0

    innonet("export", "csv", "-o", tmp_path / "out", *at)
    assert claim not in (tmp_path / "out" / "claims.csv").read_text(encoding="utf-8-sig")
    assert innonet("review", "reject", "c0", *at)[0] == 1


@pytest.mark.slow
def test_a_claim_that_waits_is_listed_accepted_and_corrected(innonet, tmp_path):
    at = ("--ledger", tmp_path / "a.db")
    notice = tmp_path / "notice.txt"
    notice.write_text("青禾集团与云岭农业大学签订战略合作协议。", encoding="utf-8")
    innonet("add", notice, "--reader", "rules", *at)

    _, out, _ = innonet("review", "claims", "--all", "--format", "json", *at)
    (claim,) = json.loads(out)
    assert claim["participants"] == "partner=青禾集团; partner=云岭农业大学"
    assert innonet("review", "claims", "--sure", "0", *at)[2] == "No claim waits; --all lists those that are shown.\n"

    assert innonet("review", "accept", claim["id"], *at)[0] == 0
    correct = ("review", "correct", claim["id"], "--status", "ended", *at)
    assert innonet(*correct, "--role", "partner")[0] == 2
    assert innonet(*correct, "--role", "partner=青禾集团", "--role", "partner=云岭农业大学", "--who", "li")[0] == 0
    _, out, _ = innonet("review", "log", "--format", "json", *at)
    log = json.loads(out)
    assert [(j["verdict"], j["about"].split(" → ")[0]) for j in log] == [
        ("accept", claim["id"]),
        ("correct", claim["id"]),
    ]
    innonet("export", "csv", "-o", tmp_path / "out", *at)
    assert "ended" in (tmp_path / "out" / "claims.csv").read_text(encoding="utf-8-sig")


def test_one_bad_file_does_not_stop_the_batch(innonet, tmp_path):
    folder = tmp_path / "notices"
    shutil.copytree(NOTICES, folder)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    (folder / "loop").symlink_to(folder)

    reading = ("--reader", "rules", "--jobs", "1")
    code, out, err = innonet("add", folder, tmp_path / "missing.txt", *reading, "--ledger", tmp_path / "a.db")

    skipped = [line for line in err.splitlines() if line.startswith("skipped")]
    assert (code, out) == (3, "")
    assert len(skipped) == 5
    assert all(name in " ".join(skipped) for name in ("broken.pdf", "empty.txt", "picture.png", "loop", "missing.txt"))
    assert innonet("verify", "--ledger", tmp_path / "a.db")[0] == 0


@pytest.mark.parametrize("arguments", [["add", ""], ["extract", "", "--explain"], ["build", "a.txt", "--out", ""]])
def test_an_empty_path_is_not_the_current_folder(innonet, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)

    code, out, err = innonet(*arguments)

    assert (code, out) == (2, "")
    assert "an empty path names nothing" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nope"], "No such command 'nope'. See `innonet --help`."),
        (["verfy"], "No such command 'verfy'. Did you mean 'verify', 'query'? See `innonet --help`."),
        (["review", "nope"], "No such command 'nope'. See `innonet review --help`."),
        (["add"], "Missing argument 'PATH'. See `innonet add --help`."),
        (["build", "a.txt"], "Missing option '--out'. See `innonet build --help`."),
        (["verify", "--all"], "No such option: --all. See `innonet verify --help`."),
        (["query", "partners", "actors"], "Got unexpected extra argument(s) (actors). See `innonet query --help`."),
        (
            ["add", ""],
            "Invalid value for 'PATH': an empty path names nothing. Write . for the current folder. "
            "See `innonet add --help`.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_one_line_that_names_the_help(innonet, arguments, line):
    assert innonet(*arguments) == (2, "", f"innonet: {line}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["query", "--format", "xls"], "'--format': 'xls' is not one of 'table', 'csv', 'json'"),
        (["query", "--sure", "3"], "less than or equal to 1"),
        (["add", "a.txt", "--jobs", "many"], "'--jobs'"),
        (["report", "overview", "-o"], "-o"),
    ],
    ids=["choice", "range", "number", "nothing after it"],
)
def test_a_value_that_an_option_cannot_take_is_one_line(innonet, arguments, says):
    code, out, err = innonet(*arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("innonet: ")
    assert says in err


@pytest.mark.parametrize("arguments", [[], ["review"], ["server"]], ids=["innonet", "review", "server"])
def test_a_command_without_words_shows_its_help_and_help_that_was_asked_for_is_no_error(innonet, arguments):
    code, out, err = innonet(*arguments)
    asked = innonet(*arguments, "--help")

    assert (code, out) == (2, "")
    assert asked == (0, err, "")
    assert err.startswith(" ".join(["Usage: innonet", *arguments]))


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        pytest.param(["verify", "--ledger", "nothing.db"], 1, "there is no ledger here", id="no ledger"),
        pytest.param(["report", "overview", "--ledger", "DEMO", "--as-of", "gestern"], 2, "YYYY-MM-DD", id="no date"),
        pytest.param(["report", "poems", "--ledger", "DEMO"], 2, "overview", id="no such report"),
        pytest.param(["report", "overview", "-o", "a.odt", "--ledger", "DEMO"], 2, ".docx", id="no such form"),
        pytest.param(["report", "overview", "--status", "rumoured", "--ledger", "DEMO"], 2, "planned", id="no status"),
        pytest.param(["report", "overview", "--kind", "Firm", "--ledger", "DEMO"], 2, "Enterprise", id="no kind"),
        pytest.param(["report", "overview", "--without", "某某", "--ledger", "DEMO"], 1, "某某", id="nobody"),
        pytest.param(["export", "dot", "-o", "a.dot", "--ledger", "DEMO"], 2, "graphml", id="no such format"),
        pytest.param(["report", "overview", "--as-of", "", "--ledger", "DEMO"], 2, "YYYY-MM-DD", id="empty date"),
        pytest.param(["report", "overview", "--as-of", "20230101", "--ledger", "DEMO"], 2, "no date", id="no dashes"),
        pytest.param(["add", "x", "--published", "2023-W01-1", "--ledger", "DEMO"], 2, "no date", id="a week"),
        pytest.param(["report", "overview", "--status", ",", "--ledger", "DEMO"], 2, "names nothing", id="no statuses"),
        pytest.param(["report", "overview", "--kind", "", "--ledger", "DEMO"], 2, "names nothing", id="no kinds"),
        pytest.param(["report", "overview", "--ledger", "."], 1, "a folder", id="a folder for a ledger"),
        pytest.param(["add", "a.txt", "--ledger", os.devnull], 1, "a device", id="a device for a ledger"),
        pytest.param(["add", "a.txt", "--ledger", "x" * 300], 1, "cannot be opened", id="an endless name"),
        pytest.param(["build", "a.txt", "--out", "DEMO"], 1, "cannot be opened", id="a file for a folder"),
        pytest.param(["query", "partner", "--ledger", "DEMO"], 2, "partners", id="no such question"),
        pytest.param(["query", "--ledger", "DEMO"], 2, "a question's name", id="nothing asked"),
        pytest.param(["query", "partners", "--ledger", "DEMO"], 2, "Pass -p name=…", id="no parameter"),
        pytest.param(["query", "partners", "-p", "nam=x", "--ledger", "DEMO"], 2, "takes no 'nam'", id="unknown one"),
        pytest.param(["query", "partners", "-p", "name", "--ledger", "DEMO"], 2, "KEY=VALUE", id="no value"),
        pytest.param(
            ["query", "partners", "-p", "name=A", "-p", "name=B", "--ledger", "DEMO"], 2, "given twice", id="two values"
        ),
        pytest.param(
            ["query", "most_tied", "-p", "top=-1", "--ledger", "DEMO"], 2, "no whole number from 0", id="no count"
        ),
        pytest.param(
            ["query", "most_tied", "--rows", str(MOST_ROWS + 1), "--ledger", "DEMO"], 2, f"{MOST_ROWS}", id="many rows"
        ),
        pytest.param(["query", "silent", "--file", "a", "--ledger", "DEMO"], 2, "--file", id="asked twice"),
        pytest.param(["extract", "a.txt", "--explain", "--jobs", "3"], 2, "Leave --jobs out", id="jobs of one"),
        pytest.param(
            ["review", "correct", "c0", "--kind", "结婚", "--ledger", "DEMO"], 2, "COOPERATES_WITH", id="no such kind"
        ),
        pytest.param(["query", "--file", "none.cypher", "--ledger", "DEMO"], 1, "cannot be read", id="no statement"),
        pytest.param(["query", "--file", ".", "--ledger", "DEMO"], 1, "cannot be read", id="a folder of statements"),
        pytest.param(["query", "--file", sys.executable, "--ledger", "DEMO"], 1, "", id="a program for a statement"),
    ],
)
def test_wrong_use_gets_one_line_that_says_what_next(innonet, demo, monkeypatch, tmp_path, arguments, code, says):
    monkeypatch.chdir(tmp_path)

    ended, out, err = innonet(*[str(demo / "innonet.db") if a == "DEMO" else a for a in arguments])

    assert (ended, out) == (code, "")
    assert err.count("\n") == 1
    assert says in err
    assert "Traceback" not in err


@pytest.mark.parametrize("made", [True, False])
def test_nothing_read_gives_no_blank_results(innonet, tmp_path, made):
    folder, out = tmp_path / "notices", tmp_path / "out"
    if made:
        folder.mkdir()

    code, _, err = innonet("build", folder, "--out", out)

    assert code == 1
    assert "Nothing was read" in err.splitlines()[-1]
    assert not out.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ("--as-of", "2025-13-01"), ("--status", "done"), ("--kind", "Firm"), ("--published", "2025"),
        ("--weights", "nowhere"), ("--sure", "2"),
    ],
    ids=lambda option: option[0],
)  # fmt: skip
def test_options_are_checked_before_a_document_is_read_and_leave_no_folder(innonet, tmp_path, wrong):
    code, out, err = innonet("build", FIRST, "--out", tmp_path / "out", "--reader", "rules", *wrong)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments", [["explore", "-o", "DEMO"], ["export", "json", "-o", "DEMO"], ["report", "overview", "-o", "DEMO.csv"]]
)
def test_a_ledger_given_for_an_output_stays(innonet, demo, tmp_path, arguments):
    shutil.copy(demo / "innonet.db", tmp_path / "a.db")
    shutil.copy(demo / "innonet.db", tmp_path / "a.db.csv")
    held = (tmp_path / "a.db").read_bytes()

    places = [argument.replace("DEMO", str(tmp_path / "a.db")) for argument in arguments]
    code, out, err = innonet(*places, "--ledger", demo / "innonet.db")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "is a database, perhaps a ledger" in err
    assert [(tmp_path / name).read_bytes() for name in ("a.db", "a.db.csv")] == [held, held]


CLAIMS = "kind,partner,status\nCOOPERATES_WITH,甲大学<University>;青禾集团<Enterprise>,signed\n"


def test_tables_of_ones_own_are_not_written_over(innonet, demo, tmp_path):
    own = tmp_path / "claims.csv"
    own.write_text(CLAIMS, encoding="utf-8")
    export = ("export", "csv", "--ledger", demo / "innonet.db", "-o")

    code, _, err = innonet(*export, tmp_path)

    assert (code, err.count("\n")) == (2, 1)
    assert "claims.csv is there, and its columns are not those to be written" in err
    assert files_in(tmp_path) == {"claims.csv"}
    assert own.read_text(encoding="utf-8") == CLAIMS
    assert [innonet(*export, tmp_path / "out")[0] for _ in range(2)] == [0, 0]  # our own are made anew


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("tables/claims.csv", ["build", "FOLDER/tables", "--out", "FOLDER"]),
        ("ex/a.json", ["extract", "FOLDER/ex", "--json", "FOLDER/ex/../ex"]),
    ],
)
def test_what_is_to_be_read_is_not_written_over(innonet, tmp_path, name, arguments):
    given = tmp_path / name
    given.parent.mkdir()
    given.write_text(
        CLAIMS if given.suffix == ".csv" else json.dumps({"text": "甲大学与青禾集团签约。"}), encoding="utf-8"
    )
    held = given.read_bytes()

    code, out, err = innonet(*(argument.replace("FOLDER", str(tmp_path)) for argument in arguments))

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "would be written over, and is to be read" in err
    assert files_in(tmp_path) == {name}
    assert given.read_bytes() == held


def test_the_files_of_a_build_are_those_that_are_guarded():
    assert set(BUNDLE) == RESULTS - {"innonet.db"}


@pytest.mark.parametrize(
    ("name", "columns"),
    [("entities", ENTITY_COLUMNS), ("ties", TIE_COLUMNS), ("claims", CLAIM_COLUMNS), ("quantities", QUANTITY_COLUMNS)],
)
def test_each_table_of_a_build_holds_what_its_name_says(demo, name, columns):
    with (demo / "tables" / f"{name}.csv").open(encoding="utf-8-sig") as table:
        assert table.readline().rstrip().split(",") == columns


def test_words_of_both_languages_name_statuses_and_kinds(innonet, demo):
    at = ("report", "status", "--lang", "en", "--ledger", demo / "innonet.db")

    by_code = innonet(*at, "--status", "signed,operating", "--kind", "COOPERATES_WITH")
    by_label = innonet(*at, "--status", "已签约，运行中", "--kind", "合作")

    assert by_code[0] == 0
    assert by_label == by_code


def test_rows_that_are_left_out_are_counted_at_the_end(innonet, tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text(CLAIMS + "MARRIES,甲大学<University>;青禾集团<Enterprise>,signed\n", encoding="utf-8")

    code, _, err = innonet("add", table, "--ledger", tmp_path / "a.db")

    assert (code, err.splitlines()[-1]) == (3, "1 read, 0 skipped, 1 row of tables left out.")


@pytest.mark.slow
def test_a_figure_is_listed_corrected_and_read_as_corrected(innonet, tmp_path):
    at = ("--ledger", tmp_path / "a.db")
    table = tmp_path / "figures.csv"
    table.write_text("indicator,low,high,unit,modality\n院士工作站,5,5,家,计划\n", encoding="utf-8")
    innonet("add", table, *at)

    def figures():
        return json.loads(innonet("review", "figures", "--format", "json", *at)[1])

    (figure,) = figures()
    assert (figure["indicator"], figure["modality"], figure["low"], figure["verdict"]) == (
        "院士工作站",
        "planned",
        5,
        "",
    )
    correct = ("review", "correct", figure["id"], *at)
    assert "is a figure, and has no kind, status or role" in innonet(*correct, "--status", "planned")[2]
    assert innonet(*correct, "--status", "planned", "--low", "6")[0] == 2
    assert innonet(*correct, "--modality", "已实现", "--low", "6", "--high", "8", "--who", "li")[0] == 0

    (figure,) = figures()
    assert (figure["modality"], figure["relation"], figure["verdict"]) == ("achieved", "range", "corrected")
    _, out, _ = innonet("review", "log", "--format", "json", *at)
    (judged,) = json.loads(out)
    assert (judged["verdict"], judged["who"]) == ("correct", "li")
    assert judged["about"] == f"{figure['id']} → low=6, high=8, relation=range, modality=achieved"
    assert "更正" in innonet("review", "log", "--lang", "zh", *at)[1]
    assert innonet("verify", *at)[0] == 0


def test_notes_on_a_document_are_in_the_language_asked(innonet, tmp_path):
    notice = tmp_path / "notice.html"
    notice.write_text("<html><body><p>青禾集团与云岭农业大学签订战略合作协议。</p></body></html>", encoding="utf-8")
    reading = ("add", notice, "--reader", "rules", "--lang")

    told = {lang: innonet(*reading, lang, "--ledger", tmp_path / f"{lang}.db")[2] for lang in ("zh", "en")}

    assert told["zh"] != told["en"]


def test_an_empty_folder_is_named_and_counted(innonet, tmp_path):
    for name in ("empty", "hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "hidden" / ".DS_Store").write_bytes(b"0")
    (tmp_path / "notices" / "later").mkdir(parents=True)  # one inside a folder with documents is nobody's mistake
    shutil.copy(FIRST, tmp_path / "notices")

    folders = [tmp_path / name for name in ("empty", "notices", "hidden", "empty")]
    code, _, err = innonet("add", *folders, "--ledger", tmp_path / "a.db", "--reader", "rules")

    assert code == 3
    assert [line for line in err.splitlines() if line.startswith("skipped")] == [
        f"skipped {tmp_path / name}: this folder holds no document. Check the path." for name in ("empty", "hidden")
    ]
    assert err.splitlines()[-1] == "1 read, 2 skipped."


@pytest.mark.slow
def test_a_known_document_keeps_its_day_and_a_new_ledger_takes_the_judgements_over(innonet, tmp_path):
    notice, old, new = tmp_path / "a.txt", tmp_path / "old.db", tmp_path / "new.db"
    notice.write_text("云岭大学与青禾集团签订战略合作协议。\n", encoding="utf-8")
    given = ("--reader", "rules", "--publisher", "青城市科技局", "--published", "2025-03-12")
    first = innonet("add", notice, "--ledger", old, "--reader", "rules")
    claim = Project(old).claims(all=True)[0].claim.id
    Project(old).reject(claim, why="未签", who="li")

    code, _, err = innonet("add", notice, "--ledger", old, *given)

    assert "publisher and published unknown (a new ledger takes --publisher and --published)" in first[2]
    assert code == 3
    known, what_next = err.splitlines()
    assert known == "known a.txt: nothing new; publisher stays unknown; published stays unknown"
    assert f"innonet review adopt {old} --ledger NEW" in what_next
    assert innonet("add", notice, "--ledger", new, *given)[0] == 0
    assert innonet("add", notice, "--ledger", new, *given) == (0, "", "known a.txt: nothing new\n")
    assert innonet("review", "adopt", old, "--ledger", new) == (0, "", f"1 judgements of {old} hold in {new}.\n")
    (document,) = Project(new).network().documents
    assert (document.publisher, str(document.published)) == ("青城市科技局", "2025-03-12")
    assert [(item.claim.id, item.verdict) for item in Project(new).claims(all=True)] == [(claim, "rejected")]
    assert [(j.who, j.why) for j in Project(new).log()] == [("li", "未签")]


def test_another_day_for_a_known_document_is_said_and_no_failure(innonet, tmp_path):
    reading = ("--ledger", tmp_path / "a.db", "--reader", "rules")
    innonet("add", FIRST, *reading)

    code, _, err = innonet("add", FIRST, *reading, "--published", "2024-01-01")

    assert code == 0  # the page may say so itself
    assert err.splitlines()[0] == f"known {FIRST.name}: nothing new; published stays 2023-05-30"


def test_a_table_is_read_once_with_its_counts_summed(innonet, tmp_path):
    table, ledger = tmp_path / "claims.csv", tmp_path / "a.db"
    table.write_text(
        "kind,partner,status,published\n"
        "COOPERATES_WITH,甲大学<University>;青禾集团<Enterprise>,signed,2024-01-01\n"
        "COOPERATES_WITH,甲大学<University>;青禾集团<Enterprise>,operating,2025-01-01\n",
        encoding="utf-8",
    )

    code, _, err = innonet("add", table, "--ledger", ledger)

    assert code == 0
    assert err.splitlines() == [
        "read claims.csv: 2 claims, 0 figures of 2 sources; publisher unknown (a new ledger takes --publisher)",
        f"wrote {ledger}",
    ]
    assert innonet("add", table, "--ledger", ledger) == (0, "", "known claims.csv: nothing new\n")


def test_headings_are_in_the_language_of_people_and_codes_in_files(innonet):
    assert innonet("queries", "--lang", "zh")[1].split()[:4] == ["名称", "标题", "回答什么", "参数"]
    assert innonet("queries", "--lang", "zh", "--format", "csv")[1].splitlines()[0] == "name,title,asks,parameters"
    assert innonet("queries", "--lang", "en")[1].split()[:4] == ["name", "title", "asks", "parameters"]


def test_the_help_names_every_report():
    assert set(cli.REPORT_NAMES) == set(REPORTS)


@pytest.mark.slow
def test_results_beside_the_notices_never_become_sources(innonet, tmp_path):
    shutil.copy(FIRST, tmp_path)
    told = [innonet("build", tmp_path, "--out", tmp_path, "--reader", "rules") for _ in range(2)]

    assert [code for code, _, _ in told] == [0, 0]
    assert told[1][2].splitlines()[0] == f"known {FIRST.name}: nothing new"
    assert "read" not in told[1][2]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("command", ["queries", "queries --format json", "--help"])
def test_who_reads_no_further_ends_the_command_in_peace(command):
    nobody, pipe = os.pipe()
    os.close(nobody)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "innonet", *command.split()], stdout=pipe, stderr=subprocess.PIPE, text=True
        )
    finally:
        os.close(pipe)

    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize(("stdout", "code"), [(">/dev/full", 1), (">&-", 0)])
def test_a_full_or_closed_stdout_is_no_traceback(stdout, code):
    ran = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m innonet queries {stdout}', sys.executable], capture_output=True, text=True
    )

    assert ran.returncode == code
    assert ran.stderr.count("\n") == code
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_no_name_or_text_steers_the_terminal(innonet, tmp_path):
    (tmp_path / "\x1b[31mred\n.txt").write_text("甲大学与青禾集团签署合作协议。", encoding="utf-8")
    (tmp_path / "claims.csv").write_text(
        "kind,partner,status,published,quote\n"
        "COOPERATES_WITH,\x1b]0;甲大学<University>;\x9b2J青禾集团<Enterprise>,signed,2024-01-01,\u202e甲\x1b[8m\n"
        "\x1b[5m,,,,\n",
        encoding="utf-8",
    )
    at = ("--ledger", tmp_path / "a.db")

    told = [
        innonet("add", tmp_path, "--reader", "rules", *at),
        innonet("report", "overview", *at),
        innonet("review", "list", *at),
        innonet("review", "same", "\x9b", "\x1b", *at),
    ]

    assert [code for code, _, _ in told] == [3, 0, 0, 1]
    assert not set("\x1b\x9b\u202e") & set("".join(out + err for _, out, err in told))


@pytest.mark.slow
def test_extract_writes_one_passage_a_document_and_touches_no_ledger(innonet, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert innonet("extract", NOTICES, "--json", "said", "--reader", "rules", "-q")[0] == 0

    assert {path.stem for path in (tmp_path / "said").iterdir()} == {path.stem for path in NOTICES.iterdir()}
    passage = json.loads((tmp_path / "said" / f"{FIRST.stem}.json").read_text(encoding="utf-8"))
    assert all(claim["quote"] in passage["text"] for claim in passage["claims"])
    assert not list(tmp_path.glob("*.db"))


def test_a_tool_is_scored_on_annotated_folders(innonet, tmp_path):
    gold = {"text": "青禾集团与云岭农业大学签约。", "language": "zh",
            "mentions": [{"text": "青禾集团", "kind": "Enterprise"}],
            "claims": [{"kind": "COOPERATES_WITH", "roles": {"partner": ["青禾集团", "云岭农业大学"]}}]}  # fmt: skip
    for name, passage in (("one", gold), ("two", {**gold, "language": "en"}), ("said", gold)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps(passage), encoding="utf-8")
    folders = (tmp_path / "one", tmp_path / "two")
    with_tool = ("evaluate", *folders, "--said", tmp_path / "said", "--format", "json")

    code, out, err = innonet(*with_tool)
    assert (code, err) == (0, "one: 1 passage\ntwo: 1 passage\n")
    rows = json.loads(out)
    assert [(r["folder"], r["language"], r["pairs"]) for r in rows] == [
        ("one", "zh", 1), ("two", "en", 1), ("all", "zh", 1), ("all", "en", 1), ("all", "all", 1),
    ]  # fmt: skip
    kinds = json.loads(innonet(*with_tool, "--kinds")[1])
    assert {"figure": "claim COOPERATES_WITH", "language": "all", "precision": 1, "recall": 1, "f1": 1,
            "annotated": 2, "said": 2, "right": 2} in kinds  # fmt: skip
    assert json.loads(innonet(*with_tool, "--reliability")[1]) == [
        {"confidence": "0.9-1.0", "said": 2, "right": 2, "stated": 1, "share_right": 1}
    ]
    assert innonet(*with_tool, "--leave-one-folder-out")[0] == 2
    assert innonet("evaluate", tmp_path)[0] == 1
    read = json.loads(innonet("evaluate", folders[0], "--reader", "rules", "--format", "json", "-q")[1])
    assert read[0]["organisations"] == 0.667  # both names are found, one is annotated


def test_what_was_read_is_explained_without_a_ledger(innonet, tmp_path):
    notice, table = tmp_path / "notice.txt", tmp_path / "claims.csv"
    notice.write_text("青禾集团与云岭农业大学\x1b[2J签约。\n", encoding="utf-8")
    table.write_text("kind,partner,status,quote\nCOOPERATES_WITH,甲<Enterprise>;乙<Enterprise>,signed,甲与乙签约\n")

    code, out, _ = innonet("extract", notice, table, "--explain", "--reader", "rules", "--lang", "en")

    assert code == 0
    assert "name  1.00  青禾集团  Enterprise  (rule)" in out
    assert "\x1b" not in out
    assert "甲" not in out  # what a table says needs no reader
    assert innonet("extract", notice)[0] == 2
    assert "missing.txt: there is no such file" in innonet("extract", tmp_path / "missing.txt")[2]
    assert innonet("extract", notice, "--explain", "--json", tmp_path)[0] == 2


@pytest.mark.slow
def test_a_number_never_leads_to_an_input(innonet, tmp_path):
    row = "COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,"
    (tmp_path / "c.csv").write_text(f"kind,partner,status,publisher\n{row}丙\n{row}丁\n", encoding="utf-8")
    (tmp_path / "c-2.json").write_text(json.dumps({"text": "青禾集团与云岭农业大学签约。"}), encoding="utf-8")
    shutil.copy(FIRST, tmp_path / "c-2.txt")
    given = (tmp_path / "c-2.json").read_bytes()

    assert innonet("extract", tmp_path, "--json", tmp_path, "--reader", "rules", "-q")[0] == 0

    assert (tmp_path / "c-2.json").read_bytes() == given
    assert (tmp_path / "c-3.json").exists()


@pytest.mark.slow
def test_inputs_of_one_name_are_passages_of_several(innonet, tmp_path):
    (tmp_path / "b").mkdir()
    claims = "kind,partner,status,publisher\n" + "".join(
        f"COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,{publisher}\n" for publisher in ("丙日报", "丁日报")
    )
    for place in ("a.txt", "a.md", "b/a.txt", "c-2.txt"):
        shutil.copy(FIRST, tmp_path / place)
    (tmp_path / "c.csv").write_text(claims, encoding="utf-8")
    places = [tmp_path / place for place in ("a.txt", "a.md", "b", "c.csv", "c-2.txt")]

    code, _, err = innonet("extract", *places, "--json", tmp_path / "said", "--reader", "rules", "-q")

    assert (code, err) == (0, "")
    made = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "said").iterdir()}
    assert sorted(made) == ["a.md", "a.txt", "a.txt-2", "c", "c-2", "c-3"]
    assert (made["c"]["publisher"], made["c-3"]["publisher"]) == ("丙日报", "丁日报")
    assert made["c-2"]["text"] == made["a.txt-2"]["text"]


@pytest.mark.parametrize("suffix", [".html", ".docx", ".xlsx", ".csv", ".json"])
@pytest.mark.parametrize(
    "name", ["overview", *(pytest.param(name, marks=pytest.mark.slow) for name in ("centrality", "status", "targets"))]
)
def test_every_report_comes_in_every_form(innonet, demo, tmp_path, name, suffix):
    path = tmp_path / f"{name}{suffix}"
    code, _, err = innonet("report", name, "-o", path, "--ledger", demo / "innonet.db", "--lang", "zh")

    assert code == 0, err
    assert path.stat().st_size > 200


def test_two_days_of_a_ledger_differ_in_ties_that_open_their_sentences(innonet, demo):
    code, out, _ = innonet(
        "diff", "2023-12-31", "2026-02-01", "--ledger", demo / "innonet.db", "--json", "--lang", "en"
    )
    found = json.loads(out)
    moved = next(table for table in found["tables"] if table["table"] == "moved")
    quotes = {item["number"]: item["quote"] for item in found["evidence"]}

    assert code == 0
    assert "From 2023-12-31 to 2026-02-01" in found["opening"][0]["text"]
    assert any((row["before"], row["after"]) == ("signed", "approved") for row in moved["rows"])
    assert all(quotes[number] for row in moved["rows"] for number in row["evidence"])


def test_a_ledger_does_not_differ_from_itself(innonet, demo):
    code, out, _ = innonet("diff", demo / "innonet.db", demo / "innonet.db", "--lang", "en")

    assert code == 0
    assert "no ties are new" in out


@pytest.mark.slow
def test_two_ledgers_are_told_apart_by_their_names(innonet, demo, tmp_path):
    innonet("add", FIRST, "--ledger", tmp_path / "one.db", "--reader", "rules")

    _, out, _ = innonet("diff", tmp_path / "one.db", demo / "innonet.db", "--lang", "en", "--json")
    _, mixed, _ = innonet("diff", "2023-12-31", demo / "innonet.db", "--ledger", tmp_path / "one.db", "--lang", "zh")

    first = json.loads(out)["opening"][0]["text"]
    assert first.startswith(f"Before is {tmp_path / 'one.db'}, after is {demo / 'innonet.db'}: ")
    sides = f"前者为{tmp_path / 'one.db'}(2023-12-31)，后者为{demo / 'innonet.db'}："
    assert sides in "".join(mixed.split())  # lines break where a path is long


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("yesterday", "2024-01-01"), "no day"),
        (("20230101", "2024-01-01"), "'20230101' is no day"),
        (("2023-12-31", "20230101"), "'20230101' is no day"),
        (("2023-W01-1", "2024-01-01"), "no day"),
        (("2024-01-01", "2023-01-01"), "2024-01-01 lies after 2023-01-01"),
        (("2023-01-01", "2024-01-01", "--json", "-o", "d.json"), "Take one"),
    ],
    ids=["day", "no dashes", "no dashes after", "week", "order", "both"],
)
def test_a_comparison_that_cannot_be_made_is_wrong_use(innonet, demo, arguments, word):
    code, out, err = innonet("diff", *arguments, "--ledger", demo / "innonet.db")

    assert (code, out) == (2, "")
    assert word in err


def test_the_language_follows_the_locale(innonet, demo, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    assert cli._default_language() == "zh"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert cli._default_language() == "en"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_rights_is_one_line(innonet, tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)

    code, _, err = innonet("add", closed, FIRST, "--ledger", tmp_path / "a.db")

    assert code == 3
    assert "cannot be opened" in err


@pytest.mark.slow
@pytest.mark.skipif(
    not (SHARED / "founding" / "notice.txt").exists(), reason="the founding notice is not beside this checkout"
)
def test_one_notice_bears_no_ranking(innonet, tmp_path):
    innonet("build", SHARED / "founding" / "notice.txt", "--out", tmp_path, "-q")

    _, out, _ = innonet("report", "centrality", "--ledger", tmp_path / "innonet.db", "--lang", "zh")

    assert "这些数据不足以排名" in out
    assert "中国农业科学院与蒙草集团" in out
