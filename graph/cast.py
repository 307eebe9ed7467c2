"""Who takes part: every participant of every claim gets its entity, unnamed ends too.

A named participant is the entity that its (name, kind) resolves to. A counted group is one node a claim. A generic or
missing end of a claim whose other end is named becomes a *placeholder*, named from the claim (浙江大学的分中心): it is
shown and asked, never merged by name, and left out of measures.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from graph.claim import Claim, Participant, Quantity
from graph.document import Attribute
from graph.entity import Entity, Name, entity_id, name_of, placeholder_id
from graph.judgement import Key
from graph.ontology import ONTOLOGY
from graph.resolution import Resolution

# Of several claims that speak of one unnamed thing, those of the first kind here name it, one thing a claim:
# 推动设立甲、乙的分中心 promotes two things, the branch of 甲 and the branch of 乙. Other kinds point at all of these.
NAMING_KINDS = ("BRANCH_OF", "PART_OF", "HOSTS", "CO_BUILDS", "LEADS", "FUNDS", "MEMBER_OF")

# What a missing end is taken for; where nothing better is known, an unnamed set of actors.
MISSING_KIND = {"approver": "Agency", "event": "Event", "place": "Region", "person": "Person"}
MISSING_THING = frozenset(
    {"built", "led", "whole", "hosted", "promoted", "approved", "funded", "part", "branch", "new", "old"}
)
NAMED_AFTER = 3  # how many names a placeholder's own name recites


@dataclass(frozen=True, slots=True)
class _Unnamed:
    name: str
    kind: str
    placeholder: bool
    language: str


@dataclass
class Cast:
    """All entities met while claims are resolved."""

    resolution: Resolution
    languages: Mapping[str, str]
    """Document id → zh or en: the language in which its unnamed ends are named."""
    _named: dict[str, Key] = field(default_factory=dict)
    _unnamed: dict[str, _Unnamed] = field(default_factory=dict)

    def resolve(self, claims: Sequence[Claim]) -> list[Claim]:
        """Return the claims with an entity for each participant; those that name nobody are left out."""
        speaking = [claim for claim in claims if any(not p.generic for p in claim.participants)]
        owners, told = _owners(speaking), _told(speaking)
        return [self._resolved(claim, owners, told) for claim in speaking]

    def resolve_quantity(self, quantity: Quantity) -> Quantity:
        """Return the quantity with the entity of its scope, where the scope is known."""
        if quantity.scope is None or quantity.scope_kind is None:
            return quantity
        return replace(quantity, entity=self._entity_of(Key(quantity.scope, quantity.scope_kind)))

    def entities(self, attributes: Iterable[Attribute], claims: Iterable[Claim]) -> list[Entity]:
        """Return every entity met, with what documents and registers state of it."""
        stated: dict[Key, list[Attribute]] = defaultdict(list)
        for attribute in attributes:
            stated[self.resolution.root(Key(attribute.name, attribute.kind))].append(attribute)
        places = _places(claims)
        made = []
        for id, key in self._named.items():
            entity = self._entity(id, key, stated[key], places.get(id))
            # Hohhot is 呼和浩特市 where a judgement says so: by two names it would be two regions to the measures.
            made.append(replace(entity, region=self._region_name(entity.region, stated)) if entity.region else entity)
        for id, unnamed in self._unnamed.items():
            made.append(
                Entity(
                    id,
                    unnamed.kind,
                    unnamed.name,
                    names=(Name(unnamed.name, unnamed.language),),
                    sector=ONTOLOGY.kind(unnamed.kind).sector,
                    placeholder=unnamed.placeholder,
                )
            )
        return made

    def _region_name(self, name: str, stated: Mapping[Key, Sequence[Attribute]]) -> str:
        """Return the name that people read of a region, whatever name of it a source used."""
        root = self.resolution.root(Key(name, "Region"))
        return _shown(self.resolution.members(root), stated.get(root, ())).name

    # ------------------------------------------------------------------ participants

    def _resolved(
        self, claim: Claim, owners: Mapping[tuple[str, int], Sequence[Claim]], told: Set[tuple[str, str, str, str]]
    ) -> Claim:
        participants: list[Participant] = []
        for p in claim.participants:
            if p.kind == "Group":
                participants.append(replace(p, entity=self._group(claim, p)))
            elif not p.generic:
                participants.append(replace(p, entity=self._entity_of(Key(p.name, p.kind))))
            else:
                namers = owners.get(_place(claim, p), (claim,))
                for owner in (claim,) if claim in namers else namers:
                    role = p.role if owner is claim else _role_at(owner, _place(claim, p), p.role)
                    participants.append(replace(p, entity=self._placeholder(owner, role, p.name, p.kind)))
        for role in ONTOLOGY.claim(claim.kind).roles:
            filled = sum(p.role == role for p in claim.participants)
            elsewhere = any((claim.document, claim.kind, role, p.name) in told for p in claim.participants)
            if filled < _least(claim.kind) and not elsewhere:
                participants.append(self._missing(claim, role))
        return replace(claim, participants=tuple(participants))

    def _entity_of(self, key: Key) -> str:
        root = self.resolution.root(key)
        id = entity_id(root)
        self._named[id] = root
        return id

    def _group(self, claim: Claim, p: Participant) -> str:
        id = placeholder_id(claim.document, claim.id, f"{p.role} {p.name}")
        self._unnamed[id] = _Unnamed(p.name, "Group", False, self.languages.get(claim.document, "zh"))
        return id

    def _missing(self, claim: Claim, role: str) -> Participant:
        kind = MISSING_KIND.get(role, "Platform" if role in MISSING_THING else "Group")
        language = self.languages.get(claim.document, "zh")
        surface = ONTOLOGY.kind(kind).label.in_(language)
        id = self._placeholder(claim, role, surface, kind)
        return Participant(role, self._unnamed[id].name, kind, generic=True, entity=id)

    def _placeholder(self, claim: Claim, role: str, surface: str, kind: str) -> str:
        id = placeholder_id(claim.document, claim.id, role)
        language = self.languages.get(claim.document, "zh")
        others = [p.name for p in claim.participants if not p.generic and (p.role != role or role == "partner")]
        others = others or [p.name for p in claim.participants if not p.generic]
        comma, more = ("、", "等") if language == "zh" else (", ", " and others")
        other = comma.join(others[:NAMED_AFTER]) + (more if len(others) > NAMED_AFTER else "")
        template = ONTOLOGY.claim(claim.kind).unnamed[role].in_(language)
        self._unnamed[id] = _Unnamed(template.format(other=other, surface=surface), kind, True, language)
        return id

    # ------------------------------------------------------------------ entities

    def _entity(self, id: str, root: Key, stated: Sequence[Attribute], place: str | None) -> Entity:
        keys = self.resolution.members(root)
        shown = _shown(keys, stated)
        called = [a.value for a in stated if a.property == "name_en"] + [k.name for k in keys]
        texts = [shown.name, *called, *(a.value for a in stated if a.property == "alias")]
        region, basis = _region(stated, place)
        return Entity(
            id=id,
            kind=shown.kind,
            name=shown.name,
            subkind=_most_stated(stated, "subkind"),
            names=tuple(name_of(text) for text in dict.fromkeys(texts)),
            identifiers=tuple(
                sorted(
                    {
                        (a.property, a.value)
                        for a in stated
                        if a.property in ("ror", "uscc", "wikidata", "stock", "orcid")
                    }
                )
            ),
            region=region,
            region_basis=basis,
            sector=_most_stated(stated, "sector") or ONTOLOGY.kind(shown.kind).sector,
            academician=any(a.property == "academician" for a in stated),
            former=tuple(entity_id(key) for key in keys if key != root),
        )


def _owners(claims: Sequence[Claim]) -> dict[tuple[str, int], list[Claim]]:
    """Return place of an unnamed thing → the claims that name it."""
    speaking: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        for p in claim.participants:
            if p.generic and p.start is not None:
                speaking[_place(claim, p)].append(claim)
    best = {place: min(_naming_rank(claim) for claim in spoken) for place, spoken in speaking.items()}
    return {
        place: [claim for claim in spoken if _naming_rank(claim) == best[place]] for place, spoken in speaking.items()
    }


def _told(claims: Sequence[Claim]) -> set[tuple[str, str, str, str]]:
    """Return (document, kind, role, name) where a claim fills `role` beside `name`.

    A document that says 获批 in one sentence and names the approver in another leaves nobody unnamed.
    """
    return {
        (claim.document, claim.kind, p.role, other.name)
        for claim in claims
        for p in claim.participants
        for other in claim.participants
        if p is not other
    }


def _least(kind: str) -> int:
    """Return how many participants a role needs before nobody is missing: two partners, one of all else."""
    return 1 if ONTOLOGY.claim(kind).directed else 2


def _place(claim: Claim, p: Participant) -> tuple[str, int]:
    # An unnamed end that stands nowhere in the text has no neighbours: -1 is nobody's place.
    return claim.document, -1 if p.start is None else p.start


def _role_at(claim: Claim, place: tuple[str, int], role: str) -> str:
    """Return the role of the unnamed end that stands at a place of a claim; `role` where none does."""
    return next((q.role for q in claim.participants if q.generic and _place(claim, q) == place), role)


def _naming_rank(claim: Claim) -> int:
    return NAMING_KINDS.index(claim.kind) if claim.kind in NAMING_KINDS else len(NAMING_KINDS)


def _shown(keys: Sequence[Key], stated: Sequence[Attribute]) -> Key:
    """Return the key that people read: a register's own name, else the longest Chinese one, else the longest."""
    official = {Key(a.name, a.kind) for a in stated if a.basis == "register"}
    return min(keys, key=lambda k: (k not in official, name_of(k.name).language != "zh", -len(k.name), k))


def _places(claims: Iterable[Claim]) -> dict[str, str]:
    """Return entity → the region in which a claim says it stands."""
    places: dict[str, str] = {}
    for claim in claims:
        if claim.kind == "LOCATED_IN":
            region = next((p.name for p in claim.in_role("place") if p.kind == "Region" and not p.generic), None)
            for p in claim.in_role("located"):
                if region and p.entity:
                    places.setdefault(p.entity, region)
    return places


def _region(stated: Sequence[Attribute], place: str | None) -> tuple[str | None, str | None]:
    for basis in ("register", "stated"):
        for a in stated:
            if a.property == "region" and a.basis == basis:
                return a.value, basis
    if place:
        return place, "LOCATED_IN"
    found = next(((a.value, a.basis) for a in stated if a.property == "region"), None)
    return found or (None, None)


def _most_stated(stated: Sequence[Attribute], property: str) -> str | None:
    said = Counter(a.value for a in stated if a.property == property)
    return min(said, key=lambda value: (-said[value], value)) if said else None
