import hashlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Document, Mention, document_id
from graph.ontology import ONTOLOGY
from ingest.extract.quantities import as_written, numbers, stated
from ingest.text.normalise import normalise


def a_document(text, published=date(2024, 3, 1), language="zh", title=None, region=None):
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(document_id(sha256), sha256, "notice.txt", title, None, published, region, language,
                    "text/plain", "utf-8", text, "text@1")  # fmt: skip


def figures(text, mentions=(), **more):
    document, clean = a_document(text, **more), normalise(text)
    return stated(document, clean, [number for number in numbers(document, clean) if not number.doubt], mentions)


def said(text, **more):
    return [(q.low, q.high, q.unit, q.relation, q.modality) for q in figures(text, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("全市现有孵化器12家。", (12, 12, "家", "equal", "achieved"), id="a plain count"),
        pytest.param("拟引进专家15至20名左右。", (15, 20, "名", "about", "planned"), id="a range, about"),
        pytest.param("计划建设新型研发机构3—5家。", (3, 5, "家", "range", "planned"), id="a range with a dash"),
        pytest.param("已征集项目200余项。", (200, None, "项", "more", "achieved"), id="余 opens the end"),
        pytest.param("力争技术合同成交额突破45亿元。", (45, None, "亿元", "more", "aspired"), id="scale in the unit"),
        pytest.param("成交额4100余万元。", (4100, None, "万元", "more", "achieved"), id="余 inside the unit"),
        pytest.param("总额27亿多元。", (27, None, "亿元", "more", "achieved"), id="多 inside the unit"),
        pytest.param("力争新增高新技术企业40家。", (40, 40, "家", "increment", "aspired"), id="新增"),
        pytest.param("全年净增平台60家以上。", (60, None, "家", "increment", "planned"), id="an open increment"),
        pytest.param("成员单位由最初的19家增至58家。", (58, 58, "家", "equal", "achieved"), id="only the end value"),
        pytest.param("审核时限不超过5个工作日。", (None, 5, "个工作日", "at_most", "planned"), id="at most"),
        pytest.param("培育瞪羚企业不少于20家。", (20, None, "家", "more", "planned"), id="no fewer is no at most"),
        pytest.param("研发投入强度达到2.6%。", (2.6, 2.6, "%", "equal", "achieved"), id="percent"),
        pytest.param("百分之三十的企业参加了试点。", (30, 30, "%", "equal", "achieved"), id="percent in words"),
        pytest.param("产值近1,260万亩。", (1260, 1260, "万亩", "about", "achieved"), id="thousands comma, 近"),
        pytest.param("企业占比超过八成。", (80, None, "%", "more", "achieved"), id="tenths"),
        pytest.param("每个乡镇至少培育1个工作站。", (1, None, "个", "more", "planned"), id="at least, words between"),
        pytest.param("创新团队:16支。", (16, 16, "支", "equal", "achieved"), id="a colon is no clock"),
        pytest.param("已有三十五家企业入驻。", (35, 35, "家", "equal", "achieved"), id="Chinese numeral"),
        pytest.param("企业数翻了一番。", (100, 100, "%", "increment", "achieved"), id="doubled"),
        pytest.param("在建的4个研究院进展顺利。", (4, 4, "个", "equal", "building"), id="being built"),
        pytest.param("到2027年形成标准9项。", (9, 9, "项", "equal", "planned"), id="a year to come plans"),
        pytest.param("另有3家正在洽谈。", (3, 3, "家", "equal", "planned"), id="a cue behind the number"),
        pytest.param("力争每院至少有1个、至多有4个实验室。", (1, 4, "个", "range", "aspired"), id="least and most"),
        pytest.param("百分之九十八点四的班子已调整。", (98.4, 98.4, "%", "equal", "achieved"), id="decimals in words"),
        pytest.param("已形成产能5万吨/年。", (5, 5, "万吨/年", "equal", "achieved"), id="a unit by the year"),
    ],
)
def test_a_figure_is_read_with_its_relation_and_modality(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("发布日期:2023/5/30 11:13:11 浏览次数:2739", id="date and page views"),
        pytest.param("联系电话:0471-4606352转8号。", id="telephone"),
        pytest.param("地址:新华大街63号8号楼3层。", id="address"),
        pytest.param("第3家分中心揭牌。", id="ordinal"),
        pytest.param("引进一批产业急需人才。", id="一批"),
        pytest.param("坚持党政军民学五位一体。", id="set phrase"),
        pytest.param("两家企业负责人见面。", id="two who only meet"),
        pytest.param("6月18日上午9时举行。", id="month, day and hour"),
        pytest.param("青禾集团出资2000万元设立基金。", id="a contribution belongs to its claim"),
        pytest.param("100余人参加活动。", id="heads at a ceremony"),
        pytest.param("四家单位坐到一起,开了百场活动。", id="Chinese numerals of a phrase"),
        pytest.param("营业收入10亿元以上企业增多。", id="a threshold"),
        pytest.param("公示期5个工作日。", id="how long a notice hangs"),
    ],
)
def test_what_is_no_figure_is_left_out(text):
    assert said(text) == []


def test_items_of_a_list_share_the_verb_and_each_keeps_its_indicator():
    text = "2023年,力争新增国家高新技术企业40家、科技型中小企业150家,每个重点产业领域组建2至3个创新联合体。"

    found = figures(text, published=date(2023, 5, 30))

    assert [(q.indicator, q.relation, q.modality, q.period) for q in found] == [
        ("国家高新技术企业", "increment", "aspired", "2023"),
        ("科技型中小企业", "increment", "aspired", "2023"),
        ("创新联合体", "range", "aspired", "2023"),
    ]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        pytest.param("引进高层次人才500名。", ["高层次人才"], id="verb off the front"),
        pytest.param("项目资金到位率达到71%。", ["项目资金到位率"], id="到 of 到位 stays"),
        pytest.param("全区高新技术企业总数达291家,净增38家。", ["高新技术企业总数"] * 2, id="a verb alone inherits"),
        pytest.param("已有12个课题组进场。", ["课题组"], id="noun behind the number"),
    ],
)
def test_the_indicator_is_the_phrase_that_is_counted(text, indicators):
    assert [q.indicator for q in figures(text)] == indicators


def test_what_is_achieved_now_has_the_day_of_publication_as_period():
    (found,) = figures("2023年拟引进专家。目前,已培育5家科技领军企业。", published=date(2023, 5, 30))

    assert (found.indicator, found.modality, found.period) == ("科技领军企业", "achieved", "2023-05-30")


def test_this_year_means_nothing_without_a_date():
    (found,) = figures("今年计划建设平台4个。", published=None)

    assert found.period is None


def test_a_quote_is_the_damaged_source_and_the_unit_is_simplified():
    text = "2023年擬實施應用研發(fā)項目30項、引進項目10項。"

    first, second = figures(text, published=date(2023, 5, 30))

    assert first.quote == text[first.start : first.end] == "2023年擬實施應用研發(fā)項目30項"
    assert (first.indicator, first.unit) == ("应用研发项目", "项")
    assert as_written(first.quote, first.indicator) == "應用研發(fā)項目"
    assert as_written(second.quote, "项") == "項"


def test_a_pinyin_note_behind_a_unit_belongs_to_it():
    (found,) = figures("科研項(xiàng)目已有140多項(xiàng)。")

    assert (found.low, found.high, found.unit) == (140, None, "项")
    assert as_written(found.quote, found.unit) == "項(xiàng)"


def test_a_row_whose_first_cell_holds_the_unit_gives_one_figure_a_column():
    text = "指标 2020年基数 2023年完成 2025年目标\n国家高新技术企业(家) 212 418 500以上\n"

    found = figures(text)

    assert [(q.indicator, q.low, q.high, q.unit, q.modality, q.period) for q in found] == [
        ("国家高新技术企业", 212, 212, "家", "achieved", "2020"),
        ("国家高新技术企业", 418, 418, "家", "achieved", "2023"),
        ("国家高新技术企业", 500, None, "家", "planned", "2025"),
    ]


def test_a_heading_with_the_unit_gives_one_figure_a_row():
    text = "序号 载体名称 在孵企业(家) 等次\n1 青禾科创园 86 优秀\n2 云岭孵化器 41 合格\n"

    assert [(q.indicator, q.low, q.unit) for q in figures(text)] == [("在孵企业", 86, "家"), ("在孵企业", 41, "家")]


def test_the_unit_of_money_may_stand_above_the_table():
    text = (
        "签约项目汇总表(金额单位:万元)\n序号 项目 方式 金额\n1 阀门产线 委托开发 320\n2 除臭菌剂 联合开发 85(分2年)\n"
    )

    assert [(q.indicator, q.low, q.unit) for q in figures(text)] == [("金额", 320, "万元"), ("金额", 85, "万元")]


def test_a_column_may_hold_the_units():
    text = "指标 单位 2023年 2024年目标\n高新技术企业 家 418 500\n研发投入强度 % 2.6 2.8\n"

    assert [(q.indicator, q.low, q.unit, q.modality) for q in figures(text)] == [
        ("高新技术企业", 418, "家", "achieved"),
        ("高新技术企业", 500, "家", "planned"),
        ("研发投入强度", 2.6, "%", "achieved"),
        ("研发投入强度", 2.8, "%", "planned"),
    ]


def test_a_table_may_stand_with_one_cell_a_line():
    text = "评估结果\n等次\n家数\n优秀\n7\n良好\n22\n以上结果予以公布。"

    assert [(q.indicator, q.low, q.unit) for q in figures(text)] == [("家数", 7, "家"), ("家数", 22, "家")]


def test_an_english_table_may_have_its_units_in_a_heading():
    text = (
        "Scheme | Awards | Total (£000)\nProof of concept | 79 | 2,576\n\n"
        "Indicator | 2018/19 | 2019/20\nIncome, £ million | 361 | about 364\nArea (hectares) | 1,500 | 2,400\n"
    )

    assert [told for told in numbers_of(text, language="en") if told[2]] == [
        (2576, 2576, "£ thousand"),
        (361, 361, "£ million"),
        (364, 364, "£ million"),
        (1500, 1500, "hectares"),
        (2400, 2400, "hectares"),
    ]


def test_a_label_at_the_front_of_a_line_says_what_stands_under_it():
    text = "一、已建。平台41家。\n二、在建。中试基地2个。\n三、拟建。分中心3个。"

    assert [q[4] for q in said(text)] == ["achieved", "building", "planned"]


def test_the_title_of_a_plan_makes_its_figures_plans():
    text = "建设孵化器8家。"

    assert said(text, title="2024年科技工作要点")[0][4] == "planned"
    assert said(text, title="2023年科技工作总结")[0][4] == "achieved"


def test_the_scope_is_the_name_that_opens_the_clause_else_the_region():
    text = "青禾集团现有研发人员46人。全市孵化器12家。"
    firm = Mention("d", 0, 4, "青禾集团", "青禾集团", "Enterprise")

    staff, incubators = figures(text, [firm], region="青城市")

    assert (staff.scope, staff.scope_kind) == ("青禾集团", "Enterprise")
    assert (incubators.scope, incubators.scope_kind) == ("青城市", "Region")


def test_a_figure_of_several_names_is_the_figure_of_none():
    text = "乳创中心、草创中心已集聚11位院士。"
    centres = [
        Mention("d", 0, 4, "乳创中心", "乳创中心", "Platform"),
        Mention("d", 5, 9, "草创中心", "草创中心", "Platform"),
    ]

    (found,) = figures(text, centres, region="青城市")

    assert found.scope is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The alliance now has 31 companies.", (31, 31, None, "equal", "achieved"), id="count"),
        pytest.param("It will train at least 25 technicians.", (25, None, None, "more", "planned"), id="at least"),
        pytest.param("No fewer than ten chairs are planned.", (10, None, None, "more", "planned"), id="no fewer"),
        pytest.param("It aims to file about 12 patents.", (12, 12, None, "about", "aspired"), id="aspired"),
        pytest.param("Spending was RMB 3.9 billion.", (3.9, 3.9, "RMB billion", "equal", "achieved"), id="money"),
        pytest.param("A £14.6m effort was begun.", (14.6, 14.6, "£ million", "equal", "achieved"), id="pounds"),
        pytest.param("Output grew by 8.4 per cent.", (8.4, 8.4, "%", "increment", "achieved"), id="per cent"),
        pytest.param("Twenty-four workstations were opened.", (24, 24, None, "equal", "achieved"), id="in words"),
        pytest.param("It has two hundred and ten labs.", (210, 210, None, "equal", "achieved"), id="hundreds in words"),
        pytest.param("Half a dozen start-ups have moved in.", (6, 6, None, "equal", "achieved"), id="half a dozen"),
        pytest.param("Members pay between EUR 2,000 and 5,000.", (2000, 5000, "EUR", "range", "planned"), id="between"),
        pytest.param(
            "The site will cover 30.2 million hectares.",
            (30.2, 30.2, "million hectares", "equal", "planned"),
            id="a multiplier of a measure",
        ),
        pytest.param("The fund will hold up to Rs. 3 crore.", (None, 3, "Rs. crore", "at_most", "planned"), id="crore"),
        pytest.param("The park was to house 40 or more companies.", (40, None, None, "more", "achieved"), id="or more"),
        pytest.param(
            "It sets up two new chairs by 2030.", (2, 2, None, "increment", "planned"), id="new ones by a year"
        ),
        pytest.param(
            "Over CNY1 billion was spent.", (1, None, "CNY billion", "more", "achieved"), id="a currency before"
        ),
    ],
)
def test_english_figures_are_read_too(text, expected):
    assert said(text, language="en") == [expected]


def test_a_number_in_the_name_of_what_is_counted_is_no_figure():
    (found,) = figures("The month closed with four R&D 100 Awards.", language="en")
    assert (found.low, found.indicator) == (4, "R&D 100 Awards")


def test_to_double_is_an_increment_of_a_hundred_per_cent():
    (found,) = figures("Hohhot aims to double the number of leading enterprises by 2027.", language="en")

    assert (found.low, found.unit, found.relation, found.modality) == (100, "%", "increment", "aspired")
    assert found.indicator == "leading enterprises"


def test_a_unit_that_stands_once_is_that_of_all_numbers_before_it():
    text = "Output of the three fields was up 28, 30 and 36 percent."

    assert [q[:3] for q in said(text, language="en")] == [(28, 28, "%"), (30, 30, "%"), (36, 36, "%")]


def test_of_a_growth_from_one_number_to_another_no_range_is_made():
    text = "The number of firms grew from 954 companies to 1,368 companies."

    assert "range" not in [q[3] for q in said(text, language="en")]


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 2009 on 14 May.",
        "She is 54 years old.",
        "The two universities met.",
        "A 5G network and a 28nm line, as in the 1990s, at 10:30.",
        "Call No. 12, Room 4, of 3/5/2021 is closed.",
        "A 10-storey house and a 24-month course.",
    ],
)
def test_english_dates_ages_and_pointing_words_are_no_figures(text):
    assert said(text, language="en") == []


PIECES = st.sampled_from(
    [
        *"0123456789,.%、,。;一两三十百千万亿余多新增拟已达约近(à)",
        "家",
        "个",
        "億元",
        "2023年",
        "至",
        "不超过",
        "創(chuàng)新",
        "\n",
        " ",
    ]
)


@settings(deadline=None)  # the first call compiles the rules
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["zh", "en"]))
def test_whatever_the_text_every_quote_is_its_span_and_every_word_is_known(text, language):
    for found in figures(text, language=language):
        assert text[found.start : found.end] == found.quote
        assert found.relation in ONTOLOGY.relations
        assert found.modality in ONTOLOGY.modalities
        assert (found.low, found.high) != (None, None)


def numbers_of(text, **more):
    return [(f.low, f.high, f.unit) for f in numbers(a_document(text, **more), normalise(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("打造三大基地和五大产业。", [(3, 3, "大"), (5, 5, "大")], id="大 counts"),
        pytest.param("在大湾区,三大学院。", [], id="大 of a word"),
        pytest.param("近万名学生,万余人次。", [(1, 1, "万名"), (1, None, "万人次")], id="a scale that stands alone"),
        pytest.param("来了三四趟,二三十家企业。", [(3, 4, "趟"), (20, 30, "家")], id="neighbours"),
        pytest.param("占四分之三。", [(75, 75, "%")], id="a fraction"),
        pytest.param("占百分之三十。", [(30, 30, "%")], id="百分之 is no fraction"),
        pytest.param("在六个方面合作。", [(6, 6, "个")], id="respects are counted by 个"),
    ],
)
def test_numbers_that_are_written_in_words_are_found(text, expected):
    assert numbers_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A five-year pact worth R4.9 billion.", [(5, 5, "years"), (4.9, 4.9, "R billion")], id="span"),
        pytest.param("It takes five to ten years.", [(5, 10, "years")], id="a range of years"),
        pytest.param("The 20-year-old site, 3 years ago.", [(20, 20, "years"), (3, 3, "years")], id="ages"),
        pytest.param("At 12 noon, in Round 15.", [], id="times of day, rounds"),
        pytest.param("For two and a half years.", [(2.5, 2.5, "years")], id="and a half"),
        pytest.param("Half a billion dollars.", [(0.5, 0.5, "billion dollars")], id="half a billion"),
        pytest.param("Costs were cut by 30 to 50 percent.", [(30, 50, "%")], id="by a range"),
        pytest.param(
            "Jobs created: >16,000, 430-plus firms.", [(16000, None, None), (430, None, None)], id="signs of more"
        ),
        pytest.param("It cost TL 750 million.", [(750, 750, "TL million")], id="a currency before the number"),
        pytest.param("It cost 10 million Singapore dollars.", [(10, 10, "million Singapore dollars")], id="behind it"),
    ],
)
def test_spans_and_foreign_money_are_found(text, expected):
    assert numbers_of(text, language="en") == expected


def test_rules_alone_take_no_span_of_time_for_a_figure():
    assert said("The centres signed for five years.", language="en") == []
