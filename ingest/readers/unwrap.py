"""Lines of printed pages made into paragraphs: wrapped lines joined, page numbers and running heads out.

A line was wrapped if the next word would not have fitted on it; else its author ended it.
"""

import re
from collections import Counter
from collections.abc import Sequence

from graph.ontology import Label

SLACK = 4
"""Cells (half-width signs) that a full line of Han may be short of the measure: a character and a mark that hangs."""

_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*[0-9]{1,4}[-—–·\s]*|第\s*[0-9]{1,4}\s*页(?:[,，/\s]*共\s*[0-9]{1,4}\s*页)?|page\s+[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}",
    re.IGNORECASE,
)
_STARTS_ANEW = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}(?:[、)）]|[.．](?![0-9]))|[①-⑳•·●■◆▪–]\s*|第[一二三四五六七八九十0-9]{1,3}[章节条部]"
)
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", "!", "?", ":", ";", ".", "。”", "！”", "？”", ".”", '."')
# The blocks that Unicode calls wide or full-width, as far as notices use them.
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]+"
)


def join(pages: Sequence[Sequence[str]]) -> tuple[str, tuple[Label, ...]]:
    """Return the paragraphs of the pages, one a line, and what was left out."""
    kept, numbers, heads = _without_furniture(pages)
    if not kept:
        return "", ()
    measure = _measure(kept)
    paragraphs: list[str] = []
    open_line = ""
    for line in kept:
        if open_line and _was_wrapped(open_line.rpartition("\n")[2], line, measure):
            glue = "" if _is_wide(open_line[-1]) or _is_wide(line[0]) else " "
            paragraphs[-1] += glue + line
        else:
            paragraphs.append(line)
        open_line = line
    notes = []
    if numbers:
        notes.append(Label(f"略去页码{numbers}个。", f"Page numbers left out: {numbers}."))
    if heads:
        notes.append(
            Label(f"重复的页眉页脚只留第一次，略去{heads}行。", f"Running heads left out after the first: {heads}.")
        )
    return "\n".join(paragraphs), tuple(notes)


def _without_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[str], int, int]:
    """Return all lines in order, how many page numbers went, and how many repeated heads and feet."""
    clean = [[stripped for line in page if (stripped := line.strip())] for page in pages]
    numbers = heads = 0
    for page in clean:
        for place in (-1, 0):
            if len(page) > 1 and _PAGE_NUMBER.fullmatch(page[place]):
                page.pop(place)
                numbers += 1
    repeated = {
        (place, line)
        for place in (0, -1)
        for line, times in Counter(page[place] for page in clean if page).items()
        if times >= 3 and times >= len(clean) / 2
    }
    seen: set[tuple[int, str]] = set()
    for page in clean:
        for place in (-1, 0):
            key = (place, page[place]) if page else (place, "")
            if key not in repeated:
                continue
            if key in seen:
                page.pop(place)
                heads += 1
            seen.add(key)
    return [line for page in clean for line in page], numbers, heads


def _measure(lines: Sequence[str]) -> int:
    """Return the width to which the text is set: that of its wide lines, a few overlong ones aside."""
    widths = sorted(map(_width, lines))
    return widths[-1 - len(widths) // 20]


def _was_wrapped(line: str, following: str, measure: int) -> bool:
    if line.endswith(_SENTENCE_ENDS) and _width(line) < measure - SLACK:
        return False
    if _STARTS_ANEW.match(following):
        return False
    if _is_wide(following[0]):
        return _width(line) + 2 > measure - SLACK
    first = re.match(r"[^\s\u2e80-\uffef]+", following)  # of 2026年1月24日 the word is 2026
    return _width(line) + 1 + len(first.group() if first else "") > measure


def _width(line: str) -> int:
    return len(line) + sum(map(len, _WIDE.findall(line)))


def _is_wide(sign: str) -> bool:
    return _WIDE.match(sign) is not None
