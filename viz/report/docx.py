"""A report as a Word file: real headings, captions, table styles and links from figures to sentences."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from math import isfinite
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from graph.exchange.flat import legal
from graph.ontology import ONTOLOGY
from viz.charts import Matrix, figure, figures, shade
from viz.report.package import timeless
from viz.report.report import Column, Figure, Paragraph, Refs, Report, Table, by_sentence, dense, runs, shown, widths
from viz.report.wordchart import MILLIMETRE, WIDTH, Drawable, height, workbook, xml

BODY, HEADING, LATIN = "SimSun", "Microsoft YaHei", "Calibri"  # on every Chinese Windows; others substitute by script
TEXT_WIDTH = 174  # millimetres between the margins of an A4 page
SMALL = 7.5  # points, in a table whose words would break at the 8.5 of the others
LINE, INK, SOFT = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x1D, 0x27, 0x33), RGBColor(0x5B, 0x67, 0x76)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHADE_OF_GROUP = {"agreed": "E8EFF6", "under way": "C8DBEC", "existing": "A9C6DF"}


def docx(report: Report) -> bytes:
    """Return the report as the bytes of a Word file, the same bytes for the same report."""
    word = Document()
    _styles(word, report)
    _frame(word, report)
    cited: set[int] = set()
    say = partial(_paragraph, word, cited=cited)
    word.add_paragraph(legal(report.title), style="Title")
    word.add_paragraph(legal(report.subtitle), style="Subtitle")
    for sentence in report.opening:
        say(sentence, style="List Number")
    if report.findings:
        word.add_heading(report.says("阅读须知：这些数据能说明什么", "Before you read: what these data can bear"), 2)
        for finding in report.findings:
            word.add_paragraph(legal(finding.text), style="List Bullet")
    for section in report.sections:
        word.add_heading(legal(section.heading), 1)
        for block in section.blocks:
            match block:
                case Paragraph():
                    say(block)
                case Table():
                    _table(word, block, report, cited)
                case Figure():
                    _figure(word, block, report)
    word.add_heading(report.says("方法：这份报告是怎样得出的", "Methods: how this report was made"), 1)
    for what, how in report.methods:
        line = word.add_paragraph()
        line.add_run(legal(what) + report.says("：", ": ")).bold = True
        line.add_run(legal(how))
    _evidence(word, report, cited)
    return _bytes(word, report)


def _bytes(word: Any, report: Report) -> bytes:
    about = word.core_properties
    about.author = about.last_modified_by = "innonet"
    about.title, about.comments, about.language = legal(report.title), "", report.says("zh-CN", "en-GB")
    about.revision = 1
    out = BytesIO()
    word.save(out)
    return timeless(out.getvalue(), report.newest)


def _styles(word: Any, report: Report) -> None:
    sizes = {"Normal": 10.5, "Title": 22, "Subtitle": 10.5, "Heading 1": 15, "Heading 2": 12.5, "Caption": 10}
    for name in (*sizes, "List Number", "List Bullet"):
        style = word.styles[name]
        style.font.size = Pt(sizes.get(name, 11))
        style.font.italic = False
        style.font.color.rgb = LINE if name.startswith("Heading") else SOFT if name == "Subtitle" else INK
        _fonts(style, HEADING if name.startswith(("Title", "Heading", "Caption")) else BODY)
    normal = word.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(6), 1.3
    caption = word.styles["Caption"].paragraph_format
    caption.space_before, caption.space_after, caption.keep_with_next = Pt(10), Pt(4), True
    subtitle = word.styles["Subtitle"].element.get_or_add_rPr()
    for spacing in subtitle.findall(qn("w:spacing")):
        subtitle.remove(spacing)
    title = word.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    fonts = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = fonts.find(qn("w:lang"))
    if language is not None:
        language.set(qn("w:eastAsia"), "zh-CN")
        # Of Latin letters alone: words tagged as Chinese would break anywhere.
        language.set(qn("w:val"), "en-GB")

    _cells(word)


def _cells(word: Any) -> None:
    """Make the paragraph styles of table cells: text, and figures aligned at the right."""
    for name in ("Cell", "Cell Figure", "Cell Head", "Cell Figure Head"):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
        style.font.size, style.font.bold = Pt(8.5), name.endswith("Head")
        _fonts(style, BODY)
        shape = style.paragraph_format
        shape.space_before = shape.space_after = Pt(1)
        shape.line_spacing, shape.keep_with_next = 1.1, name.endswith("Head")
        shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT if "Figure" in name else WD_ALIGN_PARAGRAPH.LEFT


def _fonts(style: Any, east_asia: str) -> None:
    """Name the font for each script; a theme font, where one is set, would win over a name."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east_asia)):
        fonts.set(qn(f"w:{script}"), font)


def _frame(word: Any, report: Report) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm((210 - TEXT_WIDTH) / 2)
    page.top_margin = page.bottom_margin = Mm(20)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    stamp = ["innonet"]
    if report.newest:
        stamp.append(report.says("数据截至 ", "data up to ") + report.newest.isoformat())
    foot.add_run(" · ".join(stamp) + " · ").font.size = Pt(8.5)
    _field(foot, "PAGE", "1", 8.5)


def _paragraph(word: Any, paragraph: Paragraph, *, cited: set[int], style: str | None = None) -> None:
    line = word.add_paragraph(style=style)
    for part in paragraph.parts:
        if isinstance(part, str):
            line.add_run(legal(part))
        else:
            _refs(line, part, cited)


def _refs(line: Any, refs: Refs, cited: set[int], size: float = 8.5) -> None:
    cited.update(refs)
    for run in runs(refs):
        _link(line, f"[{run}]", f"e{run.split('–')[0]}", size)


def _link(line: Any, text: str, anchor: str, size: float) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = line.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), LINE
    link.append(run._r)
    line._p.append(link)


def _field(line: Any, code: str, text: str, size: float | None = None) -> None:
    """Append a field that Word can update (a page number, a caption's number), with its present text."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = line.add_run(text)
    if size:
        run.font.size = Pt(size)
    field.append(run._r)
    line._p.append(field)


def _caption(word: Any, kind: str, label: str, before: int, text: str, report: Report) -> None:
    """Add the caption over a table or figure; `before` is how many of its kind the document holds already."""
    line = word.add_paragraph(style="Caption")
    line.add_run(label + " ")
    _field(line, f"SEQ {kind} \\* ARABIC", str(before + 1))
    line.add_run(report.says("　", ". ") + legal(text))


def _table(word: Any, table: Table, report: Report, cited: set[int]) -> None:
    _caption(word, "Table", report.says("表", "Table"), len(word.tables), table.caption, report)
    grid = _grid(word, table.columns, widths(table, report.language))
    for row in table.rows[: table.shown]:
        cells = _row(grid)
        for n, (cell, value, column) in enumerate(zip(cells, row, table.columns, strict=True)):
            line = cell.paragraphs[0]
            _tight(line, column, left=table.columns[n - 1] if n else None)
            if column.kind == "evidence" and isinstance(value, tuple):
                _refs(line, value, cited, 8)
            else:
                line.add_run(legal(shown(value, column, report.language)))
            if column.kind == "word":
                _shade(cell, _SHADE_OF_GROUP.get(ONTOLOGY.group_of(str(value))))
    if dense(table, report.language):
        for run in grid._tbl.iter(qn("w:r")):
            run.get_or_add_rPr().sz_val = Pt(SMALL)
    _together(grid)
    notes = [table.note] if table.note else []
    if not table.rows:
        notes.insert(0, report.says("没有数据。", "Nothing to show."))
    if len(table.rows) > table.shown:
        more = report.says("此处列出前 %d 行，共 %d 行；Excel 与 CSV 中有全部。",
                           "The first %d of %d rows; the workbook and the CSV hold all.")  # fmt: skip
        notes.insert(0, more % (table.shown, len(table.rows)))
    _after(word, notes)


def _grid(word: Any, columns: Sequence[Column], shares: Sequence[float]) -> Any:
    """Add a table with its header row; the header repeats on every page, no row breaks across two."""
    grid = word.add_table(rows=1, cols=len(columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rules(grid)
    _margins(grid)
    for n, share in enumerate(shares):
        grid.columns[n].width = Mm(TEXT_WIDTH * share / 100)
    for n, (cell, column) in enumerate(zip(grid.rows[0].cells, columns, strict=True)):
        line = cell.paragraphs[0]
        _tight(line, column, "Head", columns[n - 1] if n else None)
        line.add_run(legal(column.label))
        _shade(cell, "E9EEF3")
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(head)
    _keep(grid.rows[0])
    return grid


def _margins(grid: Any) -> None:
    """Leave a millimetre at each side of a cell, half of what Word leaves: ten columns need the room."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = grid._tbl.tblPr.find(qn("w:tblLook"))  # the standard wants margins before it
    if look is None:
        grid._tbl.tblPr.append(margins)
    else:
        look.addprevious(margins)


def _row(grid: Any) -> Any:
    row = grid.add_row()
    _keep(row)
    return row.cells


def _together(grid: Any) -> None:
    """Keep a short table on one page: each row stays with the next."""
    if len(grid.rows) <= 12:
        for row in grid.rows[:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _keep(row: Any) -> None:
    keep = OxmlElement("w:cantSplit")
    keep.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().insert(0, keep)


def _tight(line: Any, column: Column, head: str = "", left: Column | None = None) -> None:
    """Give a cell its style, by id: python-docx searches all styles for each name.

    `left` is the column before: a text right after a figure, which ends at the right, would touch it.
    """
    line._p.style = ("CellFigure" if column.kind == "number" else "Cell") + head
    if left is not None and left.kind == "number" and column.kind != "number":
        line.paragraph_format.left_indent = Pt(8)


def _rules(grid: Any) -> None:
    """Draw horizontal rules only, as printed statistics do."""
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (
        ("top", "8", "1D2733"), ("left", "0", ""), ("bottom", "8", "1D2733"), ("right", "0", ""),
        ("insideH", "4", "D5DBE2"), ("insideV", "0", ""),
    ):  # fmt: skip
        rule = OxmlElement(f"w:{side}")
        rule.set(qn("w:val"), "single" if size != "0" else "nil")
        if size != "0":
            rule.set(qn("w:sz"), size)
            rule.set(qn("w:color"), colour)
        borders.append(rule)
    grid._tbl.tblPr.append(borders)


def _shade(cell: Any, colour: str | None) -> None:
    if colour:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), colour)
        cell._tc.get_or_add_tcPr().append(shade)


def _figure(word: Any, block: Figure, report: Report) -> None:
    """Put a chart: Word draws it, but a matrix, which is a table with shades."""
    if isinstance(block.chart, Matrix):
        _matrix(word, block.chart, block.caption, report)
    elif block.chart.rows:
        _caption(word, "Figure", report.says("图", "Figure"), len(word.inline_shapes), block.caption, report)
        _chart(word, block.chart, report)


def _chart(word: Any, chart: Drawable, report: Report) -> None:
    """Add the parts of a chart to the package, its drawing to the text, and its words for those who cannot see it."""
    number, package = len(word.inline_shapes) + 1, word.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CT.SML_SHEET, workbook(chart, report.newest), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, b"", package)
    part._blob = xml(chart, part.relate_to(book, RT.PACKAGE))
    size = f'cx="{WIDTH * MILLIMETRE}" cy="{height(chart) * MILLIMETRE}"'
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(legal(chart.alt))}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="{word.part.relate_to(part, RT.CHART)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    word.add_paragraph().add_run()._r.append(drawing)


def _matrix(word: Any, chart: Matrix, caption: str, report: Report) -> None:
    _caption(word, "Table", report.says("表", "Table"), len(word.tables), caption, report)
    head, rows = figures(chart)
    columns = [
        Column(str(n), label, "text" if n == 0 else "number", wide=3 if n == 0 else 1) for n, label in enumerate(head)
    ]
    whole = Table("matrix", caption, tuple(columns), tuple(tuple(row) for row in rows), shown=len(rows))
    grid = _grid(word, columns, widths(whole, report.language))
    most = max((v for row in chart.values for v in row if isfinite(v)), default=0) or 1
    for row in rows:
        for cell, value, column in zip(_row(grid), row, columns, strict=True):
            _tight(cell.paragraphs[0], column)
            text = value if isinstance(value, str) else "" if value is None else figure(value)
            run = cell.paragraphs[0].add_run(legal(text))
            if isinstance(value, int | float) and isfinite(value):
                _shade(cell, shade(value / most).removeprefix("#"))
                run.font.color.rgb = WHITE if value / most > 0.45 else INK
    _together(grid)
    _after(word, [chart.axis])


def _after(word: Any, notes: Sequence[str]) -> None:
    """Add what stands in small type under a table."""
    run = word.add_paragraph().add_run(legal(" ".join(notes)))
    run.font.size, run.font.color.rgb = Pt(9), SOFT


def _evidence(word: Any, report: Report, cited: set[int]) -> None:
    items = [item for item in report.evidence if item.number in cited]
    if not items:
        return
    word.add_heading(report.says("证据：每个数字背后的原句", "Evidence: the sentence behind every figure"), 1)
    for sentence in by_sentence(items):
        line, item = word.add_paragraph(), sentence[0]
        line.paragraph_format.keep_together = True
        for each in sentence:
            _bookmark(line, f"e{each.number}", each.number)
            line.add_run(f"[{each.number}] ").font.color.rgb = SOFT
            status = report.says("（%s）", " (%s)") % each.standing(report.language)
            line.add_run(legal(each.says + status)).bold = True
            line.add_run().add_break()
        line.add_run(legal(f"“{item.before}"))
        line.add_run(legal(item.quote)).bold = bool(item.before or item.after)
        line.add_run(legal(f"{item.after}”"))
        line.add_run().add_break()
        comma = report.says("，", ", ")
        parts = (item.document, item.publisher, item.day(report.language), item.address)
        source = comma.join(part for part in parts if part)
        run = line.add_run(legal(source))
        run.font.size, run.font.color.rgb = Pt(9), SOFT


def _bookmark(line: Any, name: str, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        line._p.append(mark)
