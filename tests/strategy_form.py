"""How a strategy is tested: what it plays, turn by turn, against a fixed history or an opponent.

A history is written as the turns of a match: "D" where the other was seen to arm while the strategy
itself restrained, "DC" where it armed itself and saw restraint. Actions are the field's letters.

A new strategy gets a :class:`StrategyForm` in the file of its school, filled in as far as it
applies.
"""

from importlib import import_module
from itertools import product
from pathlib import Path

import pytest

from secdilemma import ARM, RESTRAIN, STRIKE, Context, explore
from secdilemma.automata.interface import is_strategy
from secdilemma.games.actions import Action

FOLDER = Path(__file__).resolve().parents[1] / "strategies"
SCORE = {"CC": 3, "CD": 0, "DC": 5, "DD": 1}


def bundled():
    """Return every strategy class in the folder, as (file, class)."""
    found = []
    for file in sorted(FOLDER.glob("*.py")):
        module = import_module(f"secdilemma.strategies.{file.stem}")
        own = [each for each in vars(module).values() if is_strategy(each)]
        found += [(file.stem, each) for each in own if each.__module__ == module.__name__]
    return found


def move(automaton, mind):
    """Return what is played in a mind that leaves nothing to chance."""
    odds = automaton.respond(mind)
    action = max(odds, key=odds.get)
    assert odds[action] == 1
    return action


def moves(strategy, seen, context=None):
    """Return what a strategy plays, turn by turn, against a fixed sequence."""
    automaton = explore(strategy, context)
    (mind,) = automaton.begin()
    played = ""
    for letter in seen:
        action = move(automaton, mind)
        played += action.letter
        done = ARM if action is STRIKE else action  # as in a game without strike
        (mind,) = automaton.transition(mind, done, Action.from_letter(letter))
    return played


def after(strategy, history, context=None):
    """Return the odds over minds after a history."""
    automaton = explore(strategy, context)
    odds = automaton.begin()
    for turn in history.split():
        own, seen = (Action.from_letter(letter) for letter in turn.rjust(2, "C"))
        following = {}
        for mind, p in odds.items():
            for target, q in automaton.transition(mind, own, seen).items():
                following[target] = following.get(target, 0.0) + p * q
        odds = following
    return odds


def chance(strategy, history, action=RESTRAIN, context=None):
    """Return the probability of an action after a history."""
    automaton = explore(strategy, context)
    odds = after(strategy, history, context)
    return sum(p * automaton.respond(mind)[action] for mind, p in odds.items())


def scores(one, two, turns):
    """Return both scores (T 5, R 3, P 1, S 0) of two strategies that leave nothing to chance."""
    players = [explore(each, Context(turns=turns)) for each in (one, two)]
    minds = [next(iter(each.begin())) for each in players]
    totals = [0, 0]
    for _ in range(turns):
        a, b = (move(each, mind) for each, mind in zip(players, minds, strict=True))
        totals[0] += SCORE[a.letter + b.letter]
        totals[1] += SCORE[b.letter + a.letter]
        (minds[0],) = players[0].transition(minds[0], a, b)
        (minds[1],) = players[1].transition(minds[1], b, a)
    return tuple(totals)


def cycle(pattern):
    """Return a strategy that repeats a sequence of moves for ever."""

    class Cycle:
        """It repeats itself."""

        def begin(self):
            return 0

        def respond(self, turn):
            return Action.from_letter(pattern[turn])

        def interpret(self, turn, own, seen):  # noqa: ARG002
            return (turn + 1) % len(pattern)

    return Cycle()


class StrategyForm:
    """What is asked of a strategy, after the tests of Axelrod-Python; a blank is not asked.

    Attributes
    ----------
    kind
        The strategy's class.
    minds
        All minds that it can have with its defaults.
    rules
        (parameters, history, the probability of restraint after it).
    moves
        (parameters, what it sees turn by turn, what it plays): nothing is left to chance.
    vectors
        (parameters, the probabilities of restraint after CC, CD, DC and DD, own action first).
    """

    kind = None
    minds = None
    rules = ()
    moves = ()
    vectors = ()

    def __init_subclass__(cls):
        blank = [name for name in ("rule", "moves", "vector") if not getattr(cls, LISTS[name])]
        for name in blank + ["minds"] * (cls.minds is None):
            setattr(cls, f"test_{name}", None)

    def test_minds(self):
        assert set(explore(self.kind()).minds) == self.minds

    def test_rule(self, values, history, restraint):
        assert chance(self.kind(**values), history) == pytest.approx(restraint, abs=1e-12)

    def test_moves(self, values, seen, played):
        assert moves(self.kind(**values), seen) == played

    def test_vector(self, values, vector):
        automaton = explore(self.kind(**values))
        for mind in automaton.minds:
            restraint = []
            for own, seen in product((RESTRAIN, ARM), repeat=2):
                (following,) = automaton.transition(mind, own, seen)
                restraint.append(automaton.respond(following)[RESTRAIN])
            assert restraint == pytest.approx(vector)


LISTS = {"rule": "rules", "moves": "moves", "vector": "vectors"}
"""Which list of a form each of its tests is repeated for."""
