"""The exact lane: many pairs, each by the cheapest method that has no sampling error."""

import numpy as np

from secdilemma.matches.kernels.chain import joint_chain
from secdilemma.matches.kernels.jit import inlined, kernel, part
from secdilemma.matches.kernels.occupancy import (
    discounted_occupancy,
    finite_occupancy,
    long_run_occupancy,
)
from secdilemma.matches.kernels.outbreak import before_the_end, in_the_long_run, within_turns
from secdilemma.matches.kernels.scratch import (
    DENSE_STATES,
    MATRIX_STATES,
    OUTCOMES,
    Scratch,
)
from secdilemma.matches.kernels.tables import Chances, Floats, Ints, Tables
from secdilemma.matches.kernels.walk import DISCOUNTED, FINITE, walk

WALKED, SOLVED, TOO_LARGE = 0, 1, 2
DENSE_COST = 2.0 * DENSE_STATES**3 * 24


@kernel
def exact_pairs(
    tables: Tables,
    chances: Chances,
    pairs: Ints,
    kinds: Ints,
    turns: Ints,
    budget: float,
    room: Scratch,
    shares: Floats,
    war: Floats,
    method: Ints,
) -> None:
    """Write the expected share of each outcome of each pair, at each of h horizons.

    Parameters
    ----------
    tables, chances
        The automata and the environment.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    kinds, turns
        Of shape (h,): FINITE with turns, or LONG_RUN; for discounted ones see below.
    budget
        The most elementary operations that a pair may cost.
    room
        Scratch; what does not fit in it is TOO_LARGE.
    shares
        ndarray(float, shape (h, k, 7)), zeros: written.
    war
        ndarray(float, shape (h, k, 2)): written, P(war) and its expected turn, nan without one.
    method
        ndarray(int, shape (h, k)): written, WALKED, SOLVED or TOO_LARGE.
    """
    hazard = chances.hazards[0] + chances.hazards[1] + chances.hazards[2]
    for k in range(pairs.shape[0]):
        a, b = pairs[k, 0], pairs[k, 1]
        # Where nothing is random a match is walked until it repeats; else its chain is written once
        # and solved at each horizon.
        walks = tables.certain[a] and tables.certain[b] and hazard == 0.0
        n = 0 if walks else joint_chain(tables, a, b, chances, room)
        for h in range(kinds.shape[0]):
            if walks:
                method[h, k] = WALKED
                war[h, k, 0], war[h, k, 1] = walk(
                    tables, a, b, kinds[h], turns[h], 0.0, 1.0, shares[h, k]
                )
                continue
            war[h, k, 0], war[h, k, 1] = 0.0, np.nan
            final = -1
            if n >= 0:
                final = occupy(room, n, kinds[h], turns[h], budget, chances.war)
            if final < 0:
                method[h, k] = TOO_LARGE
                continue
            method[h, k] = SOLVED
            scale = 1.0 / turns[h] if kinds[h] == FINITE else 1.0
            add_shares(room, n, scale, shares[h, k])
            if chances.war and kinds[h] == FINITE:
                within_turns(room, turns[h], final, war[h, k])
            elif chances.war:
                in_the_long_run(room, n, war[h, k])


@kernel
def discounted_pairs(
    tables: Tables,
    chances: Chances,
    pairs: Ints,
    discounts: Floats,
    ends: Floats,
    budget: float,
    room: Scratch,
    shares: Floats,
    war: Floats,
    method: Ints,
) -> None:
    """Do what :func:`exact_pairs` does at h discounted horizons; `ends` are 1 - δ, to the digit.

    It is compiled apart, so that who plays matches of a fixed length does not wait for it.
    """
    hazard = chances.hazards[0] + chances.hazards[1] + chances.hazards[2]
    for k in range(pairs.shape[0]):
        a, b = pairs[k, 0], pairs[k, 1]
        walks = tables.certain[a] and tables.certain[b] and hazard == 0.0
        n = 0 if walks else joint_chain(tables, a, b, chances, room)
        for h in range(discounts.shape[0]):
            if walks:
                method[h, k] = WALKED
                war[h, k, 0], war[h, k, 1] = walk(
                    tables, a, b, DISCOUNTED, 0, discounts[h], ends[h], shares[h, k]
                )
                continue
            war[h, k, 0], war[h, k, 1] = 0.0, np.nan
            method[h, k] = TOO_LARGE
            if n >= 0 and n * (n * n / 3.0) <= budget and n <= MATRIX_STATES:
                method[h, k] = SOLVED
                discounted_occupancy(room, n, discounts[h], ends[h], room.start)
                add_shares(room, n, 1.0, shares[h, k])
                if chances.war:
                    before_the_end(room, n, discounts[h], ends[h], war[h, k])


@part
def add_shares(room: Scratch, n: int, scale: float, shares: Floats) -> None:
    """Add each state's outcomes, weighted by how long it is occupied."""
    for x in range(n):
        p = scale * room.occupancy[x]
        if p > 0.0:
            for o in range(OUTCOMES):
                shares[o] += p * room.outcome[x, o]


@inlined
def occupy(room: Scratch, n: int, horizon: int, turns: int, budget: float, war: bool) -> int:
    """Write the occupancy of a chain; return the row of its final law, -1 beyond the budget."""
    final = 0
    if horizon == FINITE:
        cheap = n <= DENSE_STATES and budget >= DENSE_COST
        if cheap or float(room.row_first[n]) * turns <= budget:
            final = finite_occupancy(room, n, turns, war)
        else:
            final = -1
    elif not long_run_occupancy(room, n, budget):
        final = -1
    return final
