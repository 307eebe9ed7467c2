"""Claims put together from scored pairs: an agreement of four is one claim, a hall with two hosts two.

    (云岭大学, 种业研究院), (青禾集团, 种业研究院) as CO_BUILDS      one claim, builders 云岭大学 and 青禾集团

Which pairs of a kind are one claim was counted on annotated passages: those that build or join one thing, wherever
the text says so; those that fund one, unless each gives a sum of its own; partners, where every two of them are a pair.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from graph.ontology import ONTOLOGY
from ingest.extract.alternatives import alternatives
from ingest.extract.frame import Frame, Party
from ingest.extract.knowledge import Knowledge
from ingest.extract.matcher import Matcher
from ingest.extract.said import Said
from ingest.extract.status import statuses
from ingest.learned.candidates import CARRIED, KINDS, Actor, Scene
from ingest.learned.cues import FLAGS, STATUSES, Cues

PATTERN = "model"
"""Stands for the pattern of a claim that no rule has read."""
ACROSS = frozenset({"CO_BUILDS", "MEMBER_OF", "TAKES_PART_IN"})
"""Kinds whose claims gather all that are paired with one thing, in the whole text."""
TOGETHER = frozenset({"ORGANISES", "PROMOTES", "FUNDS"})
"""Kinds whose claims gather those that one sentence pairs with one thing."""
LISTED = frozenset({"LEADS"})
"""Kinds whose claims gather those of one list."""
WEAK = 0.6
"""Share of the least probability that the missing pairs of an agreement of several must reach."""
SPREAD = 300
"""Signs over which the evidence of one claim may reach; of more the fullest sentence is shown."""
_TITLE = FLAGS.index("title")
_TITLE_NEAR = 16


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair as a claim of a kind, at its surest place."""

    kind: str
    x: Actor | None
    """Nobody where a thing is approved by nobody named."""
    y: Actor
    scene: Scene
    confidence: float
    statuses: tuple[float, ...]
    """Log-probabilities in the order of `ingest.learned.cues.STATUSES`."""
    rule: Said | None = None
    """What a rule says of the pair as this kind, in this scene."""


def events(frame: Frame, cues: Cues, scored: Sequence[Scored], keep: float) -> list[Said]:
    """Return the claims that pairs of at least `keep` make, in the order of the text.

    Parameters
    ----------
    scored : Sequence of Scored
        Each pair of names once a kind; those below `keep` only fill gaps of agreements of several.
    keep : float
        Least probability of a pair that is said.
    """
    writer = _Writer(frame, cues)
    told = together(scored, keep, frame.same, _apart(frame.knowledge), frame.text)
    said = [writer.claim(pairs) for pairs in told]
    return sorted(said, key=lambda c: (c.start, c.end, c.kind, c.pattern, str(c.roles)))


def uncovered(said: Iterable[Said], candidates: Set[tuple[str, str, str]], keep: float) -> list[Said]:
    """Return what the rules say of pairs that the models never saw: groups, tables, kinds that no list allows."""
    return [
        claim
        for claim in said
        if claim.confidence >= keep and not any(_key(claim, ends) in candidates for ends in claim.pairs)
    ]


def _key(claim: Said, ends: tuple[str, ...]) -> tuple[str, str, str]:
    if len(ends) == 1:
        return claim.kind, "", ends[0]
    first, second = ends if ONTOLOGY.claim(claim.kind).directed else sorted(ends)
    return claim.kind, first, second


# ---------------------------------------------------------------- which pairs are one claim
def together(
    scored: Sequence[Scored], keep: float, same: Mapping[str, str], apart: re.Pattern[str], text: str
) -> list[tuple[Scored, ...]]:
    """Return the pairs of each claim; `same`: short form → full name."""
    groups: dict[tuple[object, ...], list[Scored]] = defaultdict(list)
    for pair in scored:
        if pair.confidence >= keep:
            groups[_group(pair, same)].append(pair)
    weak: dict[int, set[frozenset[str]]] = defaultdict(set)
    for pair in scored:
        if pair.kind == "COOPERATES_WITH" and pair.x and WEAK * keep <= pair.confidence < keep:
            weak[pair.scene.start].add(frozenset((pair.x.name, pair.y.name)))
    found: list[tuple[Scored, ...]] = []
    for (kind, *_), pairs in groups.items():
        if kind == "COOPERATES_WITH":
            found.extend(_agreements(pairs, weak[pairs[0].scene.start]))
        elif kind == "FUNDS":
            found.extend(_contributions(pairs, apart, text))
        else:
            found.append(tuple(pairs))
    return found


def _group(pair: Scored, same: Mapping[str, str]) -> tuple[object, ...]:
    """Return what pairs of one claim share."""
    second = same.get(pair.y.name, pair.y.name)
    if pair.kind == "COOPERATES_WITH":
        return pair.kind, pair.scene.start
    if pair.kind in ACROSS and not pair.y.generic:
        return pair.kind, second
    if pair.kind in ACROSS | TOGETHER:
        return pair.kind, second, pair.scene.start
    if pair.kind in LISTED and pair.x:
        return pair.kind, second, pair.scene.start, pair.x.group
    return pair.kind, second, pair.scene.start, pair.x.name if pair.x else ""


def _agreements(pairs: Sequence[Scored], fills: Set[frozenset[str]]) -> Iterator[tuple[Scored, ...]]:
    """Yield sets of partners of whom every two are a pair, from the surest pair on.

    A pair that is missing is filled in if it is nearly sure enough, and most others of that partner are there.
    """
    links = {frozenset((pair.x.name, pair.y.name)): pair for pair in pairs if pair.x}
    beside: dict[str, set[str]] = defaultdict(set)
    for link in links:
        for name in link:
            beside[name] |= link - {name}
    done: set[frozenset[str]] = set()
    for start in sorted(links, key=lambda link: (-links[link].confidence, sorted(link))):
        if start in done:
            continue
        group = set(start)
        near = beside[min(start)] | beside[max(start)]
        for name in sorted(near - group, key=lambda name: (-len(beside[name]), name)):
            own = [frozenset((name, other)) for other in group]
            there = sum(link in links for link in own)
            if 2 * there > len(own) and all(link in links or link in fills for link in own):
                group.add(name)
        inner = [link for link in links if link <= group] if len(group) > 2 else [start]
        done.update(inner)
        yield tuple(links[link] for link in sorted(inner, key=sorted))


def _contributions(pairs: Sequence[Scored], apart: re.Pattern[str], text: str) -> Iterator[tuple[Scored, ...]]:
    """Yield one round of several investors, or what each of them gives where the text says so."""
    ordered = sorted(pairs, key=lambda pair: (pair.x.start if pair.x else 0, pair.confidence))
    run: list[Scored] = []
    for pair in ordered:
        if run and run[-1].x and pair.x and _own_sum(run[-1].x, pair.x, pair.scene, apart, text):
            yield tuple(run)
            run = []
        run.append(pair)
    yield tuple(run)


def _own_sum(one: Actor, two: Actor, scene: Scene, apart: re.Pattern[str], text: str) -> bool:
    """Return whether a sum stands between two funders, or a word that sets the members of their list apart."""
    for match in apart.finditer(text, scene.start, scene.end):
        between = one.end <= match.start() and match.end() <= two.start
        if match.lastgroup == "amount" and between:
            return True
        if match.lastgroup == "apart" and (between or (one.group == two.group and match.start() >= two.end)):
            return True
    return False


@lru_cache(maxsize=8)
def _apart(knowledge: Knowledge) -> re.Pattern[str]:
    units, signs = alternatives(knowledge.words("amount.unit")), alternatives(knowledge.words("amount.sign"))
    number = "[0-9][0-9,]*(?:\\.[0-9]+)?"
    return re.compile(
        f"(?P<amount>(?:{signs}) ?{number}(?: ?(?:{units})\\b)?|{number}(?:余|多)? ?(?:{units}))"
        f"|(?P<apart>{alternatives(knowledge.words('apart'))})"
    )


# ---------------------------------------------------------------- how a claim is written down
class _Writer:
    def __init__(self, frame: Frame, cues: Cues) -> None:
        self.frame, self.cues = frame, cues
        self.matcher = Matcher(frame.knowledge, frame, statuses(frame.knowledge, frame.document.language))
        self.named: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for item in frame.names:
            self.named[frame.text[item.start : item.end]].append((item.start, item.end))

    def claim(self, pairs: tuple[Scored, ...]) -> Said:
        """Return the claim that some pairs make."""
        kind = pairs[0].kind
        rule = _agreed(pairs)
        scenes = {pair.scene.start: pair.scene for pair in pairs}
        start, end = self._evidence(kind, pairs)
        low = max((at for at in scenes if at <= start), default=start)
        sentence = (low, max(scenes[low].end if low in scenes else end, end))
        status = STATUSES[_likeliest(pairs)]
        beside = self.matcher.beside(kind, start, end, status, sentence)
        if kind == "AFFILIATED_WITH":
            beside |= self._position(pairs[0])
        if kind == "FUNDS":
            beside |= self._amount(pairs)
        if rule:
            kept = {"position": rule.position, "amount": rule.amount, "field": rule.field, "when": rule.when}
            beside |= {name: value for name, value in kept.items() if value}
        sure = sum(pair.confidence for pair in pairs) / len(pairs)
        pattern = rule.pattern if rule else PATTERN
        return Said(kind, self._roles(kind, pairs), status, start, end, round(sure, 3), pattern, **beside)

    def _roles(self, kind: str, pairs: Sequence[Scored]) -> tuple[tuple[str, tuple[Party, ...]], ...]:
        roles = ONTOLOGY.claim(kind).roles
        sides: list[dict[str, Party]] = [{}, {}]
        ordered = sorted(pairs, key=lambda pair: (pair.scene.start, pair.x.index if pair.x else 0, pair.y.index))
        for pair in ordered:
            ends = (pair.x, pair.y) if pair.x and pair.x.index <= pair.y.index else (pair.y, pair.x)
            told = ends if len(roles) == 1 else (pair.x, pair.y)
            for number, actor in enumerate(told):
                if actor:
                    sides[0 if len(roles) == 1 else number].setdefault(actor.name, self._party(actor, pair.scene))
        filled = zip(roles, sides, strict=False)
        return tuple((role, tuple(parties.values())) for role, parties in filled if parties)

    def _party(self, actor: Actor, scene: Scene) -> Party:
        """Return who an actor is, and where the name stands: of one that is pointed at or carried, the last place."""
        if not actor.how:
            return Party(actor.name, actor.kind, actor.start, actor.end, actor.generic)
        places = self.named.get(actor.name, [])
        before = [place for place in places if place[1] <= scene.end]
        start, end = before[-1] if before else places[0] if places else (None, None)
        return Party(actor.name, actor.kind, start, end, actor.generic)

    def _evidence(self, kind: str, pairs: Sequence[Scored]) -> tuple[int, int]:
        """Return the shortest stretch that holds those who stand in the sentence and the nearest cue of the kind."""
        spans = [self._stretch(kind, pair) for pair in pairs]
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        if end - start <= SPREAD:
            return start, end
        by_scene: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for pair, span in zip(pairs, spans, strict=True):
            by_scene[pair.scene.start].append(span)
        fullest = max(by_scene.values(), key=lambda told: (len(told), -told[0][0]))
        return min(a for a, _ in fullest), max(b for _, b in fullest)

    def _stretch(self, kind: str, pair: Scored) -> tuple[int, int]:
        standing = [actor for actor in (pair.x, pair.y) if actor and actor.how not in CARRIED]
        start = min((actor.start for actor in standing), default=pair.scene.start)
        end = max((actor.end for actor in standing), default=pair.scene.end)
        if pair.rule and pair.scene.start <= pair.rule.start and pair.rule.end <= pair.scene.end:
            return min(start, pair.rule.start), max(end, pair.rule.end)
        first, last = self.cues.start.searchsorted([pair.scene.start, pair.scene.end]).tolist()
        column = KINDS.index(kind)
        cues = [
            (int(self.cues.start[at]), int(self.cues.end[at]))
            for at in range(first, last)
            if self.cues.kinds[at, column]
        ]
        if not cues or any(start <= a and b <= end for a, b in cues):
            return start, end
        a, b = min(cues, key=lambda cue: max(start - cue[1], cue[0] - end))
        if max(start - b, a - end) <= SPREAD // 5:
            return min(start, a), max(end, b)
        return start, end

    def _position(self, pair: Scored) -> dict[str, str]:
        """Return the title that stands between person and organisation, or after the second of them."""
        if pair.x is None or pair.x.how or pair.y.how in CARRIED:
            return {}
        one, two = sorted((pair.x, pair.y), key=lambda actor: actor.start)
        low, high = self.cues.start.searchsorted([one.end, min(two.end + _TITLE_NEAR, pair.scene.end)]).tolist()
        titles = [
            (int(self.cues.start[at]), int(self.cues.end[at])) for at in range(low, high) if self.cues.flags[at, _TITLE]
        ]
        inside = [span for span in titles if span[1] <= two.start]
        text = self.frame.text
        if inside and one is pair.y:
            return {"position": text[one.end : inside[-1][1]].strip(" ,、的")}
        if inside:
            return {"position": text[inside[0][0] : inside[-1][1]]}
        after = [span for span in titles if span[0] >= two.end]
        if after and two is pair.y:
            return {"position": text[two.end : after[0][1]].strip(" ,、的")}
        return {}

    def _amount(self, pairs: Sequence[Scored]) -> dict[str, str]:
        """Return the sum that follows the last funder, else the only one of the sentence."""
        scene = pairs[-1].scene
        found = _apart(self.frame.knowledge).finditer(self.frame.text, scene.start, scene.end)
        sums = [match for match in found if match.lastgroup == "amount"]
        funders = [pair.x for pair in pairs if pair.x and not pair.x.how]
        after = [match for match in sums if funders and match.start() >= max(actor.end for actor in funders)]
        chosen = after or (sums if len(sums) == 1 else [])
        return {"amount": chosen[0].group().strip()} if chosen else {}


def _agreed(pairs: Sequence[Scored]) -> Said | None:
    """Return the surest rule that says one of the pairs."""
    rules = [pair.rule for pair in pairs if pair.rule]
    return max(rules, key=lambda rule: rule.confidence) if rules else None


def _likeliest(pairs: Sequence[Scored]) -> int:
    sums = [sum(pair.statuses[status] for pair in pairs) for status in range(len(STATUSES))]
    return max(range(len(sums)), key=sums.__getitem__)
