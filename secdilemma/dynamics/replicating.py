"""Replicator dynamics: what earns more than the mean grows (Taylor and Jonker 1978).

The share of strategy i changes as ``x_i' = x_i ((A x)_i - x·A x)``. It is integrated in the
logarithms of the shares, ``u_i' = (A x)_i - x·A x`` with ``x = exp(u) / Σ exp(u)``, so that mass is
conserved and no share can become negative, whatever the solver does.
"""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.dynamics.checking import (
    Floats,
    Ints,
    Source,
    payoff_matrix,
    rate,
    shares_of,
    times_of,
)
from secdilemma.dynamics.following import followed
from secdilemma.dynamics.solving import LONG, RECORDS, Field, softmax
from secdilemma.dynamics.trajectory import Trajectory


def replicator(
    payoff: Source,
    start: ArrayLike | None = None,
    *,
    times: ArrayLike | None = None,
    until: float = LONG,
    extinct: float = 0.0,
) -> Trajectory:
    """Return how a large, well-mixed population changes when growth is payoff above the mean.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    start
        Shares at the start; even by default. A strategy that is absent stays absent.
    times
        When to record; by default at 0 and 400 times up to `until`, evenly on a logarithmic scale.
        Time is measured in turns' payoffs: a strategy that earns 1 a turn above the mean grows
        e-fold in a unit of time.
    until
        The last of the default times.
    extinct
        A strategy whose share falls below this is gone for good. By default none ever is: in the
        equation a share of e^-1000 still grows back when its time comes, however late. At most
        half of an even share.

    Returns
    -------
    Trajectory
        Adding a constant to a column of the payoffs changes nothing.

    Raises
    ------
    DynamicsError
        If the payoffs are no square matrix of finite numbers, or the start or the times are wrong.
    """
    matrix = payoff_matrix(payoff)
    first = shares_of(start, len(matrix))
    at = times_of(times, until, RECORDS)
    threshold = rate("extinct", extinct, 0.0, 0.5 / len(matrix))

    def build(present: list[Ints]) -> tuple[Field, Field]:
        inner = matrix[np.ix_(present[0], present[0])]
        return _field(inner), _slope(inner)

    (shares,) = followed(build, [first], at, threshold)
    last = shares[-1]
    gained = matrix @ last
    return Trajectory(at, shares, float(np.abs(last * (gained - last @ gained)).max()))


def _field(matrix: Floats) -> Field:
    def growth(time: float, logs: Floats) -> Floats:
        del time
        x = softmax(logs)
        earned = matrix @ x
        return np.asarray(earned - x @ earned)

    return growth


def _slope(matrix: Floats) -> Field:
    def slope(time: float, logs: Floats) -> Floats:
        del time
        x = softmax(logs)
        spread = np.diag(x) - np.outer(x, x)
        return np.asarray(matrix @ spread - spread @ (matrix @ x + matrix.T @ x))

    return slope
