"""Populations of states: what a mixed one sees of an outcome, and what selection makes of it."""

from collections.abc import Sequence

import numpy as np

from secdilemma.lanes.counting import Floats

STEPS = 4_000
_STILL = 1e-10


def shares_of(seekers: int, greedy: int, greedy_share: float) -> Floats:
    """Return the shares of a population: seekers alike, then greedy states alike."""
    parts = [np.full(seekers, (1 - greedy_share) / seekers)]
    if greedy:
        parts.append(np.full(greedy, greedy_share / greedy))
    return np.concatenate(parts)


def mean_meeting(values: Floats, shares: Floats) -> float:
    """Return the mean of ``values[i, j]`` over two states that meet at random."""
    return float(shares @ values @ shares)


def select(payoff: Floats, start: Floats, steps: int = STEPS) -> Floats:
    """Return the shares that replicator dynamics lead to.

    Each step multiplies a share by exp((payoff - mean payoff) / range of payoffs), which has the
    rest points of the replicator equation (Taylor and Jonker 1978).

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)): what each earns against each.
    start
        ndarray(float, shape (n,)): shares that sum to one.
    steps
        At most; it ends earlier where nothing moves.
    """
    spread = float(payoff.max() - payoff.min())
    if spread == 0.0:
        return start
    now = start
    for _ in range(steps):
        fitness = payoff @ now
        grown = now * np.exp((fitness - fitness.max()) / spread)
        after = grown / grown.sum()
        still = float(np.abs(after - now).max()) < _STILL
        now = after
        if still:
            break
    return now


def variance_shares(values: Floats) -> tuple[float, float]:
    """Return how much of the variance of ``values[i, j]`` lies between rows, and between columns.

    Two-way analysis of variance without replication; the rest is interaction. Both are nan where
    nothing varies.
    """
    total = float(values.var())
    if total < 1e-12:
        return float("nan"), float("nan")
    rows, columns = float(values.mean(axis=1).var()), float(values.mean(axis=0).var())
    return rows / total, columns / total


def subsets(names: Sequence[str], count: int, size: int, seed: int) -> list[tuple[str, ...]]:
    """Return `count` random subsets of `size` names, the same for the same seed."""
    rng = np.random.default_rng(seed)
    picks = [sorted(rng.choice(len(names), size, replace=False).tolist()) for _ in range(count)]
    return [tuple(names[i] for i in pick) for pick in picks]
