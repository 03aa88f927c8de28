"""Richardson (1960): the steady state of his equations, and of the ladder made after them."""

import numpy as np
import pytest
import support
from hypothesis import given, strategies as st
from oracles.richardson import Richardson
from scipy.integrate import solve_ivp

from secdilemma.errors import GameError
from secdilemma.games.perception import Perception, regime
from secdilemma.strategies.richardson_reactor import RichardsonReactor

constants = st.floats(0.05, 2.0)


@given(constants, constants, constants, constants, constants, constants)
def test_nothing_changes_in_the_steady_state(k, l, a, b, g, h):
    race = Richardson(k, l, a, b, g, h)
    if abs(a * b - k * l) > 1e-3:
        assert race.rates(*race.steady_state) == pytest.approx((0, 0), abs=1e-9)


@pytest.mark.parametrize(("reaction", "stable"), [(0.5, True), (0.9, True), (1.2, False)])
def test_armaments_settle_where_fatigue_outweighs_reaction(reaction, stable):
    race = Richardson(k=reaction, l=reaction, a=1.0, b=1.0, g=0.2, h=0.1)
    assert race.stable is stable
    path = solve_ivp(lambda _, z: race.rates(*z), (0, 200), [0.0, 0.0], rtol=1e-10, atol=1e-12)
    distance = np.abs(path.y[:, -1] - race.steady_state).max()
    assert distance < 1e-6 if stable else distance > 1e3


def test_where_reaction_and_fatigue_balance_there_is_no_steady_state():
    with pytest.raises(GameError, match="a b - k l is 0"):
        _ = Richardson(1, 1, 1, 1, 0.1, 0.1).steady_state


@pytest.mark.parametrize("name", ["k", "l", "a", "b"])
def test_constants_below_nothing_are_refused(name):
    with pytest.raises(GameError, match=rf"Richardson\.{name}"):
        Richardson(**{"k": 1, "l": 1, "a": 2, "b": 2, name: -1})


def expected(perception, reaction=0.3, fatigue=0.5, grievance=0.02):
    alarm, ambiguity = perception.false_alarm, perception.false_alarm + perception.miss
    return (grievance + reaction * alarm) / (fatigue - reaction * (1 - ambiguity))


CASES = [
    (Perception(), 0.1),
    (regime("perA"), 0.1913),
    (regime("per5"), None),
    (regime("W34"), None),
]


@support.jitted()
@pytest.mark.parametrize(("perception", "printed"), CASES)
def test_the_ladder_arms_as_often_as_its_steady_state(perception, printed):
    """P(D)* = (g + k e_CD) / (mu - k (1 - a)): ambiguity acts as one more grievance.

    Exact for a ladder whose top is never reached; forty steps are as good as that.
    """
    met = support.with_itself(RichardsonReactor(ceiling=40), perception)
    arming = 1 - met.cooperation[0]
    assert arming == pytest.approx(expected(perception), abs=1e-9)
    if printed is not None:
        assert arming == pytest.approx(printed, abs=5e-5)


def test_the_default_ladder_is_cut_off_by_its_top_only_a_little():
    met = support.with_itself(RichardsonReactor(), regime("perA"))
    assert 1 - met.cooperation[0] == pytest.approx(expected(regime("perA")), abs=5e-4)


@support.jitted()
def test_reaction_above_fatigue_runs_away():
    calm = support.with_itself(RichardsonReactor(ceiling=40, reaction=0.3), regime("perA"))
    runaway = support.with_itself(RichardsonReactor(ceiling=40, reaction=0.7), regime("perA"))
    assert 1 - runaway.cooperation[0] > 0.9 > 1 - calm.cooperation[0]
