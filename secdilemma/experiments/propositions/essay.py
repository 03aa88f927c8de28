"""The essay's own conclusion: not to be escaped, but to be weakened.

The remedies are tried as ``secdilemma solve`` tries them: on a field that begins in mistrust, net
of what they cost, and joined only by those who would join.
"""

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.experiments.remedies.effect import (
    Effect,
    Judged,
    anarchy_block,
    anarchy_outcomes,
    judge,
)
from secdilemma.experiments.remedies.ground import GREED, Ground, ground_of
from secdilemma.experiments.remedies.remedies import remedies
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament, Work

SEVERE = 0.10
CALCULATING = {"offensive-realist": "offensive-realist+payoff-aware"}
"""Greedy states that look at what a remedy makes of their payoffs."""
_WORK = Work(threads=1)


def ground(lab: Laboratory, cell: Cell) -> Ground:
    """Return the field of a cell, with a greedy state in it, in mistrust."""
    game, greedy = lab.game(cell), lab.setting.greedy
    seekers = tuple(Participant(lab.make(each), name=each) for each in lab.setting.seekers)
    wants = GREED * (game.row.R - game.row.P)
    other = Participant(lab.make(CALCULATING.get(greedy, greedy)), name="greedy", greed=wants)
    spec = Tournament((*seekers, other), game, lab.sight(cell), engine="exact")
    return ground_of(spec, lab.catalogue, trust=lab.setting.trust)


def judged_remedies(lab: Laboratory, field: Ground) -> list[Judged]:
    """Return the main remedies, judged."""
    anarchy = anarchy_block(field, _WORK)
    tried = [each for each in remedies(lab.make) if each.quick]
    return [judge(field, each, anarchy, _WORK) for each in tried]


def escaped_or_weakened(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure which remedies end the dilemma without trust, and which only weaken it."""
    field = ground(lab, cell)
    before = anarchy_outcomes(field, anarchy_block(field, _WORK))[1].severity
    found = judged_remedies(lab, field)
    best = min(each.assembled[1].severity for each in found)
    verdicts = [each.verdict for each in found]
    return (
        Measure.exact("severity that the best remedy takes away", before - best),
        Measure.exact("severity under anarchy", before),
        Measure.exact("remedies that solve it", verdicts.count(Effect.SOLVED)),
        Measure.exact("remedies that weaken it", verdicts.count(Effect.WEAKENED)),
        Measure.exact(
            "remedies that would if trust were there", verdicts.count(Effect.CONDITIONAL)
        ),
    )


E1 = Proposition(
    id="E1",
    wording=(
        "the security dilemma may not be possible to escape as a logical problem but may be "
        "weakened"
    ),
    theorist="the essay",
    source="the source essay",
    intervention="the main remedies, one at a time, joined by those who would join",
    control="anarchy, with the same mistrustful beginning",
    measured="severity for security seekers after 1,000 turns, costs included, and the class of "
    "each remedy (see secdilemma solve)",
    rule="no remedy is SOLVED, which asks for members who would join in mistrust; one is WEAKENED",
    falsifier="a remedy that solves it from mistrust, or none that weakens it",
    experiment=escaped_or_weakened,
    requirements=(
        Requirement("severity under anarchy", low=SEVERE, premise=True),
        Requirement("remedies that solve it", high=0.0),
        Requirement("remedies that weaken it", low=1.0),
    ),
    factors=("balance", "ambiguity", "threat_bias"),
    levels={"balance": (0.3, 0.7, 1.0)},
    quick={"balance": (0.7,), "threat_bias": (0.6,)},
)
