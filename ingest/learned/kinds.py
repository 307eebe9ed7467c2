"""Which kind an organisation's name is: logistic regression over its ending, beginning, words and neighbours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.extract.kinds import Kinds as Endings
from ingest.extract.knowledge import ORGANISATIONS, Knowledge, alternatives
from ingest.learned.tokens import Span
from ingest.learned.weights import strings_of, words

Vector = npt.NDArray[np.float64]
_BRACKET = re.compile(r"[(][^()]{0,40}[)]$")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_DECLARED = re.compile(r"(?:[(](?:以下)?(?:简称|下称|称)?[“\"]?|[“\"])$")
"""What stands between a full name and its short form; the full name's ending tells the kind of both."""
_WINDOW = 60
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

    @cached_property
    def _inside(self) -> frozenset[str]:
        return self._knowledge.set("en.inside")

    def features(self, text: str, start: int, end: int) -> list[str]:
        """Return the features of the name `text[start:end]`, each once, in a fixed order."""
        name = text[start:end].replace("\n", _LINE)
        latin = len(_LATIN.sub("", name)) * 2 < len(name)
        found = self._english(name) if latin else self._chinese(name)
        registered = self._knowledge.registered.get(name)
        if registered:
            found.append(f"reg={registered}")
        found.extend(self._around(text, start, end))
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
        # The head stands before the first of, for, in: Institute of Physics.
        cut = next(
            (at for at, word in enumerate(low) if at and word in {"of", "for", "in", "de", "at", "on"}), len(low)
        )
        kinds = [self._heads.get(word, "") for word in parts]
        told = [kind for kind in kinds if kind]
        found = ["en", f"size={min(len(parts), 8)}", f"head={low[cut - 1]}", f"headkind={kinds[cut - 1]}"]
        found.extend(f"w={word}" for word in low)
        found.extend(f"p={a} {b}" for a, b in zip(low, low[1:], strict=False))
        found.extend((f"last={low[-1]}", f"lastkind={kinds[-1]}", f"first={low[0]}", f"tail={low[-1][-3:]}"))
        found.append("seq=" + ">".join(told[-3:]))
        if cut < len(low):
            found.append(f"link={low[cut]}|{kinds[cut - 1]}")
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

    def log_probabilities(self, text: str, start: int, end: int) -> Vector:
        """Return the log-probability of each kind for the name `text[start:end]`, in the order of `ORGANISATIONS`."""
        rows = [self._row[f] for f in self._describer.features(text, start, end) if f in self._row]
        scores = self._bias + self._weights[rows].sum(0)
        top = scores.max()
        return np.asarray(scores - top - np.log(np.exp(scores - top).sum()))

    def votes(self, text: str, spans: Iterable[Span]) -> dict[str, Vector]:
        """Return for each form its log-probabilities, summed over all places where it stands."""
        total: dict[str, Vector] = {}
        for start, end in spans:
            form = text[start:end]
            own = self.log_probabilities(text, start, end)
            total[form] = total[form] + own if form in total else own
        return total


def pack(names: Sequence[str], weights: Vector, bias: Vector) -> dict[str, Any]:
    """Return the arrays of a weight file."""
    kept = {"names": words(names), "weights": weights.astype(np.float16), "bias": bias.astype(np.float32)}
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
