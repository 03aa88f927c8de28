"""Intervals of what was sampled: paired where two arms share their random numbers."""

import warnings
from typing import Any

import numpy as np

from secdilemma.experiments.propositions.harness.declaration import Measure
from secdilemma.games.comparison import above, equal
from secdilemma.matches.tally import Floats

RESAMPLES = 999
_SEED = 20


def mean_measure(name: str, values: Floats, level: float = 0.95) -> Measure:
    """Return a mean over matches with its BCa bootstrap interval (Efron 1987).

    Parameters
    ----------
    name
        Of the measure.
    values
        ndarray(float, shape (n,)): one number a match; the paired difference where arms share
        their random numbers.
    level
        Of the interval: .95 for an effect, .90 for a claim of no effect (two one-sided tests).
    """
    value = float(values.mean())
    if not above(np.ptp(values), 0.0):
        return Measure(name, value, value, value)
    low, high = _bootstrap((values,), np.mean, level)
    return Measure(name, value, low, high)


def ratio_measure(name: str, parts: Floats, wholes: Floats, level: float = 0.95) -> Measure:
    """Return a share over all matches, Σ parts / Σ wholes, with its BCa bootstrap interval.

    Where there is no whole, the share is nan. Where every match agrees, the interval is the rule of
    three's: nothing that was never seen in n is said to be rarer than 3 / n.
    """
    total = float(wholes.sum())
    if not above(total, 0.0):
        return Measure(name, float("nan"), float("nan"), float("nan"))
    value = float(parts.sum()) / total
    if equal(value, 0.0) or equal(value, 1.0):
        slack = min(1.0, 3 / total)
        return Measure(name, value, max(0.0, value - slack), min(1.0, value + slack))

    def share(some: Any, all_of: Any, axis: int = -1) -> Any:
        return some.sum(axis=axis) / np.maximum(all_of.sum(axis=axis), 1e-300)

    low, high = _bootstrap((parts, wholes), share, level)
    return Measure(name, value, low, high)


def _bootstrap(data: tuple[Floats, ...], statistic: Any, level: float) -> tuple[float, float]:
    from scipy.stats import bootstrap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a degenerate sample is dealt with below
        made = bootstrap(
            data,
            statistic,
            paired=len(data) > 1,
            n_resamples=RESAMPLES,
            confidence_level=level,
            method="BCa",
            vectorized=True,
            rng=np.random.default_rng(_SEED),
        ).confidence_interval
    value = float(statistic(*data, axis=-1))
    ends = (float(made.low), float(made.high))
    return ends if np.isfinite(ends).all() else (value, value)
