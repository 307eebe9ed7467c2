"""Figures by hand, and the same as the scorer that comes with the corpus, on passages that tempt both."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.extract.score import score

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def reference():
    """Return the corpus' own scorer, which shares no line with ours."""
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def name(text, kind="Enterprise", **more):
    return {"text": text, "kind": kind, **more}


def claim(kind, status="signed", quote="甲与乙签约", **roles):
    confidence = {"confidence": roles.pop("confidence")} if "confidence" in roles else {}
    return {"kind": kind, "roles": roles, "status": status, "quote": quote, **confidence}


def figure(low, high, unit="家", relation="equal", modality="achieved", indicator="企业", quote="5家"):
    return {"low": low, "high": high, "unit": unit, "relation": relation, "modality": modality,
            "indicator": indicator, "quote": quote}  # fmt: skip


GOLD = {
    "text": "甲与乙签约,共5家。創(chuàng)新院",
    "mentions": [
        name("甲"), name("甲公司"), name("乙", "University"), name("丙"), name("創(chuàng)新院", "Institute"),
        name("李四", "Person"), name("三家企业", "Group"), name("企业", generic=True),
    ],
    "same": [["甲", "甲公司"]],
    "claims": [
        claim("COOPERATES_WITH", partner=["甲", "乙", "丙"]),
        claim("MEMBER_OF", "operating", member=["三家企业"], whole=[]),
        claim("LEADS", "planned", leader=["甲", "三家企业"], led=["創(chuàng)新院"]),
        claim("APPROVES", "approved", approved=["創新院"]),
    ],
    "quantities": [figure(5, 5), figure(3, None, relation="more")],
    "traps": [
        claim("HOSTS", host=["甲"], hosted=["創(chuàng)新院"]),
        claim("FUNDS", funder=["三家企业"], funded=["丙"]),
    ],
}  # fmt: skip
SAID = {
    "mentions": [
        name("甲", "University"), name("乙", "University"), name("丁"), name("創新院", "Institute"),
        name("李四", "Person"), name("丙", "Group"),
    ],
    "claims": [
        claim("COOPERATES_WITH", confidence=0.9, partner=["甲公司", "乙", "丙"]),
        claim("COOPERATES_WITH", "ended", confidence=0.3, partner=["甲", "丁"], quote="不在文中"),
        claim("LEADS", "operating", confidence=0.55, leader=["甲"], led=["創新院"]),
        claim("HOSTS", confidence=0.95, host=["甲公司"], hosted=["創新院"]),
        claim("MARRIES", wife=["甲"]),
    ],
    "quantities": [figure(5, 5, indicator="公司"), figure(7, 7)],
}  # fmt: skip


def same_figures(reference, pairs):
    """Compare every figure; `pairs` are (gold, said)."""
    rows = []
    for gold, said in (map(reference.with_plain_names, pair) for pair in pairs):
        groups, more = ({m["text"] for m in p["mentions"] if m["kind"] == "Group"} for p in (gold, said))
        bare = reference.without_groups(gold, groups), reference.without_groups(said, groups | more)
        rows.append(reference.score_one(*bare))
    counts, plain = reference.total(rows)
    ours = score(pairs)
    figures = {
        "organisations": ours.organisations,
        "organisations, kind right": ours.kinds_right,
        "persons": ours.persons,
        "claims, pairs": ours.pairs,
        "claims, whole events": ours.events,
        "quantities, number and unit": ours.quantities,
        "quantities, with relation and modality": ours.whole_quantities,
        "quantities, with indicator": ours.indicators,
        **{f"mention {kind}": one for kind, one in ours.by_mention.items()},
        **{f"claim {kind}": one for kind, one in ours.by_kind.items()},
    }
    assert {n: (f.hit, f.said, f.gold) for n, f in figures.items()} == {
        n: (c.hit, c.said, c.gold) for n, c in counts.items()
    }
    assert (ours.status_right, ours.pairs.hit) == (plain["status_right"], plain["status_matched"])
    assert (ours.sprung, ours.traps) == (plain["sprung"], plain["traps"])
    assert (ours.verbatim, ours.quotes) == (plain["verbatim"], plain["quotes"])


def test_by_hand():
    s = score([(GOLD, SAID)])

    assert (s.organisations.hit, s.organisations.said, s.organisations.gold) == (3, 4, 5)  # 甲, 乙, 創新院
    assert s.kinds_right.hit == 2  # 甲 is no university
    assert (s.persons.hit, s.persons.said, s.persons.gold) == (1, 1, 1)
    # 丙 is taken for a group, so of three partners one pair is left; LEADS and HOSTS each one; 甲 with 丁.
    assert (s.pairs.hit, s.pairs.said, s.pairs.gold) == (2, 4, 5)
    assert (s.events.hit, s.events.said, s.events.gold) == (1, 5, 3)
    assert s.status_right == 1
    assert (s.sprung, s.traps) == (1, 2)
    assert (s.quantities.hit, s.whole_quantities.hit, s.indicators.hit) == (1, 1, 0)
    assert (s.verbatim, s.quotes) == (6, 7)


def test_shown_are_the_sure_ones_and_bins_count_what_is_right():
    s = score([(GOLD, SAID)], sure=0.5)

    assert (s.shown.hit, s.shown.said, s.shown.gold) == (2, 3, 5)  # the ended one with .3 is not shown
    assert [(n, b.said, b.right) for n, b in enumerate(s.reliability) if b.said] == [(3, 1, 0), (5, 1, 1), (9, 2, 1)]
    assert s.reliability[9].stated == pytest.approx(1.85)


def test_a_pair_is_as_sure_as_its_surest_claim_and_one_without_a_figure_is_sure():
    said = {**SAID, "claims": [claim("COOPERATES_WITH", partner=["甲", "乙"], confidence=0.2),
                               claim("COOPERATES_WITH", partner=["乙", "甲公司"])]}  # fmt: skip

    s = score([(GOLD, said)])

    assert (s.shown.hit, s.shown.said, s.reliability[9].said) == (1, 1, 1)


def test_nothing_annotated_and_nothing_said_is_zero_and_no_error():
    empty = {"mentions": [], "claims": [], "quantities": []}

    s = score([(empty, empty)])

    assert (s.pairs.f1, s.passages, s.quotes) == (0.0, 1, 0)


def test_every_figure_is_that_of_the_corpus_scorer(reference):
    empty = {"mentions": [], "claims": [], "quantities": []}
    same_figures(reference, [(GOLD, SAID), (GOLD, GOLD), (GOLD, empty), ({**empty, "text": "无"}, SAID)])


FORMS = st.sampled_from(["甲", "乙", "創(chuàng)新院", "創新院", "Acme (US)", "三家企业", "乙(yi)"])
KINDS = st.sampled_from(["Enterprise", "University", "Person", "Group", "Region"])
ROLES = {"COOPERATES_WITH": ["partner"], "LEADS": ["leader", "led"], "APPROVES": ["approver", "approved"]}


@st.composite
def passages(draw):
    forms = draw(st.lists(FORMS, unique=True))
    claims = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(sorted(ROLES)))
        roles = {role: draw(st.lists(FORMS, max_size=3)) for role in ROLES[kind]}
        claims.append(claim(kind, draw(st.sampled_from(["signed", "ended"])), "甲", **roles))
    return {
        "text": "甲与乙",
        "mentions": [name(form, draw(KINDS), generic=draw(st.booleans())) for form in forms],
        "same": draw(st.lists(st.tuples(FORMS, FORMS).map(list), max_size=2)),
        "claims": claims,
        "quantities": [figure(n, n) for n in draw(st.lists(st.integers(1, 3), max_size=2))],
        "traps": claims[:1],
    }


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pairs=st.lists(st.tuples(passages(), passages()), min_size=1, max_size=2))
def test_the_two_scorers_agree_on_anything(reference, pairs):
    same_figures(reference, pairs)
