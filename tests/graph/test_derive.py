"""Claims and judgements become entities, ties and views; expected values are worked by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.claim import Claim, Participant, Quantity, claim_id, first_day, quantity_id, span
from graph.derive import derive
from graph.document import Attribute, Document, document_id
from graph.entity import entity_id
from graph.errors import EntityUnknown
from graph.judgement import Key, Verdict, on_claims, pair
from graph.network import View
from graph.reading import Reading

CAAS, FIRM, CITY = ("中国农业科学院", "Institute"), ("青禾集团", "Enterprise"), ("青城市", "Region")


def someone(role, name, kind, start=None, generic=False):
    return Participant(role, name, kind, start, None if start is None else start + len(name), generic)


def says(number, published, *claims, quantities=(), attributes=(), language="zh"):
    """Return a reading of one document; a claim is (kind, participants, status, more)."""
    sha = f"{number:064x}"
    document = Document(
        document_id(sha),
        sha,
        f"{number}.txt",
        None,
        None,
        published,
        None,
        language,
        "text/plain",
        "utf-8",
        "…",
        "text@1",
    )
    made = []
    for kind, participants, status, *more in claims:
        options = more[0] if more else {}
        id = claim_id(document.id, kind, participants, status, 0, 1, options.get("when"))
        made.append(Claim(id, document.id, kind, participants, status, 0, 1, "…", **options))
    figures = [
        Quantity(
            quantity_id(document.id, i, 0, 1, n, n),
            document.id,
            i,
            n,
            n,
            "家",
            "equal",
            "achieved",
            None,
            0,
            1,
            "…",
            *scope,
        )
        for i, n, *scope in quantities
    ]
    stated = tuple(Attribute(document.id, n, k, p, v, basis, 0, 1) for n, k, p, v, basis in attributes)
    return Reading(document, "rules@1", claims=tuple(made), quantities=tuple(figures), attributes=stated)


def together(status, **more):
    return "COOPERATES_WITH", (someone("partner", *CAAS, 0), someone("partner", *FIRM, 10)), status, more


def test_a_tie_takes_the_newest_word_and_keeps_the_history():
    network = derive(
        [
            says(2, date(2024, 9, 1), together("operating", when="2024-08")),
            says(1, date(2023, 5, 30), together("signed")),
        ],
        [],
        View(),
    )

    (tie,) = network.ties

    assert (tie.status, tie.since, tie.asserted, tie.weight) == ("operating", "2024-08", date(2024, 9, 1), 2)
    assert [(a.published, a.status) for a in tie.history] == [
        (date(2023, 5, 30), "signed"),
        (date(2024, 9, 1), "operating"),
    ]
    assert not tie.directed


def test_as_of_shows_what_was_said_by_that_day():
    readings = [says(1, date(2023, 5, 30), together("signed")), says(2, date(2024, 9, 1), together("operating"))]

    network = derive(readings, [], View(as_of=date(2023, 12, 31)))

    assert [t.status for t in network.ties] == ["signed"]
    assert network.view.left_out == {"later documents": 1}


def test_as_of_knows_no_attribute_that_a_later_document_states():
    reading = says(1, date(2023, 5, 30), together("signed"))
    document = says(2, date(2024, 9, 1), together("operating"))
    stated = Attribute(document.document.id, *FIRM, "region", "青城市", "stated", 0, 1)
    later = replace(document, attributes=(stated,))

    now, then = derive([reading, later], [], View()), derive([reading, later], [], View(as_of=date(2023, 12, 31)))

    assert (now.named(FIRM[0]).region, then.named(FIRM[0]).region) == ("青城市", None)


def test_a_view_holds_no_claim_of_other_kinds_or_statuses_though_no_tie_comes_of_it():
    both = (someone("promoter", *FIRM), someone("promoted", "青禾公司", "Enterprise"))
    readings = [says(1, date(2023, 5, 30), together("signed"), ("PROMOTES", both, "planned"))]
    same = [pair(Verdict.SAME, Key(*FIRM), Key("青禾公司", "Enterprise"), "li", "")]

    def kinds(**asked):
        return sorted(claim.kind for claim in derive(readings, same, View(**asked)).claims)

    assert kinds() == ["COOPERATES_WITH", "PROMOTES"]
    assert kinds(kinds=frozenset({"COOPERATES_WITH"})) == ["COOPERATES_WITH"]
    assert kinds(statuses=frozenset({"signed"})) == ["COOPERATES_WITH"]


def test_of_one_day_the_later_step_of_the_lifecycle_holds():
    readings = [says(1, date(2023, 5, 30), together("operating")), says(2, date(2023, 5, 30), together("planned"))]

    assert derive(readings, [], View()).ties[0].status == "operating"


def test_undated_documents_count_without_a_day_and_are_counted_out_with_one():
    readings = [says(1, None, together("operating")), says(2, date(2023, 5, 30), together("signed"))]

    whole, dated = derive(readings, [], View()), derive(readings, [], View(as_of=date(2023, 12, 31)))

    assert (whole.ties[0].status, whole.ties[0].weight) == ("signed", 2)
    assert (dated.ties[0].weight, dated.view.left_out["undated documents"]) == (1, 1)


def test_since_is_the_earliest_date_of_the_present_status_as_written():
    readings = [
        says(1, date(2024, 1, 1), together("operating", when="2023-05")),
        says(2, date(2024, 2, 1), together("operating", when="2023")),
        says(3, date(2023, 1, 1), together("signed", when="2021")),
    ]

    assert derive(readings, [], View()).ties[0].since == "2023"


def test_builders_of_one_thing_are_not_thereby_partners():
    built = (someone("builder", *CAAS, 0), someone("builder", *FIRM, 10), someone("built", "草种中心", "Platform", 20))

    network = derive([says(1, date(2024, 1, 1), ("CO_BUILDS", built, "operating"))], [], View())

    assert [t.kind for t in network.ties] == ["CO_BUILDS", "CO_BUILDS"]
    assert {t.target for t in network.ties} == {entity_id(Key("草种中心", "Platform"))}


def test_partners_of_one_agreement_are_tied_pair_by_pair():
    partners = tuple(someone("partner", name, "Enterprise", i) for i, name in enumerate("甲乙丙丁"))

    network = derive([says(1, date(2024, 1, 1), ("COOPERATES_WITH", partners, "signed"))], [], View())

    assert len(network.ties) == 6
    assert len(network.claims) == 1


def test_promised_branches_are_one_a_parent_and_what_the_city_promotes():
    # 正在推动设立甲中心、乙中心的分中心: one unnamed 分中心 in the text, two branches in the world.
    branch = someone("branch", "分中心", "Platform", 30, generic=True)
    network = derive(
        [
            says(
                1,
                date(2023, 5, 30),
                ("PROMOTES", (someone("promoter", *CITY), replace(branch, role="promoted")), "promoting"),
                ("BRANCH_OF", (branch, someone("parent", "甲中心", "Platform", 5)), "promoting"),
                ("BRANCH_OF", (branch, someone("parent", "乙中心", "Platform", 15)), "promoting"),
            )
        ],
        [],
        View(),
    )

    unnamed = {e.id: e.name for e in network.entities if e.placeholder}
    assert sorted(unnamed.values()) == ["乙中心的分中心", "甲中心的分中心"]
    assert {t.target for t in network.ties if t.kind == "PROMOTES"} == set(unnamed)
    branches = [(unnamed[t.source], network.entity(t.target).name) for t in network.ties if t.kind == "BRANCH_OF"]
    assert sorted(branches) == [("乙中心的分中心", "乙中心"), ("甲中心的分中心", "甲中心")]


def test_an_unnamed_partner_of_a_signed_thing_is_a_placeholder_of_its_own_in_each_document():
    signed = ("CO_BUILDS", (someone("built", "智能制造院士工作站", "Platform", 0),), "signed")

    network = derive([says(1, date(2023, 5, 30), signed), says(2, date(2023, 6, 30), signed)], [], View())

    assert [e.name for e in network.entities if e.placeholder] == ["智能制造院士工作站的建设方"] * 2
    assert len({e.id for e in network.entities}) == 3


def test_an_approver_named_in_another_sentence_is_not_missing():
    centre = ("草种中心", "Platform")
    bare = ("APPROVES", (someone("approved", *centre, 0),), "approved")
    full = ("APPROVES", (someone("approver", "科学技术部", "Agency", 20), someone("approved", *centre, 30)), "approved")

    network = derive([says(1, date(2026, 1, 24), bare, full)], [], View())

    assert [e.name for e in network.entities] == ["科学技术部", "草种中心"]
    assert (len(network.ties), len(network.claims)) == (1, 2)


@pytest.mark.parametrize("start", [None, 3], ids=["carried", "in the text"])
def test_an_unnamed_end_without_a_place_keeps_its_role(start):
    branch, parent = someone("branch", "甲中心", "Platform", start), someone("parent", "中心", "Platform", generic=True)

    network = derive([says(1, date(2023, 5, 30), ("BRANCH_OF", (branch, parent), "operating"))], [], View())

    assert [e.name for e in network.entities if e.placeholder] == ["甲中心的本部"]


def test_placeholders_are_named_in_the_language_of_their_document():
    branch = (
        someone("branch", "branch", "Platform", 5, generic=True),
        someone("parent", "Yunling University", "University", 20),
    )

    network = derive([says(1, None, ("BRANCH_OF", branch, "planned"), language="en")], [], View())

    assert [e.name for e in network.entities if e.placeholder] == ["branch of Yunling University"]


def test_a_counted_group_is_one_node_a_claim_and_never_expanded():
    leads = (
        "LEADS",
        (someone("leader", "11位院士", "Group", 0), someone("led", "乳创中心", "Platform", 8)),
        "operating",
    )

    network = derive([says(1, date(2023, 1, 1), leads), says(2, date(2024, 1, 1), leads)], [], View())

    groups = [e for e in network.entities if e.kind == "Group"]
    assert [(g.name, g.placeholder) for g in groups] == [("11位院士", False)] * 2


def test_a_claim_that_names_nobody_is_left_out_and_counted():
    nobody = (
        someone("builder", "高校院所", "University", 0, generic=True),
        someone("built", "工作站", "Platform", 9, generic=True),
    )

    network = derive([says(1, None, ("CO_BUILDS", nobody, "planned"))], [], View())

    assert network.ties == ()
    assert network.view.left_out == {"claims that name nobody": 1}


def test_names_judged_the_same_are_one_entity_and_former_ids_still_resolve():
    short, full = Key("中国农科院", "Institute"), Key("中国农业科学院", "Institute")
    readings = [
        says(
            1,
            date(2023, 1, 1),
            (
                "COOPERATES_WITH",
                (someone("partner", short.name, short.kind, 0), someone("partner", *FIRM, 9)),
                "signed",
            ),
        ),
        says(2, date(2024, 1, 1), together("operating")),
    ]

    network = derive(readings, [pair(Verdict.SAME, short, full, "rule:register@1", "")], View())

    (tie,) = network.ties
    assert tie.weight == 2
    caas = network.named("中国农科院")
    assert caas.name == "中国农业科学院"
    assert network.entity(entity_id(short)) is network.entity(entity_id(full)) is caas


def test_different_blocks_a_merge_even_through_others():
    a, b, c = (Key(name, "Platform") for name in ("乳业中心", "乳草中心", "草业中心"))
    promotes = [
        ("PROMOTES", (someone("promoter", *CITY), someone("promoted", k.name, k.kind, 5)), "building")
        for k in (a, b, c)
    ]
    readings = [says(1, None, *promotes)]
    judgements = [
        pair(Verdict.SAME, a, b, "rule:x@1", ""),
        pair(Verdict.SAME, b, c, "li", ""),
        pair(Verdict.DIFFERENT, a, c, "li", ""),
    ]

    network = derive(readings, judgements, View())

    # The person's b = c is heard first; the rule's a = b would then join a and c, and is left out.
    assert network.named("乳业中心").id != network.named("乳草中心").id == network.named("草业中心").id


def test_a_claim_that_is_not_sure_waits_for_review_until_somebody_accepts_it():
    reading = says(1, None, together("signed"))
    unsure = replace(reading, claims=tuple(replace(c, confidence=0.3) for c in reading.claims))
    accepted = on_claims(Verdict.ACCEPT, (reading.claims[0].id,), "li", "原文明确")

    waiting, shown = derive([unsure], [], View(sure=0.5)), derive([unsure], [accepted], View(sure=0.5))

    assert (waiting.ties, waiting.view.left_out) == ((), {"claims to review": 1})
    assert [t.status for t in shown.ties] == ["signed"]


def test_claims_and_figures_carry_what_their_sentences_say_around_them():
    reading = says(1, date(2023, 1, 1), together("signed"), quantities=[("平台", 2)])
    text = "会议召开。会上签约，后解除。"
    start = text.index("签约")
    at = {"start": start, "end": start + 2, "quote": "签约"}
    claims = tuple(replace(c, **at) for c in reading.claims)
    figures = tuple(replace(q, **at) for q in reading.quantities)
    document = replace(reading.document, text=text)

    network = derive([replace(reading, document=document, claims=claims, quantities=figures)], [], View())

    for said in (*network.claims, *network.quantities):
        assert (said.before, said.quote, said.after) == ("会上", "签约", "，后解除。")
        assert said.sentence == "会上签约，后解除。"


def test_a_rejected_claim_leaves_the_network_and_is_counted():
    reading = says(1, None, together("signed"))

    network = derive([reading], [on_claims(Verdict.REJECT, (reading.claims[0].id,), "li", "误读")], View())

    assert (network.ties, network.entities, network.view.left_out) == ((), (), {"rejected claims": 1})


def test_statuses_and_kinds_filter_ties_and_count_what_they_leave_out():
    promotes = ("PROMOTES", (someone("promoter", *CITY), someone("promoted", "草种中心", "Platform", 3)), "promoting")
    readings = [says(1, date(2024, 1, 1), together("signed"), promotes)]

    by_status = derive(readings, [], View(statuses=frozenset({"signed", "operating"})))
    by_kind = derive(readings, [], View(kinds=frozenset({"Institute", "Enterprise"})))
    by_tie = derive(readings, [], View(kinds=frozenset({"PROMOTES"})))

    assert [t.kind for t in by_status.ties] == ["COOPERATES_WITH"]
    assert by_status.view.left_out == {"entities without a tie": 2, "ties promoting": 1}
    assert [t.kind for t in by_kind.ties] == ["COOPERATES_WITH"]
    assert [t.kind for t in by_tie.ties] == ["PROMOTES"]


def test_without_takes_the_node_out_but_not_its_documents():
    promotes = ("PROMOTES", (someone("promoter", *CITY), someone("promoted", "草种中心", "Platform", 3)), "promoting")
    readings = [says(1, date(2024, 1, 1), together("signed"), promotes)]

    network = derive(readings, [], View(without=("青城市",)))

    assert [t.kind for t in network.ties] == ["COOPERATES_WITH"]
    assert len(network.documents) == 1
    assert not any(p.name == "青城市" for c in network.claims for p in c.participants)


def test_an_unknown_name_is_answered_with_near_ones():
    with pytest.raises(EntityUnknown, match="中国农业科学院"):
        derive([says(1, None, together("signed"))], [], View(without=("中国农业大学院",)))


def test_the_register_names_but_is_no_document():
    register = replace(
        says(
            9,
            None,
            attributes=[
                (*CAAS, "name_en", "CAAS", "register"),
                (*CAAS, "ror", "0313jb750", "register"),
                (*CAAS, "region", "北京市", "register"),
            ],
        ),
        extractor="register@1",
    )

    network = derive([register, says(1, None, together("signed"))], [], View())

    assert len(network.documents) == 1
    caas = network.named("caas")
    assert (caas.name_en, caas.identifiers, caas.region, caas.region_basis) == (
        "CAAS",
        (("ror", "0313jb750"),),
        "北京市",
        "register",
    )


def test_a_figure_belongs_to_the_entity_it_speaks_of():
    network = derive([says(1, None, quantities=[("科技领军企业", 5, *CITY), ("项目", 3)])], [], View())

    assert [q.entity for q in network.quantities] == [entity_id(Key(*CITY)), None]
    assert [e.name for e in network.entities] == ["青城市"]


def test_silence_begins_a_year_after_the_last_word_and_not_for_what_operates():
    readings = [
        says(
            1,
            date(2023, 1, 1),
            together("signed"),
            ("LEADS", (someone("leader", *FIRM, 0), someone("led", "中心", "Platform", 9)), "operating"),
        ),
        says(
            2,
            date(2024, 1, 2),
            ("PROMOTES", (someone("promoter", *CITY), someone("promoted", "中心", "Platform", 3)), "promoting"),
        ),
    ]

    network = derive(readings, [], View())

    assert {t.kind: network.silent(t) for t in network.ties} == {
        "COOPERATES_WITH": True,
        "LEADS": False,
        "PROMOTES": False,
    }
    assert not any(network.silent(t, days=366) for t in network.ties)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2023", date(2023, 1, 1)),
        ("2023-05", date(2023, 5, 1)),
        ("2023-05-30", date(2023, 5, 30)),
        ("2023-02-30", None),
        ("2023-05-30 11:13", None),
        ("20230530", None),
        ("2023-W22-2", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_as_written_begins_on_its_first_day(when, day):
    assert first_day(when) == day


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023-H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2023-Q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023-Q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2023-05-30", date(2023, 5, 30), date(2023, 5, 30)),
    ],
)
def test_a_period_as_written_has_a_first_and_a_last_day(period, first, last):
    assert span(period) == (first, last)


@pytest.mark.parametrize("period", [None, "", "2023-", "2023-H3", "2023-Q5", "2023-13", "2023-02-30", "十四五"])
def test_what_is_written_otherwise_has_no_days(period):
    assert span(period) is None


@given(st.permutations(range(6)))
def test_the_order_in_which_documents_came_does_not_matter(order):
    said = [
        says(i, date(2020 + i % 3, 1, 1), together(s))
        for i, s in enumerate(["planned", "signed", "building", "approved", "operating", "ended"])
    ]
    usual, shuffled = derive(said, [], View()), derive([said[i] for i in order], [], View())

    assert (usual.entities, usual.ties) == (shuffled.entities, shuffled.ties)


def test_two_names_of_one_region_are_one_region_of_its_actors():
    stands = (
        "LOCATED_IN",
        (someone("located", *FIRM, 0), someone("place", "Qingcheng", "Region", 10)),
        "operating",
        {},
    )
    promoted = ("PROMOTES", (someone("promoter", *CITY, 0), someone("promoted", "种业", "Field", 10)), "building", {})
    one = pair(Verdict.SAME, Key("Qingcheng", "Region"), Key(*CITY), "a reader", "")

    network = derive([says(1, date(2023, 5, 30), stands, promoted)], [one], View())

    assert network.named(FIRM[0]).region == "青城市"
