"""An opening sentence names all who stand first, and claims no more than its table bears."""

from dataclasses import replace
from datetime import date

import pytest

from graph.network import Network, View
from innonet.recipes import report
from innonet.reports.shares import share
from innonet.reports.writer import Writer
from tests.factories import a_claim, a_document, a_tie, an_entity


def stars(number, rays, kinds=("Enterprise",)):
    """Return so many universities, each at the centre of partners of its own, of these kinds in turn."""
    notice = a_document(1, date(2024, 1, 1), publisher="别处")
    centres = [an_entity(f"大学{n:02d}", "University") for n in range(number)]
    claims, ties, partners = [], [], []
    for centre in centres:
        for ray in range(rays):
            partners.append(an_entity(f"{centre.name}的伙伴{ray}", kinds[ray % len(kinds)]))
            ends = [centre, partners[-1]]
            quote = f"{centre.name}与{partners[-1].name}合作"
            claims.append(a_claim(notice, "COOPERATES_WITH", {"partner": ends}, "operating", quote))
            ties.append(a_tie("COOPERATES_WITH", *ends, [(notice, claims[-1])]))
    view = View(revision="5" * 64, newest=notice.published)
    return Network((*centres, *partners), tuple(ties), tuple(claims), (), (notice,), view)


def centres(network):
    """Return the names of the universities in the order that tables give equals: by id."""
    return [e.name for e in sorted(network.entities, key=lambda e: e.id) if e.kind == "University"]


def opening(name, network, language):
    return [paragraph.text for paragraph in report(name, network, language=language).opening]


def test_three_equal_centres_are_all_named_as_standing_between():
    network = stars(3, 12)
    a, b, c = centres(network)

    # Of 38 others each joins the 66 pairs of its own twelve: 66 of 703.
    assert opening("centrality", network, "zh")[1] == (
        f"最常居于他人之间的是{a}、{b}、{c}：各有9%的行动者对，其最短路径经过它。"
    )
    assert opening("centrality", network, "en")[1] == (
        f"{a}, {b}, {c} stand between others most: 9% of the pairs of other actors each, by shortest path."
    )


def test_of_many_equals_three_are_named_and_a_small_share_is_not_nothing():
    network = stars(12, 2)  # each centre lies between one pair of 595
    a, b, c, *_ = centres(network)

    assert opening("centrality", network, "zh")[1] == (
        f"最常居于他人之间的是{a}、{b}、{c} 等12个：各有不到1%的行动者对，其最短路径经过它。"
    )
    assert f"{c} and 9 more stand between others most: under 1% of" in opening("centrality", network, "en")[1]


def test_equal_brokers_are_all_named_with_the_pairs_that_each_joins():
    network = stars(12, 2)
    a, b, c, *_ = centres(network)
    zh, en = (opening("brokerage", network, language) for language in ("zh", "en"))

    assert zh[0] == f"约束最低、最能沟通互不相识各方的是{a}、{b}、{c} 等12个（约束均为 0.500）。"
    assert en[0] == f"{a}, {b}, {c} and 9 more are the freest brokers (constraint 0.500)."
    assert zh[1].startswith(f"{a}、{b}、{c} 等12个各连起1对没有直接联系的伙伴，例如{a}连起{a}的伙伴")
    assert en[1].startswith(f"{a}, {b}, {c} and 9 more each join 1 pair of partners without a tie of their own")


def test_equal_organisations_after_a_platform_are_all_named():
    network = stars(2, 15)
    a, b = centres(network)
    notice = network.documents[0]
    centre = an_entity("草种中心", "Platform")
    members = [entity for entity in network.entities if entity.kind == "Enterprise"]
    said = [
        a_claim(notice, "MEMBER_OF", {"member": [e], "whole": [centre]}, "operating", f"{e.name}加入") for e in members
    ]
    ties = [a_tie("MEMBER_OF", e, centre, [(notice, c)]) for e, c in zip(members, said, strict=True)]
    network = Network((*network.entities, centre), (*network.ties, *ties), (*network.claims, *said), (), (notice,))

    assert opening("centrality", network, "zh")[0].endswith(f"；高校、院所与企业中最多的是{a}、{b}，有15个。")
    assert opening("centrality", network, "en")[0].endswith(
        f"; of universities, institutes and enterprises {a}, {b}, 15."
    )


def test_roles_that_are_equally_common_are_both_named():
    # A university between a university and an enterprise: read both ways, once the one role and once the other.
    zh, en = (opening("brokerage", stars(1, 2, ("University", "Enterprise")), language) for language in ("zh", "en"))

    assert zh[2] == "按部门看，最常见的中介角色是代表者、守门人，各占50%。"
    assert en[2] == "By sector the commonest roles are those of representative, gatekeeper, each 50% of all."


def test_where_no_actor_is_ranked_no_role_is_called_more_than_chance():
    few, enough = stars(1, 20), stars(1, 40)

    assert "偶然" not in opening("brokerage", few, "zh")[2]
    assert "chance" not in opening("brokerage", few, "en")[2]
    assert opening("brokerage", enough, "zh")[2].endswith("，多于偶然。")
    assert opening("brokerage", enough, "en")[2].endswith(", more than chance would give.")


@pytest.mark.parametrize(
    ("part", "zh", "en"),
    [(0.0, "0%", "0%"), (0.004, "不到1%", "under 1%"), (0.005, "不到1%", "under 1%"), (0.006, "1%", "1%"),
     (0.5, "50%", "50%"), (0.994, "99%", "99%"), (0.998, "超过99%", "over 99%"),
     (1 - 1e-15, "100%", "100%"), (1.0, "100%", "100%")],
)  # fmt: skip
def test_a_share_is_nothing_or_all_only_where_it_is(part, zh, en):
    assert share(Writer(Network(), "zh"), part) == zh
    assert share(Writer(Network(), "en"), part) == en


def test_what_is_said_of_the_most_partners_is_cited_by_the_ties_that_count():
    network = stars(1, 40)
    *standing, gone, planned = network.ties
    ties = (*standing, replace(gone, status="ended"), replace(planned, status="planned"))
    network = replace(network, ties=ties)

    for name, number in (("centrality", 0), ("centrality", 1), ("brokerage", 0)):
        made = report(name, network)
        said = {item.number: item.id for item in made.evidence}
        cited = {said[ref] for part in made.opening[number].parts if isinstance(part, tuple) for ref in part}
        assert cited
        assert not cited & {*gone.claims, *planned.claims}


def joint(*sizes):
    """Return consortia of so many members each."""
    notice = a_document(1, date(2024, 1, 1))
    wholes = [an_entity(f"联合体{n}", "Consortium", en=f"Alliance {n}") for n in range(len(sizes))]
    claims, ties, members = [], [], []
    for whole, size in zip(wholes, sizes, strict=True):
        for n in range(size):
            members.append(an_entity(f"{whole.name}的企业{n}"))
            roles = {"member": [members[-1]], "whole": [whole]}
            claims.append(a_claim(notice, "MEMBER_OF", roles, "operating", f"{members[-1].name}加入"))
            ties.append(a_tie("MEMBER_OF", members[-1], whole, [(notice, claims[-1])]))
    return Network((*wholes, *members), tuple(ties), tuple(claims), (), (notice,), View(newest=notice.published))


def test_consortia_of_equal_size_are_all_named():
    network = joint(3, 3, 2)
    a, b = sorted((e for e in network.entities if e.name in ("联合体0", "联合体1")), key=lambda e: e.id)
    zh, en = (opening("consortia", network, language)[1] for language in ("zh", "en"))

    assert zh in {f"参加方最多的是{x.name}、{y.name}，各3方。" for x, y in ((a, b), (b, a))}
    assert en in {f"{x.name_en}, {y.name_en} have the most participants, 3 each." for x, y in ((a, b), (b, a))}
    assert opening("consortia", joint(3, 2), "zh")[1].startswith("参加方最多的是联合体0，3方，")


def test_equal_recommendations_are_all_named_and_a_list_that_was_cut_says_so():
    few, many = stars(1, 3), stars(1, 8)  # each two partners of the centre: three pairs, 28 pairs
    zh, en = opening("partners", few, "zh"), opening("partners", few, "en")

    assert zh[0].endswith("却有共同伙伴或同属一个社团或计划的3对。")
    assert zh[1].startswith("最值得一谈的是")
    assert zh[1].count("与") == 3
    assert zh[1].endswith("，得分相同。")
    assert en[1].startswith("First, with equal scores, come ")
    assert opening("partners", many, "zh")[0].endswith("却有共同伙伴或同属一个社团或计划的前20对。")
    assert opening("partners", many, "en")[0].startswith("Here are the first 20 pairs that have no tie")
    assert opening("partners", many, "zh")[1].endswith(" 等20对以上，得分相同。")
    assert opening("partners", many, "en")[1].endswith(" and at least 17 more.")
    assert len(report("partners", many).tables[0].rows) == 20
