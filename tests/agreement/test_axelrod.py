"""Every native strategy against axelrod's own player, move for move."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("axelrod")

from nasty import TIMES
from oracles import axelrod_agreement
from oracles.axelrod_agreement import OPPONENTS, compare

from secdilemma.automata.interface import Context
from secdilemma.catalogue.axelrod.facts import TURNS, facts
from secdilemma.catalogue.axelrod.strategy import strategy

NATIVE = [each.name for each in facts().values() if each.native]
SHORT = 40
LENGTH = SHORT if TIMES == 1 else TURNS
"""The page of the agreement is of the longer one, which ``SECDILEMMA_FUZZ=5`` plays too."""


@pytest.mark.parametrize("name", NATIVE)
def test_no_move_differs(name):
    for noise in (0.0, 0.05):
        found = compare(strategy(name, {}), LENGTH, noise)
        assert found.turns == LENGTH * len(OPPONENTS)
        assert found.differences == 0, found


def test_a_difference_would_be_found():
    made = strategy("tit-for-2-tats", {})
    automaton = made.as_automaton(Context(SHORT))
    wrong = replace(automaton, responses=automaton.responses[:, [1, 0, 2]])
    one = replace(automaton, edge_target=np.zeros_like(automaton.edge_target))
    for broken in (wrong, one):
        gaps = list(axelrod_agreement.gaps(made, broken, "random", SHORT, 0.05, 1))
        assert max(gaps) == 1.0


def test_at_least_a_hundred_and_twenty_are_native():
    assert len(NATIVE) >= 120
