"""Replicator dynamics: what earns more than the mean grows (Taylor and Jonker 1978).

The share of strategy i changes as ``x_i' = x_i ((A x)_i - x·A x)``. It is integrated in the
logarithms of the shares, ``u_i' = (A x)_i - x·A x`` with ``x = exp(u) / Σ exp(u)``, so that mass is
conserved and no share can become negative, whatever the solver does.
"""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.populations.arguments import (
    Floats,
    Ints,
    Source,
    payoff_matrix,
    rate,
    shares_of,
    times_of,
)
from secdilemma.populations.following import Course
from secdilemma.populations.integration import Field, softmax
from secdilemma.populations.trajectory import Trajectory, spread_of


def replicator(
    payoff: Source,
    start: ArrayLike | None = None,
    *,
    times: ArrayLike | None = None,
    until: float | None = None,
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
        The last of the default times. None goes on until the population is at rest
        (:attr:`~secdilemma.populations.Trajectory.settled`): to 10,000 units of time divided by the
        spread of the payoffs, and then nearly twice as long again and again, up to 10^10 of them or
        until 60,000 evaluations are done, as where shares go round for ever.
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
    scale = spread_of(matrix)
    own = (matrix - matrix.min(axis=0)) / scale
    at = times_of(times, until, 1 / scale)
    threshold = rate("extinct", extinct, 0.0, 0.5 / len(matrix))

    def build(present: list[Ints]) -> tuple[Floats, Field, Field]:
        inner = own[np.ix_(present[0], present[0])]
        return inner, _field(inner), _slope(inner)

    course = Course(build, [first], threshold)
    at = course.over(at, scale, to_rest=times is None and until is None)
    (shares,), (gone,) = course.shares, course.gone
    gained = own @ shares[-1]
    growth = scale * (gained - shares[-1] @ gained)
    return Trajectory(at, shares, growth, gone, scale, course.resting())


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
