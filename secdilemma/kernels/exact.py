"""The exact lane: many pairs, each by the cheapest method that has no sampling error."""

import numpy as np

from secdilemma.kernels.compiling import inlined, kernel, part
from secdilemma.kernels.joint import joint_chain
from secdilemma.kernels.solving import (
    discounted_occupancy,
    finite_occupancy,
    long_run_occupancy,
)
from secdilemma.kernels.tables import Chances, Floats, Ints, Tables
from secdilemma.kernels.walking import DISCOUNTED, FINITE, walk
from secdilemma.kernels.workspace import DENSE_STATES, OUTCOMES, WAR_STATES, Workspace

WALKED, SOLVED, TOO_LARGE = 0, 1, 2
DENSE_COST = 2.0 * DENSE_STATES**3 * 24


@kernel
def exact_pairs(
    tables: Tables,
    chances: Chances,
    pairs: Ints,
    horizon: int,
    turns: int,
    discount: float,
    budget: float,
    room: Workspace,
    shares: Floats,
    war: Floats,
    method: Ints,
) -> None:
    """Write the expected share of each outcome of each pair.

    Parameters
    ----------
    tables, chances
        The automata and the environment.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    horizon, turns, discount
        FINITE with `turns`, DISCOUNTED with `discount`, or LONG_RUN.
    budget
        The most elementary operations that a pair may cost.
    room
        Scratch; what does not fit in it is TOO_LARGE.
    shares
        ndarray(float, shape (k, 7)), zeros: written.
    war
        ndarray(float, shape (k, 2)): written, P(war) and its expected turn.
    method
        ndarray(int, shape (k,)): written, WALKED, SOLVED or TOO_LARGE.
    """
    for k in range(pairs.shape[0]):
        a, b = pairs[k, 0], pairs[k, 1]
        hazard = chances.hazards[0] + chances.hazards[1] + chances.hazards[2]
        if tables.certain[a] and tables.certain[b] and hazard == 0.0:
            method[k] = WALKED
            war[k, 0], war[k, 1] = walk(tables, a, b, horizon, turns, discount, shares[k])
            continue
        method[k] = solve(
            tables, a, b, chances, horizon, turns, discount, budget, room, shares[k], war[k]
        )


@inlined
def solve(
    tables: Tables,
    a: int,
    b: int,
    chances: Chances,
    horizon: int,
    turns: int,
    discount: float,
    budget: float,
    room: Workspace,
    shares: Floats,
    war: Floats,
) -> int:
    """Write the shares and the war of one random pair; return SOLVED or TOO_LARGE."""
    war[0], war[1] = 0.0, np.nan
    n = joint_chain(tables, a, b, chances, room)
    if n < 0:
        return TOO_LARGE
    scale = 1.0
    final = 0
    if horizon == FINITE:
        cheap = n <= DENSE_STATES and budget >= DENSE_COST
        if not cheap and float(room.row_first[n]) * turns > budget:
            return TOO_LARGE
        final = finite_occupancy(room, n, turns)
        scale = 1.0 / turns
    elif horizon == DISCOUNTED:
        if n * (n * n / 3.0) > budget:
            return TOO_LARGE
        discounted_occupancy(room, n, discount)
    elif not long_run_occupancy(room, n, budget):
        return TOO_LARGE
    for x in range(n):
        p = scale * room.occupancy[x]
        if p > 0.0:
            for o in range(OUTCOMES):
                shares[o] += p * room.outcome[x, o]
    if chances.war:
        outbreak(room, n, horizon, turns, discount, final, war)
    return SOLVED


@part
def outbreak(
    room: Workspace, n: int, horizon: int, turns: int, discount: float, final: int, war: Floats
) -> None:
    """Write P(war) and, for a finite horizon, the expected turn of its outbreak."""
    peaceful = 0.0  # expected turns that begin in peace: Σ P(outbreak after turn t)
    for x in range(WAR_STATES, n):
        peaceful += room.occupancy[x]
    if horizon == FINITE:
        war[0] = room.law[final, 0] + room.law[final, 1] + room.law[final, 2]
        if war[0] > 0.0:
            lasting = 1.0 - war[0]
            war[1] = (peaceful - turns * lasting) / war[0]
    elif horizon == DISCOUNTED:
        expected = peaceful / (1.0 - discount)
        war[0] = max(0.0, expected - (expected - 1.0) / discount)
    else:
        war[0] = room.occupancy[0] + room.occupancy[1] + room.occupancy[2]
