"""A finite, well-mixed population, one state at a time: Moran processes and imitation.

Birth and death, and exponential fitness: Moran (1958), Traulsen, Shoresh and Nowak (2008). Linear
fitness: Nowak, Sasaki, Taylor and Fudenberg (2004). Death and birth: Ohtsuki, Hauert, Lieberman and
Nowak (2006). Imitation: Szabó and Tőke (1998), Traulsen, Nowak and Pacheco (2006).

Draw k of a step is word k of (run, step): who reproduces or is compared, who dies, whether there is
a mutation, and to what. Counts are whole numbers, and so are all sums over runs: the order of
adding does not matter.
"""

from typing import NamedTuple

import numpy as np

from secdilemma.matches.kernels.draws import counter, mixed, repetition_key
from secdilemma.matches.kernels.jit import kernel, part
from secdilemma.matches.kernels.tables import Floats, Ints

BIRTH_DEATH, DEATH_BIRTH, IMITATION = 0, 1, 2
EXPONENTIAL, LINEAR = 0, 1
PARENT, VICTIM, MUTATES, MUTANT, ADOPTS = range(5)
DROPPED = np.uint64(11)
FAINT = 1e-6
"""The share of a sum below which what is left of it is summed anew, for rounding's sake."""
TO_UNIT = 1.0 / 9007199254740992.0  # 2^-53


class Rule(NamedTuple):
    """How states reproduce.

    Parameters
    ----------
    update
        ``BIRTH_DEATH``, ``DEATH_BIRTH`` or ``IMITATION``.
    mapping
        From payoff to fitness: ``EXPONENTIAL`` or ``LINEAR``.
    intensity
        How strongly payoffs tell.
    mutation
        The chance that a newcomer takes up another strategy.
    """

    update: int
    mapping: int
    intensity: float
    mutation: float


class Ledger(NamedTuple):
    """What some runs of n strategies write, recorded at r steps; whole numbers, zero at first.

    Parameters
    ----------
    counts
        ndarray(int, shape (runs, n)): states of each strategy at the end.
    steps
        ndarray(int, shape (runs,)): steps taken.
    spent, alone
        ndarray(int, shape (runs, n)): states of each strategy, summed over steps, and steps in
        which it was alone.
    totals, meetings
        ndarray(int, shape (r, n)) and (r, n, n): states, and ordered pairs of states who meet, over
        all runs.
    """

    counts: Ints
    steps: Ints
    spent: Ints
    alone: Ints
    totals: Ints
    meetings: Ints


@part
def unit(key: np.uint64, step: int, slot: int) -> float:
    """The draw of a step, a number in [0, 1)."""
    return np.float64(mixed(key + counter(step, slot)) >> DROPPED) * TO_UNIT


@part
def another(own: int, count: int, chance: float) -> int:
    """Another strategy than `own`, any alike."""
    made = own + 1 + int(chance * (count - 1))  # one of the count - 1 that follow it in a circle
    return made - count if made >= count else made


@kernel
def run_mixed(
    payoff: Floats,
    start: Ints,
    rule: Rule,
    key: np.uint64,
    begin: int,
    end: int,
    limit: int,
    record_at: Ints,
    ledger: Ledger,
) -> None:
    """Run populations `begin` to `end`.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)).
    start
        ndarray(int, shape (n,)): states of each strategy at the start.
    key
        The seed's key.
    limit
        Steps at most; without mutation a run ends when one strategy is alone.
    record_at
        ndarray(int, shape (r,)): the steps to record after, increasing.
    """
    n = payoff.shape[0]
    earned, weight = np.zeros(n), np.zeros(n)
    alive, since = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for run in range(begin, end):
        row = run - begin
        for i in range(n):
            ledger.counts[row, i] = start[i]
        own = repetition_key(key, run)
        ledger.steps[row] = one_run(
            payoff, rule, own, limit, record_at, ledger, row, earned, weight, alive, since
        )


@part
def one_run(
    payoff: Floats,
    rule: Rule,
    key: np.uint64,
    limit: int,
    record_at: Ints,
    ledger: Ledger,
    row: int,
    earned: Floats,
    weight: Floats,
    alive: Ints,
    since: Ints,
) -> int:
    """Run one population, write where it ends, and return the steps it took."""
    count, spent, alone = ledger.counts[row], ledger.spent[row], ledger.alone[row]
    totals, meetings = ledger.totals, ledger.meetings
    n = payoff.shape[0]
    size = 0
    for i in range(n):
        size += count[i]
        since[i] = 0
    living = look(payoff, count, earned, alive)
    total = weigh(payoff, rule, size, count, earned, weight, alive, living, -1)
    recorded, step, alone_since = 0, 0, 0
    while True:
        while recorded < record_at.shape[0] and record_at[recorded] <= step:
            record(count, alive, living, totals[recorded], meetings[recorded])
            recorded += 1
        if step >= limit or (living == 1 and rule.mutation == 0.0):
            break
        # Who gives way, `victim`, and what takes its place, `grows`: both are strategies, for in a
        # well-mixed population one state is as another of its kind.
        if rule.update == BIRTH_DEATH:
            # A parent in proportion to fitness; its offspring takes the place of any of the N.
            parent = by_weight(weight, alive, living, unit(key, step, PARENT) * total)
            victim = by_count(count, alive, living, unit(key, step, VICTIM) * size)
            grows = parent
            if rule.mutation > 0.0 and unit(key, step, MUTATES) < rule.mutation:
                grows = another(parent, n, unit(key, step, MUTANT))
        elif rule.update == DEATH_BIRTH:
            victim = by_count(count, alive, living, unit(key, step, VICTIM) * size)
            # One has died and does not compete: it is taken out of its strategy's weight.
            share = weight[victim] / count[victim]
            weight[victim] -= share
            left, chance = total - share, unit(key, step, PARENT)
            if left >= FAINT * total:
                grows = by_weight(weight, alive, living, chance * left)
                weight[victim] += share
            else:  # of all that is fit, only the victim was
                left = weigh(payoff, rule, size, count, earned, weight, alive, living, victim)
                grows = by_weight(weight, alive, living, chance * left)
                total = weigh(payoff, rule, size, count, earned, weight, alive, living, -1)
            if rule.mutation > 0.0 and unit(key, step, MUTATES) < rule.mutation:
                grows = another(grows, n, unit(key, step, MUTANT))
        else:
            victim = by_count(count, alive, living, unit(key, step, VICTIM) * size)
            if rule.mutation > 0.0 and unit(key, step, MUTATES) < rule.mutation:
                grows = another(victim, n, unit(key, step, MUTANT))
            else:
                # It looks at one of the N - 1 others, and follows with Fermi's chance,
                # 1 / (1 + exp(-β (π_other - π_own))), written without a division.
                count[victim] -= 1
                grows = by_count(count, alive, living, unit(key, step, PARENT) * (size - 1))
                count[victim] += 1
                if grows != victim:
                    ahead = payoff_of(payoff, size, earned, grows) - payoff_of(
                        payoff, size, earned, victim
                    )
                    if unit(key, step, ADOPTS) * (1.0 + np.exp(-rule.intensity * ahead)) >= 1.0:
                        grows = victim
        step += 1
        if grows == victim:
            continue
        # Sums over steps are made up only where a count changes: what it has been since then, times
        # how long.
        if living == 1:
            alone[alive[0]] += step - alone_since
        for i in (grows, victim):
            spent[i] += count[i] * (step - since[i])
            since[i] = step
        fresh = count[grows] == 0
        count[grows] += 1
        count[victim] -= 1
        for i in range(n):
            earned[i] += payoff[i, grows] - payoff[i, victim]
        # Who came or left changes who is alive; and payoffs are summed anew then, so that rounding
        # does not add up.
        if fresh or count[victim] == 0:
            living = look(payoff, count, earned, alive)
            if living == 1:
                alone_since = step
        total = weigh(payoff, rule, size, count, earned, weight, alive, living, -1)
    while recorded < record_at.shape[0]:
        record(count, alive, living, totals[recorded], meetings[recorded])
        recorded += 1
    if living == 1:
        alone[alive[0]] += step - alone_since
    for i in range(n):
        spent[i] += count[i] * (step - since[i])
    return step


@part
def look(payoff: Floats, count: Ints, earned: Floats, alive: Ints) -> int:
    """Write who is alive, and each strategy's payoffs summed over all states; return how many."""
    n, living = payoff.shape[0], 0
    for i in range(n):
        earned[i] = 0.0
        if count[i] > 0:
            alive[living] = i
            living += 1
    for k in range(living):
        for i in range(n):
            earned[i] += payoff[i, alive[k]] * count[alive[k]]
    return living


@part
def payoff_of(payoff: Floats, size: int, earned: Floats, i: int) -> float:
    """The mean payoff of a state against all others; it does not meet itself."""
    return float((earned[i] - payoff[i, i]) / (size - 1))


@part
def weigh(
    payoff: Floats,
    rule: Rule,
    size: int,
    count: Ints,
    earned: Floats,
    weight: Floats,
    alive: Ints,
    living: int,
    without: int,
) -> float:
    """Write each living strategy's count times fitness, up to a factor; return their sum.

    The strategy `without` counts for nothing; -1 for none.
    """
    if rule.update == IMITATION:
        return 0.0
    most = -np.inf  # fitness is exp(w (π - most)): the fittest has 1, and nothing overflows
    for k in range(living):
        i = alive[k]
        weight[i] = payoff_of(payoff, size, earned, i)
        if weight[i] > most and i != without:
            most = weight[i]
    total = 0.0
    for k in range(living):
        i = alive[k]
        if i == without:
            weight[i] = 0.0
        elif rule.mapping == EXPONENTIAL:
            weight[i] = count[i] * np.exp(rule.intensity * (weight[i] - most))
        else:
            weight[i] = count[i] * (1.0 - rule.intensity + rule.intensity * weight[i])
        total += weight[i]
    return total


@part
def by_weight(weight: Floats, alive: Ints, living: int, at: float) -> int:
    """The living strategy at a point of the sum of weights."""
    for k in range(living - 1):
        at -= weight[alive[k]]
        if at < 0.0:
            return int(alive[k])
    last = living - 1  # by rounding the point may lie behind all, where only the fit count
    while last > 0 and weight[alive[last]] <= 0.0:
        last -= 1
    return int(alive[last])


@part
def by_count(count: Ints, alive: Ints, living: int, at: float) -> int:
    """The strategy of the state at a point of the sum of counts."""
    left = int(at)
    for k in range(living - 1):
        left -= count[alive[k]]
        if left < 0:
            return int(alive[k])
    return int(alive[living - 1])


@part
def record(count: Ints, alive: Ints, living: int, totals: Ints, meetings: Ints) -> None:
    """Add the states, and the ordered pairs of two different states."""
    for k in range(living):
        i = alive[k]
        totals[i] += count[i]
        for other in range(living):
            j = alive[other]
            meetings[i, j] += count[i] * (count[j] - (1 if i == j else 0))
