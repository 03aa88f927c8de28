"""Automata as tables: what does not fit is refused."""

import numpy as np
import pytest

from secdilemma import ARM, RESTRAIN, STRIKE
from secdilemma.automata.automaton import Automaton
from secdilemma.errors import StrategyError


def tables(**changes):
    """Tit for tat of two minds, with some tables changed."""
    made = {
        "name": "t",
        "minds": ("calm", "provoked"),
        "start": np.array([1.0, 0.0]),
        "responses": np.array([[1.0, 0, 0], [0, 1.0, 0]]),
        "edge_start": np.arange(9),
        "edge_target": np.array([0, 1, 0, 1, 0, 1, 0, 1]),
        "edge_probability": np.ones(8),
    }
    return made | changes


def test_its_tables_are_its_rule():
    made = Automaton(**tables())
    assert len(made) == 2
    assert made.deterministic
    assert made.branches == 1
    assert made.begin() == {"calm": 1.0}
    assert made.respond("provoked") == {RESTRAIN: 0.0, ARM: 1.0, STRIKE: 0.0}
    assert made.interpret("calm", RESTRAIN, ARM) == {"provoked": 1.0}
    assert made.interpret("provoked", ARM, RESTRAIN) == {"calm": 1.0}


def test_a_strike_is_not_interpreted():
    with pytest.raises(StrategyError, match="t: a strike is not interpreted"):
        Automaton(**tables()).transition("calm", RESTRAIN, STRIKE)


@pytest.mark.parametrize(
    "changes",
    [
        {"start": np.array([0.5, 0.5])},
        {"responses": np.array([[0.5, 0.5, 0], [0, 1.0, 0]])},
        {
            "edge_start": np.array([0, 2, 3, 4, 5, 6, 7, 8, 9]),
            "edge_target": np.array([0, 1, 1, 0, 1, 0, 1, 0, 1]),
            "edge_probability": np.array([0.5, 0.5, 1, 1, 1, 1, 1, 1, 1]),
        },
    ],
)
def test_what_leaves_something_to_chance(changes):
    assert not Automaton(**tables(**changes)).deterministic


@pytest.mark.parametrize(
    "changes",
    [
        {"minds": ("calm",)},
        {"minds": ("calm", "calm")},
        {"minds": ()},
        {"start": np.array([1.0])},
        {"responses": np.ones((2, 2)) / 2},
        {"edge_start": np.arange(8)},
        {"edge_start": np.arange(1, 10)},
        {"edge_start": np.array([0, 0, 1, 2, 3, 4, 5, 6, 8])},
        {"edge_target": np.array([0, 1, 0, 1, 0, 1, 0, 2])},
        {"edge_target": np.array([0, 1, 0, 1, 0, 1, 0, -1])},
        {"edge_probability": np.ones(7)},
    ],
)
def test_tables_that_do_not_fit(changes):
    with pytest.raises(StrategyError, match="t: the tables of its automaton do not fit together"):
        Automaton(**tables(**changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": np.array([0.6, 0.6])}, "do not sum to 1"),
        ({"responses": np.array([[0.5, 0, 0], [0, 1.0, 0]])}, "do not sum to 1"),
        ({"edge_probability": np.full(8, 0.5)}, "do not sum to 1"),
        ({"start": np.array([2.0, -1.0])}, "what is no probability"),
        ({"responses": np.array([[1.5, -0.5, 0], [0, 1.0, 0]])}, "what is no probability"),
        ({"start": np.array([np.nan, 1.0])}, "what is no probability"),
    ],
)
def test_probabilities_are_probabilities(changes, message):
    with pytest.raises(StrategyError, match=f"t: .*{message}"):
        Automaton(**tables(**changes))


def test_its_tables_cannot_be_changed():
    made = Automaton(**tables())
    with pytest.raises(ValueError, match="read-only"):
        made.start[0] = 0.0
