"""Two of a kind under errors: the chain of their minds as a sparse matrix.

For what needs more than expected shares: from where mutual restraint is never left, where both arm
for ever, and how long it takes to get from the one to the other.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import spsolve

from secdilemma.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.lanes.counting import Floats, Ints
from secdilemma.pair_chain import Sparse, outcome_matrices, reached
from secdilemma.perception import Perception

MIND_LIMIT = 150
BEYOND = 1e12  # turns; what is later is never, and beyond what can be solved for


@dataclass(frozen=True, slots=True)
class SelfPlay:
    """The chain of two copies of an automaton with n minds.

    Parameters
    ----------
    matrix
        Sparse, shape (n², n²): from one pair of minds, n times the first plus the second, to the
        next. Rows sum to one where war cannot come, else to less.
    start
        ndarray(float, shape (n²,)): where a match begins.
    restrain
        ndarray(float, shape (n,)): what each mind intends, the probability of restraint.
    """

    matrix: Sparse
    start: Floats
    restrain: Floats

    @classmethod
    def of(cls, automaton: Automaton, game: Game, perception: Perception) -> "SelfPlay | None":
        """Return the chain; None where it is cut off or has more than 150 minds."""
        if automaton.depth is not None or len(automaton) > MIND_LIMIT:
            return None
        chains = outcome_chains(automaton, game, perception)
        matrix = chains[0] + chains[1] + chains[2] + chains[3]
        start = np.asarray(np.kron(automaton.start, automaton.start), np.float64)
        return cls(sparse.csr_array(matrix), start, automaton.responses[:, 0].copy())

    def both(self, probability: float) -> Floats:
        """Return 1 for each pair of minds in which both restrain with `probability`, else 0."""
        same = (self.restrain == probability).astype(np.float64)
        return np.kron(same, same)

    def lasting(self, good: Floats) -> Floats:
        """Return 1 for each state of `good` from which `good` is never left, else 0."""
        lasting = good.copy()
        while True:
            leaves = (self.matrix @ (1.0 - lasting) > 0) & (lasting > 0)
            if not leaves.any():
                return lasting
            lasting[leaves] = 0.0

    def reached(self, start: Floats) -> Ints:
        """Return the states that a start can reach, in ascending order."""
        return reached(self.matrix, start)


def outcome_chains(automaton: Automaton, game: Game, perception: Perception) -> list[Sparse]:
    """Return the chain of two of a kind in four parts: by CC, CD, DC and DD, the first seat first.

    Each is sparse, of shape (n², n²) for n minds; they add up to the chain of :class:`SelfPlay`.
    """
    return outcome_matrices(automaton, automaton, game, perception)


def expected_peace(automaton: Automaton, game: Game, perception: Perception) -> float:
    """Return the expected turns until two of a kind are locked in mutual arming.

    From lasting mutual restraint to the first pair of minds from which, without further errors,
    both arm for ever.

    Returns
    -------
    float
        inf where they never, or not surely, get there, or not within 1e12 turns; nan where there
        is no lasting restraint to begin with, or the chain is too large.
    """
    calm = SelfPlay.of(automaton, game, Perception())
    noisy = SelfPlay.of(automaton, game, perception)
    if calm is None or noisy is None:
        return np.nan
    settled = calm.lasting(calm.both(1.0))
    begin = settled[calm.reached(calm.start)]
    if not begin.any():
        return np.nan
    at = calm.reached(calm.start)[begin > 0][:1]
    start = np.zeros(len(settled))
    start[at] = 1.0
    return _hitting_time(noisy, start, calm.lasting(calm.both(0.0)))


def _hitting_time(chain: SelfPlay, start: Floats, target: Floats) -> float:
    states = chain.reached(start)
    if not target[states].any() or not _sure(chain, states, target):
        return np.inf
    passing = states[target[states] == 0]
    part = chain.matrix[passing][:, passing]
    system = sparse.csc_array(sparse.eye_array(len(passing)) - part)
    times = np.atleast_1d(spsolve(system, np.ones(len(passing))))
    time = float(times[np.searchsorted(passing, np.flatnonzero(start))[0]])
    return time if 0 <= time <= BEYOND else np.inf


def _sure(chain: SelfPlay, states: Ints, target: Floats) -> bool:
    """Whether every state can still reach the target, so that it surely gets there."""
    back = sparse.csr_array(chain.matrix[states][:, states].T)
    can = target[states] > 0
    while True:
        more = can | (back.T @ can.astype(np.float64) > 0)
        if (more == can).all():
            return bool(can.all())
        can = more
