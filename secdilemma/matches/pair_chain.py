"""A pair of automata under errors as a chain, its transitions told apart by outcome.

For what needs more than expected shares of outcomes, and no speed. A transition in which war breaks
out is none to a joint mind: rows sum to one less how likely it is.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.matches.encoding import pack_tables
from secdilemma.matches.kernels.tables import Chances, Tables
from secdilemma.matches.tally import Floats, Ints

FEW = 256
"""Joint minds up to which arrays are not sparse: to import scipy takes longer than to play."""
Matrix = Any  # an array of numpy, or a sparse one of scipy, which has no types of its own


class Law(NamedTuple):
    """Odds over joint minds: ``odds[k]`` is the probability of joint mind ``joint[k]``.

    A joint mind is minds of the second times the first's mind, plus the second's.
    """

    joint: Ints
    odds: Floats


@dataclass(frozen=True)
class PairChain:
    """The reachable joint minds of a pair, s of them, in ascending order.

    Parameters
    ----------
    joint
        ndarray(int, shape (s,)): which they are; see :class:`Law`.
    minds
        ndarray(int, shape (2, s)): the mind of each seat.
    by_outcome
        Four arrays of shape (s, s), sparse where s is above 256, for CC, CD, DC and DD, the first
        seat's action first: the probability of the outcome and of the joint mind that follows.
    start
        ndarray(float, shape (s,)): where a match begins.
    restrain
        ndarray(float, shape (2, s)): how likely each seat is to restrain, as carried out.
    war
        ndarray(float, shape (s,)): how likely war is to break out, by a strike or by itself.
    """

    joint: Ints
    minds: Ints
    by_outcome: tuple[Matrix, Matrix, Matrix, Matrix]
    start: Floats
    restrain: Floats
    war: Floats

    @classmethod
    def of(
        cls,
        first: Automaton,
        second: Automaton,
        game: Game,
        perception: Perception,
        start: Law | None = None,
        most: float = np.inf,
    ) -> "PairChain | None":
        """Return the chain of the joint minds that a match can reach.

        Parameters
        ----------
        start
            Where it begins; by default as the two automata do.
        most
            None is returned where more joint minds than this are reached.
        """
        own, chances = pack_tables([first], game, perception)
        other = own if first is second else pack_tables([second], game, perception)[0]
        turn = _Turn(own, chances, other)
        begin = Law(*_product(first.start, second.start)) if start is None else start
        found = frontier = np.unique(begin.joint)
        parts = []
        while len(frontier):
            parts.append(turn.after(frontier))
            frontier = np.setdiff1d(parts[-1].target, found)
            found = np.union1d(found, frontier)
            if len(found) > most:
                return None
        minds = np.stack(np.divmod(found, len(second)))
        law = np.zeros(len(found))
        np.add.at(law, np.searchsorted(found, begin.joint), begin.odds)
        return cls(
            found, minds, _matrices(parts, found), law, turn.restraint(minds), turn.war(minds)
        )

    @cached_property
    def matrix(self) -> Matrix:
        """The transitions whatever the outcome, an array of shape (s, s)."""
        cc, cd, dc, dd = self.by_outcome
        return cc + cd + dc + dd

    @property
    def edges(self) -> int:
        """How many transitions there are."""
        return sum(len(each.nonzero()[0]) for each in self.by_outcome)

    def reversed(self) -> "PairChain":
        """Return the same pair with the seats changed; its joint minds keep their numbers."""
        cc, cd, dc, dd = self.by_outcome
        swapped = (cc, dc, cd, dd)
        acts = self.restrain[::-1]
        return PairChain(self.joint, self.minds[::-1], swapped, self.start, acts, self.war)


class _Edges(NamedTuple):
    """Transitions: from a joint mind, by an outcome 0 to 3, to a joint mind, how likely."""

    source: Ints
    outcome: Ints
    target: Ints
    odds: Floats


class _Turn(NamedTuple):
    """What a turn needs: the tables of both seats, and the chances of the environment."""

    own: Tables
    chances: Chances
    other: Tables

    def after(self, joint: Ints) -> _Edges:
        """Return what follows joint minds, one transition several times over if by several ways."""
        record, sighting = self.chances.record, self.chances.sighting
        i, j = np.divmod(joint, len(self.other.start))
        parts = []
        for a, b in product((0, 1), repeat=2):
            odds = self._outcome(i, j, a, b)
            private = (odds * (1 - record), 4 * i + 2 * a + b, 4 * j + 2 * b + a)
            parts.append(self._told(joint, 2 * a + b, "private", *private))
            for x, y in product((0, 1), repeat=2) if record else ():
                shown = sighting[a, x] * sighting[b, y]
                public = (odds * record * shown, 4 * i + 2 * x + y, 4 * j + 2 * y + x)
                parts.append(self._told(joint, 2 * a + b, "public", *public))
        return _Edges(*map(np.concatenate, zip(*parts, strict=True)))

    def _outcome(self, i: Ints, j: Ints, a: int, b: int) -> Floats:
        """Return how likely minds i and j are to do a and b, and peace to hold."""
        return np.asarray((1.0 - self.chances.hazards[a + b]) * self._acts(i, j, a, b))

    def _acts(self, i: Ints, j: Ints, a: int, b: int) -> Floats:
        chances = self.chances
        alone = (1 - chances.joint) * self.own.action[i, a] * self.other.action[j, b]
        return np.asarray(alone + chances.joint * chances.agreed[a] * chances.agreed[b])

    def _told(
        self, joint: Ints, outcome: int, how: str, odds: Floats, row: Ints, column: Ints
    ) -> _Edges:
        """Return the transitions by one row of each seat's table for each joint mind."""
        happens = odds > 0
        joint, row, column = (each[happens] for each in (joint, row, column))
        odds = odds[happens]
        here, there = (
            [getattr(table, f"{how}_{each}") for each in ("first", "target", "odds")]
            for table in (self.own, self.other)
        )
        widths = here[0][row + 1] - here[0][row], there[0][column + 1] - there[0][column]
        count = widths[0] * widths[1]
        at = np.repeat(np.arange(len(joint)), count)
        within = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
        u = here[0][row][at] + within // widths[1][at]
        v = there[0][column][at] + within % widths[1][at]
        target = here[1][u] * len(self.other.start) + there[1][v]
        whole = odds[at] * here[2][u] * there[2][v]
        return _Edges(joint[at], np.full(len(at), outcome), target, whole)

    def restraint(self, minds: Ints) -> Floats:
        """Return how likely restraint is carried out in each, decided alone or jointly."""
        share = self.chances.joint
        acts = [self.own.action[minds[0], 0], self.other.action[minds[1], 0]]
        return np.asarray((1 - share) * np.stack(acts) + share * self.chances.agreed[0])

    def war(self, minds: Ints) -> Floats:
        """Return how likely war is to break out in each; nothing is taken from one."""
        i, j = minds
        own, other = self.own.action[i], self.other.action[j]
        strikes = own[:, 2] + own[:, :2].sum(axis=1) * other[:, 2]
        happens = (1 - self.chances.joint) * strikes
        for a, b in product((0, 1), repeat=2):
            happens = happens + self.chances.hazards[a + b] * self._acts(i, j, a, b)
        return np.asarray(happens)


def _product(first: Floats, second: Floats) -> tuple[Ints, Floats]:
    """Return the joint minds in which two may begin, and how likely."""
    i, j = np.flatnonzero(first), np.flatnonzero(second)
    joint = (i[:, None] * len(second) + j).ravel()
    return joint, np.outer(first[i], second[j]).ravel()


def _matrices(parts: list[_Edges], found: Ints) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Return the transitions among the joint minds `found`, by outcome."""
    source, outcome, target, odds = map(np.concatenate, zip(*parts, strict=True))
    row, column = np.searchsorted(found, source), np.searchsorted(found, target)
    shape = (len(found), len(found))
    if len(found) <= FEW:
        whole = np.zeros((4, *shape))
        np.add.at(whole, (outcome, row, column), odds)
        return whole[0], whole[1], whole[2], whole[3]
    from scipy import sparse

    cc, cd, dc, dd = (
        sparse.csr_array((odds[at], (row[at], column[at])), shape=shape)
        for at in (outcome == o for o in range(4))
    )
    return cc, cd, dc, dd
