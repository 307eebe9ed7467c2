"""From bytes to text: a ladder of rules instead of a guess.

Byte order mark → strict UTF-8 → UTF-16 without a mark → GB18030 or Big5, whichever gives more common characters →
an English page in windows-1252. What a page declares is only a hint that breaks ties: pages lie about it. General
detectors lose short texts and GB18030's four-byte characters; this ladder reads both. Nothing is ever read as
latin-1, and no byte is replaced without a word about it.
"""

import codecs
from dataclasses import dataclass

from graph.errors import DocumentError
from graph.ontology import Label
from ingest.text.common_characters import COMMON
from ingest.text.folding import simplified

SAMPLE = 20_000
"""Signs beyond ASCII that are looked at to judge a reading."""
CONVINCING = 0.4
"""Share of common characters that makes a reading credible; right readings have 0.9, wrong ones below 0.3."""
BROKEN_SPOTS = 3
"""Broken spots that are always borne, up to `BROKEN_SHARE` of a short text."""
BROKEN_SHARE = 0.05
BROKEN_SHARE_LONG = 0.001
"""Of a text with more broken spots than `BROKEN_SPOTS`."""
RECOGNISABLE = 0.2
"""Share of broken signs below which a text is damaged rather than in another character set."""
LOST_SHARE = 0.05
"""Of replacement characters that stand in the file itself; beyond it, there is no text left to read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = ("gb18030", "big5hkscs")
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》—…·　【】〔〕％１２３４５６７８９０「」")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read."""

    text: str
    charset: str
    """utf-8, utf-16-le, utf-16-be, utf-32-le, utf-32-be, gb18030, big5 or windows-1252, or what the page declares."""
    warnings: tuple[Label, ...] = ()


def decode(data: bytes, path: str, declared: str | None = None) -> Decoded:
    """Return the text that `data` holds.

    Parameters
    ----------
    data : bytes
        The whole file.
    path : str
        Named in the error.
    declared : str, optional
        The character set that the page itself names.

    Raises
    ------
    DocumentError
        If no reading is credible, or too many bytes are broken.
    """
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _checked(_tolerant(data[len(mark) :], charset, path), path)
    found = _strict(data, "utf-8")
    if found is not None and "\x00" not in found:
        return _checked(Decoded(found, "utf-8"), path)
    wide = _wide(data)
    if wide is not None:
        return _checked(wide, path)
    if b"\x00" in data:
        raise DocumentError(path, "holds NUL bytes, so it is no text. Give the text, or the file in its own format.")
    chinese = _chinese(data, declared)
    if chinese is not None:
        return _checked(chinese, path)
    return _checked(_western(data, declared) or _with_broken_spots(data, path), path)


def _strict(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def _tolerant(data: bytes, charset: str, path: str) -> Decoded:
    """Decode what a byte order mark vouches for; a torn end is cut and said."""
    text = _strict(data, charset)
    if text is not None:
        return Decoded(text, charset)
    return _borne(data.decode(charset, "replace"), charset, path)


def _wide(data: bytes) -> Decoded | None:
    """Read UTF-16 without a mark: both byte orders are tried, and one must look like a language."""
    if len(data) < 4 or len(data) % 2:
        return None
    best: tuple[float, str, str] | None = None
    for charset in ("utf-16-le", "utf-16-be"):
        text = _strict(data, charset)
        if text is None or any(sign in text for sign in "\x00\ufffe\uffff"):
            continue
        share = _language_share(text)
        if best is None or share > best[0]:
            best = (share, charset, text)
    if best is None or best[0] < 0.7:
        return None
    said = Label("没有字节顺序标记，按UTF-16读取。", "Read as UTF-16 without a byte order mark.")
    return Decoded(best[2], best[1], (said,))


def _chinese(data: bytes, declared: str | None) -> Decoded | None:
    readings = [(charset, text) for charset in _CHINESE if (text := _strict(data, charset)) is not None]
    if not readings:
        return None
    hint = _hinted(declared)
    # A twentieth is what ties differ by in texts of a few characters; there the page's own word decides.
    scored = [(_common_share(text) + (0.05 if charset == hint else 0), charset, text) for charset, text in readings]
    share, charset, text = max(scored, key=lambda reading: reading[0])
    if share < CONVINCING:
        return None
    return Decoded(text, "big5" if charset == "big5hkscs" else charset)


def _western(data: bytes, declared: str | None) -> Decoded | None:
    """Read an almost wholly ASCII page in windows-1252, or any page in the character set that it declares."""
    if sum(byte > 0x7F for byte in data) <= 0.05 * len(data):
        text = _strict(data, "cp1252")
        if text is not None:
            said = Label(
                "按windows-1252读取：少数非英文字符只有这样才读得通。",
                "Read as windows-1252, the only reading that fits its few signs.",
            )
            return Decoded(text, "windows-1252", (said,))
    if declared is None or _hinted(declared) in (*_CHINESE, "utf-8", "latin-1"):
        return None
    try:
        text = data.decode(declared)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    said = Label(
        f"按网页声明的{declared}读取，没有规则可以证实。",
        f"Read as {declared}, which the page declares and no rule confirms.",
    )
    return Decoded(text, declared.lower(), (said,))


def _with_broken_spots(data: bytes, path: str) -> Decoded:
    """Read a text in which single bytes are broken: the reading with the fewest broken spots, if they are few."""
    readings = [(data.decode(charset, "replace"), charset) for charset in ("utf-8", *_CHINESE)]
    text, charset = min(readings, key=lambda reading: reading[0].count("\ufffd"))
    han = "".join(sign for sign in text[:SAMPLE] if "\u3400" <= sign <= "\u9fff")
    if (han or charset != "utf-8") and _common_share(han) < CONVINCING:
        raise _unknown(path)
    return _borne(text, "big5" if charset == "big5hkscs" else charset, path)


def _borne(text: str, charset: str, path: str) -> Decoded:
    broken = text.count("\ufffd")
    bearable = max(BROKEN_SHARE_LONG * len(text), min(BROKEN_SPOTS, BROKEN_SHARE * len(text)))
    if broken > bearable and broken < RECOGNISABLE * len(text):
        raise DocumentError(path, f"too many of its bytes are broken ({broken}, as {charset}). Fetch the page again.")
    if broken > bearable:
        raise _unknown(path)
    said = Label(
        f"按{charset}读取有坏字节{broken}处，各以U+FFFD代替。",
        f"Broken bytes for {charset}: {broken}, each kept as the sign U+FFFD.",
    )
    return Decoded(text, charset, (said,))


def _checked(found: Decoded, path: str) -> Decoded:
    lost = found.text.count("\ufffd")
    if lost > LOST_SHARE * len(found.text):
        raise DocumentError(path, "most of its characters were lost before it was saved. Fetch the page again.")
    return found


def _unknown(path: str) -> DocumentError:
    return DocumentError(
        path, "its character set is none of UTF-8, GB18030, Big5 or UTF-16, or it is no text. Save it as UTF-8."
    )


def _hinted(declared: str | None) -> str:
    """Return the codec that a declared name means; every GB name means GB18030, of which they are parts."""
    name = (declared or "").strip().lower().replace("_", "-")
    if name.startswith(("gb", "x-gb", "cp936")):
        return "gb18030"
    if "big5" in name or name == "cp950":
        return "big5hkscs"
    if name in {"iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii", "ascii", "cp1252"}:
        return "latin-1"
    return "utf-8" if name in {"utf8", "utf-8"} else name


def _common_share(text: str) -> float:
    """Return the share of common characters and Chinese punctuation among the first signs beyond ASCII."""
    sample = _beyond_ascii(text)
    if not sample:
        return 0.0
    return sum(sign in COMMON or sign in _PUNCTUATION for sign in simplified(sample)[0]) / len(sample)


def _language_share(text: str) -> float:
    """Return the share of common characters, Chinese punctuation and printable ASCII."""
    sample = text[:SAMPLE]
    return sum(
        sign in COMMON or sign in _PUNCTUATION or " " <= sign <= "~" or sign in "\r\n\t"
        for sign in simplified(sample)[0]
    ) / len(sample)


def _beyond_ascii(text: str) -> str:
    found: list[str] = []
    for start in range(0, len(text), SAMPLE):
        found.extend(sign for sign in text[start : start + SAMPLE] if sign > "\x7f")
        if len(found) >= SAMPLE:
            break
    return "".join(found[:SAMPLE])
