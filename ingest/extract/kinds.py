"""Which kind a name is: by its ending, by the register, by a class word."""

import re
from dataclasses import dataclass
from functools import cached_property

from ingest.extract.alternatives import alternatives
from ingest.extract.knowledge import Knowledge

_BRACKET = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Kinds:
    """Kinds of organisations' names."""

    knowledge: Knowledge

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.knowledge.suffix_kinds), default=0)

    def of(self, name: str) -> str | None:
        """Return the kind that the register or the longest ending gives; None when nothing speaks."""
        if name in self.knowledge.registered:
            return self.knowledge.registered[name]
        core = _BRACKET.sub("", name).strip("”“\"'") or name
        for width in range(min(self._longest, len(core)), 0, -1):
            if kind := self.knowledge.suffix_kinds.get(core[-width:]):
                return self._of_university(core, kind) if kind == "Institute" else kind
        if core.endswith(self.knowledge.words("suffix.firm")):
            return "Enterprise"
        return self.weak(core)

    def brand(self, name: str) -> str:
        """Return what is left of a name when its words of technology and industry are taken out."""
        return self.knowledge.expression("field").sub("", name)

    def weak(self, name: str) -> str | None:
        """Return the kind that an ending of one sign gives."""
        for kind, words in self.knowledge.under("suffix.weak"):
            if name.endswith(words):
                return kind
        return None

    def _of_university(self, name: str, kind: str) -> str:
        """Return Platform for an institute that a university runs elsewhere: 云麓大学平麓研究院."""
        university = self._university.match(name)
        return (
            "Platform"
            if university
            and name.endswith(self.knowledge.words("suffix.of_university"))
            and len(name) > university.end() + 3
            else kind
        )

    @cached_property
    def _university(self) -> re.Pattern[str]:
        return re.compile("[^()]{2,12}?(?:大学|学院)")

    def subkind(self, name: str) -> str | None:
        """Return the subkind of a Platform by its longest ending."""
        core = _BRACKET.sub("", name) or name
        best = max((word for word in self.knowledge.subkinds if core.endswith(word)), key=len, default=None)
        return self.knowledge.subkinds[best] if best else None

    @cached_property
    def _generic(self) -> re.Pattern[str]:
        modifiers = alternatives(self.knowledge.words("class.modifier"))
        # Bounded: nested quantifiers over a long name would take exponential time.
        return re.compile(
            rf"(?:{modifiers}|[0-9一二三四五六七八九十百两]{{1,4}}){{0,6}}(?:{alternatives(self.knowledge.classes)})"
        )

    def is_generic(self, name: str) -> bool:
        """Return whether `name` is a class word, or modifiers before one: it names nobody."""
        if len(name) > 24:
            return False
        if name[:1] in self.knowledge.set("class.level") and self.of(name) in {"Platform", "Consortium", "Enterprise"}:
            name = name[1:]
        return self._generic.fullmatch(name) is not None
