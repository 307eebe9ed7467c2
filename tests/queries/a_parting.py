"""A consortium that some have left, a laboratory that a city leads, a station that has ended as a whole."""

from datetime import date

from graph.network import Network, View
from graph.ontology import ONTOLOGY
from tests.factories import a_claim, a_document, a_tie, an_entity

LED, FORMER, SCHOOL, INSTITUTE = "青禾集团", "旧集团", "云岭大学", "南江研究院"
LEFT, APPLICANT, CITY = "退出公司", "申请公司", "青城市"
SEEDS, LAB, STATION, HOPED = "种业联合体", "草种实验室", "旧工作站", "拟建中心"


def a_parting():
    """Return what was said in 2023, and who had left, joined or applied by 2024."""
    kinds = {SCHOOL: "University", INSTITUTE: "Institute", CITY: "Region", SEEDS: "Consortium"}
    kinds |= dict.fromkeys((LAB, STATION, HOPED), "Platform")
    named = (LED, FORMER, SCHOOL, INSTITUTE, LEFT, APPLICANT, CITY, SEEDS, LAB, STATION, HOPED)
    entity = {name: an_entity(name, kinds.get(name, "Enterprise")) for name in named}
    first, second = a_document(1, date(2023, 5, 30)), a_document(2, date(2024, 9, 1))

    said = [
        (first, "LEADS", FORMER, SEEDS, "operating"),
        (second, "LEADS", FORMER, SEEDS, "ended"),
        (first, "LEADS", LED, SEEDS, "operating"),
        (first, "MEMBER_OF", SCHOOL, SEEDS, "operating"),
        (first, "MEMBER_OF", INSTITUTE, SEEDS, "operating"),
        (second, "MEMBER_OF", LEFT, SEEDS, "ended"),
        (second, "MEMBER_OF", APPLICANT, SEEDS, "promoting"),
        (second, "PROMOTES", CITY, SEEDS, "promoting"),
        (first, "LEADS", CITY, LAB, "operating"),
        (first, "LEADS", SCHOOL, LAB, "operating"),
        (first, "HOSTS", SCHOOL, LAB, "operating"),
        (first, "CO_BUILDS", INSTITUTE, LAB, "operating"),
        (second, "CO_BUILDS", LEFT, LAB, "ended"),
        (first, "CO_BUILDS", LEFT, STATION, "operating"),
        (second, "CO_BUILDS", LEFT, STATION, "ended"),
        (first, "PROMOTES", CITY, HOPED, "promoting"),
        (second, "CO_BUILDS", LEFT, HOPED, "ended"),
    ]
    claims, histories = [], {}
    for number, (document, kind, source, target, status) in enumerate(said, 1):
        one, other = ONTOLOGY.claims[kind].roles
        claim = a_claim(document, kind, {one: [entity[source]], other: [entity[target]]}, status, f"第{number}句")
        claims.append(claim)
        histories.setdefault((kind, source, target), []).append((document, claim))
    ties = [a_tie(kind, entity[a], entity[b], history) for (kind, a, b), history in histories.items()]
    view = View(revision="4" * 64, newest=second.published)
    return Network(tuple(entity.values()), tuple(ties), tuple(claims), (), (first, second), view)
