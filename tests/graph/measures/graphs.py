"""The field's classic networks as Networks, for tests against published values."""

import networkx as nx
import pandas as pd

from graph.network import Network


def as_network(graph, weight=None, kind="TIE", **columns):
    """Return `graph` as a Network; `columns` maps a column of entities to a function of a node."""
    entities = pd.DataFrame({"id": [str(node) for node in graph]})
    for column, value in columns.items():
        entities[column] = [value(node) for node in graph]
    rows = [(str(a), str(b), kind, data.get(weight, 1)) for a, b, data in graph.edges(data=True)]
    ties = pd.DataFrame(rows, columns=["source", "target", "kind", "weight"])
    return Network.from_tables(entities, ties, directed=graph.is_directed())


def karate():
    """Return Zachary's club; members are numbered from 1, as in the paper."""
    graph = nx.relabel_nodes(nx.karate_club_graph(), lambda n: n + 1)
    return as_network(graph, sector=lambda n: graph.nodes[n]["club"][:2])


def florentine(with_pucci=False):
    """Return the marriages of fifteen Florentine families (Padgett and Ansell 1993), Pucci the isolate on demand."""
    graph = nx.florentine_families_graph()
    if with_pucci:
        graph.add_node("Pucci")
    return as_network(graph)


def star(leaves):
    """Return a star: centre 0, leaves 1 … n."""
    return as_network(nx.star_graph(leaves))


def path(n):
    """Return a path 0 – 1 – … – n−1."""
    return as_network(nx.path_graph(n))


def kite():
    """Return Krackhardt's kite of ten actors."""
    return as_network(nx.krackhardt_kite_graph())


def davis():
    """Return the eighteen women and fourteen events of Davis, Gardner and Gardner (1941)."""
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    entities = pd.DataFrame({"id": women + events, "kind": ["Person"] * len(women) + ["Event"] * len(events)})
    rows = [(a, b, "MEMBER_OF") for a, b in graph.edges]
    return Network.from_tables(entities, pd.DataFrame(rows, columns=["source", "target", "kind"]))


def six():
    """Return the directed network of six actors in three groups, for which R's sna gives all moments."""
    arcs = ["12", "23", "34", "45", "56", "61", "24", "41", "52", "36"]
    entities = pd.DataFrame({"id": list("123456"), "sector": list("UUIIGG")})
    ties = pd.DataFrame([(a, b, "TIE") for a, b in arcs], columns=["source", "target", "kind"])
    return Network.from_tables(entities, ties, directed=True)
