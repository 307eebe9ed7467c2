"""A circle around one agency, whose members are joined in every way that makes them no strangers, or in none."""

from datetime import date

from graph.network import Network, View
from tests.factories import a_claim, a_document, a_tie, an_entity

NORTH = "北辰大学"
STRANGERS = {"绿原公司", "云岭大学"}
"""Those whom North might be asked to meet: they share the agency with it, and a body whose members may never meet."""


def a_circle():
    """Return ten named actors that the bureau cooperates with, and what North does with each of them."""
    bureau, north = an_entity("青城市科技局", "Agency"), an_entity(NORTH, "University")
    builder, host, member = (an_entity(name, "Institute") for name in ("共建所", "依托所", "成员所"))
    fellow, leader, promised = (an_entity(name, "Institute") for name in ("项目所", "牵头所", "意向所"))
    green, cloud = an_entity("绿原公司"), an_entity("云岭大学", "University")
    former, planned, person = an_entity("旧友公司"), an_entity("拟议公司"), an_entity("王某", "Person")
    college = an_entity("中外合办学院", "University")
    station = an_entity("草业工作站", "Platform", subkind="workstation")
    unnamed = an_entity("北辰大学的研究院", "Institute", placeholder=True)
    alliance, society = an_entity("种业联合体", "Consortium"), an_entity("草业协会", "Association")
    project, plan = an_entity("种子攻关项目", "Programme", subkind="project"), an_entity("种业振兴计划", "Programme")
    here = [north, builder, host, member, fellow, leader, promised, green, cloud, person]
    notice = a_document(1, date(2024, 9, 1))

    said = [
        *[("COOPERATES_WITH", bureau, other, "operating") for other in here],
        ("COOPERATES_WITH", bureau, former, "ended"),
        ("COOPERATES_WITH", bureau, planned, "planned"),
        ("CO_BUILDS", north, unnamed, "planned"),  # a thing without a name is one thing, and an intention is enough
        ("CO_BUILDS", builder, unnamed, "planned"),
        ("LEADS", north, station, "operating"),
        ("HOSTS", host, station, "operating"),
        ("MEMBER_OF", north, alliance, "signed"),
        ("MEMBER_OF", member, alliance, "ended"),
        ("MEMBER_OF", north, project, "signed"),
        ("MEMBER_OF", fellow, project, "signed"),
        ("LEADS", north, college, "operating"),  # neither platform nor consortium, yet led together
        ("LEADS", leader, college, "operating"),
        ("COOPERATES_WITH", north, promised, "planned"),
        ("MEMBER_OF", north, society, "operating"),  # here members may never meet
        ("MEMBER_OF", green, society, "operating"),
        ("MEMBER_OF", north, plan, "operating"),
        ("MEMBER_OF", cloud, plan, "operating"),
    ]
    roles = {"COOPERATES_WITH": ("partner", "partner"), "CO_BUILDS": ("builder", "built"), "LEADS": ("leader", "led"),
             "HOSTS": ("host", "hosted"), "MEMBER_OF": ("member", "whole")}  # fmt: skip
    claims, ties = [], []
    for number, (kind, one, other, status) in enumerate(said, 1):
        first, second = roles[kind]
        filled = {first: [one, other]} if first == second else {first: [one], second: [other]}
        claims.append(a_claim(notice, kind, filled, status, f"第{number}句"))
        ties.append(a_tie(kind, one, other, [(notice, claims[-1])]))
    rest = [bureau, former, planned, college, station, unnamed, alliance, society, project, plan]
    view = View(revision="3" * 64, newest=notice.published)
    return Network((*here, *rest), tuple(ties), tuple(claims), (), (notice,), view)
