"""Whoever takes one of our package names is named in one line, before anything fails."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "ingest", "queries", "viz", "innonet")


def run(*arguments, cwd, path=None):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | (
        {"PYTHONPATH": str(path)} if path else {}
    )
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def a_copy(tmp_path):
    """Return a folder like site-packages that holds our five packages."""
    home = tmp_path / "site"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    return home


@pytest.mark.parametrize("name", ["graph.py", "queries/__init__.py"])
def test_a_file_of_the_analysts_own_is_named(tmp_path, name):
    own = tmp_path / name
    own.parent.mkdir(exist_ok=True)
    own.write_text("print('mine')\n")

    told = run("-m", "innonet", "--help", cwd=tmp_path)

    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1
    assert str(own) in told.stderr
    assert "Rename that file, or run innonet from another folder" in told.stderr


def test_a_notebook_gets_the_same_line(tmp_path):
    (tmp_path / "graph.py").write_text("")

    told = run("-c", "import innonet; innonet.open('a.db')", cwd=tmp_path)

    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].startswith("ImportError:")
    assert "graph.py hides innonet's own package 'graph'" in told.stderr


def test_the_command_itself_is_not_disturbed_by_the_working_folder(tmp_path):
    (tmp_path / "graph.py").write_text("raise SystemExit('mine')\n")
    command = Path(sys.executable).with_name("innonet")
    if not command.exists():
        pytest.skip("the package is not installed here: pip install -e .")

    told = subprocess.run([str(command), "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert told.returncode == 0
    assert "innonet" in told.stdout


def test_another_distribution_that_owns_a_name_is_named(tmp_path, a_copy):
    (a_copy / "queries" / "__init__.py").write_text('"""Simplified PostgreSQL access."""\n')
    record = a_copy / "queries-2.1.1.dist-info"
    record.mkdir()
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: queries\nVersion: 2.1.1\n")
    (record / "top_level.txt").write_text("queries\n")
    (record / "RECORD").write_text("queries/__init__.py,,\n")

    told = run("-m", "innonet", "--help", cwd=tmp_path, path=a_copy)

    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "'queries'" in told.stderr
    assert "environment of its own" in told.stderr


def test_our_names_are_ours_alone():
    owners = packages_distributions()

    assert {name: set(owners.get(name, ())) - {"innonet"} for name in PACKAGES} == {name: set() for name in PACKAGES}
