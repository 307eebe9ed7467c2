"""Who the network is about."""

from dataclasses import dataclass

from graph.identity import content_id
from graph.judgement import Key


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity."""

    text: str
    language: str
    """zh or en."""
    script: str = ""
    """Hans, Hant or Latn."""
    since: str | None = None
    until: str | None = None


def name_of(text: str) -> Name:
    """Return `text` as a name, in the language that its script tells: Chinese as soon as one sign of it is Han."""
    return Name(text, "zh" if any("\u3400" <= sign <= "\u9fff" for sign in text) else "en")


@dataclass(frozen=True, slots=True)
class Entity:
    """A platform, university, enterprise, academician …: one node."""

    id: str
    kind: str
    name: str
    """What people read: a register's own name, else the longest Chinese one, else the longest."""
    subkind: str | None = None
    names: tuple[Name, ...] = ()
    """All names, `name` among them."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """(scheme, value): ror, uscc, wikidata, stock, orcid."""
    region: str | None = None
    region_basis: str | None = None
    """What the region rests on: a claim LOCATED_IN, else the basis of the attribute that states it."""
    sector: str = "X"
    """U, I, G, R or X."""
    academician: bool = False
    placeholder: bool = False
    """A promised or unnamed end: shown and asked, never merged by name, left out of measures."""
    former: tuple[str, ...] = ()
    """Ids of keys that were merged into this one; they still resolve."""

    @property
    def name_en(self) -> str | None:
        """The first English name, if any."""
        return next((name.text for name in self.names if name.language == "en"), None)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name, the one shown included, for look-up."""
        return tuple(dict.fromkeys((self.name, *(name.text for name in self.names))))


def entity_id(key: Key) -> str:
    """Return the id of the entity that begins as `key`."""
    return content_id("e", key.name, key.kind)


def placeholder_id(document: str, claim: str, role: str) -> str:
    """Return the id of the unnamed end of one claim."""
    return content_id("e", "placeholder", document, claim, role)
