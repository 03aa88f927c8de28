"""How an institution leads a strategy: its beginning, its actions, its readings."""

import pytest
import support

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, info_of
from secdilemma.games.actions import ARM, RESTRAIN
from secdilemma.games.arms import preset
from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs
from secdilemma.institutions.conduct import (
    Armed,
    Balancing,
    Bound,
    Calculating,
    Opening,
    Rereading,
    Treaty,
)

TFT = support.Reactive(1.0, 0.0)
COUNTING = support.Periodic("CCCD")


class Asking:
    """It begins by the length of the match."""

    def begin(self, context):
        return context.turns

    def respond(self, mind):
        return float(mind != 7)

    def interpret(self, mind, own, seen):
        del own, seen
        return mind


def begun(strategy, context=None):
    return dict(distributions.begin(strategy, context or Context(), "test"))


def test_a_mistrustful_opening_is_the_mind_after_a_stretch_of_arming():
    assert begun(Opening(TFT, 0.0, 1)) == {1: 1.0}
    assert begun(Opening(TFT, 0.3, 5)) == {0: 0.3, 1: 0.7}
    assert begun(Opening(COUNTING, 0.0, 3)) == {3: 1.0}


def test_an_opening_follows_what_is_left_to_chance():
    class Doubting(support.Reactive):
        def interpret(self, last, own, seen):
            del own
            return {0: 0.25, 1: 0.75} if last == 0 and seen else last

    assert begun(Opening(Doubting(1.0, 0.0), 0.0, 2)) == pytest.approx({0: 0.0625, 1: 0.9375})


def test_it_asks_for_the_match_only_where_the_strategy_does():
    assert not distributions.wants_context(Opening(TFT, 0.5, 2))
    assert distributions.wants_context(Opening(Asking(), 0.5, 2))
    assert begun(Balancing(Asking(), 0.5), Context(turns=7)) == {Armed(): 0.5, 7: 0.5}


def test_a_balancing_state_arms_throughout():
    made = Balancing(TFT, 0.4)
    assert made.respond(Armed()) is ARM
    assert made.interpret(Armed(), ARM, RESTRAIN) == Armed()
    assert made.respond(0) == 1.0


def test_a_suspicious_reading_takes_restraint_for_arming():
    made = Rereading(TFT, RESTRAIN, 0.3)
    assert made.interpret(0, RESTRAIN, RESTRAIN) == {0: 0.7, 1: 0.3}
    assert made.interpret(0, RESTRAIN, ARM) == 1


def test_a_treaty_binds_for_its_term():
    made = Bound(support.Periodic("D"), 2, 0.0)
    (mind,) = begun(made)
    assert mind == Treaty(2, 0)
    assert made.respond(mind) is RESTRAIN
    (mind,) = made.interpret(mind, RESTRAIN, ARM)
    (mind,) = made.interpret(mind, RESTRAIN, ARM)
    assert mind == 0
    assert made.respond(mind) == 0.0


def test_seen_arming_makes_a_state_leave_a_treaty():
    made = Bound(TFT, 5, 0.5)
    assert made.interpret(Treaty(5, 0), RESTRAIN, ARM) == {1: 0.5, Treaty(4, 1): 0.5}
    assert made.interpret(Treaty(5, 0), RESTRAIN, RESTRAIN) == {Treaty(4, 0): 1.0}


SAFE = Game("safe", Payoffs(T=1, R=3, P=0, S=2))


def test_a_calculating_state_restrains_where_arming_cannot_pay():
    made = Calculating(support.Periodic("D"))
    (safe,) = begun(made, Context(game=SAFE))
    assert made.respond(safe) is RESTRAIN
    assert made.interpret(safe, RESTRAIN, ARM) == safe
    (plain,) = begun(made, Context(game=preset("stag_hunt")))
    assert made.respond(plain) == 0.0
    assert begun(made) == {0: 1.0}


def test_it_is_told_apart_by_value_and_keeps_the_strategys_name():
    assert Opening(TFT, 0.3, 5) == Opening(TFT, 0.3, 5)
    assert Opening(TFT, 0.3, 5) != Opening(TFT, 0.4, 5)
    assert hash(Bound(TFT, 2, 0.5)) == hash(Bound(TFT, 2, 0.5))
    assert info_of(Opening(TFT, 0.3, 5)).name == info_of(TFT).name
