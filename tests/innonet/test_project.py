"""Judgements that people make: chains in any order, undone and made again, and names that cannot be judged."""

import itertools
import shutil

import pytest

from graph.errors import EntityUnknown, JudgementError, QueryError, UsageError, ViewError
from graph.ledger import Ledger
from ingest.pipeline import ingest
from innonet.project import Project

ROWS = """kind,partner,status,published,quote
COOPERATES_WITH,甲大学<University>;青禾集团<Enterprise>,signed,2024-01-01,甲大学与青禾集团签约
COOPERATES_WITH,甲大学<University>;青禾公司<Enterprise>,operating,2025-01-01,甲大学与青禾公司合作
COOPERATES_WITH,甲大学<University>;青禾<Enterprise>,operating,2025-01-01,甲大学与青禾合作
COOPERATES_WITH,甲大学<University>;青禾<Institute>,operating,2025-01-01,甲大学与青禾合作了
COOPERATES_WITH,甲大学<University>;Enterprise:怪名<Institute>,operating,2025-01-01,甲大学与Enterprise:怪名合作
COOPERATES_WITH,甲大学<University>;30家企业<Group>,operating,2025-01-01,甲大学与30家企业合作
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """Return a ledger of the rows above, without the register's three thousand judgements, which each step reads."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "claims.csv").write_text(ROWS, encoding="utf-8")
    with Ledger.open(folder / "a.db", create=True) as ledger:
        for reading in next(ingest([folder / "claims.csv"])).readings:
            ledger.add(reading)
    return folder / "a.db"


@pytest.fixture
def project(ledger, tmp_path):
    """Return a project of its own for every test."""
    return Project(shutil.copy(ledger, tmp_path / "a.db"))


def test_a_ledger_is_made_in_a_folder_that_was_not_there(tmp_path):
    (tmp_path / "claims.csv").write_text(ROWS, encoding="utf-8")
    made = Project(tmp_path / "deep" / "a.db")

    made.add(tmp_path / "claims.csv")

    assert made.has_documents()


STEPS = [
    ("same", "青禾集团", "青禾公司"),
    ("same", "青禾公司", "Enterprise:青禾"),
    ("different", "青禾集团", "Enterprise:青禾"),
]


@pytest.mark.parametrize("order", [*itertools.permutations(STEPS)])
def test_of_a_chain_that_contradicts_itself_the_last_step_is_refused(project, order):
    *first, last = order
    for step in first:
        project.judge(*step)

    with pytest.raises(JudgementError, match="review log"):
        project.judge(*last)

    assert project.verify() == []


def test_a_judgement_can_be_undone_and_made_again(project):
    ties = []
    for _ in range(2):
        judged = project.judge("same", "青禾集团", "青禾公司", who="li")
        ties.append(len(project.network().ties))
        project.undo(judged.id, who="li")
        ties.append(len(project.network().ties))

    assert ties == [5, 6, 5, 6]
    assert len(project.log(all=True)) == len(project.log()) + 4 + len([j for j in project.log(all=True) if j.by_rule])


def test_the_second_of_two_who_judged_alike_holds_when_the_first_is_undone(project):
    first = project.judge("same", "青禾集团", "青禾公司", who="li")
    project.judge("same", "青禾公司", "青禾集团", who="wang")

    project.undo(first.id)

    assert len(project.network().ties) == 5


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("青禾", UsageError, "Enterprise:青禾, Institute:青禾"),
        ("University:青禾", EntityUnknown, "Enterprise:青禾"),
        ("Enterprise:怪名", EntityUnknown, "怪名"),
        ("Enterprise:", EntityUnknown, "Enterprise:"),
        ("30家企业", JudgementError, "counted group"),
        ("Group:30家企业", JudgementError, "counted group"),
        ("甲大学", JudgementError, "one entity already"),
    ],
)
def test_what_cannot_be_judged_is_said(project, name, error, says):
    with pytest.raises(error, match=says):
        project.judge("same", name, "甲大学")

    assert project.log() == []


def test_a_colon_in_a_name_is_no_kind(project):
    assert project.judge("same", "Institute:Enterprise:怪名", "青禾集团")


def test_nobody_judges_as_a_rule(project):
    with pytest.raises(UsageError, match="rule:"):
        project.judge("same", "青禾集团", "青禾公司", who="rule:mine@1")


def test_a_question_that_is_not_there_starts_no_server(project, monkeypatch):
    monkeypatch.setattr("graph.store.views.open_store", lambda *_, **__: pytest.fail("a server was asked for"))

    with pytest.raises(QueryError, match="no question of the library"):
        project.query("partner")


def test_a_name_that_a_view_leaves_out_is_said_to_be_there(project):
    with pytest.raises(
        ViewError, match="青禾公司 is in the ledger and not in this view: nothing published by 2024-06-01"
    ):
        project.query("partners", view=project.network(as_of="2024-06-01"), name="青禾公司")
    with pytest.raises(ViewError, match="nothing that it keeps"):
        project.query("partners", view=project.network(without=["青禾公司"]), name="青禾公司")


def test_a_name_that_a_view_leaves_out_is_not_read_as_a_longer_one(tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text(
        "kind,partner,status,published,quote\n"
        "COOPERATES_WITH,甲大学<University>;青禾公司<Enterprise>,signed,2024-01-01,甲大学与青禾公司签约\n"
        "COOPERATES_WITH,甲大学<University>;青禾公司草业院<Institute>,signed,2024-01-01,甲大学与青禾公司草业院签约\n",
        encoding="utf-8",
    )
    project = Project(tmp_path / "a.db")
    project.add(table)

    with pytest.raises(ViewError, match="青禾公司 is in the ledger and not in this view"):
        project.query("partners", view=project.network(without=["青禾公司"]), name="青禾公司")
