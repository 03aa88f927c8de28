"""Recovery and expected peace beside an exact solver in fractions, on random automata."""

import math
import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import support
from nasty import TIMES

from secdilemma.analysis.recovery import recover
from secdilemma.automata.automaton import Automaton
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.self_play import expected_peace, settled_peace

COUNT = 100 * TIMES
ONE, ZERO = Fraction(1), Fraction(0)


class Tables:
    """A random automaton in fractions: its start, its responses and its rows of transitions."""

    def __init__(self, rng):
        n = self.n = rng.randint(1, 4)
        self.start = spread(rng, range(n), rng.choice([1, 1, 2, 3]))
        kinds = [{0: ONE}] * 5 + [{1: ONE}] * 2 + [{2: ONE}, None]
        self.responses = [rng.choice(kinds) or spread(rng, range(3), 3) for _ in range(n)]
        self.rows = [spread(rng, range(n), rng.choice([1, 1, 1, 2])) for _ in range(4 * n)]
        if rng.random() < 0.7:
            self.begin_in_peace(rng)

    def begin_in_peace(self, rng):
        """Let it begin in minds that restrain, and stay in these while both do."""
        calm = range(rng.randint(1, self.n))
        self.start = spread(rng, calm, rng.choice([1, 2, 3]))
        for mind in calm:
            self.responses[mind] = {0: ONE}
            self.rows[4 * mind] = spread(rng, calm, rng.choice([1, 1, 2]))

    def automaton(self):
        """Return it as floating numbers."""
        odds = [[float(p) for p in row.values()] for row in self.rows]
        return Automaton(
            name="random",
            minds=tuple(range(self.n)),
            start=np.array([float(self.start.get(i, 0)) for i in range(self.n)]),
            responses=np.array([[float(r.get(a, 0)) for a in range(3)] for r in self.responses]),
            edge_start=np.cumsum([0, *(len(row) for row in self.rows)]).astype(np.int64),
            edge_target=np.array([t for row in self.rows for t in row], np.int64),
            edge_probability=np.array([p for row in odds for p in row]),
        )


def spread(rng, of, most):
    """Return odds over at most `most` members, in small fractions."""
    weights = {each: rng.choice([1, 1, 2, 5]) for each in rng.sample(list(of), min(most, len(of)))}
    return {each: Fraction(w, sum(weights.values())) for each, w in weights.items()}


def turn(tables, pair, slips=(ZERO, ZERO), sight=(ZERO, ZERO), war=None):
    """Return the odds of what follows a pair of minds, by outcome; what war takes is missing."""
    made = {}
    acts = []
    for mind in pair:
        r = tables.responses[mind]
        restrain, strike = r.get(0, ZERO), r.get(2, ZERO) if war and war.strike else ZERO
        arm = 1 - restrain - strike
        acts.append([restrain * (1 - slips[0]) + arm * slips[1]])
        acts[-1].append(arm * (1 - slips[1]) + restrain * slips[0])
    for a, b, seen, shown in product((0, 1), repeat=4):
        alarm = [sight[0] if each == 0 else 1 - sight[1] for each in (b, a)]
        p = acts[0][a] * acts[1][b]
        p *= (alarm[0] if seen else 1 - alarm[0]) * (alarm[1] if shown else 1 - alarm[1])
        p *= 1 - Fraction(war.hazards[a + b]).limit_denominator() if war else 1
        first, second = (
            tables.rows[4 * pair[0] + 2 * a + seen],
            tables.rows[4 * pair[1] + 2 * b + shown],
        )
        for (k, q), (l, r) in product(first.items(), second.items()):
            if p * q * r:
                made[2 * a + b, (k, l)] = made.get((2 * a + b, (k, l)), ZERO) + p * q * r
    return made


def chain(tables, start, **errors):
    """Return the rows of every pair of minds that is reached."""
    rows, todo = {}, list(start)
    while todo:
        pair = todo.pop()
        if pair not in rows:
            rows[pair] = {}
            for (_, after), p in turn(tables, pair, **errors).items():
                rows[pair][after] = rows[pair].get(after, ZERO) + p
            todo += rows[pair]
    return rows


def solve(rows, right, inside):
    """Return x with x = right + rows x on `inside` and 0 elsewhere, by Gauss and Jordan."""
    order = sorted(inside)
    system = [
        [(ONE if x == y else ZERO) - rows[x].get(y, ZERO) for y in order] + [right[x]]
        for x in order
    ]
    for k in range(len(order)):
        pivot = next(i for i in range(k, len(order)) if system[i][k])
        system[k], system[pivot] = system[pivot], system[k]
        system[k] = [value / system[k][k] for value in system[k]]
        for i, row in enumerate(system):
            if i != k and row[k]:
                system[i] = [u - row[k] * v for u, v in zip(row, system[k], strict=True)]
    return {x: system[k][-1] for k, x in enumerate(order)}


def closure(rows, of):
    """Return every pair from which one of `of` can be reached."""
    found = set(of)
    while True:
        more = {x for x in rows if x not in found and found & set(rows[x])}
        if not more:
            return found
        found |= more


def for_ever(tables, rows, action):
    """Return the pairs of minds from which both surely do `action` for ever; 1 is not restraint."""
    surely = {ZERO: 1, ONE: 0}
    good = {
        x for x in rows if all(surely.get(tables.responses[i].get(0, ZERO)) == action for i in x)
    }
    return set(rows) - closure(rows, set(rows) - good)


def law_of(rows, start):
    """Return the Cesàro limit: by return times of one state in each closed class."""
    law, left = dict.fromkeys(rows, ZERO), set(rows)
    for x in sorted(rows):
        closed = chain_reach(rows, x)
        if x not in left or any(x not in chain_reach(rows, y) for y in closed):
            continue
        left -= closed
        ends = sum(p * hits(rows, {x}).get(y, ZERO) for y, p in start.items())
        for y in closed:
            once = solve(rows, {z: ONE if z == y else ZERO for z in closed}, closed - {x})
            stays = ONE if y == x else sum(p * once.get(z, ZERO) for z, p in rows[x].items())
            law[y] += ends * stays
        total = sum(law[y] for y in closed)
        for y in closed:
            law[y] *= ends / total if total else ZERO
    return law


def chain_reach(rows, x):
    """Return what x leads to."""
    found, todo = set(), [x]
    while todo:
        y = todo.pop()
        if y not in found:
            found.add(y)
            todo += rows[y]
    return found


def hits(rows, target):
    """Return the chance to reach `target` from everywhere."""
    able = closure(rows, target) - target
    right = {x: sum(p for y, p in rows[x].items() if y in target) for x in able}
    return solve(rows, right, able) | dict.fromkeys(target, ONE)


def product_law(tables):
    """Return where a match of two begins."""
    return {(i, j): p * q for (i, p), (j, q) in product(tables.start.items(), repeat=2)}


def settles(tables):
    """Return the chance to settle in peace without errors, and the long-run law if they do."""
    start = product_law(tables)
    rows = chain(tables, start)
    peaceful = for_ever(tables, rows, 0)
    law = {x: p for x, p in law_of(rows, start).items() if x in peaceful and p}
    total = sum(law.values(), ZERO)
    return total, {x: p / total for x, p in law.items()}


def recovers(tables, mistake, game):
    """Return the chance to recover, the expected turns and the loss, exactly."""
    surely, law = settles(tables)
    if surely < 1:
        return math.nan, math.nan, math.nan
    own = int(mistake == "execution")
    start = {}
    for (i, j), p in law.items():
        first, second = tables.rows[4 * i + 2 * own + 1 - own], tables.rows[4 * j + own]
        for (k, q), (l, r) in product(first.items(), second.items()):
            start[k, l] = start.get((k, l), ZERO) + p * q * r
    rows = chain(tables, start)
    peaceful = for_ever(tables, rows, 0)
    able = closure(rows, peaceful)
    if able < set(rows):
        chance = hits(rows, peaceful)
        return float(sum(p * chance.get(x, ZERO) for x, p in start.items())), math.inf, math.inf
    u = [[Fraction(v) for v in row] for row in game.row.matrix]
    cost = dict.fromkeys(rows, ZERO)
    for x in rows:
        for (outcome, _), p in turn(tables, x).items():
            a, b = divmod(outcome, 2)
            cost[x] += p * (2 * u[0][0] - u[a][b] - u[b][a])
    outside = set(rows) - peaceful
    found = [solve(rows, right, outside) for right in (dict.fromkeys(rows, ONE), cost)]
    return 1.0, *(float(sum(p * x.get(y, ZERO) for y, p in start.items())) for x in found)


def lasts(tables, slips, sight, war):
    """Return the expected turns from settled peace to arming for ever, or to war."""
    surely, law = settles(tables)
    if not surely:
        return math.nan
    rows = chain(tables, law, slips=slips, sight=sight, war=war)
    locked = for_ever(tables, chain(tables, rows), 1) & set(rows)
    leaks = {x for x in rows if sum(rows[x].values(), ZERO) < 1}
    if closure(rows, locked | leaks) < set(rows):
        return math.inf
    times = solve(rows, dict.fromkeys(rows, ONE), set(rows) - locked)
    return float(sum(p * times.get(x, ZERO) for x, p in law.items()))


def close(one, other):
    """Return whether two numbers are the same, both nan or infinite included."""
    return one == pytest.approx(other, rel=1e-9, abs=1e-12, nan_ok=True)


@support.jitted()
def test_recovery_and_peace_are_what_exact_fractions_give():
    rng = random.Random(20)  # noqa: S311 - not a secret
    kinds = set()
    for number in range(COUNT):
        tables = Tables(rng)
        automaton = tables.automaton()
        surely, law = settles(tables)
        found = settled_peace(automaton, support.AXELROD)
        assert close(found.probability, float(surely)), number
        joint = [tables.n * i + j for i, j in sorted(law)]
        assert found.law.joint.tolist() == joint, number
        assert close(found.law.odds.tolist(), [float(law[x]) for x in sorted(law)]), number
        for mistake in ("misperception", "execution"):
            wanted = recovers(tables, mistake, support.AXELROD)
            made = recover(automaton, support.AXELROD, mistake)
            assert close([made.probability, made.turns, made.loss], list(wanted)), number
            kinds.add(("recovery", kind_of(wanted[0]), kind_of(wanted[1])))
        slips = rng.choice(
            [(ZERO, ZERO), (Fraction(1, 8), Fraction(1, 16)), (ZERO, Fraction(1, 2))]
        )
        sight = rng.choice([(ZERO, ZERO), (Fraction(1, 4), Fraction(1, 8)), (Fraction(1, 2), ZERO)])
        hazards = rng.choice([(0.0, 0.0, 0.0), (0.0, 0.125, 0.25), (0.0625, 0.0, 0.0)])
        names = ("hazard", "hazard_one_arms", "hazard_both_arm")
        war = War(strike=rng.random() < 0.5, **dict(zip(names, hazards, strict=True)))
        war = war if rng.random() < 0.4 else None
        noise = Perception(*map(float, (*slips, *sight)))
        wanted = lasts(tables, slips, sight, war)
        made = expected_peace(automaton, support.AXELROD.at_war(war), noise)
        assert close(made, wanted), number
        kinds.add(("peace", kind_of(wanted), war is not None))
    for needed in (
        ("recovery", "some", "inf"),
        ("recovery", "all", "some"),
        ("recovery", "none", "inf"),
        ("peace", "some", False),
        ("peace", "some", True),
    ):
        assert needed in kinds, "the sample is too small to have looked at this"


def kind_of(value):
    """Return what sort of number it is."""
    if not math.isfinite(value):
        return str(value)
    return "none" if value == 0 else "all" if value == 1 else "some"
