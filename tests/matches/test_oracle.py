"""The oracle against matches of two turns worked out by hand."""

import pytest
import support

from secdilemma.games.actions import ARM, RESTRAIN, STRIKE
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.oracle import expected_shares, one_turn, sighted, understood

TFT = support.Reactive(1.0, 0.0)
C, D = support.Periodic("C"), support.Periodic("D")


def shares(first, second, perception=support.CLEAR, *, turns=2, war=None):
    game = support.at_war(support.AXELROD, war)
    return expected_shares(first, second, game, perception, turns)


def test_tit_for_tat_against_arming():
    found, war = shares(TFT, D)
    assert found == [0, 0.5, 0, 0.5, 0, 0, 0]
    assert war == 0


def test_a_false_alarm_between_two_that_restrain():
    # Turn 1 CC; in turn 2 each arms with probability .2.
    found, _ = shares(TFT, TFT, Perception(false_alarm=0.2))
    assert found == pytest.approx([(1 + 0.64) / 2, 0.16 / 2, 0.16 / 2, 0.04 / 2, 0, 0, 0])


def test_a_miss():
    found, _ = shares(TFT, D, Perception(miss=0.3))
    assert found == pytest.approx([0, (1 + 0.3) / 2, 0, 0.7 / 2, 0, 0, 0])


def test_an_execution_error_is_seen_by_the_other():
    # C slips with .1 in each turn; tit for tat arms in turn 2 iff it slipped in turn 1.
    found, _ = shares(C, TFT, Perception(execution_c=0.1))
    first = [0.9 * 0.9, 0.9 * 0.1, 0.1 * 0.9, 0.1 * 0.1]
    restrains = 0.9 * 0.9  # in turn 2: it saw C and did not slip; arming never slips here
    second = [0.9 * restrains, 0.9 * (1 - restrains), 0.1 * restrains, 0.1 * (1 - restrains)]
    assert found[:4] == pytest.approx([(a + b) / 2 for a, b in zip(first, second, strict=True)])


def test_arming_slips_too():
    found, _ = shares(D, D, Perception(execution_d=0.25), turns=1)
    assert found[:4] == pytest.approx([1 / 16, 3 / 16, 3 / 16, 9 / 16])


@pytest.mark.parametrize(
    ("perception", "alarm", "miss"),
    [
        (Perception(false_alarm=0.4, miss=0.2), 0.4, 0.2),
        (Perception(false_alarm=0.4, miss=0.2, intelligence=0.5), 0.2, 0.1),
        (Perception(false_alarm=0.4, miss=0.2, hotline=0.75), 0.1, 0.2),
        (Perception(false_alarm=0.4, miss=0.2, hotline=0.75, intelligence=0.5), 0.05, 0.1),
    ],
)
def test_what_is_seen(perception, alarm, miss):
    assert sighted(RESTRAIN, perception)[ARM] == pytest.approx(alarm)
    assert sighted(ARM, perception)[RESTRAIN] == pytest.approx(miss)


class OwnMinded:
    """It arms in turn 2 iff it went by having armed itself in turn 1."""

    def begin(self):
        return "new"

    def respond(self, mind):
        return 0.0 if mind == "guilty" else 1.0

    def interpret(self, mind, own, seen):
        del mind, seen
        return "guilty" if own else "innocent"


def test_a_public_record_tells_a_state_of_its_own_action():
    # What the other saw of its restraint in turn 1 was arming with .2, and that was public with .5.
    found, _ = shares(OwnMinded(), C, Perception(false_alarm=0.2, public_record=0.5))
    assert found[:4] == pytest.approx([(1 + 0.9) / 2, 0, 0.1 / 2, 0])


class Agreeing:
    """In turn 2 it arms iff it saw arming in turn 1, by itself or the other."""

    def begin(self):
        return "new"

    def respond(self, mind):
        return 0.0 if mind == "alarmed" else 1.0

    def interpret(self, mind, own, seen):
        del mind
        return "alarmed" if own or seen else "calm"


def test_both_sides_go_by_the_same_record():
    # With the record both are alarmed or both are not: 1 - .8² of the time they are.
    public, _ = shares(Agreeing(), Agreeing(), Perception(false_alarm=0.2, public_record=1.0))
    assert public[:4] == pytest.approx([(1 + 0.64) / 2, 0, 0, 0.36 / 2])
    private, _ = shares(Agreeing(), Agreeing(), Perception(false_alarm=0.2))
    assert private[:4] == pytest.approx([(1 + 0.64) / 2, 0.08, 0.08, 0.02])


def test_sensibility_excuses_those_who_armed():
    excused = Perception(sensibility=0.25)
    assert understood(TFT, 0, ARM, ARM, excused) == [(0, 0.25), (1, 0.75)]
    assert understood(TFT, 0, RESTRAIN, ARM, excused) == [(1, 1.0)]
    assert understood(TFT, 0, ARM, RESTRAIN, excused) == [(0, 1.0)]
    # Suspicious tit for tat armed in turn 1 against arming, so it may let it pass in turn 2.
    found, _ = shares(support.Periodic("DC"), TFT, excused)
    assert found[:4] == pytest.approx([0, 0.5, 0.5, 0])  # tit for tat had not armed
    found, _ = shares(support.Reactive(0.0, 0.0), TFT, excused, turns=3)
    # Turns: DC, DD, then tit for tat, which armed in turn 2, restrains with .25.
    assert found[:4] == pytest.approx([0, 0, (1 + 0.25) / 3, (1 + 0.75) / 3])


class Striker:
    """It strikes in turn 2."""

    def begin(self):
        return 1

    def respond(self, turn):
        return {STRIKE: 0.5, RESTRAIN: 0.5} if turn == 2 else RESTRAIN

    def interpret(self, turn, own, seen):
        del own, seen
        return turn + 1


def test_a_strike_ends_peace():
    found, war = shares(Striker(), C, war=War())
    assert found == [0.75, 0, 0, 0, 0.25, 0, 0]
    assert war == 0.5
    found, war = shares(Striker(), Striker(), war=War(), turns=4)
    # Turn 2: ¼ each of peace, first, second, both; then two more turns of the same.
    assert found == pytest.approx([(1 + 3 / 4) / 4, 0, 0, 0, 3 / 16, 3 / 16, 3 / 16])
    assert war == 0.75


def test_without_war_a_strike_is_arming():
    found, war = shares(Striker(), C)
    assert found[:4] == [0.75, 0, 0.25, 0]
    assert war == 0
    assert shares(Striker(), C, war=War(strike=False))[0] == found


def test_a_strike_is_never_mistaken():
    found, _ = shares(Striker(), C, Perception(execution_c=0.5), war=War())
    assert found[4] == pytest.approx(0.25)


def test_hazards_strike_after_the_turn():
    found, war = shares(D, D, war=War(hazard=0.1, hazard_both_arm=0.3))
    assert found == pytest.approx([0, 0, 0, (1 + 0.6) / 2, 0, 0, 0.4 / 2])
    assert war == pytest.approx(1 - 0.6**2)
    found, war = shares(C, D, war=War(hazard_one_arms=0.5), turns=1)
    assert found == [0, 1, 0, 0, 0, 0, 0]
    assert war == 0.5


def test_a_turn_of_war_stays_at_war():
    turn = list(one_turn(C, C, 1, support.AXELROD, support.CLEAR))
    assert turn == [(1.0, 5, 1)]


def test_what_can_follow_a_turn_adds_up():
    noise = Perception(0.1, 0.2, 0.3, 0.1, 0.2, 0.1, 0.4, 0.3)
    game = support.at_war(support.AXELROD, War(hazard=0.05))
    for situation in ((0, 1), (1, 1)):
        courses = one_turn(support.Reactive(0.7, 0.2), TFT, situation, game, noise)
        assert sum(p for p, _, _ in courses) == pytest.approx(1, abs=1e-12)
