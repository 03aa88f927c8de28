"""The verdict: does a strategy sustain cooperation, how sure is that, and why.

The classes and their thresholds are those of the design base; .90 is a convention, so every verdict
is also given at .80 and .975. What was sampled is judged by its interval, at 95 % for all sampled
participants together (Bonferroni); an interval that straddles a threshold decides nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist

from secdilemma.metrics import Metrics
from secdilemma.results import Results

CONVENTION = 0.90
SENSITIVITY = (0.80, 0.90, 0.975)
COLLAPSED = 0.50
SLOW = 10.0  # turns
NEUTRAL = 0.02  # of R - P
METASTABLE_BEFORE, METASTABLE_AFTER = 0.85, 0.50
_CERTAIN = 1 - 1e-9
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
    """

    metrics: Metrics
    verdict: Verdict
    metastable: bool
    interval: tuple[float, float]
    sensitivity: tuple[tuple[float, Verdict], ...]
    repetitions_needed: float

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
    """
    sampled = sum(each.repetitions > 0 or each.gap_error > 0 for each in metrics)
    tail = (1 - _CONFIDENCE) / 2 / max(sampled, 1)
    z = NormalDist().inv_cdf(1 - tail)
    game = results.tournament.game.row
    scale = abs(game.R - game.P)
    return [_judged(each, z, scale) for each in metrics]


def _judged(metrics: Metrics, z: float, scale: float) -> Judgement:
    margin = z * metrics.kept_error
    interval = (_share(metrics.kept - margin), _share(metrics.kept + margin))
    at = tuple((t, _verdict(metrics, interval, z, scale, t)) for t in SENSITIVITY)
    verdict = dict(at)[CONVENTION]
    lost = metrics.horizon.kind == "long-run" and metrics.restraint < METASTABLE_AFTER
    return Judgement(
        metrics=metrics,
        verdict=verdict,
        metastable=metrics.short_term >= METASTABLE_BEFORE and lost,
        interval=interval,
        sensitivity=at,
        repetitions_needed=_needed(metrics, z, scale) if verdict is Verdict.INCONCLUSIVE else 0.0,
    )


def _share(value: float) -> float:
    return value if math.isnan(value) else min(1.0, max(0.0, value))


def _verdict(
    metrics: Metrics, interval: tuple[float, float], z: float, scale: float, threshold: float
) -> Verdict:
    low, high = interval
    if math.isnan(metrics.kept) or math.isnan(metrics.without_error):
        return Verdict.INCONCLUSIVE
    if metrics.without_error < threshold:
        return Verdict.NON_COOPERATIVE
    if high < COLLAPSED:
        return Verdict.COLLAPSES
    if low < COLLAPSED or low < threshold <= high:
        return Verdict.INCONCLUSIVE
    if high < threshold or slow(metrics):
        return Verdict.FRAGILE
    return _exploitable(metrics, z, scale)


def _exploitable(metrics: Metrics, z: float, scale: float) -> Verdict:
    neutral = NEUTRAL * scale
    margin = z * metrics.gap_error
    if math.isnan(metrics.gap) or metrics.gap + margin <= neutral:
        return Verdict.SUSTAINS
    return Verdict.EXPLOITABLE if metrics.gap - margin > neutral else Verdict.INCONCLUSIVE


def slow(metrics: Metrics) -> bool:
    """Whether one mistake is mended in more than ten turns, not surely, or nobody knows."""
    recovery = metrics.recovery
    return not (recovery.probability >= _CERTAIN and recovery.turns <= SLOW)


def _needed(metrics: Metrics, z: float, scale: float) -> float:
    """Return the matches after which no interval would straddle its threshold any more."""
    open_ones = []
    for value, error, edges in (
        (metrics.kept, metrics.kept_error, (CONVENTION, COLLAPSED)),
        (metrics.gap, metrics.gap_error, (NEUTRAL * scale,)),
    ):
        distance = min(abs(value - edge) for edge in edges)
        if error > 0 and distance <= z * error:
            open_ones.append((z * error / distance) ** 2 if distance else math.inf)
    most = max(open_ones, default=math.inf) * metrics.repetitions
    return math.ceil(most) if math.isfinite(most) else math.inf
