"""Is uncertainty the condition? What is left of the dilemma when nothing is misread."""

import numpy as np

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import LONG_TERM, Laboratory

DOSES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
BIASES = (0.0, 0.6, 1.0)
USUAL = 0.10


def _with_itself(lab: Laboratory, cell: Cell, ambiguity: float, bias: float, outcome: int) -> float:
    game, sight = lab.game(cell), lab.perception(ambiguity, bias)
    return float(lab.alone(cell.word("strategy"), game, sight, LONG_TERM)[outcome])


def without_uncertainty(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure mutual arming of two of a kind with and without ambiguity."""
    bias = cell.number("threat_bias")
    clear, usual = (_with_itself(lab, cell, a, bias, 3) for a in (0.0, USUAL))
    return (
        Measure.exact("what uncertainty adds", usual - clear),
        Measure.exact("mutual arming without it", clear),
        Measure.exact("mutual arming with it", max(usual, clear)),
    )


def dose_response(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how mutual restraint falls from dose to dose of ambiguity."""
    bias = cell.number("threat_bias")
    kept = np.array([_with_itself(lab, cell, a, bias, 0) for a in DOSES])
    return (
        Measure.exact("fall in restraint over the doses", kept[0] - kept[-1]),
        Measure.exact("least fall from dose to dose", float(-np.diff(kept).max())),
    )


def bias_response(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how mutual restraint falls with threat bias, at the same ambiguity."""
    ambiguity = cell.number("ambiguity")
    kept = np.array([_with_itself(lab, cell, ambiguity, bias, 0) for bias in BIASES])
    return (
        Measure.exact("fall in restraint from no bias to the worst case", kept[0] - kept[-1]),
        Measure.exact("least fall from step to step", float(-np.diff(kept).max())),
    )


B2 = Proposition(
    id="B2",
    wording="it requires uncertainty over others' intentions",
    theorist="Butterfield",
    source="Butterfield 1951",
    intervention="nothing is misread (a = 0)",
    control="ambiguity a = .1",
    measured="mutual arming of two security seekers of a kind, 1,000 turns",
    rule="at most .05 without uncertainty where it is more than .10 with or without it",
    falsifier="security seekers who arm against each other although nothing is misread",
    experiment=without_uncertainty,
    requirements=(
        Requirement("mutual arming with it", low=2 * SESOI, premise=True),
        Requirement("mutual arming without it", high=SESOI),
    ),
    factors=("strategy", "threat_bias"),
)

B5 = Proposition(
    id="B5",
    wording="it can be exacerbated by psychological factors",
    theorist="Butterfield",
    source="Butterfield 1951",
    intervention="threat bias β from 0 to .6 to 1",
    control="the same ambiguity without bias",
    measured="mutual restraint of two of a kind, 1,000 turns",
    rule="restraint falls at every step, and by more than .05 in all",
    falsifier="restraint that does not fall with bias",
    experiment=bias_response,
    requirements=(
        Requirement("fall in restraint from no bias to the worst case", low=SESOI),
        Requirement("least fall from step to step", low=0.0),
    ),
    factors=("strategy", "ambiguity"),
)

H2 = Proposition(
    id="H2",
    wording=(
        "an immediate cause of the security dilemma is states' uncertainty and fears about each "
        "other's intentions to do harm under anarchy"
    ),
    theorist="Herz",
    source="Herz 1950",
    intervention="ambiguity from 0 to .3 in seven doses",
    control="the dose before",
    measured="mutual restraint of two of a kind, 1,000 turns",
    rule="no dose adds restraint (.005 at most), and over all doses more than .05 is lost",
    falsifier="restraint that does not fall with the dose",
    experiment=dose_response,
    requirements=(
        Requirement("fall in restraint over the doses", low=SESOI),
        Requirement("least fall from dose to dose", low=-0.005),
    ),
    factors=("strategy", "threat_bias"),
)
