"""But-for replay: matches with the errors one wants, and what is blamed for what follows.

Matches are found by their key: each is the first of a pair that has exactly the errors asked for.
"""

from dataclasses import replace
from itertools import count

import pytest
import support

from secdilemma import Participant, turns
from secdilemma.analysis.causes import CAUSES, Spiral, count_causes, errors_of, spirals
from secdilemma.catalogue.wrappers.references import payoff_aware
from secdilemma.games import preset
from secdilemma.games.perception import Perception
from secdilemma.matches import draws
from secdilemma.matches.interpreted import Error, Table, trace
from secdilemma.strategies.offensive_realist import OffensiveRealist
from secdilemma.strategies.tit_for_tat import Tf2t, Tft
from secdilemma.strategies.unconditional import AllC, AllD

KEY = draws.pair_key(1, "a", "b")
LENGTH = 12
MISREADS = Perception(false_alarm=0.06)
SLIPS = Perception(execution_c=0.06)


def table(first, second, perception, length=LENGTH):
    return Table.of((first, second), ("a", "b"), support.AXELROD, perception, turns(length))


def found(board, wanted):
    """Return the first repetition of which `wanted` says yes to the errors, and those errors."""
    for repetition in count():
        errors = errors_of(trace(board, KEY, repetition))
        if wanted(errors):
            return repetition, errors
        assert repetition < 50_000
    return None


def only_one(errors):
    return len(errors) == 1 and 1 < errors[0].turn < LENGTH - 2


def test_one_misreading_between_two_reciprocators_is_to_blame_for_the_feud():
    board = table(Tft(), Tft(), MISREADS)
    repetition, (error,) = found(board, only_one)
    assert error.slot == draws.SIGHT
    # the feud is alternate arming, from the turn after the misreading to the end
    expected = Spiral(error.turn + 1, LENGTH, False, "misreading", error, LENGTH)
    assert spirals(board, KEY, repetition) == [expected]
    assert expected.of_the_dilemma


def test_one_slip_is_an_accident_in_its_own_turn():
    board = table(Tft(), Tft(), SLIPS)
    repetition, (error,) = found(board, only_one)
    assert error.slot == draws.EXECUTE
    expected = Spiral(error.turn, LENGTH, False, "accident", error, LENGTH)
    assert spirals(board, KEY, repetition) == [expected]


def test_a_slip_that_is_forgiven_is_a_spiral_of_one_turn():
    board = table(AllC(), Tf2t(), SLIPS)
    repetition, (error,) = found(board, only_one)
    expected = Spiral(error.turn, error.turn, True, "accident", error, LENGTH)
    assert spirals(board, KEY, repetition) == [expected]


def test_arming_by_rule_is_an_aim():
    (spiral,) = spirals(table(AllD(), Tft(), Perception()), KEY)
    assert spiral == Spiral(1, LENGTH, False, "aim", None, 0)
    assert not spiral.of_the_dilemma


def test_an_aim_stays_an_aim_among_errors():
    board = table(AllD(), Tft(), Perception(false_alarm=0.3, miss=0.3, execution_c=0.2))
    for repetition in range(20):
        assert [each.cause for each in spirals(board, KEY, repetition)] == ["aim"]


def test_two_misreadings_of_which_either_is_enough_are_to_blame_together():
    board = table(Tft(), Tft(), MISREADS)

    def at_once(errors):
        return len(errors) == 2 and errors[0].turn == errors[1].turn < LENGTH - 2

    repetition, errors = found(board, at_once)
    (spiral,) = spirals(board, KEY, repetition)
    assert (spiral.first, spiral.cause, spiral.error) == (
        errors[0].turn + 1,
        "errors together",
        None,
    )
    assert spiral.of_the_dilemma
    calm = trace(replace(board, mended=frozenset(errors)), KEY, repetition)
    assert spiral.restraint_without == sum(turn.outcome == 0 for turn in calm)
    for error in errors:
        again = trace(replace(board, mended=frozenset([error])), KEY, repetition)
        assert again[errors[0].turn].outcome != 0, "one alone is enough"


def in_a_row(errors):
    """Whether one seat misread twice in a row and nothing else went wrong."""
    if len(errors) != 2 or errors[1].turn >= LENGTH - 2:
        return False
    return errors[0].seat == errors[1].seat and errors[1].turn == errors[0].turn + 1


def test_of_two_misreadings_that_are_both_needed_the_later_is_blamed():
    board = table(Tf2t(), Tf2t(), MISREADS)
    repetition, errors = found(board, in_a_row)
    at = errors[1].turn + 1
    assert spirals(board, KEY, repetition) == [
        Spiral(at, at, True, "misreading", errors[1], LENGTH)
    ]


def test_two_pairs_of_misreadings_of_which_either_is_enough():
    board = table(Tf2t(), Tf2t(), Perception(false_alarm=0.3), 6)

    def twice_over(errors):
        turn = errors[0].turn if errors else 0
        wanted = {Error(turn + k, s, draws.SIGHT) for k in (0, 1) for s in (0, 1)}
        return set(errors) == wanted and turn + 1 < 5

    repetition, errors = found(board, twice_over)
    (spiral,) = spirals(board, KEY, repetition)
    assert spiral.cause == "errors together"
    assert spiral.first == errors[0].turn + 2
    assert spiral.restraint_without == 6


def test_a_misreading_cannot_matter_in_its_own_turn():
    # all-d arms for ever; a misreading in the first turn comes too late for the first turn
    board = table(AllD(), Tft(), Perception(miss=0.5))
    repetition, _ = found(board, lambda errors: any(each.turn == 1 for each in errors))
    assert spirals(board, KEY, repetition)[0].cause == "aim"


def test_a_spiral_after_another_has_a_cause_of_its_own():
    board = table(AllC(), AllC(), SLIPS)
    repetition, errors = found(
        board, lambda errors: len(errors) == 2 and errors[1].turn > errors[0].turn + 1
    )
    assert [(each.first, each.last, each.error) for each in spirals(board, KEY, repetition)] == [
        (error.turn, error.turn, error) for error in errors
    ]


def test_neighbouring_turns_are_one_spiral():
    board = table(AllC(), AllC(), SLIPS)
    repetition, errors = found(
        board, lambda errors: len(errors) == 2 and errors[1].turn == errors[0].turn + 1
    )
    (spiral,) = spirals(board, KEY, repetition)
    assert (spiral.first, spiral.last) == (errors[0].turn, errors[1].turn)
    assert (spiral.error, spiral.restraint_without) == (errors[0], LENGTH - 1)


@pytest.mark.parametrize("which", [0, 3, -1])
def test_mending_one_error_leaves_every_other_draw_as_it_was(which):
    # two that do not look: what is misread or done by mistake changes nothing else
    board = table(AllC(), AllC(), Perception(execution_c=0.3, false_alarm=0.3, miss=0.3), 40)
    played = trace(board, KEY)
    errors = [each for each in errors_of(played) if each.slot == draws.SIGHT]
    mended = errors[which]
    again = trace(replace(board, mended=frozenset([mended])), KEY)
    assert errors_of(again) == [each for each in errors_of(played) if each != mended]
    changed = [a.number for a, b in zip(played, again, strict=True) if a != b]
    assert changed == [mended.turn]


def test_mending_an_error_changes_nothing_before_it():
    board = table(Tft(), Tft(), Perception(execution_c=0.1, false_alarm=0.1, miss=0.1), 40)
    played = trace(board, KEY)
    errors = errors_of(played)
    middle = errors[len(errors) // 2]
    again = trace(replace(board, mended=frozenset([middle])), KEY)
    assert again[: middle.turn - 1] == played[: middle.turn - 1]
    assert again[middle.turn - 1] != played[middle.turn - 1]


def test_mending_what_was_no_error_changes_nothing():
    board = table(Tft(), Tft(), MISREADS, 20)
    errors = set(errors_of(trace(board, KEY)))
    every = {Error(t, s, k) for t in range(1, 21) for s in (0, 1) for k in (1, 2)}
    again = trace(replace(board, mended=frozenset(every - errors)), KEY)
    assert again == trace(board, KEY)


def test_sure_errors_can_be_mended_too():
    # every restraint is misread: without those of the first turn the second is at peace
    board = table(Tft(), Tft(), Perception(false_alarm=1.0), 4)
    (spiral,) = spirals(board, KEY)
    assert spiral.first == 2
    assert spiral.cause == "errors together"


def test_causes_are_counted_over_matches():
    board = table(Tft(), Tft(), MISREADS)
    counted = count_causes(board, KEY, 0, 30)
    each = [spiral.cause for k in range(30) for spiral in spirals(board, KEY, k)]
    assert sum(counted.values()) == len(each) > 10
    assert all(counted[cause] == each.count(cause) for cause in CAUSES)
    assert counted["accident"] == counted["aim"] == 0


def test_no_error_no_spiral():
    assert spirals(table(Tft(), Tft(), Perception()), KEY) == []
    assert count_causes(table(Tft(), Tft(), Perception()), KEY, 0, 3) == {}


@pytest.mark.parametrize(("greed", "cause"), [(3.0, "greed"), (0.0, None)])
def test_what_only_the_greedy_begin_is_caused_by_greed(greed, cause):
    """In a stag hunt a payoff-aware offensive realist restrains unless it is greedy."""
    game, pair = preset("stag_hunt"), (payoff_aware(OffensiveRealist()), AllC())
    own = Participant(pair[0], greed=greed)
    modest = Table.of(pair, ("a", "b"), game, Perception(), turns(LENGTH))
    views = (own.view(game, 0), game)
    board = Table.of(pair, ("a", "b"), game, Perception(), turns(LENGTH), views)
    causes = [(each.cause, each.of_the_dilemma) for each in spirals(board, KEY, 0, modest)]
    assert causes == ([(cause, False)] if cause else [])


def test_what_begins_without_greed_too_is_not_blamed_on_it():
    pair = (AllD(), AllC())
    board = Table.of(pair, ("a", "b"), support.AXELROD, Perception(), turns(LENGTH))
    assert [each.cause for each in spirals(board, KEY, 0, board)] == ["aim"]
