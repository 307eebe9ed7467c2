"""A region of our own invention, small enough that every answer of the library is worked out by hand."""

from datetime import date
from itertools import combinations

from graph.claim import Quantity, quantity_id
from graph.network import Network, View
from graph.ontology import ONTOLOGY
from tests.factories import a_claim, a_document, a_tie, an_entity


def a_region():
    """Return thirteen entities, three documents and eighteen claims; the newest document is of 2024-09-01."""
    north = an_entity("北辰大学", "University", en="North Star University", region="北辰市")
    south = an_entity("南江研究院", "Institute", region="南江市")
    grain = an_entity("青禾集团", "Enterprise", en="Qinghe Group", region="青城市")
    green = an_entity("绿原公司", "Enterprise", region="青城市")
    bureau = an_entity("青城市科技局", "Agency", region="青城市")
    centre = an_entity("国家草种技术创新中心", "Platform", subkind="centre")
    former = an_entity("草种实验室", "Platform", subkind="laboratory")
    seeds = an_entity("种业联合体", "Consortium")
    dairy = an_entity("乳业联合体", "Consortium")
    wang = an_entity("王某", "Person", academician=True)
    branch = an_entity("北辰大学的分院", "Platform", placeholder=True)
    city = an_entity("青城市", "Region")
    fair = an_entity("草业大会", "Event")
    first = a_document(1, date(2022, 3, 1))
    second = a_document(2, date(2023, 5, 30), publisher="青禾集团")
    third = a_document(3, date(2024, 9, 1))

    said = [
        (first, "COOPERATES_WITH", {"partner": [north, grain]}, "signed", {"field": "草业"}),
        (third, "COOPERATES_WITH", {"partner": [north, grain]}, "operating", {}),
        (first, "COOPERATES_WITH", {"partner": [south, green]}, "signed", {"when": "2022-02"}),
        (second, "CO_BUILDS", {"builder": [north, south], "built": [centre]}, "building", {}),
        (second, "LEADS", {"leader": [grain], "led": [centre]}, "building", {}),
        (third, "SUCCEEDS", {"new": [centre], "old": [former]}, "operating", {}),
        (third, "MEMBER_OF", {"member": [north, green], "whole": [seeds]}, "operating", {}),
        (third, "LEADS", {"leader": [grain], "led": [seeds]}, "operating", {}),
        (first, "PROMOTES", {"promoter": [city], "promoted": [dairy]}, "promoting", {}),
        (first, "BRANCH_OF", {"branch": [branch], "parent": [north]}, "promoting", {}),
        (first, "PROMOTES", {"promoter": [city], "promoted": [branch]}, "promoting", {}),
        (third, "APPROVES", {"approver": [bureau], "approved": [centre]}, "approved", {}),
        (second, "AFFILIATED_WITH", {"person": [wang], "organisation": [south]}, "operating", {"position": "所长"}),
        (second, "FUNDS", {"funder": [grain], "funded": [centre]}, "signed", {"amount": "3000万元"}),
        (second, "FUNDS", {"funder": [green], "funded": [seeds]}, "operating", {}),
        (third, "FUNDS", {"funder": [green], "funded": [seeds]}, "signed", {}),
        (third, "ORGANISES", {"organiser": [bureau], "event": [fair]}, "operating", {}),
        (third, "TAKES_PART_IN", {"participant": [north, grain], "event": [fair]}, "operating", {}),
    ]
    claims, histories = [], {}
    for number, (document, kind, roles, status, more) in enumerate(said, 1):
        claim = a_claim(document, kind, roles, status, "第" + "一" * number + "句", **more)
        claims.append(claim)
        one, *rest = [roles[role] for role in ONTOLOGY.claims[kind].roles]
        for a, b in [(a, b) for a in one for b in rest[0]] if rest else combinations(one, 2):
            histories.setdefault((kind, a, b), []).append((document, claim))
    quantities = [
        _figure(first, "平台", 5, "家", "equal", "planned", "2024", city),
        _figure(third, "平台", 6, "家", "equal", "achieved", "2024", city),
        _figure(first, "企业", 10, "家", "equal", "planned", "2024", city),
        _figure(third, "企业", 8, "家", "equal", "achieved", "2024", city),
        _figure(first, "专利", 100, "件", "increment", "aspired", "2024", city),
        _figure(third, "专利", 900, "件", "equal", "achieved", "2024", city),
        _figure(first, "院士工作站", 2, "家", "equal", "planned", None, city),
    ]
    return Network(
        entities=(north, south, grain, green, bureau, centre, former, seeds, dairy, wang, branch, city, fair),
        ties=tuple(a_tie(kind, a, b, history) for (kind, a, b), history in histories.items()),
        claims=tuple(claims),
        quantities=tuple(quantities),
        documents=(first, second, third),
        view=View(revision="1" * 64, newest=date(2024, 9, 1)),
    )


def _figure(document, indicator, number, unit, relation, modality, period, scope):
    quote = f"{indicator}{number}{unit}"
    id = quantity_id(document.id, indicator, 0, len(quote), number, number)
    return Quantity(id, document.id, indicator, number, number, unit, relation, modality, period, 0, len(quote), quote,
                    scope=scope.name, scope_kind=scope.kind, entity=scope.id)  # fmt: skip
