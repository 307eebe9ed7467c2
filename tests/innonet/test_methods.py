"""The methods page tells apart what was damaged and what a web page was read without."""

from dataclasses import replace

import pytest

from graph.ontology import Label
from ingest.readers.html import read_html
from ingest.readers.source import Source
from innonet.recipes import report
from tests.factories import a_network

PAGE = (
    "<nav><a href=/>首页</a><a href=/news>新闻</a></nav><div>"
    + "<p>青禾集团与云岭大学签订战略合作协议，共建草种创新中心，双方还将联合培养人才。</p>" * 3
    + "</div>"
)
HIDDEN = Label("略去隐藏内容1块。", "Hidden blocks left out: 1.")


def sources(*notes, language):
    """Return what the methods say of documents that were read with these notes."""
    network = a_network()
    documents = tuple(replace(d, damage=damage) for d, damage in zip(network.documents, notes, strict=True))
    what = {"zh": "来源", "en": "Sources"}[language]
    return dict(report("status", replace(network, documents=documents), language=language).methods)[what]


@pytest.fixture(scope="module")
def menus():
    return read_html(Source(PAGE.encode(), "a.html", "a.html", ".html")).damage


def test_a_page_without_its_menus_is_not_called_damaged(menus):
    assert [note.en for note in menus] == ["Menus, link lists and imprints left out: 1."]
    assert sources(menus, (), language="zh").endswith("3个数字；1份略去了菜单等网页部件。")
    assert sources(menus, menus, language="en").endswith("3 figures; 2 without menus and the like of their web page.")


def test_a_page_with_more_than_menus_left_out_is_counted_as_before(menus):
    assert sources((*menus, HIDDEN), menus, language="zh").endswith(
        "；1份有损坏或略去之处，损坏的文字照原样保存；1份略去了菜单等网页部件。"
    )
    assert sources((), (), language="zh").endswith("3个数字。")
