"""Recovery: how long one mistake between two of a kind keeps them from mutual restraint.

Two copies of an automaton play without any error until they are in a settled situation, one from
which mutual restraint is never left. Then one mistake happens to one of them, and nothing else goes
wrong. Exact: a Markov chain on pairs of minds, of which only what the mistake can reach is built.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from secdilemma.automaton import Automaton
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.games.game import Game
from secdilemma.perception import Perception

Mistake = Literal["misperception", "execution"]
Pair = tuple[int, int]
Odds = dict[Pair, float]
SITUATION_LIMIT = 3_000


@dataclass(frozen=True, slots=True)
class Recovery:
    """What one mistake does.

    Parameters
    ----------
    probability
        Of ever coming back to lasting mutual restraint; nan where there was none to begin with.
    turns
        Expected turns, after that of the mistake, spent outside it; inf if it may never return.
    loss
        What those turns cost the two together, against mutual restraint; inf likewise.
    """

    probability: float
    turns: float
    loss: float


UNSETTLED = Recovery(np.nan, np.nan, np.nan)


def mistake_of(perception: Perception) -> Mistake:
    """Return the kind of mistake that an environment has; misperception where it has none."""
    sight = perception.sighted_false_alarm + perception.sighted_miss
    return "execution" if sight == 0 and perception.execution_c > 0 else "misperception"


def recover(automaton: Automaton, game: Game, mistake: Mistake) -> Recovery:
    """Return what one mistake does to two copies of an automaton.

    Parameters
    ----------
    automaton
        Complete for a match of any length; one that is cut off gives nan.
    game
        Whose row payoffs count the loss.
    mistake
        ``"misperception"``: one side takes restraint for arming. ``"execution"``: one side arms
        by mistake, and both see it.
    """
    if automaton.depth is not None:
        return UNSETTLED
    chain = _Chain(automaton)
    before = chain.settle()
    if before is None:
        return UNSETTLED
    seen, own = (ARM, RESTRAIN) if mistake == "misperception" else (RESTRAIN, ARM)
    start: Odds = defaultdict(float)
    for (i, j), p in before.items():
        other_sees = own  # a misperception deceives one side only
        first = chain.moves(i, own, seen)
        second = chain.moves(j, RESTRAIN, other_sees)
        for (k, q), (l, r) in product(first.items(), second.items()):
            start[k, l] += p * q * r
    return chain.recovery(start, game)


class _Chain:
    """The chain of two copies without errors, made as far as it is asked for."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        responses = automaton.responses
        self.restrain = responses[:, 0]
        self.rows: dict[Pair, Odds] = {}

    def moves(self, mind: int, own: Action, seen: Action) -> dict[int, float]:
        """Return the minds that may follow, by index."""
        a = self.automaton
        row = 4 * mind + 2 * own + seen
        span = slice(int(a.edge_start[row]), int(a.edge_start[row + 1]))
        targets = a.edge_target[span].tolist()
        return dict(zip(targets, a.edge_probability[span].tolist(), strict=True))

    def actions(self, pair: Pair) -> list[tuple[float, Action, Action]]:
        """Return the odds of what a pair does, a strike counted as arming."""
        p, q = float(self.restrain[pair[0]]), float(self.restrain[pair[1]])
        both = product(((RESTRAIN, p), (ARM, 1 - p)), ((RESTRAIN, q), (ARM, 1 - q)))
        return [(x * y, a, b) for (a, x), (b, y) in both if x * y > 0]

    def row(self, pair: Pair) -> Odds:
        """Return what follows a pair of minds."""
        if pair not in self.rows:
            following: Odds = defaultdict(float)
            for p, a, b in self.actions(pair):
                first, second = self.moves(pair[0], a, b), self.moves(pair[1], b, a)
                for (k, q), (l, r) in product(first.items(), second.items()):
                    following[k, l] += p * q * r
            self.rows[pair] = dict(following)
        return self.rows[pair]

    def reach(self, start: Odds) -> list[Pair] | None:
        """Return every pair of minds that `start` leads to; None if there are too many."""
        found = list(start)
        seen = set(found)
        for pair in found:
            fresh = [each for each in self.row(pair) if each not in seen]
            found += fresh
            seen.update(fresh)
            if len(found) > SITUATION_LIMIT:
                return None
        return found

    def restrained(self, pair: Pair) -> bool:
        """Whether both surely restrain."""
        return bool(self.restrain[pair[0]] == 1 and self.restrain[pair[1]] == 1)

    def settled(self, pairs: list[Pair]) -> set[Pair]:
        """Return those of `pairs` from which mutual restraint is never left."""
        good = {pair for pair in pairs if self.restrained(pair)}
        while True:
            bad = {pair for pair in good if any(after not in good for after in self.row(pair))}
            if not bad:
                return good
            good -= bad

    def settle(self) -> Odds | None:
        """Return where error-free play settles in mutual restraint; None if it may not."""
        (i,) = np.flatnonzero(self.automaton.start)[:1].tolist()
        now: Odds = {(i, i): 1.0}
        pairs = self.reach(now)
        if pairs is None:
            return None
        settled = self.settled(pairs)
        transient = [pair for pair in pairs if pair not in settled]
        if not settled or not self._always_ends(transient, settled):
            return None
        return self._long_run(now, settled, pairs)

    def _long_run(self, now: Odds, settled: set[Pair], pairs: list[Pair]) -> Odds:
        """Return the long-run law over settled pairs, averaged over a window of turns."""
        window = 2 * len(pairs) + 2
        for _ in range(max(200, 4 * window)):
            now = self._step(now)
        total: Odds = defaultdict(float)
        for _ in range(window):
            for pair, p in now.items():
                if pair in settled:
                    total[pair] += p
            now = self._step(now)
        mass = sum(total.values())
        return {pair: p / mass for pair, p in total.items()}

    def _step(self, now: Odds) -> Odds:
        following: Odds = defaultdict(float)
        for pair, p in now.items():
            for after, q in self.row(pair).items():
                if p * q > 1e-15:
                    following[after] += p * q
        return following

    def _always_ends(self, transient: list[Pair], settled: set[Pair]) -> bool:
        """Whether every transient pair can still reach a settled one."""
        good = set(settled)
        left = list(transient)
        while left:
            now = [pair for pair in left if any(after in good for after in self.row(pair))]
            if not now:
                return False
            good.update(now)
            left = [pair for pair in left if pair not in good]
        return True

    def recovery(self, start: Odds, game: Game) -> Recovery:
        """Return how a mistake that led to `start` is mended."""
        pairs = self.reach(start)
        if pairs is None:
            return UNSETTLED
        settled = self.settled(pairs)
        transient = [pair for pair in pairs if pair not in settled]
        if not transient:
            return Recovery(1.0, 0.0, 0.0)
        reachable = self._ending(transient, settled)
        probability = self._probability(start, reachable, settled)
        if probability < 1 - 1e-12 or len(reachable) < len(transient):
            return Recovery(probability, np.inf, np.inf)
        visits = self._visits(start, transient)
        loss = sum(
            float(v) * self._loss(pair, game) for v, pair in zip(visits, transient, strict=True)
        )
        return Recovery(1.0, float(visits.sum()), loss)

    def _ending(self, transient: list[Pair], settled: set[Pair]) -> list[Pair]:
        """Return the transient pairs that can reach a settled one."""
        good = set(settled)
        grew = True
        while grew:
            fresh = {
                pair
                for pair in transient
                if pair not in good and any(after in good for after in self.row(pair))
            }
            good |= fresh
            grew = bool(fresh)
        return [pair for pair in transient if pair in good]

    def _matrix(self, pairs: list[Pair]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        place = {pair: k for k, pair in enumerate(pairs)}
        matrix = np.zeros((len(pairs), len(pairs)))
        for pair, k in place.items():
            for after, p in self.row(pair).items():
                if after in place:
                    matrix[k, place[after]] += p
        return matrix

    def _probability(self, start: Odds, ending: list[Pair], settled: set[Pair]) -> float:
        directly = sum(p for pair, p in start.items() if pair in settled)
        if not ending:
            return directly
        into = [sum(p for after, p in self.row(x).items() if after in settled) for x in ending]
        absorbed = np.linalg.solve(np.eye(len(ending)) - self._matrix(ending), np.array(into))
        chance = {pair: float(p) for pair, p in zip(ending, absorbed, strict=True)}
        return directly + sum(p * chance.get(pair, 0.0) for pair, p in start.items())

    def _visits(
        self, start: Odds, transient: list[Pair]
    ) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        entry = np.array([start.get(pair, 0.0) for pair in transient])
        return np.linalg.solve((np.eye(len(transient)) - self._matrix(transient)).T, entry)

    def _loss(self, pair: Pair, game: Game) -> float:
        u = game.row.matrix
        return sum(p * (2 * u[0][0] - u[a][b] - u[b][a]) for p, a, b in self.actions(pair))
