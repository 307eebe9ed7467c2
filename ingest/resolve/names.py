"""What a name is made of: place, level, field, type, legal form.

    国家草业技术创新中心                    level 国家 · field 草业 · type 技术创新中心
    草业国家技术创新中心                    the same parts in another order
    内蒙古蒙草生态环境(集团)股份有限公司     place 内蒙古 · field 蒙草生态环境 · legal form

Two names are compared part by part, because letters mislead: 国家乳业技术创新中心 and 国家草业技术创新中心 differ
in one sign and are two centres.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pypinyin import Style, lazy_pinyin

from ingest.places import PROVINCES, leading_place
from ingest.text.normalise import clean_name

SHORTEST_SHORT, LONGEST_SHORT = 3, 20
"""Signs of a short form that can be told; 西大 fits every university whose name begins with 西."""
SHORTEST_OWNED = 3
"""Signs behind an owner's name: 某大学|研究院."""
SHORTEST_OWNER = 2
"""Signs by which an owner can be told: 北大|人民医院."""
_BRACKETS = re.compile(r"\(([^()]*)\)")
_HAN = re.compile("[\u3400-\u9fff]")
_SIGNS = re.compile("[“”\"'‘’·•\\s.,&、-]+")


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name and its parts; a part that the name does not have is empty."""

    written: str
    """Normalised."""
    text: str
    """Normalised, without quotes and blanks, its short words expanded (科技局 → 科学技术局)."""
    owner: str
    """The organisation in whose name it goes on: 浙江大学|技术转移中心, 某某有限公司|院士工作站."""
    place: str
    """The place that it begins with, as written."""
    level: str
    """国家, 省级 …"""
    field: str
    """What is left: what it works on, or what it is called."""
    type: str
    """Its class word: 技术创新中心, 大学."""
    brackets: tuple[str, ...]
    """What stands in brackets and is no legal form: (北京)."""
    legal: bool
    """Whether it carries a legal form or calls itself a group: a firm's name."""
    latin: bool
    """Whether it is written in Latin letters."""

    @property
    def part(self) -> str:
        """分院, 分公司 …: the end that says it is a part; empty if it has none."""
        return next((end for end in _table()["parts"] if self.text.endswith(end)), "")

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a Latin name that tell it apart, in lower case."""
        generic = _table()["latin"]["generic"]
        split = [word for word in re.split(r"[^0-9A-Za-zÀ-ɏ]+", self.text) if word]
        return tuple(low for word in split if (low := word.lower()) not in generic)

    @property
    def initials(self) -> str:
        """The first letters of a Latin name's capitalised words: CAAS."""
        return "".join(word[0] for word in re.split(r"[^0-9A-Za-z]+", self.text) if word[:1].isupper())


@cache
def parse(name: str) -> ParsedName:
    """Return the parts of `name`.

    Examples
    --------
    >>> p = parse("草业国家技术创新中心")
    >>> p.level, p.field, p.type
    ('国家', '草业', '技术创新中心')
    >>> p = parse("内蒙古蒙草生态环境(集团)股份有限公司")
    >>> p.place, p.field, p.legal
    ('内蒙古', '蒙草生态环境', True)
    """
    text = clean_name(name)
    if not _HAN.search(text):
        return ParsedName(text, text, "", "", "", text, "", tuple(_BRACKETS.findall(text)), False, True)
    written = _SIGNS.sub("", text)
    text = expand(written)
    inside = [part for part in _BRACKETS.findall(text) if part]
    bare = _BRACKETS.sub("", text)
    owner = _owner(bare)
    rest, legal = _without_legal(bare[len(owner) :])
    legal = legal or (not owner and any(part in _table()["legal"] for part in inside))
    place = _place(rest)
    rest = rest[len(place) :]
    type_ = next(
        (word for word in _by_length("types") if rest.endswith(word) and (len(rest) > len(word) or place or owner)), ""
    )
    rest = rest[: len(rest) - len(type_)]
    level = next((word for word in _by_length("levels") if word in rest), "")
    field = rest.replace(level, "", 1) if level else rest
    others = tuple(part for part in inside if part not in _table()["legal"])
    return ParsedName(written, text, owner, place, level.removesuffix("级"), field, type_, others, legal, False)


def expand(name: str) -> str:
    """Return `name` with its short words in full: 市科技局 → 市科学技术局.

    Examples
    --------
    >>> expand("呼和浩特市科技局"), expand("西安交大"), expand("中国科学技术协会")
    ('呼和浩特市科学技术局', '西安交通大学', '中国科学技术协会')
    """
    for short, full in sorted(_table()["expansions"].items(), key=lambda pair: -len(pair[0])):
        # 交大 stands for 交通大学 at the end or before a department, never inside 北方交大学院.
        if short in name and full not in name and not name.startswith("学", name.index(short) + len(short)):
            name = name.replace(short, full, 1)
    return name


def pinyin_key(text: str) -> str:
    """Return Chinese text in toneless pinyin without blanks: 蒙草 → mengcao, as Latin names of firms spell it."""
    return "".join(lazy_pinyin(text, style=Style.NORMAL)).replace("ü", "v").lower()


def abbreviates(short: ParsedName, full: ParsedName) -> bool:
    """Return whether `short` can be an abbreviation of `full`: its signs in that order, the same end, the same start.

    A full name never abbreviates a longer one: 内蒙古大学 is not short for 内蒙古工业大学.

    Examples
    --------
    >>> (
    ...     abbreviates(parse("乳创中心"), parse("国家乳业技术创新中心")),
    ...     abbreviates(parse("哈工大"), parse("哈尔滨工业大学")),
    ... )
    (True, True)
    >>> abbreviates(parse("内蒙古大学"), parse("内蒙古工业大学"))
    False
    """
    one, other = short.written, full.written
    if not SHORTEST_SHORT <= len(one) <= min(LONGEST_SHORT, len(other) - 1) or short.latin or full.latin:
        return False
    if (len(one) > 3 and one.endswith(tuple(_table()["full"]))) or one in _table()["expansions"]:
        return False
    # 国家 and a place at the front may be left out of a short form; what follows must begin it.
    if one[0] not in {other[:1], full.field[:1], full.place[:1]}:
        return False
    if not (one[-1] == other[-1] or (one.endswith("大") and other.endswith("大学"))):
        return False
    if one.endswith("中心") != other.endswith("中心"):
        return False
    rest = iter(other)
    return all(sign in rest for sign in one)


def begins(short: ParsedName, full: ParsedName) -> bool:
    """Return whether the words of `short`, a Latin name, begin `full`, and nothing after them tells a part of it.

    Examples
    --------
    >>> begins(parse("Yuanhang"), parse("Yuanhang Heavy Industries"))
    True
    >>> begins(parse("Yuanhang"), parse("Yuanhang Singapore Branch")), begins(parse("CSIR"), parse("CSIR Leather"))
    (False, False)
    """
    if not (short.latin and full.latin and full.text.startswith(short.text + " ")):
        return False
    if short.text.isupper() and " " not in short.text:
        return False  # with more words behind them initials name a part: DOST Caraga, NTU Singapore
    own, behind = short.words, re.split(r"[^0-9a-zà-ɏ]+", full.text[len(short.text) :].lower())
    further = own and len(full.words) > len(own)  # what has only a legal form or a class word behind it is the same
    return bool(further) and _table()["latin"]["parts"].isdisjoint(behind)


def shortens_owner(short: ParsedName, full: ParsedName) -> bool:
    """Return whether `short` is `full` with only some signs of its owner, in order: 北大|人民医院 of 北京大学|人民医院.

    Examples
    --------
    >>> full = parse("青岚绿源生物科技股份有限公司院士专家工作站")
    >>> shortens_owner(parse("青岚绿源院士专家工作站"), full), shortens_owner(parse("青岚院士专家工作站"), full)
    (True, True)
    >>> shortens_owner(parse("绿源院士专家工作站"), full)
    False
    """
    rest = _BRACKETS.sub("", full.text)[len(full.owner) :]
    called = short.text.removesuffix(rest)
    if not full.owner or short.owner or called == short.text or len(called) < SHORTEST_OWNER:
        return False
    return any(_in_order(called, owner) for owner in (full.owner, called_owner(full)))


def called_owner(name: ParsedName) -> str:
    """Return the owner in a name without the place that it begins with: 内蒙古|蒙草有限公司|院士工作站."""
    return name.owner[len(parse(name.owner).place) :] if name.owner else ""


def _in_order(signs: str, text: str) -> bool:
    """Return whether all signs stand in the text in that order, the first one first."""
    rest = iter(text)
    return text[:1] == signs[:1] and all(sign in rest for sign in signs)


def _owner(name: str) -> str:
    """Return the organisation at the front of a name that goes on behind it to a class word; empty if there is none."""
    ends = [m.end() for m in _owner_ends().finditer(name) if len(name) - m.end() >= SHORTEST_OWNED]
    tail = name.endswith(tuple(_table()["owned"]))
    return name[: ends[-1]] if ends and tail else ""


@cache
def _owner_ends() -> re.Pattern[str]:
    return re.compile("|".join(_by_length("owners")))


def _place(rest: str) -> str:
    found = leading_place(rest)
    if found is None or found.endswith("城市"):
        return ""
    if rest.startswith(found):
        return found
    short = next((name for name, full in PROVINCES.items() if full == found and rest.startswith(name)), "")
    # 内蒙古大学 and 浙江大学 are called after the place: it is their name, not an addition to it.
    after = rest[len(short) :]
    return "" if after in _table()["types"] else short


def _without_legal(name: str) -> tuple[str, bool]:
    found = False
    while (
        word := next((w for w in _by_length("legal") if name.endswith(w) and len(name) > len(w) + 1), None)
    ) is not None:
        name, found = name[: -len(word)], True
    return name, found


@cache
def _by_length(entry: str) -> tuple[str, ...]:
    return tuple(sorted(_table()[entry], key=lambda word: (-len(word), word)))


@cache
def _table() -> dict[str, Any]:
    table = tomllib.loads(files("ingest.resolve").joinpath("names.toml").read_text(encoding="utf-8"))
    table["latin"]["parts"] = frozenset(table["latin"]["parts"])
    return table
