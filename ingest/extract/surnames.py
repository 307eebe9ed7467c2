"""English persons by their surname alone, once the text has given the whole name: Alice Hall leads … Hall said."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from ingest.extract.abbreviations import Alias
from ingest.extract.found import Found
from ingest.extract.search import Words

SHORTEST = 3
"""Letters of a surname that is looked for: shorter ones are words too (An, Li, Do)."""
REACH = 40
"""Signs before a name in which its title or a capitalised word is looked for."""
_GENERATION = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_BEFORE = re.compile(r"([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’-]*) $")
_LONGER = re.compile(r"[A-Za-zÀ-ÿ0-9&-]| [A-ZÀ-Þ]")
"""After a word that is part of a longer one, or of a longer name."""


def surnames(
    text: str, names: Sequence[Found], titled: Callable[[int], bool], opening: frozenset[str]
) -> Iterator[Alias]:
    """Yield every place where a person is called by the surname alone, after the whole name.

    The surname is the last word of the whole name; the first (Zhang Wei) only after a title (Professor Zhang). One that
    two persons share, or that names something else in the text, is left alone.

    Parameters
    ----------
    names : sequence of Found
        Names of the text, in order.
    titled : callable
        Told where a name begins: whether a title stands before it.
    opening : frozenset of str
        Capitalised words that open sentences and no names.
    """
    whole: dict[str, int] = {}
    others: set[str] = set()
    for item in names:
        form = text[item.start : item.end]
        if item.kind != "Person":
            others.add(form)
        elif " " in form:
            whole.setdefault(form, item.end)
    owners: dict[str, set[str]] = defaultdict(set)
    last: dict[str, str] = {}
    for name in whole:
        words = [word for word in name.split() if word not in _GENERATION] or [name]
        last[name] = words[-1]
        for word in (words[0], words[-1]):
            owners[word].add(name)
    owned = {word: min(of) for word, of in owners.items() if len(of) == 1 and len(word) >= SHORTEST}
    forms = {word: name for word, name in owned.items() if word not in others and word[0].isupper()}
    for start, end in Words(forms).find(text):
        form, name = text[start:end], forms[text[start:end]]
        if start < whole[name] or text[start - 1].isalnum() or text[start - 1] in "&-" or _LONGER.match(text, end):
            continue
        before = _BEFORE.search(text, max(0, start - REACH), start)
        beside = before is not None and before[1][0].isupper() and before[1] not in opening
        if titled(start) or (form == last[name] and not beside):
            yield Alias(form, name, "Person", True, start, end)
