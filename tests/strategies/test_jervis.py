"""Jervis: the spiral model."""

from strategy_form import StrategyForm

from secdilemma.strategies.jervis_spiral import JervisSpiral


class TestJervisSpiral(StrategyForm):
    """Jervis's spiral: P(arm) 0, .2, .5, .9 up the ladder; down with probability .8."""

    kind = JervisSpiral
    minds = {"calm", "wary", "tense", "hostile"}
    rules = [
        ({}, "", 1),
        ({}, "D", 0.8),
        ({}, "D D", 0.5),
        ({}, "D D D", 0.1),
        ({}, "D D D D", 0.1),
        ({}, "D C", 0.96),
        ({}, "D D D C", 0.8 * 0.5 + 0.2 * 0.1),
        ({"down": 0}, "D C", 0.8),
        ({"down": 1}, "D C", 1),
        ({"calm": 0.3}, "", 0.7),
        ({"wary": 0}, "D", 1),
        ({"tense": 1}, "D D", 0),
        ({"hostile": 0}, "D D D", 1),
    ]
