"""What verdicts on claims come to: chains of corrections, taken back and judged again; worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.claim import Claim, Participant, claim_id
from graph.correction import corrected, replaced, reviewed_name, verdicts, with_claims
from graph.document import Document, document_id
from graph.errors import JudgementError, OntologyError
from graph.judgement import Verdict, on_claims
from graph.reading import Reading

TEXT = "青禾集团牵头组建联合体,云岭农业大学参加。\n岭盾重工没有参加。"
FIRM = Participant("leader", "青禾集团", "Enterprise", 0, 4)
BODY = Participant("led", "联合体", "Consortium", 8, 11, generic=True)
UNIVERSITY = Participant("leader", "云岭农业大学", "University", 12, 18)
ELSEWHERE = Participant("leader", "岭盾重工", "Enterprise", 22, 26)


def a_claim(kind="LEADS", people=(FIRM, BODY), status="operating", **more):
    id = claim_id("d1", kind, people, status, 0, 11, None)
    return Claim(id, "d1", kind, people, status, 0, 11, TEXT[:11], **more)


def judged(*steps):
    return [on_claims(verdict, (claim.id,), "li", "") for verdict, claim in steps]


def test_a_correction_keeps_its_sentence_and_names_what_it_replaces():
    wrong = a_claim(confidence=0.4, pattern="leads/verb", field="种业")

    right = corrected(wrong, TEXT, status="building", roles={})

    assert (right.kind, right.status, right.quote, right.field) == (
        "LEADS",
        "building",
        "青禾集团牵头组建联合体",
        "种业",
    )
    assert (right.confidence, right.pattern, replaced(right), replaced(wrong)) == (
        1.0,
        f"review/{wrong.id}",
        wrong.id,
        None,
    )
    assert right.id == claim_id("d1", "LEADS", (FIRM, BODY), "building", 0, 11, None)


def test_the_quote_grows_to_whom_a_person_adds_from_the_same_line_only():
    near, far = ({"leader": [FIRM, other]} for other in (UNIVERSITY, ELSEWHERE))

    assert corrected(a_claim(), TEXT, roles=near).quote == "青禾集团牵头组建联合体,云岭农业大学"
    assert corrected(a_claim(), TEXT, roles=far).quote == "青禾集团牵头组建联合体"


def test_another_kind_takes_its_own_roles_and_drops_the_sum():
    wrong = a_claim("FUNDS", (Participant("funder", "青禾集团", "Enterprise", 0, 4),), amount="3亿元")

    right = corrected(wrong, TEXT, kind="LEADS", roles={"leader": [FIRM], "led": [BODY]})

    assert (right.names("leader"), right.names("led"), right.names("funder")) == (("青禾集团",), ("联合体",), ())
    assert right.amount is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"roles": {}}, "says just that"),
        ({"roles": {"partner": [FIRM]}}, "LEADS has no role partner. It has leader and led."),
        (
            {"kind": "HOSTS", "roles": {"host": [FIRM, UNIVERSITY]}},
            "Only one may fill the role host of HOSTS. Name one.",
        ),
        ({"kind": "COOPERATES_WITH", "roles": {}}, "Nobody fills a role of COOPERATES_WITH"),
    ],
)
def test_what_is_no_correction_is_said(change, says):
    with pytest.raises(JudgementError, match=says):
        corrected(a_claim(), TEXT, **change)


@pytest.mark.parametrize("change", [{"kind": "MARRIES"}, {"status": "dreamt"}])
def test_a_word_that_the_ontology_does_not_know_is_refused(change):
    with pytest.raises(OntologyError):
        corrected(a_claim(), TEXT, roles={}, **change)


def test_an_accepted_correction_replaces_and_one_taken_back_counts_for_nothing():
    wrong = a_claim()
    right = corrected(wrong, TEXT, status="planned", roles={})

    holding = verdicts([wrong, right], judged((Verdict.ACCEPT, right)))
    undone = verdicts([wrong, right], [])

    assert (holding.accepted, holding.out, holding.replaced) == ({right.id}, {wrong.id}, {wrong.id})
    assert (undone.out, undone.withdrawn, undone.rejected) == ({right.id}, {right.id}, frozenset())


def test_of_a_chain_of_corrections_the_last_that_holds_stands():
    first = a_claim()
    second = corrected(first, TEXT, status="planned", roles={})
    third = corrected(second, TEXT, status="signed", roles={})
    chain = [first, second, third]

    both = verdicts(chain, judged((Verdict.ACCEPT, second), (Verdict.ACCEPT, third)))
    last_undone = verdicts(chain, judged((Verdict.ACCEPT, second)))
    middle_undone = verdicts(chain, judged((Verdict.ACCEPT, third)))

    assert both.out == {first.id, second.id}
    assert last_undone.out == {first.id, third.id}
    assert middle_undone.out == {first.id, second.id}


def test_a_rejected_correction_leaves_and_what_it_replaced_comes_back():
    wrong = a_claim()
    right = corrected(wrong, TEXT, status="planned", roles={})

    assert verdicts([wrong, right], judged((Verdict.ACCEPT, right), (Verdict.REJECT, right))).out == {right.id}


@given(st.lists(st.sampled_from(["planned", "signed", "ended", "approved"]), unique=True), st.data())
def test_of_one_sentence_never_more_than_one_claim_stands(statuses, data):
    chain = [a_claim()]
    for status in statuses:
        chain.append(corrected(chain[-1], TEXT, status=status, roles={}))
    accepted = data.draw(st.sets(st.sampled_from(chain[1:]), max_size=len(chain))) if statuses else set()

    out = verdicts(chain, judged(*((Verdict.ACCEPT, c) for c in chain if c in accepted))).out

    standing = [c for c in chain if c.id not in out]
    assert standing == [max(accepted, key=chain.index, default=chain[0])]


def test_a_persons_claim_stands_in_the_place_of_the_same_one_by_a_reader():
    sha = "0" * 64
    document = Document(
        document_id(sha), sha, "a.txt", None, None, None, None, "zh", "text/plain", "utf-8", TEXT, "t@1"
    )
    read, other = a_claim(confidence=0.3), a_claim(status="ended")
    said = a_claim(confidence=1.0, pattern="review/c1")

    made = with_claims(Reading(document, "rules@1", claims=(read, other)), [said], "rules@1+review")

    assert (made.claims, made.extractor) == ((other, said), "rules@1+review")


def test_readings_with_corrections_are_numbered_after_the_reader():
    assert reviewed_name("rules@1", 1) == "rules@1+review"
    assert reviewed_name("rules@1+review", 2) == "rules@1+review2"
    assert reviewed_name("rules@1+review12", 13) == "rules@1+review13"
