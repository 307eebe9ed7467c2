"""Measure the Cypher store: loading beside two plain loops in the same run, and every question of the library warm.

    python benchmarks/store.py load [TIES] [--url bolt://…]            a fifth as many actors as ties; default 50,000
    python benchmarks/store.py ask [TIES] [--url bolt://…] [--rows N]  rows an answer; default as a screen shows

The bundled server in a folder of its own, or a server at an address, **whose data are deleted** (user and password by
INNONET_STORE_USER and INNONET_STORE_PASSWORD; `python -m tests.neo4j.server run` starts one). Ratios are to the faster
of the two loops; times are wall milliseconds of one question, from the name that is typed to rows with their sentences,
and beside them the processor milliseconds of a mean round, ours and the bundled server's, for a busy machine.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from operator import gt
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent / "explorer")]

import pandas as pd  # noqa: E402
from networks import planted  # noqa: E402

from graph.claim import Quantity  # noqa: E402
from graph.network import Network  # noqa: E402
from graph.ontology import ONTOLOGY  # noqa: E402
from graph.store import admin, bundled  # noqa: E402
from graph.store.grouping import batches  # noqa: E402
from graph.store.load import BATCH, load, weight  # noqa: E402
from graph.store.model import KEYED, links, nodes  # noqa: E402
from graph.store.store import Access, Store  # noqa: E402
from graph.store.views import access_from  # noqa: E402
from innonet.cli import PAGE  # noqa: E402
from queries.library import all_questions  # noqa: E402
from queries.run import answer  # noqa: E402

REGIONS = [f"地区{number}" for number in range(30)]
KINDS = ["University", "Institute", "Enterprise", "Enterprise", "Enterprise", "Platform", "Consortium", "Agency"]
ROUNDS, WARMING = 40, 5
UNHURRIED = 3600.0  # Seconds that a batch may take, on the bundled server too: a slow peer is measured, not stopped.


def made_up(actors: int, ties: int) -> Network:
    """Return a network of random actors and ties without evidence, degrees skewed as they are in the world."""
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


def with_evidence(actors: int) -> Network:
    """Return the planted network of the explorer's benchmark, five ties an actor, with a figure for every second."""
    network, _ = planted(actors, per_node=5)
    dice = random.Random(3)
    figures = []
    for number in range(actors // 2):
        document, entity = dice.choice(network.documents), dice.choice(network.entities)
        indicator = f"指标{number % 200}"
        figure = Quantity(
            f"q{number:016x}", document.id, indicator, float(dice.randint(1, 900)), None, dice.choice(["家", "项"]),
            dice.choice(["equal", "increment"]), dice.choice(["planned", "aspired", "achieved"]),
            dice.choice(["2023", "2024", None]), 0, 3, f"{indicator}若干", scope=entity.name, scope_kind=entity.kind,
            entity=entity.id if number % 2 else None,
        )  # fmt: skip
        figures.append(figure)
    return replace(network, quantities=tuple(figures))


def plain_loop(network: Network, store: Store, verb: str) -> Iterator[None]:
    """Write the same rows as everybody does it first: sorted by label and type, a map a row; yield after each batch."""
    write = partial(store.write, seconds=UNHURRIED)
    for label in KEYED:
        write(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
    by_kind: dict[str, list[Any]] = {}
    for node in nodes(network):
        by_kind.setdefault(":".join(node.labels), []).append(node.properties)
    for labels, rows in by_kind.items():
        for some in batches(rows, BATCH, weight):
            write(f"UNWIND $rows AS row {verb} (n:{labels} {{id: row.id}}) SET n += row", {"rows": some})
            yield
    by_shape: dict[tuple[str, str, str], list[Any]] = {}
    for link in links(network):
        row = {"a": link.source, "b": link.target, "properties": link.properties}
        by_shape.setdefault((link.type, link.source_label, link.target_label), []).append(row)
    for (type_, source, target), rows in by_shape.items():
        for some in batches(rows, BATCH, lambda row: weight(row["properties"])):
            write(
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
                f"{verb} (a)-[r:{type_} {{id: row.properties.id}}]->(b) SET r += row.properties",
                {"rows": some},
            )
            yield


def loading(network: Network, url: str | None) -> None:
    """Print what either loop and ours take, each on an empty database, and the ratio to the faster loop.

    MERGE looks through all ties of an actor for each new one: it is given up when it has taken longer than CREATE took,
    by the clock and by the processor. On a machine that does other work too, processor seconds (ours and the bundled
    server's) tell more than those of the clock.
    """
    with emptied(url, "warm-up") as store:
        deque(plain_loop(made_up(2000, 10_000), store, "CREATE"), maxlen=0)
    clock: dict[str, float] = {}
    processor: dict[str, float] = {}
    for name in ("CREATE", "MERGE", "ours"):
        with emptied(url, name) as store:
            before, started = spent(url), time.perf_counter()
            over = False
            if name == "ours":
                load(network, store, empty=True)
            else:
                for _ in plain_loop(network, store, name):
                    taken = time.perf_counter() - started, spent(url) - before
                    if over := name == "MERGE" and all(map(gt, taken, (clock["CREATE"], processor["CREATE"]))):
                        break
            clock[name], processor[name] = time.perf_counter() - started, spent(url) - before
        rate = "given up" if over else f"{len(network.ties) / clock[name]:7.0f} ties/s"
        print(f"{name:8} {clock[name]:7.1f} s, {rate}; {processor[name]:7.1f} s of a processor", flush=True)
    for of, each in (("clock", clock), ("processor", processor)):
        fastest = min(each["CREATE"], each["MERGE"])
        print(f"loading: {fastest / each['ours']:.2f} × the faster plain loop by the {of}")


def spent(url: str | None) -> float:
    """Return the processor seconds that this process has used, and the bundled server if that is what is asked."""
    return time.process_time() + ((bundled.cpu_seconds_of("benchmark") or 0.0) if url is None else 0.0)


def emptied(url: str | None, name: str) -> Store:
    """Return a writing store on an empty database."""
    if url is not None:
        store = Store(access_from(url), read_only=False)
        left = 1
        while left:
            left = store.write("MATCH (n) WITH n LIMIT 1000 DETACH DELETE n RETURN count(n)").rows[0][0]
        return store
    running = bundled.start("benchmark")
    database = "v" + name.replace("-", "")
    admin.create_database(running.http, running.password("root"), database)
    return Store(Access(running.url, database, "root", running.password("root")), read_only=False)


def asking(network: Network, url: str | None, rows: int) -> None:
    """Print minimum, median and 95th percentile of every question, each round with other names."""
    with emptied(url, "asked") as store:
        load(network, store, empty=True)
        over = []
        for question in all_questions():
            taken: list[float] = []
            before = 0.0
            for given in values(network, [param.name for param in question.header.params if param.required]):
                if len(taken) == WARMING:
                    before = spent(url)
                started = time.perf_counter()
                told = answer(question, store, network, given, limit=rows)
                taken.append(1000 * (time.perf_counter() - started))
            processor = 1000 * (spent(url) - before) / ROUNDS
            taken = sorted(taken[WARMING:])
            p95 = taken[int(0.95 * len(taken))]
            over += [question.name] * (p95 > 100)
            wall = f"min {taken[0]:7.1f}   p50 {statistics.median(taken):7.1f}   p95 {p95:7.1f} ms"
            print(f"{question.name:22} {wall}   cpu {processor:6.1f} ms   {len(told.rows)} rows", flush=True)
        print(f"{len(all_questions()) - len(over)} of {len(all_questions())} have a p95 of at most 100 ms")
        print(f"over it: {', '.join(over) or 'none'}")


def values(network: Network, wanted: list[str]) -> Iterator[dict[str, str]]:
    """Yield parameters, names drawn as often as they have ties, the same for every question."""
    dice = random.Random(7)
    names = {entity.id: entity.name for entity in network.entities}
    fixed = {"field": "氢能", "region": "青城", "status": "signed", "indicator": "指标7", "publisher": "青城",
             "begin": "2024-01-01", "until": "2024-12-31"}  # fmt: skip
    for _ in range(WARMING + ROUNDS):
        one, other = (names[dice.choice(dice.choice(network.ties).ends)] for _ in range(2))
        given = {"name": one, "other": other} | fixed
        yield {key: given[key] for key in wanted}


def main(what: str, ties: int, url: str | None, rows: int) -> None:
    """Measure one thing."""
    with tempfile.TemporaryDirectory() as folder:
        if url is None:
            os.environ["XDG_CACHE_HOME"] = folder
        try:
            if what == "load":
                os.environ["INNONET_SERVER_SECONDS"] = str(UNHURRIED)
                loading(made_up(ties // 5, ties), url)
            else:
                asking(with_evidence(ties // 5), url, rows)
        finally:
            if url is None:
                bundled.stop("benchmark")


if __name__ == "__main__":
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("what", choices=("load", "ask"))
    said.add_argument("ties", nargs="?", type=int, default=50_000)
    said.add_argument("--url")
    said.add_argument("--rows", type=int, default=PAGE)
    given = said.parse_args()
    main(given.what, given.ties, given.url, given.rows)
