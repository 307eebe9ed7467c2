"""A network out of the cache is the one that would be derived now."""

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import EntityUnknown
from innonet import demonstration, kept
from innonet.project import Project
from tests.factories import a_network


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return the project of one notice, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = Project(tmp_path / "a.db")
    project.add(demonstration.NOTICES / "2023-05-30-talent.txt", reader="rules")
    return project


def again(project):
    """Return the project as the next process opens it."""
    return Project(project.path)


def never():
    pytest.fail("it was derived again")


def test_a_kept_network_equals_the_derived_one(project):
    derived = project.network(sure=0.5)

    first = again(project).network(sure=0.5, cached=True)
    second = again(project).network(sure=0.5, cached=True)

    assert first == derived
    assert second == derived
    assert len(derived.ties) > 0


def test_what_is_kept_is_not_derived_again(tmp_path):
    network = a_network()

    kept.kept(tmp_path, "view", lambda: network)

    assert kept.kept(tmp_path, "view", never) == network


def test_another_view_and_a_ledger_that_changed_are_derived(project):
    whole = again(project).network(cached=True)
    early = again(project).network(as_of=date(2023, 5, 29), cached=True)
    unsure = again(project).network(sure=0.0, cached=True)
    project.reject(whole.claims[0].id)
    changed = again(project).network(cached=True)

    assert early.ties == ()
    assert len(unsure.claims) > len(whole.claims)
    assert whole.claims[0].id not in {claim.id for claim in changed.claims}
    assert changed == project.network()


def test_other_code_derives_anew(tmp_path, monkeypatch):
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "derive.py").write_text("one")
    monkeypatch.setattr(kept.graph, "__file__", str(tmp_path / "code" / "__init__.py"))
    old, new = a_network(), replace(a_network(), ties=())
    kept.kept(tmp_path, "view", lambda: old)
    (tmp_path / "code" / "derive.py").write_text("two")

    assert kept.kept(tmp_path, "view", lambda: new) == new


@pytest.mark.parametrize("left", [b"", b'{"format": "innonet-network@1", "view": {}', b"{}"])
def test_a_file_that_is_no_network_is_made_again(tmp_path, left):
    network = a_network()
    kept.kept(tmp_path, "view", lambda: network)
    (file,) = (tmp_path / "networks").iterdir()
    whole = file.read_bytes()
    file.write_bytes(left)

    assert kept.kept(tmp_path, "view", lambda: network) == network
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder")

    assert kept.kept(tmp_path / "file", "view", a_network) == a_network()


def test_an_error_leaves_nothing_behind(project, tmp_path):
    with pytest.raises(EntityUnknown):
        project.network(without=["nobody"], cached=True)

    assert list((tmp_path / "cache").rglob("*.json")) == []


def test_only_the_newest_views_are_kept_and_for_the_owner_alone(tmp_path):
    home = tmp_path / "home"
    for number in range(kept.KEPT + 3):
        kept.kept(home, number, a_network)

    assert len(list((home / "networks").iterdir())) == kept.KEPT
    assert kept.kept(home, kept.KEPT + 2, never) == a_network()
    assert home.stat().st_mode & 0o077 == 0
