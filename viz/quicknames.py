"""The names of the quick view: folded into short lines, large enough to be read, and none over another.

vis-network writes every name below its node and lets them lie over one another; so the nodes give way.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

# Names are this high on a screen of 1,300 × 740 that shows the whole picture; in a crowd they start smaller.
NAME, SMALLEST, LARGEST = 11, 14, 30

MOST_ROUNDS = 400


def name_size(at: NDArray[np.float64]) -> float:
    """Return how high names are, in units of the picture, so that they can be read where the whole of it is shown."""
    if len(at) < 2:
        return SMALLEST
    width, height = np.ptp(at, axis=0) + 1
    size = NAME * max(float(width) / 1300, float(height) / 740)
    return round(min(LARGEST, max(SMALLEST, size)), 1)


def with_room(
    at: NDArray[np.float64], radius: NDArray[np.float64], names: list[str], size: float
) -> NDArray[np.float64]:
    """Return positions moved apart until no name, written below its node, lies over another name or node."""
    if len(at) < 2:
        return at
    lines = [name.split("\n") for name in names]
    half = np.maximum(radius, [max(map(_width, of)) * size / 2 + 3 for of in lines])
    low = radius + np.array([len(of) * size * 1.15 + 8 for of in lines])
    # Each box reaches from the top of the node to the foot of its name.
    middle, tall = (low - radius) / 2, (low + radius) / 2
    for round_ in range(MOST_ROUNDS):
        # In a space where boxes are squares of one side, those that may overlap are near in both directions.
        side = 2 * np.array([half.max(), tall.max()])
        centre = (at + np.column_stack([np.zeros(len(at)), middle])) / side
        pairs = cKDTree(centre).query_pairs(1, np.inf, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, two = pairs[:, 0], pairs[:, 1]
        gap_x = at[two, 0] - at[one, 0]
        gap_y = at[two, 1] + middle[two] - at[one, 1] - middle[one]
        over_x = half[one] + half[two] - np.abs(gap_x)
        over_y = tall[one] + tall[two] - np.abs(gap_y)
        hit = (over_x > 0.5) & (over_y > 0.5)
        if not hit.any():
            break
        one, two, over_x, over_y = one[hit], two[hit], over_x[hit], over_y[hit]
        sideways = over_x < over_y
        step = np.column_stack(
            [
                np.where(sideways, over_x * np.where(gap_x[hit] < 0, -1, 1), 0),
                np.where(sideways, 0, over_y * np.where(gap_y[hit] < 0, -1, 1)),
            ]
        )
        move = np.zeros_like(at)
        np.add.at(move, two, step * 0.35)
        np.add.at(move, one, -step * 0.35)
        # Where pushing alone does not end, the whole picture gives way.
        at = (at + move) * (1.05 if round_ % 20 == 19 else 1)
    return at


def folded(text: str, width: int = 12) -> str:
    """Return `text` in lines of about `width` Han characters: vis-network breaks lines only where it is told to."""
    lines, length = [""], 0.0
    for sign in text:
        length += _width(sign)
        if length > width and (ord(sign) > 0x2E7F or sign == " "):
            lines.append("")
            length = 1
        lines[-1] += sign
    return "\n".join(part.strip() for part in lines)


def _width(text: str) -> float:
    """Return the width of `text` in ems, about."""
    return sum(1 if ord(sign) > 0x2E7F else 0.55 for sign in text)
