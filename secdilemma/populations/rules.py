"""How states of a finite population reproduce: the update, the fitness and their checks.

A state's payoff π is its mean against all others of the population; it does not meet itself. Its
fitness is ``exp(w π)`` (exponential) or ``1 - w + w π`` (linear), w being the intensity of
selection.
"""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError, suggestion
from secdilemma.games.comparison import levels
from secdilemma.populations.arguments import Floats, Ints, rate, shares_of, whole
from secdilemma.populations.kernels.well_mixed import (
    BIRTH_DEATH,
    DEATH_BIRTH,
    EXPONENTIAL,
    IMITATION,
    LINEAR,
    Rule,
)

UPDATES = {"birth-death": BIRTH_DEATH, "death-birth": DEATH_BIRTH, "imitation": IMITATION}
MAPPINGS = {"exponential": EXPONENTIAL, "linear": LINEAR}
LARGEST = 1_000_000
STRONGEST = 1e9
"""The largest product of intensity and payoff: its rounding, 1e-7, is still no selection."""


def rule_of(
    payoff: Floats, update: str, fitness: str, intensity: float, mutation: float = 0.0
) -> Rule:
    """A rule, checked against the payoffs that it is to be used on.

    Raises
    ------
    DynamicsError
        If there is no such update or fitness, a number is out of its range, selection so strong
        that rounding would decide, or a fitness could be zero or less.
    """
    for where, name, known in (("update", update, UPDATES), ("fitness", fitness, MAPPINGS)):
        if name not in known:
            hint = suggestion(str(name), known)
            raise DynamicsError(f"{where}: got {name!r}; expected one of {', '.join(known)}.{hint}")
    strength, highest = rate("intensity", intensity), float(np.abs(payoff).max())
    if strength * highest > STRONGEST:
        raise DynamicsError(
            f"intensity: got {strength:g} beside payoffs of up to {highest:g}; expected a product "
            f"of at most {STRONGEST:g}: beyond it rounding would decide what is equal."
        )
    chance, low = rate("mutation", mutation, 0.0, 1.0), float(payoff.min())
    least = 1 - strength + strength * low
    if fitness == "linear" and least <= 0:
        raise DynamicsError(
            f"fitness: got {least:g} from the payoff {low:g} at intensity {strength:g}; "
            f"expected more than 0. Lower the intensity, or take the exponential fitness."
        )
    return Rule(UPDATES[update], MAPPINGS[fitness], strength, chance)


def counts_of(start: ArrayLike | None, count: int, size: int) -> Ints:
    """How many states of each strategy there are at the start, ndarray(int, shape (n,)).

    Parameters
    ----------
    start
        Counts that sum to `size`, or shares that sum to 1, which are rounded by largest remainder,
        equal ones in order; None for even shares.

    Raises
    ------
    DynamicsError
        If they are neither, or rounding would leave a strategy without a state.
    """
    given = None if start is None else np.asarray(start)
    if given is not None and given.dtype.kind in "iu" and given.sum() != 1:
        if given.shape != (count,):
            raise DynamicsError(f"start: got shape {given.shape}; expected {count} counts.")
        if given.min() < 0:
            raise DynamicsError(f"start: got {int(given.min())}; expected counts of at least 0.")
        if given.sum() != size:
            raise DynamicsError(f"start: the counts sum to {int(given.sum())}; expected {size}.")
        return given.astype(np.int64)
    shares = shares_of(start, count) * size
    made = np.floor(shares + 1e-9).astype(np.int64)
    order = np.argsort(levels(shares - made), kind="stable")
    made[order[: size - int(made.sum())]] += 1
    lost = int(((shares > 0) & (made == 0)).sum())
    if lost:
        raise DynamicsError(
            f"start: {lost} strategies have a share and no state among {size}; expected a larger "
            f"population, or a start that says who is there."
        )
    return made


def size_of(size: object) -> int:
    """The size of a population, from 2.

    Raises
    ------
    DynamicsError
        If it is no whole number from 2 to 1,000,000.
    """
    return whole("size", size, 2, LARGEST)
