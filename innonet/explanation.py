"""A trace as text for people: sentence by sentence, what was read, by what, how sure, and what nearly fired.

Under its whole sentence a claim or number repeats in brackets what it was read in, where that is a part of it.
"""

from bisect import bisect_right
from collections.abc import Iterator
from math import floor

from graph.claim import Quantity
from graph.derive import SURE
from graph.number import number
from graph.ontology import ONTOLOGY
from graph.sentence import around
from ingest.trace import ClaimTrace, NameTrace, Trace

WORDS = {
    "name": ("名称", "name"),
    "class word": ("类词", "class word"),
    "claim": ("陈述", "claim"),
    "near": ("未达", "near"),
    "number": ("数字", "number"),
    "taken back": ("原文更正", "taken back by the text"),
    "by list": ("名录", "list"),
    "by rule": ("规则", "rule"),
    "by model": ("模型", "model"),
    "nothing": ("什么也没有读出。", "Nothing was read."),
    "unknown": ("未知", "unknown"),
}


def explained(trace: Trace, language: str) -> str:
    """Return `trace` as text in `language`, "zh" or "en"; names and sentences stay in their own."""
    return "\n".join(_lines(trace, language)) + "\n"


def _lines(trace: Trace, language: str) -> Iterator[str]:
    document = trace.document
    published = document.published.isoformat() if document.published else _word("unknown", language)
    publisher = document.publisher or _word("unknown", language)
    yield f"{document.address} · {publisher} · {published} · {trace.extractor}"
    yield from (f"! {line}" for line in trace.missing)
    told: dict[int, list[tuple[int, str]]] = {}
    starts = [start for start, _ in trace.sentences]
    for start, line in _told(trace, language):
        told.setdefault(max(bisect_right(starts, start) - 1, 0), []).append((start, line))
    for place, (start, end) in enumerate(trace.sentences):
        yield ""
        yield f"[{place + 1}] {' '.join(document.text[start:end].split())}"
        yield from (f"    {line}" for _, line in told.get(place, []))
    if not told:
        yield _word("nothing", language)


def _told(trace: Trace, language: str) -> Iterator[tuple[int, str]]:
    yield from ((name.start, _name(name, language)) for name in trace.names)
    text = trace.document.text
    yield from ((a, f"{_word('taken back', language)}  {' '.join(text[a:b].split())}") for a, b in trace.taken_back)
    yield from ((c.start, _claim(c, "claim", language) + _part(text, c.start, c.end)) for c in trace.claims)
    yield from ((q.start, _number(q, language) + _part(text, q.start, q.end)) for q in trace.numbers)
    yield from ((c.start, _claim(c, "near", language) + _part(text, c.start, c.end)) for c in trace.near)


def _part(text: str, start: int, end: int) -> str:
    """Return a quote in brackets; nothing where it is the whole sentence."""
    before, after = around(text, start, end)
    return f"  【{' '.join(text[start:end].split())}】" if before or after else ""


def _name(name: NameTrace, language: str) -> str:
    what = _word("class word" if name.generic else "name", language)
    shown = name.surface if name.surface == name.name else f"{name.surface} → {name.name}"
    kind = ONTOLOGY.label(name.kind, language)
    return f"{what}  {name.confidence:.2f}  {shown}  {kind}  ({_word(f'by {name.by}', language)})"


def _claim(claim: ClaimTrace, what: str, language: str) -> str:
    roles = "; ".join(f"{role}={', '.join(names)}" for role, names in claim.roles)
    status = f" {ONTOLOGY.label(claim.status, language)}" if claim.status else ""
    by = claim.by if claim.by != "model" else _word("by model", language)
    spoke = "".join(f", {feature} {added:+.2f}" for feature, added in claim.spoke)
    kind = ONTOLOGY.label(claim.kind, language)
    return f"{_word(what, language)}  {_sure(claim.confidence)}  {kind}{status}  {roles}  ({by}{spoke})"


def _sure(confidence: float) -> str:
    """Return a confidence to two digits, or to three, cut off, where two would lift it over what is shown: 0.795."""
    said = f"{confidence:.2f}"
    return f"{floor(confidence * 1000) / 1000:.3f}" if confidence < SURE <= float(said) else said


def _number(q: Quantity, language: str) -> str:
    figures = "–".join(number(figure) for figure in dict.fromkeys((q.low, q.high)) if figure is not None)
    relation, modality = ONTOLOGY.label(q.relation, language), ONTOLOGY.label(q.modality, language)
    said = " ".join(part for part in (q.indicator, figures + (q.unit or ""), relation, modality, q.period) if part)
    return f"{_word('number', language)}  {q.confidence:.2f}  {said}"


def _word(key: str, language: str) -> str:
    zh, en = WORDS[key]
    return zh if language == "zh" else en
