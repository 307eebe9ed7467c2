"""The ledger keeps everything, once, and can prove it."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claim import Claim, Participant, claim_id
from graph.document import Attribute, Document, Mention, document_id
from graph.errors import JudgementError, LedgerError
from graph.judgement import Key, Verdict, pair, undo
from graph.ledger import EMPTY_REVISION, Ledger
from graph.ontology import Label
from graph.reading import Reading

TEXT = "青城市科技局:中国农科院与青禾集团已签订草业战略合作协议。"


def a_reading(text=TEXT, number=1, extractor="rules@1"):
    sha = f"{number:064x}"
    document = Document(
        document_id(sha), sha, f"notice-{number}.txt", "通知", "青城市科技局", date(2023, 5, 30), "青城市", "zh",
        "text/plain", "utf-8", text, "text@1", (Label("两处拼音", "two notes"),),
    )  # fmt: skip
    quote = "中国农科院与青禾集团已签订草业战略合作协议"
    start = text.index(quote)
    partners = tuple(
        Participant("partner", name, kind, text.index(name), text.index(name) + len(name))
        for name, kind in (("中国农科院", "Institute"), ("青禾集团", "Enterprise"))
    )
    id = claim_id(document.id, "COOPERATES_WITH", partners, "signed", start, start + len(quote), None)
    claim = Claim(
        id, document.id, "COOPERATES_WITH", partners, "signed", start, start + len(quote), quote, field="草业"
    )
    mention = Mention(document.id, start, start + 5, "中国农科院", "中国农科院", "Institute")
    attribute = Attribute(document.id, "青城市科技局", "Agency", "region", "青城市", "leading place name", 0, 3)
    same = pair(
        Verdict.SAME, Key("中国农科院", "Institute"), Key("中国农业科学院", "Institute"), "rule:register@1", "登记册"
    )
    return Reading(document, extractor, (mention,), (claim,), (), (attribute,), (same,), ("支持企业创新",))


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "innonet.db", create=True) as opened:
        yield opened


def test_an_empty_file_is_no_whole_ledger(tmp_path):
    (tmp_path / "a.db").touch()

    with pytest.raises(LedgerError, match="this file is empty"):
        Ledger.open(tmp_path / "a.db")

    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        assert ledger.add(a_reading())


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE document SET damage = '[[1'",
        "UPDATE document SET damage = '[[1,2]]'",
        "UPDATE document SET damage = '[[\"一\"]]'",
        "UPDATE document SET published = '2023-05-99'",
        "UPDATE judgement SET verdict = 'sale'",
        "UPDATE judgement SET about = '[1,2]'",
        "UPDATE judgement SET about = '{}'",
        'UPDATE judgement SET about = \'[["a","Enterprise"]]\'',
        "UPDATE judgement SET verdict = 'accept'",
        "UPDATE participant SET role = 'guest'",
        "UPDATE run SET policy = '3'",
        "UPDATE run SET policy = replace(hex(zeroblob(50000)), '0', '[')",
        "ALTER TABLE mention DROP COLUMN confidence",
        "ALTER TABLE claim DROP COLUMN field",
        "UPDATE run SET extractor = CAST(x'ff' AS TEXT)",
        "DELETE FROM run",
        "DROP TABLE mention",
    ],
)
def test_a_damaged_row_is_one_line_and_verify_finds_it(tmp_path, harm):
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        ledger.add(a_reading())
    with sqlite3.connect(tmp_path / "a.db") as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute(harm)
    raw.close()

    with pytest.raises(LedgerError, match=r"a\.db: ") as told, Ledger.open(tmp_path / "a.db") as ledger:
        assert (list(ledger.readings()), ledger.judgements()) is None
    assert len(str(told.value)) < 300
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert ledger.verify()


def test_a_ledger_in_a_folder_of_reading_only_is_read(tmp_path, monkeypatch):
    with Ledger.open(tmp_path / "a b?#.db", create=True) as ledger:
        ledger.add(a_reading())
    monkeypatch.setattr("os.access", lambda path, mode: False)

    with Ledger.open(tmp_path / "a b?#.db") as ledger:
        assert (len(ledger.documents()), ledger.verify()) == (1, [])
        with pytest.raises(LedgerError, match="for writing"):
            ledger.add(a_reading(number=2))


def test_half_a_sign_is_refused_and_nothing_is_kept(ledger):
    reading = a_reading()

    with pytest.raises(LedgerError, match="no text"):
        ledger.add(replace(reading, document=replace(reading.document, publisher="市\udfff局")))

    assert ledger.revision == EMPTY_REVISION
    assert ledger.add(reading)


def test_a_reading_comes_back_as_it_went_in(ledger):
    reading = a_reading()

    assert ledger.add(reading)

    assert list(ledger.readings()) == [replace(reading, judgements=())]
    assert [j.why for j in ledger.judgements()] == ["登记册"]


def test_the_same_bytes_read_again_by_the_same_reader_change_nothing(ledger):
    ledger.add(a_reading())
    before = ledger.revision

    assert not ledger.add(a_reading())
    assert ledger.revision == before


def test_a_newer_reader_stands_beside_the_old_and_supersedes_it(ledger):
    ledger.add(a_reading())
    newer = replace(a_reading(extractor="rules@2"), claims=(), judgements=())

    assert ledger.add(newer)

    assert [len(r.claims) for r in ledger.readings()] == [0]
    assert ledger._sql.execute("SELECT count(*) FROM claim").fetchone()[0] == 1
    assert ledger.verify() == []


def test_the_same_input_gives_the_same_revision(tmp_path):
    revisions = []
    for name in ("one.db", "two.db"):
        with Ledger.open(tmp_path / name, create=True) as ledger:
            ledger.add(a_reading())
            ledger.add(a_reading(number=2))
            revisions.append(ledger.revision)

    assert revisions[0] == revisions[1] != EMPTY_REVISION


def test_a_judgement_can_be_undone_and_made_again(ledger):
    same = pair(Verdict.SAME, Key("甲", "Enterprise"), Key("乙", "Enterprise"), "li", "一家")

    assert ledger.judge([same]) == 1
    assert ledger.judge([same]) == 0
    ledger.judge([undo(same, "li", "看错了")])
    assert ledger.judgements() == []
    ledger.judge([same])

    assert [j.id for j in ledger.judgements()] == [same.id]
    assert [j.verdict for j in ledger.judgements(all=True)] == [Verdict.SAME, Verdict.UNDO, Verdict.SAME]
    assert ledger.verify() == []


def test_what_somebody_took_back_no_rule_gives_again(ledger):
    names = Key("中国农科院", "Institute"), Key("中国农业科学院", "Institute")
    ledger.add(a_reading())
    (register,) = ledger.judgements()
    ledger.judge([undo(register, "li", "两家")])

    ledger.add(a_reading(number=2))
    other = pair(Verdict.SAME, *names, "rule:declared@1", "全文如此简称")
    assert ledger.judge([other]) == 0
    assert ledger.judgements() == []

    person = pair(Verdict.SAME, *names, "li", "一家")
    assert ledger.judge([person, undo(person, "li", "看错了"), register]) == 2
    assert ledger.judge([pair(Verdict.SAME, names[0], Key("农科院", "Institute"), other.who, other.why)]) == 1


def test_what_a_rule_says_is_not_taken_back_with_what_a_person_said(ledger):
    (rule,) = a_reading().judgements
    person = pair(Verdict.SAME, *rule.about, "li", "一家")
    ledger.judge([person])
    ledger.judge([undo(person, "li", "多余")])

    assert ledger.judge([rule]) == 1


def test_undoing_what_does_not_hold_is_refused_and_changes_nothing(ledger):
    never = pair(Verdict.SAME, Key("甲", "Enterprise"), Key("乙", "Enterprise"), "li", "一家")
    before = ledger.revision

    with pytest.raises(JudgementError, match="no such judgement holds"):
        ledger.judge([undo(never, "li", "")])

    assert ledger.revision == before


@pytest.mark.parametrize(
    "change", ["UPDATE claim SET status = 'operating'", "DELETE FROM document", "UPDATE entry SET recorded = ''"]
)
def test_nothing_can_be_changed_or_taken_out(ledger, change):
    ledger.add(a_reading())

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ledger._sql.execute(change)


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        pytest.param("UPDATE claim SET status = 'operating'", "not that of its content", id="status"),
        pytest.param(
            "UPDATE document SET text = replace(text, '签订', '终止')", "does not stand in the document", id="text"
        ),
        pytest.param("UPDATE judgement SET why = 'x'", "not those that were sealed", id="judgement"),
        pytest.param("DELETE FROM attribute", "not those that were sealed", id="row taken out"),
        pytest.param("UPDATE entry SET revision = 'x' WHERE seq = 1", "not those that were sealed", id="chain"),
    ],
)
def test_verify_finds_what_was_tampered_with(ledger, tamper, fault):
    ledger.add(a_reading())
    table = tamper.split()[1] if tamper.startswith("UPDATE") else tamper.split()[2]
    ledger._sql.execute(f"DROP TRIGGER {table}_no_update")
    ledger._sql.execute(f"DROP TRIGGER {table}_no_delete")

    ledger._sql.execute(tamper)

    assert any(fault in sentence for sentence in ledger.verify())


@pytest.mark.parametrize(
    ("harm", "faults"),
    [
        pytest.param("DROP TRIGGER claim_no_update", ["the trigger claim_no_update is gone"], id="trigger"),
        pytest.param(
            "CREATE TRIGGER more AFTER INSERT ON claim BEGIN SELECT 1; END",
            ["the trigger more is none that innonet makes"],
            id="trigger of others",
        ),
        pytest.param(
            "ALTER TABLE mention DROP COLUMN confidence", ["the table mention lacks confidence"], id="unsealed column"
        ),
        pytest.param(
            "ALTER TABLE entry ADD COLUMN more TEXT", ["the table entry has the columns more besides"], id="more"
        ),
        pytest.param("ALTER TABLE entry RENAME COLUMN what TO who", ["the table entry lacks what"], id="renamed"),
        pytest.param("DROP INDEX judgement_id", ["the index judgement_id is gone"], id="index"),
    ],
)
def test_verify_says_how_tables_and_triggers_differ_from_those_that_are_made(ledger, harm, faults):
    ledger.add(a_reading())

    ledger._sql.execute(harm)

    assert ledger.verify() == faults


@pytest.mark.parametrize("harm", ["run SET policy = '[[1]]'", "judgement SET about = '[1]'"])
def test_verify_finds_what_cannot_be_read_though_it_is_sealed(ledger, harm):
    ledger.add(a_reading())
    ledger._sql.execute(f"DROP TRIGGER {harm.split()[0]}_no_update")
    ledger._sql.execute("DROP TRIGGER entry_no_update")
    ledger._sql.execute(f"UPDATE {harm}")
    ledger._sql.execute("UPDATE entry SET revision = ?", (ledger._hash(1, EMPTY_REVISION),))

    assert "a row is damaged" in ledger.verify()[-1]


def test_verify_goes_on_to_a_line_where_a_sealed_column_is_gone(ledger):
    ledger.add(a_reading())

    ledger._sql.execute("ALTER TABLE claim DROP COLUMN field")

    assert ledger.verify() == ["the table claim lacks field", "SQLite: no such column: field"]


def test_a_failure_halfway_leaves_nothing(ledger):
    reading = a_reading()
    broken = replace(reading, mentions=(replace(reading.mentions[0], surface=None),))

    with pytest.raises(LedgerError):
        ledger.add(broken)

    assert ledger.documents() == []
    assert ledger.verify() == []
    assert ledger.add(reading)


def test_a_second_writer_waits_or_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.ledger.BUSY_SECONDS", 0.05)
    with Ledger.open(tmp_path / "a.db", create=True) as one, Ledger.open(tmp_path / "a.db") as other:
        one._sql.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program is writing"):
            other.add(a_reading())
        one._sql.execute("ROLLBACK")

        assert other.add(a_reading())


def test_a_ledger_of_a_newer_version_is_refused_with_the_next_step(tmp_path):
    path = tmp_path / "a.db"
    with Ledger.open(path, create=True) as ledger:
        ledger._sql.execute("PRAGMA user_version = 99")

    with pytest.raises(LedgerError, match="Upgrade innonet"):
        Ledger.open(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no ledger here"),
        (b"not a database at all, but long enough to be read as one" * 20, "not a ledger"),
    ],
)
def test_what_is_no_ledger_is_refused_in_one_line(tmp_path, content, message):
    path = tmp_path / "a.db"
    if content:
        path.write_bytes(content)

    with pytest.raises(LedgerError, match=message):
        Ledger.open(path)


def test_somebody_elses_database_is_not_touched(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (a)")
    other.close()

    with pytest.raises(LedgerError, match="not a ledger of innonet"):
        Ledger.open(path, create=True)


@settings(max_examples=30, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
def test_any_text_is_kept_to_the_code_point(tmp_path_factory, before, after):
    text = before + TEXT + after
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "a.db", create=True) as ledger:
        ledger.add(a_reading(text))

        assert ledger.documents()[0].text == text
        assert ledger.verify() == []


def test_a_ledger_of_the_first_form_is_widened_and_stays_whole(tmp_path):
    path = tmp_path / "old.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(a_reading())
        before = ledger.revision
    with sqlite3.connect(path) as sql:
        sql.execute("ALTER TABLE mention DROP COLUMN confidence")
        sql.execute("PRAGMA user_version = 1")
    with Ledger.open(path) as ledger:
        assert (ledger.revision, ledger.verify()) == (before, [])
        assert {m.confidence for r in ledger.readings() for m in r.mentions} == {1.0}
