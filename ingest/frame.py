"""A document's frame: title, publisher, day of publication, region, language.

Notices say who speaks and when in a line above or below the text: after the labels of `frame.toml` (发布日期:2023/5/30
| …, 发布人:…), in a byline (青城市科学技术局 2023年5月30日), or in the dateline of a report (`ingest.dateline`). What
the page does not say stays None. What the file's own markup states (a web page's meta elements) is preferred to what
stands in the text.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise

from graph.document import Document, document_id
from graph.ontology import Label
from ingest.dateline import Dateline, dateline
from ingest.places import leading_place, place_before_colon
from ingest.readers.page import Page
from ingest.text.dates import dates_in, first_date
from ingest.text.normalise import Normalised, clean_name, normalise
from ingest.text.segment import Line, lines

HEAD, TAIL = 14, 10
"""Lines at the top and at the bottom in which a page speaks about itself."""
FIRST = 5
"""Lines at the top in which a day needs no label."""
LAST = 3
"""Lines at the bottom in which a place and a day may close the page."""
LONGEST_NAME = 60
"""Signs of a publisher's name."""
MOST_WORDS = 9
"""Of an English one."""
LONGEST_TITLE = 120
LONGEST_BYLINE = 70
LONGEST_REST = 30
"""Signs beside the date in a line that begins with it; a line with more reports something of that day."""
LONGEST_LINE = 400
"""Signs of a line that are looked at; what a page says of itself stands in short lines, or first in its only one."""
HAN_SHARE = 0.15
"""Of the letters; a Chinese notice full of English names still has more."""


_IN_LETTERS = re.compile(r"[A-Za-z0-9+/=_%-]{60,}")
"""No word is so long: a picture, a key, an address."""


def _label(labels: list[str], colon: str = r"\s*:") -> re.Pattern[str]:
    """Return a pattern of a label with its colon, at the beginning of a line or after a separator."""
    longest_first = "|".join(re.escape(word) for word in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?:^|[\s|\[【(·,;。])\s*(?:{longest_first}){colon}\s*", re.IGNORECASE)


_WORDS = tomllib.loads(files("ingest").joinpath("frame.toml").read_text(encoding="utf-8"))
_PUBLISHER_LABELS = tuple(_label(**entry) for entry in _WORDS["publisher"])
_DAY_LABELS = tuple(_label(**entry) for entry in _WORDS["published"])
_OTHER_LABELS = _label(_WORDS["other"]["labels"])
_COUNTERS = re.compile("|".join(_WORDS["other"]["counters"]), re.IGNORECASE)
_NOBODY = frozenset(_WORDS["other"]["nobody"])
_ENDINGS = tuple(_WORDS["signature"]["endings"] + _WORDS["name"]["short"])
_OFFICE = re.compile(
    rf"(?!.*(?:{'|'.join(_WORDS['name']['within'])}).)[\u4e00-\u9fff]{{0,8}}(?:{'|'.join(_WORDS['name']['office'])})"
)
_BYLINE = re.compile(
    rf"(?!.*(?:{'|'.join(_WORDS['byline']['never'])}))[\u4e00-\u9fff“”()·]{{2,36}}"
    rf"(?:(?<={')|(?<='.join(_WORDS['signature']['endings'] + _WORDS['byline']['media'])}))"
)
_SEAL = re.compile(rf"\(?(?:{'|'.join(_WORDS['signature']['seals'])})\)?$")
_BODIES, _NEWS = frozenset(_WORDS["latin"]["bodies"]), frozenset(_WORDS["latin"]["news"])
_HEADLINE, _JOINING = frozenset(_WORDS["latin"]["never"]), frozenset(_WORDS["latin"]["joining"])
_FURNITURE = re.compile("|".join(_WORDS["byline"]["furniture"]))
_BETWEEN = re.compile(r"[\s,|/【】\[\]]+")
_WEEKDAY = re.compile(rf"(?:{'|'.join(_WORDS['dateline']['weekdays'])})\b\.?,?\s*", re.IGNORECASE)
# What may stand behind a weekday and its date: a time, a separator, nothing; a word would be what happens that day.
_CALENDAR_END = re.compile(r"\s*(?:$|[|@(–—-]|,?\s*[0-9]{1,2}[:.][0-9]{2})")
_SITE = re.compile(rf"(?<=[\u4e00-\u9fff]{{3}})(?:{'|'.join(_WORDS['name']['site'])})$")
_ORGAN = re.compile(rf"(?<=公司)(?:{'|'.join(_WORDS['name']['organ'])})$")
_UNNAMED = frozenset(_WORDS["signature"]["unnamed"])
# Where a value ends: a separator, or the next label of the same line.
_VALUE_END = re.compile(r"[|\]【】\t;。]|\s{2,}|\s(?=[\u4e00-\u9fff]{2,8}\s*:)|\s(?=\(?(?:19|20)[0-9]{2}[-/.年])|$")
_WAY_HERE = re.compile(
    r"当前位置|您现在的位置|您的位置|首页\s*[>»/]|^\s*首页\b|Home\s*[>»/]|(?:>|»).+(?:>|»)", re.IGNORECASE
)
_TITLE_LABEL = re.compile(r"^(?:#{1,6}\s+|标题\s*:\s*|题目\s*:\s*|title\s*:\s*)", re.IGNORECASE)
_ONLY_DATE = re.compile(r"[(\[]?[^\u4e00-\u9fffA-Za-z]*[0-9〇○一二三四五六七八九]{4}\s?年[^,;]{2,9}[日号][)\]]?")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a text says about itself."""

    title: str | None
    publisher: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class _Byline:
    """A day with who speaks beside it; the name is None where it names nobody, or more than one."""

    day: date
    name: str | None


def document_of(page: Page, *, publisher: str | None = None, published: date | None = None) -> Document:
    """Return the document that `page` is, with its frame.

    `publisher` and `published` count only where the page does not say; where both speak and differ, the page's word
    holds and `damage` tells it.
    """
    clean = normalise(page.text)
    said = frame_of(clean)
    stated_publisher = _cleaned(page.publisher) or said.publisher or _SITE.sub("", _cleaned(page.site) or "") or None
    stated_day = page.published or said.published
    given_publisher = _cleaned(publisher)
    damage = [*page.damage, *clean.damage]
    if stated_publisher and given_publisher and stated_publisher != given_publisher:
        damage.append(
            Label(
                f"页面写明由{stated_publisher}发布，没有采用另给的{given_publisher}。",
                f"The page names {stated_publisher} as its publisher; the given {given_publisher} was not used.",
            )
        )
    if stated_day and published and stated_day != published:
        damage.append(
            Label(
                f"页面日期为{stated_day}，没有采用另给的{published}。",
                f"The page is dated {stated_day}; the given {published} was not used.",
            )
        )
    title = _cleaned(page.title) or said.title
    by = stated_publisher or given_publisher
    return Document(
        id=document_id(page.sha256),
        sha256=page.sha256,
        address=page.address,
        title=title,
        publisher=by,
        published=stated_day or published,
        region=leading_place(by or "") or place_before_colon(title or ""),
        language=language_of(clean.text),
        media_type=page.media_type,
        charset=page.charset,
        text=page.text,
        reader=page.reader,
        damage=tuple(damage),
    )


def frame_of(clean: Normalised) -> Frame:
    """Return title, publisher and day as the lines at the top and the bottom of the text state them."""
    every = list(lines(clean.text))
    head, tail = every[:HEAD], every[max(HEAD, len(every) - TAIL) :]
    around = [clean.text[line.start : line.end][:LONGEST_LINE] for line in (*head, *tail)]
    if every and every[-1].end - every[-1].start > LONGEST_LINE:  # a page that lost its line ends says it last as well
        around.append(clean.text[every[-1].end - LONGEST_LINE : every[-1].end])
    end = every[-TAIL:] if tail else head
    above, below = _byline(clean.text, head[:FIRST]), _byline(clean.text, end if tail else head[1:])
    return Frame(
        _title(clean.text, head),
        _publisher(around)
        or _signature(clean.text, end)
        or _signature(clean.text, head[:FIRST])
        or next((line.name for line in (below, above) if line and line.name), None),
        _published(around)
        or _day_line(clean.text, head)
        or _opening(clean.text, head)
        or (above.day if above else None)
        or _calendar_day(clean.text, head)
        or _closing_date(clean.text, end if tail else head[1:])
        or (below.day if below else None)
        or _closing_dateline(clean.text, every[-LAST:]),
    )


def language_of(text: str) -> str:
    """Return zh if Han characters have their share of the letters of `text`, else en; data in letters are none."""
    sample = _IN_LETTERS.sub("", text[:200_000])
    han = sum("\u3400" <= sign <= "\u9fff" for sign in sample)
    latin = sum(sign.isascii() and sign.isalpha() for sign in sample)
    return "zh" if han and han >= HAN_SHARE * (han + latin) else "en"


def _cleaned(name: str | None) -> str | None:
    return (clean_name(name) or None) if name else None


def _title(text: str, head: list[Line]) -> str | None:
    """Return the first line that can be a title: no way-here line, no label line, no sentence, not only a date."""
    signing = [above for above, below in pairwise(head[:7]) if _signed(text, above, below)]
    for line in (line for line in head[:6] if line not in signing):
        whole = text[line.start : line.end][:LONGEST_LINE]
        title = _TITLE_LABEL.sub("", whole).strip()
        if _WAY_HERE.search(title) or " | " in title or not any(sign.isalpha() for sign in title):
            continue
        if _OTHER_LABELS.match(title) or _ONLY_DATE.fullmatch(title) or _starts_with_date(title):
            continue
        opening = dateline(title)
        if _byline_of(title) or (opening and opening.alone):
            continue
        if opening and opening.placed:  # the report begins in this line
            return None
        # 青城:打造人才高地 来源:青城日报: the title ends where a label begins.
        labels = [found.start() for label in (*_PUBLISHER_LABELS, *_DAY_LABELS) if (found := label.search(title))]
        title = title[: min(labels, default=len(title))].strip()
        if not title:
            continue
        if len(title) > LONGEST_TITLE or title.endswith(("。", ";", ",", "、")):
            return None
        return title
    return None


def _starts_with_date(line: str) -> bool:
    found = next(dates_in(line[:24]), None)
    return found is not None and found[0] <= 1 and len(line) - found[1] < 40


def _publisher(around: list[str]) -> str | None:
    for label in _PUBLISHER_LABELS:
        for line in around:
            for match in label.finditer(line):
                name = _value(line, match.end())
                if name is not None:
                    return name
    return None


def _value(line: str, start: int) -> str | None:
    """Return the name that begins at `start`; None if there is none, or what follows is a sentence."""
    end = _VALUE_END.search(line, start, min(len(line), start + LONGEST_NAME + 2))
    name = line[start : end.start() if end else start].strip(" \"'“”‘’《》[]【】<>,:·")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    if name.count(")") > name.count("("):  # the label stood inside the bracket: (来源:青城日报)
        name = name[: name.rindex(")")].strip()
    name = re.sub(r"\([^)]*:[^)]*\)$", "", name)  # (ID:thecapital)
    if "\u4e00" <= name[:1] <= "\u9fff":  # a Chinese name has no blanks; what follows one is another thing
        name = _SITE.sub("", name.split(maxsplit=1)[0])
    if ":" in name or _is_nobody(name):
        return None
    if len(name) > LONGEST_NAME or not any(sign.isalpha() for sign in name) or first_date(name):
        return None
    return name


def _is_nobody(name: str) -> bool:
    """Return whether a value is a word for the page itself, a person, an office within, or the next label."""
    if name.lower() in _NOBODY or name in _UNNAMED or _OFFICE.fullmatch(name):
        return True
    if any(label.match(f"{name}:") for label in (*_PUBLISHER_LABELS, *_DAY_LABELS, _OTHER_LABELS)):
        return True
    first = name.split("、")[0].partition("(")[0]
    return len(first) <= 3 and all("\u4e00" <= sign <= "\u9fff" for sign in first) and not first.endswith(_ENDINGS)


def _published(around: list[str]) -> date | None:
    for label in _DAY_LABELS:
        for line in around:
            for match in label.finditer(line):
                day = first_date(line[match.end() : match.end() + 34])
                # 时间:5月30日至… of an event stands deep in a sentence; a label of the page is near its date.
                if day is not None:
                    return day
    return None


def _day_line(text: str, head: list[Line]) -> date | None:
    """Return the date of a short line at the top that holds little else: 2023-05-30 11:13 来源:青城日报."""
    for line in head[:FIRST]:
        whole = text[line.start : line.end]
        if len(whole) > LONGEST_BYLINE or whole.endswith("。"):
            continue
        if (found := next(dates_in(whole), None)) is None:
            continue
        start, end, day = found
        if next((at for at, _, _ in dates_in(whole[end:])), LONGEST_LINE) <= len(" to "):
            continue  # 15 October 2016 – 14 October 2019: how long something lasts
        rest = whole[:start] + whole[end:]
        if (start <= 1 and len(rest) <= LONGEST_REST) or _is_label_line(rest):
            return day
    return None


def _calendar_day(text: str, head: list[Line]) -> date | None:
    """Return the date of a line at the top with its weekday: Thursday, May 19, 2011.

    Of less weight than other lines, for some sites head their pages with the day on which these are read.
    """
    for line in head[:FIRST]:
        whole = text[line.start : line.end][:LONGEST_BYLINE]
        weekday = _WEEKDAY.match(whole)
        if weekday is None or (found := next(dates_in(whole), None)) is None:
            continue
        if found[0] == weekday.end() and _CALENDAR_END.match(whole, found[1]):
            return found[2]
    return None


def _opening(text: str, head: list[Line]) -> date | None:
    """Return the day of the dateline with which the report begins; lines of several days are a chronicle."""
    found = [dateline(text[line.start : line.end][:LONGEST_LINE]) for line in head]
    days = {opening.day for opening in found if opening}
    first: Dateline | None = next((opening for opening in found[:FIRST] if opening), None)
    return first.day if first and len(days) == 1 else None


def _byline(text: str, around: list[Line]) -> _Byline | None:
    """Return the one byline among lines; several are rows of a list."""
    found = {byline for line in around if (byline := _byline_of(text[line.start : line.end][:LONGEST_LINE]))}
    return found.pop() if len(found) == 1 else None


def _byline_of(line: str) -> _Byline | None:
    """Return the byline that a line is: 青城市科学技术局 2023年5月30日, with nothing beside it but switches."""
    if len(line) > LONGEST_BYLINE or (found := next(dates_in(line), None)) is None:
        return None
    start, end, day = found
    if _is_latin(before := _WEEKDAY.sub("", line[:start]).strip(" ,;|–—-(")) and not line[end:].strip(" )."):
        return _Byline(day, before)
    rest = f"{line[:start]} {line[end:]}".strip().removeprefix("(").removesuffix(")")
    names = [part for part in _BETWEEN.split(rest) if part and not _FURNITURE.fullmatch(part)]
    if not names or not all(_BYLINE.fullmatch(name) for name in names):
        return None
    name = _ORGAN.sub("", _SITE.sub("", names[0]))
    return _Byline(day, name if len(names) == 1 and not _is_nobody(name) else None)


def _is_label_line(rest: str) -> bool:
    return _COUNTERS.search(rest) is not None or any(label.search(rest) for label in _PUBLISHER_LABELS)


def _signature(text: str, around: list[Line]) -> str | None:
    """Return the organisation that signs: the one line directly above a line that is only a date; several are rows."""
    names = {name for above, below in pairwise(around) if (name := _signed(text, above, below))}
    return names.pop() if len(names) == 1 else None


def _signed(text: str, above: Line, below: Line) -> str | None:
    """Return the organisation that a line names by itself, with nothing but a day below it."""
    if _day_alone(text[below.start : below.end][:LONGEST_LINE]) is None:
        return None
    return _body(text[above.start : above.end][:LONGEST_LINE])


def _body(line: str) -> str | None:
    """Return the organisation or medium that a whole line names; a headline, or an office within, is none."""
    name = _SEAL.sub("", line.strip("() ") if _SEAL.search(line) else line)
    if _BYLINE.fullmatch(name):
        return None if _is_nobody(name) else _ORGAN.sub("", _SITE.sub("", name))
    return name if _is_latin(name) else None


def _is_latin(name: str) -> bool:
    """Return whether an English line is a name by its form: capitalised words, a class word last or before `of`."""
    words = name.split()
    if (
        ":" in name
        or not 2 <= len(words) <= MOST_WORDS
        or not all(word[0].isupper() or word in _JOINING for word in words)
    ):
        return False
    lower = [word.lower().strip(".,()") for word in words]
    if _HEADLINE.intersection(lower):
        return False
    if lower[-1] in _NEWS:  # Lanshan University News, and not Latest News
        return len(words) > 2 and lower[-2] in _BODIES
    return lower[-1] in _BODIES or any(w in _BODIES and after in ("of", "for") for w, after in pairwise(lower))


def _day_alone(line: str) -> date | None:
    """Return the day that a line is, however it is written; only a weekday, a time or a counter may stand by it."""
    if _ONLY_DATE.fullmatch(line) and (day := first_date(line)):
        return day
    found = list(dates_in(line)) if len(line) <= LONGEST_BYLINE else []
    if len(found) != 1:
        return None
    start, end, day = found[0]
    rest = _BETWEEN.split(_WEEKDAY.sub("", line[:start]) + " " + line[end:])
    alone = all(_FURNITURE.fullmatch(part) for part in rest if any(sign.isalnum() for sign in part))
    return day if alone else None


def _closing_date(text: str, tail: list[Line]) -> date | None:
    for line in reversed(tail):
        if (day := _day_alone(text[line.start : line.end][:LONGEST_LINE])) is not None:
            return day
    return None


def _closing_dateline(text: str, last: list[Line]) -> date | None:
    """Return the day of the one line at the end that is a place and a day: Taipei, 29 March 2024."""
    found = (dateline(text[line.start : line.end][:LONGEST_LINE]) for line in last)
    days = [said.day for said in found if said and said.placed and said.alone]
    return days[0] if len(days) == 1 else None
