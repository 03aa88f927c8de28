"""Ecological dynamics: generations in proportion to numbers and score (Axelrod 1984, chapter 2).

The next generation holds strategy i with ``x_i (f_i - b) / Σ_k x_k (f_k - b)``, f = A x being what
it earns in the present one: nobody learns or changes, and the less successful become rarer. It is
counted in logarithms of the shares, so that who has become very rare can come back.
"""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.games.comparison import at_least, scale_of
from secdilemma.populations.arguments import Floats, Source, payoff_matrix, rate, shares_of, whole
from secdilemma.populations.integration import softmax
from secdilemma.populations.trajectory import NEAR, Trajectory, is_rest, spread_of

GENERATIONS = 1000
MOST_RECORDED = 10**8
"""Generations times strategies, at most: all are recorded."""


def ecology(
    payoff: Source,
    start: ArrayLike | None = None,
    *,
    generations: int = GENERATIONS,
    baseline: float = 0.0,
) -> Trajectory:
    """Return how the shares change from generation to generation.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    start
        Shares at the start; even by default.
    generations
        How many.
    baseline
        b, what is taken from every payoff before it counts as offspring: 0 in Axelrod's runs,
        whose payoffs are not negative. A lower baseline makes selection weaker and slower, but
        moves no rest point.

    Returns
    -------
    Trajectory
        Recorded in every generation.

    Raises
    ------
    DynamicsError
        If a payoff is below the baseline, the shares do not sum to 1, or nobody has offspring.
    """
    low = rate("baseline", baseline, -np.inf)
    matrix = births_of(payoff_matrix(payoff), low)
    x = shares_of(start, len(matrix))
    count = whole("generations", generations, 0, min(10**7, MOST_RECORDED // len(x)))
    shares = np.empty((count + 1, len(x)))
    shares[0] = x
    with np.errstate(divide="ignore"):  # the logarithm of nothing: gone, or without offspring
        logs = np.log(x)
        for generation in range(1, count + 1):
            logs = logs + np.log(_offspring(matrix, shares[generation - 1], generation))
            shares[generation] = softmax(logs)
    growth = _offspring(matrix, shares[-1], count + 1) - 1
    scale = spread_of(matrix) / float(shares[-1] @ matrix @ shares[-1])
    gone = np.isneginf(logs)
    rest = is_rest(shares[-1][~gone], growth[~gone], NEAR * scale)
    return Trajectory(np.arange(count + 1.0), shares, growth, gone, scale, rest)


def _offspring(matrix: Floats, x: Floats, generation: int) -> Floats:
    """Return how many each of a strategy has in the next generation, in the mean one."""
    above = matrix @ x
    total = float(x @ above)
    if total <= 0:
        raise DynamicsError(f"payoffs: in generation {generation} nobody has offspring.")
    return np.asarray(above / total)


def births_of(payoffs: Floats, baseline: float) -> Floats:
    """Return payoffs above a baseline, which count as offspring; those equal to it give none.

    Raises
    ------
    DynamicsError
        If one is below the baseline, for then it would count as less than no offspring.
    """
    above = payoffs - baseline
    low = float(above.min())
    if not at_least(low, 0.0, scale_of(above)):
        i, j = np.unravel_index(int(above.argmin()), above.shape)
        raise DynamicsError(
            f"payoffs[{i}, {j}]: got {low + baseline:g}, below the baseline {baseline:g}; expected "
            f"payoffs that count as offspring. Lower the baseline."
        )
    return np.maximum(above, 0.0)
