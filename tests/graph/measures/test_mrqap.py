from itertools import permutations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from graph.errors import MeasureError
from graph.measures import mrqap, qap
from graph.network import Network
from tests.graph.measures.graphs import as_network, florentine, karate

# Padgett and Ansell (1993): who did business with whom, among the families of the marriages.
BUSINESS = [
    ("Barbadori", "Castellani"), ("Barbadori", "Ginori"), ("Barbadori", "Medici"), ("Barbadori", "Peruzzi"),
    ("Bischeri", "Guadagni"), ("Bischeri", "Lamberteschi"), ("Bischeri", "Peruzzi"), ("Castellani", "Lamberteschi"),
    ("Castellani", "Peruzzi"), ("Ginori", "Medici"), ("Guadagni", "Lamberteschi"), ("Lamberteschi", "Peruzzi"),
    ("Medici", "Pazzi"), ("Medici", "Salviati"), ("Medici", "Tornabuoni"),
]  # fmt: skip


def families():
    """Return sixteen families with marriages and business."""
    marriages = list(florentine(with_pucci=True).ties)
    rows = [(t.source, t.target, "MARRIED") for t in marriages] + [(a, b, "TRADED") for a, b in BUSINESS]
    ids = sorted({name for row in rows for name in row[:2]} | {"Pucci"})
    ties = pd.DataFrame(rows, columns=["source", "target", "kind"])
    return Network.from_tables(pd.DataFrame({"id": ids}), ties, directed=False)


def six_actors():
    """Return six actors with three relations that are drawn at random, and the tables of them."""
    random = np.random.default_rng(3)
    tables = {}
    for kind in ("Y", "A", "B"):
        upper = np.triu(random.integers(0, 5, (6, 6)), 1)
        tables[kind] = (upper + upper.T).astype(float)
    tables["B"] += tables["A"]
    rows = [
        (str(i), str(j), kind, tables[kind][i, j])
        for kind in tables
        for i in range(6)
        for j in range(i)
        if tables[kind][i, j] > 0
    ]
    ties = pd.DataFrame(rows, columns=["source", "target", "kind", "weight"])
    network = Network.from_tables(pd.DataFrame({"id": [*"012345"]}), ties, directed=False)
    return network, tables


def t_of_last(y, *columns):
    """Return t of the last predictor of an ordinary regression, by the textbook."""
    x = np.column_stack([np.ones(len(y)), *columns])
    inverse = np.linalg.inv(x.T @ x)
    beta = inverse @ x.T @ y
    variance = np.square(y - x @ beta).sum() / (len(y) - x.shape[1])
    return beta[-1] / np.sqrt(variance * inverse[-1, -1])


def test_all_orders_of_six_actors_give_the_p_of_the_definition():
    """Residuals of each predictor are renamed and the whole regression is made anew, 720 times."""
    network, tables = six_actors()
    found = mrqap(network, ["Y"], {"a": ["A"], "b": ["B"]}, weight_role="strength", permutations=720)

    upper = np.triu_indices(6, 1)
    y = tables["Y"][upper]
    for name, own, other in (("a", "A", "B"), ("b", "B", "A")):
        one, two = tables[own][upper], tables[other][upper]
        x = np.column_stack([np.ones(15), two])
        left = np.zeros((6, 6))
        left[upper] = one - x @ np.linalg.lstsq(x, one, rcond=None)[0]
        left += left.T
        drawn = np.array([t_of_last(y, two, left[np.ix_(o, o)][upper]) for o in map(list, permutations(range(6)))])
        t = t_of_last(y, two, one)
        assert found.loc[name, "t"] == pytest.approx(t, abs=1e-9)
        assert found.loc[name, "p"] == (np.abs(drawn) >= abs(t) - 1e-9).mean()
        assert found.loc[name, "p_greater"] == (drawn >= t - 1e-9).mean()
        assert found.loc[name, "p_less"] == (drawn <= t + 1e-9).mean()
    assert found.attrs["exact"]


def test_coefficients_are_those_of_least_squares():
    network, tables = six_actors()
    found = mrqap(network, ["Y"], {"a": ["A"], "b": ["B"]}, weight_role="strength", permutations=720)

    upper = np.triu_indices(6, 1)
    x = np.column_stack([np.ones(15), tables["A"][upper], tables["B"][upper]])
    beta, residual, _, _ = np.linalg.lstsq(x, tables["Y"][upper], rcond=None)
    assert found["coefficient"].tolist() == pytest.approx(beta.tolist(), abs=1e-9)
    spread = np.square(tables["Y"][upper] - tables["Y"][upper].mean()).sum()
    assert found.attrs["r2"] == pytest.approx(1 - residual[0] / spread, abs=1e-9)


def test_marriage_tells_business_as_published():
    """UCINET and R give r = .372 between marriage and business of the sixteen families (120 pairs), p about .001.

    By hand: 20 marriages, 15 businesses, 8 of both; b = (8/120 − 20·15/120²) / (1/6 · 5/6) = .33.
    """
    found = mrqap(families(), ["TRADED"], {"marriage": ["MARRIED"]}, permutations=2000)

    assert found.loc["marriage", "coefficient"] == pytest.approx(0.33, abs=1e-9)
    assert found.loc["intercept", "coefficient"] == pytest.approx(0.07, abs=1e-9)
    assert found.loc["marriage", "standardised"] == pytest.approx(0.372, abs=5e-4)
    assert found.attrs["r2"] == pytest.approx(0.372**2, abs=5e-4)
    assert found.loc["marriage", "p"] < 0.005
    assert np.isnan(found.loc["intercept", "p"])


def test_one_predictor_is_the_correlation_of_qap():
    network = families()

    one = mrqap(network, ["TRADED"], {"marriage": ["MARRIED"]}, permutations=4000).loc["marriage"]
    other = qap(network, ["TRADED"], ["MARRIED"], permutations=4000).iloc[0]

    assert one["standardised"] == pytest.approx(other["r"], abs=1e-9)
    assert one["p"] == pytest.approx(other["p"], abs=0.004)
    assert one["vif"] == pytest.approx(1)


def test_numbers_of_actors_are_compared_by_their_difference():
    graph = nx.karate_club_graph()
    clubs = {str(n + 1): graph.nodes[n]["club"] for n in graph}
    number = {id: float(club == "Officer") for id, club in clubs.items()}

    same = mrqap(karate(), ["TIE"], {"club": clubs}, permutations=9)
    apart = mrqap(karate(), ["TIE"], {"club": number}, permutations=9)

    assert same.loc["club", "coefficient"] == pytest.approx(-apart.loc["club", "coefficient"])
    assert same.loc["club", "coefficient"] == pytest.approx(67 / 272 - 11 / 289)  # 16·17 pairs inside, 17·17 across


def test_actors_of_unknown_group_are_left_out_and_counted():
    clubs = {str(n): "ab"[n % 2] for n in range(1, 31)}

    assert mrqap(karate(), ["TIE"], {"club": clubs}, permutations=9).attrs["left_out"] == 4


def test_the_same_seed_gives_the_same_table():
    one, other = (mrqap(karate(), ["TIE"], {"club": "sector"}, permutations=50, seed=4) for _ in range(2))

    assert one.equals(other)


def test_a_predictor_that_chance_made_is_not_found():
    graph = nx.gnp_random_graph(40, 0.2, seed=5)
    network = as_network(graph, sector=lambda n: "ab"[n % 2])

    assert mrqap(network, ["TIE"], {"sector": "sector"}, permutations=400).loc["sector", "p"] > 0.05


@pytest.mark.parametrize(
    ("network", "outcome", "predictors", "options", "word"),
    [
        (as_network(nx.path_graph(5)), ["TIE"], {"s": {"0": 1.0}}, {}, "too few"),
        (karate(), ["TIE"], {}, {}, "one predictor"),
        (karate(), ["TIE"], {"intercept": "sector"}, {}, "intercept"),
        (karate(), ["TIE"], {"a": "sector", "b": "sector"}, {}, "follows from the other"),
        (karate(), ["NONE"], {"a": "sector"}, {}, "outcome is the same"),
        (karate(), ["TIE"], {"a": "kind"}, {}, "'a' is the same"),
        (karate(), ["TIE"], {"a": "sector"}, {"weight_role": "distance"}, "distance"),
        (karate(), ["TIE"], {"a": "sector"}, {"permutations": 0}, "permutations"),
        (Network(), ["TIE"], {"a": "sector"}, {}, "too few"),
    ],
    ids=["few", "none", "name", "collinear", "outcome", "constant", "distance", "permutations", "empty"],
)
def test_what_cannot_be_told_is_refused(network, outcome, predictors, options, word):
    with pytest.raises(MeasureError, match=word):
        mrqap(network, outcome, predictors, **options)
