import json

import pytest

from graph.errors import InnonetError
from ingest.training.split import FIRST_CONTACT, HELD_OUT, train_and_held_out


def write(path, source=None):
    path.parent.mkdir(exist_ok=True)
    passage = {"id": path.stem, "language": "zh", "text": "甲大学成立。", "mentions": [], "claims": []}
    path.write_text(json.dumps(passage | ({"source": source} if source else {})), encoding="utf-8")


def test_a_page_in_two_folders_is_held_out_with_all_its_passages(tmp_path):
    for name in HELD_OUT:
        write(tmp_path / name / f"{name}-1.json", "https://a.example/one")
    write(tmp_path / "dev-a" / "a-1.json", "https://a.example/one")
    write(tmp_path / "dev-a" / "a-2.json", "https://a.example/two")
    write(tmp_path / "dev-zw" / "zw-1.json")
    write(tmp_path / "dev-b" / "b-1.json")
    write(tmp_path / FIRST_CONTACT[0] / "first-1.json")
    learn, held = train_and_held_out(tmp_path)
    assert [passage.name for passage in learn] == ["a-2", "b-1", "zw-1"]
    assert {passage.folder for passage in held} == set(HELD_OUT)


def test_a_missing_folder_is_one_line(tmp_path):
    with pytest.raises(InnonetError, match=f"{HELD_OUT[0]} holds no passage"):
        train_and_held_out(tmp_path)
