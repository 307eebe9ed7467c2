"""The vocabulary of the network, read from `ontology.toml`.

`ONTOLOGY` is the one instance; nothing else in the project spells out kinds, roles or labels.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeVar

from graph.errors import OntologyError

T = TypeVar("T")

STANDING = frozenset({"agreed", "under way", "existing"})
"""Groups of statuses of what stands: what is intended may yet change, and what has ended is past."""


@dataclass(frozen=True, slots=True)
class Label:
    """A word in both languages of the project."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """Return the word in `language`: "zh", else English."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A kind of entity, such as University."""

    name: str
    label: Label
    sector: str
    """U, I, G, R or X: the Triple-Helix sector that members of the kind take by default."""
    actor: bool
    """Whether measures count its members as actors."""
    subkinds: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """A kind of claim, and of the ties derived from it."""

    name: str
    label: Label
    roles: tuple[str, ...]
    """In order: a tie points from the first role to the second; one role only means undirected."""
    many: frozenset[str]
    """The roles that more than one participant may take."""
    collaboration: bool
    """Whether measures read it as collaboration by default."""
    unnamed: Mapping[str, Label]
    """How a generic or missing participant of a role is named: `{other}` and `{surface}` are filled in."""

    @property
    def directed(self) -> bool:
        """Whether a tie of this kind has a direction."""
        return len(self.roles) == 2


@dataclass(frozen=True, slots=True)
class Status:
    """One step of the lifecycle planned → promoting → signed → building → approved → operating → ended."""

    name: str
    label: Label
    group: str
    """intended, agreed, under way, existing or ended."""
    order: int
    """Place in the lifecycle; of several claims of one day the later step holds."""


Shelf = Mapping[str, Label | EntityKind | ClaimKind | Status]
"""Code → what it means, with its label."""


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that the project knows about its words."""

    kinds: Mapping[str, EntityKind]
    claims: Mapping[str, ClaimKind]
    statuses: Mapping[str, Status]
    groups: Mapping[str, Label]
    sectors: Mapping[str, Label]
    relations: Mapping[str, Label]
    modalities: Mapping[str, Label]

    @property
    def collaboration(self) -> frozenset[str]:
        """The claim kinds that measures read as collaboration by default."""
        return frozenset(name for name, kind in self.claims.items() if kind.collaboration)

    @property
    def actors(self) -> frozenset[str]:
        """The entity kinds that act."""
        return frozenset(name for name, kind in self.kinds.items() if kind.actor)

    def kind(self, name: str) -> EntityKind:
        """Return the entity kind `name`; OntologyError if there is none."""
        return _known(self.kinds, name)

    def claim(self, name: str) -> ClaimKind:
        """Return the claim kind `name`; OntologyError if there is none."""
        return _known(self.claims, name)

    def status(self, name: str) -> Status:
        """Return the status `name`; OntologyError if there is none."""
        return _known(self.statuses, name)

    def statuses_in(self, groups: Iterable[str]) -> frozenset[str]:
        """Return the statuses that belong to the given groups."""
        wanted = set(groups)
        return frozenset(name for name, status in self.statuses.items() if status.group in wanted)

    def group_of(self, status: str) -> str:
        """Return the group of a status; empty for a word that is none, as networks from elsewhere may have."""
        return self.statuses[status].group if status in self.statuses else ""

    def label(self, word: str, language: str) -> str:
        """Return what people read for a kind, claim kind, status, relation or modality; the word itself if unknown."""
        for shelf in (self.kinds, self.claims, self.statuses):
            if word in shelf:
                labelled: Any = shelf[word]
                return str(labelled.label.in_(language))
        for labels in (self.relations, self.modalities):
            if word in labels:
                return labels[word].in_(language)
        return word


def code_of(word: str, shelf: Shelf) -> str | None:
    """Return the code on `shelf` that `word` names, by itself or by its label in either language; None if none does.

    Examples
    --------
    >>> code_of("已签约", ONTOLOGY.statuses), code_of("Co-builds", ONTOLOGY.claims), code_of("signed", ONTOLOGY.kinds)
    ('signed', 'CO_BUILDS', None)
    """
    wanted = word.strip().lower()
    for code, entry in shelf.items():
        label = entry if isinstance(entry, Label) else entry.label
        if wanted in (code.lower(), label.zh.lower(), label.en.lower()):
            return code
    return None


def _known(shelf: Mapping[str, T], name: str) -> T:
    if name not in shelf:
        raise OntologyError(name, list(shelf))
    return shelf[name]


def _label(entry: Mapping[str, Any]) -> Label:
    return Label(zh=entry["zh"], en=entry["en"])


def _labels(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Label]:
    return {name: _label(entry) for name, entry in entries.items()}


def read_ontology(text: str) -> Ontology:
    """Return the ontology written in `text`, TOML of the form of `ontology.toml`."""
    data = tomllib.loads(text)
    return Ontology(
        kinds={
            name: EntityKind(name, _label(entry), entry["sector"], entry["actor"], _labels(entry.get("subkind", {})))
            for name, entry in data["kind"].items()
        },
        claims={
            name: ClaimKind(
                name,
                _label(entry),
                tuple(entry["roles"]),
                frozenset(entry["many"]),
                entry["collaboration"],
                _labels(entry["unnamed"]),
            )
            for name, entry in data["claim"].items()
        },
        statuses={
            name: Status(name, _label(entry), entry["group"], order)
            for order, (name, entry) in enumerate(data["status"].items())
        },
        groups=_labels(data["group"]),
        sectors=_labels(data["sector"]),
        relations=_labels(data["relation"]),
        modalities=_labels(data["modality"]),
    )


ONTOLOGY = read_ontology(files("graph").joinpath("ontology.toml").read_text(encoding="utf-8"))
