from datetime import date

import pytest

from ingest.frame import document_of, frame_of, language_of
from ingest.places import leading_place, place_before_colon
from ingest.readers.page import Page
from ingest.text.dates import first_date
from ingest.text.normalise import normalise

NOTICE = """青城:“引育用留”打造人才創(chuàng)新高地
選稿人員:某某 | 發(fā)布日期:2023/5/30 11:13:11 | 瀏覽次數(shù): 2739
今年以來,我市聚焦重點(diǎn)產(chǎn)業(yè),做好科技人才工作。會議時間:2022年1月1日。
發(fā)布人:青城市科技局"""


def a_page(text, **more):
    return Page(text=text, media_type="text/plain", charset="utf-8", reader="text@1", sha256="0" * 64,
                address="notice.txt", **more)  # fmt: skip


def framed(text, **given):
    return document_of(a_page(text), **given)


def test_a_damaged_notice_in_traditional_characters_states_its_frame():
    document = framed(NOTICE)

    assert document.title == "青城:“引育用留”打造人才创新高地"
    assert document.publisher == "青城市科技局"
    assert document.published == date(2023, 5, 30)
    assert document.region == "青城市"
    assert document.language == "zh"
    assert document.text == NOTICE


def test_what_the_page_does_not_say_stays_unknown():
    document = framed("云岭大学与青禾集团昨日在青城签约,双方将共建草种研究院,并互派人员,为期三年。")

    assert (document.title, document.publisher, document.published, document.region) == (None, None, None, None)


def test_a_given_day_counts_only_where_the_page_is_silent():
    silent = framed("一条消息", publisher="雲嶺大學", published=date(2024, 1, 2))
    dated = framed(NOTICE, publisher="云岭大学", published=date(2024, 1, 2))

    assert (silent.publisher, silent.published) == ("云岭大学", date(2024, 1, 2))
    assert (dated.publisher, dated.published) == ("青城市科技局", date(2023, 5, 30))
    assert "The page is dated 2023-05-30; the given 2024-01-02 was not used." in [note.en for note in dated.damage]


def test_markup_is_preferred_to_the_text():
    page = a_page(NOTICE, publisher="云岭大学", published=date(2023, 6, 1), title="標題")

    document = document_of(page)

    assert (document.title, document.publisher, document.published) == ("标题", "云岭大学", date(2023, 6, 1))


def test_the_text_is_preferred_to_the_name_of_the_site():
    assert document_of(a_page("标题\n来源:青城日报", site="青城市政府门户网站")).publisher == "青城日报"
    assert document_of(a_page("标题\n正文。", site="青城市政府门户网站")).publisher == "青城市政府"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("来源:青城日报 作者:某某", "青城日报"),
        ("2023-05-30 11:13 信息来源:青城市科学技术局 浏览次数:12", "青城市科学技术局"),
        ("【来源:青城日报】", "青城日报"),
        ("(供稿单位:机械学院)", "机械学院"),
        ("发布单位：“云岭大学”", "云岭大学"),
        ("责任单位:青城市科技局 发布时间:2023-05-30", "青城市科技局"),
        ("作者单位 ： 青禾集团有限公司", "青禾集团有限公司"),
        ("Source: Qinghe Daily | 3 June 2023", "Qinghe Daily"),
        ("来源:中国青年报 【资料图】", "中国青年报"),
        ("来源:青城财经(ID:qingcheng) 作者:某某", "青城财经"),
        ("来源:青城市科技局门户网站", "青城市科技局"),
        ("来源:新华社", "新华社"),
        ("供稿:王某某、李某", None),
        ("来源:新闻中心", None),
        ("来源:人力资源处", None),
        ("发布单位:青城市科技局办公室", "青城市科技局办公室"),
        ("来源:字体:大 中 小", None),
        ("来源:本站", None),
        ("来源:2023-05-30", None),
        ("来源:", None),
    ],
)
def test_a_publisher_stands_behind_its_label(line, publisher):
    assert frame_of(normalise(f"关于平台建设的通知\n{line}\n正文第一句,很长。")).publisher == publisher


def test_who_issued_a_page_is_preferred_to_where_it_was_taken_from():
    assert framed("标题\n来源:新华网\n正文。\n发布人:青城市科技局").publisher == "青城市科技局"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布日期:2023/5/30 11:13:11", date(2023, 5, 30)),
        ("发布时间：2023-05-30 11:13", date(2023, 5, 30)),
        ("时间:2023年5月30日 来源:青城日报", date(2023, 5, 30)),
        ("日期:20230530", date(2023, 5, 30)),
        ("Published on 30 May 2023", date(2023, 5, 30)),
        ("Published: 30 May 2023", date(2023, 5, 30)),
        ("Date: May 30th, 2023", date(2023, 5, 30)),
        ("Published on: Wednesday, September 27, 2023", date(2023, 9, 27)),
        ("发布日期 2023-05-30", date(2023, 5, 30)),
        ("青山客 发表于 2023-05-30 22:05", date(2023, 5, 30)),
        ("2023.05.30 阅读 120", date(2023, 5, 30)),
        ("2023-05-30 来源:青城日报", date(2023, 5, 30)),
        ("发布日期:2023-02-30", None),
        ("浏览次数: 2739", None),
        ("2021年至2023年", None),
        ("1 April 1995: the laboratory becomes a part of the council", None),
        ("公司2024年5月10日披露的公告有以下内容需要更正,", None),
    ],
)
def test_a_day_of_publication_stands_behind_its_label(line, day):
    assert frame_of(normalise(f"关于平台建设的通知\n{line}\n正文第一句,很长很长。")).published == day


def test_a_date_inside_the_report_is_no_day_of_publication():
    text = "关于平台建设的通知\n" + "我市于2022年1月1日启动建设,进展顺利,各单位高度重视,纷纷表示支持。\n" * 3

    assert framed(text).published is None


def test_who_signs_a_notice_and_when_is_read_at_its_end():
    document = framed("关于平台建设的通知\n各单位:\n现予公布。\n" + "一条。\n" * 20 + "青城市科学技術局\n2023年5月30日")

    assert (document.publisher, document.published) == ("青城市科学技术局", date(2023, 5, 30))


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("澜山市科学技术局 2025年3月12日", "澜山市科学技术局"),
        ("澜山市科学技术局2025-03-12 09:30", "澜山市科学技术局"),
        ("2025年3月12日 澜山市科学技术局", "澜山市科学技术局"),
        ("（澜山市科学技术局，二〇二五年三月十二日）", "澜山市科学技术局"),
        ("澜山融媒 2025-03-12 18:40 发表于澜山", "澜山融媒"),
        ("澜山日报客户端 2025-03-12", "澜山日报"),
        ("青禾集团股份有限公司董事会 2025年3月12日", "青禾集团股份有限公司"),
        ("董事会 2025年3月12日", None),
        ("澜山市科学技术局 澜山市财政局 2025年3月12日", None),
    ],
)
@pytest.mark.parametrize("place", ["under the title", "at the end", "at the top"])
def test_a_name_and_a_day_on_one_line_are_who_speaks_and_when(line, publisher, place):
    body = "我市聚焦重点产业,做好科技人才工作。\n" * 20
    text = {"under the title": f"关于平台建设的通知\n{line}\n{body}", "at the end": f"关于平台建设的通知\n{body}{line}",
            "at the top": f"{line}\n关于平台建设的通知\n{body}"}[place]  # fmt: skip
    frame = frame_of(normalise(text))

    assert (frame.publisher, frame.published) == (publisher, date(2025, 3, 12))
    assert frame.title == "关于平台建设的通知"


@pytest.mark.parametrize(
    "lines",
    [
        "青城人才大会 2025年3月12日",
        "青禾集团揭牌草种研究院 2025年3月12日",
        "云岭大学 2024年5月6日\n青城学院 2025年3月12日",
        "青城市科学技术局 2025年3月12日印发的办法已经施行",
        "本报讯(记者 张三) 3月12日,青城市科学技术局公布办法",
    ],
)
def test_an_event_a_row_and_a_report_are_no_byline(lines):
    frame = frame_of(normalise(f"关于平台建设的通知\n{lines}\n正文第一句,很长很长。"))

    assert (frame.publisher, frame.published) == (None, None)


DAYS = [
    "2025年3月12日",
    "2025-03-12",
    "2025/3/12 09:30",
    "2025.03.12",
    "二〇二五年三月十二日",
    "(2025年3月12日)",
    "2025-03-12 星期三",
    "12 March 2025",
    "Wednesday, March 12, 2025",
]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("澜山市科学技术局", "澜山市科学技术局"),
        ("澜山市科学技术局(代章)", "澜山市科学技术局"),
        ("澜山日报", "澜山日报"),
        ("岭东农业大学新闻网", "岭东农业大学新闻网"),
        ("Lanshan Agricultural University", "Lanshan Agricultural University"),
        ("Ministry of Science and Technology", "Ministry of Science and Technology"),
        ("市领导走访岭东农业大学", None),
        ("Lanshan University Opens Research Park", None),
        ("Latest News", None),
    ],
)
@pytest.mark.parametrize("place", ["at the top", "at the end"])
def test_who_signs_is_known_however_the_day_below_is_written(line, publisher, day, place):
    body = "我市聚焦重点产业,做好科技人才工作。\n" * 20
    text = f"{line}\n{day}\n{body}" if place == "at the top" else f"关于平台建设的通知\n{body}{line}\n{day}"
    frame = frame_of(normalise(text))

    assert (frame.publisher, frame.published) == (publisher, date(2025, 3, 12))
    if place == "at the top" and publisher:
        assert frame.title != line


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Lanshan Agricultural University, 12 March 2025", "Lanshan Agricultural University"),
        ("Lanshan Agricultural University News, 12 March 2025", "Lanshan Agricultural University News"),
        ("Decision: The Monitoring Committee, 12 March 2025", None),
    ],
)
def test_an_english_name_and_a_day_on_one_line_are_who_speaks_and_when(line, publisher):
    frame = frame_of(normalise(f"{line}\nThe University has opened a laboratory. It has room for forty."))

    assert frame.publisher == publisher


def test_several_names_above_days_are_rows_of_a_list():
    rows = "云岭大学\n2025-03-12\n青城学院\n2025-03-13\n青禾集团\n2025-03-14"

    assert frame_of(normalise(f"签约单位\n{rows}")).publisher is None


def test_a_name_and_a_day_above_what_a_page_prints_below_are_read():
    text = "关于平台建设的通知\n" + "一条。\n" * 12 + "青城市科学技术局 2025年3月12日\n打印 分享 【关闭】"

    assert framed(text).published == date(2025, 3, 12)


@pytest.mark.parametrize(
    "line",
    [
        "Lanshan, 18 June 2025. The University has opened a laboratory.",
        "LANSHAN, June 18, 2025 - The University has opened a laboratory.",
        "HOHHOT, China, June 18, 2025 /PRNewswire/ -- The University has opened a laboratory.",
        "(Beijing, 18 June 2025) – The University has opened a laboratory.",
        "(Hong Kong, 18 June 2025) The University has opened a laboratory.",
        "LONDON – 18 June 2025 – The University has opened a laboratory.",
        "TORONTO, June 18, 2025 (GLOBE NEWSWIRE) -- The University has opened a laboratory.",
        "TORONTO, ONTARIO--(Marketwired - June 18, 2025) - The University has opened a laboratory.",
        "ATLANTA--(BUSINESS WIRE)--June 18, 2025--The University has opened a laboratory.",
        "TUCSON, AZ / June 18, 2025 / The University has opened a laboratory.",
        "DAKAR, Senegal and OSLO, Norway; 18 June 2025: The University has opened a laboratory.",
        "Cairo, Wednesday 18 June 2025",
        "June 18, 2025. The University has opened a laboratory in the north.",
        "18 June 2025 – The University has opened a laboratory in the north.",
        "Press release, 18 June 2025",
        "Wednesday, 18 June 2025, 11:13 am",
        "新华社澜山2025年6月18日电 澜山大学新建的实验室日前启用。",
        "澜山2025年6月18日 /美通社/ -- 澜山大学新建的实验室日前启用。",
    ],
)
def test_the_dateline_of_a_report_says_the_day_and_nobody(line):
    frame = frame_of(normalise(f"A new laboratory\n\n{line}\nIt has room for forty."))

    assert (frame.title, frame.publisher, frame.published) == ("A new laboratory", None, date(2025, 6, 18))


@pytest.mark.parametrize(
    "lines",
    [
        "In Lanshan, June 18, 2025: the two signed",
        "Lanshan, 18 June 2025, saw the University open a laboratory",
        "The rector said in Lanshan on 18 June 2025 - the University",
        "Formation: 18 June 2025",
        "Deadline, 18 June 2025",
        "Opening – 18 June 2025 – of the laboratory",
        "Lanshan, 18 June 2025 - 20 June 2025",
        "CuRe in Lanshan, 16-18 June 2025",
        "18 June 2025 – 17 June 2028",
        "Wednesday 18 June 2025, workshop",
        "Berlin, 18 June 2025: kick-off\nParis, 4 July 2025: second workshop",
        "18 June 2025 – The kick-off of the project in Berlin\n4 July 2025 – The second workshop, in Paris",
        "公司2025年6月18日电话会议的纪要,",
    ],
)
def test_a_term_an_event_or_a_chronicle_is_no_dateline(lines):
    assert frame_of(normalise(f"A new laboratory\n\n{lines}\nIt has room for forty.")).published is None


def test_a_line_that_opens_a_report_is_no_title_and_one_that_stands_alone_precedes_it():
    assert framed("LANSHAN, June 18, 2025 - The University opens a laboratory.\nIt has room.").title is None
    assert framed("Lanshan, 18 June 2025\nA new laboratory\nIt has room for forty.").title == "A new laboratory"


def test_a_page_that_opens_with_the_day_of_reading_is_of_its_dateline():
    text = "Tuesday 19 March 2024\nA fund for innovation\nDUBAI, November 24, 2015\nA fund has been launched."

    assert framed(text).published == date(2015, 11, 24)


def test_a_place_and_a_day_close_a_page():
    text = "Statement\n" + "We welcome the agreement of both sides.\n" * 20 + "Taipei, 29 March 2024"

    assert framed(text).published == date(2024, 3, 29)


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("当前位置:首页 > 新闻", "真正的标题"),
        ("首页 > 要闻", "真正的标题"),
        ("索引号:0001 发布机构:区科技局", "真正的标题"),
        ("2023-05-30 11:13:00 来源:青城日报", "真正的标题"),
        ("标题:另一个标题", "另一个标题"),
        ("# 另一个标题", "另一个标题"),
        ("另一个标题 来源:青城日报", "另一个标题"),
        ("甲与乙签约,双方表示满意。", None),
    ],
)
def test_the_title_is_the_first_line_that_can_be_one(first, title):
    assert framed(f"{first}\n真正的标题\n正文。").title == title


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("呼和浩特市科技局", "呼和浩特市"),
        ("内蒙古自治区科学技术厅", "内蒙古自治区"),
        ("内蒙古自治区呼和浩特市科技局", "呼和浩特市"),
        ("北京市海淀区科委", "北京市海淀区"),
        ("锡林郭勒盟行政公署", "锡林郭勒盟"),
        ("浙江大学", "浙江省"),
        ("内蒙古大学", "内蒙古自治区"),
        ("市科技局", None),
        ("自治区科技厅", None),
        ("高新区管委会", None),
        ("新华社", None),
        ("中国科学院", None),
        ("中国科学院兰州分院", None),
        ("侨银城市管理股份有限公司", None),
        ("晋城市科技局", "晋城市"),
        ("雁湖新区管理委员会", "雁湖新区"),
        ("国家级新区发展报告", None),
        ("超市报", None),
        ("浙江大学澜山技术转移中心分中心", None),
        ("北京大学深圳研究院", None),
        ("浙江大学(舟山)海洋研究中心", None),
        ("河南省科学院开封分院", None),
        ("河南省科学院", "河南省"),
        ("浙江大学新闻网", "浙江省"),
        ("北京联合大学生命科学中心", None),
        ("上海市建筑科学研究院有限公司", "上海市"),
        ("江苏省中国科学院植物研究所", "江苏省"),
        ("湖南省清华大学校友会", "湖南省"),
        ("重庆大学城管理委员会", "重庆市"),
        ("广东研究院联盟", "广东省"),
        ("", None),
    ],
)
def test_a_name_begins_with_its_place(name, place):
    assert leading_place(name) == place


@pytest.mark.parametrize(
    ("title", "place"),
    [("青城市:打造高地", "青城市"), ("浙江:打造高地", "浙江省"), ("喜报:我校获批", None), ("打造高地", None)],
)
def test_a_place_before_the_colon_of_a_title_is_its_region(title, place):
    assert place_before_colon(title) == place


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二三年五月三十日", date(2023, 5, 30)),
        ("二○二三年十二月十一日", date(2023, 12, 11)),
        ("2023 年 5 月 3 日", date(2023, 5, 3)),
        ("120230530", None),
        ("1899-01-01", None),
        ("2023-13-01 和 2023-12-01", date(2023, 12, 1)),
    ],
)
def test_dates_are_read_as_notices_write_them(text, day):
    assert first_date(text) == day


def test_a_language_is_told_by_its_letters():
    assert language_of("云岭大学与 Qinghe Group Company Limited 签约,共建草种研究院") == "zh"
    assert language_of("Yunling University 云岭大学 and Qinghe Group have signed an agreement on seeds") == "en"
    assert language_of("123") == "en"
    assert language_of("云岭大学与青禾集团签约。![](data:image/png;base64," + "iVBORw0KGgo" * 40 + ")") == "zh"
