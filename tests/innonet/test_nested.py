"""A city and its own province are no two regions that a tie could cross."""

from datetime import date

import pytest

from graph.network import Network, View
from innonet.recipes import report
from innonet.reports.nested import lying_in
from tests.factories import a_claim, a_document, a_tie, an_entity
from viz.report import Table


@pytest.mark.parametrize(
    ("region", "above"),
    [
        ("呼和浩特市", {"内蒙古自治区"}),
        ("呼和浩特", {"呼和浩特市", "内蒙古自治区"}),
        ("浙江省杭州市", {"浙江省", "杭州市"}),
        ("杭州市西湖区", {"杭州市", "浙江省"}),
        ("北京市朝阳区", {"北京市"}),  # and not in the 朝阳区 of another city
        ("吉林市", {"吉林省"}),
        ("吉林省", set()),
        ("桐乡市", set()),  # a county by itself: the list does not tell
        ("云岭市", set()),
        ("Hohhot", set()),
    ],
)
def test_a_place_lies_in_its_province_and_in_what_its_name_begins_with(region, above):
    assert lying_in([region]) == {region: above}


def a_city_in_its_province():
    """Return a centre in 呼和浩特市 with partners of its province, of 包头市, another city of it, and of 北京市."""
    notice = a_document(1, date(2024, 1, 1))
    centre = an_entity("草业中心", "Platform", region="呼和浩特市")
    partners = [
        an_entity("省属企业", region="内蒙古自治区"),
        an_entity("包头企业", region="包头市"),
        an_entity("首都企业", region="北京市"),
    ]
    said = [
        a_claim(notice, "LEADS", {"leader": [firm], "led": [centre]}, "operating", f"{firm.name}牵头")
        for firm in partners
    ]
    ties = tuple(a_tie("LEADS", firm, centre, [(notice, claim)]) for firm, claim in zip(partners, said, strict=True))
    view = View(newest=notice.published)
    return Network((centre, *partners), ties, tuple(said), documents=(notice,), view=view)


def test_a_tie_of_a_city_with_its_province_does_not_cross_and_one_of_two_cities_does():
    made = report("openness", a_city_in_its_province())
    tables = {block.key: block for block in made.blocks() if isinstance(block, Table)}

    assert made.opening[0].text == "两端地区都已知的3对联系中，2对跨地区，占67%。"
    inside_and_outside = {row[0]: row[2:4] for row in tables["regions"].rows}
    assert inside_and_outside == {"内蒙古自治区": (1, 0), "包头市": (0, 1), "北京市": (0, 1), "呼和浩特市": (1, 2)}
    assert [(row[0], row[2]) for row in tables["keepers"].rows] == [("草业中心", 2)]  # 省属企业 is no partner outside
    assert "城市与其所在省区之间的联系对两者都算内部" in tables["regions"].note
