"""Review of figures: verdicts and corrections, newer readers, other ledgers, what the report on targets then says."""

from dataclasses import replace

import pytest

from graph.claim import Quantity, quantity_id
from graph.document import Document, document_id
from graph.errors import JudgementError, UsageError
from graph.ledger import Ledger
from graph.measures import targets
from graph.reading import Reading
from innonet import review
from innonet.project import Project

TEXT = "到2025年建设院士工作站5家。已建成院士工作站3家。"
SHA = "1" * 64
DOCUMENT = Document(
    document_id(SHA), SHA, "a.txt", None, "青城市科技局", None, None, "zh", "text/plain", "utf-8", TEXT, "text@1"
)


def a_figure(quote, number, modality="planned", indicator="院士工作站", confidence=0.9):
    start = TEXT.index(quote)
    id = quantity_id(DOCUMENT.id, indicator, start, start + len(quote), number, number)
    return Quantity(
        id, DOCUMENT.id, indicator, number, number, "家", "equal", modality, None, start, start + len(quote), quote,
        confidence=confidence,
    )  # fmt: skip


TARGET = a_figure("建设院士工作站5家", 5.0)
DONE = a_figure("已建成院士工作站3家", 3.0, confidence=0.6)  # read as planned, and it is achieved


def a_project(path, *figures, extractor="rules@1"):
    with Ledger.open(path, create=True) as ledger:
        review.add(ledger, Reading(DOCUMENT, extractor, quantities=figures))
    return Project(path)


@pytest.fixture
def project(tmp_path):
    return a_project(tmp_path / "a.db", TARGET, DONE)


def modalities(project):
    return {q.low: q.modality for q in project.network().quantities}


def aimed_at(project):
    """Return the numbers that the report on targets lists: those that are planned or aspired to."""
    return sorted(targets(project.network())["low"])


def test_what_nobody_judged_comes_first_and_the_least_sure_before_it(project):
    assert [item.figure.id for item in project.figures()] == [DONE.id, TARGET.id]

    project.accept(DONE.id)

    assert [(item.figure.id, item.verdict) for item in project.figures()] == [(TARGET.id, ""), (DONE.id, "accepted")]


def test_a_corrected_figure_stands_in_network_and_report_until_it_is_undone(project):
    judged = project.correct_figure(DONE.id, modality="achieved", why="已建成", who="li")

    assert modalities(project) == {5.0: "planned", 3.0: "achieved"}
    assert [(item.figure.modality, item.verdict) for item in project.figures()][1] == ("achieved", "corrected")
    assert aimed_at(project) == [5.0]
    assert project.verify() == []

    project.undo(judged.id)

    assert modalities(project) == {5.0: "planned", 3.0: "planned"}
    assert aimed_at(project) == [3.0, 5.0]
    assert {item.verdict for item in project.figures()} == {""}


def test_one_judgement_of_a_figure_holds_at_a_time(project):
    judged = project.correct_figure(DONE.id, modality="achieved", who="li")

    with pytest.raises(
        JudgementError, match=rf"was corrected \(modality=achieved\). First: innonet review undo {judged.id}"
    ):
        project.correct_figure(DONE.id, unit="个")
    with pytest.raises(JudgementError, match="was corrected"):
        project.accept(DONE.id)
    with pytest.raises(JudgementError, match=f"li judged otherwise. First: innonet review undo {judged.id}"):
        project.reject(DONE.id)


def test_a_rejected_figure_is_not_corrected(project):
    (judged,) = project.reject(DONE.id, who="li")

    with pytest.raises(JudgementError, match=f"undo {judged.id}"):
        project.correct_figure(DONE.id, modality="achieved")
    assert modalities(project) == {5.0: "planned"}


@pytest.mark.parametrize("number", ["0.00005", "0.000000001", "999999999999999"])
def test_a_small_or_large_number_is_written_and_read(project, number):
    project.correct_figure(DONE.id, low=number, high=number)

    assert {q.id: q.low for q in project.network().quantities} == {TARGET.id: 5.0, DONE.id: float(number)}
    assert project.verify() == []


@pytest.mark.parametrize("number", ["1e21", "1" + 21 * "0", 15 * "9" + ".9999"])  # the last is rounded to 16 digits
def test_a_number_that_no_ledger_can_hold_is_refused_before_it_is_written(project, number):
    with pytest.raises(JudgementError, match="digits"):
        project.correct_figure(DONE.id, low=number, high=number)

    assert project.log() == []


@pytest.mark.parametrize(("id", "said"), [("q0", "no such figure was read"), ("c0", "no such figure was read")])
def test_what_was_not_read_is_not_corrected(project, id, said):
    with pytest.raises(JudgementError, match=said):
        project.correct_figure(id, modality="achieved")


def test_only_what_a_figure_has_is_corrected(project):
    with pytest.raises(UsageError, match="has no period to correct"):
        project.correct_figure(DONE.id, period="2025")


def test_a_correction_goes_over_to_a_newer_reader_that_quotes_otherwise(project):
    project.correct_figure(DONE.id, modality="achieved")
    a_project(project.path, TARGET, a_figure("建成院士工作站3家", 3.0), extractor="models@1")

    assert modalities(project) == {5.0: "planned", 3.0: "achieved"}


def test_of_two_figures_that_a_newer_reader_says_as_one_the_first_hands_its_verdict_on(project):
    longer = a_figure("已建成院士工作站3家。", 3.0)
    a_project(project.path, TARGET, DONE, longer, extractor="rules@2")
    project.accept(DONE.id)
    project.reject(longer.id)
    again = a_figure("建成院士工作站3家", 3.0)

    a_project(project.path, TARGET, again, extractor="models@1")

    assert [j.verdict for j in project.log() if j.about == (again.id,)] == ["accept"]
    assert modalities(project) == {5.0: "planned", 3.0: "planned"}


def test_another_ledger_takes_a_correction_over_once(project, tmp_path):
    project.correct_figure(DONE.id, modality="achieved")
    other = a_project(tmp_path / "b.db", TARGET, DONE)

    assert other.adopt_from(project) == (1, 0)
    assert modalities(other) == {5.0: "planned", 3.0: "achieved"}

    other.adopt_from(project)
    assert len(other.log()) == 1


def test_another_ledger_that_quotes_a_figure_otherwise_takes_its_correction_over(project, tmp_path):
    project.correct_figure(DONE.id, modality="achieved")
    other = a_project(tmp_path / "b.db", TARGET, a_figure("建成院士工作站3家", 3.0))

    assert [other.adopt_from(project) for _ in range(2)] == [(1, 0), (1, 0)]
    assert modalities(other) == {5.0: "planned", 3.0: "achieved"}
    assert len(other.log()) == 1


def test_another_ledger_takes_the_verdict_on_a_figure_itself_before_that_on_one_beside_it(project, tmp_path):
    longer = a_figure("已建成院士工作站3家。", 3.0)
    a_project(project.path, TARGET, longer, DONE, extractor="rules@2")
    project.reject(longer.id)
    project.accept(DONE.id)
    other = a_project(tmp_path / "b.db", TARGET, DONE)

    assert other.adopt_from(project) == (1, 1)
    assert [(j.verdict, j.about) for j in other.log()] == [("accept", (DONE.id,))]


def test_who_accepted_what_was_read_keeps_it(project, tmp_path):
    project.correct_figure(DONE.id, modality="achieved")
    other = a_project(tmp_path / "b.db", TARGET, DONE)
    other.accept(DONE.id)

    assert other.adopt_from(project) == (0, 1)
    assert modalities(other)[3.0] == "planned"


def test_passages_to_learn_from_hold_figures_as_corrected(project, tmp_path):
    project.correct_figure(DONE.id, modality="achieved", low="4", high="4")

    with Ledger.open(project.path) as ledger:
        (passage,) = review.passages(ledger, 0.8)

    assert [(q["low"], q["modality"]) for q in passage["quantities"]] == [(5, "planned"), (4, "achieved")]


def test_a_figure_that_says_all_of_it_wrongly_is_made_anew(project):
    project.correct_figure(TARGET.id, indicator="专家工作站", low="6", high="", unit="个", modality="aspired")

    (figure,) = [q for q in project.network().quantities if q.id == TARGET.id]
    assert figure == replace(
        figure, indicator="专家工作站", low=6.0, high=None, unit="个", relation="more", modality="aspired"
    )
