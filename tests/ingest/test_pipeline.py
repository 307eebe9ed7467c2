"""One bad document never ends a run."""

import os
import signal
from multiprocessing import active_children
from pathlib import Path

import pytest

from ingest import extraction, pipeline


@pytest.fixture
def notices(tmp_path):
    """Return a folder of six notices, a.txt to f.txt, each beginning with its own letter."""
    for name in "abcdef":
        (tmp_path / f"{name}.txt").write_text(f"{name}:云岭大学与青禾集团签约。", encoding="utf-8")
    return tmp_path


def breaks(document, **more):
    if document.text.startswith("b"):
        raise KeyError("that")
    return extraction.extract(document, **more)


def ends_its_process(document, **more):
    if document.text.startswith("b"):
        os.kill(os.getpid(), signal.SIGKILL)
    return extraction.extract(document, **more)


def test_a_text_that_breaks_the_reader_is_told_and_the_rest_go_on(notices, monkeypatch):
    monkeypatch.setattr(pipeline, "extract", breaks)

    first, second, *others = pipeline.ingest([notices], reader="rules")

    assert first.readings
    assert all(outcome.readings for outcome in others)
    assert second.skipped.endswith("b.txt: breaks the reader (KeyError: 'that'). Please report it with the file.")


@pytest.mark.slow
def test_a_text_that_ends_its_process_is_told_and_the_rest_go_on(notices, monkeypatch):
    monkeypatch.setattr(pipeline, "extract", ends_its_process)

    first, second, *others = pipeline.ingest([notices], reader="rules", jobs=2)

    assert first.readings
    assert all(outcome.readings for outcome in others)
    assert "b.txt: ends the process that reads it" in second.skipped


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_a_process_that_is_ended_from_outside_costs_no_text_and_says_nothing(notices, capfd, sign):
    sent = []

    def known(document, extractor):
        if not sent and active_children():
            sent.append(os.kill(active_children()[0].pid, sign))
        return False

    outcomes = list(pipeline.ingest([notices], known=known, reader="rules", jobs=2))

    assert sent
    assert [(outcome.path.stem, len(outcome.readings)) for outcome in outcomes] == [(name, 1) for name in "abcdef"]
    assert capfd.readouterr().err == ""


def test_folders_deeper_than_python_recurses_are_walked(tmp_path):
    inner = [tmp_path]
    try:
        for _ in range(1100):
            inner.append(inner[-1] / "d")
            inner[-1].mkdir()
        (inner[-1] / "a.txt").write_text("a")

        assert list(pipeline.find([tmp_path])) == [(inner[-1] / "a.txt", None)]
    finally:  # what clears the folder of the tests recurses too
        (inner[-1] / "a.txt").unlink()
        for folder in reversed(inner[1:]):
            folder.rmdir()


def test_a_folder_that_lies_too_deep_to_open_is_one_line_and_the_rest_are_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(25):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    os.chdir(tmp_path)
    (tmp_path / "z.txt").write_text("z")

    [(_, problem), last] = pipeline.find([tmp_path])

    assert "lies too deep" in problem
    assert len(problem) < 200
    assert last == (tmp_path / "z.txt", None)


def test_a_link_to_a_folder_is_not_followed_and_said(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("a")
    (tmp_path / "link").symlink_to("real")

    [(link, problem), (found, none)] = pipeline.find([tmp_path])

    assert (link.name, found.name, none) == ("link", "a.txt", None)
    assert problem.endswith("link: is a link to a folder, and links are not followed. Give the folder itself.")
    assert [path.name for path, _ in pipeline.find([tmp_path / "link"])] == ["a.txt"]  # named, it is meant
