"""Replicator-mutator dynamics: offspring may take up another strategy (Page and Nowak 2002).

``x_i' = Σ_j x_j g_j Q_ji - x_i Σ_k x_k g_k``: births are g = A x - b, counted from a baseline b,
and Q_ji is the chance that offspring of j is of i. Without mutation the baseline drops out and the
replicator equation is left; with it, births must not be negative.
"""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.populations.arguments import (
    Floats,
    Source,
    payoff_matrix,
    rate,
    shares_of,
    times_of,
)
from secdilemma.populations.ecological import births_of
from secdilemma.populations.following import until_rest
from secdilemma.populations.integration import Field, solved_until
from secdilemma.populations.trajectory import Trajectory, is_rest

AT_REST = 1e-9  # growth in units of the largest births
SMALLEST = 1e-25  # a share that is followed to ten digits is larger


def replicator_mutator(
    payoff: Source,
    mutation: ArrayLike,
    start: ArrayLike | None = None,
    *,
    baseline: float = 0.0,
    times: ArrayLike | None = None,
    until: float | None = None,
) -> Trajectory:
    """Return how a large, well-mixed population changes when offspring may mutate.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    mutation
        The chance that offspring is of another strategy, any alike; or Q, ndarray(float, shape
        (n, n)), whose rows sum to 1.
    start
        Shares at the start; even by default.
    baseline
        b: what is taken from payoffs before they count as births.
    times, until
        As :func:`~secdilemma.populations.replicator` takes them.

    Raises
    ------
    DynamicsError
        If a payoff is below the baseline, or the mutation is no chance and no such matrix.
    """
    low = rate("baseline", baseline, -np.inf)
    births = births_of(payoff_matrix(payoff), low)
    chances = mutation_matrix(mutation, len(births))
    first = shares_of(start, len(births))
    scale = float(births.max()) or 1.0
    at = times_of(times, until, 1 / scale)
    course = _Course(_field(births / scale, chances), first)
    if times is None and until is None:
        at = until_rest(course.follow, course.resting, at * scale) / scale
    else:
        course.follow(at * scale)
    shares = np.concatenate(course.rows)
    growth, gone = scale * course.growth, shares[-1] == 0
    return Trajectory(at, shares, growth, gone, scale, course.resting())


class _Course:
    """Shares on their way; small ones are followed as exactly as large ones."""

    def __init__(self, field: Field, first: Floats) -> None:
        self.field, self.place, self.now = field, first, 0.0
        self.rows: list[Floats] = []

    def follow(self, times: Floats) -> int:
        """Go on to the last of `times`, recording at each; return the evaluations it took."""
        found, self.now, _, work = solved_until(
            self.field, None, self.place, self.now, times, absolute=SMALLEST
        )
        found = np.maximum(found, 0.0)
        self.rows.append(found / found.sum(axis=1, keepdims=True))
        self.place = self.rows[-1][-1]
        return work

    @property
    def growth(self) -> Floats:
        """The relative rate of change of each share; 0 of one that is not there."""
        change = self.field(self.now, self.place)
        there = self.place > 0
        return np.divide(change, self.place, out=np.zeros(len(change)), where=there)

    def resting(self) -> bool:
        """Whether every share, however small, has come to rest."""
        return is_rest(self.place, self.growth, AT_REST)


def mutation_matrix(mutation: ArrayLike, count: int) -> Floats:
    """Return Q, ndarray(float, shape (n, n)); a chance is spread evenly over the others.

    Raises
    ------
    DynamicsError
        If it is no chance, and no square matrix of chances whose rows sum to 1.
    """
    if np.ndim(mutation) == 0:
        chance = rate("mutation", mutation, 0.0, 1.0)
        made = np.full((count, count), chance / max(count - 1, 1))
        np.fill_diagonal(made, 1 - chance if count > 1 else 1.0)
        return made
    made = payoff_matrix(mutation, "mutation")
    if len(made) != count:
        raise DynamicsError(f"mutation: got shape {made.shape}; expected {count} by {count}.")
    if made.min() < 0:
        raise DynamicsError(f"mutation: got {made.min():g}; expected chances, 0 to 1.")
    wrong = np.flatnonzero(np.abs(made.sum(axis=1) - 1) > 1e-9)
    if len(wrong):
        i = int(wrong[0])
        raise DynamicsError(f"mutation[{i}]: it sums to {made[i].sum():.12g}; expected 1.")
    return made


def _field(births: Floats, chances: Floats) -> Field:
    def change(time: float, x: Floats) -> Floats:
        del time
        born = x * (births @ x)
        return np.asarray(born @ chances - x * born.sum())

    return change
