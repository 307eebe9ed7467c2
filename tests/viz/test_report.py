import csv
import io
import json
import re
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from docx.shared import Pt

from graph.errors import UsageError
from viz.charts import Bars, Series
from viz.report import SUFFIXES, Column, Evidence, Figure, Finding, Paragraph, Report, Section, Table, render
from viz.report.report import widths
from viz.report.text import text

LONG = "内蒙古自治区呼和浩特市青禾生态环境科技创新集团股份有限公司"


def evidence(number, quote="中国农科院与青禾集团签订草业战略合作协议", **more):
    fields = {
        "id": f"c{number}", "says": "中国农业科学院、青禾集团 — 合作", "status": "signed", "document": "通知 1",
        "publisher": "青城市科技局", "address": "https://example.org/1.html", "published": date(2023, 5, 30),
    } | more  # fmt: skip
    return Evidence(number=number, quote=quote, **fields)


def a_report(rows=None, **more):
    columns = (
        Column("name", "名称", wide=2),
        Column("status", "状态", "word"),
        Column("share", "份额", "number", 2),
        Column("day", "日期", "date"),
        Column("evidence", "证据", "evidence"),
    )
    rows = rows or ((LONG, "signed", 0.123456, date(2023, 5, 30), (1, 2, 3)), ("云岭大学", "operating", None, None, ()))
    chart = Bars("两年", "条", (Series("联系"),), (("2023", (2.0,)),))
    fields = {
        "name": "status", "title": "状态台账", "subtitle": "依据 1 份文件", "language": "zh",
        "opening": (Paragraph(("已签约 1 条", (1,), "。")), Paragraph(("第二句。",)), Paragraph(("第三句。",))),
        "sections": (Section("ledger", "台账", (Paragraph(("说明", (2,))), Table("ties", "联系", columns, rows),
                     Figure("by-year", "各年", chart))),),
        "findings": (Finding("small-n", "只列名单。"),), "methods": (("边界", "全部行动者"),),
        "evidence": tuple(evidence(n) for n in range(1, 5)), "revision": "ab" * 32, "newest": date(2023, 5, 30),
    } | more  # fmt: skip
    return Report(**fields)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_report_is_the_same_bytes(suffix):
    assert render(a_report(), suffix) == render(a_report(), suffix)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_day_that_no_archive_can_name_stands_in_the_properties(suffix):
    with zipfile.ZipFile(io.BytesIO(render(a_report(newest=date(2108, 1, 1)), suffix))) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(2107, 12, 31)}
        assert b"2108-01-01T00:00:00Z" in package.read("docProps/core.xml")


def test_an_unknown_suffix_is_wrong_use():
    with pytest.raises(UsageError, match=r"\.pptx.*\.html"):
        render(a_report(), ".pptx")


# ---------------------------------------------------------------------- html


def page(report):
    return render(report, ".html").decode()


def test_every_evidence_number_in_the_page_opens_a_sentence():
    html = page(a_report())
    asked, there = set(re.findall(r'href="#e(\d+)"', html)), set(re.findall(r'id="e(\d+)"', html))

    assert asked
    assert asked <= there


def test_a_run_of_numbers_is_one_link_and_all_its_sentences_are_there():
    html = page(a_report())

    assert "[1–3]</a>" in html
    assert {"1", "2", "3"} <= set(re.findall(r'id="e(\d+)"', html))


def test_sentences_that_nothing_on_the_page_cites_are_left_out():
    assert 'id="e4"' not in page(a_report())


def test_evidence_says_sentence_source_date_and_status():
    html = page(a_report())
    item = html[html.index('id="e1"') : html.index("</li>", html.index('id="e1"'))]

    for part in (
        "签订草业战略合作协议",
        "通知 1",
        "青城市科技局",
        "2023-05-30",
        "已签约",
        "https://example.org/1.html",
    ):
        assert part in item


def test_the_page_forbids_everything_but_its_own_style():
    html = page(a_report())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)[1]

    assert "default-src" in policy
    assert "unsafe" not in policy
    assert "<script" not in html
    assert not re.search(r"\ssrc=|<link|@import|url\((?!#)", html)
    assert not re.search(r"\sstyle=", html)


def test_only_web_addresses_become_links():
    html = page(a_report(evidence=(evidence(1, address="javascript:alert(1)"), *(evidence(n) for n in (2, 3)))))

    assert 'href="javascript' not in html
    assert "javascript:alert(1)" in html


def test_markup_in_any_field_stays_text():
    bad = "<img src=x onerror=alert(1)>"
    report = a_report(
        rows=((bad, bad, 1.0, None, (1,)),), title=bad, subtitle=bad, findings=(Finding("x", bad),),
        methods=((bad, bad),),
        evidence=(evidence(1, bad, says=bad, status=bad, document=bad, publisher=bad), evidence(2)),
    )  # fmt: skip

    assert "<img" not in page(report)


def test_a_long_table_says_how_much_it_shows():
    rows = tuple((f"机构{n}", "signed", 1.0, None, ()) for n in range(100))
    html = page(a_report(rows=rows))

    assert "机构59" in html
    assert "机构60" not in html
    assert "前 60 行，共 100 行" in html


def test_an_empty_table_says_so():
    table = Table("t", "空", (Column("a", "甲"),), ())

    assert "没有数据" in page(a_report(sections=(Section("s", "节", (table,)),)))


def test_a_sentence_stands_once_with_all_that_was_read_in_it():
    html = page(a_report(evidence=(evidence(1), evidence(2, "另一句"), evidence(3))))
    sentence = html[html.index('id="e1"') : html.index("</li>", html.index('id="e1"'))]

    assert 'id="e3"' in sentence
    assert 'id="e2"' not in sentence
    assert html.count("“中国农科院与青禾集团签订草业战略合作协议”") == 1


# ---------------------------------------------------------------------- xlsx


def book(report):
    return openpyxl.load_workbook(io.BytesIO(render(report, ".xlsx")))


def test_a_workbook_has_typed_cells_a_frozen_head_and_a_filter():
    sheet = book(a_report())["联系"]

    assert [cell.value for cell in sheet[1]] == ["名称", "状态", "份额", "日期", "证据"]
    assert sheet["C2"].value == 0.123456
    assert sheet["D2"].value.date() == date(2023, 5, 30)
    assert sheet["D2"].is_date
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_a_day_before_the_calendar_of_a_sheet_is_text():
    last, first = date(1900, 2, 28), date(1900, 3, 1)
    rows = (("早", "signed", None, date(1898, 7, 3), (1,)), ("晚", "signed", None, last, (2,)),
            ("后", "signed", None, first, ()))  # fmt: skip
    old = (evidence(1, published=date(1898, 7, 3)), evidence(2, published=last), evidence(3, published=first))
    workbook = book(a_report(rows=rows, evidence=old))

    for days in (
        [workbook["联系"][f"D{row}"] for row in (2, 3, 4)],
        [workbook["证据"][f"G{row}"] for row in (2, 3, 4)],
    ):
        assert [cell.value for cell in days[:2]] == ["1898-07-03", "1900-02-28"]
        assert days[2].value.date() == first


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'])
def test_nothing_in_a_workbook_is_a_formula(name):
    packed = render(a_report(rows=((name, "signed", 1.0, None, (1,)),), title=name, methods=((name, name),),
                             evidence=(evidence(1, name, says=name), evidence(2))), ".xlsx")  # fmt: skip
    sheets = zipfile.ZipFile(io.BytesIO(packed))

    for part in sheets.namelist():
        if part.startswith("xl/worksheets/"):
            assert b"<f>" not in sheets.read(part)
    assert openpyxl.load_workbook(io.BytesIO(packed))["联系"]["A2"].value == name


def test_evidence_numbers_in_a_workbook_jump_to_their_sentence():
    workbook = book(a_report())
    link = workbook["联系"]["E2"].hyperlink

    assert link.location == "'证据'!A2"
    assert workbook["证据"]["A2"].value == 1
    assert workbook["证据"]["C2"].value == "中国农科院与青禾集团签订草业战略合作协议"


def test_what_a_workbook_cannot_hold_is_replaced_not_fatal():
    sheet = book(
        a_report(rows=(("a\x00b\x1bc", "signed", float("inf"), None, (1,)), ("长" * 40_000, "x", 1.0, None, ())))
    )

    assert sheet["联系"]["A2"].value == "a\ufffdb\ufffdc"
    assert len(sheet["联系"]["A3"].value) == 32_767
    assert sheet["联系"]["A3"].value.endswith("…")
    assert sheet["联系"]["C2"].value is None


def test_a_sheet_says_how_large_it_is_and_keeps_signs_and_spaces():
    packed = render(a_report(rows=((" <a>&\r\n", "signed", 1e-9, None, ()),)), ".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(packed))["联系"]
    parts = zipfile.ZipFile(io.BytesIO(packed))

    assert sheet["A2"].value == " <a>&\r\n"
    assert sheet["C2"].value == 1e-9
    assert any(b'<dimension ref="A1:E2"' in parts.read(name) for name in parts.namelist() if "sheet" in name)


def test_two_tables_of_one_caption_get_two_sheets():
    table = Table("a", "同名/表*", (Column("a", "甲"),), (("1",),))
    twice = a_report(sections=(Section("s", "节", (table, Table("b", "同名/表*", table.columns, table.rows))),))

    assert len(book(twice).sheetnames) == 5  # report, two tables, methods, evidence


# ---------------------------------------------------------------------- docx


def word(report):
    return docx.Document(io.BytesIO(render(report, ".docx")))


def test_a_word_file_has_real_headings_and_captions():
    styles = [(p.style.name, p.text) for p in word(a_report()).paragraphs]

    assert ("Title", "状态台账") in styles
    assert ("Heading 1", "台账") in styles
    assert any(style == "Caption" and "联系" in text for style, text in styles)


def test_captions_are_numbered_in_order():
    captions = [p._p.xml for p in word(a_report()).paragraphs if p.style.name == "Caption"]
    numbers = [re.search(r"SEQ (\w+) .*?<w:t>(\d+)</w:t>", xml, re.DOTALL).groups() for xml in captions]

    assert numbers == [("Table", "1"), ("Figure", "1")]


def test_chinese_has_its_own_font_in_every_style():
    fonts = {
        s.name: s.element.rPr.rFonts for s in word(a_report()).styles if s.name in ("Normal", "Heading 1", "Caption")
    }
    east = {
        name: font.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")
        for name, font in fonts.items()
    }

    assert east == {"Normal": "SimSun", "Heading 1": "Microsoft YaHei", "Caption": "Microsoft YaHei"}


def test_a_workbook_has_no_number_as_text_and_no_heading_that_breaks():
    columns = (Column("year", "年份", "date"), Column("name", "名称"), Column("evidence", "证据", "evidence"))
    made = a_report(sections=(Section("s", "节", (Table("t", "逐年", columns, (("2023", "007", (2,)),)),)),))
    crowded = openpyxl.load_workbook(io.BytesIO(render(a_crowded_report(), ".xlsx")))["Roles"]

    year, name, number = openpyxl.load_workbook(io.BytesIO(render(made, ".xlsx")))["逐年"][2]

    assert (year.value, name.value, number.value) == (2023, "007", 2)
    assert number.hyperlink.location == "'证据'!A3"
    assert crowded["E1"].value == "Representative"
    assert crowded.column_dimensions["E"].width > 1.1 * len("Representative")


ROLES = ("Coordinator", "Consultant", "Representative", "Gatekeeper", "Liaison", "Total", "z")


def a_crowded_report():
    columns = (Column("name", "Actor"), Column("sector", "Sector"), *(Column(r, r, "number") for r in ROLES))
    rows = (("China Agricultural University", "University", *range(7)),)
    section = Section("s", "Roles", (Table("roles", "Roles", columns, rows),))
    return a_report(sections=(section,), language="en")


def test_a_crowded_table_gets_smaller_type_and_no_word_of_it_breaks():
    made = a_crowded_report()
    (table,) = made.tables

    name, sector, *roles = (share / 100 * 57 / 0.86 for share in widths(table, "en"))  # in units of the smaller type

    assert name >= 0.6 * len("Agricultural")
    assert sector >= 0.6 * len("University")
    assert all(room >= 0.6 * len(role) for room, role in zip(roles, ROLES, strict=True))
    assert '<table id="t-roles" class="dense">' in render(made, ".html").decode()
    assert {run.font.size for p in word(made).tables[0].rows[0].cells for run in p.paragraphs[0].runs} == {Pt(7.5)}


def test_a_table_with_room_keeps_its_type():
    assert 'class="dense"' not in render(a_report(), ".html").decode()


def test_latin_letters_in_a_chinese_word_file_are_no_chinese():
    # Where they are tagged so, some programs break a word anywhere.
    language = word(a_report()).styles.element.xpath("w:docDefaults//w:lang")[0]

    assert [language.get(f"{{{language.nsmap['w']}}}{script}") for script in ("val", "eastAsia")] == ["en-GB", "zh-CN"]


def test_a_text_after_a_figure_keeps_away_from_it():
    columns = (Column("ties", "联系", "number"), Column("name", "名称"), Column("more", "备注"))
    made = a_report(sections=(Section("s", "节", (Table("t", "表", columns, ((3, "云岭大学", "…"),)),)),))
    indents = [[c.paragraphs[0].paragraph_format.left_indent for c in row.cells] for row in word(made).tables[0].rows]

    assert indents == [[None, Pt(8), None]] * 2


def test_a_table_scrolls_in_a_narrow_window_rather_than_break_its_words():
    style = render(a_report(), ".html").decode().split("<style>")[1].split("</style>")[0]
    screen, paper = style.split("@media print")

    # 57 units of .88rem are the width for which the columns are shared out; on paper the page is that wide.
    assert float(re.search(r"table \{[^}]*min-width: ([\d.]+)rem", screen)[1]) >= 57 * 0.88
    assert "min-width: 0" in paper


def test_every_evidence_link_in_word_has_its_bookmark():
    xml = word(a_report()).element.xml
    asked, there = set(re.findall(r'w:anchor="(e\d+)"', xml)), set(re.findall(r'w:name="(e\d+)"', xml))

    assert asked
    assert asked <= there


def test_the_head_of_a_word_table_repeats_and_rows_stay_whole():
    table = word(a_report()).tables[0]

    assert "tblHeader" in table.rows[0]._tr.xml
    assert all("cantSplit" in row._tr.xml for row in table.rows)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_office_files_carry_the_newest_publication_date_and_no_clock(suffix):
    package = zipfile.ZipFile(io.BytesIO(render(a_report(), suffix)))
    core = package.read("docProps/core.xml").decode()

    assert {item.date_time for item in package.infolist()} == {(2023, 5, 30, 0, 0, 0)}
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)) == {"2023-05-30T00:00:00Z"}


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_an_undated_report_has_the_first_day_that_zip_knows(suffix):
    package = zipfile.ZipFile(io.BytesIO(render(a_report(newest=None), suffix)))

    assert {item.date_time[:3] for item in package.infolist()} == {(1980, 1, 1)}


# ---------------------------------------------------------------------- terminal


def test_the_terminal_says_the_note_of_a_table_after_its_rows():
    noted = Table("ties", "联系", (Column("name", "名称"),), (("青禾集团",),), note="按名称排列，不是名次。")
    lines = text(a_report(sections=(Section("ledger", "台账", (noted,)),))).splitlines()

    assert lines.index("按名称排列，不是名次。") > lines.index("青禾集团")


# ---------------------------------------------------------------------- csv, json


def test_csv_has_codes_full_figures_and_claim_ids():
    text = render(a_report(), ".csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert rows[0] == {
        "name": LONG,
        "status": "signed",
        "share": "0.123456",
        "day": "2023-05-30",
        "evidence": '["c1", "c2", "c3"]',
    }
    assert rows[1]["share"] == ""


def test_csv_guards_against_formulas():
    text = render(a_report(rows=(("=1+1", "signed", -2.5, None, ()),)), ".csv").decode("utf-8-sig")

    assert text.splitlines()[1].startswith("'=1+1,signed,-2.5")


def test_csv_of_a_report_without_tables_says_what_to_ask_for():
    with pytest.raises(UsageError, match="no table"):
        render(a_report(sections=()), ".csv")


def test_json_holds_all_rows_codes_and_evidence():
    data = json.loads(render(a_report(), ".json"))

    assert data["tables"][0]["rows"][0]["status"] == "signed"
    assert data["tables"][0]["rows"][0]["evidence"] == [1, 2, 3]
    assert data["evidence"][0]["quote"] == "中国农科院与青禾集团签订草业战略合作协议"
    assert data["opening"][0] == {"text": "已签约 1 条。", "evidence": [1]}


# ---------------------------------------------------------------------- the whole sentence


def partial():
    part = evidence(1, "青禾集团与云岭大学签约", before="会上，", after="的协议已解除。")
    return a_report(evidence=(part, evidence(2), evidence(3)))


def test_a_page_shows_the_whole_sentence_with_its_quote_marked():
    html = page(partial())

    assert "<blockquote>“会上，<mark>青禾集团与云岭大学签约</mark>的协议已解除。”</blockquote>" in html
    assert "<blockquote>“中国农科院与青禾集团签订草业战略合作协议”</blockquote>" in html
    assert 'title="会上，【青禾集团与云岭大学签约】的协议已解除。 — 通知 1' in html


def test_one_quote_in_two_sentences_is_two_entries():
    other = evidence(2, "青禾集团与云岭大学签约", before="会后，")

    html = page(a_report(evidence=(*partial().evidence[:1], other, evidence(3))))

    assert html.count("<mark>青禾集团与云岭大学签约</mark>") == 2


def test_word_shows_the_whole_sentence_with_its_quote_in_bold():
    report = docx.Document(io.BytesIO(render(partial(), ".docx")))
    (line,) = [line for line in report.paragraphs if "会上，" in line.text]
    runs = {run.text: run.bold for run in line.runs}

    assert "“会上，青禾集团与云岭大学签约的协议已解除。”" in line.text
    assert runs["青禾集团与云岭大学签约"]
    assert not runs["的协议已解除。”"]


def test_workbook_terminal_and_json_hold_the_whole_sentence():
    marked = "会上，【青禾集团与云岭大学签约】的协议已解除。"
    (first, *_) = json.loads(render(partial(), ".json"))["evidence"]

    assert book(partial())["证据"]["C2"].value == marked
    assert f"{marked} — 通知 1" in text(partial(), width=400)
    assert (first["quote"], first["sentence"]) == (
        "青禾集团与云岭大学签约",
        marked.translate({0x3010: None, 0x3011: None}),
    )


@pytest.mark.parametrize("longest", ["planned", "comparable", "Innovation"])
def test_no_word_breaks_and_an_empty_column_gets_little(longest):
    columns = tuple(Column(name, name) for name in ("Indicator", "Target", "Remark", "Evidence", "Verdict", "Why"))
    why = "The nearest figure speaks of another indicator and of another year. " * 2
    rows = (("院士工作站", longest, None, "12", "met", why),) * 9 + (("平台", "3", "noted", "1", "met", why),)

    shares = widths(Table("t", "t", columns, rows), "en")

    em = [share * 57 / 100 for share in shares]  # a Latin letter takes at most 0.6 em, a bold one some more
    assert sum(shares) == pytest.approx(100, abs=0.5)
    assert all(room >= 0.6 * len(column.label) for room, column in zip(em, columns, strict=True))
    assert em[1] >= 0.6 * len(longest)
    assert em[2] < em[5] / 3


def test_a_heading_of_several_lines_has_their_height_in_a_workbook():
    columns = (Column("silent", "Silent for over a year", "number"),)
    made = a_report(sections=(Section("s", "S", (Table("t", "Silence", columns, ((1,),)),)),), language="en")

    sheet = openpyxl.load_workbook(io.BytesIO(render(made, ".xlsx")))["Silence"]

    # 22 bold signs in a column of 12 with an arrow: three lines.
    assert sheet.row_dimensions[1].height == 48
