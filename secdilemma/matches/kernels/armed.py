"""Matches with stocks of arms and treasuries: one at a time, and drawn as without them.

It draws exactly what :mod:`secdilemma.matches.kernels.sampled` draws, so that with nothing switched
on the turns of a match are the same.
"""

import math
from typing import NamedTuple

import numpy as np

from secdilemma.matches.kernels.draws import HALF, UPPER, counter, mixed, repetition_key
from secdilemma.matches.kernels.jit import inlined, kernel
from secdilemma.matches.kernels.sampled import (
    EXECUTE,
    FATE,
    HOTLINE,
    MOVE,
    RECORD,
    RESPOND,
    SENSIBILITY,
    SIGHT,
    action,
    carried_out,
    chosen,
    sighted,
)
from secdilemma.matches.kernels.tables import Floats, Ints, Programs, Thresholds, Words

FIRST_FALLS, SECOND_FALLS, BOTH_FALL = 7, 8, 9


class Stocks(NamedTuple):
    """The layer of arms as numbers."""

    depreciation: float
    stock: Floats  # (2,)
    feedback: bool
    exhaustible: bool
    treasury: Floats  # (2,)
    income: float
    spending: float
    richest: float
    ruin: float
    vigilance: Floats  # (2,)
    kept: float  # (1 - μ)^H
    added: float  # what H turns of arming add
    payoffs: Floats  # (2, 2, 2): seat, own action, other's action
    stake: float  # Δ
    floor: float  # Π_l - k
    first_strike: float
    decisiveness: float
    power: float  # log of the ratio of power that stocks do not account for


@kernel
def stock_pairs(
    programs: Programs,
    limits: Thresholds,
    stocks: Stocks,
    pairs: Ints,
    keys: Words,
    begin: int,
    marks: Ints,
    counts: Ints,
    payoffs: Floats,
    levels: Floats,
    ends: Ints,
) -> None:
    """Play each pair's repetitions from `begin`, and write down each match.

    Parameters
    ----------
    programs, limits, pairs, keys
        As for :func:`secdilemma.matches.kernels.sampled.play_pairs`.
    marks
        ndarray(int, shape (m,)): turns, ascending, at whose beginning stocks are looked at; a turn
        past the last is the end of the match, and the last mark is the length of the match.
    counts
        ndarray(int, shape (k, n, 10)): turns with each of the seven outcomes, and after the fall of
        the first, the second or both.
    payoffs
        ndarray(float, shape (k, n, 2)): sums over the match.
    levels
        ndarray(float, shape (k, n, m, 2)): stocks.
    ends
        ndarray(int, shape (k, n, 2)): turns of the outbreak of war and of collapse; 0 for never.
    """
    arms, funds, last = np.zeros(2), np.zeros(2), np.zeros(2, np.int64)
    turns = marks[marks.shape[0] - 1]
    striking = limits.striking
    execution, sight_error, hazards = limits.execution, limits.sight_error, limits.hazards
    rows, targets, thresholds = programs.edge_first, programs.edge_target, programs.edge_threshold
    for k in range(pairs.shape[0]):
        first_a, first_b = programs.first[pairs[k, 0]], programs.first[pairs[k, 1]]
        for n in range(counts.shape[1]):
            key = repetition_key(keys[k], begin + n)
            bits = mixed(key + counter(-1, MOVE))
            i = first_a + chosen(programs.start, first_a, bits >> UPPER)
            j = first_b + chosen(programs.start, first_b, bits & HALF)
            for s in range(2):
                arms[s], funds[s], last[s] = stocks.stock[s], stocks.treasury[s], 0
            end, mark = -1, 0
            for turn in range(turns):
                if mark < marks.shape[0] and turn == marks[mark]:
                    levels[k, n, mark, 0], levels[k, n, mark, 1] = arms[0], arms[1]
                    mark += 1
                own, other = 0, 0
                if end < 0:
                    bits = mixed(key + counter(turn, RESPOND))
                    own = action(programs.restrain[i], programs.arm[i], striking, bits >> UPPER)
                    other = action(programs.restrain[j], programs.arm[j], striking, bits & HALF)
                    shared = mixed(key + counter(turn, RECORD))
                    if (shared & HALF) < limits.joint:
                        own, other = 0, 0
                    elif striking and turn > 0:
                        if alarmed(stocks, 0, arms, last):
                            own = 2
                        if alarmed(stocks, 1, arms, last):
                            other = 2
                    bits = mixed(key + counter(turn, EXECUTE))
                    own = carried_out(execution, own, bits >> UPPER)
                    other = carried_out(execution, other, bits & HALF)
                    if own == 2 or other == 2:
                        end = 6 if own == other else (4 if own == 2 else 5)
                        ends[k, n, 0] = turn + 1
                if end >= 0:
                    counts[k, n, end] += 1
                    for s in range(2):
                        payoffs[k, n, s] += ended(stocks, end, s, arms)
                    continue
                counts[k, n, 2 * own + other] += 1
                payoffs[k, n, 0] += paid(stocks, 0, own, other, arms)
                payoffs[k, n, 1] += paid(stocks, 1, other, own, arms)
                last[0], last[1] = own, other
                for s in range(2):
                    arms[s] = (1.0 - stocks.depreciation) * arms[s] + last[s]
                    saved = funds[s] + stocks.income - stocks.spending * last[s]
                    funds[s] = min(saved, stocks.richest)
                sight = mixed(key + counter(turn, SIGHT))
                line = mixed(key + counter(turn, HOTLINE))
                seen_a = sighted(sight_error, limits.hotline, other, sight >> UPPER, line >> UPPER)
                seen_b = sighted(sight_error, limits.hotline, own, sight & HALF, line & HALF)
                told_a, told_b = own, other
                if (mixed(key + counter(turn, RECORD)) >> UPPER) < limits.record:
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
                if (mixed(key + counter(turn, FATE)) >> UPPER) < hazards[own + other]:
                    end, ends[k, n, 0] = 6, turn + 1
                elif stocks.exhaustible and (funds[0] < 0 or funds[1] < 0):
                    end = BOTH_FALL if funds[0] < 0 and funds[1] < 0 else FIRST_FALLS
                    if funds[0] >= 0:
                        end = SECOND_FALLS
                    ends[k, n, 1] = turn + 1
            levels[k, n, mark, 0], levels[k, n, mark, 1] = arms[0], arms[1]


@inlined
def alarmed(stocks: Stocks, seat: int, arms: Floats, last: Ints) -> bool:
    """Return whether a seat sees its power fall too low, were both to go on as they did."""
    own = arms[seat] * stocks.kept + stocks.added * last[seat]
    other = arms[1 - seat] * stocks.kept + stocks.added * last[1 - seat]
    return bool(own < stocks.vigilance[seat] * other)


@inlined
def paid(stocks: Stocks, seat: int, own: int, other: int, arms: Floats) -> float:
    """Return what a turn of peace pays; power scales gain and loss where there is feedback."""
    base = float(stocks.payoffs[seat, own, other])
    if not stocks.feedback or own == other:
        return base
    both = float(arms[0] + arms[1])
    if own == 1:
        peer = float(stocks.payoffs[seat, 1, 1])
        return peer + (base - peer) * 2.0 * float(arms[seat]) / both
    peer = float(stocks.payoffs[seat, 0, 0])
    return peer - (peer - base) * 2.0 * float(arms[1 - seat]) / both


@inlined
def ended(stocks: Stocks, end: int, seat: int, arms: Floats) -> float:
    """Return what a turn of war, or after a collapse, pays."""
    if end >= FIRST_FALLS:
        fallen = end in (BOTH_FALL, FIRST_FALLS + seat)
        return stocks.ruin if fallen else stocks.payoffs[seat, 1, 0]
    order = 0.0
    if end != 6:
        order = 1.0 if end == 4 + seat else -1.0
    sign = 1.0 if seat == 0 else -1.0
    power = sign * stocks.decisiveness * (math.log(arms[0] / arms[1]) + stocks.power)
    chance = 0.5 * (1.0 + math.tanh(0.5 * (power + order * stocks.first_strike)))
    return stocks.floor + chance * stocks.stake
