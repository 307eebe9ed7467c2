"""Figures that an analyst would put into a target or progress table, by rules kept in `patterns/quantities.toml`.

    2023年,力争新增国家高新技术企业40家、科技型中小企业150家      two figures: increment, aspired, 2023
    成员单位由最初的19家增至58家                                  one: 58, equal, achieved

A figure is found by its number and unit. Words beside it say its relation (约, 余, 以上, 新增), the cues of its
sentence its modality (拟, 力争, 已), the nearest date its period, the phrase it stands at its indicator.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.claim import Quantity, quantity_id
from graph.document import Document, Mention
from ingest.extract import quantities_en, quantities_zh
from ingest.extract.figure import SIGHT, Context, Figure, rules
from ingest.extract.knowledge import ORGANISATIONS
from ingest.extract.quantities_headings_en import headed
from ingest.extract.quantities_table import listed_figures, table_figures
from ingest.text.normalise import Normalised, normalise
from ingest.text.segment import Line, Segment, clauses, lines, sentences

Reader = Callable[[str, Segment, Context], Iterator[Figure]]
"""Reads the figures of one sentence."""
SCOPES = frozenset({*ORGANISATIONS, "Region"})
"""Kinds whose figures are told."""
_WHOLE = re.compile(r"(?:其中|目前|截至\w{0,10}|[,:“\s])*[全我本][市省区县州旗盟]")
_LEADING = re.compile(r"(?:目前|截至\w{0,10}|20\d\d年(?:\d+月)?(?:底|以来)?|今年|去年|近年来|如今|其中|同时|[,:“\s])")


def stated(
    document: Document, text: Normalised, figures: Sequence[Figure], mentions: Sequence[Mention] = ()
) -> tuple[Quantity, ...]:
    """Return figures as quantities of the ledger, in the order of the text.

    Parameters
    ----------
    document : Document
        Its title and date tell a plan from a report, and what 今年 means.
    text : Normalised
        `normalise(document.text)`.
    figures : sequence of Figure
        Those of `numbers` that are figures.
    mentions : sequence of Mention, optional
        The named ones become the scope of figures whose clause they open; without them the document's region does.

    Returns
    -------
    tuple of Quantity
        Indicator and unit are in simplified characters (`as_written` leads back); offsets and quote are the source's.
    """
    topics = _topics(text, mentions)
    found: list[Quantity] = []
    for figure in figures:
        sentence = Segment(*figure.stands)
        start, end = _quoted(text, *figure.quote)
        topic = _scope(document, text, topics, figure, sentence)
        indicator = _without(topic, text, figure.indicator)
        found.append(
            Quantity(
                id=quantity_id(document.id, indicator, start, end, figure.low, figure.high),
                document=document.id,
                indicator=indicator,
                low=figure.low,
                high=figure.high,
                unit=figure.unit,
                relation=figure.relation,
                modality=figure.modality,
                period=figure.period or _period(document, text.text[_from(sentence, figure) : figure.start]),
                start=start,
                end=end,
                quote=document.text[start:end],
                scope=topic.name if topic else None,
                scope_kind=topic.kind if topic else None,
                confidence=figure.sure,
            )
        )
    return tuple(found)


def numbers(document: Document, text: Normalised) -> list[Figure]:
    """Return every number with a unit, and what the rules say of it, doubts included, in the order of the text."""
    found = sorted(_figures(document, text), key=lambda figure: (figure.start, figure.end))
    return list({(figure.start, figure.end): figure for figure in reversed(found)}.values())[::-1]


def _quoted(text: Normalised, start: int, end: int) -> tuple[int, int]:
    """Return where a stretch stands in the source; a pinyin note behind its last sign belongs to it: 140多項(xiàng)."""
    first, last = text.span(start, end)
    behind = text.starts[end] if end < len(text.text) else len(text.source)
    return first, behind if re.fullmatch(r"\s?\([^()]{1,8}\)", text.source[last:behind]) else last


def _figures(document: Document, text: Normalised) -> Iterator[Figure]:
    year = document.published.year if document.published else None
    default = (_default(normalise(document.title).text) if document.title else None) or "achieved"
    every = list(lines(text.text))
    if document.language == "en":
        yield from headed(text.text, every, _told(text, every, default, year, quantities_en.figures))
        return
    yield from table_figures(text.text, every, Context(default, year))
    yield from listed_figures(text.text, every, Context(default, year))
    yield from _told(text, every, default, year, quantities_zh.figures)


def _told(text: Normalised, every: Sequence[Line], default: str, year: int | None, read: Reader) -> Iterator[Figure]:
    """Yield the figures of all sentences; headings and labels change what is taken for granted under them."""
    for number, line in enumerate(every):
        words = text.text[line.start : line.end]
        said = words if line.heading or number == 0 else _label(words)
        default = _default(said) or default
        context = Context(default, year)
        for sentence in sentences(text.text, line.start, line.end):
            yield from read(text.text, sentence, context)


def _label(line: str) -> str:
    """Return the words of a label at the front of a line (二、在建。); empty if there is none."""
    m = re.match(rules("zh")["modality"]["label_pattern"], line)
    return m.group("label") if m else ""


def _default(title: str) -> str | None:
    """Return the modality that a title or heading gives the figures under it; None where it gives none."""
    r = rules("zh")["modality"]
    if re.search(r["building_title_pattern"], title):
        return "building"
    if re.search(r["report_title_pattern"], title):
        return "achieved"
    return "planned" if re.search(r["plan_title_pattern"], title) else None


def _from(sentence: Segment, figure: Figure) -> int:
    return max(sentence.start, figure.start - SIGHT)


def _period(document: Document, words: str) -> str | None:
    """Return the year or date that the words before a number give; the last one holds."""
    found: list[tuple[int, str]] = []
    published = document.published
    for name, pattern in _period_patterns(document.language).items():
        for m in pattern.finditer(words):
            period = _dated(m) if name == "date" else _relative(name, m, published)
            if period:
                found.append((m.end(), period))
    return max(found)[1] if found else None


@cache
def _period_patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {key.removesuffix("_pattern"): re.compile(value) for key, value in rules(language)["period"].items()}


def _dated(m: re.Match[str]) -> str:
    parts = m.groupdict()
    day = [f"{int(parts[key]):02d}" for key in ("month", "day") if parts.get(key)]
    return "-".join([parts["year"], *day])


def _relative(name: str, m: re.Match[str], published: date | None) -> str | None:
    if published is None:
        return None
    match name:
        case "now":
            return published.isoformat()
        case "this_year":
            return str(published.year)
        case "last_year":
            return str(published.year - 1)
        case "next_year":
            return str(published.year + 1)
    part = {"上": "H1", "下": "H2"}.get(m["part"] or "") or f"Q{'一二三四'.index(m['quarter']) + 1}"
    return f"{published.year}-{part}"


@dataclass(frozen=True, slots=True)
class _Topic:
    """A named mention that may be what figures speak of, in normalised offsets."""

    start: int
    end: int
    name: str
    kind: str


def _topics(text: Normalised, mentions: Sequence[Mention]) -> list[_Topic]:
    named = [m for m in mentions if not m.generic and m.kind in SCOPES]
    return sorted(
        (_Topic(*text.clean_span(m.start, m.end), m.name, m.kind) for m in named), key=lambda t: (t.start, -t.end)
    )


def _scope(
    document: Document, text: Normalised, topics: Sequence[_Topic], figure: Figure, sentence: Segment
) -> _Topic | None:
    """Return what the figure is about: the one name that opens its clause, or one before it, else region, publisher."""
    whole = _Topic(0, 0, document.region, "Region") if document.region else _publisher(document, topics)
    for clause in reversed(list(clauses(text.text, _from(sentence, figure), figure.start))):
        if _WHOLE.match(text.text, clause.start, clause.end):
            return whole
        first_in = bisect_left(topics, clause.start, key=lambda t: t.start)
        opening = topics[first_in : bisect_left(topics, clause.end, key=lambda t: t.start)]
        if not opening or _LEADING.sub("", text.text[clause.start : opening[0].start]):
            continue
        first, *others = opening
        # 乳创中心、草创中心已集聚11位院士 is said of several: then of none alone.
        return None if any(text.text[first.end : t.start] in ("、", "和", "与", "及") for t in others) else first
    return whole


def _publisher(document: Document, topics: Sequence[_Topic]) -> _Topic | None:
    return next((t for t in topics if t.name == document.publisher), None)


def _without(topic: _Topic | None, text: Normalised, indicator: str) -> str:
    """Return the indicator without the name of its scope: 国家乳业技术创新中心|成员单位."""
    called = text.text[topic.start : topic.end] if topic else ""
    if not called or not indicator.startswith(called):
        return indicator
    return quantities_zh.stripped(indicator.removeprefix(called)) or indicator


def as_written(quote: str, word: str) -> str:
    """Return the form that `word`, an indicator or unit, has in a quote that may be traditional or damaged.

    A pinyin note behind its last sign belongs to it. `word` itself comes back where the quote does not hold it in one
    piece (the unit 亿元 of 27亿多元).

    Examples
    --------
    >>> as_written("創(chuàng)新聯(lián)合體4個(gè)", "个")
    '個(gè)'
    """
    clean = normalise(quote)
    at = clean.text.rfind(word)
    if at < 0 or not word:
        return word
    start, end = clean.span(at, at + len(word))
    behind = clean.starts[at + len(word)] if at + len(word) < len(clean.text) else len(quote)
    return quote[start : behind if quote[end:behind].strip().startswith("(") else end].rstrip()
