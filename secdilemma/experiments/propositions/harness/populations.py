"""Populations of states: what a mixed one sees of an outcome, and what selection makes of it."""

from collections.abc import Sequence

import numpy as np

from secdilemma.games.comparison import FOLLOWED, above
from secdilemma.matches.tally import Floats
from secdilemma.populations.large import replicator

GENERATIONS = 1e4
"""How long selection lasts, in turns' payoffs."""


def shares_of(seekers: int, greedy: int, greedy_share: float) -> Floats:
    """Return the shares of a population: seekers alike, then greedy states alike."""
    parts = [np.full(seekers, (1 - greedy_share) / seekers)]
    if greedy:
        parts.append(np.full(greedy, greedy_share / greedy))
    return np.concatenate(parts)


def mean_meeting(values: Floats, shares: Floats) -> float:
    """Return the mean of ``values[i, j]`` over two states that meet at random."""
    return float(shares @ values @ shares)


def select(payoff: Floats, start: Floats) -> Floats:
    """Return the shares that selection leads to in time, which is after ten thousand turns.

    Replicator dynamics (Taylor and Jonker 1978); see
    :func:`secdilemma.populations.large.replicator`.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)): what each earns against each.
    start
        ndarray(float, shape (n,)): shares that sum to one.
    """
    return np.asarray(replicator(payoff, start, times=(0.0, GENERATIONS)).shares[-1])


def variance_shares(values: Floats) -> tuple[float, float]:
    """Return how much of the variance of ``values[i, j]`` lies between rows, and between columns.

    Two-way analysis of variance without replication; the rest is interaction. Both are nan where
    nothing varies.
    """
    total = float(values.var())
    if not above(total**0.5, 0.0, FOLLOWED):
        return float("nan"), float("nan")
    rows, columns = float(values.mean(axis=1).var()), float(values.mean(axis=0).var())
    return rows / total, columns / total


def subsets(names: Sequence[str], count: int, size: int, seed: int) -> list[tuple[str, ...]]:
    """Return `count` random subsets of `size` names, the same for the same seed."""
    rng = np.random.default_rng(seed)
    picks = [sorted(rng.choice(len(names), size, replace=False).tolist()) for _ in range(count)]
    return [tuple(names[i] for i in pick) for pick in picks]
