"""Butterfield: fear that does not see the fear of others."""

from strategy_form import StrategyForm

from secdilemma.strategies.butterfield_fear import ButterfieldFear


class TestButterfieldFear(StrategyForm):
    """Butterfield: latent fear 1, +2 on arming, -1 on restraint, arms from 4, at most 6."""

    kind = ButterfieldFear
    minds = {1, 2, 3, 4, 5, 6}
    rules = [
        ({"alarm": 0}, "", 1),
        ({"alarm": 0}, "D", 1),
        ({"alarm": 0}, "D D", 0),
        ({"alarm": 0}, "D D C", 0),
        ({"alarm": 0}, "D D C C", 1),
        ({"alarm": 0}, "C C C C D", 1),
        ({"alarm": 0, "panic": 3}, "D", 0),
        ({"alarm": 0, "up": 1}, "D D", 1),
        ({"alarm": 0, "down": 2}, "D D C", 1),
        ({"alarm": 0}, "D D D C C", 0),
        ({"alarm": 0, "ceiling": 5}, "D D D C C", 1),
        ({"alarm": 0, "latent": 3}, "D", 0),
        ({}, "D", 0.99),
        ({"alarm": 0.5}, "D", 0.5),
        ({"alarm": 1, "panic": 2}, "C", 0),
        ({"alarm": 1, "panic": 3}, "C", 1),
    ]
