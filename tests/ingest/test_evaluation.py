"""Annotated folders against readers, other tools, and models that never saw the folder."""

import json
import shutil
from pathlib import Path

import pytest

from graph.errors import DocumentError, InnonetError, UsageError
from ingest.evaluation import annotated, by_folder_and_language, read_by, said_in

TEXT = "青禾集团与云岭农业大学签订战略合作协议。"
NAMES = ["青禾集团", "云岭农业大学"]
GOLD = {
    "language": "zh",
    "text": TEXT,
    "mentions": [{"text": NAMES[0], "kind": "Enterprise"}, {"text": NAMES[1], "kind": "University"}],
    "claims": [{"kind": "COOPERATES_WITH", "roles": {"partner": NAMES}, "status": "signed", "quote": TEXT[:-1]}],
}


def write(folder, **passages):
    folder.mkdir(parents=True, exist_ok=True)
    for name, passage in passages.items():
        text = passage if isinstance(passage, str) else json.dumps(passage, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return folder


def test_a_reader_is_shown_the_text_and_nothing_annotated(tmp_path):
    folder = write(tmp_path / "one", a=GOLD, b={**GOLD, "mentions": [], "claims": []})

    a, b = read_by("one", annotated(folder), reader="rules")

    assert {m["text"] for m in a.said["mentions"]} == set(NAMES)
    assert a.said["claims"] == b.said["claims"]
    assert (a.folder, a.name, a.language) == ("one", "a.json", "zh")


def test_another_tool_is_read_by_names_and_says_nothing_where_it_has_no_file(tmp_path):
    gold = annotated(write(tmp_path / "one", a=GOLD, b=GOLD))
    said = write(tmp_path / "said", a={"mentions": GOLD["mentions"]})
    own = write(tmp_path / "said" / "two", b={"claims": GOLD["claims"]}).parent

    flat = list(said_in(said, "one", gold))
    nested = list(said_in(own, "two", gold))

    assert [len(item.said["mentions"]) for item in flat] == [2, 0]
    assert [item.name for item in said_in(said, "one", gold, common=True)] == ["a.json"]
    assert [len(item.said["claims"]) for item in nested] == [0, 1]


@pytest.mark.parametrize(
    ("passage", "says"),
    [
        ("{", "is no JSON"),
        ([], "is no passage"),
        ({"mentions": [{"text": "甲"}]}, "mentions 1 has no `kind`"),
        ({"claims": {}}, "`claims` is no list"),
        ({"claims": ["甲"]}, "claims 1 is no object"),
        ({"claims": [{"kind": "LEADS", "roles": {"leader": "甲"}}]}, "role `leader` is no list of names"),
        ({"claims": [{"kind": "LEADS", "roles": {}, "confidence": "high"}]}, "`confidence` is no number"),
        ({"quantities": [{"low": 5}]}, "quantities 1 has no `indicator`"),
    ],
)
def test_what_is_no_passage_is_one_line(tmp_path, passage, says):
    gold = annotated(write(tmp_path / "one", a=GOLD))
    said = write(tmp_path / "said", a=passage if isinstance(passage, str) else json.dumps(passage))

    with pytest.raises(DocumentError, match=says):
        list(said_in(said, "one", gold))


def test_folders_that_hold_nothing_are_said(tmp_path):
    gold = annotated(write(tmp_path / "one", a=GOLD))

    with pytest.raises(InnonetError, match="no passage is here"):
        annotated(write(tmp_path / "empty"))
    with pytest.raises(InnonetError, match="there is no such folder"):
        list(said_in(tmp_path / "nowhere", "one", gold))
    with pytest.raises(InnonetError, match="no file is called as a passage of one"):
        list(said_in(write(tmp_path / "other", z=GOLD), "one", gold))
    with pytest.raises(DocumentError, match="has no `text`"):
        annotated(write(tmp_path / "bare", a={"mentions": []}))


def test_folders_stand_in_the_order_given_chinese_first(tmp_path):
    one = annotated(write(tmp_path / "b", a={**GOLD, "language": "en"}, b=GOLD))
    two = annotated(write(tmp_path / "a", a=GOLD))
    items = [*read_by("b", one, reader="rules"), *read_by("a", two, reader="rules")]

    groups = by_folder_and_language(items)

    assert list(groups) == [("b", "zh"), ("b", "en"), ("a", "zh")]


def test_leaving_out_needs_three_folders():
    leave_out = pytest.importorskip("ingest.training.leave_out", reason="needs the extra train")

    with pytest.raises(UsageError, match="needs 3 folders or more"):
        next(leave_out.leave_one_folder_out([Path("a"), Path("b")]))


@pytest.mark.slow
def test_each_folder_is_read_by_models_of_the_others(tmp_path):
    leave_out = pytest.importorskip("ingest.training.leave_out", reason="needs the extra train")
    corpus = Path(__file__).parents[1] / "corpus"
    folders = []
    for name in ("dev-a", "dev-b", "dev-c"):
        folders.append(tmp_path / name)
        folders[-1].mkdir()
        for file in sorted((corpus / name).glob("*.json"))[:20]:
            shutil.copy(file, folders[-1])
    told = []

    items = list(leave_out.leave_one_folder_out(folders, say=told.append))

    assert [item.folder for item in items] == ["dev-a"] * 20 + ["dev-b"] * 20 + ["dev-c"] * 20
    assert sum("fitting on" in line and "of 1 other folders" in line for line in told) == 3
    # Forty passages teach little: most names are found, not all.
    assert sum(bool(item.said["mentions"]) for item in items) > 45
