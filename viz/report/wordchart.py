"""Charts of a Word file: drawn by Word itself, so that they stay sharp, and their figures open with a double click.

A chart is a part of the package (DrawingML, ECMA-376 part 1, 21.2) with a workbook of its figures behind it.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from math import isfinite
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from graph.exchange.flat import legal
from viz.charts import DARK, INK, MARK, MID, PALE, RULE, SOFT, Bars, Dots, Intervals, Tone, figures, round_values
from viz.report.package import timeless

Drawable = Bars | Intervals | Dots
"""What Word draws; a matrix is a table with shades."""

Numbers = Sequence[float | None]

MILLIMETRE = 36_000
"""In English metric units, the unit of drawings."""

# Millimetres: the width, room beside the bars of a row, a bar, axis and legend, and what fits on a page.
WIDTH = 168
_ROW, _BAR, _FRAME, _TALLEST = 4.0, 3.4, 26.0, 215.0

_SHEET = "Sheet1"
_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def height(chart: Drawable) -> int:
    """Return how high the chart is to be, in millimetres."""
    side_by_side = len(chart.series) if isinstance(chart, Dots) else 1
    return round(min(_FRAME + len(chart.rows) * (_ROW + side_by_side * _BAR), _TALLEST))


def workbook(chart: Drawable, day: date | None) -> bytes:
    """Return the workbook behind the chart: labels in the first column, one column a series."""
    head, rows = figures(chart)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET
    for r, row in enumerate([head, *rows], start=1):
        for c, value in enumerate(row, start=1):
            if isinstance(value, float) and not isfinite(value):
                continue
            cell = sheet.cell(r, c)
            assert isinstance(cell, Cell)
            cell.value = legal(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # a leading = would become a live formula
    book.properties.creator = book.properties.lastModifiedBy = "innonet"
    out = BytesIO()
    book.save(out)
    return timeless(out.getvalue(), day)


def xml(chart: Drawable, book: str) -> bytes:
    """Return the chart part; `book` is the id of its relationship to the workbook."""
    labels = [row[0] for row in chart.rows]
    several = not isinstance(chart, Intervals) and len(chart.series) > 1
    stacked = several and isinstance(chart, Bars)  # a figure at the end of a bar is not for stacked ones
    parts = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_NAMES}><c:roundedCorners val="0"/>',
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>',
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>',
        *_series(chart, labels),
        f'<c:gapWidth val="{60 if several and not stacked else 80}"/>',
        '<c:overlap val="100"/>' if stacked else "",
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>',
        _axes(chart.axis, round_values(0, _highest(chart))),
        f"<c:spPr><a:noFill/></c:spPr></c:plotArea>{_legend() if several else ''}",
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>',
        f"<c:spPr><a:solidFill>{_colour('#ffffff')}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>{_type(900, INK)}",
        f'<c:externalData r:id={quoteattr(book)}><c:autoUpdate val="0"/></c:externalData></c:chartSpace>',
    ]
    return "".join(parts).encode()


def _series(chart: Drawable, labels: list[str]) -> Iterable[str]:
    if isinstance(chart, Intervals):
        middle = [row[2] for row in chart.rows]
        below = [row[2] - row[1] for row in chart.rows]
        above = [row[3] - row[2] for row in chart.rows]
        yield _one(0, figures(chart)[0][2], 2, "mid", labels, middle, _whiskers(below, above))
        return
    for n, series in enumerate(chart.series):
        values = [row[1][n] for row in chart.rows]
        shown = "" if isinstance(chart, Bars) and len(chart.series) > 1 else _figures_at_the_end()
        yield _one(n, series.label, n + 1, series.tone, labels, values, shown)


def _one(n: int, name: str, column: int, tone: Tone, labels: list[str], values: Numbers, more: str) -> str:
    """Return one series; `more` is its data labels or error bars."""
    letter, last = get_column_letter(column + 1), len(labels) + 1
    text = "".join(f'<c:pt idx="{i}"><c:v>{escape(legal(label))}</c:v></c:pt>' for i, label in enumerate(labels))
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>{_SHEET}!${letter}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(legal(name))}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr>{_fill(tone)}</c:spPr><c:invertIfNegative val="0"/>{more}'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{len(labels)}"/>{text}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>{_SHEET}!${letter}$2:${letter}${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{_points(values)}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _points(values: Numbers) -> str:
    known = "".join(
        f'<c:pt idx="{i}"><c:v>{value:.10g}</c:v></c:pt>'
        for i, value in enumerate(values)
        if value is not None and isfinite(value)
    )
    return f'<c:ptCount val="{len(values)}"/>{known}'


def _whiskers(below: Numbers, above: Numbers) -> str:
    line = _line(19050, DARK)
    ends = "".join(
        f"<c:{side}><c:numLit><c:formatCode>General</c:formatCode>{_points(values)}</c:numLit></c:{side}>"
        for side, values in (("plus", above), ("minus", below))
    )
    kind = '<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    return f"<c:errBars>{kind}{ends}{line}</c:errBars>"


def _figures_at_the_end() -> str:
    return (
        f'<c:dLbls><c:numFmt formatCode="#,##0.##" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_type(800, INK)}'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _highest(chart: Drawable) -> float:
    """Return the value that the axis must reach: the longest bar with its whisker."""
    match chart:
        case Intervals():
            known = [row[3] for row in chart.rows]
        case Bars():
            known = [sum(v for v in values if isfinite(v)) for _, values in chart.rows]
        case Dots():
            known = [value for _, values in chart.rows for value in values if value is not None]
    return max((value for value in known if isfinite(value)), default=0)


def _axes(title: str, marks: Sequence[float]) -> str:
    """Return the axis of labels, the first on top, and that of values at the foot."""
    line, grid = _line(6350, SOFT), f"<c:majorGridlines>{_line(6350, RULE)}</c:majorGridlines>"
    said = (
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900" b="0"/></a:pPr><a:r><a:rPr sz="900" b="0">'
        f"<a:solidFill>{_colour(SOFT)}</a:solidFill></a:rPr><a:t>{escape(legal(title))}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:tickLblSkip val="1"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{marks[-1]:g}"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/>{grid}{said}<c:numFmt formatCode="#,##0.##" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}'
        '<c:crossAx val="1"/><c:crosses val="max"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{marks[1] - marks[0]:g}"/></c:valAx>'
    )


def _line(width: int, colour: str) -> str:
    return f'<c:spPr><a:ln w="{width}"><a:solidFill>{_colour(colour)}</a:solidFill></a:ln></c:spPr>'


def _legend() -> str:
    return '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'


def _type(size: int, colour: str) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}"><a:solidFill>{_colour(colour)}</a:solidFill>'
        '<a:latin typeface="Calibri"/><a:ea typeface="SimSun"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
        "</c:txPr>"
    )


def _fill(tone: Tone) -> str:
    """Return the filling of a series: each has its own lightness and hatching, as in the page."""
    line = f'<a:ln w="9525"><a:solidFill>{_colour(DARK)}</a:solidFill>'
    match tone:
        case "hatched":
            return _pattern("wdUpDiag", DARK, PALE) + line + "</a:ln>"
        case "crossed":
            return _pattern("smGrid", SOFT, "#ffffff") + line + "</a:ln>"
        case "open":
            return f'<a:solidFill>{_colour("#ffffff")}</a:solidFill>{line}<a:prstDash val="dash"/></a:ln>'
        case "mid":
            return f"<a:solidFill>{_colour(MID)}</a:solidFill>{line}</a:ln>"
        case "mark":
            return f"<a:solidFill>{_colour(MARK)}</a:solidFill>"
        case _:
            return f"<a:solidFill>{_colour(DARK)}</a:solidFill>"


def _pattern(name: str, front: str, back: str) -> str:
    ink = f"<a:fgClr>{_colour(front)}</a:fgClr><a:bgClr>{_colour(back)}</a:bgClr>"
    return f'<a:pattFill prst="{name}">{ink}</a:pattFill>'


def _colour(web: str) -> str:
    return f'<a:srgbClr val="{web.removeprefix("#").upper()}"/>'
