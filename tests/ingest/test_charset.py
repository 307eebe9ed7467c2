import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from graph.errors import DocumentError
from ingest.text.charset import decode

TEXT = "云岭大学与青禾集团签订战略合作协议，共建草种技术创新中心。"
TRADITIONAL = OpenCC("s2t").convert(TEXT)


@pytest.mark.parametrize(
    ("codec", "text", "charset"),
    [
        ("utf-8", TEXT, "utf-8"),
        ("utf-8-sig", TEXT, "utf-8"),
        ("utf-16", TEXT, "utf-16-le"),
        ("utf-16-le", TEXT, "utf-16-le"),
        ("utf-16-be", TEXT + "\nCAAS", "utf-16-be"),
        ("utf-32", TEXT, "utf-32-le"),
        ("gbk", TEXT, "gb18030"),
        ("gb18030", TEXT + "𠮷", "gb18030"),
        ("big5", TRADITIONAL, "big5"),
        ("ascii", "plain", "utf-8"),
    ],
)
@pytest.mark.parametrize("length", [8, 20, None])
def test_a_text_is_read_in_the_character_set_it_was_written_in(codec, text, charset, length):
    if length and codec == "ascii":
        text = text[:4]
    found = decode(text[:length].encode(codec), "x.txt")

    assert (found.text, found.charset) == (text[:length], charset)


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "big5", "nonsense", "gb2312", None])
def test_a_page_that_lies_about_its_charset_is_read_all_the_same(declared):
    assert decode(TEXT.encode("gb18030"), "x.html", declared).text == TEXT


def test_an_english_page_with_typewriter_quotes_is_read_and_said():
    found = decode(("The university\u2019s laboratory is open to all partners. " * 3).encode("cp1252"), "x.html")

    assert "university\u2019s" in found.text
    assert found.charset == "windows-1252"
    assert found.warnings


def test_a_torn_byte_is_kept_as_a_sign_and_said():
    data = (TEXT * 20).encode("utf-8")

    found = decode(data[:-2], "x.txt")

    assert found.text == (TEXT * 20)[:-1] + "\ufffd"
    assert [said.en for said in found.warnings] == ["Broken bytes for utf-8: 1, each kept as the sign U+FFFD."]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"\x00\x01\x02\x03" * 50, "NUL", id="binary"),
        pytest.param(bytes(range(128, 256)) * 20, "character set", id="high bytes"),
        pytest.param("Научная".encode("cp1251") * 20, "character set", id="a charset we do not know"),
        pytest.param(("好\ufffd\ufffd" * 50).encode(), "lost", id="lost before it was saved"),
        pytest.param(TEXT.encode("utf-8")[1::2] * 9, "character set", id="every second byte"),
    ],
)
def test_what_is_no_text_gets_one_line(data, why):
    with pytest.raises(DocumentError, match=why) as caught:
        decode(data, "x.txt")

    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("x.txt: ")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_one_line(data):
    try:
        found = decode(data, "x.txt")
    except DocumentError:
        return
    assert "\x00" not in found.text or found.charset.startswith("utf-")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffd"), max_size=80))
def test_strict_utf_8_is_always_itself(text):
    found = decode(text.encode("utf-8"), "x.txt")

    assert text.startswith("\ufeff") or found.text == text
