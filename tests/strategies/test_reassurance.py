"""Reassurance: costly signals, graduated reduction, unilateral initiatives."""

import pytest
from strategy_form import StrategyForm

from secdilemma import ARM, RESTRAIN, explore
from secdilemma.strategies.kydd import KyddNoSignal, KyddReassurer
from secdilemma.strategies.osgood_grit import OsgoodGrit
from secdilemma.strategies.plous_initiatives import PlousInitiatives


class TestKyddReassurer(StrategyForm):
    """Kydd: belief 0 to 8, restrains from 4; a signal of two turns; +1 and -2; again with .1."""

    kind = KyddReassurer
    minds = {0, 1, 2, 3, 4, 5, 6, 7, 8, ("signal", 1), ("signal", 2)}
    rules = [
        ({}, "", 1),
        ({}, "D", 1),
        ({}, "D D", 0),
        ({}, "D C", 1),
        ({}, "C", 1),
        ({}, "C D", 0.1),
        ({}, "C C D", 1),
        ({}, "D D C", 0.1),
        ({}, "D D C C", 1),
        ({}, "C D D", 0.1 + 0.9 * 0.1),
        ({"retry": 0}, "C D D", 0),
        ({"retry": 1}, "C D", 1),
        ({"up": 2}, "C D", 1),
        ({"down": 1}, "C D", 1),
        ({"signal": 1}, "D", 0),
        ({"signal": 3}, "D D", 1),
        ({"signal": 3}, "D D D", 0),
        ({"threshold": 1}, "D D", 0),
        ({"threshold": 0}, "D D D D", 1),
        ({"threshold": 7, "retry": 0}, "C C D", 0),
        ({"retry": 0}, "C C C C C D D", 1),
        ({"retry": 0}, "C C C C C D D D", 0),
        ({"retry": 0, "ceiling": 6}, "C C C C C D D", 0),
    ]


class TestKyddNoSignal(StrategyForm):
    kind = KyddNoSignal
    rules = [
        ({}, "D", 1),
        ({}, "C D", 0),
        ({}, "C D D D D", 0),
        ({}, "C D C", 1),
        ({"retry": 0.1}, "C D", 0.1),
    ]


class TestOsgoodGrit(StrategyForm):
    kind = OsgoodGrit
    moves = [
        # calm, retaliation, two initiatives, retaliation, one initiative, six firm, and again
        ({}, "D" * 22, "CDCCDCDDDDDDCCDCDDDDDD"),
        ({"first": 1}, "D" * 20, "CDCDCDDDDDDCDCDDDDDD"),
        ({"first": 0}, "D" * 11, "CDDCDDDDDDD"),
        ({"second": 0}, "D" * 14, "CDCCDDDDDDDCCD"),
        ({"firm": 0}, "D" * 12, "CDCCDCCCDCCC"),
        ({"firm": 2}, "D" * 10, "CDCCDCDDCC"),
        ({"first": 0, "second": 0, "firm": 0}, "D" * 5, "CDDDD"),
        ({}, "DCCDCCC", "CDCCDCC"),  # reciprocated at once: the next arming is a new one
        ({}, "DDDCDDDD", "CDCCCDCC"),  # reciprocated in the second turn
        ({}, "DDDDDDDCDD", "CDCCDCDDCD"),  # restraint seen while firm
    ]


class TestPlousInitiatives(StrategyForm):
    kind = PlousInitiatives
    moves = [
        # five turns of restraint, then tit for tat
        ({}, "DDDDDDCC", "CCCCCDDC"),
        ({}, "DDDDCDC", "CCCCCCD"),
        ({"initiatives": 2}, "DDDC", "CCDD"),
        ({"initiatives": 0}, "DDC", "CDD"),
    ]


def test_only_kydds_control_never_signals_again():
    again = explore(KyddReassurer()).transition(2, ARM, ARM)
    assert again == pytest.approx({0: 0.9, ("signal", 2): 0.1})
    assert explore(KyddReassurer()).transition(6, RESTRAIN, ARM) == {4: 1.0}  # still trusts
    assert explore(KyddNoSignal()).transition(2, ARM, ARM) == {0: 1.0}
