"""Scratch arrays that one thread uses for pair after pair, so that no pair allocates."""

from typing import NamedTuple

import numpy as np

from secdilemma.matches.kernels.tables import Floats, Ints

WAR_STATES = 3
OUTCOMES = 7
DENSE_STATES = 51
MATRIX_STATES = 4_000


class Scratch(NamedTuple):
    """Room for one pair's chain; `s` states at the most, `m` joint minds, `e` edges."""

    number: Ints  # (m,): the state of each joint mind; -1 between pairs
    found: Ints  # (s,): the joint mind of each state
    heap: Floats  # (m + 3,): the row being made; zero between rows
    touched: Ints  # (m + 3,)
    row_first: Ints  # (s + 1,)
    column: Ints  # (e,)
    weight: Floats  # (e,)
    outcome: Floats  # (s, 7): CC, CD, DC, DD, and the three kinds of war
    start: Floats  # (s,)
    law: Floats  # (2, s): now and next
    occupancy: Floats  # (s,)
    square: Floats  # (2, 51, 102): for small chains, a power and a sum side by side; now and next
    search: Ints  # (6, s): for components
    matrix: Floats  # (at most 4001²,): one matrix of a larger chain, row after row


def scratch_for(joint_minds: int, states: int, edges: int) -> Scratch:
    """Return room for chains of at most `states` states, war included."""
    return Scratch(
        number=np.full(joint_minds, -1, np.int64),
        found=np.zeros(states, np.int64),
        heap=np.zeros(joint_minds + WAR_STATES, np.float64),
        touched=np.zeros(joint_minds + WAR_STATES, np.int64),
        row_first=np.zeros(states + 1, np.int64),
        column=np.empty(edges, np.int64),
        weight=np.empty(edges, np.float64),
        outcome=np.zeros((states, OUTCOMES), np.float64),
        start=np.zeros(states, np.float64),
        law=np.zeros((2, states), np.float64),
        occupancy=np.zeros(states, np.float64),
        square=np.zeros((2, DENSE_STATES, 2 * DENSE_STATES), np.float64),
        search=np.zeros((6, states), np.int64),
        matrix=np.empty((min(states, MATRIX_STATES) + 1) ** 2, np.float64),
    )
