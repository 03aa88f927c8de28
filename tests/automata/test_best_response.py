"""The best response: theory 6 item 5 and 7A, and every stationary response tried by hand."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from support import automata

from secdilemma import Context, explore
from secdilemma.automata.best_response import (
    Decisions,
    average,
    best_policy,
    best_response,
    bias,
    greatest_lead,
    recurrent_classes,
)
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import Payoffs, preset

CATALOGUE = open_catalogue()
AXELROD = preset("axelrod").row
TABLE = np.array(AXELROD.matrix)

ORACLES = [  # theory 6 item 5: what the opponent gets and, where stated, what is left
    ("tft", 3.0, 3.0),
    ("gtft", 3.0, 3.0),
    ("ctft", 3.0, 3.0),
    ("wsls", 3.0, 3.0),
    ("tf2t", 4.0, 1.5),
    ("transcender", 4.0, 1.5),
    ("appeaser", 13 / 3, 1.0),
    ("osgood-grit", 3.5, 1.0),
    ("extort-2", 2.25, 3.5),
    # by hand: what constant arming gets, or mutual arming
    ("all-c", 5.0, 0.0),
    ("all-d", 1.0, 1.0),
    ("random", 3.0, 0.5),
    ("bully", 5.0, 0.0),
]


@pytest.mark.parametrize(("name", "value", "own_value"), ORACLES)
def test_oracles(name, value, own_value):
    found = best_response(explore(CATALOGUE.make(name)), AXELROD)
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.own_value == pytest.approx(own_value, abs=1e-6)


def cesaro(chain):
    """Return the limit of the average of a chain's powers, by repeated squaring."""
    power = (chain + np.eye(len(chain))) / 2
    for _ in range(60):
        power = power @ power
        power /= power.sum(axis=1, keepdims=True)
    return power


def every_response(automaton):
    """Return (opponent's, own) long-run payoff of every stationary response."""
    n = len(automaton)
    found = []
    for policy in product((0, 1), repeat=n):
        chain, pay = np.zeros((n, n)), np.zeros((n, 2))
        for i, seen in enumerate(policy):
            restrain = automaton.responses[i, 0]
            for own, p in ((0, restrain), (1, 1 - restrain)):
                pay[i] += p * np.array([TABLE[seen, own], TABLE[own, seen]])
                row = 4 * i + 2 * own + seen
                for e in range(automaton.edge_start[row], automaton.edge_start[row + 1]):
                    chain[i, automaton.edge_target[e]] += p * automaton.edge_probability[e]
        found.append(automaton.start @ cesaro(chain) @ pay)
    return np.array(found)


@given(automata(most=5))
@settings(max_examples=150)
def test_no_stationary_response_does_better(automaton):
    """A stationary response is enough, so that trying them all is an oracle."""
    every = every_response(automaton)
    found = best_response(automaton, AXELROD)
    assert found.value == pytest.approx(every[:, 0].max(), abs=1e-6)
    tied = every[:, 0] > every[:, 0].max() - 1e-9
    assert found.own_value == pytest.approx(every[tied, 1].max(), abs=1e-5)
    lead = greatest_lead(automaton, AXELROD)
    assert lead == pytest.approx((every[:, 0] - every[:, 1]).max(), abs=1e-6)


@pytest.mark.parametrize(
    ("name", "lead"),
    [("tft", 0), ("grim", 0), ("all-d", 0), ("all-c", 5), ("wsls", 2.5), ("gtft", 5 / 3)],
)
def test_the_greatest_lead(name, lead):
    """Against constant arming, GTFT gives 5 to 0 in a third of turns; WSLS in a half."""
    found = greatest_lead(explore(CATALOGUE.make(name)), AXELROD)
    assert found == pytest.approx(lead, abs=1e-9)


def test_an_opponent_with_payoffs_of_its_own():
    tft = explore(CATALOGUE.make("tft"))
    eager = Payoffs(T=9, R=3, P=1, S=0)  # taking turns pays it 4.5
    found = best_response(tft, AXELROD, eager)
    assert (found.value, found.own_value) == pytest.approx((4.5, 2.5))
    assert greatest_lead(tft, AXELROD, eager) == pytest.approx(2.0)


def test_a_strike_counts_as_arming():
    found = best_response(explore(CATALOGUE.make("preemptor:top=1")), AXELROD)
    assert (found.value, found.own_value) == pytest.approx((3, 3))


def test_what_cannot_be_said():
    class Clock:
        """It counts turns."""

        def begin(self, context):
            del context
            return 0

        def respond(self, turn):
            del turn
            return 1.0

        def interpret(self, turn, own, seen):
            del own, seen
            return turn + 1

    cut = explore(Clock(), Context(turns=20))
    assert cut.depth == 20
    assert best_response(cut, AXELROD) is None
    assert greatest_lead(cut, AXELROD) is None
    large = explore(CATALOGUE.make("soft-majority:memory=600"))
    assert Decisions.of(large) is None


def test_a_class_once_chosen_cannot_be_left():
    """The way to the richest of three islands pays nothing: one must look ahead."""
    stay = np.eye(4)
    follow = np.array([[0, 1.0, 0, 0], *stay[1:]]), np.array([[0, 0, 0.5, 0.5], *stay[1:]])
    pay = np.array([[9.0, 1.0, 0.0, 3.0], [0.0, 1.0, 0.0, 3.0]])
    policy = best_policy(np.stack(follow), pay)
    assert policy[0] == 1
    gains = average(follow[1], pay[1][:, None])
    assert gains[:, 0] == pytest.approx([1.5, 1.0, 0.0, 3.0])
    assert sorted(each.tolist() for each in recurrent_classes(follow[1])) == [[1], [2], [3]]


def test_periodic_chains_have_an_average():
    swap = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert average(swap, np.array([[4.0], [0.0]]))[:, 0] == pytest.approx([2.0, 2.0])


def test_a_chance_of_1e_20_decides_the_average():
    chain = np.array([[1.0, 1e-20, 3e-20], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    found = average(chain, np.array([[5.0], [0.0], [1.0]]))
    assert found[:, 0] == pytest.approx([0.75, 0.0, 1.0], abs=1e-15)


def test_a_chance_of_1e_20_decides_the_bias():
    chain = np.array([[1.0, 1e-20, 3e-20], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    found = bias(chain, np.array([2.0, 0.0, 0.0]))
    assert found == pytest.approx([5e19, 0.0, 0.0], rel=1e-15)
