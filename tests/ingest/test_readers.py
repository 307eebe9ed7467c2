import io
import os
import time
from dataclasses import replace
from datetime import date

import docx
import pytest

from graph.errors import DocumentError
from graph.ontology import Label
from ingest.readers.page import from_json, to_json
from ingest.readers.read import read
from ingest.readers.unwrap import join
from ingest.readers.webmeta import web_address
from tests.ingest.hostile import (
    a_chinese_pdf,
    a_docx,
    a_paragraph,
    a_pdf,
    a_zip,
    an_xlsx,
    pdf_text,
    with_member,
)

ENTITY = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.fixture
def reading(tmp_path):
    """Return a function that writes a file and reads it."""

    def write_and_read(name, data):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path)

    return write_and_read


def said(page):
    """Return what the page says of its damage, in English."""
    return [note.en for note in page.damage]


# ---------------------------------------------------------------- plain text, passages


def test_a_text_is_kept_as_it_stands(reading):
    page = reading("notice.txt", "創(chuàng)新\r\n第二行 \n".encode("gb18030"))

    assert page.text == "創(chuàng)新\r\n第二行 \n"
    assert (page.media_type, page.charset, page.address) == ("text/plain", "gb18030", "notice.txt")


def test_half_a_sign_in_a_passage_becomes_a_question_mark(reading):
    page = reading("p.json", '{"text": "甲\\ud800大学", "publisher": "市\\udfff局"}')

    assert (page.text, page.publisher) == ("甲?大学", "市?局")


def test_of_a_passage_only_text_publisher_and_day_are_read(reading):
    page = reading("p.json", '{"text": "云岭大学", "publisher": "青城日报", "published": "2024-03-18", "claims": [1]}')

    assert (page.text, page.publisher, page.published) == ("云岭大学", "青城日报", date(2024, 3, 18))


def test_a_month_is_dated_by_its_first_day_and_said(reading):
    page = reading("p.json", '{"text": "云岭大学", "published": "2024-03"}')

    assert page.published == date(2024, 3, 1)
    assert said(page) == ["Dated 2024-03 only; its first day stands for it."]


@pytest.mark.parametrize(
    "data",
    ['{"text": 1}', "[]", '{"text": ""}', '{"text": "a", "text": "b"}', '{"text": "a", "n": NaN}', '{"text": "a"',
     '{"text": "a", "published": "soon"}', '{"text": "a", "publisher": 3}', "[" * 100_000, '{"a":' * 5_000],
    ids=lambda data: data[:30],
)  # fmt: skip
def test_what_is_no_passage_gets_one_line(reading, data):
    with pytest.raises(DocumentError):
        reading("p.json", data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ('{"text": "a", ' + ", ".join(f'"{n}": 0' for n in range(60_000)) + ', "59999": 0}', "'59999' stands twice"),
        ('{"text": "' + '\\"' * 60_000, "is no valid JSON"),
    ],
    ids=["many keys", "an open string"],
)
def test_a_passage_is_read_in_linear_time(reading, data, why):
    started = time.process_time()
    with pytest.raises(DocumentError, match=why):
        reading("p.json", data)

    assert time.process_time() - started < 5


def test_a_key_that_stands_twice_is_not_repeated_whole(reading):
    with pytest.raises(DocumentError) as error:
        reading("p.json", f'{{"{"k" * 1000}": 1, "{"k" * 1000}": 1}}')

    assert len(str(error.value)) < 200


# ---------------------------------------------------------------- web pages

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312">
<meta name="ArticleTitle" content="青城市打造人才高地"><meta name="PubDate" content="2023-05-30 11:13">
<meta name="ContentSource" content="青城市科技局"><link rel="canonical" href="https://me:pw@kjj.example.cn/a/1.html#top">
<title>青城市打造人才高地_青城市</title><style>p{}</style></head><body>
<div class="nav"><a>首页</a><a>新闻</a><a>政务</a></div><div id="position">当前位置：<a>首页</a> &gt; <a>要闻</a></div>
<div class=wrap><h1>青城市打造人才高地</h1><div class="info">发布日期：2023-05-30　来源：青城市科技局</div>
<div class="article"><p>　　青城市科技局近日召开会议，部署创新平台建设，各单位参加。</p><p>云岭
大学与青禾集团<b>签订</b>战略合作协议，双方将共建草种技术创新中心，并互派人员。</p><ul><li><a>云岭大学</a></li>
<li><a>青禾集团</a></li><li><a>草种研究院</a></li><li><a>北方学院</a></li></ul>
<table><tr><th>项目<th>单位</tr><tr><td><p>草种</p></td><td>青禾集团</td></tr></table></div>
<div class="side"><ul><li><a>甲公司与乙大学签约</a></li><li><a>第二条</a></li>
<li><a>第三条</a></li><li><a>第四条</a></li></ul></div></div>
<div>【字体：大 中 小】 打印 关闭</div><div>上一篇：甲公司与丙大学签约</div><div style="display: none">隐藏的签约</div>
<script>document.write("脚本的签约")</script>
<div class="bottom"><p>主办：青城市科技局　蒙ICP备12345号</p></div></body></html>"""


def test_a_web_page_gives_its_article_in_lines_without_its_furniture(reading):
    page = reading("1.html", PAGE.encode("gb18030"))

    assert page.text.split("\n") == [
        "青城市打造人才高地",
        "发布日期：2023-05-30 来源：青城市科技局",
        "青城市科技局近日召开会议，部署创新平台建设，各单位参加。",
        "云岭大学与青禾集团签订战略合作协议，双方将共建草种技术创新中心，并互派人员。",
        "云岭大学",
        "青禾集团",
        "草种研究院",
        "北方学院",
        "项目 | 单位",
        "草种 | 青禾集团",
    ]
    assert said(page) == [
        "Menus, link lists and imprints left out: 4.",
        "Lines of buttons left out: 2.",
        "Hidden blocks left out: 1.",
    ]


def test_a_web_page_states_its_frame_in_its_markup(reading):
    page = reading("1.html", PAGE.encode("gb18030"))

    assert page.address == "https://kjj.example.cn/a/1.html"
    assert (page.title, page.publisher, page.published) == ("青城市打造人才高地", "青城市科技局", date(2023, 5, 30))


def test_a_site_is_the_publisher_of_last_resort_and_not_a_part_of_the_title(reading):
    page = reading(
        "x.html", '<meta name="SiteName" content="青城市科技局"><title>青城市打造人才高地-青城市科技局</title><p>正文'
    )

    assert (page.title, page.publisher, page.site) == ("青城市打造人才高地", None, "青城市科技局")


ACTORS = ("云岭大学", "青禾集团", "北方学院", "草种研究院")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>云岭大学与青禾集团<p>北方学院<p>草种研究院", id="unclosed tags"),
        pytest.param("<ul>" + "".join(f"<li><a href=x>{a}</a>" for a in ACTORS) + "</ul>", id="only a list of links"),
        pytest.param("云岭大学、青禾集团\n北方学院、草种研究院", id="no tags"),
        pytest.param("<p>云岭大学、青禾集团共建。</p></body><p>北方学院、草种研究院参加。</p>", id="stray end"),
        pytest.param("<table><tr><td><table><tr><td>云岭大学<td>青禾集团</table><td>" + "平台建设，稳步推进。" * 50
                     + "北方学院、草种研究院</table>", id="tables of an old site"),
        pytest.param("<form><div class=content>" + "会议强调，要抓好落实。" * 20 + "</div><div class=list>"
                     + "".join(f"<p>{a}</p>" for a in ACTORS) + "</div></form>", id="members beside the article"),
        pytest.param("<div><p>" + "会议强调，要抓好落实。" * 20 + "</p><ul>"
                     + "".join(f"<li><a>{a}</a>" for a in ACTORS) + "</ul></div>", id="linked members"),
        pytest.param("<div class=list><h3>战略合作伙伴</h3><ul>" + "".join(f"<li><a>{a}</a>" for a in ACTORS)
                     + "</ul></div><div><p>" + "会议强调，要抓好落实。" * 20 + "</p><p>会议结束。</p></div>",
                     id="linked partners beside the article"),
        pytest.param("<div class=rank><b>热点排行</b><a>一</a><a>二</a></div><div>"
                     + "".join(f"<p><a>{a}</a></p>" for a in ACTORS) + "</div>", id="a list of links after another"),
        pytest.param("<ul><li><a>首页</a><li><a>名录</a><li><a>联系</a></ul><table><tr><th>名称<th>单位</tr>"
                     + "".join(f"<tr><td><a>{a}</a><td><a>中心</a></tr>" for a in ACTORS)
                     + "</table><p>青城市科技局 版权所有 蒙ICP备1号</p>", id="a register with linked names"),
    ],
)  # fmt: skip
def test_no_actor_is_lost(reading, body):
    text = reading("x.html", f"<html><body>{body}</body></html>").text

    assert [actor for actor in ACTORS if actor not in text] == []


ARTICLE = "".join(f"<p>青城市第{n}次会议强调，要抓好平台建设的落实。</p>" for n in "一二三四")
LINKS = "".join(
    f'<li><a href="/{n}.html">丙公司与丁大学第{n}次签约</a><span>2023-05-0{n}</span></li>' for n in range(1, 7)
)
LAYOUTS = {
    "related news beside it": "<div><div class=TRS_Editor>{}</div><div><h3>相关新闻</h3><ul>{}</ul></div></div>",
    "related news inside it": "<div class=article>{}<h4>相关阅读：</h4><ul>{}</ul></div>",
    "a box inside it": "<div class=article>{}<div><b>推荐阅读</b><ul>{}</ul></div></div>",
    "a column of the layout": "<table><tr><td>{}</td><td><ul>{}</ul></td></tr></table>",
    "a university's site": "<form name=f><div class=v_news_content>{}</div></form><div class='list-box'>{}</div>",
    "an aside inside": "<main>{}<aside><h2>Signed</h2>{}</aside></main>",
    "an aside": "<main><article>{}</article></main><aside class=sidebar>最新签约 {}</aside>",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_headlines_of_other_pages_are_no_part_of_the_article(reading, layout):
    page = reading("x.html", f"<html><body>{layout.format(ARTICLE, LINKS)}</body></html>")

    assert page.text.count("平台建设") == 4
    assert "丙公司" not in page.text
    assert page.damage


OLD_SITE = f"""<html><body>
<table><tr><td class="daohang1"><table><tr><td><a>网站首页</a></td><td><a>政务公开</a></td><td><a>办事服务</a></td>
</tr></table></td></tr></table><table><tr><td><table><tr><td>栏目导航</td></tr><tr><td><a>通知</a></td></tr><tr><td><a>动态</a></td></tr></table>
<table><tr><td>点击排行</td></tr><tr><td>·<a>甲公司与丙公司签约</a></td></tr><tr><td>·<a>丁公司落户</a></td></tr></table></td>
<td><table><tr><td>您现在的位置：<a>首页</a> &gt;&gt; <a>通知</a> &gt;&gt; 正文</td></tr>
<tr><td>位置：青城市新城区</td></tr><tr><td><p>决定由青禾集团牵头组建联合体，成员如下：</p>
<ul>{"".join(f"<li><a>{a}</a></li>" for a in ACTORS)}</ul></td></tr>
<tr><td>【<a>打印此页</a>】【<a>关闭窗口</a>】</td></tr></table></td></tr></table>
<table><tr><td>主办：青城市科技局<br>蒙ICP备1号 网站标识码：15</td></tr></table></body></html>"""


def test_a_short_notice_on_an_old_site_of_nested_tables_is_read_alone_and_the_rest_is_counted(reading):
    page = reading("x.html", OLD_SITE)

    assert page.text.split("\n") == [
        "位置：青城市新城区", "决定由青禾集团牵头组建联合体，成员如下：", *ACTORS,
    ]  # fmt: skip
    assert said(page) == ["Menus, link lists and imprints left out: 4.", "Lines of buttons left out: 2."]


def test_markup_in_a_text_file_is_read_as_a_web_page(reading):
    assert reading("x.txt", "<!-- saved --><!DOCTYPE html><html><body><p>云岭大学</body></html>").text == "云岭大学"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 20_000 + "x", id="nested 20,000 deep"),
        pytest.param("<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">x</p>", id="20,000 attributes"),
        pytest.param("<a" * 200_000, id="no tag ends"),
        pytest.param("<!--" * 5_000 + "x", id="comments that do not end"),
        pytest.param("<script>draw()</script><div id=app></div>", id="filled by a script"),
    ],
)
def test_a_hostile_page_gets_one_line_at_once(reading, html):
    with pytest.raises(DocumentError):
        reading("x.html", f"<html>{html}")


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://a.example/b?c=1#d", "https://a.example/b?c=1"),
        ("http://a.example:8080/", "http://a.example:8080/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/b", None),
        ("https://a.example/\"onclick='x'", None),
        ("https://localhost/x", None),
        ("https://[::1", None),
        ("https://a.example:99999/", None),
        ("/b.html", None),
        (None, None),
    ],
)
def test_only_a_plain_web_address_is_one(given, address):
    assert web_address(given) == address


# ---------------------------------------------------------------- Word


def test_a_word_file_gives_paragraphs_tables_notes_and_headers(reading):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "青城市科技局文件"
    document.add_heading("青城市打造人才高地", 1)
    document.add_paragraph("云岭大学与青禾集团").add_run("签订协议。")
    table = document.add_table(2, 2)
    for place, text in enumerate(("项目", "单位", "草种", "青禾集团")):
        table.cell(*divmod(place, 2)).text = text
    document.add_paragraph("结尾").add_run("隐藏").font.hidden = True
    buffer = io.BytesIO()
    document.save(buffer)

    page = reading("x.docx", buffer.getvalue())

    assert page.text.split("\n") == [
        "青城市打造人才高地", "云岭大学与青禾集团签订协议。", "项目 | 单位", "草种 | 青禾集团", "结尾",
        "青城市科技局文件",
    ]  # fmt: skip
    assert said(page) == ["Hidden words left out: 1 runs."]


def test_deleted_words_go_and_inserted_and_boxed_ones_stay(reading):
    body = (
        "<w:p><w:r><w:t>云岭</w:t></w:r><w:del><w:r><w:delText>学院</w:delText></w:r></w:del><w:ins><w:r><w:t>大学</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom>"
        '<w:r><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:txbxContent>'
        "<w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:br/><w:t>新行</w:t></w:r></w:p><w:sdt><w:sdtContent>"
        + a_paragraph("控件")
        + "</w:sdtContent></w:sdt>"
    )

    assert reading("x.docx", a_docx(body)).text.split("\n") == ["云岭大学", "新行", "框中", "控件"]


# ---------------------------------------------------------------- PDF


def test_wrapped_lines_of_a_chinese_pdf_are_joined_and_page_numbers_go(reading):
    full = "云岭大学与青禾集团签订战略合作协议共建草种技术创新中心并推动成果"
    page = reading(
        "x.pdf",
        a_chinese_pdf(["青城市打造人才高地", full, "转化。", "发布人：青城市科技局", "- 1 -"], [full, "落地。", "2"]),
    )

    assert page.text.split("\n") == [
        "青城市打造人才高地", full + "转化。", "发布人：青城市科技局", full + "落地。",
    ]  # fmt: skip
    assert said(page) == ["Page numbers left out: 2."]


def test_an_english_line_is_joined_where_the_next_word_did_not_fit():
    text, notes = join(
        [["The university has signed an", "agreement with the group.", "It is good.", "1. The first point is"]]
    )

    assert text.split("\n") == [
        "The university has signed an agreement with the group.",
        "It is good.",
        "1. The first point is",
    ]
    assert notes == ()


def test_a_running_head_stays_once():
    text, notes = join([["年度报告", f"第{n}段说完了。", str(n)] for n in "一二三四"])

    assert text.split("\n").count("年度报告") == 1
    assert notes[-1].en == "Running heads left out after the first: 3."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(a_pdf(b"q Q"), "scan", id="no text layer"),
        pytest.param(a_pdf(pdf_text("some text"))[:300], "broken", id="half a file"),
        pytest.param(
            a_pdf(pdf_text("".join(chr(c) for c in range(1, 32) if c not in (10, 13)) * 3)), "noise|scan", id="noise"
        ),
        pytest.param(b"<html>text</html>", "no pdf", id="a web page by name"),
        pytest.param(b"%PDF-1.7\n" + b"\xff" * 500, "broken", id="nothing behind the header"),
    ],
)
def test_a_pdf_without_text_gets_one_line(reading, data, why):
    with pytest.raises(DocumentError, match=why):
        reading("x.pdf", data)


def test_a_pdf_without_a_table_of_places_is_mended(reading):
    assert (
        reading("x.pdf", a_pdf(pdf_text("The university signs.")).replace(b"startxref", b"-")).text
        == "The university signs."
    )


def test_an_encrypted_pdf_gets_one_line(reading):
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(a_pdf(pdf_text("secret"))))
    writer.encrypt("word", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)

    with pytest.raises(DocumentError, match="encrypted"):
        reading("x.pdf", buffer.getvalue())


# ---------------------------------------------------------------- tables


def test_cells_stay_as_they_are_written(reading):
    page = reading("x.csv", 'name,code\nNA,0012\n\'=1+1,1e5\n"甲\n乙",null\n')

    assert page.table == (("name", "code"), ("NA", "0012"), ("=1+1", "1e5"), ("甲 乙", "null"))
    assert page.text == "name | code\nNA | 0012\n=1+1 | 1e5\n甲 乙 | null"


@pytest.mark.parametrize(("name", "delimiter"), [("x.csv", ","), ("x.csv", ";"), ("x.tsv", "\t")])
def test_the_sign_between_cells_is_found(reading, name, delimiter):
    assert reading(name, delimiter.join("ab") + "\n" + delimiter.join("cd")).table == (("a", "b"), ("c", "d"))


@pytest.mark.parametrize(
    ("data", "why"),
    [("a,b\n1,2,3\n", "row 2 has 3 cells"), ('a,b\n"1,2\n', "unexpected end"), (",\n,\n", "no filled row")],
)
def test_a_crooked_table_says_where(reading, data, why):
    with pytest.raises(DocumentError, match=why):
        reading("x.csv", data)


def test_the_first_filled_sheet_is_read_and_the_others_are_said(reading):
    page = reading("x.xlsx", an_xlsx([], [["a", "b"], [2023, 1.5], [date(2023, 5, 30), True]], [["z"]]))

    assert page.table == (("a", "b"), ("2023", "1.5"), ("2023-05-30", "true"))
    assert said(page) == ["Sheet sheet3 left out; the first filled sheet is read."]


# ---------------------------------------------------------------- every door


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        pytest.param("e.txt", b"", "empty", id="nothing"),
        pytest.param("e.txt", b" \n\t", "empty", id="blanks"),
        pytest.param("x.xyz", b"text", "Read are txt", id="unknown format"),
        pytest.param("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "old or encrypted", id="old Word"),
        pytest.param("x.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "encrypted", id="encrypted Word"),
        pytest.param("x.txt", b"\x89PNG\r\n\x1a\n", "picture", id="a picture by name"),
        pytest.param("x.docx", b"text", "no docx", id="a text by name"),
        pytest.param("x.docx", a_docx(a_paragraph("甲"))[:150], "broken", id="half an archive"),
        pytest.param("x.docx", a_zip({"a": "b"}), "broken", id="an archive by name"),
        pytest.param("x.zip", a_zip({"a": "b"}), "archive", id="an archive"),
        pytest.param("x.docx", a_docx("<w:p/>"), "no text", id="no words"),
        pytest.param("x.docx", a_docx(a_paragraph("a" * 30_000_000)), "unpacks", id="a bomb"),
        pytest.param("x.docx", a_docx("<w:sdt>" * 3_000 + "</w:sdt>" * 3_000), "broken", id="nested 3,000 deep"),
        pytest.param("x.docx", a_docx(a_paragraph("pre&f;"), ENTITY), "DOCTYPE", id="an entity from a file"),
        pytest.param("x.docx", a_docx(a_paragraph("&b;"), ENTITY), "DOCTYPE", id="entities in entities"),
        pytest.param("x.docx", with_member(a_docx(""), "word/document.xml", ENTITY.encode("utf-16")), "broken|DOCTYPE",
                     id="an entity in UTF-16"),
        pytest.param("x.docx", a_zip({f"m{i}": "" for i in range(4_100)} | {"word/document.xml": "<a/>"}), "unpacks",
                     id="4,100 members"),
        pytest.param("x.xlsx", with_member(an_xlsx([["a"]]), "xl/worksheets/sheet1.xml", ENTITY + "<a/>"), "DOCTYPE",
                     id="an entity in a sheet"),
        pytest.param("x.xlsx", with_member(an_xlsx([["a"]]), "xl/worksheets/sheet1.xml", b" " * 70_000_000), "unpacks",
                     id="a bomb in a sheet"),
        pytest.param("x.xlsx", an_xlsx([]), "no filled sheet", id="an empty workbook"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_one_line(reading, name, data, why):
    with pytest.raises(DocumentError, match=why) as caught:
        reading(name, data)

    assert "\n" not in str(caught.value)


def test_only_regular_files_are_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "real.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()

    for name, why in {
        "pipe.txt": "pipe", "link.txt": "symbolic link", "loop.txt": "symbolic link", "folder.txt": "folder",
        "missing.txt": "no such file", "real.txt/x.txt": "no such file", "x" * 300: "too long", "a\0b": "NUL",
    }.items():  # fmt: skip
        with pytest.raises(DocumentError, match=why):
            read(tmp_path / name)


def test_a_device_is_not_read():
    from pathlib import Path

    with pytest.raises(DocumentError, match="no regular file"):
        read(Path("/dev/zero"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_gets_one_line(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("text")
    path.chmod(0)

    with pytest.raises(DocumentError, match="permission"):
        read(path)


def test_a_name_that_would_fool_a_terminal_is_shown_plain(tmp_path):
    path = tmp_path / "a\u202e\x1b[31m\nb.txt"
    path.write_text("text")

    page = read(path)

    assert page.address == "a��[31m�b.txt"


def test_a_page_travels_as_json(reading):
    page = replace(reading("x.csv", "a,b\n1,2\n"), damage=(Label("略去页码2个。", "Page numbers left out: 2."),))

    assert from_json(to_json(page)) == page
