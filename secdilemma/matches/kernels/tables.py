"""The arrays that kernels take: many automata end to end, and one environment.

Named tuples of arrays, which numba passes as they are. `n` minds in all, `e` edges in all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]


class Tables(NamedTuple):
    """Automata in an environment, as probabilities: all errors are already counted.

    Private rows are ``4 mind + 2 own + other`` with the other's true action; public rows are
    ``4 mind + 2 own + other`` with both actions as the record has them.
    """

    first: Ints  # (automata + 1,): the first mind of each
    certain: Flags  # (automata,): in this environment nothing in it is left to chance
    start: Floats  # (n,)
    action: Floats  # (n, 3): restraint, arming and striking as carried out
    private_first: Ints  # (4 n + 1,)
    private_target: Ints  # (e,): counted from the automaton's first mind
    private_odds: Floats  # (e,)
    public_first: Ints
    public_target: Ints
    public_odds: Floats


class Chances(NamedTuple):
    """What a pair has in common: the record, and how war comes."""

    record: float  # κ
    sighting: Floats  # (2, 2): what each true action, by row, is seen as, by column
    hazards: Floats  # (3,): accidental war with neither, one, both armed
    war: bool  # war can come at all
    joint: float  # j
    agreed: Floats  # (2,): restraint and arming as a joint decision to restrain is carried out


class Programs(NamedTuple):
    """Automata as thresholds, for the simulated lane; rows are ``4 mind + 2 own + seen``."""

    first: Ints  # (automata + 1,)
    start: Words  # (n,): cumulative within each automaton
    restrain: Words  # (n,): a draw below it restrains
    arm: Words  # (n,): a draw below it, and not below the other, arms
    edge_first: Ints  # (4 n + 1,)
    edge_target: Ints  # (e,)
    edge_threshold: Words  # (e,): cumulative within each row
    one_target: Words  # (4 n,): rows of at most two branches, flattened
    one_threshold: Words  # (4 n,)
    other_target: Words  # (4 n,)


class Thresholds(NamedTuple):
    """The environment as thresholds."""

    execution: Words  # (2,): the error of restraint and of arming
    sight_error: Words  # (2,): the error in seeing restraint and arming
    hotline: np.uint64
    record: np.uint64
    sensibility: np.uint64
    hazards: Words  # (3,)
    end: np.uint64  # the match ends after a turn
    striking: bool
    joint: np.uint64
    live: Flags  # (8,): slots that any event depends on
