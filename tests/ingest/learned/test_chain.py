import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.learned.chain import FORBIDDEN, Lattice, legal, viterbi
from ingest.learned.tokens import LABELS, spans_of

K = len(LABELS)
AT = {label: at for at, label in enumerate(LABELS)}


def scores(seed, count):
    draw = np.random.default_rng(seed)
    return draw.normal(0, 2, (count, K)), draw.normal(0, 1, (K, K))


def is_legal(path):
    labels = [LABELS[at] for at in path]
    return all(
        label[0] != "I" or (at > 0 and labels[at - 1] in {"B" + label[1:], label}) for at, label in enumerate(labels)
    )


def every_path(emissions, transitions):
    """Return every legal labelling and its score."""
    for path in itertools.product(range(K), repeat=len(emissions)):
        if is_legal(path):
            score = sum(emissions[at, label] for at, label in enumerate(path))
            yield path, score + sum(transitions[a, b] for a, b in itertools.pairwise(path))


@given(st.integers(0, 10_000), st.integers(1, 3))
@settings(max_examples=12, deadline=None)
def test_the_best_labels_and_the_probabilities_are_those_of_all_labellings(seed, count):
    emissions, transitions = scores(seed, count)
    paths = dict(every_path(emissions, transitions))
    best = max(paths, key=paths.get)
    assert viterbi(emissions, transitions) == [LABELS[at] for at in best]
    total = np.logaddexp.reduce(list(paths.values()))
    lattice = Lattice(emissions, transitions)
    marginals = lattice.marginals()
    for at, label in itertools.product(range(count), range(K)):
        held = sum(np.exp(score - total) for path, score in paths.items() if path[at] == label)
        assert marginals[at, label] == pytest.approx(held, abs=1e-9)
    for first, last, kind in [(0, 1, "ORG"), (0, count, "PER"), (count - 1, count, "GEN")]:
        name = (first, last, kind)
        held = sum(np.exp(s - total) for path, s in paths.items() if name in spans_of(LABELS[at] for at in path))
        assert lattice.probability(*name) == pytest.approx(held, abs=1e-9)


@given(st.integers(0, 10_000), st.lists(st.integers(1, 5), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_sentences_side_by_side_are_read_as_each_alone(seed, lengths):
    emissions, transitions = scores(seed, sum(lengths))
    ends = list(itertools.accumulate(lengths))
    sentences = list(zip([0, *ends], ends, strict=False))
    alone = [label for first, last in sentences for label in viterbi(emissions[first:last], transitions)]
    assert viterbi(emissions, transitions, sentences) == alone
    together = Lattice(emissions, transitions, sentences).marginals()
    apart = np.concatenate([Lattice(emissions[first:last], transitions).marginals() for first, last in sentences])
    np.testing.assert_allclose(together, apart, atol=1e-12)


def test_no_name_runs_on_without_a_beginning():
    emissions = np.full((3, K), -5.0)
    emissions[:, AT["I-ORG"]] = 9.0
    assert viterbi(emissions, np.zeros((K, K))) == ["B-ORG", "I-ORG", "I-ORG"]
    assert legal()[AT["B-PER"], AT["I-ORG"]] == FORBIDDEN


def test_a_stretch_over_two_sentences_is_no_name():
    emissions, transitions = scores(1, 4)
    lattice = Lattice(emissions, transitions, [(0, 2), (2, 4)])
    assert lattice.probability(1, 3, "ORG") == 0.0
    assert lattice.probability(3, 5, "ORG") == 0.0


def test_a_forced_label_keeps_every_number_finite():
    emissions = np.zeros((3, K))
    emissions[1] = FORBIDDEN
    emissions[1, AT["I-ORG"]] = 1e4
    lattice = Lattice(emissions, np.zeros((K, K)))
    assert np.isfinite([lattice.probability(0, 2, "ORG"), lattice.probability(1, 2, "PER")]).all()
    assert np.isfinite(lattice.marginals()).all()
    assert viterbi(emissions, np.zeros((K, K)))[:2] == ["B-ORG", "I-ORG"]


def test_nothing_has_no_labels():
    nothing = np.zeros((0, K))
    assert viterbi(nothing, np.zeros((K, K))) == []
    assert viterbi(nothing, np.zeros((K, K)), []) == []
    assert Lattice(nothing, np.zeros((K, K)), []).marginals().shape == (0, K)
