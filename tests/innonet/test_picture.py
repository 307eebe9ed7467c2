"""`innonet picture`: the filters of every command, and the same bytes each time."""

import sys

import pytest

from innonet import cli
from innonet.demonstration import NOTICES
from innonet.project import Project
from viz.picture import fonts
from viz.picture.fonts import FontError


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Read one notice by rules."""
    try:
        fonts.fonts()
    except FontError as error:
        pytest.skip(str(error))
    project = Project(tmp_path_factory.mktemp("picture") / "innonet.db")
    project.add(NOTICES / "2023-05-30-talent.txt", reader="rules")
    return project.path


@pytest.fixture
def picture(monkeypatch, capsys, ledger):
    """Return a function that runs the command and gives exit code and stderr."""

    def run(*arguments):
        command = ["innonet", "picture", *map(str, arguments), "--ledger", str(ledger)]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            cli.run()
        return ended.value.code or 0, capsys.readouterr().err

    return run


def test_a_picture_is_of_its_day_and_statuses(picture, tmp_path):
    out = tmp_path / "network.svg"
    code, err = picture(
        "-o", out, "--as-of", "2023-12-31", "--status", "signed,promoting", "--sure", "0", "--lang", "en"
    )
    text = out.read_text(encoding="utf-8")

    assert (code, err.strip()) == (0, f"wrote {out}")
    assert "as of 2023-12-31" in text
    assert "only ties promoting, signed" in text


def test_the_heading_can_be_left_out(picture, tmp_path):
    shown = {}
    for name, title in (("plain", ()), ("none", ("--title", ""))):
        out = tmp_path / f"{name}.svg"
        assert picture("-o", out, "--sure", "0", "--lang", "en", *title)[0] == 0
        shown[name] = "Innovation network" in out.read_text(encoding="utf-8")

    assert shown == {"plain": True, "none": False}


def test_pictures_are_the_same_bytes_twice(picture, tmp_path):
    for name in ("one.pdf", "two.pdf"):
        picture("-o", tmp_path / name, "--sure", "0", "--title", "青城市")

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_an_unknown_format_is_one_line(picture, tmp_path):
    code, err = picture("-o", tmp_path / "network.gif")

    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "network.gif").exists()
