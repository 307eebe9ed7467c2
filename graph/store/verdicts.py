"""What `graph.measures.targets` finds of each target, so that a question of the store says what the reports say."""

from typing import Any

from graph.network import Network
from graph.store.counted import number


def verdicts(network: Network) -> dict[str, dict[str, Any]]:
    """Return, by the id of a target, its `verdict`, the id of the `figure` held against it, and what was `achieved`.

    That is the number that was compared, in the unit of the target: the lower end of the figure, or the upper one where
    the figure has no other or the target is a ceiling. Of a figure that cannot be compared only the id is given.
    """
    if all(quantity.modality == "achieved" for quantity in network.quantities):
        return {}
    from graph.measures.targets import scale, targets  # half a second, of a view with targets only

    found = {}
    for id, row in targets(network).to_dict("index").items():
        achieved = None
        if row["figure"] is not None and row["verdict"] != "not comparable":
            ends = [row["figure_low"], row["figure_high"]]
            read = next(n for n in (ends[::-1] if row["relation"] == "at_most" else ends) if n is not None)
            achieved = number(read * scale(row["figure_unit"]) / scale(row["unit"]))
        found[str(id)] = {"verdict": row["verdict"], "figure": row["figure"], "achieved": achieved}
    return found
