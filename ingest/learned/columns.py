"""The features of each token, as columns: one column a template, one value a token.

`w0=市` says that the token is 市, `b1=市科` that 科 follows, `m-1=Esuffix.Agency` that an agency's ending closed one
token before. Values stay apart from templates until somebody asks for words (`Columns.of`), so that a text costs one
look-up a token and template.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge
from ingest.learned import marks as m
from ingest.learned.tokens import Span

Key = int | tuple[int, int] | tuple[str, int]
"""Value of a set-valued template: marks, marks of two neighbours, or the next ending with the marks of the token."""
EDGE = "#"
PLAIN = (
    *("w-2", "w-1", "w0", "w1", "w2", "b-", "b0", "b1", "b+"),
    *("c0", "c-", "c+", "c3", "c5", "last", "long", "line", "in", "in-", "again"),
)
MARKED = ("m-2", "m-1", "m0", "m1", "m2", "mm", "nx")


@dataclass(frozen=True, slots=True)
class Columns:
    """The features of `count` tokens."""

    count: int
    plain: Mapping[str, list[str]]
    """Template → value a token; the empty value is no feature."""
    marked: Mapping[str, list[Key]]
    """Template → key a token, which `expand` turns into features; a key of nothing is no feature."""

    def of(self, at: int) -> list[str]:
        """Return the features of token `at` as words, as the training reads them and an explanation tells them."""
        found = ["bias"]
        found.extend(f"{name}={values[at]}" for name, values in self.plain.items() if values[at])
        for name, keys in self.marked.items():
            found.extend(f"{name}={value}" for value in expand(name, keys[at]))
        return found


def expand(template: str, key: Key) -> list[str]:
    """Return the values that a key of a set-valued template stands for."""
    if isinstance(key, int):
        return m.names(key)
    first, second = key
    if isinstance(first, int):
        return [f"{a}|{b}" for a in m.names(first) for b in m.names(second)]
    return [first, *(f"{first}|{mark}" for mark in m.names(second))] if first else []


def columns(text: str, spans: Sequence[Span], proposals: Sequence[Found], knowledge: Knowledge) -> Columns:
    """Return the features of the tokens `spans` of a clean text, which may be some of its sentences only.

    Parameters
    ----------
    proposals : sequence of Found
        The names that the rules read in the same text, in its order.
    knowledge : Knowledge
        Its lists give the marks; see `ingest.learned.marks`.
    """
    words = [text[start:end] for start, end in spans]
    low = [word.lower() for word in words]
    kinds = [_kind(word) for word in words]
    marked = m.marks(text, spans, proposals, knowledge)
    starts = _line_starts(text, spans)
    plain = {
        **_signs(low),
        **_classes(kinds),
        **_latin(words, low, kinds),
        **_brackets(words, kinds, starts),
        "line": ["first" if first else "" for first in starts],
        "again": _repeated(low, kinds),
    }
    nearest = _next_ending(words, kinds, starts, marked)
    return Columns(len(words), {name: plain[name] for name in PLAIN}, _marked(marked.masks, nearest))


def _shifted(values: list[str], by: int) -> list[str]:
    """Return for each token the value `by` tokens to its right."""
    edge = [EDGE] * min(abs(by), len(values))
    return (values[by:] + edge) if by > 0 else (edge + values[: len(values) - len(edge)])


def _signs(low: list[str]) -> dict[str, list[str]]:
    pairs = [a + b for a, b in zip([EDGE, *low], [*low, EDGE], strict=True)]
    wide = [EDGE + EDGE, *pairs, EDGE + EDGE]
    n = len(low)
    return {
        "w-2": _shifted(low, -2),
        "w-1": _shifted(low, -1),
        "w0": low,
        "w1": _shifted(low, 1),
        "w2": _shifted(low, 2),
        "b-": wide[:n],
        "b0": wide[1 : n + 1],
        "b1": wide[2 : n + 2],
        "b+": wide[3 : n + 3],
    }


def _classes(kinds: list[str]) -> dict[str, list[str]]:
    l2, l1, r1, r2 = (_shifted(kinds, by) for by in (-2, -1, 1, 2))
    three = [a + b + c for a, b, c in zip(l1, kinds, r1, strict=True)]
    return {
        "c0": kinds,
        "c-": [a + b for a, b in zip(l1, kinds, strict=True)],
        "c+": [a + b for a, b in zip(kinds, r1, strict=True)],
        "c3": three,
        "c5": [a + b + c for a, b, c in zip(l2, three, r2, strict=True)],
    }


def _kind(word: str) -> str:
    """Return the class of a token; signs that tell borders are their own class, any other is P.

    D digits, H Han; a, C, A Latin in small letters, capitalised, in capitals.
    """
    sign = word[0]
    if "\u3400" <= sign <= "\u9fff":
        return "H"
    if sign.isdigit():
        return "D"
    if (sign.isascii() and sign.isalpha()) or "\u00c0" <= sign <= "\u024f":
        return "A" if word.isupper() else "C" if sign.isupper() else "a"
    return sign if sign in _TELLING else "P"


_TELLING = frozenset(',、。“”《》();:"·-.&/|')
_LATIN = frozenset("aAC")
_STOPS = frozenset(",、。P“”《》;:|")


def _line_starts(text: str, spans: Sequence[Span]) -> list[bool]:
    starts = []
    before = spans[0][0] if spans else 0
    while before and text[before - 1].isspace():
        before -= 1
    for start, end in spans:
        starts.append(start > before > 0 and "\n" in text[before:start])
        before = end
    return starts


def _latin(words: list[str], low: list[str], kinds: list[str]) -> dict[str, list[str]]:
    """Return endings and lengths of Latin words; ~ where a capitalised one also stands in small letters."""
    small = {word for word, kind in zip(words, kinds, strict=True) if kind == "a"}
    last, long = [""] * len(words), [""] * len(words)
    for at, kind in enumerate(kinds):
        if kind in _LATIN:
            last[at] = low[at][-3:]
            long[at] = f"{kind}{min(len(words[at]), 8)}" + ("~" if kind == "C" and low[at] in small else "")
    return {"last": last, "long": long}


def _brackets(words: list[str], kinds: list[str], starts: list[bool]) -> dict[str, list[str]]:
    """Return open quotes and brackets around each token, alone and with the class of the sign before."""
    inside, after = [""] * len(words), [""] * len(words)
    depth = dict.fromkeys("“(《", 0)
    state = ""
    for at, word in enumerate(words):
        if starts[at] or word == "。":
            depth, state = dict.fromkeys(depth, 0), ""
        elif word in depth:
            depth[word] += 1
            state = "".join(sign for sign, count in depth.items() if count)
        elif (opened := _OPENED.get(word)) and depth[opened]:
            depth[opened] -= 1
            state = "".join(sign for sign, count in depth.items() if count)
        if state:
            inside[at] = state
            after[at] = state + (kinds[at - 1] if at else EDGE)
    return {"in": inside, "in-": after}


_OPENED = {"”": "“", ")": "(", "》": "《"}


def _repeated(low: list[str], kinds: list[str]) -> list[str]:
    """Return how often three tokens come, a Latin word by itself; + where different tokens stand before them."""
    keys = [
        low[at] if kind in "AC" else low[at] + low[at + 1] + low[at + 2] if kind == "H" and at + 2 < len(low) else ""
        for at, kind in enumerate(kinds)
    ]
    counts = Counter(keys)
    lefts: dict[str, str] = {}
    varied: set[str] = set()
    for at, key in enumerate(keys):
        if counts[key] > 1 and lefts.setdefault(key, low[at - 1] if at else EDGE) != (low[at - 1] if at else EDGE):
            varied.add(key)
    return [f"{min(counts[key], 3)}{'+' if key in varied else ''}" if key and counts[key] > 1 else "" for key in keys]


def _next_ending(words: list[str], kinds: list[str], starts: list[bool], marked: m.Marks) -> list[str]:
    """Return the kind of the next ending within the clause, or the run of capitals, and how far to the right it is."""
    found = [""] * len(words)
    kind, at = "", 0
    for i in range(len(words) - 1, -1, -1):
        if i in marked.endings:
            kind, at = marked.endings[i], i
        elif kinds[i] in _STOPS or (kinds[i] == "a" and not m.has(marked.masks[i], "en.inside")):
            kind = ""
        if kind:
            found[i] = kind + _far(at - i)
        if starts[i]:
            kind = ""
    return found


def _far(distance: int) -> str:
    if distance < 4:
        return str(distance)
    return "4-6" if distance < 7 else "7-10" if distance < 11 else "11-16" if distance < 17 else "17+"


def _marked(masks: list[int], nearest: list[str]) -> dict[str, list[Key]]:
    n = len(masks)
    wide = [0, 0, *masks, 0, 0]
    found: dict[str, list[Key]] = {f"m{by}": list(wide[2 + by : 2 + by + n]) for by in range(-2, 3)}
    found["mm"] = [(a & m.CLOSES, b & m.OPENS) for a, b in zip(wide[1 : n + 1], masks, strict=True)]
    found["nx"] = [(kind, mask & m.OPENS if kind else 0) for kind, mask in zip(nearest, masks, strict=True)]
    return found
