"""Whether two parsed names may mean one thing: rules from the surest to the weakest, each with its reason.

No rule trusts likeness of letters alone. What tells two things apart ends the comparison first: another place, another
level, another class word, another word of the field, something added behind a full name.
"""

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from ingest.resolve.names import ParsedName, abbreviates, begins, pinyin_key, shortens_owner

ALIKE = 0.65
"""Share of the longer field that both have in common, in order; 智能制造 and 智能建造与运营 have enough."""
SHORTEST_FIELD = 6
"""Signs: in shorter fields one word is everything (乳业, 草业)."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two names mean one thing, and why."""

    score: float
    """0 to 1; only for ranking."""
    zh: str
    en: str
    loose: bool = False
    """Whether one name merely fits the other (a short form, a host or a region left out), as it may fit several."""


def likeness(one: ParsedName, other: ParsedName, kind: str) -> Likeness | None:
    """Return how alike two names of things of this kind are; None where nothing says they are one."""
    if one.latin != other.latin:
        return _across_scripts(*((one, other) if one.latin else (other, one)))
    if kind == "Person":
        return None  # two people are not one because their names are alike
    return _latin(one, other) if one.latin else _chinese(one, other, kind)


def _chinese(one: ParsedName, other: ParsedName, kind: str) -> Likeness | None:
    if one.text == other.text:
        return Likeness(0.97, "展开简写后名称相同。", "Written in full, the names are equal.")
    if set(one.brackets) != set(other.brackets):
        return None  # 某中心 and 某中心(北京) stand in two places
    short, full = sorted((one, other), key=lambda name: len(name.written))
    if kind == "Region":
        return _regions(short, full)
    if one.part != other.part:
        return None
    if one.legal or other.legal:
        return _firms(short, full)
    if full.text.startswith(short.text):
        return None  # 浙江大学|技术转移中心 is of the university, and not it
    found = _by_parts(one, other)
    if found is None and shortens_owner(short, full):
        return Likeness(
            0.74,
            f"“{short.written}”把“{full.written}”的依托单位写得更短。",
            f"{short.written} is {full.written} with its host in short.",
            loose=True,
        )
    if found is None and kind != "Agency" and abbreviates(short, full):
        said = short.written, full.written
        zh, en = "“{}”可以是“{}”的简称。".format(*said), "{} may be short for {}.".format(*said)
        return Likeness(0.72, zh, en, loose=True)
    return found


def _by_parts(one: ParsedName, other: ParsedName) -> Likeness | None:
    if one.type != other.type or not one.type or (one.owner and other.owner and one.owner != other.owner):
        return None
    if one.place and other.place and not _same_place(one.place, other.place):
        return None
    if one.owner != other.owner and one.place != other.place:
        return None  # 某农业科学院水稻研究所 and 某市水稻研究所
    if one.field != other.field:
        return _alike_fields(one, other)
    if one.level != other.level:
        said = one.level or other.level
        return Likeness(
            0.4,
            f"领域和类型相同，但只有一个名称写明“{said}”。",
            f"Field and type agree, but only one name says {said}.",
        )
    if one.owner != other.owner:
        return Likeness(
            0.66,
            "领域和类型相同，其中一个名称前有依托单位。",
            "Field and type agree; one name begins with its host.",
            loose=True,
        )
    if one.place != other.place:
        return Likeness(
            0.68,
            "领域和类型相同，其中一个名称写明地区。",
            "Field and type agree; one name also says the region.",
            loose=True,
        )
    return Likeness(
        0.95, "层级、领域、类型相同，只是词序不同。", "Level, field and type agree; only the order differs."
    )


def _alike_fields(one: ParsedName, other: ParsedName) -> Likeness | None:
    a, b = sorted((one.field, other.field), key=lambda field: (len(field), field))
    if one.level != other.level or min(len(a), len(b)) < SHORTEST_FIELD or len(a) == len(b):
        # Fields of one length differ by a word put in another's place: 地下空间, 地上空间.
        return None
    share = LCSseq.similarity(a, b) / max(len(a), len(b))
    if share < ALIKE or a[:2] != b[:2]:
        return None
    return Likeness(
        round(0.3 + 0.4 * share, 2),
        f"类型相同（{one.type}），领域“{a}”与“{b}”大部分一致。",
        f"Same type ({one.type}); the fields {a} and {b} agree for the most part.",
    )


def _firms(short: ParsedName, full: ParsedName) -> Likeness | None:
    """Compare two firms by what they are called; `short` is the shorter name."""
    if short.owner or full.owner or (short.place and full.place and not _same_place(short.place, full.place)):
        return None
    a, b = short.field + short.type, full.field + full.type
    if a == b and len(a) > 1:
        if short.place == full.place:
            return Likeness(0.92, "去掉组织形式后名称相同。", "Without their legal forms the names are equal.")
        return Likeness(0.85, "去掉组织形式和地区后名称相同。", "Without legal form and region the names are equal.")
    if len(a) > 1 and b.startswith(a):
        group = "集团" in short.text and "集团" in full.text
        return Likeness(
            0.78 if group else 0.6,
            f"“{short.written}”的字号“{a}”也是“{full.written}”的字号。",
            f"The firm name {a} of {short.written} also begins {full.written}.",
        )
    return None


def _regions(short: ParsedName, full: ParsedName) -> Likeness | None:
    if full.text.removeprefix(short.text) not in ("市", "省", "县", "区", "旗", "盟", "州", "自治区", "特别行政区"):
        return None
    return Likeness(0.9, "只差行政区划的类别字。", "They differ only in the class word of the region.")


def _same_place(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _latin(one: ParsedName, other: ParsedName) -> Likeness | None:
    if one.words and one.words == other.words:
        return Likeness(
            0.9, "去掉冠词、组织形式等后英文名相同。", "Without articles and legal forms the names are equal."
        )
    short, full = sorted((one, other), key=lambda name: len(name.text))
    if short.text.isupper() and len(short.text) > 2 and short.text == full.initials:
        return Likeness(
            0.75,
            f"“{short.written}”是“{full.written}”的首字母。",
            f"{short.written} are the initials of {full.written}.",
        )
    return None


def begun(short: ParsedName, full: ParsedName) -> Likeness | None:
    """Return that a Latin name may stand for a longer one that begins with it: worth asking within one document.

    Who is called Yuanhang in one sentence may be Yuanhang Heavy Industries in the next. Elsewhere it may be another
    firm, and even there Yuanhang Shipping is.
    """
    if not begins(short, full):
        return None
    return Likeness(
        0.6,
        f"“{full.written}”以“{short.written}”开头，同一份文件两种写法都有。",
        f"{full.written} begins with {short.written}, and one document has both.",
    )


def _across_scripts(latin: ParsedName, chinese: ParsedName) -> Likeness | None:
    spelled = "".join(latin.words)
    called = chinese.field or chinese.text
    if len(spelled) > 3 and spelled in {pinyin_key(called), pinyin_key(chinese.text)}:
        return Likeness(0.7, f"“{latin.text}”是“{called}”的拼音。", f"{latin.text} is {called} in pinyin.")
    return None
