"""Is it tragic? And does it help to see oneself as others do."""

from dataclasses import replace

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import LONG_TERM, Laboratory
from secdilemma.experiments.propositions.origins import selected

LOSS = 0.1
MIXED, SELECTED = "as it is", "after selection"


def inefficiency(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure what security seekers lose of what mutual restraint would give them."""
    game, sight = lab.game(cell), lab.sight(cell)
    seekers = lab.setting.seekers
    if cell.word("population") == MIXED:
        mean = float(lab.play(seekers, game, sight, LONG_TERM).payoff[0].mean())
    else:
        mean = selected(lab, seekers, game, sight).payoff
    return (Measure.exact("loss of efficiency", (game.row.R - mean) / (game.row.R - game.row.P)),)


def sensibility(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure what full sensibility adds to mutual restraint of two of a kind."""
    game, sight = lab.game(cell), lab.sight(cell)
    kept = [
        float(lab.alone(cell.word("strategy"), game, replace(sight, sensibility=s))[0])
        for s in (0.0, 1.0)
    ]
    return (
        Measure.exact("restraint that sensibility adds", kept[1] - kept[0]),
        Measure.exact("room for more restraint", 1 - kept[0]),
    )


B4 = Proposition(
    id="B4",
    wording="it produces tragic results",
    theorist="Butterfield",
    source="Butterfield 1951",
    intervention="1,000 turns among security seekers, who all prefer restraint to an arms race",
    control="mutual restraint throughout",
    measured="loss of efficiency, 1 - (mean payoff - P) / (R - P), of a field as it is, and of "
    "what selection leaves of it",
    rule="more than .1 is lost",
    falsifier="a population that keeps .9 of what restraint is worth",
    experiment=inefficiency,
    requirements=(Requirement("loss of efficiency", low=LOSS),),
    factors=("population", "balance", "ambiguity", "threat_bias"),
    levels={"population": (MIXED, SELECTED)},
)

BW3 = Proposition(
    id="BW3",
    wording=(
        "the dilemma can be weakened; it can be intensified by states failing to see themselves as "
        "others do"
    ),
    theorist="Booth and Wheeler",
    source="Booth and Wheeler 2008",
    intervention="sensibility 1: arming seen after one's own arming may have been an answer",
    control="sensibility 0",
    measured="mutual restraint of two of a kind, 1,000 turns",
    rule="more than .05 is added, where there is room for it",
    falsifier="sensibility that adds nothing",
    experiment=sensibility,
    requirements=(
        Requirement("room for more restraint", low=SESOI, premise=True),
        Requirement("restraint that sensibility adds", low=SESOI),
    ),
    factors=("strategy", "ambiguity", "threat_bias"),
)
