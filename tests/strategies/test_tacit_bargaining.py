"""Tacit bargaining: a trigger over a window of turns."""

from strategy_form import StrategyForm

from secdilemma.strategies.downs_rocke_trigger import DownsRockeTrigger


class TestDownsRockeTrigger(StrategyForm):
    """Downs and Rocke: two of the last three."""

    kind = DownsRockeTrigger
    minds = {"CCC", "CCD", "CDC", "CDD", "DCC", "DCD", "DDC", "DDD"}
    rules = [
        ({}, "D", 1),
        ({}, "D C D", 0),
        ({}, "D C D C", 1),
        ({}, "D D", 0),
        ({}, "D D C", 0),
        ({}, "D C C D", 1),
        ({"window": 2}, "D C D", 1),
        ({"window": 4}, "D C C D", 0),
        ({"trigger": 1}, "D C C", 0),
        ({"trigger": 1}, "D C C C", 1),
        ({"trigger": 0}, "", 0),
        ({"trigger": 4}, "D D D D", 1),
    ]
