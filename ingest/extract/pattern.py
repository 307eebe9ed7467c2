"""The form in which claims are written down as data, and its translation into a regular expression.

A pattern is matched against a sentence in which every name, or list of names, is one sign. Its `form` is a regular
expression with four signs of its own:

    {partner}    a name, or a list, that may take this role; quotes around it and a following 等 are read over;
                 {partner2} is a second one of the same role
    <sign>       any word of the list `sign` of the lexicon
    ~8           up to eight signs without a name, comma or sentence end
    =20          up to twenty signs, names and commas included

    {partner}~8<sign>=16<cooperate>         中国农科院与蒙草集团已签订草业战略合作协议

`(?P<position>…)`, `(?P<amount>…)` and `(?P<field>…)` capture what a claim says beside its roles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.ontology import ONTOLOGY
from ingest.extract.alternatives import alternatives

NAMES = "\U000f0000-\U000ffffd"
"""Signs that stand for a name or a list of names, one each."""
KINDS = "\ue000-\ue0ff"
"""Signs that stand before them and tell the kind."""
KIND_SIGN = {kind: chr(0xE000 + n) for n, kind in enumerate(ONTOLOGY.kinds)}
MIXED = "\ue080"
"""The kind sign of a list of organisations of several kinds."""
CARRIED = "\ue081"
"""Stands before the kind sign of a subject carried over from an earlier clause."""

_STOP = f"{KINDS}{NAMES}"
_TOKEN = re.compile(r"\{([a-z]+[0-9]?)\}|(?<!\?P)<([\w.]+)>|~(\d+)|=(\d+)")
_ORGANISATIONS = ("University", "Institute", "Enterprise", "Agency", "Association", "Platform", "Consortium")
CLASSES = {
    "organisation": _ORGANISATIONS,
    "actor": (*_ORGANISATIONS, "Person", "Group", "Region"),
    "any": tuple(ONTOLOGY.kinds),
}


@dataclass(frozen=True)
class Example:
    """A sentence and what the pattern must read in it: a test."""

    text: str
    roles: Mapping[str, tuple[str, ...]]
    status: str
    publisher: str | None = None


@dataclass(frozen=True)
class Pattern:
    """One form of one kind of claim."""

    id: str
    kind: str
    form: str
    expression: re.Pattern[str]
    accepts: Mapping[str, frozenset[str]]
    """Role → kinds that may take it."""
    status: str
    """Where no cue speaks."""
    fixed: bool = False
    """The status holds whatever cues stand around."""
    elided: Mapping[str, str] = field(default_factory=dict)
    """Role → what fills it where the form does not name it: `region`, `publisher`, `topic` (the last name before
    that may take it) or `sole` (the one event of the document); with ! the claim needs it."""
    each: bool = False
    """Every member of a list makes a claim of its own."""
    ending: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role → endings, one of which its participants must have."""
    several: bool = False
    """The first role needs two or more."""
    carry: bool = False
    """A subject of an earlier clause may fill the first role."""
    generic: bool = True
    """Whether a class word may take the second role."""
    language: str = "zh"
    confidence: float = 0.7
    """Measured precision on annotated passages, see docs/extraction.md."""
    examples: tuple[Example, ...] = ()


def read_patterns(data: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Iterator[Pattern]:
    """Yield the patterns of one file: `kind`, `[accepts]` for all, `[[pattern]]` for each."""
    kind = data["kind"]
    ONTOLOGY.claim(kind)
    for entry in data["pattern"]:
        accepts = {**data.get("accepts", {}), **entry.get("accepts", {})}
        kinds = {
            role: frozenset(k for word in words for k in CLASSES.get(word, (word,))) for role, words in accepts.items()
        }
        ONTOLOGY.status(entry.get("status", "operating"))
        yield Pattern(
            id=entry["id"],
            kind=kind,
            form=entry["form"],
            expression=translate(entry["form"], kinds, lists, entry.get("carry", False)),
            accepts=kinds,
            status=entry.get("status", "operating"),
            fixed=entry.get("fixed", False),
            elided=dict(entry.get("elided", {})),
            each=entry.get("each", False),
            ending={role: lists[words] for role, words in entry.get("ending", {}).items()},
            several=entry.get("several", False),
            carry=entry.get("carry", False),
            generic=entry.get("generic", True),
            language=entry.get("language", data.get("language", "zh")),
            confidence=float(entry.get("confidence", 0.7)),
            examples=tuple(
                Example(
                    e["text"],
                    {role: tuple(names) for role, names in e["roles"].items()},
                    e.get("status", entry.get("status", "operating")),
                    e.get("publisher"),
                )
                for e in entry.get("examples", ())
            ),
        )


def translate(
    form: str, accepts: Mapping[str, frozenset[str]], lists: Mapping[str, tuple[str, ...]], carry: bool = False
) -> re.Pattern[str]:
    """Return the regular expression of a form."""

    def part(match: re.Match[str]) -> str:
        role, words, near, far = match.groups()
        if role:
            return _role(role, accepts[role_of(role)], carry)
        if words:
            if words not in lists:
                raise KeyError(f"there is no list <{words}>")
            return f"(?:{alternatives(lists[words])})"
        if near:
            return f"[^,;。!?\n{_STOP}]{{0,{near}}}?"
        return f"[^。!?\n]{{0,{far}}}?"

    return re.compile(_TOKEN.sub(part, form))


def _role(role: str, kinds: frozenset[str], carry: bool) -> str:
    signs = "".join(KIND_SIGN[kind] for kind in ONTOLOGY.kinds if kind in kinds)
    if kinds & set(CLASSES["organisation"]):
        signs += MIXED
    before = f"{CARRIED}?" if carry else ""
    return f'[“"《]?{before}[{signs}](?P<{role}>[{NAMES}])[”"》]?(?:等)?'


def role_of(name: str) -> str:
    """Return the role that a part of a form fills: partner of {partner2}."""
    return name.rstrip("0123456789")
