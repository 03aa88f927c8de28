"""Richardson: arms races as reaction, fatigue and grievance."""

from strategy_form import StrategyForm

from secdilemma.strategies.richardson_reactor import RichardsonReactor


class TestRichardsonReactor(StrategyForm):
    """Richardson: P(arm) = level / 8; up with .3 [arming seen] + .02, down with .5 level / 8."""

    kind = RichardsonReactor
    minds = {0, 1, 2, 3, 4, 5, 6, 7, 8}
    rules = [
        ({}, "", 1),
        ({}, "D", 1 - 0.32 / 8),
        ({}, "C", 1 - 0.02 / 8),
        ({"reaction": 0}, "D", 1 - 0.02 / 8),
        ({"grievance": 0}, "C C", 1),
        ({"ceiling": 1}, "D", 0.68),
        ({"ceiling": 1, "reaction": 1, "grievance": 0}, "D C", 0.5),
        ({"ceiling": 1, "reaction": 1, "grievance": 0, "fatigue": 0}, "D C", 0),
        ({"ceiling": 1, "reaction": 0.5, "grievance": 0}, "D D", 0.375),
        ({"ceiling": 2, "reaction": 1, "grievance": 0, "fatigue": 1}, "D D C", 0.625),
        ({"reaction": 1, "grievance": 1, "fatigue": 0}, "D D D D D D D D D", 0),
    ]
