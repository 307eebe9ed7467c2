import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.judgement import Key, Verdict, pair
from graph.network import Network
from ingest.resolve.compare import likeness
from ingest.resolve.names import abbreviates, parse, pinyin_key
from ingest.resolve.propose import propose
from tests.factories import a_claim, a_document, a_network, an_entity

HOST = "呼和浩特城市交通投资建设集团有限公司"


def proposed(*names, judgements=(), language="zh"):
    return propose(Network(entities=tuple(an_entity(n, k) for n, k in names)), judgements, language=language)


TRUE_PAIRS = [
    pytest.param("国家草业技术创新中心", "草业国家技术创新中心", "Platform", id="the same parts in another order"),
    pytest.param("城市基础设施智能制造院士专家工作站", HOST + "城市基础设施智能建造与运营院士专家工作站", "Platform",
                 id="host in front, field reworded"),
    pytest.param("蒙草集团", "内蒙古蒙草生态环境(集团)股份有限公司", "Enterprise", id="legal form, region, brackets"),
    pytest.param("蒙草集团", "内蒙古蒙草生态环境（集团）股份有限公司", "Enterprise", id="full-width brackets"),
    pytest.param("中国农科院草原所", "中国农业科学院草原研究所", "Institute", id="short words"),
    pytest.param("呼和浩特市科技局", "呼和浩特市科学技术局", "Agency", id="bureau in short"),
    pytest.param("哈工大", "哈尔滨工业大学", "University", id="short form of a university"),
    pytest.param("乳创中心", "国家乳业技术创新中心", "Platform", id="short form of a centre"),
    pytest.param("國家草業技術創新中心", "国家草业技术创新中心", "Platform", id="traditional"),
    pytest.param("青岚绿源院士专家工作站", "青岚绿源生物科技有限公司院士专家工作站", "Platform", id="host in short"),
    pytest.param("北大人民医院", "北京大学人民医院", "Institute", id="host by its short name"),
    pytest.param("蒙草院士专家工作站", "内蒙古蒙草生态环境(集团)股份有限公司院士专家工作站", "Platform",
                 id="host without its region"),
    pytest.param("吕梁市综合检验检测中心", "吕梁市市场监督管理局综合检验检测中心", "Platform", id="long short form"),
    pytest.param("动物疫苗技术创新中心", "内蒙古自治区动物疫苗技术创新中心", "Platform", id="region left out"),
    pytest.param("国家技术转移东部中心", "国家技术转移中心东部中心", "Platform", id="a word doubled"),
    pytest.param("呼和浩特", "呼和浩特市", "Region", id="class word of a region"),
    pytest.param("Mengcao Group", "蒙草集团", "Enterprise", id="pinyin"),
    pytest.param("Yuan Yong", "袁勇", "Person", id="a person in pinyin"),
    pytest.param("CAAS", "Chinese Academy of Agricultural Sciences", "Institute", id="initials"),
    pytest.param("The Ridge Group Co., Ltd.", "Ridge Group", "Enterprise", id="English legal form"),
]  # fmt: skip

OTHER_THINGS = [
    pytest.param("国家乳业技术创新中心", "国家草业技术创新中心", "Platform", id="another field, one sign apart"),
    pytest.param("草创中心", "国家乳业技术创新中心", "Platform", id="short form of another centre"),
    pytest.param("呼和浩特科创中心", "呼和浩特科创中心(北京)", "Platform", id="enclave in another city"),
    pytest.param("呼和浩特科创中心", "呼和浩特科创中心(北京)人才飞地", "Platform", id="enclave with its class word"),
    pytest.param(
        "浙江大学技术转移中心", "哈尔滨工业大学技术转移中心", "Platform", id="the same unit of two universities"
    ),
    pytest.param(
        "青源院士专家工作站", "岭东青源生物科技股份有限公司院士专家工作站", "Platform", id="host that begins otherwise"
    ),
    pytest.param("内蒙古大学", "内蒙古工业大学", "University", id="a full name inside a longer one"),
    pytest.param("新乡学院", "新乡医学院", "University", id="one word more"),
    pytest.param("蒙草集团", "蒙牛集团", "Enterprise", id="firms one sign apart"),
    pytest.param(
        "山东省农业科学院作物研究所", "山东省农业科学院玉米研究所", "Institute", id="two institutes of one academy"
    ),
    pytest.param("城市地下空间创新联合体", "城市地上空间创新联合体", "Consortium", id="the opposite word"),
    pytest.param("青禾(北京)科技有限公司", "青禾科技有限公司", "Enterprise", id="a subsidiary with its place"),
    pytest.param("青禾集团", "青禾集团北岸分公司", "Enterprise", id="a branch of the firm"),
    pytest.param("李军", "李建军", "Person", id="two people"),
    pytest.param("云岭市科学技术局", "临澜市科学技术局", "Agency", id="bureaus of two cities"),
    pytest.param("中国科学院", "中国科学院上海分院", "Institute", id="a branch of the academy"),
]


@pytest.mark.parametrize(("one", "other", "kind"), TRUE_PAIRS)
def test_names_of_one_thing_are_put_before_a_person(one, other, kind):
    assert len(proposed((one, kind), (other, kind))) == 1


@pytest.mark.parametrize(("one", "other", "kind"), OTHER_THINGS)
def test_names_of_two_things_are_not_proposed(one, other, kind):
    assert proposed((one, kind), (other, kind)) == []


def test_a_university_and_its_transfer_centre_are_two_things():
    assert proposed(("浙江大学", "University"), ("浙江大学技术转移中心", "Platform")) == []


def said_in(documents, kind="Enterprise"):
    """Return the pairs proposed where each of `documents`, lists of names, says in one claim what stands in it."""
    bodies = {name: an_entity(name, kind) for name in sorted({name for names in documents for name in names})}
    claims = tuple(
        a_claim(a_document(number, None), "COOPERATES_WITH", {"partner": [bodies[n] for n in names]}, "signed", "签约")
        for number, names in enumerate(documents)
    )
    found = propose(Network(entities=tuple(bodies.values()), claims=claims), language="en")
    return [(p.a.name, p.b.name) for p in found]


YUANHANG, HEAVY, GROUP = "Yuanhang", "Yuanhang Heavy Industries", "Yuanhang Heavy Industries Group Co., Ltd."


def test_a_name_that_begins_a_longer_one_of_its_document_may_be_that_one():
    assert said_in([[YUANHANG, HEAVY, GROUP]]) == [(HEAVY, GROUP), (YUANHANG, HEAVY), (YUANHANG, GROUP)]
    assert said_in([[YUANHANG, HEAVY]], "Region") == [(YUANHANG, HEAVY)]


def test_a_name_is_held_only_against_those_that_go_on_from_it(monkeypatch):
    held = []
    monkeypatch.setattr("ingest.resolve.propose.begun", lambda short, full: held.append((short.text, full.text)))

    said_in([[YUANHANG, HEAVY, "Yuanhanger Works", *(f"Firm{number} Works" for number in range(100))]])

    assert held == [(YUANHANG, HEAVY)]


@pytest.mark.parametrize(
    ("documents", "kind"),
    [
        pytest.param([[YUANHANG], [HEAVY]], "Enterprise", id="in two documents"),
        pytest.param([[YUANHANG, HEAVY, "Yuanhang Shipping"]], "Enterprise", id="two firms go on from it"),
        pytest.param([[YUANHANG, HEAVY], [YUANHANG, "Yuanhang Shipping"]], "Enterprise", id="in another document too"),
        pytest.param([[YUANHANG, "Yuanhang Precision Singapore"]], "Enterprise", id="a firm elsewhere"),
        pytest.param([["Ridge Institute", "Ridge Institute Delta Branch"]], "Institute", id="a branch"),
        pytest.param([["CSIR", "CSIR Leather Works"]], "Institute", id="initials and a part"),
        pytest.param([["Yuan", "Yuanhang Shipping"]], "Enterprise", id="no whole word"),
        pytest.param([["Wei Yuan", "Wei Yuan Shan"]], "Person", id="persons"),
    ],
)
def test_a_name_that_begins_another_is_not_always_that_one(documents, kind):
    assert said_in(documents, kind) == []


def test_a_national_centre_and_one_that_does_not_say_so_rank_low():
    (found,) = proposed(("动物疫苗技术创新中心", "Platform"), ("国家动物疫苗技术创新中心", "Platform"))

    assert found.score < 0.5
    assert "国家" in found.why


def test_a_firm_and_a_centre_of_one_name_are_not_compared():
    assert proposed(("草业国家技术创新中心", "Platform"), ("草业国家技术创新中心(内蒙古)有限公司", "Enterprise")) == []


def test_what_is_judged_is_not_proposed_again():
    one, other = Key("国家草业技术创新中心", "Platform"), Key("草业国家技术创新中心", "Platform")
    names = ((one.name, one.kind), (other.name, other.kind))

    assert proposed(*names) != []
    assert proposed(*names, judgements=[pair(Verdict.DIFFERENT, one, other, "analyst", "two files")]) == []
    assert proposed(*names, judgements=[pair(Verdict.SAME, one, other, "analyst", "one file")]) == []


def test_different_blocks_every_name_of_the_same_thing():
    short, full, other = (Key(n, "Platform") for n in ("草创中心", "国家草业技术创新中心", "草业国家技术创新中心"))
    held = [
        pair(Verdict.SAME, short, full, "rule:abbreviation@1", ""),
        pair(Verdict.DIFFERENT, short, other, "analyst", ""),
    ]

    assert proposed((full.name, full.kind), (other.name, other.kind), judgements=held) == []


def test_placeholders_are_never_proposed():
    branches = tuple(an_entity(name, "Platform", placeholder=True) for name in ("浙江大学的分院", "浙江大学分院"))

    assert propose(Network(entities=branches)) == []


def test_a_short_form_that_fits_many_names_says_nothing():
    many = [(f"国家{field}技术创新中心", "Platform") for field in ("乳业", "草业", "稀土", "乘用车", "合成生物")]

    assert proposed(("国创中心", "Platform"), *many) == []


def test_reasons_are_one_sentence_in_the_language_asked_for():
    names = (("蒙草集团", "Enterprise"), ("内蒙古蒙草生态环境(集团)股份有限公司", "Enterprise"))

    (zh,), (en,) = proposed(*names), proposed(*names, language="en")

    assert (zh.a, zh.b, zh.score) == (en.a, en.b, en.score)
    assert zh.why.endswith("。")
    assert en.why.endswith(".")
    assert "蒙草" in zh.why
    assert "蒙草" in en.why


def test_proposals_come_most_likely_first_and_do_not_depend_on_the_order_of_entities():
    names = [(p.values[0], p.values[2]) for p in TRUE_PAIRS] + [(p.values[1], p.values[2]) for p in TRUE_PAIRS]
    names = list(dict.fromkeys(names))

    forward, backward = proposed(*names), proposed(*reversed(names))

    assert forward == backward
    assert [p.score for p in forward] == sorted((p.score for p in forward), reverse=True)


def test_the_small_network_holds_nothing_to_merge():
    assert propose(a_network()) == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("国家乳业技术创新中心", ("", "", "国家", "乳业", "技术创新中心"), id="level, field, type"),
        pytest.param("呼和浩特市科技局", ("", "呼和浩特市", "", "科学技术", "局"), id="place and short word"),
        pytest.param("浙江大学技术转移中心", ("浙江大学", "", "", "", "技术转移中心"), id="owner"),
        pytest.param("浙江大学", ("", "", "", "浙江", "大学"), id="called after a place"),
        pytest.param("内蒙古蒙草生态环境(集团)股份有限公司", ("", "内蒙古", "", "蒙草生态环境", ""), id="firm"),
    ],
)
def test_a_name_is_read_part_by_part(name, parts):
    p = parse(name)

    assert (p.owner, p.place, p.level, p.field, p.type) == parts


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("草创中心", "国家草业技术创新中心", True),
        ("动物疫苗中心", "动物疫苗技术创新中心", True),
        ("西工大", "西北工业大学", True),
        ("中科院", "中国医学科学院", False),
        ("农大", "中国农业大学", False),
        ("国家草业技术创新中心", "草创中心", False),
    ],
)
def test_abbreviations_keep_order_start_and_end(short, full, fits):
    assert abbreviates(parse(short), parse(full)) is fits


def test_pinyin_is_written_as_firms_write_it():
    assert pinyin_key("蒙草") == "mengcao"


SIGNS = st.text(st.sampled_from("国家草乳业技术创新中心大学院研究所集团有限公司(北京)市省内蒙古CAAS abc"), max_size=16)
KINDS = st.sampled_from(["Platform", "Enterprise", "University", "Agency", "Person", "Region"])


@given(SIGNS, SIGNS, KINDS)
def test_likeness_is_the_same_both_ways(one, other, kind):
    a, b = parse(one), parse(other)

    assert likeness(a, b, kind) == likeness(b, a, kind)
