"""What a result means: metrics, verdicts, explanations, robustness, ratings, fingerprints.

================  ==================================================================================
``causes``        what broke the peace: but-for replay of a match
``encounters``    what expected shares of outcomes do not say of a match: who wins it, and what
                  follows what
``explanation``   a judgement in words: the reason in a sentence, and the whole of it in a page
``fingerprints``  fingerprints: what a strategy does against a square of probes, or turn by turn
``metrics``       what is measured of each participant before anyone judges it
``rating``        axelrod's measures of a tournament, under its names, from outcome frequencies
``recovery``      recovery: how long one mistake between two of a kind keeps them from mutual
                  restraint
``robustness``    robustness: the verdict over draws of a strategy's parameters around their
                  defaults
``verdict``       the verdict: does a strategy sustain cooperation, how sure is that, and why
``figures/``      pictures: arrays in, a figure out
================  ==================================================================================
"""

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
__getattr__, __dir__ = handed_on(__name__, _HOMES)
