"""What the measures are held against, and how far they differ: the reference table of `docs/measures.md`.

    python -m benchmarks.measures.reference           print it
    python -m benchmarks.measures.reference --write   put it into the page

Published values are given to some digits: a difference below half of the last one is none. Where igraph is installed
(GPL, and no dependency of ours) it is asked as well.
"""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from graph.measures import (
    against_chance,
    assortativity,
    brokerage,
    brokerage_roles,
    centrality,
    cohesion,
    communities,
    ei_index,
    mixing_matrix,
    mrqap,
    partners,
    projected,
    taking_part,
)
from graph.measures.roles import ROLES
from graph.measures.synergy import synergy_of
from graph.network import Network

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"
BEGIN, END = "<!-- reference: made by benchmarks/measures/reference.py -->", "<!-- end of reference -->"

Row = tuple[str, str, str, float]


def as_network(graph: nx.Graph, weight: str | None = None, sector: dict[Any, str] | None = None) -> Network:
    """Return a networkx graph as a Network of ties of one kind."""
    entities = pd.DataFrame({"id": [str(node) for node in graph]})
    if sector:
        entities["sector"] = [sector[node] for node in graph]
    rows = [(str(a), str(b), "TIE", data.get(weight, 1)) for a, b, data in graph.edges(data=True)]
    ties = pd.DataFrame(rows, columns=["source", "target", "kind", "weight"])
    return Network.from_tables(entities, ties, directed=graph.is_directed())


@cache
def karate() -> Network:
    """Return Zachary's club, members numbered from 1."""
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda n: n + 1)
    return as_network(graph, sector={n: graph.nodes[n]["club"][:2] for n in graph})


@cache
def florentine() -> Network:
    """Return the Florentine marriages."""
    return as_network(nx.florentine_families_graph())


@cache
def families() -> Network:
    """Return sixteen Florentine families, with their marriages and their business (Padgett and Ansell 1993)."""
    trade = (
        "Barbadori Castellani, Barbadori Ginori, Barbadori Medici, Barbadori Peruzzi, Bischeri Guadagni, "
        "Bischeri Lamberteschi, Bischeri Peruzzi, Castellani Lamberteschi, Castellani Peruzzi, Ginori Medici, "
        "Guadagni Lamberteschi, Lamberteschi Peruzzi, Medici Pazzi, Medici Salviati, Medici Tornabuoni"
    )
    rows = [(a, b, "TIE") for a, b in nx.florentine_families_graph().edges]
    rows += [(*pair.split(), "TRADED") for pair in trade.split(", ")]
    names = [*nx.florentine_families_graph(), "Pucci"]
    ties = pd.DataFrame(rows, columns=["source", "target", "kind"])
    return Network.from_tables(pd.DataFrame({"id": names}), ties, directed=False)


@cache
def davis() -> Network:
    """Return the Southern women."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    entities = pd.DataFrame({"id": women + events, "kind": ["Person"] * len(women) + ["Event"] * len(events)})
    ties = pd.DataFrame(graph.edges, columns=["source", "target"]).assign(kind="MEMBER_OF")
    return Network.from_tables(entities, ties)


@cache
def six() -> Network:
    """Return the directed network of six actors in three groups."""
    arcs = ["12", "23", "34", "45", "56", "61", "24", "41", "52", "36"]
    entities = pd.DataFrame({"id": list("123456"), "sector": list("UUIIGG")})
    ties = pd.DataFrame([(a, b, "TIE") for a, b in arcs], columns=["source", "target", "kind"])
    return Network.from_tables(entities, ties, directed=True)


@cache
def random(directed: bool) -> nx.Graph:
    """Return a random graph of 300 actors in several components, weights 1 to 5."""
    graph = nx.gnm_random_graph(300, 700, seed=11, directed=directed)
    for number, (_, _, data) in enumerate(graph.edges(data=True)):
        data["w"] = 1 + number % 5
    return graph


def apart(found: Any, expected: dict[Any, float], digits: int | None = None) -> float:
    """Return the largest difference; below half of the last digit given it is 0."""
    worst = max(abs(float(found[str(k)]) - v) for k, v in expected.items() if not np.isnan(v))
    return 0.0 if digits is not None and worst <= 0.5000001 * 10**-digits else worst


def published() -> Iterator[Row]:
    """Compare with values that R's sna and igraph, and papers, give."""
    table, holes = centrality(karate()), brokerage(karate())
    r = "R sna, igraph"
    values = {1: 231.0714, 34: 160.5516, 33: 76.6905, 3: 75.8508, 32: 73.0095}
    yield "betweenness", r, "karate, 4 digits", apart(table["betweenness_raw"], values, 4)
    values = {1: 0.568966, 3: 0.559322, 34: 0.55, 32: 0.540984, 33: 0.515625}
    yield "closeness", r, "karate, 6 digits", apart(table["closeness"], values, 6)
    values = {34: 0.373363, 1: 0.355491, 3: 0.317193, 33: 0.308644, 2: 0.265960}
    yield "eigenvector", r, "karate, 6 digits", apart(table["eigenvector"], values, 6)
    values = {1: 0.155423, 34: 0.156419, 33: 0.249223, 3: 0.185177, 12: 1, 17: 0.78125}
    yield "constraint", r, "karate, 6 digits", apart(holes["constraint"], values, 6)
    yield "effective size", r, "karate, 6 digits", apart(holes["effective_size"], {1: 13.75, 34: 15.235294}, 6)
    figures = cohesion(karate())["value"]
    values = {"density": 0.139037, "transitivity": 0.255682, "assortativity": -0.475613, "core": 4, "core_size": 10}
    yield "density, transitivity, assortativity, core", r, "karate, 6 digits", apart(figures, values, 6)
    found = {"q": communities(karate()).attrs["modularity"]}
    yield "modularity, best", "published optimum", "karate, 6 digits", apart(found, {"q": 0.419790}, 6)
    found = ei_index(karate(), permutations=1)["ei"]
    yield "E-I", "R", "karate by club, 6 digits", apart(found, {"all": -0.717949}, 6)
    roles = brokerage_roles(karate())
    counts = {
        "1": (174, 0, 15, 15, 0, 204), "3": (10, 12, 23, 23, 0, 68), "34": (156, 6, 40, 40, 0, 242),
        "33": (70, 0, 18, 18, 0, 106), "32": (14, 0, 5, 5, 0, 24), "all": (510, 20, 128, 128, 0, 786),
    }  # fmt: skip
    names = [*ROLES, "total"]
    worst = max(
        abs(float(roles.loc[id, name]) - n) for id, row in counts.items() for name, n in zip(names, row, strict=True)
    )
    yield "Gould–Fernandez counts", "R sna", "karate by club, symmetric arcs", worst
    roles = brokerage_roles(six(), directed=True)
    everyone = {name: roles.loc["all", f"{name}_z"] for name in names}
    z = {
        "consultant": -0.505181,
        "representative": 2.064419,
        "gatekeeper": 0.783055,
        "liaison": 1.092739,
        "total": 1.375,
    }
    yield "Gould–Fernandez z, network", "R sna", "six actors, 6 digits", apart(everyone, z, 6)
    yield "Gould–Fernandez z, actor", "R sna", "six actors, 6 digits", apart(roles["gatekeeper_z"], {1: 2.673696}, 6)
    medici = {
        "Medici": 47.5, "Guadagni": 23.1667, "Albizzi": 19.3333, "Salviati": 13, "Ridolfi": 10.3333, "Bischeri": 9.5,
        "Strozzi": 9.3333, "Barbadori": 8.5, "Tornabuoni": 8.3333, "Castellani": 5, "Peruzzi": 2,
    }  # fmt: skip
    yield "betweenness", r, "Florentine, 4 digits", apart(centrality(florentine())["betweenness_raw"], medici, 4)
    values = {"Medici": 0.209877, "Guadagni": 0.25, "Albizzi": 0.333333, "Strozzi": 0.458333, "Ridolfi": 0.459877,
              "Castellani": 0.482253, "Salviati": 0.5, "Peruzzi": 0.655864}  # fmt: skip
    yield "constraint", r, "Florentine, 6 digits", apart(brokerage(florentine())["constraint"], values, 6)
    part = taking_part(davis())
    values = {"Evelyn Jefferson": 50, "Theresa Anderson": 57, "Flora Price": 14}
    yield "full strength", "networkx, R", "Davis", apart(part["full"], values)
    s = projected(davis(), "newman")
    weight = {"w": s.matrix[s.position["Evelyn Jefferson"], s.position["Theresa Anderson"]]}
    yield "Newman weight", "networkx, R", "Davis, 6 digits", apart(weight, {"w": 1.486880}, 6)
    counts_uig = {"U": 500, "I": 200, "G": 150, "UI": 60, "UG": 50, "IG": 30, "UIG": 10}
    yield "T(UIG)", "by hand", "toy, 6 digits", apart(synergy_of(counts_uig), {"T": -0.231097}, 6)
    score = partners(karate(), top=1000).loc[("3", "34")]
    values = {"adamic_adar": 4.719381, "resource_allocation": 1.566667}
    yield "Adamic–Adar, resource allocation", r, "karate (3, 34), 6 digits", apart(score, values, 6)
    told = mrqap(families(), ["TRADED"], {"marriage": ["TIE"]}, permutations=99)
    yield "MRQAP, one predictor", "UCINET", "Florentine, 3 digits", apart(told["standardised"], {"marriage": 0.372}, 3)
    values = {"marriage": 0.33, "intercept": 0.07}
    yield "MRQAP, coefficients", "by hand", "Florentine business by marriage", apart(told["coefficient"], values)


def against_networkx() -> Iterator[Row]:
    """Compare with networkx on random graphs, exactly."""
    peer = f"networkx {version('networkx')}"
    for directed in (False, True):
        graph = random(directed)
        data = "random, directed" if directed else "random"
        plain = centrality(as_network(graph), directed=directed)
        long = centrality(as_network(graph, "w"), directed=directed, weight_role="distance")
        radius = max(abs(np.linalg.eigvals(nx.to_numpy_array(graph, weight=None))))
        checks: dict[str, tuple[Any, dict[Any, float]]] = {
            "betweenness": (plain["betweenness"], nx.betweenness_centrality(graph)),
            "betweenness, distances": (long["betweenness"], nx.betweenness_centrality(graph, weight="w")),
            "closeness": (plain["closeness"], nx.closeness_centrality(graph)),
            "closeness, distances": (long["closeness"], nx.closeness_centrality(graph, distance="w")),
            "harmonic": (plain["harmonic"], nx.harmonic_centrality(graph)),
            "PageRank": (plain["pagerank"], nx.pagerank(graph, tol=1e-15, max_iter=1000, weight=None)),
            "Katz": (plain["katz"], nx.katz_centrality_numpy(graph, alpha=0.5 / radius, weight=None)),
        }
        if directed:
            bare = graph.copy()
            nx.set_edge_attributes(bare, 1, "weight")
            checks["hubs"], checks["authorities"] = zip((plain["hub"], plain["authority"]), nx.hits(bare), strict=True)
        else:
            checks["core"] = (plain["core"], nx.core_number(graph))
            checks["clustering"] = (plain["clustering"], nx.clustering(graph))
            holes = brokerage(as_network(graph, "w"), weight_role="strength")
            checks["constraint, strengths"] = (holes["constraint"], nx.constraint(graph, weight="w"))
            size = nx.effective_size(graph, nodes=list(graph), weight="w")
            checks["effective size, strengths"] = (holes["effective_size"], size)
        for name, (ours, theirs) in checks.items():
            yield name, peer, data, apart(ours, theirs)
    club = nx.attribute_assortativity_coefficient(nx.karate_club_graph(), "club")
    yield "assortativity by group", peer, "karate", abs(float(assortativity(karate()).loc["sector", "r"]) - club)
    observed = float(against_chance(karate(), draws=1).loc["transitivity", "observed"])
    yield "transitivity", peer, "karate", abs(observed - nx.transitivity(nx.karate_club_graph()))
    across = float(mixing_matrix(karate()).loc["Mr", "Of"])
    clubs = nx.get_node_attributes(nx.karate_club_graph(), "club")
    yield (
        "mixing matrix",
        peer,
        "karate",
        abs(across - sum(clubs[a] != clubs[b] for a, b in nx.karate_club_graph().edges)),
    )


def against_igraph() -> Iterator[Row]:
    """Compare with igraph, where it is installed; conventions brought together first."""
    import igraph

    peer = f"igraph {igraph.__version__}"
    graph = random(False)
    other = igraph.Graph(n=len(graph), edges=list(graph.edges))
    table, holes = centrality(as_network(graph)), brokerage(as_network(graph))
    strong = centrality(as_network(graph, "w"), weight_role="strength")
    lengths = [1 / w for _, _, w in graph.edges(data="w")]
    size = np.array(other.components().sizes())[other.components().membership]
    own = np.nan_to_num(np.array(other.closeness()))
    checks: dict[str, tuple[Any, Any]] = {
        "betweenness": (table["betweenness_raw"], other.betweenness()),
        "betweenness, strengths": (strong["betweenness_raw"], other.betweenness(weights=lengths)),
        "closeness": (table["closeness"], own * (size - 1) / (len(graph) - 1)),
        "harmonic": (table["harmonic"], np.array(other.harmonic_centrality()) * (len(graph) - 1)),
        "PageRank": (table["pagerank"], other.pagerank()),
        "core": (table["core"], other.coreness()),
        "clustering": (table["clustering"], other.transitivity_local_undirected(mode="zero")),
        "constraint": (holes["constraint"], other.constraint()),
    }
    for name, (ours, theirs) in checks.items():
        yield name, peer, "random", apart(ours, dict(enumerate(map(float, theirs))))


def rows() -> list[Row]:
    """Return all rows."""
    sources: list[Callable[[], Iterator[Row]]] = [published, against_networkx]
    if find_spec("igraph"):
        sources.append(against_igraph)
    return [row for source in sources for row in source()]


def main(write: bool) -> None:
    """Print the table, or put it into the page."""
    lines = ["| measure | source | data | largest difference |", "|---|---|---|---:|"]
    lines += [f"| {name} | {source} | {data} | {gap:.0e} |".replace("0e+00", "0") for name, source, data, gap in rows()]
    if not write:
        print("\n".join(lines))
        return
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main("--write" in sys.argv)
