"""Present and future intentions: what is known today may be wrong tomorrow.

Types are public and nothing is misread. A state that seeks security restrains where its belief
that the other will restrain is at least what the game asks: the trust threshold of a stag hunt, the
basin of arming of a repeated prisoner's dilemma. With chance λ a type has changed by the time it
acts, so that the belief in a state known for a seeker is 1 - λ.
"""

from itertools import product

import numpy as np

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.thresholds import basin_of_arming, trust_threshold

CHANGES = (0.0, 0.05, 0.1, 0.2, 0.4)


def trust_needed(payoffs: Payoffs, patience: float) -> float:
    """Return the belief in the other's restraint at which a security seeker restrains.

    Parameters
    ----------
    payoffs
        Its own.
    patience
        The chance of another turn, which counts in a prisoner's dilemma only.
    """
    if payoffs.kind == "stag hunt":
        return trust_threshold(payoffs)
    if payoffs.kind == "harmony":
        return 0.0
    return basin_of_arming(payoffs, patience)


def arming_among_seekers(change: float, need: float) -> float:
    """Return how often two states arm against each other although both seek security.

    Exact: the chain of two types, each a seeker or greedy, that change with chance λ a turn. Both
    begin as seekers; of the turns in which both act as seekers, over the long run.

    Parameters
    ----------
    change
        λ, from 0.
    need
        The belief from which a seeker restrains; above 1 it never does.
    """
    flip = np.array([[1 - change, change], [change, 1 - change]])
    known = np.full(2, 0.5) if change > 0 else np.array([1.0, 0.0])
    both = armed = 0.0
    for first, second in product((0, 1), repeat=2):  # types as they are known, 0 a seeker
        weight = known[first] * known[second] * flip[first, 0] * flip[second, 0]
        restrains = [1 - change if other == 0 else change for other in (second, first)]
        both += weight
        armed += weight * all(belief < need for belief in restrains)
    return armed / both


def changing_types(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how mutual arming of seekers rises with the chance that types change."""
    need = trust_needed(lab.game(cell).row, cell.number("patience"))
    armed = [arming_among_seekers(_change(lab, change), need) for change in CHANGES]
    return (
        Measure.exact("rise in mutual arming as intentions may change", max(armed) - armed[0]),
        Measure.exact("mutual arming while they cannot", armed[0]),
    )


def _change(lab: Laboratory, change: float) -> float:
    """Return the chance of change in this world: none where everything is clear."""
    return 0.0 if lab.setting.clear else change


J2 = Proposition(
    id="J2",
    wording=(
        "states' uncertainty and fears about each other's present and future intentions is crucial "
        "for forming and maintaining the security dilemma"
    ),
    theorist="Jervis",
    source="Jervis 1978",
    intervention="types are public, but change with chance λ from 0 to .4",
    control="types are public and fixed",
    measured="mutual arming in turns in which both are security seekers, nothing misread",
    rule="it rises by more than .05, from at most .05",
    falsifier="seekers who restrain whatever may come, or arm although nothing can change",
    experiment=changing_types,
    requirements=(
        Requirement("mutual arming while they cannot", high=SESOI),
        Requirement("rise in mutual arming as intentions may change", low=SESOI),
    ),
    factors=("balance", "patience"),
    levels={
        "balance": (0.3, 0.4, 0.5, 0.7, 1.0),
        "patience": (0.5, 0.8, 0.9, 0.95, 0.99),
    },
    quick={"balance": (0.3, 0.4, 0.7, 1.0), "patience": (0.5, 0.9, 0.99)},
)
