"""Which kind an organisation's name is: logistic regression over its ending, beginning, words and neighbours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.extract.alternatives import alternatives
from ingest.extract.kinds import Kinds as Endings
from ingest.extract.knowledge import ORGANISATIONS, Knowledge
from ingest.learned.tokens import Span
from ingest.learned.weights import hundredths, strings_of, words

Vector = npt.NDArray[np.float64]
_BRACKET = re.compile(r"[(][^()]{0,40}[)]$")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_DECLARED = re.compile(r"\s?[(](?:以下)?(?:简称|下称|称)?:?\s?[“\"]?$")
"""What stands between a full name and its short form; the full name's ending tells the kind of both."""
_LINKS = frozenset(("of", "for", "in", "de", "at", "on"))
_JOINED = re.compile(r"[\s,、;/&]*(?:and|和|与|及|以及)?\s*(?:the )?")
_GAP = 10
"""Signs at most between two names of one list, and between a name and its short form."""
_WINDOW = 60
"""Signs on each side that are looked at."""
_LINE = "¶"
"""A line end in features; names of features hold none."""


class Describer:
    """Features of a name where it stands."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._endings = Endings(knowledge)

    @cached_property
    def _heads(self) -> Mapping[str, str]:
        return {word: kind for kind in reversed(ORGANISATIONS) for word in self._knowledge.words(f"en.{kind}")}

    @cached_property
    def _suffix(self) -> re.Pattern[str]:
        return re.compile(alternatives(self._knowledge.suffix_kinds))

    def hint(self, name: str) -> str:
        """Return the kind that the register, the ending or the head noun of a name tells by itself; "" for none."""
        if name in self._knowledge.registered:
            return self._knowledge.registered[name]
        if not _is_latin(name):
            return self._endings.of(name) or ""
        parts = name.split()
        heads = [self._heads.get(word.strip("(),.")) or "" for word in parts]
        return heads[_head(parts)] or next(filter(None, reversed(heads)), "")

    def listed(self, text: str, spans: Sequence[Span]) -> list[tuple[str, str]]:
        """Return for each of `spans`, in order, the hints of those that stand before and after it in one list."""
        hints = [self.hint(text[start:end]) or "?" for start, end in spans]
        joined = [
            _JOINED.fullmatch(text, one[1], other[0]) is not None if one[1] <= other[0] <= one[1] + _GAP else False
            for one, other in pairwise(spans)
        ]
        before = ["", *(hint if together else "" for hint, together in zip(hints, joined, strict=False))]
        after = [*(hint if together else "" for hint, together in zip(hints[1:], joined, strict=False)), ""]
        return list(zip(before, after, strict=True)) if spans else []

    def features(self, text: str, start: int, end: int, near: tuple[str, str] = ("", "")) -> list[str]:
        """Return the features of the name `text[start:end]`, each once, in a fixed order; `near` is from `listed`."""
        name = text[start:end].replace("\n", _LINE)
        found = self._english(name) if _is_latin(name) else self._chinese(name)
        registered = self._knowledge.registered.get(name)
        if registered:
            found.append(f"reg={registered}")
        found.extend(self._around(text, start, end))
        before, after = near
        script = found[0]
        found.extend(f"{script}near={hint}" for hint in near if hint)
        if before or after:
            found.append(f"{script}list={before}|{after}")
        return list(dict.fromkeys(found))

    def _chinese(self, name: str) -> list[str]:
        core = _BRACKET.sub("", name).strip("“”\"'") or name
        found = ["zh", f"end={self._endings.of(name)}", f"size={min(len(name), 20)}"]
        found.extend(f"e{k}={core[-k:]}" for k in range(1, 7) if len(core) >= k)
        found.extend(f"b{k}={core[:k]}" for k in range(1, 5) if len(core) > k)
        hits = [self._knowledge.suffix_kinds[m.group()] for m in self._suffix.finditer(core)]
        found.extend(f"has={kind}" for kind in hits)
        found.append("seq=" + ">".join(hits[-3:]))
        return found

    def _english(self, name: str) -> list[str]:
        parts = [word.strip("(),.\"'“”") or word for word in name.split()]
        low = [word.lower() for word in parts]
        head = _head(low)
        kinds = [self._heads.get(word, "") for word in parts]
        told = [kind for kind in kinds if kind]
        found = ["en", f"size={min(len(parts), 8)}", f"head={low[head]}", f"headkind={kinds[head]}"]
        found.extend(f"w={word}" for word in low)
        found.extend(f"p={a} {b}" for a, b in pairwise(low))
        found.extend((f"last={low[-1]}", f"lastkind={kinds[-1]}", f"first={low[0]}", f"tail={low[-1][-3:]}"))
        found.append("seq=" + ">".join(told[-3:]))
        if head + 1 < len(low):
            found.append(f"link={low[head + 1]}|{kinds[head]}")
        if len(parts) == 1:
            found.append("one=" + ("capitals" if name.isupper() else "mixed" if not name.istitle() else "word"))
            found.extend(f"e{k}={low[0][-k:]}" for k in (2, 3, 4))
        return found

    def _around(self, text: str, start: int, end: int) -> list[str]:
        left = text[max(0, start - _WINDOW) : start].replace("\n", _LINE)
        right = text[end : end + _WINDOW].replace("\n", _LINE)
        found = [f"l1={left[-1:]}", f"l2={left[-2:]}", f"r1={right[:1]}", f"r2={right[:2]}"]
        before, after = left.split()[-3:], right.split()[:4]
        found.extend(f"lw{at}={word.lower()}" for at, word in enumerate(reversed(before)) if _LATIN.fullmatch(word))
        found.extend(f"rw={word.lower().strip(',.')}" for word in after if _LATIN.match(word))
        around = [*_LATIN.findall(left)[1:], *_LATIN.findall(right)[:-1]]
        found.extend(f"cw={word}" for word in around if len(word) > 3 and word.islower())
        found.extend(f"ch={self._heads[word]}" for word in around if word in self._heads)
        if opened := _DECLARED.search(left):
            found.append(f"full={self._ending_of(left[: opened.start()].rstrip())}")
        if right[:1] == "(" or right[:2] == " (":
            short = right.lstrip(" (")[:12]
            found.append(f"short={short[:1].isascii()}")
        return found

    def _ending_of(self, text: str) -> str | None:
        """Return the kind that the last words of `text` give."""
        last = text[-30:]
        if last[-1:].isascii() and last[-1:].isalpha():
            run = [word for word in last.split() if word[0].isupper()]
            return next((self._heads[word] for word in reversed(run) if word in self._heads), None)
        return self._endings.of(last) if last else None


def _is_latin(name: str) -> bool:
    return len(_LATIN.sub("", name)) * 2 < len(name)


def _head(words: Sequence[str]) -> int:
    """Return which word is the head noun: the last one before of, for, in; Institute of Institute of Physics."""
    return next((at - 1 for at, word in enumerate(words) if at and word in _LINKS), len(words) - 1)


class NameKinds:
    """Kinds of organisations' names.

    Parameters
    ----------
    names : sequence of str
        The features that the model knows.
    weights : array [features, kinds]
        In the order of `ORGANISATIONS`.
    bias : array [kinds]
    """

    def __init__(self, names: Sequence[str], weights: Vector, bias: Vector, knowledge: Knowledge) -> None:
        self._describer = Describer(knowledge)
        self._row = {name: at for at, name in enumerate(names)}
        self._weights = weights
        self._bias = bias

    def log_probabilities(self, text: str, start: int, end: int, near: tuple[str, str] = ("", "")) -> Vector:
        """Return the log-probability of each kind for the name `text[start:end]`, in the order of `ORGANISATIONS`.

        `near` are the hints of its neighbours in a list, see `Describer.listed`.
        """
        rows = [self._row[f] for f in self._describer.features(text, start, end, near) if f in self._row]
        scores = self._bias + self._weights[rows].sum(0)
        top = scores.max()
        return np.asarray(scores - top - np.log(np.exp(scores - top).sum()))

    def votes(self, text: str, spans: Iterable[Span]) -> dict[str, Vector]:
        """Return for each form its log-probabilities, summed over all places where it stands.

        A short form that stands in brackets behind a full one votes with it.
        """
        ordered = sorted(set(spans))
        near = self._describer.listed(text, ordered)
        total: dict[str, Vector] = {}
        for (start, end), hints in zip(ordered, near, strict=True):
            form = text[start:end]
            own = self.log_probabilities(text, start, end, hints)
            total[form] = total[form] + own if form in total else own
        pairs = {
            (text[one[0] : one[1]], text[other[0] : other[1]])
            for one, other in pairwise(ordered)
            if one[1] < other[0] <= one[1] + _GAP and _DECLARED.fullmatch(text, one[1], other[0])
        }
        for full, short in sorted(pairs):
            total[full] = total[short] = total[full] + total[short]
        return total


def pack(names: Sequence[str], weights: Vector, bias: Vector) -> dict[str, Any]:
    """Return the arrays of a weight file."""
    kept = {"names": words(names), "weights": hundredths(weights), "bias": bias.astype(np.float32)}
    return {**kept, "kinds": words(ORGANISATIONS)}


def unpack(arrays: Mapping[str, npt.NDArray[Any]], knowledge: Knowledge) -> NameKinds:
    """Return the model that `pack` put into arrays.

    Raises
    ------
    ValueError
        If it knows other kinds, or features and weights do not fit.
    """
    names = strings_of(arrays["names"])
    if strings_of(arrays["kinds"]) != ORGANISATIONS or len(names) != len(arrays["weights"]):
        raise ValueError("the model of kinds knows other kinds or has lost some of its features")
    return NameKinds(names, arrays["weights"].astype(np.float64), arrays["bias"].astype(np.float64), knowledge)
