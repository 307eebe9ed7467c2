"""What a person, or a named rule, decided: appended to the ledger, never edited, always undoable."""

from dataclasses import dataclass
from enum import StrEnum

from graph.identity import content_id


class Verdict(StrEnum):
    """What a judgement says of the things it is about."""

    SAME = "same"
    """Two names are one entity."""
    DIFFERENT = "different"
    """Two names are two entities, for good: no `same` may join them, directly or through others."""
    ACCEPT = "accept"
    """A claim or quantity is right."""
    REJECT = "reject"
    """A claim or quantity is wrong, and leaves the network."""
    UNDO = "undo"
    """The judgement named in `undoes` no longer holds."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What an entity begins as: a normalised name and a kind; keys are ordered by name, then kind."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision."""

    id: str
    verdict: Verdict
    about: tuple[Key, Key] | tuple[str, ...]
    """Two keys for same and different; ids of claims or quantities for accept and reject; empty for undo.

    A quantity that is accepted otherwise than it was read has after its id what is right: `modality=achieved`, `low=5`.
    """
    who: str
    """A person's name, or `rule:name@version`."""
    why: str
    at: str = ""
    """When the ledger took it in, ISO 8601; no part of the id."""
    undoes: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The claims and quantities that are accepted or rejected."""
        return tuple(item for item in self.about if isinstance(item, str) and "=" not in item)

    @property
    def changes(self) -> tuple[str, ...]:
        """What is right of the quantity that is accepted, as `field=value`; see `graph.figure_correction`."""
        return tuple(item for item in self.about if isinstance(item, str) and "=" in item)

    @property
    def by_rule(self) -> bool:
        """Whether a rule made it rather than a person."""
        return self.who.startswith("rule:")


def pair(verdict: Verdict, one: Key, other: Key, who: str, why: str) -> Judgement:
    """Return `same` or `different` about two keys; A = B and B = A are one judgement."""
    first, second = sorted((one, other))
    parts = [[key.name, key.kind] for key in (first, second)]
    return Judgement(content_id("j", verdict, parts, who, why), verdict, (first, second), who, why)


def on_claims(verdict: Verdict, claims: tuple[str, ...], who: str, why: str) -> Judgement:
    """Return `accept` or `reject` about claims or quantities, by id; a quantity's may be followed by what is right."""
    return Judgement(content_id("j", verdict, list(claims), who, why), verdict, claims, who, why)


def undo(former: Judgement, who: str, why: str) -> Judgement:
    """Return the judgement that takes `former` back."""
    return Judgement(content_id("j", Verdict.UNDO, former.id, who, why), Verdict.UNDO, (), who, why, undoes=former.id)
