"""Deterrence: the deterrence model, and its opposite, appeasement."""

from strategy_form import StrategyForm

from secdilemma.strategies.appeaser import Appeaser
from secdilemma.strategies.jervis_deterrence import JervisDeterrence


class TestAppeaser(StrategyForm):
    kind = Appeaser
    minds = {0, 1, 2, 3}
    moves = [
        # three armings in a row, then armed until one restraint
        ({}, "DDDDDCDDC", "CCCDDDCCC"),
        ({}, "DDCDDCDDC", "CCCCCCCCC"),
        ({"patience": 1}, "DDC", "CDD"),
    ]


class TestJervisDeterrence(StrategyForm):
    """Jervis's deterrence model: two restraints in a row first; any arming resets."""

    kind = JervisDeterrence
    minds = {0, 1, 2}
    rules = [
        ({}, "", 0),
        ({}, "C", 0),
        ({}, "C C", 1),
        ({}, "C C C C", 1),
        ({}, "C C D", 0),
        ({}, "C C D C", 0),
        ({}, "C D C C", 1),
        ({"proof": 1}, "C", 1),
        ({"proof": 3}, "C C", 0),
        ({"proof": 0}, "D D", 1),
    ]
