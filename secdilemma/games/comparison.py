"""Comparisons of computed numbers, on a scale: what differs by rounding alone is equal.

Numbers that are equal in theory come out of a computation with different last digits on another
machine. Every comparison of computed numbers therefore says on what scale it is: the spread of the
payoffs for payoffs (:func:`scale_of`), 1 for shares and probabilities. A billionth of the scale is
no difference, and ties are broken by name.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

EQUAL = 1e-9
"""Of the scale: what differs by no more is equal."""
FOLLOWED = 1e3
"""The scale of shares that were followed through time: they are known to a millionth."""
_DIGITS = 1e-3  # of the size of the payoffs: the least scale, for theirs are the rounding errors


def scale_of(payoffs: ArrayLike) -> float:
    """Return the scale of payoffs: their spread, but no less than a thousandth of their size.

    Parameters
    ----------
    payoffs
        Of any shape; what is not finite does not count.

    Returns
    -------
    float
        0 where all are 0. In payoffs changed to a·u + b it is a times as large, unless b is a
        thousand times the spread: there rounding alone is that much larger.

    Examples
    --------
    >>> scale_of([0, 1, 3, 5])
    5.0
    """
    made = np.asarray(payoffs, dtype=np.float64)
    known = made[np.isfinite(made)]
    if not known.size:
        return 0.0
    low, high = float(known.min()), float(known.max())
    return max(high - low, _DIGITS * max(abs(low), abs(high)))


def equal(first: Any, second: Any, scale: float = 1.0) -> Any:
    """Whether numbers or arrays are equal but for rounding; what is nan equals nothing."""
    return abs(first - second) <= EQUAL * scale


def above(first: Any, second: Any, scale: float = 1.0) -> Any:
    """Whether the first is greater than the second, and not equal; False where one is nan."""
    return first - second > EQUAL * scale


def at_least(first: Any, second: Any, scale: float = 1.0) -> Any:
    """Whether the first is greater than the second or equal; False where one is nan."""
    return first - second >= -EQUAL * scale


def levels(values: ArrayLike, scale: float = 1.0) -> NDArray[np.int64]:
    """Return how many greater numbers there are, ties counted once, ndarray(int, shape (n,)).

    A level is all that equals its greatest number, so that small steps do not add up to a tie.
    What is nan is on the last level, alone with its like.

    Parameters
    ----------
    values
        ndarray(float, shape (n,)).
    """
    made = np.asarray(values, dtype=np.float64)
    found = np.empty(len(made), np.int64)
    level, head = -1, None
    for i in np.argsort(-made, kind="stable").tolist():
        value = float(made[i])
        same = head is not None and (value == head or equal(value, head, scale))
        if not same and not (np.isnan(value) and head is not None and np.isnan(head)):
            level, head = level + 1, value
        found[i] = level
    return found


def ranks(values: ArrayLike, scale: float = 1.0) -> NDArray[np.int64]:
    """Return ranks from 1, ndarray(int, shape (n,)): the greatest first, equal ones share one.

    What is nan shares the last rank, n, even where nothing is known of anybody.

    Examples
    --------
    >>> ranks([1.0, 3.0, 3.0 - 1e-12]).tolist()
    [3, 1, 1]
    """
    made = np.asarray(values, dtype=np.float64)
    level = levels(made, scale)
    below = np.array([(level < each).sum() for each in level], np.int64)
    return np.where(np.isnan(made), len(made), 1 + below).astype(np.int64)


def ordered(values: ArrayLike, names: Sequence[str], scale: float = 1.0) -> list[int]:
    """Return indices from the greatest to the least; of equal ones the first by name first.

    Examples
    --------
    >>> ordered([1.0, 3.0, 3.0], ["a", "c", "b"])
    [2, 1, 0]
    """
    level = levels(values, scale)
    return sorted(range(len(level)), key=lambda i: (level[i], names[i]))


def greatest(values: ArrayLike, names: Sequence[str], scale: float = 1.0) -> int:
    """Return the index of the greatest number; of equal ones the first by name."""
    return ordered(values, names, scale)[0]


def least(values: ArrayLike, names: Sequence[str], scale: float = 1.0) -> int:
    """Return the index of the least number; of equal ones the first by name."""
    return greatest(-np.asarray(values, dtype=np.float64), names, scale)
