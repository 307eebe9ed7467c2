"""Which parts of a web page are furniture: menus, link lists, share buttons, imprints.

Furniture is told by two signs together: what a block calls itself (nav, footer, class="breadcrumb") or what it is made
of (links), and that it stands outside the zone where the sentences are. Inside the zone a list of links may be the
members of a consortium and stays, unless it says itself that it is navigation: by its name, by a heading such as
相关新闻 or 热点排行, or because its first link leads home. A page with hardly any sentences is all zone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

SKIPPED = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
    "audio", "video", "select", "button", "textarea", "input", "map", "datalist", "dialog",
})  # fmt: skip
"""Elements that hold no text of the page."""
ZONE_SHARE = 0.7
"""Of the prose of an element that one child must hold to be the zone in its place."""
LEAST_PROSE = 40
"""Signs; a page with less is a list or a table, and all of it is the zone."""
LONGEST_LIST = 3_000
"""Signs; a list of links with more is an index, and the page is made for it."""
LONGEST_HEADING = 20
"""Signs of the heading of a list."""
DEEPEST_LIST = 8
"""Elements that hold nothing but one another around a list."""
LONGEST_IMPRINT = 600
"""Signs; a longer block holds more than an imprint."""

_CONTAINERS = frozenset({
    "body", "div", "section", "article", "main", "table", "tbody", "tr", "td", "form", "center",
})  # fmt: skip
_CUT_WHOLE = frozenset({
    "div", "section", "aside", "ul", "ol", "dl", "table", "tr", "td", "nav", "footer", "header", "form", "p", "li",
    "center",
})  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"})
_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|crumbs?|foot|footer|copyright|share|bdsharebuttonbox"
    r"|social|sidebar|related|recommend|hotnews|rank|toolbar|topbar|login|search|friendlinks?|links?|comments?|pager"
    r"|pagination|adverts?|ads?|banner|location|position|weizhi|daohang|cookies?|newsletter|subscribe|qrcode|ewm|jiathis"
    r"|bshare|fenxiang)[0-9]*(?:$|[-_\s])",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"(?:^|[-_\s])(?:header|head|top|bottom|bot|side|left|right|leftbar|rightbar|path|hot|tools?)[0-9]*(?:$|[-_\s])",
    re.IGNORECASE,
)
"""Where a block stands; less than a name, for the head of an article has such names as well."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HOME = re.compile(r"(?:网站|返回)?首\s*页|home(?:page)?", re.IGNORECASE)
_IMPRINT = re.compile(
    r"ICP备|公网安备|版权所有|网站标识码|Copyright\s*(?:©|\(c\)|[0-9])|©\s*[0-9]{4}|All rights reserved", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PROSE = re.compile(r"[。！；，]|[a-z)][.,]\s")
_WHICH = "相关|推荐|延伸|扩展|热门|热点|最新|更多|图片|要闻|点击|阅读|浏览|新闻|人气|一周|本周|本月|今日|精彩"
_WHAT = "新闻|阅读|链接|文章|推荐|内容|报道|动态|资讯|信息|稿件|排行榜?|要闻|热点|热文"
_OWN_WORDS = "猜你喜欢|大家都在看|友情链接|(?:栏目|网站|快速|分类|名录)导航"
_ENGLISH = "related (?:articles?|news|stories|links|posts)|read more|more news|most read|see also"
_ELSEWHERE = re.compile(rf"[【\[]?(?:(?:{_WHICH})(?:{_WHAT})|{_OWN_WORDS}|{_ENGLISH})[】\]]?[\s:：>»]*", re.IGNORECASE)
_MEMBERS = re.compile(
    "成员|理事|伙伴|(?:共建|依托|合作|支持|参与|参建|牵头|建设)(?:单位|机构)|members|partners", re.IGNORECASE
)
_NO_WORDS = re.compile(r"[\s0-9年月日时分/.:：|·•>»\[\]()（）【】-]*")
_BETWEEN = re.compile(r"[\s|/·\[\]【】()（）:：>»-]+")
_WAY_HERE = re.compile(r"(?:您(?:的|现在|当前|目前|所在)*|(?:当前|现在|目前)的?)位置\s*[:：]|首页\s*(?:>|»|›|＞)")
_TURNING = frozenset({"上一页", "下一页", "尾页", "末页", "跳转", "前一页", "后一页"})
_COUNTED = re.compile(r"[0-9]+|共?[0-9]*[条页]?|第?[0-9]*页?")
_BUTTONS = frozenset({
    "分享", "分享到", "分享至", "打印", "打印本页", "打印此页", "关闭", "关闭窗口", "关闭本页", "收藏", "收藏本页",
    "字号", "字体", "大", "中", "小", "返回", "返回顶部", "返回首页", "返回列表", "微信", "微博", "新浪微博",
    "qq空间", "复制链接", "点赞", "无障碍", "无障碍浏览", "繁體", "简体", "登录", "注册", "加入收藏", "设为首页",
    "扫一扫", "share", "print", "tweet", "facebook", "twitter", "linkedin", "wechat", "weibo", "email", "top",
})  # fmt: skip
_NEIGHBOUR = re.compile(r"[上下]一[篇页条]\s*[:：]")


@dataclass(slots=True)
class Weight:
    """What an element holds, in signs that are no blanks."""

    signs: int = 0
    linked: int = 0
    """Inside links."""
    prose: int = 0
    """In pieces of text with the marks of sentences, outside links."""
    links: int = 0
    """How many links."""
    dates: int = 0
    """In pieces that are only digits and marks, outside links: the days beside headlines."""
    hidden: bool = False
    """A browser would not show it; then nothing in it is weighed."""


Weights = Mapping[int, Weight]
"""By `mem_id`."""


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes directly inside `node`, text included."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def weigh(body: LexborNode) -> Weights:
    """Return the weight of every element under `body`, in one pass without recursion."""
    weights: dict[int, Weight] = {body.mem_id: Weight()}
    stack: list[tuple[LexborNode, Weight | None, bool, bool]] = [(body, None, False, False)]
    while stack:
        node, above, linked, done = stack.pop()
        if done:
            own = weights[node.mem_id]
            if above is not None:
                above.signs += own.signs
                above.linked += own.linked
                above.prose += own.prose
                above.links += own.links
                above.dates += own.dates
            continue
        if node.is_text_node:
            text = node.text_content or ""
            signs = sum(map(len, text.split()))
            if above is not None:
                above.signs += signs
                above.linked += signs if linked else 0
                if not linked:
                    above.prose += signs if _PROSE.search(text) else 0
                    above.dates += signs if _NO_WORDS.fullmatch(text) else 0
            continue
        if not node.is_element_node or node.tag in SKIPPED:
            continue
        is_link = node.tag == "a"
        own = weights[node.mem_id] = Weight(links=int(is_link), hidden=_is_hidden(node))
        if own.hidden:
            continue
        stack.append((node, above, linked, True))
        stack.extend((child, own, linked or is_link, False) for child in children(node))
    return weights


def zone_of(body: LexborNode, weights: Weights) -> LexborNode:
    """Return the smallest container with most of the prose; `body` where the page has hardly any."""
    zone = body
    if weights[body.mem_id].prose < LEAST_PROSE:
        return zone
    while True:
        needed = ZONE_SHARE * weights[zone.mem_id].prose
        inner = next(
            (
                child
                for child in children(zone)
                if child.tag in _CONTAINERS and child.mem_id in weights and weights[child.mem_id].prose >= needed
            ),
            None,
        )
        if inner is None:
            break
        zone = inner
    # One long paragraph in a box of its own: the list beside it belongs to the article.
    while zone.mem_id != body.mem_id and zone.parent is not None and _pieces(zone, weights) < 2:
        zone = zone.parent
    return zone


def is_furniture(node: LexborNode, weight: Weight, inside: bool) -> bool:
    """Return whether the whole element is furniture; `inside`: it stands in the zone."""
    if node.tag not in _CUT_WHOLE or not weight.signs:
        return False
    words = weight.signs - weight.dates
    links_mostly = weight.linked >= 0.5 * words > 0
    named = _is_named(node, _NAME)
    if node.tag == "aside" and links_mostly and not weight.prose:
        return True
    if links_mostly and not weight.prose and weight.links >= 2 and _points_elsewhere(node, weight):
        return True
    if inside:
        return not weight.prose and ((named and links_mostly) or _is_imprint(node, weight))
    if named and (links_mostly or weight.prose < 0.3 * weight.signs):
        return True
    if links_mostly and not weight.prose and weight.links >= 2 and _is_named(node, _EDGE):
        return True
    # A table with heads of columns is a register, whose names may all be links; so may those of members.
    many_links = weight.links >= 4 and weight.linked >= 0.7 * words
    if many_links and node.css_first("th") is None and not _lists_members(node):
        return True
    return weight.signs <= LONGEST_IMPRINT and _IMPRINT.search(node.text()) is not None


def is_button_line(line: str) -> bool:
    """Return whether a line of text is only the page's own buttons: 【大 中 小】 打印 关闭, 上一篇:…, 当前位置:…."""
    if len(line) > 80:
        return False
    if _NEIGHBOUR.match(line) or (_WAY_HERE.match(line) and "。" not in line):
        return True
    words = [word for word in _BETWEEN.split(line.lower()) if word]
    if any(word in _TURNING for word in words):
        words = [word for word in words if word not in _TURNING and not _COUNTED.fullmatch(word)]
        return all(word in _BUTTONS or word == "首页" for word in words)
    return bool(words) and all(word in _BUTTONS for word in words)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and ("hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None)


def _is_named(node: LexborNode, names: re.Pattern[str]) -> bool:
    if node.tag in {"nav", "footer"}:
        return True
    attributes = node.attributes
    if (attributes.get("role") or "").lower() in _ROLES:
        return True
    # bottomLinks is bottom-links.
    given = (_CAMEL.sub("-", (attributes.get(key) or "")[:200]) for key in ("class", "id"))
    return any(names.search(name) is not None for name in given)


def _points_elsewhere(node: LexborNode, weight: Weight) -> bool:
    """Return whether a list of links leads home first, or stands under a heading such as 相关新闻 or just after it."""
    if weight.signs <= LONGEST_LIST:
        first = node.css_first("a") if weight.links >= 3 else None
        leads_home = first is not None and _HOME.fullmatch(first.text().strip()) is not None
        if (leads_home or _ELSEWHERE.match(node.text().strip()[:20])) and _is_one_list(node):
            return True
    return _ELSEWHERE.fullmatch(_before(node)) is not None


def _lists_members(node: LexborNode) -> bool:
    """Return whether a list of links stands under a heading such as 成员单位, which is no link itself."""
    first = next((child for child in children(node) if _text(child)), None)
    inside = _text(first) if first is not None and (first.is_text_node or first.css_first("a") is None) else ""
    return any(len(heading) <= LONGEST_HEADING and _MEMBERS.search(heading) for heading in (inside, _before(node)))


def _before(node: LexborNode) -> str:
    """Return the text directly before `node`, such as its heading."""
    before = node.prev
    while before is not None and before.is_text_node and not _text(before):
        before = before.prev
    return _text(before) if before is not None and (before.is_text_node or before.css_first("a") is None) else ""


def _text(node: LexborNode) -> str:
    return ((node.text_content or "") if node.is_text_node else node.text()).strip()


def _is_one_list(node: LexborNode) -> bool:
    """Return whether `node` holds one list; where it begins with a whole list and goes on, the parts are looked at."""
    linked: list[LexborNode] = []
    for _ in range(DEEPEST_LIST):
        linked = [child for child in children(node) if child.is_element_node and child.css_first("a") is not None]
        if len(linked) != 1 or linked[0].tag == "a":
            break
        node = linked[0]
    return len(linked) < 2 or linked[0].tag == "a" or len(linked[0].css("a")) < 2


def _is_imprint(node: LexborNode, weight: Weight) -> bool:
    """Return whether `node` is an imprint and the smallest block that is."""
    if weight.signs > LONGEST_IMPRINT or _IMPRINT.search(node.text()) is None:
        return False
    inner = (block for tag in sorted(_CUT_WHOLE) for block in node.css(tag) if block.mem_id != node.mem_id)
    return not any(_IMPRINT.search(block.text()) for block in inner)


def _pieces(node: LexborNode, weights: Weights) -> int:
    return sum(
        bool((child.text_content or "").strip())
        if child.is_text_node
        else bool(weights.get(child.mem_id, Weight()).signs)
        for child in children(node)
    )
