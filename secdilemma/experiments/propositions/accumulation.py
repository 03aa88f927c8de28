"""Does self-help start a competition? Stocks of arms as the reaction gain passes one."""

import numpy as np

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.intervals import mean_measure
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.games.armament import Arms
from secdilemma.matches.armed import play_armed
from secdilemma.matches.draws import pair_key
from secdilemma.matches.tally import Floats

GAINS = (0.5, 0.7, 0.9, 1.1, 1.3, 1.5)
TURNS = 1_000
SEED = 11
ACCUMULATOR = "herz-vicious-circle"


def stocks_by_gain(lab: Laboratory, cell: Cell) -> Floats:
    """Return stocks as shares of their most, ndarray(float, shape (gains, matches, 2)).

    The last axis is the middle of the match and its end. All gains share their random draws.
    """
    game, sight = lab.game(cell), lab.sight(cell)
    arms = Arms(depreciation=cell.number("depreciation"))
    key = np.array([pair_key(SEED, "one", "other")], np.uint64)
    made = []
    for gain in GAINS:
        one = lab.automaton(f"{ACCUMULATOR}:gain={gain:g}", game)
        pair = np.array([[0, 0]])
        found = play_armed(
            *([one], pair, key, game, sight, arms, TURNS),
            repetitions=lab.matches,
            marks=(TURNS // 2,),
        )
        made.append(found.stock[0].mean(axis=2) / arms.steady)
    return np.array(made)


def competition(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure the step in stocks where the gain passes one, and whether they rise below it."""
    stocks = stocks_by_gain(lab, cell)
    steps = np.diff(stocks[:, :, 1], axis=0)
    at = GAINS.index(1.1) - 1
    others = np.delete(steps.mean(axis=1), at).max()
    below = stocks[: at + 1, :, 1] - stocks[: at + 1, :, 0]
    worst = int(below.mean(axis=1).argmax())
    rise = stocks[at + 1 :, :, 1].mean(axis=0) - cell.number("depreciation")  # A_0 = 1
    return (
        mean_measure("step in stocks where the gain passes one", steps[at]),
        mean_measure("the same beyond any other step", steps[at] - others),
        mean_measure("rise of stocks above a gain of one", rise),
        mean_measure("late rise of stocks below it", below[worst], level=0.90),
    )


H3 = Proposition(
    id="H3",
    wording=(
        "states' means of self-help, trying to escape from the security dilemma by accumulating "
        "more and more power, generates a cycle of power competition"
    ),
    theorist="Herz",
    source="Herz 1950",
    intervention="reaction gain k from .5 to 1.5: how many armings answer one",
    control="the next lower gain, with the same random draws",
    measured="stocks of arms of two of a kind after 1,000 turns, as a share of the most possible",
    rule=(
        "stocks step up by more than .05 where k passes 1, by more than at any other step; they "
        "rise above it, and below it no longer move (equivalence within .05)"
    ),
    falsifier="no break at 1",
    experiment=competition,
    requirements=(
        Requirement("step in stocks where the gain passes one", low=SESOI),
        Requirement("the same beyond any other step", low=0.0),
        Requirement("rise of stocks above a gain of one", low=SESOI),
        Requirement.no_effect("late rise of stocks below it"),
    ),
    factors=("ambiguity", "threat_bias", "depreciation"),
    levels={"depreciation": (0.05, 0.1, 0.2)},
    quick={"depreciation": (0.1,)},
)
