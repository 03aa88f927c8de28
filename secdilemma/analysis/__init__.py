"""What a result means: metrics, verdicts, explanations, robustness, ratings, fingerprints."""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.analysis.causes import spirals as spirals
    from secdilemma.analysis.fingerprints import (
        ashlock_fingerprint as ashlock_fingerprint,
        transitive_fingerprint as transitive_fingerprint,
    )
    from secdilemma.analysis.metrics import Metrics as Metrics, measure as measure
    from secdilemma.analysis.rating import Ratings as Ratings, ratings as ratings
    from secdilemma.analysis.recovery import recover as recover
    from secdilemma.analysis.robustness import verdict_shares as verdict_shares
    from secdilemma.analysis.verdict import (
        Judgement as Judgement,
        Verdict as Verdict,
        judge as judge,
    )

_HOMES = {
    "Judgement": "verdict",
    "Metrics": "metrics",
    "Ratings": "rating",
    "Verdict": "verdict",
    "ashlock_fingerprint": "fingerprints",
    "judge": "verdict",
    "measure": "metrics",
    "ratings": "rating",
    "recover": "recovery",
    "spirals": "causes",
    "transitive_fingerprint": "fingerprints",
    "verdict_shares": "robustness",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__ = handed_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
