import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.found import Found
from ingest.extract.knowledge import load_knowledge
from ingest.learned.columns import columns, expand
from ingest.learned.marks import TAGS, has, marks, names
from ingest.learned.tokens import tokens

SHIPPED = load_knowledge()


def marked(text, knowledge=SHIPPED, proposals=()):
    return [names(mask) for mask in marks(text, tokens(text), proposals, knowledge).masks]


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.toml").write_text('[suffix.Platform]\nwords = "创智坞"\n', encoding="utf-8")
    return load_knowledge(tmp_path)


def test_a_word_that_a_user_adds_is_marked_at_once(own):
    text = "岚桥创智坞"
    assert not any("suffix.Platform" in mark for sign in marked(text) for mark in sign)
    found = marked(text, own)
    assert [next(m for m in sign if m.endswith("suffix.Platform")) for sign in found[2:]] == [
        "Bsuffix.Platform",
        "Isuffix.Platform",
        "Esuffix.Platform",
    ]
    assert marks(text, tokens(text), (), own).endings == {4: "Platform"}


def test_of_words_of_one_family_that_overlap_the_longer_is_marked():
    signs = marked("有限责任公司")
    assert [sign[0][0] for sign in signs if "suffix.Enterprise" in sign[0]] == ["B", "I", "I", "I", "I", "E"]


def test_latin_words_are_marked_whole():
    assert "Sen.inside" in marked("Bank of China")[1]
    assert not any("en.inside" in mark for mark in marked("offer")[0])


def test_proposals_of_the_rules_are_marks():
    text = "岚桥大学成立"
    found = marked(text, proposals=[Found(0, 4, "University"), Found(4, 6, "Field")])
    assert [mark for sign in found for mark in sign if "rule" in mark] == [
        "Brule.ORG",
        "Irule.ORG",
        "Irule.ORG",
        "Erule.ORG",
    ]


def test_names_and_has_tell_the_same():
    mask = marks("市", tokens("市"), (), SHIPPED).masks[0]
    assert {tag for tag in TAGS if has(mask, tag)} == {name[1:] for name in names(mask)}


def test_features_say_signs_neighbours_classes_and_marks():
    text = "与岚桥大学"
    found = columns(text, tokens(text), (), SHIPPED)
    assert found.count == 5
    said = found.of(3)
    for feature in ("bias", "w0=大", "w-1=桥", "w1=学", "b0=桥大", "b1=大学", "b-=岚桥", "b+=学#", "c3=HHH"):
        assert feature in said
    assert "m0=Bsuffix.University" in said
    assert "m1=Esuffix.University" in said
    assert "nx=University1" in said
    assert "m-1=Strim.left" in found.of(1)


def test_open_quotes_and_lines_are_features():
    text = "建设“科创走廊”\n甲"
    found = columns(text, tokens(text), (), SHIPPED)
    assert "in=“" in found.of(3)
    assert not any(feature.startswith("in=") for feature in found.of(7))
    assert "line=first" in found.of(8)


def test_the_next_english_ending_is_seen_within_its_run_of_capitals():
    text = "Norling Institute of Physics signed with Marrow University"
    found = columns(text, tokens(text), (), SHIPPED)
    assert "nx=Institute1" in found.of(0)
    assert not any(feature.startswith("nx=") for feature in found.of(4))
    assert "nx=University1" in found.of(6)


def test_a_set_of_marks_stands_for_each_and_for_pairs():
    assert expand("m0", 0) == []
    assert expand("mm", (4, 1)) == ["Esuffix.University|Bsuffix.University"]
    assert expand("nx", ("", 0)) == []
    assert expand("nx", ("Agency2", 1)) == ["Agency2", "Agency2|Bsuffix.University"]


def test_some_sentences_have_the_features_that_they_have_in_the_whole_text():
    text = "岚桥大学成立。\n与远桥公司签约"
    spans = tokens(text)
    proposals = [Found(0, 4, "University"), Found(9, 13, "Enterprise")]
    whole = columns(text, spans, proposals, SHIPPED)
    part = columns(text, spans[7:], proposals, SHIPPED)
    assert part.of(0)[-1:] == whole.of(7)[-1:]
    assert "line=first" in part.of(0)
    assert [part.of(at) for at in range(2, part.count)] == [whole.of(at) for at in range(9, whole.count)]


@given(st.text(alphabet="中大学院市(“”)AaBb of,。\n\ud800\u202e1 ", max_size=60))
@settings(max_examples=60, deadline=None)
def test_every_token_of_any_text_has_its_features(text):
    spans = tokens(text)
    found = columns(text, spans, (), SHIPPED)
    assert found.count == len(spans)
    assert all(len(values) == len(spans) for values in (*found.plain.values(), *found.marked.values()))
    for at, (start, end) in enumerate(spans):
        assert f"w0={text[start:end].lower()}" in found.of(at)
