"""Pairs in which nothing is random: walk until the joint mind repeats (Brent 1980).

The cost depends on the automata and not on the number of turns.
"""

import numpy as np

from secdilemma.matches.kernels.jit import part
from secdilemma.matches.kernels.tables import Floats, Tables

FINITE, DISCOUNTED, LONG_RUN = 0, 1, 2


@part
def certain_start(tables: Tables, automaton: int) -> int:
    """Return the mind that an automaton surely begins in."""
    first = tables.first[automaton]
    for i in range(first, tables.first[automaton + 1]):
        if tables.start[i] == 1.0:
            return int(i - first)
    return 0


@part
def certain_action(tables: Tables, mind: int) -> int:
    """Return the action that a mind surely takes."""
    if tables.action[mind, 0] == 1.0:
        return 0
    return 1 if tables.action[mind, 1] == 1.0 else 2


@part
def step(tables: Tables, a: int, b: int, state: int) -> tuple[int, int]:
    """Return the outcome of a turn (0 to 6) and the joint mind after it; war is its own state."""
    first_a, first_b = tables.first[a], tables.first[b]
    minds_b = tables.first[b + 1] - first_b
    peace = (tables.first[a + 1] - first_a) * minds_b
    if state >= peace:
        return 4 + state - peace, state
    i, j = first_a + state // minds_b, first_b + state % minds_b
    own, other = certain_action(tables, i), certain_action(tables, j)
    if own == 2 or other == 2:
        kind = 2 if own == other else (0 if own == 2 else 1)
        return 4 + kind, peace + kind
    edge_a = tables.private_first[4 * i + 2 * own + other]
    edge_b = tables.private_first[4 * j + 2 * other + own]
    to = tables.private_target[edge_a] * minds_b + tables.private_target[edge_b]
    return 2 * own + other, to


@part
def cycle(tables: Tables, a: int, b: int, start: int) -> tuple[int, int]:
    """Return how many turns precede the cycle, and how many it has."""
    power, length = 1, 1
    tortoise = start
    _, hare = step(tables, a, b, start)
    while tortoise != hare:
        if power == length:
            tortoise = hare
            power *= 2
            length = 0
        _, hare = step(tables, a, b, hare)
        length += 1
    lead = start
    for _ in range(length):
        _, lead = step(tables, a, b, lead)
    before = 0
    follow = start
    while follow != lead:
        _, follow = step(tables, a, b, follow)
        _, lead = step(tables, a, b, lead)
        before += 1
    return before, length


@part
def walk(
    tables: Tables,
    a: int,
    b: int,
    horizon: int,
    turns: int,
    discount: float,
    ends: float,
    shares: Floats,
) -> tuple[float, float]:
    """Write the share of each outcome into `shares`; return P(war) and its turn, nan without one.

    `ends` is 1 - δ, to the digit.
    """
    minds_b = tables.first[b + 1] - tables.first[b]
    peace = (tables.first[a + 1] - tables.first[a]) * minds_b
    start = certain_start(tables, a) * minds_b + certain_start(tables, b)
    before, length = cycle(tables, a, b, start)
    last = before + length
    if horizon == FINITE and turns < last:
        last = turns
    factor = 1.0
    state = start
    outbreak = -1
    in_cycle = once_round(discount, length) if horizon == DISCOUNTED else 1.0
    for turn in range(last):
        outcome, state = step(tables, a, b, state)
        if outcome >= 4 and outbreak < 0:
            outbreak = turn + 1
        if horizon == FINITE:
            times = 1
            if turn >= before:
                times = (turns - 1 - turn) // length + 1
            shares[outcome] += times
        elif horizon == DISCOUNTED:
            shares[outcome] += factor / in_cycle if turn >= before else factor * ends
            factor *= discount
        elif turn >= before:
            shares[outcome] += 1.0
    total = turns if horizon == FINITE else (1 if horizon == DISCOUNTED else length)
    for outcome in range(7):
        shares[outcome] /= total
    if outbreak < 0 and state < peace:
        return 0.0, np.nan
    if horizon == DISCOUNTED:
        return discount ** (outbreak - 1), float(outbreak)
    return 1.0, float(outbreak)


@part
def once_round(discount: float, length: int) -> float:
    """Return Σ δ^t over a cycle of `length` turns, which is (1 - δ^length) / (1 - δ)."""
    total, factor = 0.0, 1.0
    for _ in range(length):
        total += factor
        factor *= discount
    return total
