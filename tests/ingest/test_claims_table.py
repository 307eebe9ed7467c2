import re
import time
from datetime import date
from pathlib import Path

import pytest

from graph.errors import DocumentError
from graph.exchange.cells import guarded
from ingest.readers.read import read
from ingest.registers.claims_table import is_claims_table, readings_of
from tests.ingest.hostile import an_xlsx

HEADER = "kind,partner,builder,built,built_kind,status,when,field,publisher,published,quote"
SIGNED = (
    "COOPERATES_WITH,云岭大学<University>;青禾集团<Enterprise>,,,,signed,2023-05,草业,"
    "青城市科技局,2023-05-30,云岭大学与青禾集团签订协议"
)


@pytest.fixture
def table(tmp_path):
    def write_and_read(*rows, name="claims.csv"):
        path = tmp_path / name
        path.write_text("\n".join(rows), encoding="utf-8")
        return readings_of(read(path))

    return write_and_read


def test_a_row_is_a_claim_with_its_sentence(table):
    [reading] = table(HEADER, SIGNED).readings

    [claim] = reading.claims
    assert (claim.kind, claim.status, claim.when, claim.field) == ("COOPERATES_WITH", "signed", "2023-05", "草业")
    assert [(p.role, p.name, p.kind) for p in claim.participants] == [
        ("partner", "云岭大学", "University"), ("partner", "青禾集团", "Enterprise"),
    ]  # fmt: skip
    assert claim.quote == "云岭大学与青禾集团签订协议"
    document = reading.document
    assert (document.publisher, document.published, document.region) == ("青城市科技局", date(2023, 5, 30), "青城市")


def test_every_span_holds(table):
    readings = table(
        HEADER,
        SIGNED,
        "CO_BUILDS,,“甲”大學（北京） <University>、乙＜Enterprise＞,丙中心,Platform,operating,,,,,",
        '共建,,甲<University>,院士工作站<Platform generic>,,已签约,,,,,"第一行\n第二行"',
    ).readings

    for reading in readings:
        text = reading.document.text
        for claim in reading.claims:
            assert text[claim.start : claim.end] == claim.quote
            assert all(p.start is not None and text[p.start : p.end] for p in claim.participants)
        for mention in reading.mentions:
            assert text[mention.start : mention.end] == mention.surface
    names = [p.name for r in readings for c in r.claims for p in c.participants]
    assert names == ["云岭大学", "青禾集团", "“甲”大学(北京)", "乙", "丙中心", "甲", "院士工作站"]


def test_without_a_sentence_the_row_is_the_evidence(table):
    [reading] = table("kind,partner,field,status", "合作,甲<University>;乙<Enterprise>,,signed").readings

    assert reading.claims[0].quote == "kind: 合作 | partner: 甲<University>;乙<Enterprise> | status: signed"


def test_kinds_and_statuses_may_be_given_by_their_labels(table):
    [reading] = table("kind,member,whole,status", "成员,甲<高校>,乙联盟<创新联合体>,运行中").readings

    claim = reading.claims[0]
    assert (claim.kind, claim.status, [p.kind for p in claim.participants]) == (
        "MEMBER_OF", "operating", ["University", "Consortium"],
    )  # fmt: skip


def test_the_modality_of_a_figure_may_be_given_by_its_label(table):
    found = table("indicator,low,high,modality", "院士工作站,2,3,计划")

    assert [q.modality for q in found.readings[0].quantities] == ["planned"]


def test_rows_of_one_source_are_one_document(table):
    rows = [
        "kind,partner,status,publisher,published,address",
        "COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,丙日报,2023-05-30,https://a.example/1",
        "COOPERATES_WITH,甲<University>;乙<Enterprise>,operating,丙日报,2024-05-30,https://a.example/2",
        "COOPERATES_WITH,甲<University>;丁<Enterprise>,signed,丙日报,2023-05-30,https://a.example/1",
    ]

    readings = table(*rows).readings

    assert [(str(r.document.published), len(r.claims), r.document.address) for r in readings] == [
        ("2023-05-30", 2, "https://a.example/1"), ("2024-05-30", 1, "https://a.example/2"),
    ]  # fmt: skip
    assert len({r.document.id for r in readings}) == 2
    assert table(*rows).readings == readings


def test_a_row_is_a_quantity(table):
    [reading] = table(
        "indicator,low,high,unit,relation,modality,period,scope,scope_kind",
        '科技型企业,"1,500",,家,,planned,2023,青城市,Region',
        "院士工作站,2,3,家,,力争,2023,,",
        "创新平台,5,5,家,increment,achieved,,,",
    ).readings

    assert [(q.low, q.high, q.relation, q.modality, q.scope, q.scope_kind) for q in reading.quantities] == [
        (1500.0, None, "more", "planned", "青城市", "Region"),
        (2.0, 3.0, "range", "aspired", None, None),
        (5.0, 5.0, "increment", "achieved", None, None),
    ]
    assert all(reading.document.text[q.start : q.end] == q.quote for q in reading.quantities)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",甲<University>;乙<Enterprise>,,signed", "row 2 left out: neither kind nor indicator"),
        ("MARRIES,甲<University>,,signed", "kind is 'MARRIES'; known are COOPERATES_WITH"),
        ("COOPERATES_WITH,甲<University>;乙<Enterprise>,,", "status is missing"),
        ("COOPERATES_WITH,甲<University>;乙<Enterprise>,,soon", "status is 'soon'; known are planned"),
        ("COOPERATES_WITH,甲;乙<Enterprise>,,signed", "the kind of 甲 is missing"),
        ("COOPERATES_WITH,甲<Dragon>,,signed", "kind of 甲 is 'Dragon'"),
        ("COOPERATES_WITH,,,signed", "none of its roles"),
        ("COOPERATES_WITH,甲<University>,乙<Platform>,signed", "has no role built"),
    ],
)
def test_a_bad_row_is_left_out_with_its_reason_and_the_others_go_on(table, row, why):
    found = table("kind,partner,built,status", row, "COOPERATES_WITH,丙<University>;丁<Enterprise>,,signed")

    [warning] = found.warnings
    assert why in warning
    assert "\n" not in warning
    assert [len(reading.claims) for reading in found.readings] == [1]


@pytest.mark.parametrize(
    ("row", "why"),
    [("a,x,,planned", "low is 'x' and no number"), ("a,,,planned", "neither low nor high"),
     ("a,5,3,planned", "above high"), ("a,5,,", "modality is missing")],
)  # fmt: skip
def test_a_bad_figure_is_left_out_with_its_reason(table, row, why):
    assert why in table("indicator,low,high,modality", row).warnings[0]


def test_a_source_whose_rows_are_all_left_out_is_no_document(table):
    found = table(
        "kind,partner,status,publisher",
        "MARRIES,甲<University>;乙<Enterprise>,signed,丙日报",
        "COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,丁日报",
    )

    assert [reading.document.publisher for reading in found.readings] == ["丁日报"]
    assert len(found.warnings) == 1


@pytest.mark.parametrize("day", ["2023-7-3", "2023/7/3", "2023/07/03"])
def test_a_day_as_a_spreadsheet_writes_it_is_that_day(table, day):
    row = "COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,{},{}"
    found = table("kind,partner,status,when,published", row.format(day, day), row.format("2023-07", "2023-07-03"))

    [reading] = found.readings  # one day is one document, however it is written
    assert found.warnings == ()
    assert reading.document.published == date(2023, 7, 3)
    assert [claim.when for claim in reading.claims] == ["2023-07-03", "2023-07"]


def test_a_day_that_is_none_leaves_its_rows_out(table):
    found = table("kind,partner,status,published", "COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,soon")

    assert found.readings == ()
    assert "published is 'soon'" in found.warnings[0]


@pytest.mark.parametrize(
    "name", ["（）", "\u200b\u200d", "“”", ""], ids=["brackets", "signs that nobody sees", "quotes", "none"]
)
@pytest.mark.parametrize("kind", ["<University>", ""], ids=["its own kind", "kind of the column"])
def test_a_name_without_a_letter_is_no_entity(table, name, kind):
    found = table(
        "kind,partner,partner_kind,status",
        f"COOPERATES_WITH,甲<University>;{name or '<University>'}{kind if name else ''},Enterprise,signed",
    )

    assert found.readings == ()
    assert "row 2 left out: a name in partner is empty" in found.warnings[0]


def test_what_a_figure_is_about_needs_a_name_too(table):
    found = table("indicator,low,modality,scope,scope_kind", "院士工作站,2,planned,（）,Region")

    assert "row 2 left out: a name in scope is empty" in found.warnings[0]


@pytest.mark.parametrize("when", ["2023-02-31", "0000", "2023-13", "2023-W01-1", "20230101", "May 2023"])
def test_the_day_of_a_fact_stands_in_the_calendar(table, when):
    found = table("kind,partner,status,when", f"COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,{when}")

    assert f"when is '{when}'; expected is YYYY, YYYY-MM or YYYY-MM-DD" in found.warnings[0]


@pytest.mark.parametrize(
    ("header", "row", "why"),
    [
        ("kind,partner,partner_kind,status", "COOPERATES_WITH,{201},University,signed", "(201 in partner) make 20100"),
        ("kind,member,member_kind,whole,status", "MEMBER_OF,{20001},University,,signed", "make 20001 ties"),
        ("kind,leader,leader_kind,led,led_kind,status", "LEADS,{150},University,{150},Platform,operating",
         "its names (150 in leader, 150 in led) make 22500 ties"),
    ],
    ids=["each with each", "placeholders", "all with all"],
)  # fmt: skip
def test_a_row_of_more_ties_than_a_network_bears_is_left_out(table, header, row, why):
    def names(number):
        return ";".join(f"甲{n}" for n in range(int(number[1])))

    found = table(header, re.sub(r"\{(\d+)\}", names, row))

    [warning] = found.warnings
    assert found.readings == ()
    assert why in warning
    assert len(warning) < 200


def test_a_row_of_two_hundred_partners_is_read(table):
    partners = ";".join(f"甲{n}" for n in range(200))

    [reading] = table("kind,partner,partner_kind,status", f"COOPERATES_WITH,{partners},University,signed").readings

    assert len(reading.claims[0].participants) == 200


@pytest.mark.parametrize("entry", [f"x{' ' * 60_000}y", "<" * 60_000 + "y", "x" + "< y" * 60_000])
def test_a_long_cell_is_read_in_linear_time_and_not_repeated(table, entry):
    started = time.process_time()
    [warning] = table("kind,partner,status", f"COOPERATES_WITH,{entry};乙<Enterprise>,signed").warnings

    assert time.process_time() - started < 5
    assert "the kind of" in warning
    assert len(warning) < 250


@pytest.mark.parametrize("header", ["kind,partner,Partner ,status", "kind,partner,status,status,publisher"])
def test_a_column_that_stands_twice_is_named(table, header):
    with pytest.raises(DocumentError, match=r"claims\.csv: has the column (partner|status) twice\. Join the two"):
        table(header, "COOPERATES_WITH,甲<University>,乙<Enterprise>,signed")


def test_columns_that_are_left_alone_may_stand_twice(table):
    [reading] = table(
        "kind,partner,status,note,note", "COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,a,b"
    ).readings

    assert reading.claims[0].names("partner") == ("甲", "乙")


def test_another_table_says_which_columns_were_expected(table):
    with pytest.raises(DocumentError, match="Expected are the columns kind, status") as refused:
        table("平台名称,依托单位,状态", "草种中心,云岭大学,运行中")

    assert "not 平台名称, 依托单位, 状态. Bring it into the form of docs/claims-table.md." in str(refused.value)


def test_a_text_is_no_claims_table(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("text")

    with pytest.raises(DocumentError, match="no claims table"):
        readings_of(read(path))


def test_a_workbook_is_read_like_a_csv(tmp_path):
    path = tmp_path / "claims.xlsx"
    row = ["COOPERATES_WITH", "甲<University>;乙<Enterprise>", "signed", date(2023, 5, 30)]
    path.write_bytes(an_xlsx([["Kind", "Partner", "Status", "Published"], row]))

    [reading] = readings_of(read(path)).readings

    assert reading.document.published == date(2023, 5, 30)
    assert reading.claims[0].names("partner") == ("甲", "乙")


@pytest.mark.parametrize("field", ["=1+1", "'=1+1", "＝草业", "'草业'"])
def test_a_cell_that_our_own_csv_guards_is_read_as_it_was(table, field):
    row = f"COOPERATES_WITH,甲<University>;乙<Enterprise>,signed,{guarded(field)}"

    [reading] = table("kind,partner,status,field", row).readings

    assert reading.claims[0].field == field


def test_a_header_is_known_by_its_columns():
    assert is_claims_table((("status", "kind", "led"),))
    assert not is_claims_table((("status", "kind"),))


def test_the_table_in_the_manual_is_read_without_a_warning(table):
    manual = Path(__file__).parents[2].joinpath("docs/claims-table.md").read_text(encoding="utf-8")
    rows = re.search(r"```csv\n(.*?)```", manual, re.DOTALL)[1].splitlines()

    found = table(*rows)

    assert found.warnings == ()
    assert [(len(r.claims), len(r.quantities)) for r in found.readings] == [(2, 1), (1, 0)]
