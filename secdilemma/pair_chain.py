"""A pair of automata under errors as a sparse chain, its transitions told apart by outcome.

For what needs more than expected shares of outcomes, and no speed. War is left out: a transition in
which it breaks out is missing, so that rows sum to less than one.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from secdilemma.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.lanes.counting import Floats, Ints
from secdilemma.packing import pack_tables
from secdilemma.perception import Perception

Sparse = Any  # a scipy sparse array; scipy has no types of its own


@dataclass(frozen=True, slots=True)
class PairChain:
    """The reachable joint minds of a pair, s of them.

    Parameters
    ----------
    by_outcome
        Four sparse arrays of shape (s, s), for CC, CD, DC and DD, the first seat's action first:
        the probability of the outcome and of the joint mind that follows.
    start
        ndarray(float, shape (s,)): where a match begins.
    restrain
        ndarray(float, shape (2, s)): how likely each seat is to restrain, as carried out.
    """

    by_outcome: tuple[Sparse, Sparse, Sparse, Sparse]
    start: Floats
    restrain: Floats

    @classmethod
    def of(
        cls, first: Automaton, second: Automaton, game: Game, perception: Perception
    ) -> "PairChain":
        """Return the chain of the joint minds that a match can reach."""
        matrices = outcome_matrices(first, second, game, perception)
        start = np.asarray(np.kron(first.start, second.start), np.float64)
        kept = reached(sum(matrices), start)
        acts = [_restraint(each, game, perception) for each in (first, second)]
        restrain = np.stack(
            [np.kron(acts[0], np.ones(len(second))), np.kron(np.ones(len(first)), acts[1])]
        )
        cc, cd, dc, dd = (sparse.csr_array(each[kept][:, kept]) for each in matrices)
        return cls((cc, cd, dc, dd), start[kept], np.asarray(restrain[:, kept], np.float64))

    @property
    def matrix(self) -> Sparse:
        """The transitions whatever the outcome, a sparse array of shape (s, s)."""
        cc, cd, dc, dd = self.by_outcome
        return cc + cd + dc + dd

    @property
    def edges(self) -> int:
        """How many transitions there are."""
        return sum(int(each.nnz) for each in self.by_outcome)

    def reversed(self) -> "PairChain":
        """Return the same pair with the seats changed."""
        cc, cd, dc, dd = self.by_outcome
        return PairChain((cc, dc, cd, dd), self.start, self.restrain[::-1])


def outcome_matrices(
    first: Automaton, second: Automaton, game: Game, perception: Perception
) -> list[Sparse]:
    """Return four sparse arrays over all joint minds, reachable or not; see :class:`PairChain`.

    Joint minds are numbered minds of the second times the first's mind, plus the second's.
    """
    (own, chances), (other, _) = (pack_tables([each], game, perception) for each in (first, second))
    private = [_private(own, len(first)), _private(other, len(second))]
    public = [_public(own, len(first)), _public(other, len(second))]
    made = []
    for a, b in product((0, 1), repeat=2):
        acting = [sparse.diags_array(own.action[:, a]), sparse.diags_array(other.action[:, b])]
        peace = 1.0 - chances.hazards[a + b]
        told = sparse.kron(private[0][a][b], private[1][b][a]) * (1 - chances.record)
        for x, y in product((0, 1), repeat=2) if chances.record else ():
            odds = chances.sighting[a, x] * chances.sighting[b, y]
            told += sparse.kron(public[0][x][y], public[1][y][x]) * (chances.record * odds)
        both = (1 - chances.joint) * sparse.kron(*acting)
        if chances.joint:
            agreed = chances.joint * chances.agreed[a] * chances.agreed[b]
            both = both + agreed * sparse.eye_array(len(first) * len(second))
        made.append(sparse.csr_array(peace * (both @ told)))
    return made


def _restraint(automaton: Automaton, game: Game, perception: Perception) -> Floats:
    """Return how likely restraint is carried out in each mind, decided alone or jointly."""
    tables, chances = pack_tables([automaton], game, perception)
    alone = (1 - chances.joint) * tables.action[:, 0]
    return np.asarray(alone + chances.joint * chances.agreed[0], np.float64)


def reached(matrix: Sparse, start: Floats) -> Ints:
    """Return the states that a start can reach, in ascending order."""
    graph = sparse.csr_array(matrix > 0)
    found = np.zeros(len(start), np.bool_)
    for x in np.flatnonzero(start > 0):
        if not found[x]:
            found[csgraph.breadth_first_order(graph, int(x), return_predecessors=False)] = True
    return np.flatnonzero(found)


def _private(tables: Any, n: int) -> list[list[Sparse]]:
    return _rows(tables.private_first, tables.private_target, tables.private_odds, n)


def _public(tables: Any, n: int) -> list[list[Sparse]]:
    return _rows(tables.public_first, tables.public_target, tables.public_odds, n)


def _rows(first: Ints, target: Ints, odds: Floats, n: int) -> list[list[Sparse]]:
    """Return the transitions of each (own, other) as an n by n matrix."""
    row = np.repeat(np.arange(4 * n), np.diff(first))
    made = []
    for own in (0, 1):
        pair = []
        for other in (0, 1):
            at = row % 4 == 2 * own + other
            entries = (odds[at], (row[at] // 4, target[at]))
            pair.append(sparse.csr_array(sparse.coo_array(entries, shape=(n, n))))
        made.append(pair)
    return made
