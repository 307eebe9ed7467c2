"""What a person says of a figure, and what then stands."""

import pytest

from graph.claim import Quantity
from graph.document import Document
from graph.errors import JudgementError, LedgerError, OntologyError
from graph.figure_correction import changes, corrections, restated, same_figure, sound
from graph.judgement import Verdict, on_claims
from graph.ledger import Ledger
from graph.reading import Reading


def a_figure(low=5.0, high=5.0, relation="equal", start=0, id="q1"):
    end = start + 8
    return Quantity(id, "d", "院士工作站", low, high, "家", relation, "planned", None, start, end, "建设5家院士工作站")


def judged(*said, of="q1"):
    return on_claims(Verdict.ACCEPT, (of, *said), "li", "")


@pytest.mark.parametrize(
    ("figure", "said", "written"),
    [
        pytest.param(a_figure(), {"modality": "achieved"}, ("modality=achieved",), id="modality"),
        pytest.param(a_figure(), {"low": "3.50"}, ("low=3.5", "relation=range"), id="two numbers are a range"),
        pytest.param(a_figure(), {"high": ""}, ("high=", "relation=more"), id="an open end"),
        pytest.param(a_figure(), {"low": ""}, ("low=", "relation=at_most"), id="at most"),
        pytest.param(a_figure(), {"low": "6", "high": "6", "unit": ""}, ("low=6", "high=6", "unit="), id="no unit"),
        pytest.param(a_figure(relation="increment"), {"low": "6", "high": "6"}, ("low=6", "high=6"), id="still new"),
        pytest.param(a_figure(), {"relation": "about"}, ("relation=about",), id="relation"),
        pytest.param(a_figure(), {"low": "0.00005"}, ("low=0.00005", "relation=range"), id="a small number"),
    ],
)
def test_a_correction_says_what_changes_and_no_more(figure, said, written):
    assert changes(figure, said) == written

    stands = restated(figure, corrections([judged(*written)]))

    assert stands.id == figure.id  # what was judged is found again
    assert all(sound(change) for change in written)
    with pytest.raises(JudgementError, match="says just that"):
        changes(stands, said)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"low": "many"}, "no number"),
        ({"low": "9"}, r"low \(9\) is above high \(5\)"),
        ({"low": "0.00006", "high": "0.00005"}, r"low \(0.00006\) is above high \(0.00005\)"),
        ({"high": "1e21"}, "no number"),
        ({"high": "1" + 21 * "0"}, "no number of up to 15 digits"),
        ({"high": "999999999999999.9999"}, "high=1000000000000000 has too many digits"),  # the nearest float
        ({"low": "", "high": ""}, "needs a number"),
        ({"relation": "range", "high": ""}, "does not fit its numbers"),
        ({"indicator": " "}, "needs an indicator"),
        ({"unit": "家"}, "says just that"),
    ],
)
def test_what_no_figure_can_be_is_refused(said, error):
    with pytest.raises(JudgementError, match=error):
        changes(a_figure(), said)


def test_a_word_that_is_no_modality_is_refused():
    with pytest.raises(OntologyError, match="achieved"):
        changes(a_figure(), {"modality": "signed"})


def test_only_what_holds_of_this_figure_counts():
    figure = a_figure()
    rejected = on_claims(Verdict.REJECT, ("q1",), "li", "")

    assert restated(figure, corrections([judged("low=4", of="q2"), judged(), rejected])) == figure


def test_of_two_corrections_of_a_figure_the_last_one_stands():
    by = corrections([judged("low=4", "relation=range"), judged("modality=achieved")])

    stands = restated(a_figure(), by)

    assert (stands.low, stands.modality) == (5.0, "achieved")


def test_a_figure_is_found_again_by_place_and_numbers():
    figure = a_figure()
    near, far, other = a_figure(start=2, id="q2"), a_figure(start=20, id="q3"), a_figure(low=4.0, id="q4")
    text = "建设5家院士工作站，之后的三年里再建设5家院士工作站"
    document = Document("d", "0" * 64, "a.txt", None, None, None, None, "zh", "text/plain", None, text, "text@1")

    assert same_figure(figure, Reading(document, "r@1", quantities=(far, other, near))) == near
    assert same_figure(figure, Reading(document, "r@1", quantities=(far, other))) is None


@pytest.mark.parametrize("change", ["low=many", "modality=signed", "scope=x", "weight=1"])
def test_a_correction_that_nobody_can_have_made_is_a_damaged_row(tmp_path, change):
    place = tmp_path / "a.db"
    with Ledger.open(place, create=True) as ledger:
        ledger.judge([judged(change)])

    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="a row is damaged"):
        ledger.judgements()
