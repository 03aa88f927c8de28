"""Errors: one family, whose text is the whole message."""

import copy
import math
import pickle

import pytest
import support

from secdilemma import errors
from secdilemma.errors import (
    GameError,
    SecDilemmaError,
    StrategyError,
    TournamentError,
    check_number,
    suggestion,
)
from secdilemma.games.horizon import LONG_RUN
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

C = support.Periodic("C")
KINDS = ["GameError", "StrategyError", "UnknownNameError", "TournamentError", "ResultsError"]


@pytest.mark.parametrize("name", KINDS)
def test_one_family(name):
    assert issubclass(getattr(errors, name), SecDilemmaError)


def test_an_error_carries_its_parts_and_says_them_once():
    error = GameError(where="war", got="2", expected="a probability, 0 to 1", hint=" Did you?")
    assert str(error) == "war: got 2; expected a probability, 0 to 1. Did you?"
    assert str(error.at("game")) == "game: war: got 2; expected a probability, 0 to 1. Did you?"
    assert error.placeless == ("got 2; expected a probability, 0 to 1. Did you?",)
    assert error.args == (str(error),)
    assert str(StrategyError("missing", where="minds", expected="a table")) == (
        "minds: missing; expected a table."
    )


def test_several_mistakes_are_a_line_each_with_their_place():
    error = StrategyError("no name.", "no docstring.").at("a.py")
    assert error.lines == ("a.py: no name.", "a.py: no docstring.")
    assert str(error) == "\n".join(error.lines)


@pytest.mark.parametrize("copied", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_keeps_its_parts_in_another_process(copied):
    error = GameError(where="war", got="2", expected="1").at("game")
    made = copied(error)
    assert (str(made), made.args) == (str(error), error.args)
    assert (made.where, made.got, made.expected) == ("game: war", "2", "1")


def test_a_near_name_is_suggested_and_a_far_one_is_not():
    assert suggestion("Tfft", ["wsls", "tft"]) == " Did you mean tft?"
    assert suggestion("Tfft", ["wsls", "tft"], "axelrod:") == " Did you mean axelrod:tft?"
    assert suggestion("zzz", ["wsls", "tft"]) == ""


@pytest.mark.parametrize(
    ("low", "high", "rule"),
    [
        (0.0, 1.0, "a probability, 0 to 1"),
        (None, None, "a finite number"),
        (2.0, None, "a number of at least 2"),
        (None, 3.0, "a number of at most 3"),
        (2.0, 3.0, "a number from 2 to 3"),
    ],
)
def test_numbers_are_checked_with_their_rule(low, high, rule):
    for bad in (math.nan, math.inf, "1", None, True, [1]):
        with pytest.raises(SecDilemmaError) as caught:
            check_number("here", bad, low, high)
        assert str(caught.value) == f"here: got {bad!r}; expected {rule}."


def test_both_ends_of_a_range_are_in_it():
    assert check_number("here", 2, 2.0, 3.0) == 2.0
    assert check_number("here", 3, 2.0, 3.0) == 3.0
    assert isinstance(check_number("here", 2, None, None), float)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"participants": ()}, "participants: got none; expected at least one strategy"),
        ({"participants": (C, C)}, "participants: two are called 'periodic'"),
        ({"repetitions": 1}, "repetitions: got 1; expected a whole number from 2 to"),
        ({"repetitions": 2.0}, "repetitions: got 2.0"),
        ({"seed": -1}, "seed: got -1; expected a whole number from 0"),
        ({"engine": "quantum"}, "engine: got 'quantum'; expected one of auto, exact"),
        ({"horizons": ()}, "horizons: got none; expected at least one"),
    ],
)
def test_what_is_no_tournament(fields, message):
    with pytest.raises(TournamentError, match=message):
        Tournament(**({"participants": (C,)} | fields))


def test_a_participant_is_a_strategy():
    with pytest.raises(SecDilemmaError, match="participant: got 'tft'; expected a strategy"):
        Tournament(participants=("tft",))


class Endless:
    """It never has the same mind twice."""

    def begin(self):
        return 0

    def respond(self, mind):
        del mind
        return 0.5

    def interpret(self, mind, own, seen):
        del own, seen
        return mind + 1


def test_what_the_exact_lane_cannot_play_is_told():
    from secdilemma.strategies.majority import SoftMajority

    long = Tournament(
        participants=(
            Participant(SoftMajority(memory=1000), name="one"),
            Participant(SoftMajority(memory=999), name="two"),
        ),
        perception=support.Perception(false_alarm=0.1),
        horizons=(LONG_RUN,),
        engine="exact",
    )
    with pytest.raises(
        TournamentError, match=r'engine: got "exact", but one against .* the long run'
    ):
        run(long)


def test_an_endless_mind_is_told_by_its_participants_name():
    ruritania = Participant(Endless(), name="Ruritania")
    with pytest.raises(SecDilemmaError, match=r"^Ruritania.*: its minds never stop"):
        run(Tournament(participants=(ruritania,), horizons=(LONG_RUN,)))


def test_counts_that_could_overflow_are_refused():
    huge = Tournament(
        participants=(support.Reactive(0.5, 0.5),),
        horizons=(support.over(10_000_000),),
        repetitions=10**6,
        engine="simulated",
    )
    with pytest.raises(TournamentError, match="repetitions: got 1,000,000 of 10,000,000 turns"):
        run(huge)
