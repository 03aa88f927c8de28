"""The simulated lane, general: one match at a time, with war, many branches and random ends.

It draws exactly what :mod:`secdilemma.matches.kernels.sampled_fast` and the interpreted lane draw.
"""

import numpy as np

from secdilemma.matches.kernels.draws import HALF, UPPER, counter, mixed, repetition_key
from secdilemma.matches.kernels.jit import inlined, kernel, part
from secdilemma.matches.kernels.tables import Ints, Programs, Thresholds, Words

RESPOND, EXECUTE, SIGHT, HOTLINE, RECORD, SENSIBILITY, MOVE, FATE = range(8)
OUTCOMES = 7


@kernel
def play_pairs(
    programs: Programs,
    limits: Thresholds,
    pairs: Ints,
    keys: Words,
    begin: int,
    end: int,
    turns: int,
    sums: Ints,
    products: Ints,
    wars: Ints,
) -> None:
    """Add up the outcomes of repetitions `begin` to `end` of each pair.

    Parameters
    ----------
    programs, limits, pairs, keys, begin, end, sums, products
        As for :func:`secdilemma.matches.kernels.sampled_fast.simulate_pairs`.
    turns
        The length of every match; of none longer, where the end is random.
    wars
        ndarray(int, shape (k, 2)): matches that saw war, and the sum of their turns of outbreak.
    """
    count = np.zeros(OUTCOMES, np.int64)
    for k in range(pairs.shape[0]):
        for repetition in range(begin, end):
            key = repetition_key(keys[k], repetition)
            for o in range(OUTCOMES):
                count[o] = 0
            outbreak = play(programs, limits, pairs[k, 0], pairs[k, 1], key, turns, count)
            if outbreak > 0:
                wars[k, 0] += 1
                wars[k, 1] += outbreak
            for o in range(OUTCOMES):
                sums[k, o] += count[o]
                for other in range(OUTCOMES):
                    products[k, o, other] += count[o] * count[other]


@part
def play(
    programs: Programs, limits: Thresholds, a: int, b: int, key: np.uint64, turns: int, count: Ints
) -> int:
    """Count the outcomes of one match; return the turn in which war broke out, or 0."""
    restrain, arm, striking = programs.restrain, programs.arm, limits.striking
    rows, targets, thresholds = programs.edge_first, programs.edge_target, programs.edge_threshold
    execution, sight_error, hazards = limits.execution, limits.sight_error, limits.hazards
    first_a, first_b = programs.first[a], programs.first[b]
    bits = mixed(key + counter(-1, MOVE))
    i = first_a + chosen(programs.start, first_a, bits >> UPPER)
    j = first_b + chosen(programs.start, first_b, bits & HALF)
    war, outbreak = -1, 0
    for turn in range(turns):
        fate = mixed(key + counter(turn, FATE))
        if war < 0:
            bits = mixed(key + counter(turn, RESPOND))
            own = action(restrain[i], arm[i], striking, bits >> UPPER)
            other = action(restrain[j], arm[j], striking, bits & HALF)
            record = mixed(key + counter(turn, RECORD))
            if (record & HALF) < limits.joint:
                own, other = 0, 0
            bits = mixed(key + counter(turn, EXECUTE))
            own = carried_out(execution, own, bits >> UPPER)
            other = carried_out(execution, other, bits & HALF)
            if own == 2 or other == 2:
                war = 2 if own == other else (0 if own == 2 else 1)
                outbreak = turn + 1
        if war >= 0:
            count[4 + war] += 1
        else:
            count[2 * own + other] += 1
            sight = mixed(key + counter(turn, SIGHT))
            line = mixed(key + counter(turn, HOTLINE))
            seen_a = sighted(sight_error, limits.hotline, other, sight >> UPPER, line >> UPPER)
            seen_b = sighted(sight_error, limits.hotline, own, sight & HALF, line & HALF)
            told_a, told_b = own, other
            if (record >> UPPER) < limits.record:
                told_a, told_b = seen_b, seen_a
            mild = mixed(key + counter(turn, SENSIBILITY))
            if told_a == 1 and (mild >> UPPER) < limits.sensibility:
                seen_a = 0
            if told_b == 1 and (mild & HALF) < limits.sensibility:
                seen_b = 0
            bits = mixed(key + counter(turn, MOVE))
            at = rows[4 * i + 2 * told_a + seen_a]
            i = first_a + targets[at + chosen(thresholds, at, bits >> UPPER)]
            at = rows[4 * j + 2 * told_b + seen_b]
            j = first_b + targets[at + chosen(thresholds, at, bits & HALF)]
            if (fate >> UPPER) < hazards[own + other]:
                war, outbreak = 2, turn + 1
        if (fate & HALF) < limits.end:
            break
    return outbreak


@inlined
def chosen(thresholds: Words, first: int, bits: np.uint64) -> int:
    """Return which branch a draw chooses, counted from `first`."""
    at = first
    while bits >= thresholds[at]:
        at += 1
    return at - first


@inlined
def action(restrain: np.uint64, arm: np.uint64, striking: bool, bits: np.uint64) -> int:
    """Return the intended action; a strike is arming where there is none."""
    if bits < restrain:
        return 0
    return 1 if bits < arm or not striking else 2


@inlined
def carried_out(execution: Words, intended: int, bits: np.uint64) -> int:
    """Return the action after execution error."""
    if intended == 2:
        return 2
    return 1 - intended if bits < execution[intended] else intended


@inlined
def sighted(
    sight_error: Words, hotline: np.uint64, true: int, bits: np.uint64, line: np.uint64
) -> int:
    """Return what is seen of an action, the hotline used."""
    seen = 1 - true if bits < sight_error[true] else true
    return 0 if true == 0 and line < hotline else seen
