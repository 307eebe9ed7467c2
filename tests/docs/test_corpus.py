"""The corpus keeps to its form, and its data sheet counts what is there."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests" / "corpus"
FOLDERS = sorted(path for path in (*CORPUS.glob("*"), *(CORPUS / "second").glob("*")) if any(path.glob("*.json")))


def module(place):
    spec = importlib.util.spec_from_file_location(f"of_corpus_{place.stem}", place)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_passage_keeps_to_the_guide(folder, capsys):
    assert module(CORPUS / "check.py").main(sorted(folder.glob("*.json"))) == 0, capsys.readouterr().out


@pytest.mark.slow
def test_the_data_sheet_counts_what_is_there():
    text = (CORPUS / "README.md").read_text(encoding="utf-8")

    assert module(ROOT / "docs" / "corpus.py").sheet(text) == text, "run: python docs/make.py corpus"


@pytest.mark.slow
def test_the_data_sheet_tells_how_far_two_readings_agree():
    text = (CORPUS / "README.md").read_text(encoding="utf-8")

    assert module(ROOT / "docs" / "agreement.py").sheet(text) == text, "run: python docs/make.py corpus"


@pytest.mark.parametrize(
    ("style", "genre"),
    [
        ("approval list notice", "list, register or table"),
        ("city daily", "government"),
        ("WeChat item of a city research institute", "institute"),
        ("local press (English)", "press"),
        ("listed-company announcement", "enterprise"),
        ("letter", "other"),
    ],
)
def test_a_style_is_counted_under_its_first_genre(style, genre):
    assert module(ROOT / "docs" / "corpus.py").genre(style) == genre


def test_the_scorer_of_the_corpus_scores_a_folder_against_itself(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["score.py", str(CORPUS / "sample"), str(CORPUS / "sample")])
    module(CORPUS / "score.py").main()

    assert "claims, pairs                              P 1.000  R 1.000  F1 1.000" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ({"mentions": [{"text": "“云岭计划”", "kind": "Programme"}]}, "marks around a whole name are left out"),
        ({"mentions": [{"text": "", "kind": "Programme"}]}, "mention not in text"),
        ({"policy": ["云海"]}, "policy not in text"),
        (
            {"source": "/".join(("https://yunling.example", "-", "notice"))},
            "source holds /-/, as addresses of package registries do",
        ),
        ({"quantities": [{"quote": "", "relation": "equal", "modality": "achieved"}]}, "quantity quote not in text"),
        ({"mentions": [{"text": "“云岭”计划", "kind": "Programme"}], "text": "“云岭”计划启动。"}, ""),
    ],
    ids=["marks", "an empty name", "policy", "a registry's address", "empty quote", "inner marks stay"],
)
def test_the_checker_tells_what_is_wrong(fault, line):
    passage = {"text": "“云岭计划”启动。", "mentions": [], "claims": [], **fault}
    assert [text.split(":")[0] for text in module(CORPUS / "check.py").faults(passage)] == [line][: bool(line)]
