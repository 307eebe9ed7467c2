"""Numbers as people write them: 1,500, 三十五, 百, twenty-four."""

import re
from collections.abc import Mapping

# A number begins where no digit stands before it: a line of a million digits is then looked at once.
DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?!\d)"
HAN = "(?<![零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]{1,8}"

_ONES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def number(written: str) -> float:
    """Return the value of digits (1,500 and 3.2 too) or of a Chinese numeral below ten thousand.

    Examples
    --------
    >>> number("1,500"), number("三十五"), number("一百零二"), number("百")
    (1500.0, 35.0, 102.0, 100.0)
    """
    plain = written.replace(",", "").replace(" ", "")
    if plain[:1].isdigit():
        return float(plain)
    if not any(sign in _TENS for sign in plain):
        return float("".join(str(_ONES[sign]) for sign in plain))
    total = ones = 0
    for sign in plain:
        if sign in _TENS:
            total += (ones or 1) * _TENS[sign]
            ones = 0
        else:
            ones = _ONES[sign]
    return float(total + ones)


def english_number(written: str, words: Mapping[str, int]) -> float:
    """Return the value of digits or of an English numeral below a hundred.

    Examples
    --------
    >>> english_number("Twenty-four", {"twenty": 20, "four": 4})
    24.0
    """
    if written[:1].isdigit():
        return number(written)
    return float(sum(words[part] for part in re.split(r"[-\s]", written.lower())))
