"""Exploring minds, breadth first."""

# ruff: noqa: ARG002

import pytest
import support

from secdilemma import ARM, RESTRAIN, Context, explore
from secdilemma.automata.exploration import replay
from secdilemma.errors import StrategyError


class Counter:
    """It counts armings seen, without end, and arms after three."""

    def begin(self):
        return 0

    def respond(self, armings):
        return ARM if armings >= 3 else RESTRAIN

    def interpret(self, armings, own, seen):
        del own
        return armings + seen


class Chancy:
    """It begins in one of two minds and drifts to a third."""

    def begin(self):
        return {"a": 0.25, "b": 0.75}

    def respond(self, mind):
        return {"a": 0.1, "b": 0.2, "c": 0.3}[mind]

    def interpret(self, mind, own, seen):
        return {"c": 0.5, mind: 0.5} if own and seen and mind != "c" else mind


def test_tit_for_tat_has_two_minds():
    made = explore(support.Reactive(0.9, 0.2))
    assert made.minds == (0, 1)
    assert made.depth is None
    assert made.responses[:, 0].tolist() == [0.9, 0.2]
    assert [made.transition(0, own, seen) for own in (0, 1) for seen in (0, 1)] == [
        {0: 1.0},
        {1: 1.0},
        {0: 1.0},
        {1: 1.0},
    ]


def test_chances_are_kept():
    made = explore(Chancy())
    assert made.begin() == {"a": 0.25, "b": 0.75}
    assert made.transition("a", ARM, ARM) == {"c": 0.5, "a": 0.5}
    assert made.transition("c", ARM, ARM) == {"c": 1.0}
    assert made.transition("b", ARM, RESTRAIN) == {"b": 1.0}
    assert made.respond("b")[RESTRAIN] == 0.2


def test_minds_that_keep_growing_are_told_with_a_history():
    with pytest.raises(StrategyError) as caught:
        explore(Counter(), limit=5, name="it")
    message = str(caught.value)
    assert message.startswith("it")
    assert "its minds never stop growing: " in message
    assert "more than 5, the newest 3, 4, 5, reached by" in message
    assert "(own action, seen action) CD CD CD CD CD." in message
    assert "min(count + 1, 10)" in message
    assert "automaton=False" in message


def test_a_long_history_is_shortened():
    with pytest.raises(StrategyError, match="CD CD CD CD … CD CD"):
        explore(Counter(), limit=50)


@pytest.mark.parametrize("turns", [1, 2, 7])
def test_a_match_of_known_length_bounds_the_minds(turns):
    made = explore(Counter(), Context(turns=turns), limit=10)
    assert made.minds == tuple(range(turns))
    assert made.depth == turns
    assert made.responses.shape == (turns, 3)


def test_the_length_does_not_matter_where_the_minds_are_few():
    assert explore(support.Reactive(1.0, 0.0), Context(turns=50)).depth is None


@pytest.mark.parametrize("lane", support.LANES)
def test_a_bounded_counter_plays_its_match(lane):
    # Three armings are seen in turns 1 to 3, so that it arms from turn 4 on.
    match = support.meet(Counter(), support.Periodic("D"), horizon=support.over(10), engine=lane)
    assert match.shares[1:4].tolist() == pytest.approx([0.3, 0, 0.7])


def test_an_automaton_is_its_own():
    made = explore(Chancy())
    assert explore(made) is made


def test_an_automaton_explored_as_a_strategy_is_the_same():
    class Wrapped:
        def __init__(self, inner):
            self.begin, self.respond, self.interpret = inner.begin, inner.respond, inner.interpret

    made = explore(Chancy())
    again = explore(Wrapped(made))
    assert again.minds == made.minds
    assert again.responses.tolist() == made.responses.tolist()
    assert again.edge_probability.tolist() == made.edge_probability.tolist()


def test_replay_follows_a_history():
    automaton = explore(Counter(), Context(turns=6))
    own = [RESTRAIN] * 4
    assert replay(automaton, own, [ARM, RESTRAIN, ARM, ARM]) == [0, 1, 1, 2, 3]


def test_replay_needs_certainty():
    class Drifting(Chancy):
        def begin(self):
            return "a"

    with pytest.raises(StrategyError, match="what follows 'a' is left to chance"):
        replay(explore(Drifting(), name="d"), [ARM], [ARM])


def test_a_broken_strategy_is_told_by_the_name_it_plays_under():
    class Broken(Counter):
        def respond(self, armings):
            return "C"

    with pytest.raises(StrategyError, match=r"^Ruritania.*: respond\(0\) returned 'C'") as caught:
        explore(Broken(), name="Ruritania")
    assert "test_exploration.py" in str(caught.value)
