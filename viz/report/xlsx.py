"""A report as a workbook: one sheet a table, typed cells, headers that stay, filters, and never a formula."""

from datetime import date
from io import BytesIO
from math import ceil, isfinite

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graph.exchange.cells import is_formula
from graph.exchange.flat import legal
from graph.ontology import ONTOLOGY
from viz.report.package import timeless
from viz.report.report import Cell, Column, Refs, Report, Table, shown
from viz.report.sheetrows import FIRST_DAY, link, sheet_row, with_rows

LONGEST = 32_767  # characters in a cell; openpyxl cuts the rest without a word
_BAD_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))

_HEAD = PatternFill("solid", start_color="1F4E79")
_LINE = 16
"""Points of a line of a heading: programs other than Excel do not fit a row to its words."""
_RULE = Border(bottom=Side("thin", color="D5DBE2"))
_Looks = dict[tuple[str, str, int, str, bool], int]
"""What a cell of one type and column looks like: the number of its style, once made."""

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
    rows = {}
    for table in report.tables:
        sheet = book.create_sheet(_sheet_name(table, book))
        rows[sheet.title] = _table(sheet, table, report, names["evidence"])
    _methods(book.create_sheet(report.says("方法", "Methods")), report)
    if report.evidence:
        _evidence(book.create_sheet(names["evidence"]), report)
    book.properties.creator, book.properties.title = "innonet", legal(report.title)
    book.properties.lastModifiedBy = "innonet"
    out = BytesIO()
    book.save(out)
    filled = {sheet.path.lstrip("/"): sheet for sheet in book.worksheets if sheet.title in rows}

    def fill(name: str, data: bytes) -> bytes:
        if name not in filled:
            return data
        return with_rows(data, *rows[filled[name].title], filled[name].auto_filter.ref.split(":")[1])

    return timeless(out.getvalue(), report.newest, fill)


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
    cell.value = _cut(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def _cut(value: str) -> str:
    text = legal(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


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


def _table(sheet: Worksheet, table: Table, report: Report, evidence: str) -> tuple[str, str]:
    """Write all but the rows of a table, and return these and their links as the text that goes into the file."""
    _head(sheet, [column.label for column in table.columns], [_width(column) for column in table.columns])
    last = f"{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.auto_filter.ref = f"A1:{last}"
    letters = [get_column_letter(n) for n in range(1, len(table.columns) + 1)]
    looks: _Looks = {}
    rows, links = [], []
    for n, values in enumerate(table.rows, start=2):
        cells = []
        for letter, value, column in zip(letters, values, table.columns, strict=True):
            if value is None or (isinstance(value, float) and not isfinite(value)):
                continue
            plain = _plain(value, column, report.language)
            cells.append((letter, (plain, _look(sheet, value, plain, column, looks))))
            if isinstance(value, tuple) and value:
                links.append(link(f"{letter}{n}", f"'{evidence}'!A{value[0] + 1}"))
        rows.append(sheet_row(n, cells))
    return "".join(rows), "".join(links)


def _plain(value: str | int | float | bool | date | Refs, about: Column, language: str) -> str | int | float | date:
    """Return what stands in a cell: a figure or day itself, else text; a spreadsheet warns of a number that is text."""
    match value:
        case (one,):
            return one
        case str() if about.kind == "date" and value.isdecimal():  # a year
            return int(value)
        case date():
            return _day(value)
        case bool() | str() | tuple():
            return _cut(shown(value, about, language))
        case _:
            return value


def _day(day: date) -> date | str:
    """Return a day as a sheet can hold it: what lies before its calendar is text, as written everywhere else."""
    return day if day >= FIRST_DAY else day.isoformat()


def _look(sheet: Worksheet, value: Cell, plain: str | int | float | date, about: Column, looks: _Looks) -> int:
    """Return the number of the style of such a cell; a style costs more than a value, so each is made once."""
    risky = isinstance(plain, str) and is_formula(plain)
    group = ONTOLOGY.group_of(str(value)) if about.kind == "word" else ""
    look = f"{type(value).__name__} {type(plain).__name__}", about.kind, about.digits, group, risky
    if look not in looks:
        cell = SheetCell(sheet, row=2, column=1)  # never put into the sheet: it only carries the style
        _dress(cell, value, about, group, risky)
        looks[look] = cell.style_id
    return looks[look]


def _dress(cell: SheetCell, value: Cell, about: Column, group: str, risky: bool) -> None:
    cell.border, cell.quotePrefix = _RULE, risky
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str | tuple))
    match value:
        case tuple():
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
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
    sheet.row_dimensions[1].height = _LINE * max(map(_lines, labels, widths), default=1)
    sheet.freeze_panes = "A2"
    _printable(sheet)


def _lines(label: str, width: float) -> int:
    """Return how many lines a heading takes; the filter's arrow takes three signs, a Chinese sign two."""
    signs = 1.1 * sum(2 if sign >= "\u2e80" else 1 for sign in label)
    return ceil(signs / max(1.0, width - 3))


def _printable(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.HeaderFooter.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]


def _width(column: Column) -> float:
    by_kind = {"number": 12, "date": 13, "word": 14, "modality": 12, "evidence": 16, "text": 26}
    room = by_kind[column.kind] * (max(1.0, column.wide / 2) if column.kind == "text" else 1)
    # No word of a heading breaks: bold letters take a tenth more, the filter's arrow three.
    return max(room, 1.1 * max(map(len, column.label.split()), default=0) + 3)


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
        texts = (item.says, item.marked, status, item.document, item.publisher, None, item.address, item.id)
        _put(sheet, row, 1, item.number)
        for column, text in enumerate(texts, start=2):
            _put(sheet, row, column, text)
        if item.published:
            _put(sheet, row, 7, _day(item.published)).number_format = "yyyy-mm-dd"
    sheet.auto_filter.ref = f"A1:I{len(report.evidence) + 1}"
