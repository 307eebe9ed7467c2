"""Docs that fail when they lie."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _module():
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["ontology.md", "queries.md"])
def test_what_is_made_from_the_code_is_fresh(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == _module().MADE[name](), "run: python docs/make.py"


def test_every_command_is_named_in_both_readmes():
    from typer.main import get_command

    from innonet.cli import app

    commands = list(get_command(app).commands)
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        missing = [name for name in commands if f"innonet {name}" not in text]
        assert not missing, f"{readme} does not name {missing}"


def test_every_dependency_has_its_line():
    declared = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.S | re.M)[1]
    names = re.findall(r'"([A-Za-z0-9-]+)', declared)
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    assert names
    assert not [name for name in names if f"`{name}`" not in text]


def test_links_between_docs_lead_somewhere():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"
