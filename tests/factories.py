"""Small real things for tests: entities, ties and a network of six actors with its evidence."""

from datetime import date

from graph.claim import Claim, Participant, Quantity, claim_id, quantity_id
from graph.entity import Entity, Name, entity_id
from graph.judgement import Key
from graph.network import Network, Source, View
from graph.ontology import ONTOLOGY
from graph.tie import Assertion, Tie, tie_id


def an_entity(name, kind="Enterprise", en=None, **more):
    names = (Name(name, "zh"),) + ((Name(en, "en"),) if en else ())
    more.setdefault("sector", ONTOLOGY.kinds[kind].sector)
    return Entity(id=entity_id(Key(name, kind)), kind=kind, name=name, names=names, **more)


def a_document(number, published, text_name="notice", **more):
    fields = {"address": f"{text_name}-{number}.html", "title": f"通知 {number}", "publisher": "青城市科技局"} | more
    return Source(id=f"d{number:016x}", published=published, **fields)


def a_claim(document, kind, roles, status, quote, **more):
    """Return a claim; `roles` maps a role to entities; the quote stands at the document's start."""
    participants = tuple(
        Participant(role, e.name, e.kind, generic=e.placeholder, entity=e.id) for role, es in roles.items() for e in es
    )
    id = claim_id(document.id, kind, participants, status, 0, len(quote), more.get("when"))
    return Claim(id, document.id, kind, participants, status, 0, len(quote), quote, **more)


def a_tie(kind, source, target, history, since=None):
    """Return a tie; `history` is a list of (document, claim), oldest first."""
    directed = ONTOLOGY.claims[kind].directed
    a, b = (source.id, target.id) if directed else sorted((source.id, target.id))
    said = tuple(Assertion(d.published, c.status, c.id, d.id) for d, c in history)
    status = said[-1].status
    dates = [s.published for s in said if s.status == status and s.published]
    return Tie(
        tie_id(kind, a, b), kind, a, b, directed, status, since, max(dates, default=None),
        len({s.document for s in said}), said,
        next((c.field for _, c in history if c.field), None),
    )  # fmt: skip


def a_network():
    """Return six actors, a region and a promised branch; two documents, nine ties, two of them parallel."""
    bureau = an_entity("青城市科技局", "Agency", region="青城市")
    caas = an_entity("中国农业科学院", "Institute", en="Chinese Academy of Agricultural Sciences", region="北京市",
                     identifiers=(("ror", "0313jb750"),))  # fmt: skip
    firm = an_entity("青禾集团", "Enterprise", en="Qinghe Group", region="青城市")
    university = an_entity("云岭大学", "University", en="Yunling University", region="云岭省")
    centre = an_entity("国家草种技术创新中心", "Platform", subkind="centre")
    alliance = an_entity("智慧种业创新联合体", "Consortium")
    city = an_entity("青城市", "Region")
    branch = an_entity("云岭大学的分院", "Platform", placeholder=True)
    first, second = a_document(1, date(2023, 5, 30)), a_document(2, date(2024, 9, 1))
    signed = a_claim(
        first,
        "COOPERATES_WITH",
        {"partner": [caas, firm]},
        "signed",
        "中国农科院与青禾集团签订草业战略合作协议",
        field="草业",
    )
    opened = a_claim(
        second,
        "COOPERATES_WITH",
        {"partner": [caas, firm]},
        "operating",
        "中国农科院与青禾集团的合作已运行一年",
        when="2024-08",
    )
    built = a_claim(
        second,
        "CO_BUILDS",
        {"builder": [caas, firm], "built": [centre]},
        "operating",
        "中国农科院与青禾集团共建的国家草种技术创新中心揭牌",
    )
    leads = a_claim(
        second, "LEADS", {"leader": [firm], "led": [centre]}, "operating", "国家草种技术创新中心由青禾集团牵头"
    )
    member = a_claim(
        second,
        "MEMBER_OF",
        {"member": [university, firm], "whole": [alliance]},
        "operating",
        "云岭大学、青禾集团加入智慧种业创新联合体",
    )
    promoted = a_claim(
        first, "PROMOTES", {"promoter": [city], "promoted": [branch]}, "promoting", "正在推动设立云岭大学的分院"
    )
    parent = a_claim(
        first, "BRANCH_OF", {"branch": [branch], "parent": [university]}, "promoting", "正在推动设立云岭大学的分院"
    )
    approves = a_claim(
        second,
        "APPROVES",
        {"approver": [bureau], "approved": [centre]},
        "approved",
        "青城市科技局批复国家草种技术创新中心",
    )
    ties = (
        a_tie("COOPERATES_WITH", caas, firm, [(first, signed), (second, opened)], since="2024-08"),
        a_tie("CO_BUILDS", caas, centre, [(second, built)]),
        a_tie("CO_BUILDS", firm, centre, [(second, built)]),
        a_tie("LEADS", firm, centre, [(second, leads)]),
        a_tie("MEMBER_OF", university, alliance, [(second, member)]),
        a_tie("MEMBER_OF", firm, alliance, [(second, member)]),
        a_tie("PROMOTES", city, branch, [(first, promoted)]),
        a_tie("BRANCH_OF", branch, university, [(first, parent)]),
        a_tie("APPROVES", bureau, centre, [(second, approves)]),
    )

    def figure(document, indicator, low, high, unit, relation, modality, period, quote):
        id = quantity_id(document.id, indicator, 0, len(quote), low, high)
        return Quantity(id, document.id, indicator, low, high, unit, relation, modality, period, 0, len(quote), quote,
                        scope=city.name, scope_kind="Region", entity=city.id)  # fmt: skip

    quantities = (
        figure(first, "院士工作站", 2, 3, "家", "range", "planned", "2023", "建设院士工作站2至3家"),
        figure(first, "科技领军企业", 5, 5, "家", "increment", "aspired", "2023", "力争新增科技领军企业5家"),
        figure(second, "科技领军企业", 12, 12, "家", "equal", "achieved", "2024", "科技领军企业达到12家"),
    )
    return Network(
        entities=(bureau, caas, firm, university, centre, alliance, city, branch),
        ties=ties,
        claims=(signed, opened, built, leads, member, promoted, parent, approves),
        quantities=quantities,
        documents=(first, second),
        view=View(revision="0" * 64, newest=date(2024, 9, 1)),
    )
