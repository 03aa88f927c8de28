"""The simulated lane, fast: many repetitions of a pair abreast, stage by stage.

Each stage is one short loop over the repetitions, which the compiler turns into vector
instructions. It serves matches of a fixed length without war, and automata with at most two
branches an event; :mod:`secdilemma.matches.kernels.sampled` serves everything and draws the same.
"""

import numpy as np

from secdilemma.matches.kernels.draws import HALF, LOWER, UPPER, counter, mixed, repetition_key
from secdilemma.matches.kernels.jit import inlined, kernel, part
from secdilemma.matches.kernels.tables import Ints, Programs, Thresholds, Words

ABREAST = 128
RESPOND, EXECUTE, SIGHT, HOTLINE, RECORD, SENSIBILITY, MOVE = range(7)
ZERO, ONE, TWO, FOUR = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(4)


@kernel
def simulate_pairs(
    programs: Programs,
    limits: Thresholds,
    pairs: Ints,
    keys: Words,
    begin: int,
    end: int,
    turns: int,
    sums: Ints,
    products: Ints,
) -> None:
    """Add up the outcomes of repetitions `begin` to `end` of each pair.

    Parameters
    ----------
    programs, limits
        The automata and the environment, as thresholds.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    keys
        ndarray(uint64, shape (k,)): the pairs' keys.
    turns
        The length of every match.
    sums
        ndarray(int, shape (k, 7)): turns with each outcome, added to.
    products
        ndarray(int, shape (k, 7, 7)): products of two counts within a match, added to.
    """
    words = np.zeros((7, ABREAST), np.uint64)
    seats = np.zeros((8, ABREAST), np.uint64)
    tally = np.zeros((3, ABREAST), np.uint64)
    key = np.zeros(ABREAST, np.uint64)
    count = np.zeros(4, np.int64)
    for k in range(pairs.shape[0]):
        for block in range(begin, end, ABREAST):
            width = min(ABREAST, end - block)
            for lane in range(width):
                key[lane] = repetition_key(keys[k], block + lane)
            play_block(
                programs, limits, pairs[k, 0], pairs[k, 1], key, turns, width, words, seats, tally
            )
            count_block(turns, width, tally, count, sums[k], products[k])


@part
def play_block(
    programs: Programs,
    limits: Thresholds,
    a: int,
    b: int,
    key: Words,
    turns: int,
    width: int,
    words: Words,
    seats: Words,
    tally: Words,
) -> None:
    """Play `width` matches; write turns in which the first, the second and both armed."""
    first_a, first_b = programs.first[a], programs.first[b]
    last_a, last_b = programs.first[a + 1], programs.first[b + 1]
    restrain_a, restrain_b = programs.restrain[first_a:last_a], programs.restrain[first_b:last_b]
    one_a, one_b = (
        programs.one_target[4 * first_a : 4 * last_a],
        programs.one_target[4 * first_b : 4 * last_b],
    )
    odds_a, odds_b = (
        programs.one_threshold[4 * first_a : 4 * last_a],
        programs.one_threshold[4 * first_b : 4 * last_b],
    )
    two_a, two_b = (
        programs.other_target[4 * first_a : 4 * last_a],
        programs.other_target[4 * first_b : 4 * last_b],
    )
    live = limits.live
    mind_a, mind_b, own_a, own_b = seats[0], seats[1], seats[2], seats[3]
    seen_a, seen_b, told_a, told_b = seats[4], seats[5], seats[6], seats[7]
    respond, execute, sight, move = words[RESPOND], words[EXECUTE], words[SIGHT], words[MOVE]
    start(programs.start[first_a:last_a], key, UPPER, width, mind_a)
    start(programs.start[first_b:last_b], key, LOWER, width, mind_b)
    for lane in range(width):
        tally[0, lane] = ZERO
        tally[1, lane] = ZERO
        tally[2, lane] = ZERO
    for turn in range(turns):
        for slot in range(7):
            if live[slot]:
                at = counter(turn, slot)
                for lane in range(width):
                    words[slot, lane] = mixed(key[lane] + at)
        decide(respond, UPPER, restrain_a, mind_a, width, own_a)
        decide(respond, LOWER, restrain_b, mind_b, width, own_b)
        if limits.joint > ZERO:
            agree(words[RECORD], limits.joint, width, own_a, own_b)
        if live[EXECUTE]:
            err(execute, UPPER, limits.execution[0], limits.execution[1], own_a, width, own_a)
            err(execute, LOWER, limits.execution[0], limits.execution[1], own_b, width, own_b)
        for lane in range(width):
            tally[0, lane] += own_a[lane]
            tally[1, lane] += own_b[lane]
            tally[2, lane] += own_a[lane] & own_b[lane]
        for lane in range(width):
            seen_a[lane] = own_b[lane]
            seen_b[lane] = own_a[lane]
            told_a[lane] = own_a[lane]
            told_b[lane] = own_b[lane]
        if live[SIGHT]:
            err(sight, UPPER, limits.sight_error[0], limits.sight_error[1], own_b, width, seen_a)
            err(sight, LOWER, limits.sight_error[0], limits.sight_error[1], own_a, width, seen_b)
        if live[HOTLINE]:
            correct(words[HOTLINE], UPPER, limits.hotline, own_b, width, seen_a)
            correct(words[HOTLINE], LOWER, limits.hotline, own_a, width, seen_b)
        if live[RECORD]:
            publish(words[RECORD], limits.record, width, seen_a, seen_b, told_a, told_b)
        if live[SENSIBILITY]:
            excuse(words[SENSIBILITY], UPPER, limits.sensibility, told_a, width, seen_a)
            excuse(words[SENSIBILITY], LOWER, limits.sensibility, told_b, width, seen_b)
        follow(move, UPPER, told_a, seen_a, one_a, odds_a, two_a, width, mind_a)
        follow(move, LOWER, told_b, seen_b, one_b, odds_b, two_b, width, mind_b)


@part
def start(limits: Words, key: Words, half: np.uint64, width: int, mind: Words) -> None:
    """Draw the mind before the first turn."""
    at = counter(-1, MOVE)
    for lane in range(width):
        bits = (mixed(key[lane] + at) >> half) & HALF
        chosen = 0
        while bits >= limits[chosen]:
            chosen += 1
        mind[lane] = np.uint64(chosen)


@inlined
def decide(
    word: Words, half: np.uint64, restrain: Words, mind: Words, width: int, own: Words
) -> None:
    """Write the intended action."""
    for lane in range(width):
        own[lane] = ONE if ((word[lane] >> half) & HALF) >= restrain[mind[lane]] else ZERO


@inlined
def agree(word: Words, joint: np.uint64, width: int, own_a: Words, own_b: Words) -> None:
    """Let both sides mean to restrain where they decide jointly."""
    for lane in range(width):
        agreed = (word[lane] & HALF) < joint
        own_a[lane] = ZERO if agreed else own_a[lane]
        own_b[lane] = ZERO if agreed else own_b[lane]


@inlined
def err(
    word: Words,
    half: np.uint64,
    of_restraint: np.uint64,
    of_arming: np.uint64,
    true: Words,
    width: int,
    shown: Words,
) -> None:
    """Write `true` with errors; the two may be the same array."""
    for lane in range(width):
        limit = of_arming if true[lane] == ONE else of_restraint
        wrong = ONE if ((word[lane] >> half) & HALF) < limit else ZERO
        shown[lane] = true[lane] ^ wrong


@inlined
def correct(
    word: Words, half: np.uint64, hotline: np.uint64, true: Words, width: int, seen: Words
) -> None:
    """Correct false alarms with the hotline."""
    for lane in range(width):
        called = ONE if ((word[lane] >> half) & HALF) < hotline else ZERO
        seen[lane] &= true[lane] | (called ^ ONE)


@inlined
def publish(
    word: Words,
    record: np.uint64,
    width: int,
    seen_a: Words,
    seen_b: Words,
    told_a: Words,
    told_b: Words,
) -> None:
    """Let both sides go by the record, of their own action too."""
    for lane in range(width):
        public = ONE if (word[lane] >> UPPER) < record else ZERO
        told_a[lane] ^= (told_a[lane] ^ seen_b[lane]) & public
        told_b[lane] ^= (told_b[lane] ^ seen_a[lane]) & public


@inlined
def excuse(
    word: Words, half: np.uint64, sensibility: np.uint64, told: Words, width: int, seen: Words
) -> None:
    """Let a state that armed read arming as restraint."""
    for lane in range(width):
        mild = ONE if ((word[lane] >> half) & HALF) < sensibility else ZERO
        seen[lane] &= (mild & told[lane]) ^ ONE


@inlined
def follow(
    word: Words,
    half: np.uint64,
    told: Words,
    seen: Words,
    one: Words,
    odds: Words,
    two: Words,
    width: int,
    mind: Words,
) -> None:
    """Move to the next mind."""
    for lane in range(width):
        row = FOUR * mind[lane] + TWO * told[lane] + seen[lane]
        mind[lane] = one[row] if ((word[lane] >> half) & HALF) < odds[row] else two[row]


@part
def count_block(
    turns: int, width: int, tally: Words, count: Ints, sums: Ints, products: Ints
) -> None:
    """Add the outcomes of a block of matches to the pair's sums and products."""
    for lane in range(width):
        armed_a, armed_b = np.int64(tally[0, lane]), np.int64(tally[1, lane])
        count[3] = np.int64(tally[2, lane])
        count[2] = armed_a - count[3]
        count[1] = armed_b - count[3]
        count[0] = turns - armed_a - armed_b + count[3]
        for o in range(4):
            sums[o] += count[o]
            for other in range(4):
                products[o, other] += count[o] * count[other]
