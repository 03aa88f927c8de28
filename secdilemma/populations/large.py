"""Large populations, in which chance has no say: replicators, mutators and Axelrod's ecology.

Replicator dynamics: the share of strategy i changes as ``x_i' = x_i ((A x)_i - x·A x)``, so that
what earns more than the mean grows (Taylor and Jonker 1978).

With mutation ``x_i' = Σ_j x_j g_j Q_ji - x_i Σ_k x_k g_k``: births are g = A x - b, counted from a
baseline b, and Q_ji is the chance that offspring of j is of i (Page and Nowak 2002). Without
mutation the baseline drops out and the replicator equation is left; with it, births must not be
negative.

Ecology: the next generation holds strategy i with ``x_i (f_i - b) / Σ_k x_k (f_k - b)``, f = A x
being what it earns in the present one: nobody learns or changes, and the less successful become
rarer (Axelrod 1984, chapter 2).
"""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.games.comparison import at_least, scale_of
from secdilemma.populations.arguments import (
    Floats,
    Ints,
    Source,
    payoff_matrix,
    rate,
    shares_of,
    times_of,
    whole,
)
from secdilemma.populations.integration import Field, Orbit, followed, softmax, solved_until
from secdilemma.populations.trajectory import NEAR, Trajectory, is_rest, spread_of

AT_REST = 1e-9  # growth under mutation, in units of the largest births
SMALLEST = 1e-25  # a share that is followed to ten digits under mutation is larger
GENERATIONS = 1000
MOST_RECORDED = 10**8
"""Generations times strategies, at most: all are recorded."""


def replicator(
    payoff: Source,
    start: ArrayLike | None = None,
    *,
    times: ArrayLike | None = None,
    until: float | None = None,
    extinct: float = 0.0,
) -> Trajectory:
    """The course of a large, well-mixed population in which payoff above the mean is growth.

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

    Examples
    --------
    Hawks and doves over a prize of 1, a fight costing 2: both stay.

    >>> replicator([[-0.5, 1.0], [0.0, 0.5]], [0.9, 0.1]).end.round(6)
    array([0.5, 0.5])
    """
    matrix = payoff_matrix(payoff)
    first = shares_of(start, len(matrix))
    scale = spread_of(matrix)
    own = (matrix - matrix.min(axis=0)) / scale
    at = times_of(times, until, 1 / scale)
    threshold = rate("extinct", extinct, 0.0, 0.5 / len(matrix))

    def build(present: list[Ints]) -> tuple[Floats, Field, Field]:
        inner = own[np.ix_(present[0], present[0])]
        return inner, *_field_and_slope(inner)

    orbit = Orbit(build, [first], threshold)
    to_rest = times is None and until is None
    at = followed(orbit.follow, orbit.resting, at, scale, to_rest=to_rest)
    (shares,), (gone,) = orbit.shares, orbit.gone
    gained = own @ shares[-1]
    growth = scale * (gained - shares[-1] @ gained)
    return Trajectory(at, shares, growth, gone, scale, orbit.resting())


def _field_and_slope(matrix: Floats) -> tuple[Field, Field]:
    """The rate of change of the logarithms of shares, and its Jacobian."""

    def growth(time: float, logs: Floats) -> Floats:
        del time
        x = softmax(logs)
        earned = matrix @ x
        return np.asarray(earned - x @ earned)

    def slope(time: float, logs: Floats) -> Floats:
        del time
        x = softmax(logs)
        spread = np.diag(x) - np.outer(x, x)  # of shares by their logarithms
        return np.asarray(matrix @ spread - spread @ (matrix @ x + matrix.T @ x))

    return growth, slope


def replicator_mutator(
    payoff: Source,
    mutation: ArrayLike,
    start: ArrayLike | None = None,
    *,
    baseline: float = 0.0,
    times: ArrayLike | None = None,
    until: float | None = None,
) -> Trajectory:
    """The course of a large, well-mixed population whose offspring may mutate.

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

    Examples
    --------
    Restraint lives on in a prisoner's dilemma by mutation alone.

    >>> replicator_mutator([[3.0, 0.0], [5.0, 1.0]], 0.01).end.round(4)
    array([0.0103, 0.9897])
    """
    low = rate("baseline", baseline, -np.inf)
    births = births_of(payoff_matrix(payoff), low)
    chances = mutation_matrix(mutation, len(births))
    rows = [shares_of(start, len(births))]
    scale = float(births.max()) or 1.0
    births = births / scale
    at, now = times_of(times, until, 1 / scale), 0.0

    def change(time: float, x: Floats) -> Floats:
        del time
        born = x * (births @ x)
        return np.asarray(born @ chances - x * born.sum())

    def follow(later: Floats) -> int:
        nonlocal now
        found, now, _, work = solved_until(change, None, rows[-1], now, later, absolute=SMALLEST)
        found = np.maximum(found, 0.0)
        rows.extend(found / found.sum(axis=1, keepdims=True))
        return work

    def growth() -> Floats:  # relative, and 0 of who is not there
        x = rows[-1]
        return np.divide(change(now, x), x, out=np.zeros(len(x)), where=x > 0)

    def resting() -> bool:
        return is_rest(rows[-1], growth(), AT_REST)

    at = followed(follow, resting, at, scale, to_rest=times is None and until is None)
    shares = np.array(rows[1:])
    return Trajectory(at, shares, scale * growth(), shares[-1] == 0, scale, resting())


def mutation_matrix(mutation: ArrayLike, count: int) -> Floats:
    """Q, ndarray(float, shape (n, n)); a chance is spread evenly over the others.

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


def ecology(
    payoff: Source,
    start: ArrayLike | None = None,
    *,
    generations: int = GENERATIONS,
    baseline: float = 0.0,
) -> Trajectory:
    """The course of a population from generation to generation, as in Axelrod's ecology.

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

    Examples
    --------
    Half and half earn 1.5 and 3, and their offspring are in that proportion.

    >>> ecology([[3.0, 0.0], [5.0, 1.0]], generations=1).end.round(4)
    array([0.3333, 0.6667])
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
            # in logarithms, so that who has become very rare can come back
            logs = logs + np.log(_offspring(matrix, shares[generation - 1], generation))
            shares[generation] = softmax(logs)
    growth = _offspring(matrix, shares[-1], count + 1) - 1
    scale = spread_of(matrix) / float(shares[-1] @ matrix @ shares[-1])
    gone = np.isneginf(logs)
    rest = is_rest(shares[-1][~gone], growth[~gone], NEAR * scale)
    return Trajectory(np.arange(count + 1.0), shares, growth, gone, scale, rest)


def _offspring(matrix: Floats, x: Floats, generation: int) -> Floats:
    """How many each of a strategy has in the next generation, in the mean one."""
    above = matrix @ x
    total = float(x @ above)
    if total <= 0:
        raise DynamicsError(f"payoffs: in generation {generation} nobody has offspring.")
    return np.asarray(above / total)


def births_of(payoffs: Floats, baseline: float) -> Floats:
    """Payoffs above a baseline, which count as offspring; those equal to it give none.

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
