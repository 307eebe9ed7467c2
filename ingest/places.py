"""The place that a name begins with: 呼和浩特市科技局 is of 呼和浩特市.

By form, not by world knowledge: a name of two signs or more and the class word of a unit of government (省, 市,
自治区, 州, 盟, 县, 区, 旗), and the short names of the provinces, which need none. The ground for a document's region,
where its publisher or its title names one. Places inside a running text are another question, for there nothing shows
where a name begins: `ingest.extract.places` answers it by lists and boundaries, and takes provinces and leading places
from here.

A university carries the place of its seat, and what is called after the university may lie anywhere:
浙江大学澜山技术转移中心 is not said to be of 浙江省.
"""

import re
from collections.abc import Container

PROVINCES = {
    "北京": "北京市", "天津": "天津市", "上海": "上海市", "重庆": "重庆市", "河北": "河北省", "山西": "山西省",
    "辽宁": "辽宁省", "吉林": "吉林省", "黑龙江": "黑龙江省", "江苏": "江苏省", "浙江": "浙江省", "安徽": "安徽省",
    "福建": "福建省", "江西": "江西省", "山东": "山东省", "河南": "河南省", "湖北": "湖北省", "湖南": "湖南省",
    "广东": "广东省", "海南": "海南省", "四川": "四川省", "贵州": "贵州省", "云南": "云南省", "陕西": "陕西省",
    "甘肃": "甘肃省", "青海": "青海省", "台湾": "台湾省", "内蒙古": "内蒙古自治区", "广西": "广西壮族自治区",
    "西藏": "西藏自治区", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区", "香港": "香港特别行政区",
    "澳门": "澳门特别行政区",
}  # fmt: skip

_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|县|区|旗)"
    r"(?!场|政|长|委|内|外|域|块|级|属|民|情|容|面|值)"
)
_DISTRICT = ("县", "区", "旗")
# They look like a place and are a class of places, or an area without a name of its own.
_NO_PLACE = re.compile(
    r"(?:.*(?:高新|开发|经开|示范|试验|园|社|校|院|厂|库|景|矿|工业|综保|保税|自贸|合作|度假|集聚|先行|保护|牧|农|林)区"
    r"|.?新区|.*(?:级|业|市|示范)新区|.{2,}城市|.*(?:院|大学|公司|集团|银行|中心).*"
    r"|(?:本|我|全|各|该|外|两|某|邻|多|所在|中国|全国|城|超|上|股|楼|门|都|夜|集|菜|跨|同|这|国家|自治).{0,2}[省市州盟县区旗]"
    r"|自治[区州县旗]|民族自治.+|直辖市|地级市|县级市|计划单列市|副省级.*|.*[、,与及的在].*)"
)

# Words with which the name of a university or of an institute ends, and not a longer word (大学城, 大学生, 学院路).
_WHOLE = re.compile(r"大学(?!城(?!市)|生(?!命|物|化|态|产))|科学院|学院(?!路)|研究院|研究所|工程院")
# What may stand behind it within the same name: a legal form, its second half, an office, which is the organisation.
_SAME = re.compile(
    r"(?:(?:集团|股份|控股)*(?:有限)?(?:责任)?公司|集团|\(筹\)|大学|学院"
    r"|[\u4e00-\u9fff]{0,5}(?:(?<!办事)处|办公室|新闻网|新闻中心|宣传部|党委|董事会))?"
)
_CLASS_WORD = ("省", "市", "自治州", "盟", "县", "区", "旗")


def called_after_another(name: str, end: int, known: Container[str] = frozenset()) -> bool:
    """Return whether the place `name[:end]` belongs to a university or an institute that a longer name begins with.

    浙江大学澜山技术转移中心 is called after 浙江大学, 河南省科学院开封分院 after 河南省科学院; 浙江大学 and
    上海市建筑科学研究院有限公司 are whole names, and in 深圳清华大学研究院 the place stands before the other's name.
    `known`: names of organisations, which tell where another's name begins.
    """
    unit = name.endswith(_CLASS_WORD, 0, end)
    for match in _WHOLE.finditer(name, end):
        own = name[end : match.end()]
        if name[: match.end()] in known:
            return _SAME.fullmatch(name, match.end()) is None
        if own in known or own.startswith("中国") or (unit and match.group() == "大学"):
            return False  # 湖南省清华大学校友会: another has come there; no university is called after a 省 or a 市
        if match.start() - end >= 2 or not match.group().startswith("研究"):  # 广东研究院联盟 names no institute
            return _SAME.fullmatch(name, match.end()) is None
    return False


def leading_place(name: str) -> str | None:
    """Return the place at the beginning of the name of an organisation, or None.

    Of several in a row the last is meant (内蒙古自治区呼和浩特市… is of 呼和浩特市), but a district keeps its city
    (北京市海淀区), because names of districts repeat. A name that is called after a university or an institute has
    none, see `called_after_another`.
    """
    at, chain = (2 if name.startswith("中国") else 0), []
    while (match := _UNIT.match(name, at)) is not None and _NO_PLACE.fullmatch(match.group()) is None:
        chain.append(match.group())
        at = match.end()
    if not chain:
        short = next((short for short in PROVINCES if name.startswith(short)), None)
        return None if short is None or called_after_another(name, len(short)) else PROVINCES[short]
    if called_after_another(name, at):
        return None
    last = chain[-1]
    if (
        len(chain) > 1
        and last.endswith(_DISTRICT)
        and not last.endswith("自治区")
        and not chain[-2].endswith(_DISTRICT)
    ):
        return chain[-2] + last
    return last


def place_before_colon(title: str) -> str | None:
    """Return the place of a title such as 青城市:打造人才高地; None where what stands before the colon is no place."""
    before, colon, _ = title.partition(":")
    before = before.strip()
    if not colon or len(before) > 12:
        return None
    if before in PROVINCES:
        return PROVINCES[before]
    place = leading_place(before)
    return place if place is not None and place == before else None
