"""Scores that leave nothing to chance, in every lane.

Sources: Axelrod (1980) for 200 turns, Beaufils, Delahaye and Mathieu (1997) for Gradual's 1,000;
design notes 7B.
"""

import pytest
import support

from secdilemma import ARM, RESTRAIN
from secdilemma.strategies.gradual import MOST, Gradual
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.majority import SoftMajority
from secdilemma.strategies.memory_one import Wsls
from secdilemma.strategies.probers import Prober
from secdilemma.strategies.tit_for_tat import Stft, Tf2t, Tft
from secdilemma.strategies.unconditional import AllC, AllD


class Undercutter:
    """It is tit for tat, but arms in the last two turns, as Tideman and Chieruzzi's entry did."""

    def begin(self, context):
        return (context.turns, RESTRAIN)

    def respond(self, mind):
        left, answer = mind
        return ARM if left <= 2 else answer

    def interpret(self, mind, own, seen):
        del own
        return (mind[0] - 1, seen)


IN_200_TURNS = [
    (Tft(), Tft(), 600, 600),
    (Tft(), AllD(), 199, 204),
    (Grim(), AllD(), 199, 204),
    (Tf2t(), AllD(), 198, 208),
    (Wsls(), AllD(), 100, 600),
    (Stft(), Tft(), 500, 500),
    (Tft(), Undercutter(), 595, 600),
    (Undercutter(), Undercutter(), 596, 596),
    (AllC(), AllD(), 0, 1000),
]


def names(each):
    return type(each).__name__ if hasattr(each, "begin") else str(each)


@pytest.mark.parametrize("lane", support.LANES)
@pytest.mark.parametrize(("first", "second", "mine", "theirs"), IN_200_TURNS, ids=names)
def test_scores_in_200_turns(first, second, mine, theirs, lane):
    match = support.meet(first, second, horizon=support.over(200), engine=lane)
    assert [200 * each for each in match.payoff] == pytest.approx([mine, theirs], abs=1e-9)


GRADUAL = [
    (AllC(), 3000),
    (AllD(), 915),
    (Tft(), 3000),
    (Grim(), 3000),
    (support.Periodic("DDC"), 2219),
    (support.Periodic("CCD"), 3472),
    (SoftMajority(memory=500), 3000),
    (Stft(), 2996),
    (Prober(), 2999),
    (Gradual(memory=MOST), 3000),
    (Wsls(), 3000),
]


@pytest.mark.parametrize("lane", ["exact", "interpreted"])
@pytest.mark.parametrize(("rival", "score"), GRADUAL, ids=names)
def test_gradual_in_1000_turns(rival, score, lane):
    match = support.meet(Gradual(memory=MOST), rival, horizon=support.over(1000), engine=lane)
    assert 1000 * match.payoff[0] == pytest.approx(score, abs=1e-9)


@support.jitted()
@pytest.mark.parametrize(("rival", "score"), GRADUAL, ids=names)
def test_gradual_in_1000_turns_sampled(rival, score):
    match = support.meet(
        Gradual(memory=MOST), rival, horizon=support.over(1000), engine="simulated"
    )
    assert 1000 * match.payoff[0] == pytest.approx(score, abs=1e-9)
    assert match.deviation == pytest.approx(0, abs=1e-6)
