"""Numbers as people write them: 1,500, 三十五, 百, twenty-four."""

import re
from collections.abc import Mapping

# A number begins where no digit stands before it: a line of a million digits is then looked at once.
DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?(?!\d)"
HAN = "(?<![零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]{1,8}"

BARE = "(?:(?<=[近上逾超])(?=[万亿])|(?<![零〇一二两三四五六七八九十百千万亿几数\\d])(?=[万亿][余多]))"
"""One of a scale that stands for itself: 近万人, 万余名."""

HAN_DECIMAL = HAN + "(?:点[零〇一二三四五六七八九]{1,4})?"

_ONES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def number(written: str) -> float:
    """Return the value of digits (1,500 and 3.2 too) or of a Chinese numeral below ten thousand, with decimals or not.

    Of nothing, as in 万余名, it is 1.

    Examples
    --------
    >>> number("1,500"), number("三十五"), number("一百零二"), number("百")
    (1500.0, 35.0, 102.0, 100.0)
    >>> number("九十八点四")
    98.4
    """
    if not written:
        return 1.0
    plain, _, decimals = written.replace(",", "").replace(" ", "").partition("点")
    if decimals:
        return number(plain) + float("0." + "".join(str(_ONES[sign]) for sign in decimals))
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


_PAIRS = "一两|两三|二三|三四|三五|四五|五六|六七|七八|八九"
_NEIGHBOURS = re.compile(f"(?P<ten>[二三四五六七八九]?十)?(?P<pair>{_PAIRS})(?P<tens>[十百千])?")


def neighbours(written: str) -> tuple[float, float] | None:
    """Return the two values of a numeral that names neighbours, None if it does not.

    Examples
    --------
    >>> neighbours("三四"), neighbours("二三十"), neighbours("十七八"), neighbours("三十四")
    ((3.0, 4.0), (20.0, 30.0), (17.0, 18.0), None)
    """
    m = _NEIGHBOURS.fullmatch(written)
    if m is None or (m["ten"] and m["tens"]):
        return None
    low, high = (number((m["ten"] or "") + sign + (m["tens"] or "")) for sign in m["pair"])
    return low, high


def english_number(written: str, words: Mapping[str, int]) -> float:
    """Return the value of digits or of an English numeral below a million.

    Examples
    --------
    >>> english_number("Twenty-four", {"twenty": 20, "four": 4})
    24.0
    >>> (
    ...     english_number("half a dozen", {"dozen": 12}),
    ...     english_number("two hundred and ten", {"two": 2, "ten": 10, "hundred": 100}),
    ... )
    (6.0, 210.0)
    """
    if written[:1].isdigit():
        return number(written)
    total = 0.0
    for part in re.split(r"[-\s]+", written.lower()):
        value = words.get(part, 0)
        if value in (12, 100, 1000) and part != "twelve":
            total = (total or 1.0) * value
        elif part == "half":
            total += 0.5
        else:
            total += value
    return total
