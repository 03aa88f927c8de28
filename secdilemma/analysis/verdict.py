"""The verdict: does a strategy sustain cooperation, how sure is that, and why.

The classes and their thresholds are those of the design base; .90 is a convention, so every verdict
is also given at .80 and .975. What was sampled is judged by its interval, at 95 % for all that was
sampled of all participants together (Bonferroni): each one's restraint with itself, and what each
opponent gains on it, so that who gains most need not be known beforehand. An interval that
straddles a threshold decides nothing.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist
from typing import Any

import numpy as np

from secdilemma.analysis.metrics import Metrics
from secdilemma.games.comparison import above, at_least, equal
from secdilemma.io.numbers import in_percent, shown
from secdilemma.tournament.results import Results

CONVENTION = 0.90
SENSITIVITY = (0.80, 0.90, 0.975)
COLLAPSED = 0.50
SLOW = 10.0  # turns
NEUTRAL = 0.02  # of R - P
METASTABLE_BEFORE, METASTABLE_AFTER = 0.85, 0.50
_MOST = 1e12  # times the matches that there are; more is no help
_CONFIDENCE = 0.95


class Verdict(Enum):
    """The classes, from best to worst; the value is what is printed."""

    SUSTAINS = "SUSTAINS"
    EXPLOITABLE = "SUSTAINS-EXPLOITABLE"
    FRAGILE = "FRAGILE"
    COLLAPSES = "COLLAPSES"
    NON_COOPERATIVE = "NON-COOPERATIVE"
    INCONCLUSIVE = "INCONCLUSIVE"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it rests on.

    Parameters
    ----------
    metrics
        What was measured.
    verdict
        At the convention of .90.
    metastable
        Whether restraint is high at first and is lost in the long run.
    interval
        Of restraint as a share of what execution errors allow.
    sensitivity
        The verdict at .80, .90 and .975.
    repetitions_needed
        Matches that would decide an inconclusive one; 0 where nothing is open, inf where more
        matches would not help.
    gap_interval
        Of the greatest gain of an opponent, a turn; nan where nobody is known, or nobody there.
    reason
        Why it is inconclusive; empty where it is not.
    """

    metrics: Metrics
    verdict: Verdict
    metastable: bool
    interval: tuple[float, float]
    sensitivity: tuple[tuple[float, Verdict], ...]
    repetitions_needed: float
    gap_interval: tuple[float, float] = (math.nan, math.nan)
    reason: str = ""

    @property
    def sure(self) -> bool:
        """Whether the verdict is the same at all three thresholds."""
        return len({verdict for _, verdict in self.sensitivity}) == 1

    @property
    def label(self) -> str:
        """The verdict, with a mark where it is metastable."""
        return self.verdict.value + (" (metastable)" if self.metastable else "")


def judge(results: Results, metrics: Sequence[Metrics]) -> list[Judgement]:
    """Return the judgement of each participant, in the order of `metrics`.

    Parameters
    ----------
    results
        Of the tournament that `metrics` measured; its payoffs set the scale of a gain.
    metrics
        What was measured.

    Examples
    --------
    >>> from secdilemma import Tournament, open_catalogue, regime, run
    >>> make = open_catalogue().make
    >>> from secdilemma.analysis import measure
    >>> results = run(Tournament((make("osgood-grit"), make("all-d")), perception=regime("perA")))
    >>> [each.verdict.name for each in judge(results, measure(results))]
    ['FRAGILE', 'NON_COOPERATIVE']
    """
    sampled = sum(_sampled(each) for each in metrics)
    tail = (1 - _CONFIDENCE) / 2 / max(sampled, 1)
    z = NormalDist().inv_cdf(1 - tail)
    game, scale = results.tournament.game.row, results.payoff_scale
    worth = abs(game.R - game.P) if not equal(game.R, game.P, scale) else 0.0
    return [_judged(each, z, _Payoffs(NEUTRAL * worth, scale)) for each in metrics]


@dataclass(frozen=True, slots=True)
class _Payoffs:
    """What gain is neutral, and what gains are compared on."""

    neutral: float
    scale: float


def _sampled(metrics: Metrics) -> int:
    """Return of how many sampled numbers a verdict makes a statement."""
    gains = 0 if metrics.gains is None else int(metrics.gains.sampled.sum())
    return gains + (metrics.repetitions > 0) + (metrics.calm_repetitions > 0)


def _judged(metrics: Metrics, z: float, payoffs: _Payoffs) -> Judgement:
    def decide(threshold: float, times: float = 1.0) -> tuple[Verdict, str]:
        """Decide as if there had been so many times the matches, with the same means."""
        calm, kept, gap = (of(metrics, z, times) for of in (_of_calm, _of_restraint, _of_gap))
        return _verdict(metrics, calm, kept, gap, payoffs, threshold)

    at = tuple((t, decide(t)[0]) for t in SENSITIVITY)
    verdict, reason = decide(CONVENTION)
    lost = metrics.horizon.kind == "long-run" and not at_least(metrics.restraint, METASTABLE_AFTER)
    return Judgement(
        metrics=metrics,
        verdict=verdict,
        metastable=lost and bool(at_least(metrics.short_term, METASTABLE_BEFORE)),
        interval=_of_restraint(metrics, z),
        sensitivity=at,
        repetitions_needed=_needed(metrics, lambda times: decide(CONVENTION, times)[0]),
        gap_interval=_of_gap(metrics, z),
        reason=reason,
    )


def _of_restraint(metrics: Metrics, z: float, times: float = 1.0) -> tuple[float, float]:
    """Return the interval of restraint, as a share of what execution errors allow."""
    mean, error, matches = metrics.restraint, metrics.restraint_error, metrics.repetitions
    centre, half = _interval(mean, error, matches, (0.0, 1.0), z, times)
    allowed = metrics.ceiling or math.nan
    return _share(float(centre - half) / allowed), _share(float(centre + half) / allowed)


def _of_calm(metrics: Metrics, z: float, times: float = 1.0) -> tuple[float, float]:
    """Return the interval of restraint if nothing goes wrong."""
    mean, error, matches = metrics.without_error, metrics.calm_error, metrics.calm_repetitions
    centre, half = _interval(mean, error, matches, (0.0, 1.0), z, times)
    return _share(float(centre - half)), _share(float(centre + half))


def _share(value: float) -> float:
    return value if math.isnan(value) else min(1.0, max(0.0, value))


def _of_gap(metrics: Metrics, z: float, times: float = 1.0) -> tuple[float, float]:
    """Return the interval of the greatest gain: from the greatest lower end to the greatest upper.

    It holds where those of all opponents do. Of whom nothing is known says nothing.
    """
    gains = metrics.gains
    if gains is None:
        return metrics.gap, metrics.gap
    centre, half = _interval(gains.payoff, gains.error, gains.matches, gains.bounds, z, times)
    gain, margin = centre[:-1] - centre[-1], np.hypot(half[:-1], half[-1])
    known = ~np.isnan(gain)
    if not known.any():
        return math.nan, math.nan
    return float((gain - margin)[known].max()), float((gain + margin)[known].max())


def _interval(
    mean: Any, error: Any, matches: Any, bounds: tuple[float, float], z: float, times: float
) -> tuple[Any, Any]:
    """Return the middle and half the width of the interval of means over matches.

    To the matches half of z² are added at either bound (Agresti and Coull 1998), in which a
    binomial share is the worst case of what lies between the bounds: no spread among few matches
    is no certainty. Without matches a mean is exact.

    Parameters
    ----------
    mean, error, matches
        float or ndarray: means, their standard errors and the matches behind each.
    times
        As if there had been so many times the matches.
    """
    low, high = bounds
    n, more = matches * times, z * z / 2
    centre = (n * mean + more * (low + high)) / (n + 2 * more)
    own = n * (error**2 * np.maximum(matches - 1, 0) + (mean - centre) ** 2)
    added = more * ((low - centre) ** 2 + (high - centre) ** 2)
    half = z * np.sqrt(own + added) / (n + 2 * more)
    exact = np.equal(matches, 0)
    return np.where(exact, mean, centre), np.where(exact, 0.0, half)


def _verdict(
    metrics: Metrics,
    calm: tuple[float, float],
    kept: tuple[float, float],
    gap: tuple[float, float],
    payoffs: _Payoffs,
    threshold: float,
) -> tuple[Verdict, str]:
    """Return the verdict at a threshold, and why it is inconclusive if it is."""
    unknown = _not_known(metrics)
    if unknown:
        return Verdict.INCONCLUSIVE, unknown
    if not at_least(calm[1], threshold):
        return Verdict.NON_COOPERATIVE, ""
    if _across(calm, threshold):
        return Verdict.INCONCLUSIVE, f"its restraint if nothing goes wrong is {_span(calm)}"
    if _across(kept, COLLAPSED) or _across(kept, threshold):
        return Verdict.INCONCLUSIVE, f"its restraint is {_span(kept)}"
    if not at_least(kept[0], threshold):
        return (Verdict.FRAGILE if at_least(kept[0], COLLAPSED) else Verdict.COLLAPSES), ""
    return _of_keeping(metrics, gap, payoffs)


def _across(interval: tuple[float, float], line: float) -> bool:
    return bool(at_least(interval[1], line) and not at_least(interval[0], line))


def _span(interval: tuple[float, float]) -> str:
    return f"between {in_percent(interval[0])} and {in_percent(interval[1])}"


def _not_known(metrics: Metrics) -> str:
    """Return what a verdict needs and is not known of restraint; empty if all is."""
    if math.isnan(metrics.restraint):
        return "its restraint with itself could not be computed"
    if math.isnan(metrics.kept):
        return "its errors leave it no restraint to keep"
    if math.isnan(metrics.without_error):
        return "its restraint with itself if nothing goes wrong could not be computed"
    return ""


def _of_keeping(
    metrics: Metrics, gap: tuple[float, float], payoffs: _Payoffs
) -> tuple[Verdict, str]:
    """Return the verdict on who keeps restraint, by how mistakes are mended and who gains on it."""
    low, high = gap
    if math.isnan(metrics.recovery.probability):
        return Verdict.INCONCLUSIVE, "what one mistake does to it is not known"
    if slow(metrics):
        return Verdict.FRAGILE, ""
    if above(low, payoffs.neutral, payoffs.scale):
        return Verdict.EXPLOITABLE, ""
    if metrics.unknown:
        return Verdict.INCONCLUSIVE, f"what {metrics.unknown} gains on it is not known"
    if math.isnan(metrics.gap) or not above(high, payoffs.neutral, payoffs.scale):
        return Verdict.SUSTAINS, ""  # without a gap, nobody is there
    span = f"between {shown(low):.2f} and {shown(high):.2f} a turn".replace("-", "−")
    return Verdict.INCONCLUSIVE, f"the most that anybody gains on it is {span}"


def slow(metrics: Metrics) -> bool:
    """Whether one mistake is mended in more than ten turns, not surely, or nobody knows."""
    recovery = metrics.recovery
    return not (at_least(recovery.probability, 1.0) and at_least(SLOW, recovery.turns, SLOW))


def _needed(metrics: Metrics, decide: Callable[[float], Verdict]) -> float:
    """Return the least matches that decide, if means and spread stay; inf if none do."""
    if decide(1.0) is not Verdict.INCONCLUSIVE:
        return 0.0
    matches = max(metrics.repetitions, metrics.calm_repetitions)
    if metrics.gains is not None:
        matches = max(matches, int(metrics.gains.matches.max()))
    few, enough = 1.0, 2.0
    while decide(enough) is Verdict.INCONCLUSIVE:
        few, enough = enough, 2 * enough
        if enough > _MOST or not matches:
            return math.inf
    while (enough - few) * matches >= 1:
        middle = (few + enough) / 2
        few, enough = (middle, enough) if decide(middle) is Verdict.INCONCLUSIVE else (few, middle)
    return math.ceil(enough * matches)
