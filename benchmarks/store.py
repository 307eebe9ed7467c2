"""Measure the Cypher store: loading beside two plain loops in the same run, and every question of the library warm.

    python benchmarks/store.py [ACTORS] [TIES] [bolt://…]

The bundled server in a folder of its own, or a server at an address, **whose data are deleted** (user and password by
INNONET_STORE_USER and INNONET_STORE_PASSWORD). Ratios are to the faster of the two loops; times are wall milliseconds.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from typing import Any

import pandas as pd

from graph.errors import QueryError
from graph.network import Network
from graph.ontology import ONTOLOGY
from graph.store import admin, bundled
from graph.store.load import batches, load
from graph.store.model import links, nodes
from graph.store.store import Access, Store
from graph.store.views import access_from
from queries.library import all_questions
from queries.run import ask

REGIONS = [f"地区{number}" for number in range(30)]
KINDS = ["University", "Institute", "Enterprise", "Enterprise", "Enterprise", "Platform", "Consortium", "Agency"]


def made_up(actors: int, ties: int) -> Network:
    """Return a network of random actors and ties, degrees skewed as they are in the world."""
    dice = random.Random(1)
    kinds = [dice.choice(KINDS) for _ in range(actors)]
    entities = pd.DataFrame(
        {
            "id": [f"e{i:06}" for i in range(actors)],
            "kind": kinds,
            "name": [f"机构{i}" for i in range(actors)],
            "region": [dice.choice(REGIONS) for _ in range(actors)],
        }
    )
    rows, things = [], [i for i, kind in enumerate(kinds) if kind in ("Platform", "Consortium")]
    for number in range(ties):
        a = int(actors * dice.random() ** 2)
        kind = dice.choice(["COOPERATES_WITH", "COOPERATES_WITH", "CO_BUILDS", "MEMBER_OF", "LEADS", "FUNDS"])
        b = dice.randrange(actors) if kind == "COOPERATES_WITH" else dice.choice(things)
        if a != b:
            rows.append(
                (f"t{number:07}", f"e{a:06}", f"e{b:06}", kind, dice.choice(list(ONTOLOGY.statuses)), "2024-05-01")
            )
    return Network.from_tables(
        entities, pd.DataFrame(rows, columns=["id", "source", "target", "kind", "status", "asserted"])
    )


def plain_loop(network: Network, store: Store, verb: str) -> float:
    """Return the seconds that the loop takes which everybody writes first: the same rows, sorted by label and type."""
    started = time.perf_counter()
    store.write("CREATE CONSTRAINT IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    by_kind: dict[str, list[Any]] = {}
    for node in nodes(network):
        by_kind.setdefault(":".join(node.labels), []).append(node.properties)
    for labels, rows in by_kind.items():
        for some in batches(rows, 1000):
            store.write(f"UNWIND $rows AS row {verb} (n:{labels} {{id: row.id}}) SET n += row", {"rows": some})
    by_type: dict[str, list[Any]] = {}
    for link in links(network):
        row = {"a": link.source, "b": link.target, "properties": link.properties}
        by_type.setdefault(link.type, []).append(row)
    for type_, rows in by_type.items():
        for some in batches(rows, 1000):
            store.write(
                "UNWIND $rows AS row MATCH (a:Entity {id: row.a}) MATCH (b:Entity {id: row.b}) "
                f"{verb} (a)-[r:{type_} {{id: row.properties.id}}]->(b) SET r += row.properties",
                {"rows": some},
            )
    return time.perf_counter() - started


def main(actors: int, ties: int, url: str | None) -> None:
    """Print the figures."""
    network = made_up(actors, ties)
    with tempfile.TemporaryDirectory() as folder:
        if url is None:
            os.environ["XDG_CACHE_HOME"] = folder
        times: dict[str, float] = {}
        for name in ("warm-up", "CREATE", "MERGE", "ours"):
            with emptied(url, name) as store:
                started = time.perf_counter()
                if name in ("CREATE", "MERGE"):
                    times[name] = plain_loop(network, store, name)
                else:
                    load(network, store, empty=True)
                    times[name] = time.perf_counter() - started
                print(f"{name:8} {times[name]:6.1f} s, {len(network.ties) / times[name]:7.0f} ties/s", flush=True)
                if name == "ours":
                    questions(network, store)
        fastest = min(times["CREATE"], times["MERGE"])
        print(f"loading: {fastest / times['ours']:.2f} × the faster plain loop")
        if url is None:
            bundled.stop("benchmark")


def emptied(url: str | None, name: str) -> Store:
    """Return a writing store on an empty database."""
    if url is not None:
        store = Store(access_from(url), read_only=False)
        while store.write("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(n)").rows[0][0]:
            pass
        return store
    running = bundled.start("benchmark")
    database = "v" + name.replace("-", "")
    admin.create_database(running.http, running.password("root"), database)
    return Store(Access(running.url, database, "root", running.password("root")), read_only=False)


def questions(network: Network, store: Store, rounds: int = 20) -> None:
    """Print median and p95 of every question, warm."""
    values = {"name": "机构5", "other": "机构2000", "field": "草", "region": "地区3", "status": "signed",
              "indicator": "x", "publisher": "x", "begin": "2024-01-01", "until": "2024-12-31"}  # fmt: skip
    over = []
    for question in all_questions():
        params = {param.name: values[param.name] for param in question.header.params if param.required}
        taken = []
        try:
            for _ in range(rounds):
                started = time.perf_counter()
                ask(question, store, network, params, limit=1000)
                taken.append(1000 * (time.perf_counter() - started))
        except QueryError as error:
            print(f"{question.name:24} {error}"[:110], flush=True)
            continue
        taken = sorted(taken[2:])
        p95 = taken[int(0.95 * len(taken))]
        over.append((p95, question.name))
        print(f"{question.name:24} median {statistics.median(taken):8.1f} ms   p95 {p95:8.1f} ms", flush=True)
    slow = [name for p95, name in over if p95 > 100]
    print(f"{len(over) - len(slow)} of {len(over)} questions have a p95 of at most 100 ms")
    print(f"over it: {', '.join(slow) or 'none'}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else 10_000,
        int(given[1]) if len(given) > 1 else 50_000,
        given[2] if len(given) > 2 else None,
    )
