"""A report as a workbook: one sheet a table, typed cells, headers that stay, filters, and never a formula."""

from copy import copy
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graph.exchange.cells import is_formula
from graph.exchange.flat import legal
from graph.ontology import ONTOLOGY
from viz.report.package import timeless
from viz.report.report import Cell, Column, Report, Table, shown

LONGEST = 32_767  # characters in a cell; openpyxl cuts the rest without a word
_BAD_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

_HEAD = PatternFill("solid", start_color="1F4E79")
_RULE = Border(bottom=Side("thin", color="D5DBE2"))
_Looks = dict[tuple[str, str, int, str, bool], StyleArray]
"""What a cell of one type and column looks like, once made."""

_FILL_OF_GROUP = {"agreed": "E8EFF6", "under way": "C8DBEC", "existing": "1F4E79"}


def xlsx(report: Report) -> bytes:
    """Return the report as the bytes of an Excel workbook, the same bytes for the same report.

    Sheets: the opening and what the data can bear; one for every table, all rows; methods; evidence. Evidence numbers
    jump to the sentence.
    """
    book = Workbook()
    front = book.active
    assert isinstance(front, Worksheet)
    front.title = report.says("报告", "Report")
    names = {"report": front.title, "evidence": report.says("证据", "Evidence")}
    _front(front, report)
    for table in report.tables:
        _table(book.create_sheet(_sheet_name(table, book)), table, report, names["evidence"])
    _methods(book.create_sheet(report.says("方法", "Methods")), report)
    if report.evidence:
        _evidence(book.create_sheet(names["evidence"]), report)
    book.properties.creator, book.properties.title = "innonet", legal(report.title)
    book.properties.lastModifiedBy = "innonet"
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue(), report.newest)


def _sheet_name(table: Table, book: Workbook) -> str:
    name = legal(table.caption).translate(_BAD_IN_A_SHEET_NAME).strip(" '")[:28] or table.key[:28]
    taken = {sheet.title.lower() for sheet in book.worksheets}
    return name if name.lower() not in taken else f"{name[:26]} {len(taken)}"


def _put(sheet: Worksheet, row: int, column: int, value: str | int | float | date | None) -> SheetCell:
    """Write one cell; text stays text: a leading = would otherwise become a live formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)
    _fill(cell, value)
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    if isinstance(value, str):
        cell.quotePrefix = is_formula(value)  # Excel would run it once a person edits the cell
    return cell


def _fill(cell: SheetCell, value: str | int | float | date | None) -> None:
    if isinstance(value, str):
        text = legal(value)
        cell.value = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        cell.data_type = "s"
    else:
        cell.value = value


def _front(sheet: Worksheet, report: Report) -> None:
    sheet.column_dimensions["A"].width = 110
    _put(sheet, 1, 1, report.title).font = Font(size=16, bold=True)
    _put(sheet, 2, 1, report.subtitle).font = Font(color="5B6776")
    row = 4
    for paragraph in report.opening:
        _put(sheet, row, 1, paragraph.text).font = Font(size=12)
        row += 1
    if report.findings:
        row += 1
        _put(sheet, row, 1, report.says("阅读须知", "Before you read")).font = Font(bold=True)
        for finding in report.findings:
            row += 1
            _put(sheet, row, 1, finding.text)
    sheet.sheet_view.showGridLines = False
    _printable(sheet)


def _table(sheet: Worksheet, table: Table, report: Report, evidence: str) -> None:
    _head(sheet, [column.label for column in table.columns], [_width(column) for column in table.columns])
    looks: _Looks = {}
    for n, row in enumerate(table.rows, start=2):
        for c, (value, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            _cell(sheet, n, c, value, column, report, evidence, looks)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"


def _cell(
    sheet: Worksheet, row: int, column: int, value: Cell, about: Column, report: Report, evidence: str, looks: _Looks
) -> None:
    if value is None:
        return
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)
    match value:
        case float() if value != value or value in (float("inf"), float("-inf")):
            return
        case bool() | str() | tuple():
            _fill(cell, shown(value, about, report.language))
        case _:
            _fill(cell, value)
    # A style costs more than a value: each look is made once and copied, else 36,000 rows take minutes.
    risky = isinstance(cell.value, str) and is_formula(cell.value)
    group = ONTOLOGY.group_of(str(value)) if about.kind == "word" else ""
    look = type(value).__name__, about.kind, about.digits, group, risky
    if look not in looks:
        _dress(cell, value, about, group, risky)
        looks[look] = copy(cell._style)  # type: ignore[attr-defined]
    cell._style = copy(looks[look])  # type: ignore[attr-defined]
    if isinstance(value, tuple) and value:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{evidence}'!A{value[0] + 1}")


def _dress(cell: SheetCell, value: Cell, about: Column, group: str, risky: bool) -> None:
    cell.border, cell.quotePrefix = _RULE, risky
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str | tuple))
    match value:
        case tuple():
            cell.font = Font(color="1F4E79", underline="single")
        case date():
            cell.number_format = "yyyy-mm-dd"
        case int() | float() if about.kind == "number":
            cell.number_format = "#,##0" + ("." + "0" * about.digits if about.digits else "")
        case _ if group in _FILL_OF_GROUP:
            cell.fill = PatternFill("solid", start_color=_FILL_OF_GROUP[group])
            cell.font = Font(color="FFFFFF" if group == "existing" else "1D2733")
        case _ if group == "intended":
            cell.font = Font(italic=True)


def _head(sheet: Worksheet, labels: list[str], widths: list[float]) -> None:
    for n, (label, width) in enumerate(zip(labels, widths, strict=True), start=1):
        cell = _put(sheet, 1, n, label)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = "A2"
    _printable(sheet)


def _printable(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.HeaderFooter.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]


def _width(column: Column) -> float:
    by_kind = {"number": 12, "date": 13, "word": 14, "modality": 12, "evidence": 16, "text": 26}
    return by_kind[column.kind] * (max(1.0, column.wide / 2) if column.kind == "text" else 1)


def _methods(sheet: Worksheet, report: Report) -> None:
    _head(sheet, [report.says("项目", "What"), report.says("做法", "How")], [26, 100])
    for n, (what, how) in enumerate(report.methods, start=2):
        _put(sheet, n, 1, what).font = Font(bold=True)
        _put(sheet, n, 2, how)


def _evidence(sheet: Worksheet, report: Report) -> None:
    zh = ["编号", "说的是", "原句", "状态", "文件", "发布单位", "发布日期", "出处", "标识"]
    en = ["No.", "It says", "Sentence", "Status", "Document", "Publisher", "Published", "Address", "Id"]
    _head(sheet, zh if report.language == "zh" else en, [8, 34, 70, 12, 34, 20, 13, 34, 20])
    for item in report.evidence:
        row = item.number + 1
        status = item.standing(report.language)
        texts = (item.says, item.quote, status, item.document, item.publisher, None, item.address, item.id)
        _put(sheet, row, 1, item.number)
        for column, text in enumerate(texts, start=2):
            _put(sheet, row, column, text)
        if item.published:
            _put(sheet, row, 7, item.published).number_format = "yyyy-mm-dd"
    sheet.auto_filter.ref = f"A1:I{len(report.evidence) + 1}"
