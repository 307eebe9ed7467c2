"""Documents of our own invention about who hosts one centre and how many platforms one city has."""

from datetime import date

from graph.claim import Quantity, quantity_id
from graph.network import Network
from graph.ontology import ONTOLOGY
from tests.factories import a_claim, a_document, a_tie, an_entity

FIRM = an_entity("远航重工集团有限公司")
UNIVERSITY = an_entity("岭东农业大学", "University")
FACULTY = an_entity("岭东农业大学农学院", "Institute")
BUREAU = an_entity("青岚市科技局", "Agency")
INSTITUTE = an_entity("青岚农机研究所", "Institute")
BRANCH = an_entity("未定的单位", "Institute", placeholder=True)
CENTRE = an_entity("青岚丘陵农机技术创新中心", "Platform")
CITY, TOWN = an_entity("青岚市", "Region"), an_entity("南江市", "Region")
OLD, NEW, NEWEST = a_document(1, date(2024, 1, 9)), a_document(2, date(2025, 3, 1)), a_document(3, date(2025, 6, 1))
UNDATED = a_document(4, None, title=None)
QUOTE = "九个字的一句原文。"


def a_view(*said, figures=(), kind="HOSTS", others=()):
    """Return a network of what documents say of who hosts the centre: (document, host) or (document, host, status)."""
    role, whole = ONTOLOGY.claims[kind].roles
    claims, histories = [], {}
    for number, (document, host, *status) in enumerate(said, 1):
        quote = "第" + "一" * number + "句"
        claim = a_claim(document, kind, {role: [host], whole: [CENTRE]}, *(status or ["operating"]), quote)
        claims.append(claim)
        histories.setdefault(host, []).append((document, claim))
    return Network(
        entities=(FIRM, UNIVERSITY, FACULTY, BUREAU, INSTITUTE, BRANCH, CENTRE, CITY, TOWN),
        ties=(*(a_tie(kind, host, CENTRE, history) for host, history in histories.items()), *others),
        claims=tuple(claims),
        quantities=tuple(figures),
        documents=(OLD, NEW, NEWEST, UNDATED),
    )


def a_figure(document, number, period="2023", scope=CITY, high=None, **more):
    indicator = "省级以上创新平台"
    fields = {"unit": "家", "relation": "equal", "modality": "achieved"} | more
    high = number if high is None else high
    id = quantity_id(document.id, indicator, 0, 9, number, high)
    return Quantity(id, document.id, indicator, number, high, fields["unit"], fields["relation"], fields["modality"],
                    period, 0, 9, QUOTE, scope=scope.name, scope_kind=scope.kind, entity=scope.id)  # fmt: skip
