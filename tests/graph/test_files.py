"""A file is written whole, and nothing that is no file is taken away for it."""

import os
import sqlite3
import stat
from contextlib import closing

import pytest

from graph.errors import InnonetError, UsageError
from graph.files import write

needs_links = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")


@needs_links
def test_a_link_stays_and_what_it_points_at_is_written(tmp_path):
    (tmp_path / "folder").mkdir()
    target, link, second = tmp_path / "folder" / "real.json", tmp_path / "link.json", tmp_path / "second.json"
    target.write_bytes(b"old")
    link.symlink_to("folder/real.json")
    second.symlink_to(link)

    assert write(second, b"new") == second

    assert (second.is_symlink(), link.is_symlink(), target.is_symlink()) == (True, True, False)
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


@needs_links
def test_a_link_to_what_is_not_there_yet_makes_it(tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "folder" / "new.json")

    write(link, b"new")

    assert link.is_symlink()
    assert (tmp_path / "folder" / "new.json").read_bytes() == b"new"


@needs_links
@pytest.mark.parametrize("linked", [False, True], ids=["pipe", "link to a pipe"])
def test_a_pipe_stays_a_pipe(tmp_path, linked):
    pipe = place = tmp_path / "pipe"
    os.mkfifo(pipe)
    if linked:
        place = tmp_path / "link"
        place.symlink_to(pipe)

    with pytest.raises(InnonetError, match="is a device or a pipe") as refused:
        write(place, b"new")

    assert "\n" not in str(refused.value)
    assert stat.S_ISFIFO(os.lstat(pipe).st_mode)
    assert set(tmp_path.iterdir()) == {pipe, place}


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InnonetError, match=r"is a folder, and what is written is a file\. Name one\."):
        write(tmp_path, b"new")


@needs_links
def test_a_link_that_points_at_itself_is_one_line(tmp_path):
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    with pytest.raises(InnonetError, match="cannot be written"):
        write(tmp_path / "a", b"new")


@pytest.mark.parametrize("linked", [False, pytest.param(True, marks=needs_links)], ids=["itself", "by a link"])
def test_a_database_is_never_replaced(tmp_path, linked):
    ledger = place = tmp_path / "a.db"
    with closing(sqlite3.connect(ledger)) as made:
        made.execute("CREATE TABLE t (x)")
        made.commit()
    held = ledger.read_bytes()
    if linked:
        place = tmp_path / "page.html"
        place.symlink_to(ledger)

    with pytest.raises(UsageError, match=r"is a database, perhaps a ledger, and stays\. Name another file"):
        write(place, b"new")

    assert ledger.read_bytes() == held
