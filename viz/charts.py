"""Small charts as SVG: bars, intervals, dots and a matrix, drawn from figures and nothing else.

They stand in a page under a strict policy (no script, no style attribute, no address), are read aloud by their alt
text, print in grey (every tone has its own lightness and hatching), and are the same bytes for the same figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, isfinite, log10
from typing import Literal

Tone = Literal["solid", "mid", "hatched", "open", "crossed", "plain", "mark"]
"""How a series is filled. The first five are the status groups: existing, under way, agreed, intended, ended."""

TONE_OF_GROUP: dict[str, Tone] = {
    "intended": "open",
    "agreed": "hatched",
    "under way": "mid",
    "existing": "solid",
    "ended": "crossed",
}

INK, SOFT, RULE = "#1d2733", "#5b6776", "#d5dbe2"
DARK, MID, PALE, MARK = "#1f4e79", "#6f9cc4", "#e8eff6", "#b4541a"

FONT = "12"
ROW, BAR = 26, 14
LEFT_MOST, WIDTH = 260, 720


@dataclass(frozen=True, slots=True)
class Series:
    """One set of values, named in the legend."""

    label: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, one a row, stacked where there are several series."""

    alt: str
    """What the picture shows, in words."""
    axis: str
    """What a value counts, with its unit."""
    series: tuple[Series, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    """(label, one value a series); values are 0 or more."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """A low, a middle and a high value on each row: rank intervals, error bounds."""

    alt: str
    axis: str
    rows: tuple[tuple[str, float, float, float], ...]
    """(label, low, middle, high)."""


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots on a line, one row a thing: a target beside what was achieved."""

    alt: str
    axis: str
    series: tuple[Series, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]
    """(label, one value a series; None where nothing is known)."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A square of figures, darker where larger: ties between sectors."""

    alt: str
    axis: str
    labels: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]


Chart = Bars | Intervals | Dots | Matrix


def svg(chart: Chart, key: str) -> str:
    """Return the chart as one SVG element.

    Parameters
    ----------
    chart : Bars, Intervals, Dots or Matrix
        What is drawn. A row whose values are not finite is labelled and left blank.
    key : str
        Unique in the page: ids of patterns and of the alt text begin with it. Letters, digits and hyphens.
    """
    match chart:
        case Bars():
            body, height = _bars(chart, key)
        case Intervals():
            body, height = _intervals(chart)
        case Dots():
            body, height = _dots(chart, key)
        case Matrix():
            body, height = _matrix(chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="{key}-alt" font-size="{FONT}" fill="{INK}">'
        f'<title id="{key}-alt">{escape(chart.alt)}</title>{_patterns(key)}{body}</svg>'
    )


def figures(chart: Chart) -> tuple[tuple[str, ...], list[tuple[str | float | None, ...]]]:
    """Return the chart's figures as a table, header and rows: what stands behind a chart of Word."""
    match chart:
        case Bars() | Dots():
            return ("", *(s.label for s in chart.series)), [(label, *values) for label, values in chart.rows]
        case Intervals():
            return ("", "5 %", "50 %", "95 %"), list(chart.rows)
        case Matrix():
            rows = zip(chart.labels, chart.values, strict=True)
            return ("", *chart.labels), [(label, *values) for label, values in rows]


def fitted(text: str, width: float, size: float = 12) -> str:
    """Return `text`, cut with an ellipsis to fit `width` pixels; a Han character is as wide as the type is high.

    Examples
    --------
    >>> fitted("国家草种技术创新中心", 60)
    '国家草种…'
    """
    if breadth(text, size) <= width:
        return text
    while text and breadth(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


def breadth(text: str, size: float = 1.0) -> float:
    """Return how wide a text of this type size is, nearly: a Han character is as wide as it is high."""
    return sum(size if ord(sign) > 0x2E7F or sign in "…–" else size * 0.6 for sign in text)


def _patterns(key: str) -> str:
    lines = (
        f'<pattern id="{key}-hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{PALE}"/><rect width="2.4" height="6" fill="{DARK}"/></pattern>'
        f'<pattern id="{key}-crossed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="#fff"/><path d="M0 0H6M0 0V6" stroke="{SOFT}" stroke-width="1.6"/></pattern>'
    )
    return f"<defs>{lines}</defs>"


def _fill(tone: Tone, key: str) -> str:
    match tone:
        case "hatched" | "crossed":
            return f'fill="url(#{key}-{tone})" stroke="{DARK}" stroke-width=".8"'
        case "open":
            return f'fill="#fff" stroke="{DARK}" stroke-width="1.2" stroke-dasharray="3 2"'
        case "mid":
            return f'fill="{MID}" stroke="{DARK}" stroke-width=".8"'
        case "mark":
            return f'fill="{MARK}" stroke="{MARK}" stroke-width="1.2"'
        case _:
            return f'fill="{DARK}" stroke="{DARK}" stroke-width=".8"'


def _legend(series: Sequence[Series], key: str, left: float, dots: bool = False) -> str:
    at, parts = left, []
    for one in series:
        mark = (
            f'<circle cx="{at + 6:g}" cy="10" r="5" {_fill(one.tone, key)}/>'
            if dots
            else f'<rect x="{at:g}" y="4" width="13" height="12" {_fill(one.tone, key)}/>'
        )
        parts.append(mark + _text(at + 19, 14, one.label))
        at += 19 + breadth(one.label, 12) + 18
    return "".join(parts)


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'


def _label_width(labels: Iterable[str]) -> float:
    return min(LEFT_MOST, max((breadth(label, 12) for label in labels), default=0)) + 12


def _bars(chart: Bars, key: str) -> tuple[str, float]:
    left = _label_width(label for label, _ in chart.rows)
    totals = [sum(v for v in values if isfinite(v)) for _, values in chart.rows]
    ticks = round_values(0, max(totals, default=0))
    scale = (WIDTH - left - 56) / ticks[-1]
    top = 28 if len(chart.series) > 1 else 6
    parts = [_legend(chart.series, key, left)] if len(chart.series) > 1 else []
    parts.append(_grid(ticks, left, scale, 0, top, len(chart.rows)))
    for n, ((label, values), total) in enumerate(zip(chart.rows, totals, strict=True)):
        y = top + n * ROW
        parts.append(_text(left - 10, y + 17, fitted(label, left - 12), "end"))
        x = left
        for series, value in zip(chart.series, values, strict=True):
            if isfinite(value) and value > 0:
                wide = value * scale
                parts.append(
                    f'<rect x="{x:.1f}" y="{y + 6}" width="{wide:.1f}" height="{BAR}" {_fill(series.tone, key)}/>'
                )
                x += wide
        parts.append(_text(x + 6, y + 17, figure(total)))
    return "".join(parts) + _axis(chart.axis, left, top, len(chart.rows)), top + len(chart.rows) * ROW + 42


def _intervals(chart: Intervals) -> tuple[str, float]:
    left, top = _label_width(row[0] for row in chart.rows), 6
    known = [value for row in chart.rows for value in row[1:] if isfinite(value)]
    ticks = round_values(min(known, default=0), max(known, default=0))
    scale = (WIDTH - left - 56) / (ticks[-1] - ticks[0])
    parts = [_grid(ticks, left, scale, ticks[0], top, len(chart.rows))]
    for n, (label, low, middle, high) in enumerate(chart.rows):
        y = top + n * ROW + 13
        parts.append(_text(left - 10, y + 4, fitted(label, left - 12), "end"))
        if all(isfinite(value) for value in (low, middle, high)):
            x0, x1, x2 = (left + (value - ticks[0]) * scale for value in (low, middle, high))
            whisker = f"M{x0:.1f} {y}H{x2:.1f}M{x0:.1f} {y - 5}v10M{x2:.1f} {y - 5}v10"
            parts.append(f'<path d="{whisker}" stroke="{DARK}" stroke-width="2" fill="none"/>')
            parts.append(f'<circle cx="{x1:.1f}" cy="{y}" r="4.5" fill="{DARK}"/>')
    return "".join(parts) + _axis(chart.axis, left, top, len(chart.rows)), top + len(chart.rows) * ROW + 42


def _dots(chart: Dots, key: str) -> tuple[str, float]:
    left, top = _label_width(label for label, _ in chart.rows), 28
    known = [value for _, values in chart.rows for value in values if value is not None and isfinite(value)]
    ticks = round_values(0, max(known, default=0))
    scale = (WIDTH - left - 56) / ticks[-1]
    parts = [_legend(chart.series, key, left, dots=True), _grid(ticks, left, scale, 0, top, len(chart.rows))]
    for n, (label, values) in enumerate(chart.rows):
        y = top + n * ROW + 13
        parts.append(_text(left - 10, y + 4, fitted(label, left - 12), "end"))
        here = [
            (left + value * scale, series.tone)
            for series, value in zip(chart.series, values, strict=True)
            if value is not None and isfinite(value)
        ]
        if len(here) > 1:
            xs = [x for x, _ in here]
            parts.append(f'<path d="M{min(xs):.1f} {y}H{max(xs):.1f}" stroke="{SOFT}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y}" r="5.5" {_fill(tone, key)}/>' for x, tone in here]
    return "".join(parts) + _axis(chart.axis, left, top, len(chart.rows)), top + len(chart.rows) * ROW + 42


def _matrix(chart: Matrix) -> tuple[str, float]:
    left = _label_width(chart.labels)
    cell = min(84.0, (WIDTH - left - 10) / max(1, len(chart.labels)))
    most = max((v for row in chart.values for v in row if isfinite(v)), default=0) or 1
    parts = [
        _text(left + (n + 0.5) * cell, 20, fitted(label, cell - 4), "middle") for n, label in enumerate(chart.labels)
    ]
    for r, (label, row) in enumerate(zip(chart.labels, chart.values, strict=True)):
        y = 28 + r * 34
        parts.append(_text(left - 10, y + 21, fitted(label, left - 12), "end"))
        for c, value in enumerate(row):
            share = value / most if isfinite(value) else 0
            x = left + c * cell
            box = f'x="{x:.1f}" y="{y}" width="{cell - 2:.1f}" height="32"'
            parts.append(f'<rect {box} fill="{shade(share)}" stroke="{RULE}"/>')
            parts.append(_text(x + cell / 2 - 1, y + 21, figure(value), "middle", "#fff" if share > 0.45 else INK))
    height = 28 + len(chart.labels) * 34 + 26
    return "".join(parts) + _text(left, height - 8, chart.axis, fill=SOFT), height


def shade(share: float) -> str:
    """Return a blue between white and DARK: lightness alone carries the value."""
    light, dark = (255, 255, 255), (31, 78, 121)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(light, dark, strict=True))


def _grid(ticks: Sequence[float], left: float, scale: float, start: float, top: float, rows: int) -> str:
    foot = top + rows * ROW + 4
    lines = "".join(f"M{left + (tick - start) * scale:.1f} {top}V{foot}" for tick in ticks)
    labels = "".join(_text(left + (tick - start) * scale, foot + 14, figure(tick), "middle", SOFT) for tick in ticks)
    return f'<path d="{lines}" stroke="{RULE}" stroke-width="1"/>{labels}'


def _axis(label: str, left: float, top: float, rows: int) -> str:
    return _text(left, top + rows * ROW + 34, label, fill=SOFT)


def round_values(low: float, high: float) -> list[float]:
    """Return three to seven round values that span low to high: the marks of an axis."""
    if high <= low:
        low, high = min(low, 0), max(high, 1)
    rough = (high - low) / 5
    power = 10.0 ** floor(log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    if all(float(v).is_integer() for v in (low, high)) and step < 1:
        step = 1.0
    first, last = floor(low / step), ceil(high / step)
    return [n * step for n in range(first, last + 1)]


def figure(value: float) -> str:
    """Return a figure as short as it is true: whole numbers without decimals, others with up to three digits.

    Examples
    --------
    >>> figure(1200.0), figure(0.125), figure(float("nan"))
    ('1,200', '0.125', '–')
    """
    if not isfinite(value):
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3f}".rstrip("0").rstrip(".")
