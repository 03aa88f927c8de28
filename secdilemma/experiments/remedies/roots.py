"""Where a function of one number changes: by bisection, which needs no smoothness."""

import math
from collections.abc import Callable
from typing import Any

PRECISION = 1e-6


def crossing(
    gain: Callable[[float], float], low: float, high: float, precision: float = PRECISION
) -> float:
    """Return where `gain` rises to zero for the first time between `low` and `high`.

    Parameters
    ----------
    gain
        Of any shape; looked at in eleven places, and bisected between two of them.
    low, high
        The range.
    precision
        How exactly, as a share of the range.

    Returns
    -------
    float
        `low` where it is not negative there, nan where it is negative all over.
    """
    places = [low + (high - low) * k / 10 for k in range(11)]
    before = places[0]
    if gain(before) >= 0:
        return low
    for place in places[1:]:
        if gain(place) >= 0:
            return change(lambda x: gain(x) >= 0, before, place, precision * (high - low))
        before = place
    return math.nan


def change(
    kind: Callable[[float], Any], low: float, high: float, width: float | None = None
) -> float:
    """Return where `kind` stops being what it is at `low`, by default to a millionth of the range.

    Parameters
    ----------
    kind
        Whose value changes between the two ends.
    low, high
        The ends.
    width
        How exactly, in the units of the range.
    """
    first, width = kind(low), width or (high - low) * PRECISION
    while high - low > width:
        middle = (low + high) / 2
        if kind(middle) == first:
            low = middle
        else:
            high = middle
    return high
