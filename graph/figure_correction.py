"""Corrections of figures: a person says what a number really is.

A figure's id tells its place and its numbers, and not its unit or modality: no second figure can stand beside the
wrong one, as a corrected claim does. So the judgement itself says what changes: `accept` about the figure's id and
`modality=achieved`, `low=5` and so on. It holds until it is undone; the reading stays as it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from graph.claim import Quantity, relation_of
from graph.errors import JudgementError, OntologyError
from graph.judgement import Judgement, Verdict
from graph.ontology import ONTOLOGY
from graph.reading import Reading

FIELDS = ("indicator", "low", "high", "unit", "relation", "modality")
"""What can be corrected."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?", re.ASCII)
_WORDS = {"relation": ONTOLOGY.relations, "modality": ONTOLOGY.modalities}


def sound(change: str) -> bool:
    """Return whether `change`, of a judgement that may come from a damaged ledger, says what a figure can be."""
    name, _, value = change.partition("=")
    if name in _WORDS:
        return value in _WORDS[name]
    return name in ("indicator", "unit") or (name in ("low", "high") and (not value or bool(_NUMBER.fullmatch(value))))


def corrections(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """Return the ids of corrected figures → the judgement, of those that hold, oldest first, that corrects it last."""
    return {str(j.about[0]): j for j in judgements if j.verdict is Verdict.ACCEPT and j.changes}


def restated(figure: Quantity, by: Mapping[str, Judgement]) -> Quantity:
    """Return `figure` as people say it is; `by` is what `corrections` gives."""
    j = by.get(figure.id)
    return figure if j is None else _changed(figure, dict(change.split("=", 1) for change in j.changes))


def changes(figure: Quantity, said: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a judgement says of `figure` to make it as `said`.

    Parameters
    ----------
    figure : Quantity
        The wrong figure.
    said : mapping
        Some of `FIELDS` → what is right, numbers as digits; "" for an open end, and for no unit. The relation follows
        the numbers where they no longer fit it and none is said.

    Raises
    ------
    JudgementError
        If a number is none or too long, the two contradict each other or the relation, the indicator is empty, or
        nothing changes.
    OntologyError
        If a relation or modality is unknown.
    """
    for name, shelf in _WORDS.items():
        if name in said and said[name] not in shelf:
            raise OntologyError(said[name], list(shelf))
    for name in ("low", "high"):
        if said.get(name) and _NUMBER.fullmatch(said[name]) is None:
            raise JudgementError(
                f"{name} is {said[name]!r} and no number of up to 15 digits, and 9 after the point. "
                "Write digits, such as 1200 or 3.5."
            )
    if said.get("indicator", figure.indicator).strip() == "":
        raise JudgementError("A figure needs an indicator. Say what it counts.")
    made = _changed(figure, said)
    if "relation" not in said and not _fits(made):
        made = replace(made, relation=relation_of(made.low, made.high))
    if made.low is None and made.high is None:
        raise JudgementError("A figure needs a number. Give low, high or both.")
    if made.low is not None and made.high is not None and made.low > made.high:
        raise JudgementError(f"low ({_written(made.low)}) is above high ({_written(made.high)}). Give both.")
    if not _fits(made):
        raise JudgementError(f"{made.relation} does not fit its numbers. Give low and high too, or another relation.")
    if made == figure:
        raise JudgementError(f"{figure.id} says just that. Give another value, or accept it.")
    changed = [name for name in FIELDS if getattr(made, name) != getattr(figure, name)]
    written = tuple(f"{name}={_written(getattr(made, name))}" for name in changed)
    for change in written:
        if not sound(change):  # once in a ledger, it could be read no more
            raise JudgementError(f"{change} has too many digits to be kept. Round it.")
    return written


def same_figure(figure: Quantity, reading: Reading) -> Quantity | None:
    """Return the figure of `reading` with the numbers of `figure` whose quote overlaps its own, the nearest."""
    near = (
        q
        for q in reading.quantities
        if q.start < figure.end and figure.start < q.end and (q.low, q.high) == (figure.low, figure.high)
    )
    return min(near, key=lambda q: (q.id != figure.id, abs(q.start - figure.start), q.start, q.id), default=None)


def _changed(figure: Quantity, said: Mapping[str, str]) -> Quantity:
    return replace(
        figure,
        indicator=said.get("indicator", figure.indicator),
        low=_number(said["low"]) if "low" in said else figure.low,
        high=_number(said["high"]) if "high" in said else figure.high,
        unit=(said["unit"] or None) if "unit" in said else figure.unit,
        relation=said.get("relation", figure.relation),
        modality=said.get("modality", figure.modality),
    )


def _fits(figure: Quantity) -> bool:
    """Return whether the relation can be said of the numbers; what is about or new may be so with any."""
    low, high = figure.low, figure.high
    match figure.relation:
        case "equal":
            return low == high
        case "more":
            return low is not None
        case "at_most":
            return high is not None
        case "range":
            return low is not None and high is not None
    return True


def _number(written: str) -> float | None:
    return float(written) if written else None


def _written(value: str | float | None) -> str:
    """Return a value as a judgement holds it; numbers in digits without powers of ten, whole ones without a point."""
    if isinstance(value, float | int):
        return format(Decimal(repr(float(value))), "f").removesuffix(".0")
    return value or ""
