"""Synthetic networks of actors, about five pairs an actor, and the real one of Horizon 2020."""

import csv
import gzip
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd

from graph.measures.sociogram import Sociogram, matrix_of
from graph.network import Network

SECTOR = {"HES": "U", "PRC": "I", "PUB": "G", "REC": "R", "OTH": "X"}
KIND = {"HES": "University", "PRC": "Enterprise", "PUB": "Agency", "REC": "Institute", "OTH": "Association"}


def collaboration(n: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return pairs and how often they worked together: teams of two to nine inside localities, joined by a few hubs."""
    random = np.random.default_rng(seed)
    teams = int(n * 0.75)
    size = np.minimum(2 + random.poisson(1.8, teams), 9)
    places = max(4, n // 60)
    home = random.integers(0, places, n)
    order = np.argsort(home, kind="stable")
    start = np.searchsorted(home[order], np.arange(places + 1))
    fame = random.pareto(1.8, n) + 1
    place, hub = random.integers(0, places, teams), random.choice(n, teams, p=fame / fame.sum())
    first, second = [], []
    for team in range(teams):
        begin, end = start[place[team]], start[place[team] + 1]
        if end - begin < 2:
            continue
        members = set(order[begin + random.integers(0, end - begin, size[team])].tolist())
        if random.random() < 0.35:
            members.add(int(hub[team]))
        found = sorted(members)
        for k, a in enumerate(found):
            for b in found[:k]:
                first.append(b)
                second.append(a)
    code, times = np.unique(np.array(first, np.int64) * n + np.array(second), return_counts=True)
    return code // n, code % n, times.astype(float)


def sociogram_of(n: int, u: np.ndarray, v: np.ndarray, w: np.ndarray | None = None) -> Sociogram:
    """Return pairs as a sociogram; with `w`, of strengths."""
    weights, role = (np.ones(len(u)), None) if w is None else (w, "strength")
    ids = tuple(map(str, range(n)))
    return Sociogram(ids, matrix_of(n, u, v, weights, directed=False, role=role), False, role, names=ids)


def networkx_of(n: int, u: np.ndarray, v: np.ndarray, w: np.ndarray | None = None) -> nx.Graph:
    """Return pairs as a networkx graph over 0 … n−1, strengths as `weight`."""
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    if w is None:
        graph.add_edges_from(zip(u.tolist(), v.tolist(), strict=True))
    else:
        graph.add_weighted_edges_from(zip(u.tolist(), v.tolist(), w.tolist(), strict=True))
    return graph


def h2020(path: Path) -> Network:
    """Return the participations of Horizon 2020: organisations (by PIC), MEMBER_OF projects, coordinators LEADS.

    `path` is the table `h2020.csv.gz` of the repository zambujo/eunets (EC data, reuse allowed): rows of a project
    (`rcn`), a role, an organisation (`pic`), its type and country.
    """
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    organisations = {row["pic"]: row for row in rows}
    projects = dict.fromkeys(row["rcn"] for row in rows)
    known = [(f"o{pic}", KIND.get(row["type"], "Association"), None, SECTOR.get(row["type"], "X"), row["country"])
             for pic, row in organisations.items()]  # fmt: skip
    known += [(f"p{rcn}", "Programme", "project", "X", None) for rcn in projects]
    entities = pd.DataFrame(known, columns=["id", "kind", "subkind", "sector", "region"])
    ties = pd.DataFrame(
        [
            (f"o{row['pic']}", f"p{row['rcn']}", "LEADS" if row["role"] == "coordinator" else "MEMBER_OF")
            for row in rows
        ],
        columns=["source", "target", "kind"],
    )
    return Network.from_tables(entities, ties)
