"""Random statements on random graphs, both servers: the same rows or both an error.

500 statements in a run; `INNONET_RANDOM_QUERIES=5000 INNONET_RANDOM_SEED=7` for a long night.
"""

import os
import random

import pytest

from graph.errors import QueryError
from graph.store.store import Store
from graph.store.views import access_from
from tests.neo4j.random_queries import Dice, write

pytestmark = [pytest.mark.neo4j, pytest.mark.server]
QUERIES = int(os.environ.get("INNONET_RANDOM_QUERIES", "500"))
SEED = int(os.environ.get("INNONET_RANDOM_SEED", "1"))


def told(store, statement):
    """Return the rows as a multiset, lists of any order within, floats to nine places; None for an error."""

    def plain(value):
        if isinstance(value, list):
            return sorted(map(repr, value)) if "allShortest" not in statement else value
        return round(value, 9) if isinstance(value, float) else value

    try:
        return sorted(repr([plain(value) for value in row]) for row in store.run(statement).rows)
    except QueryError:
        return None


def test_random_statements_are_answered_alike(blank, neo4j_url):
    dice = Dice(random.Random(SEED))
    here = blank("random")
    different, asked, errors = [], 0, 0
    with Store(access_from(neo4j_url), read_only=False) as there:
        while asked < QUERIES:
            nodes, links = dice.graph()
            write(here, nodes, links)
            write(there, nodes, links)
            for _ in range(50):
                statement = dice.statement()
                one, other = told(here, statement), told(there, statement)
                asked += 1
                errors += one is None
                if one != other:
                    different.append((statement, one, other, nodes, links))
        there.write("MATCH (n) DETACH DELETE n")

    assert different == []
    assert errors <= asked / 100
