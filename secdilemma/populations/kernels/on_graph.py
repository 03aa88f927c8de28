"""A finite population on a graph: states meet their neighbours and spread along edges.

Evolutionary graph theory (Lieberman, Hauert and Nowak 2005), with payoffs from neighbours alone
(Ohtsuki, Hauert, Lieberman and Nowak 2006).

Draws are those of :mod:`secdilemma.populations.kernels.well_mixed`; where the states stand at first
is drawn too.
"""

from typing import NamedTuple

import numpy as np

from secdilemma.matches.kernels.draws import mixed, repetition_key
from secdilemma.matches.kernels.jit import kernel, part
from secdilemma.matches.kernels.tables import Floats, Ints
from secdilemma.populations.kernels.well_mixed import (
    ADOPTS,
    BIRTH_DEATH,
    DEATH_BIRTH,
    EXPONENTIAL,
    MUTANT,
    MUTATES,
    PARENT,
    VICTIM,
    Ledger,
    Rule,
    another,
    unit,
)

FAINTEST = 1e-200
"""A sum of fitness below which its parts may have lost their digits."""
PLACING = np.uint64(0xD1B54A32D192ED03)


class Edges(NamedTuple):
    """Neighbours of N places; those of place v are ``place[first[v]:first[v + 1]]``.

    Parameters
    ----------
    meets_first, meets
        Whom a place meets, along its edges in either direction.
    out_first, out
        Where its offspring can go.
    in_first, into
        From where it can be replaced.
    """

    meets_first: Ints
    meets: Ints
    out_first: Ints
    out: Ints
    in_first: Ints
    into: Ints


@kernel
def run_on_graph(
    payoff: Floats,
    start: Ints,
    edges: Edges,
    rule: Rule,
    key: np.uint64,
    begin: int,
    end: int,
    limit: int,
    record_at: Ints,
    ledger: Ledger,
) -> None:
    """Run populations `begin` to `end`, as ``run_mixed`` does; who meet are neighbours."""
    size = edges.meets_first.shape[0] - 1
    holds = np.zeros(size, np.int64)
    earned, weight = np.zeros(size), np.zeros(size)
    since = np.zeros(payoff.shape[0], np.int64)
    for run in range(begin, end):
        row = run - begin
        for i in range(payoff.shape[0]):
            ledger.counts[row, i] = start[i]
        own = repetition_key(key, run)
        place_at_random(start, mixed(own ^ PLACING), holds)
        ledger.steps[row] = one_run_on_graph(
            payoff, edges, rule, own, limit, record_at, ledger, row, holds, earned, weight, since
        )


@part
def place_at_random(start: Ints, key: np.uint64, holds: Ints) -> None:
    """Write which strategy each place holds, every arrangement alike."""
    at = 0
    for i in range(start.shape[0]):
        for _ in range(start[i]):
            holds[at] = i
            at += 1
    # The shuffle of Fisher and Yates.
    for last in range(holds.shape[0] - 1, 0, -1):
        other = int(unit(key, last, 0) * (last + 1))
        kept = holds[last]
        holds[last] = holds[other]
        holds[other] = kept


@part
def one_run_on_graph(
    payoff: Floats,
    edges: Edges,
    rule: Rule,
    key: np.uint64,
    limit: int,
    record_at: Ints,
    ledger: Ledger,
    row: int,
    holds: Ints,
    earned: Floats,
    weight: Floats,
    since: Ints,
) -> int:
    """Run one population, write where it ends, and return the steps it took."""
    count, spent, alone = ledger.counts[row], ledger.spent[row], ledger.alone[row]
    totals, meetings = ledger.totals, ledger.meetings
    n, size = payoff.shape[0], holds.shape[0]
    living = 0
    for i in range(n):
        since[i] = 0
        living += 1 if count[i] > 0 else 0
    highest = payoff[0, 0]
    for i in range(n):
        for j in range(n):
            if payoff[i, j] > highest:
                highest = payoff[i, j]
    for v in range(size):
        earned[v] = meet_all(payoff, edges, holds, v)
        weight[v] = fitness_of(edges, rule, earned, v, highest)
    total, highest = weigh_all(edges, rule, earned, weight, highest)
    recorded, step, alone_since = 0, 0, 0
    while True:
        while recorded < record_at.shape[0] and record_at[recorded] <= step:
            record_graph(edges, holds, count, totals[recorded], meetings[recorded])
            recorded += 1
        if step >= limit or (living == 1 and rule.mutation == 0.0):
            break
        # Here `parent` and `victim` are places; `grows` and `old` are strategies.
        if rule.update == BIRTH_DEATH:
            parent = pick_weighted(weight, unit(key, step, PARENT) * total)
            victim = pick_neighbour(edges.out_first, edges.out, parent, unit(key, step, VICTIM))
            grows = holds[parent]
        else:
            victim = int(unit(key, step, VICTIM) * size)
            if rule.update == DEATH_BIRTH:
                parent = pick_parent(edges, rule, earned, weight, victim, unit(key, step, PARENT))
                grows = holds[parent]
            else:
                parent = pick_neighbour(edges.in_first, edges.into, victim, unit(key, step, PARENT))
                grows = holds[parent]
                ahead = mean_payoff(edges, earned, parent) - mean_payoff(edges, earned, victim)
                # Fermi's chance, 1 / (1 + exp(-β (π_parent - π_victim))), without a division
                if unit(key, step, ADOPTS) * (1.0 + np.exp(-rule.intensity * ahead)) >= 1.0:
                    grows = holds[victim]
        if rule.mutation > 0.0 and unit(key, step, MUTATES) < rule.mutation:
            own = holds[victim] if rule.update > DEATH_BIRTH else holds[parent]
            grows = another(own, n, unit(key, step, MUTANT))
        step += 1
        old = holds[victim]
        if grows == old:
            continue
        # Sums over steps are made up only where a count changes, as in the well-mixed population.
        for i in range(n):
            if count[i] == size:
                alone[i] += step - alone_since
        spent[grows] += count[grows] * (step - since[grows])
        spent[old] += count[old] * (step - since[old])
        since[grows] = step
        since[old] = step
        living += 1 if count[grows] == 0 else 0
        count[grows] += 1
        count[old] -= 1
        living -= 1 if count[old] == 0 else 0
        if living == 1:
            alone_since = step
        holds[victim] = grows
        # Only the place itself and those it meets earn anything else than before.
        earned[victim] = meet_all(payoff, edges, holds, victim)
        weight[victim] = fitness_of(edges, rule, earned, victim, highest)
        for at in range(edges.meets_first[victim], edges.meets_first[victim + 1]):
            u = edges.meets[at]
            earned[u] += payoff[holds[u], grows] - payoff[holds[u], old]
            weight[u] = fitness_of(edges, rule, earned, u, highest)
        total, highest = weigh_all(edges, rule, earned, weight, highest)
    while recorded < record_at.shape[0]:
        record_graph(edges, holds, count, totals[recorded], meetings[recorded])
        recorded += 1
    for i in range(n):
        spent[i] += count[i] * (step - since[i])
        if count[i] == size:
            alone[i] += step - alone_since
    return step


@part
def meet_all(payoff: Floats, edges: Edges, holds: Ints, v: int) -> float:
    """What the state in a place earns from all that it meets."""
    total = 0.0
    for at in range(edges.meets_first[v], edges.meets_first[v + 1]):
        total += payoff[holds[v], holds[edges.meets[at]]]
    return total


@part
def mean_payoff(edges: Edges, earned: Floats, v: int) -> float:
    """The mean payoff of the state in a place over those it meets."""
    return float(earned[v] / (edges.meets_first[v + 1] - edges.meets_first[v]))


@part
def fitness_of(edges: Edges, rule: Rule, earned: Floats, v: int, highest: float) -> float:
    """The fitness of the state in a place, up to a factor."""
    mean = mean_payoff(edges, earned, v)
    if rule.mapping == EXPONENTIAL:
        return float(np.exp(rule.intensity * (mean - highest)))
    return float(1.0 - rule.intensity + rule.intensity * mean)


@part
def weigh_all(
    edges: Edges, rule: Rule, earned: Floats, weight: Floats, highest: float
) -> tuple[float, float]:
    """The sum of fitness and what it is measured from; where it is faint, measure anew."""
    total = 0.0
    for v in range(weight.shape[0]):
        total += weight[v]
    if rule.mapping != EXPONENTIAL or FAINTEST <= total <= 1.0 / FAINTEST:
        return total, highest
    highest = -np.inf
    for v in range(weight.shape[0]):
        highest = max(highest, mean_payoff(edges, earned, v))
    total = 0.0
    for v in range(weight.shape[0]):
        weight[v] = fitness_of(edges, rule, earned, v, highest)
        total += weight[v]
    return total, highest


@part
def pick_weighted(weight: Floats, at: float) -> int:
    """The place at a point of the sum of weights."""
    for v in range(weight.shape[0]):
        at -= weight[v]
        if at < 0.0:
            return v
    last = weight.shape[0] - 1
    while last > 0 and weight[last] <= 0.0:
        last -= 1
    return int(last)


@part
def pick_neighbour(first: Ints, places: Ints, v: int, chance: float) -> int:
    """A neighbour of a place, any alike."""
    return int(places[first[v] + int(chance * (first[v + 1] - first[v]))])


@part
def pick_parent(
    edges: Edges, rule: Rule, earned: Floats, weight: Floats, v: int, chance: float
) -> int:
    """A place that can replace `v`, in proportion to fitness."""
    total, highest = 0.0, -np.inf
    for at in range(edges.in_first[v], edges.in_first[v + 1]):
        total += weight[edges.into[at]]
        highest = max(highest, mean_payoff(edges, earned, edges.into[at]))
    faint = total < FAINTEST and rule.mapping == EXPONENTIAL  # measured from far above them all
    if faint:
        total = 0.0
        for at in range(edges.in_first[v], edges.in_first[v + 1]):
            total += fitness_of(edges, rule, earned, edges.into[at], highest)
    left, last = chance * total, edges.in_first[v + 1] - 1
    for at in range(edges.in_first[v], last):
        u = edges.into[at]
        left -= fitness_of(edges, rule, earned, u, highest) if faint else weight[u]
        if left < 0.0:
            return int(edges.into[at])
    return int(edges.into[last])


@part
def record_graph(edges: Edges, holds: Ints, count: Ints, totals: Ints, meetings: Ints) -> None:
    """Add the states, and the ordered pairs of neighbours."""
    for i in range(count.shape[0]):
        totals[i] += count[i]
    for v in range(holds.shape[0]):
        for at in range(edges.meets_first[v], edges.meets_first[v + 1]):
            meetings[holds[v], holds[edges.meets[at]]] += 1
