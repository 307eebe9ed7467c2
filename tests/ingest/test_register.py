from collections import Counter

import pytest

from graph.ontology import ONTOLOGY
from ingest.registers.public_names import canonical, names, register, rows

# The alphabet of a ROR id (Crockford's base 32 without i, l, o, u), https://ror.readme.io/docs/identifier
ROR = "0123456789abcdefghjkmnpqrstvwxyz"


@pytest.mark.parametrize(
    ("said", "full"),
    [
        pytest.param("CAAS", "中国农业科学院", id="English initials"),
        pytest.param("中国农科院", "中国农业科学院", id="Chinese short form"),
        pytest.param("Chinese Academy of Agricultural Sciences", "中国农业科学院", id="English name"),
        pytest.param("西安交大", "西安交通大学", id="university"),
        pytest.param("中科院大连化学物理研究所", "中国科学院大连化学物理研究所", id="institute of an academy"),
        pytest.param("中国农科院草原所", "中国农业科学院草原研究所", id="institute in its shortest form"),
        pytest.param("科技部", "科学技术部", id="ministry"),
        pytest.param("内蒙古科技厅", "内蒙古自治区科学技术厅", id="regional department"),
    ],
)
def test_every_name_of_a_body_leads_to_its_full_name(said, full):
    assert canonical(said) == full


@pytest.mark.parametrize("ambiguous", ["南大", "交大", "华师", "东大", "农科院", "HIT", "MOST", "CAST", "UCAS"])
def test_a_short_form_of_several_bodies_is_not_listed(ambiguous):
    assert canonical(ambiguous) is None


def test_no_name_stands_for_two_bodies():
    counted = Counter(name for row in rows() for name in row.names)

    assert [name for name, times in counted.items() if times > 1] == []


def test_the_gazetteer_gives_known_kinds():
    assert set(names().values()) == {"University", "Institute", "Agency", "Association"}
    assert all(row.one("sector") in {"", *ONTOLOGY.sectors} for row in rows())


def test_every_mention_and_attribute_stands_where_it_says():
    reading = register()
    text = reading.document.text

    assert all(text[m.start : m.end] == m.surface for m in reading.mentions)
    assert all(text[a.start : a.end] == a.value for a in reading.attributes)


def test_names_of_a_row_are_the_same_by_rule_with_the_row_as_reason():
    (joined,) = [j for j in register().judgements if {key.name for key in j.about} == {"中国农业科学院", "CAAS"}]

    assert joined.who == "rule:register@1"
    assert joined.by_rule
    assert "0313jb750" in joined.why


def test_identifiers_and_regions_come_with_their_basis():
    said = {(a.property, a.value, a.basis) for a in register().attributes if a.name == "浙江大学"}

    assert {("ror", "00a2xv884", "register"), ("region", "杭州市", "register")} <= said
    assert ("name_en", "Zhejiang University", "register") in said


def test_every_ror_id_has_a_right_check_sum():
    # ISO 7064 mod 97-10 over the six base-32 characters, as ROR makes its ids.
    for ror in (row.one("ror") for row in rows() if row.one("ror")):
        number = 0
        for sign in ror[1:7]:
            number = number * 32 + ROR.index(sign)
        assert 98 - number * 100 % 97 == int(ror[7:]), ror


def test_the_register_is_the_same_every_time():
    assert register.__wrapped__() == register()
