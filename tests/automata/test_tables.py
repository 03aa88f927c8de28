"""A strategy that is nothing but its tables plays as the strategy does, in every lane."""

import json

import pytest
from support import ARMS_RACE

from secdilemma import ARM, RESTRAIN, strategy
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context, info_of
from secdilemma.automata.tables import restored, saved
from secdilemma.classroom.isolation.answers import read_answer
from secdilemma.classroom.isolation.contexts import contexts_of
from secdilemma.classroom.isolation.entry import tables_of
from secdilemma.classroom.isolation.limits import Limits
from secdilemma.errors import StrategyError
from secdilemma.games.horizon import turns
from secdilemma.games.perception import Perception
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

NOISE = Perception(execution_c=0.1, execution_d=0.1)


@strategy(school="mine")
class LastTurn:
    """It arms in the last turn."""

    def begin(self, context):
        return context.turns or 0

    def respond(self, left):
        return ARM if left == 1 else RESTRAIN

    def interpret(self, left, _own, _seen):
        return max(left - 1, 0)


@strategy(school="mine")
class Coin:
    """It answers arming with a coin."""

    def begin(self):
        return {"calm": 0.5, "wary": 0.5}

    def respond(self, mind):
        return 1.0 if mind == "calm" else 0.5

    def interpret(self, _mind, _own, seen):
        return {"calm": 0.25, "wary": 0.75} if seen is ARM else "calm"


def spec_of(*players, **changes):
    whole = {"horizons": (turns(4), turns(6)), "perception": NOISE, "game": ARMS_RACE}
    return Tournament(tuple(players), **(whole | changes))


def tabled(kind, spec):
    contexts, needed = contexts_of([spec])
    info = info_of(kind)
    said = {"name": info.name, "school": info.school, "idea": info.idea, "author": ""}
    answer = read_answer(
        said | tables_of(kind, contexts, needed, 99, again=False), contexts, needed, Limits()
    )
    assert answer.problem == ""
    return answer.strategy


@pytest.mark.parametrize("engine", ["exact", "simulated", "interpreted"])
def test_it_plays_as_the_strategy_does(engine):
    original = spec_of(LastTurn(), Coin(), engine=engine, repetitions=20)
    tables = tuple(
        Participant(tabled(type(each.strategy), original), each.name)
        for each in original.participants
    )
    one, other = run(original), run(original.with_changes(participants=tables))
    assert (one.payoff == other.payoff).all()
    assert (one.outcomes == other.outcomes).all()


def test_one_table_serves_all_matches_where_nothing_differs():
    made = tabled(Coin, spec_of(Coin()))
    assert len(made.tables) == 1
    assert explore(made, Context(4, ARMS_RACE)) is explore(made, Context(6, ARMS_RACE))
    assert explore(made) is made.tables[0]


def test_a_strategy_that_asks_for_the_length_has_a_table_for_each():
    made = tabled(LastTurn, spec_of(LastTurn()))
    assert len(explore(made, Context(4, ARMS_RACE))) == 4
    assert len(explore(made, Context(6, ARMS_RACE))) == 6
    with pytest.raises(StrategyError, match="last-turn: it has no table for 5 turns"):
        explore(made, Context(5, ARMS_RACE))


@pytest.mark.parametrize("kind", [LastTurn, Coin])
def test_it_comes_back_from_plain_data(kind):
    made = tabled(kind, spec_of(kind()))
    again = restored(json.loads(json.dumps(saved(made, ARMS_RACE))), ARMS_RACE)
    assert again.info == made.info
    assert saved(again, ARMS_RACE) == saved(made, ARMS_RACE)
    for length in (4, 6):
        context = Context(length, ARMS_RACE)
        assert (explore(again, context).responses == explore(made, context).responses).all()


def test_damaged_tables_are_refused():
    data = saved(tabled(LastTurn, spec_of(LastTurn())), ARMS_RACE)
    for change in ({"tables": []}, {"matches": [{"turns": 4, "seat": 0, "table": 9}]}):
        with pytest.raises(StrategyError, match="its saved tables do not fit together"):
            restored(data | change, ARMS_RACE)
