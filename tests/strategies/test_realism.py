"""Realism, defensive and offensive."""

from strategy_form import StrategyForm, chance

from secdilemma import ARM, RESTRAIN, STRIKE, Context
from secdilemma.games import Game, Payoffs, War
from secdilemma.strategies.defensive_realist import DefensiveRealist
from secdilemma.strategies.offensive_realist import OffensiveRealist


class TestDefensiveRealist(StrategyForm):
    """Defensive realist: gap within ±3, arms above 0, closes by one with probability .2."""

    kind = DefensiveRealist
    minds = {-3, -2, -1, 0, 1, 2, 3}
    rules = [
        ({}, "", 1),
        ({}, "D", 0.2),
        ({"leak": 0}, "D", 0),
        ({"leak": 1}, "D", 1),
        ({"leak": 0.5}, "D D", 0.25),
        ({"leak": 0}, "D DC", 1),
        ({"leak": 0}, "D DD", 0),
        ({"leak": 0}, "DC D", 1),
        ({"leak": 0}, "DC D D", 0),
        ({"leak": 0.5}, "DC D", 0.75),
        ({"leak": 0, "tolerance": 1}, "D", 1),
        ({"leak": 0, "tolerance": 1}, "D D", 0),
        ({"leak": 0}, "D D D D DC DC DC", 1),
        ({"leak": 0, "reach": 4}, "D D D D DC DC DC", 0),
        ({"leak": 0}, "DC DC DC DC D D D D", 0),
        ({"leak": 0, "reach": 4}, "DC DC DC DC D D D D", 1),
        ({"reach": 0}, "D D D", 1),
    ]


class TestOffensiveRealist(StrategyForm):
    """Offensive realist: arms; after three turns of resistance one lull."""

    kind = OffensiveRealist
    minds = {("lull", 0), ("lull", 1), ("lull", 2), ("lull", 3)}
    rules = [
        ({}, "", 0),
        ({}, "DD DD", 0),
        ({}, "DD DD DD", 1),
        ({}, "DD DD DD D", 0),
        ({}, "DD DD DD C", 0),
        ({}, "DD DD DC DD DD", 0),
        ({}, "DD DD DC DD DD DD", 1),
        ({"stale": 1}, "DD", 1),
        ({"strikes": True}, "DD DD DD", 1),
    ]


AXELROD = Payoffs(T=5, R=3, P=1, S=0)


def balked(war, *, strikes=True, seat=0, payoffs=AXELROD, column=None):
    """Return what the offensive realist does when balked, in words."""
    context = Context(game=Game("test", payoffs, column, war), seat=seat)
    strategy = OffensiveRealist(strikes=strikes)
    assert chance(strategy, "", ARM, context) == 1
    assert chance(strategy, "DD DD", ARM, context) == 1
    odds = {
        action.name: chance(strategy, "DD DD DD", action, context)
        for action in (RESTRAIN, ARM, STRIKE)
    }
    (name,) = [name for name, p in odds.items() if p == 1]
    return name


def test_offensive_realist_strikes_when_balked_and_war_pays():
    # φ = 1: it wins with probability .731, worth .731 x 5 - 2 = 1.66 a turn; mutual arming pays 1
    assert balked(War(first_strike=1)) == "STRIKE"


def test_offensive_realist_waits_where_war_pays_less():
    # φ = 0: ½ x 5 - 2 = ½ a turn
    assert balked(War(first_strike=0)) == "RESTRAIN"
    assert balked(War(first_strike=0), payoffs=Payoffs(T=5, R=3, P=0.5, S=0)) == "RESTRAIN"


def test_offensive_realist_strikes_where_peace_is_bad_enough():
    assert balked(War(first_strike=0), payoffs=Payoffs(T=2, R=0, P=-2, S=-4)) == "STRIKE"


def test_offensive_realist_waits_without_leave_or_means_to_strike():
    assert balked(War(first_strike=1), strikes=False) == "RESTRAIN"
    assert balked(War(first_strike=1, strike=False)) == "RESTRAIN"
    assert balked(None) == "RESTRAIN"
    assert chance(OffensiveRealist(strikes=True), "DD DD DD") == 1


def test_offensive_realist_reckons_for_its_own_seat():
    war = War(power_ratio=4)  # the first seat wins with probability .8: 2 a turn; the second: -1
    assert balked(war, seat=0) == "STRIKE"
    assert balked(war, seat=1) == "RESTRAIN"
    rich = Payoffs(T=9, R=8, P=7, S=6)
    assert balked(War(first_strike=1), seat=0, column=rich) == "STRIKE"
    assert balked(War(first_strike=1), seat=1, column=rich) == "RESTRAIN"
