"""How long one mistake keeps two of a kind from mutual restraint.

Source: design notes 6, metric 3, and 7A, item 13; all at T 5, R 3, P 1, S 0.
"""

import math

import numpy as np
import pytest
import support

from secdilemma import ARM, RESTRAIN, explore
from secdilemma.analysis.recovery import mistake_of, recover
from secdilemma.automata.automaton import Automaton
from secdilemma.games.perception import REGIMES
from secdilemma.strategies.contrite_tit_for_tat import ContriteTitForTat
from secdilemma.strategies.defensive_realist import DefensiveRealist
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.memory_one import Wsls, Zdgtft2
from secdilemma.strategies.osgood_grit import OsgoodGrit
from secdilemma.strategies.tit_for_tat import Gtft, Gtft10, Tf2t, Tft
from secdilemma.strategies.unconditional import AllD

RECOVERS = [
    (Gtft(), "misperception", 3.0, 2.0),
    (Gtft10(), "misperception", 10.0, 9.0),
    (Zdgtft2(), "misperception", 8.0, 7.0),
    (Wsls(), "misperception", 2.0, 5.0),
    (Wsls(), "execution", 1.0, 4.0),
    (ContriteTitForTat(), "execution", 1.0, 1.0),
    (DefensiveRealist(), "misperception", 4.0, 4.0),
    (OsgoodGrit(), "misperception", 2.0, 2.0),
]


@pytest.mark.parametrize(("strategy", "mistake", "turns", "loss"), RECOVERS)
def test_recovery_as_printed(strategy, mistake, turns, loss):
    found = recover(explore(strategy), support.AXELROD, mistake)
    assert found.probability == pytest.approx(1.0, abs=1e-9)
    assert found.turns == pytest.approx(turns, abs=1e-9)
    assert found.loss == pytest.approx(loss, abs=1e-9)


@pytest.mark.parametrize("generosity", [0.05, 0.25, 0.5, 1.0])
def test_generosity_recovers_as_a_geometric_wait(generosity):
    found = recover(explore(Gtft(generosity=generosity)), support.AXELROD, "misperception")
    assert found.turns == pytest.approx(1 / generosity, abs=1e-9) or generosity == 1.0
    assert found.loss == pytest.approx((1 / generosity - 1) * (2 * 3 - 5 - 0), abs=1e-9)


@pytest.mark.parametrize(
    ("strategy", "mistake"),
    [
        (Tft(), "misperception"),
        (Tft(), "execution"),
        (Grim(), "execution"),
        (ContriteTitForTat(), "misperception"),
    ],
)
def test_those_that_never_recover(strategy, mistake):
    found = recover(explore(strategy), support.AXELROD, mistake)
    assert found.probability == pytest.approx(0.0, abs=1e-9)
    assert found.turns == math.inf
    assert found.loss == math.inf


def test_two_tats_hardly_notice_one():
    found = recover(explore(Tf2t()), support.AXELROD, "misperception")
    assert (found.probability, found.loss) == (1.0, 0.0)


def test_there_is_nothing_to_recover_where_there_was_no_restraint():
    assert math.isnan(recover(explore(AllD()), support.AXELROD, "execution").probability)


@pytest.mark.parametrize(
    ("regime", "mistake"),
    [("exec1", "execution"), ("perA", "misperception"), ("W12", "misperception")],
)
def test_the_kind_of_mistake_an_environment_has(regime, mistake):
    assert mistake_of(REGIMES[regime]) == mistake


def test_both_may_begin_in_any_mind():
    """Half begin as tft and half as all-c: only two tfts never mend a misperception."""
    mixed = explore(Tft())
    n = len(mixed)
    half = Automaton(
        name="half",
        minds=(*mixed.minds, "all-c"),
        start=np.append(mixed.start / 2, 0.5),
        responses=np.vstack([mixed.responses, [1.0, 0.0, 0.0]]),
        edge_start=np.append(mixed.edge_start, mixed.edge_start[-1] + np.arange(1, 5)),
        edge_target=np.append(mixed.edge_target, [n] * 4),
        edge_probability=np.append(mixed.edge_probability, [1.0] * 4),
    )
    found = recover(half, support.AXELROD, "misperception")
    assert found.probability == pytest.approx(0.75, abs=1e-12)


@pytest.mark.parametrize("period", [3, 7, 10])
def test_settled_peace_that_goes_in_a_cycle_counts_each_turn_of_it_alike(period):
    """It bears a grudge in one of `period` turns, and forgets in the others."""
    found = recover(explore(Watchful(period)), support.AXELROD, "misperception")
    assert found.probability == pytest.approx(1 - 1 / period, abs=1e-12)


class Watchful:
    """It restrains, looks once in `period` turns, and arms for ever if it sees arming then."""

    def __init__(self, period):
        self.period = period

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM if mind == "grudge" else RESTRAIN

    def interpret(self, mind, own, seen):
        del own
        if mind == "grudge" or (mind == 0 and seen is ARM):
            return "grudge"
        return (mind + 1) % self.period
