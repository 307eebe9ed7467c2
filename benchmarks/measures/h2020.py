"""The centrality report, and measures, on the real network of Horizon 2020: 35,871 organisations in 31,451 projects.

    python -m benchmarks.measures.h2020 h2020.csv.gz            measures, and what the guard says
    python -m benchmarks.measures.h2020 h2020.csv.gz report     the report in every form

Prints seconds (CPU of all threads, wall), the peak of memory, the first rows and what the guard says.
"""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measures.networks import h2020
from graph.measures import (
    centrality,
    findings,
    fitting_projection,
    projected,
    ranks,
    synergy,
)
from graph.measures.brokerage import brokerage_of
from graph.measures.cohesion import cohesion_of
from graph.network import Network
from innonet.recipes import report
from viz.report import SUFFIXES, render


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Do the work, and print what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    print(f"{name:<28}{time.process_time() - cpu:>8.1f} CPU s{time.perf_counter() - wall:>8.1f} s", flush=True)
    return result


def main(path: Path, whole_report: bool) -> None:
    """Measure the network, or write its report, and print."""
    wall, cpu = time.perf_counter(), time.process_time()
    network = timed("read", lambda: h2020(path))
    if whole_report:
        made = timed("report", lambda: report("centrality", network, language="en"))
        for suffix in SUFFIXES:
            print(f"{len(timed(suffix, lambda suffix=suffix: render(made, suffix))):,} bytes")
    else:
        _measure(network)
    print(f"{'all of it':<28}{time.process_time() - cpu:>8.1f} CPU s{time.perf_counter() - wall:>8.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


def _measure(network: Network) -> None:
    how = fitting_projection(network)
    s = timed(f"projection {how}", lambda: projected(network, str(how)))
    table = timed("centrality", lambda: centrality(network, projection=how))
    holes = timed("brokerage", lambda: brokerage_of(s))
    whole = timed("cohesion", lambda: cohesion_of(s))
    said = timed("guard", lambda: findings(network, projection=how))
    t = timed("synergy", lambda: synergy(network))
    print(table.attrs)
    table["rank"] = ranks(table["betweenness"])
    print(table.sort_values("rank").head(10)[["degree", "betweenness", "betweenness_error", "closeness", "rank"]])
    print(holes.head(5), whole.T.to_string(), t.T.to_string(), sep="\n")
    for one in said:
        print(f"[{one.severity}] {one.code}: {one.en}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), "report" in sys.argv[2:])
