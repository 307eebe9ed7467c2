"""Two names of one thing inside a document: declared short forms, and short forms that only one name fits.

内蒙古蒙草生态环境(集团)股份有限公司(以下简称“蒙草”)     declared
乳创中心 = 国家乳业技术创新中心                          its signs in that order, the same ending, one name only
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.extract.found import Found
from ingest.extract.kinds import Kinds

_DECLARED = re.compile(
    '\\([^()\n]{0,24}?(?:以下|下|后)?(?:统一)?简?(?:称|简称)(?:为|作)?[:“"]{0,2}([^()“”"\n,。;]{2,14})[”"]?[^()\n]{0,12}\\)'
)
_PLAIN = re.compile("(?:,|^)(?:以下)?(?:简称|下称)(?:为)?“([^“”\n]{2,14})”")
_IN_QUOTES = re.compile("\\((?:[^()\n]{0,16},)?“([^“”\n]{2,12})”\\)")
HEAD = 2
"""Signs of an ending that both forms must share."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form and the full name it stands for, both as clean text."""

    short: str
    full: str
    kind: str
    declared: bool
    start: int
    end: int
    """Where the short form is declared or first stands."""


def declared(text: str, names: list[Found]) -> Iterator[Alias]:
    """Yield the short forms that the text declares after a name: (以下简称…)."""
    by_end = {item.end: item for item in names if not item.generic}
    for expression in (_DECLARED, _PLAIN, _IN_QUOTES):
        for match in expression.finditer(text):
            owner = by_end.get(match.start())
            if owner is None or owner.kind == "Person":
                continue
            start, end = match.span(1)
            short = match.group(1).strip()
            if short and short != text[owner.start : owner.end]:
                yield Alias(short, text[owner.start : owner.end], owner.kind, True, start, end)


def unique(text: str, names: Iterable[Found], kinds: Kinds, opens: frozenset[int]) -> Iterator[Alias]:
    """Yield short forms whose signs stand in this order in exactly one longer name of the same kind and ending.

    A form that opens with a place (`opens`: where places begin) or that the register knows is a full name of its own:
    浙江大学 is no short form of 浙江工业大学.
    """
    first: dict[tuple[str, str], Found] = {}
    for item in names:
        if not item.generic and item.kind in ABBREVIATED:
            first.setdefault((text[item.start : item.end], item.kind), item)
    forms = sorted(first)
    if len(forms) > MOST:
        return
    for short, kind in forms:
        if not SHORTEST <= len(short) <= LONGEST or kinds.of(short) is None or short in kinds.knowledge.registered:
            continue
        if first[(short, kind)].start in opens:
            continue
        fitting = [
            full for full, other in forms if other == kind and len(full) >= len(short) + 2 and _abbreviates(short, full)
        ]
        if len(fitting) == 1:
            item = first[(short, kind)]
            yield Alias(short, fitting[0], kind, False, item.start, item.end)


ABBREVIATED = frozenset({"Platform", "Institute", "University", "Enterprise", "Association", "Consortium"})
MOST = 400
"""Names; beyond it a document is a register, and pairs are left to review."""
SHORTEST, LONGEST = 3, 8
"""Signs of a short form."""


def _abbreviates(short: str, full: str) -> bool:
    """Return whether `short` keeps signs of `full` in order, the same two at the end, and no more of it than a part."""
    if short[-HEAD:] != full[-HEAD:]:
        return False
    at = 0
    for sign in short[:-HEAD]:
        at = full.find(sign, at, len(full) - HEAD) + 1
        if at == 0:
            return False
    return True
