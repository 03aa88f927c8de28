"""Does it feed itself? What one arming provokes, and whether arming follows arming."""

import math

from secdilemma.analysis.recovery import recover
from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.chains import course, reproduction_number
from secdilemma.experiments.propositions.harness.declaration import (
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import LONG_TERM, Laboratory
from secdilemma.games.comparison import at_least

MOST = 10.0
"""Armings provoked by one are counted up to here: some provoke without end."""
LADDERS = ("butterfield-fear", "jervis-spiral", "kydd-no-signal", "herz-vicious-circle", "tft")
QUICK_LADDERS = ("butterfield-fear", "jervis-spiral", "herz-vicious-circle", "tft")
DEPENDENT = 0.2


def impulse(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure what one misperception does to two of a kind that restrained."""
    game = lab.game(cell)
    automaton = lab.automaton(cell.word("strategy"), game)
    sight = lab.perception(cell.number("ambiguity"), 0.0)
    provoked = reproduction_number(automaton, sight)
    back = 1.0 if lab.setting.clear else recover(automaton, game, "misperception").probability
    vicious = float(at_least(provoked, 1.0) or not at_least(back, 1.0))
    calm = not (math.isnan(provoked) or math.isnan(back))
    return (
        Measure.exact("armings provoked by one", min(provoked, MOST) if calm else math.nan),
        Measure.exact("chance of recovery", back),
        Measure.exact("feeds itself", vicious if calm else math.nan),
        Measure.exact("calm to begin with", float(calm)),
    )


def persistence(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how much likelier mutual arming is after mutual arming than after restraint."""
    game = lab.game(cell)
    automaton = lab.automaton(cell.word("strategy"), game)
    found = course(automaton, game, lab.sight(cell), LONG_TERM.turns)
    return (Measure.exact("serial dependence", found.serial_dependence),)


H6 = Proposition(
    id="H6",
    wording="the dynamic of the security dilemma is a self-reinforcing “vicious cycle”",
    theorist="Herz",
    source="Herz 1950",
    intervention="one misperception between two of a kind that restrain",
    control="the same two without it",
    measured="armings provoked by one arming (reproduction number), and the chance of recovery",
    rule="one arming provokes at least one more, or restraint may never come back",
    falsifier="spirals that provoke less than they cost and always end",
    experiment=impulse,
    requirements=(
        Requirement("calm to begin with", low=0.5, premise=True),
        Requirement("feeds itself", low=0.5),
    ),
    factors=("strategy", "ambiguity"),
)

J7 = Proposition(
    id="J7",
    wording="the dynamic of the security dilemma is self-reinforcing and resembles a spiral",
    theorist="Jervis",
    source="Jervis 1976; Jervis 1978",
    intervention="mutual arming in this turn",
    control="mutual restraint in this turn",
    measured="P(mutual arming next turn) between two of a kind, over 1,000 turns",
    rule="more than .2 likelier after arming than after restraint",
    falsifier="mutual arming that comes and goes by chance",
    experiment=persistence,
    requirements=(Requirement("serial dependence", low=DEPENDENT),),
    factors=("strategy", "ambiguity", "threat_bias"),
    levels={"strategy": LADDERS},
    quick={"strategy": QUICK_LADDERS},
)
