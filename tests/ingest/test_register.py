from collections import Counter

import pytest

from graph.ontology import ONTOLOGY
from ingest.extract.passage import from_passage
from ingest.extraction import extract
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
        pytest.param("MIT", "麻省理工学院", id="university abroad"),
        pytest.param("苏黎世联邦理工学院", "苏黎世联邦理工学院", id="full name itself"),
        pytest.param("NSERC", "加拿大自然科学与工程研究理事会", id="funder abroad"),
        pytest.param("Max-Planck-Gesellschaft", "马克斯·普朗克学会", id="name in the body's own language"),
        pytest.param("中石油", "中国石油天然气集团有限公司", id="firm"),
    ],
)
def test_every_name_of_a_body_leads_to_its_full_name(said, full):
    assert canonical(said) == full


@pytest.mark.parametrize(
    "ambiguous", ["南大", "交大", "华师", "东大", "农科院", "HIT", "MOST", "CAST", "UCAS", "NTU", "CSIR"]
)
def test_a_short_form_of_several_bodies_is_not_listed(ambiguous):
    assert canonical(ambiguous) is None


@pytest.mark.parametrize(
    "word", ["联想", "小米", "中国银行", "中国移动", "特斯拉", "Imperial", "Cambridge", "Apple", "Shell"]
)
def test_a_short_form_that_is_also_a_word_a_trade_or_a_place_is_not_listed(word):
    assert canonical(word) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("DFG", "Agency", id="funder"),
        pytest.param("CNRS", "Institute", id="council that runs laboratories"),
        pytest.param("IEEE", "Association", id="learned society that sets standards"),
        pytest.param("中国农业银行", "Enterprise", id="bank"),
        pytest.param("中国人民银行", "Agency", id="central bank"),
    ],
)
def test_a_body_is_of_the_kind_that_what_it_does_gives(name, kind):
    assert names()[name] == kind


def test_no_name_stands_for_two_bodies():
    counted = Counter(name for row in rows() for name in row.names)

    assert [name for name, times in counted.items() if times > 1] == []


def test_the_gazetteer_gives_known_kinds():
    assert set(names().values()) == {"University", "Institute", "Enterprise", "Agency", "Association"}
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


@pytest.mark.parametrize("name", ["Yale University of Arts", "Nankai University of Lune"])
def test_a_longer_name_that_begins_like_a_public_one_stays_whole(name):
    reading = extract(from_passage({"text": f"{name} opened a centre.", "language": "en"}), reader="rules")

    assert name in [mention.surface for mention in reading.mentions]
