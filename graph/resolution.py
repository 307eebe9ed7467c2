"""Which names are one entity: the connected components of the judgements `same`, as far as `different` lets them.

A person's judgements are heard before a rule's, so that no rule can use up a merge that a person wants. `different`
blocks for good: a `same` that would bring a blocked pair together, even through others, is left out.
"""

from collections.abc import Iterable

from graph.judgement import Judgement, Key, Verdict


class Resolution:
    """The keys that are one, read from judgements."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._parent: dict[Key, Key] = {}
        self._members: dict[Key, list[Key]] = {}
        self._apart: dict[Key, set[Key]] = {}
        held = list(judgements)
        for j in held:
            if j.verdict is Verdict.DIFFERENT:
                one, other = keys_of(j)
                self._apart.setdefault(one, set()).add(other)
                self._apart.setdefault(other, set()).add(one)
        same = [j for j in held if j.verdict is Verdict.SAME]
        for j in sorted(same, key=lambda j: j.by_rule):  # stable: people first, each in the order of the ledger
            self._join(*keys_of(j))

    def root(self, key: Key) -> Key:
        """Return the smallest key that is one with `key`: the canonical one."""
        while (parent := self._parent.get(key)) is not None:
            key = parent
        return key

    def members(self, key: Key) -> tuple[Key, ...]:
        """Return all keys that are one with `key`, in order."""
        root = self.root(key)
        return tuple(sorted(self._members.get(root, [root])))

    def joined(self, one: Key, other: Key) -> bool:
        """Return whether two keys are one."""
        return self.root(one) == self.root(other)

    def apart(self, one: Key, other: Key) -> bool:
        """Return whether a `different` keeps two keys, or any that are one with them, apart."""
        if not self._apart:
            return False
        others = set(self.members(other))
        return any(self._apart.get(key, set()) & others for key in self.members(one))

    def _join(self, one: Key, other: Key) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        if low == high or self.apart(low, high):
            return
        self._parent[high] = low
        self._members[low] = [*self._members.pop(low, [low]), *self._members.pop(high, [high])]


def keys_of(judgement: Judgement) -> tuple[Key, Key]:
    """Return the two keys that a `same` or `different` is about."""
    one, other = judgement.about
    if not (isinstance(one, Key) and isinstance(other, Key)):
        raise TypeError(f"{judgement.verdict} is not about two names")
    return one, other
