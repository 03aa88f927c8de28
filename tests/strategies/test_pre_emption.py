"""Pre-emption: to strike before one is struck."""

from strategy_form import StrategyForm

from secdilemma.strategies.preemptor import Preemptor


class TestPreemptor(StrategyForm):
    kind = Preemptor
    minds = {0, 1, 2, 3}
    moves = [
        # three rungs of fear; at the top it strikes, for ever
        ({}, "DDDCCCC", "CCCWWWW"),
        ({}, "DDCDCDDD", "CCCCCCCW"),
        ({}, "CCDDDD", "CCCCCW"),
        ({"top": 1}, "DCC", "CWW"),
    ]
