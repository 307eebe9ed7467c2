"""Where sentences end, and what a sentence says around a quote.

A quote is no longer than what was read in it; what its sentence says before and after may turn its meaning:
“我市与某校共建研究院” goes on “的协议已于2024年解除”. Whoever shows a quote shows the sentence, the quote marked.
"""

import re
from collections.abc import Iterator

AROUND = 300
"""Signs of a sentence that are shown around a quote, at most; of a longer one each side keeps half, or what is left."""

# A sentence ends at 。 ! ? … or at an English full stop before a blank, its closing quotes and brackets included.
# Two question marks in a row are lost bytes (技术??件): no end. The sign comes first: so it is found fast.
_END = re.compile(
    r"[。!！?？….．](?:(?<=[。!！])|(?<=[?？])(?<![?？][?？])(?![?？])|(?<=…)…?(?=\s|$)|(?<=[.．])(?=[”’\"')）]?(?:\s|$)))"
    r"[。!！?？]*[”’」』)）》]*(?:[\"'](?=\s|$))?"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|Gen|Gov|Sen|Rep|Hon|Capt|Col|Lt|Co|Corp|Inc|Univ|Dept|Inst|St|Mt|No|Nos|vs|cf|Fig|Vol"
    r"|approx|Rs|Kshs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)|\b[A-Za-z](?:\.[A-Za-z])+|\([A-Z][a-z]{1,5})\Z"
)
_LINE_END = re.compile("[\n\x0b\x0c\r\x85\u2028\u2029]")
_WORDS = re.compile(r"[^\W_]")
_LONGEST_END = 8
"""Signs that an end may take: 。 and the quotes and brackets that close after it."""


def ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where sentences end in the line `text[start:end]`, but for the end of the line itself.

    Reads a text as it stands and one in simplified characters and half-width signs alike. A semicolon ends nothing.
    """
    for match in _END.finditer(text, start, end):
        if text[match.start()] not in ".．" or _is_stop(text, match, end):
            yield match.end()


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after `text[start:end]` in its sentence; of several, before and after all.

    A line end always ends a sentence. Both are empty where nothing but punctuation stands there. Beyond `AROUND` signs
    the far ends are left out, and … stands for them. Takes the same time however long the text is.
    """
    low, high = max(0, start - AROUND - 1), min(len(text), end + AROUND + 1)
    first = max((match.end() for match in _LINE_END.finditer(text, low, start)), default=low)
    for at in ends(text, first, min(len(text), start + _LONGEST_END)):
        if at <= start:
            first = at
    line = _LINE_END.search(text, end, high)
    last = line.start() if line else high
    # The quote may hold the end of its sentence.
    last = next((at for at in ends(text, max(first, end - _LONGEST_END), last) if at >= end), last)
    before, after = text[first:start], text[end:last]
    # Where only the window ends a side, all its signs tell `_cut` that the sentence goes on.
    if first > low or low == 0:
        before = before.lstrip()
    if last < high or high == len(text):
        after = after.rstrip()
    return _cut(before, after) if _WORDS.search(before) or _WORDS.search(after) else ("", "")


def marked(before: str, quote: str, after: str) -> str:
    """Return a sentence as plain text, its quote in brackets where it is a part of it.

    Examples
    --------
    >>> marked("我市与某校", "共建研究院", "的协议已解除。")
    '我市与某校【共建研究院】的协议已解除。'
    >>> marked("", "甲与乙共建研究院。", "")
    '甲与乙共建研究院。'
    """
    return f"{before}【{quote}】{after}" if before or after else quote


def _is_stop(text: str, dot: re.Match[str], line_end: int) -> bool:
    """Return whether a dot before a blank ends an English sentence, not an abbreviation (Prof. Li, the U.S. team)."""
    if dot.end() == line_end:
        return True
    after = text[dot.end() : dot.end() + 8].lstrip()[:1]
    if after.islower():
        return False
    return _ABBREVIATION.search(text, max(0, dot.start() - 12), dot.start()) is None


def _cut(before: str, after: str) -> tuple[str, str]:
    if len(before) + len(after) <= AROUND:
        return before, after
    left = min(len(before), max(AROUND // 2, AROUND - len(after)))
    right = min(len(after), AROUND - left)
    if left < len(before):
        at = next((at for at in range(len(before) - left, len(before)) if not _in_word(before, at)), len(before))
        before = "…" + before[at:].lstrip()
    if right < len(after):
        at = next((at for at in range(right, 0, -1) if not _in_word(after, at)), 0)
        after = after[:at].rstrip() + "…"
    return before, after


def _in_word(text: str, at: int) -> bool:
    """Return whether a cut at `at` would part an English word or a number."""
    beside = text[at - 1 : at + 1]
    return beside.isascii() and beside.isalnum()
