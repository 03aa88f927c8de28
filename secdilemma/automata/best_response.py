"""The best response to an automaton: what an opponent that knows its mind can get in the long run.

A Markov decision process on the automaton's minds, of which each turn's decision is the opponent's
action (design notes, section 6 item 5). It is solved by Howard's policy iteration in the form that
allows for several recurrent classes (Puterman 1994, section 9.2), and the policy that is found is
evaluated exactly: nothing is discounted and nothing sampled.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from secdilemma.automata.automaton import Automaton, Floats, Ints
from secdilemma.games.comparison import above, at_least, scale_of
from secdilemma.games.payoffs import Payoffs

MIND_LIMIT = 1_000
_TIE = 1e-7  # of the automaton's payoff: what a tie is broken by
_SWEEPS = 10_000


@dataclass(frozen=True, slots=True)
class BestResponse:
    """What the best-responding opponent gets, and what it leaves.

    Parameters
    ----------
    value
        The most that any opponent can get a turn in the long run, from the automaton's start.
    own_value
        What the automaton then gets. Of several best responses, the one that leaves it most.
    """

    value: float
    own_value: float


@dataclass(frozen=True, slots=True)
class Decisions:
    """An automaton as a decision process of its opponent, without errors.

    Parameters
    ----------
    start
        ndarray(float, shape (n,)).
    following
        ndarray(float, shape (2, n, n)): where each of the opponent's actions leads.
    restrain
        ndarray(float, shape (n,)): what the automaton does; a strike counts as arming.
    """

    start: Floats
    following: Floats
    restrain: Floats

    @classmethod
    def of(cls, automaton: Automaton) -> "Decisions | None":
        """Return the process; None where the automaton is cut off or has over 1,000 minds."""
        n = len(automaton)
        if automaton.depth is not None or n > MIND_LIMIT:
            return None
        restrain = automaton.responses[:, 0]
        rows = np.repeat(np.arange(4 * n), np.diff(automaton.edge_start))
        mind, own, seen = rows // 4, rows // 2 % 2, rows % 2
        arm = automaton.responses[:, 1:].sum(axis=1)
        weight = np.where(own == 0, restrain[mind], arm[mind])
        following = np.zeros((2, n, n))
        odds = automaton.edge_probability * weight
        np.add.at(following, (seen, mind, automaton.edge_target), odds)
        return cls(automaton.start, following, restrain)

    def expected(self, matrix: Any) -> Floats:
        """Return ``pay[action, mind]`` for payoffs ``matrix[opponent's action][automaton's]``."""
        pay = np.array(matrix, dtype=np.float64)
        return np.asarray(
            np.outer(pay[:, 0], self.restrain) + np.outer(pay[:, 1], 1 - self.restrain)
        )


def best_response(
    automaton: Automaton, payoffs: Payoffs, opponent: Payoffs | None = None
) -> BestResponse | None:
    """Return the most that any opponent gets of an automaton, a turn in the long run.

    The opponent is omniscient: it knows the automaton and its mind, but not what chance will
    choose. There are no errors.

    Parameters
    ----------
    automaton
        Complete for a match of any length.
    payoffs
        What the automaton is paid.
    opponent
        What the opponent is paid, from its own seat; by default the same.

    Returns
    -------
    BestResponse or None
        None where the automaton is cut off or has more than 1,000 minds.

    Examples
    --------
    >>> from secdilemma.catalogue.catalogue import open_catalogue
    >>> from secdilemma import explore, preset
    >>> best_response(explore(open_catalogue().make("tf2t")), preset("axelrod").row)
    BestResponse(value=4.0, own_value=1.5)
    """
    process = Decisions.of(automaton)
    if process is None:
        return None
    theirs = process.expected((opponent or payoffs).matrix)
    ours = process.expected(np.array(payoffs.matrix).T)
    policy = best_policy(process.following, _unscaled(theirs) + _TIE * _unscaled(ours))
    at = np.arange(len(automaton))
    chain = process.following[policy, at]
    gains = average(chain, np.column_stack([theirs[policy, at], ours[policy, at]]))
    value, own_value = process.start @ gains
    return BestResponse(float(value), float(own_value))


def greatest_lead(
    automaton: Automaton, payoffs: Payoffs, opponent: Payoffs | None = None
) -> float | None:
    """Return the most by which any opponent outdoes an automaton, a turn in the long run.

    That is the maximum of the long-run average of the opponent's payoff less the automaton's;
    zero or less for a rival. See :func:`best_response` for the parameters and for None.
    """
    process = Decisions.of(automaton)
    if process is None:
        return None
    ours = process.expected(np.array(payoffs.matrix).T)
    lead = process.expected((opponent or payoffs).matrix) - ours
    policy = best_policy(process.following, lead)
    at = np.arange(len(automaton))
    gains = average(process.following[policy, at], lead[policy, at][:, None])
    return float(process.start @ gains[:, 0])


def _unscaled(pay: Floats) -> Floats:
    """Return payoffs in units of their scale."""
    return pay / (scale_of(pay) or 1.0)


def best_policy(following: Floats, pay: Floats) -> Ints:
    """Return a policy with the greatest long-run average from every state at once.

    Parameters
    ----------
    following
        ndarray(float, shape (a, n, n)): where each action leads from each state.
    pay
        ndarray(float, shape (a, n)): what it pays at once.

    Returns
    -------
    ndarray(int, shape (n,))
    """
    at, pay = np.arange(pay.shape[1]), _unscaled(pay)
    policy: Ints = pay.argmax(axis=0).astype(np.int64)
    for _ in range(_SWEEPS):
        chain = following[policy, at]
        gain = average(chain, pay[policy, at][:, None])[:, 0]
        better = _improved(policy, following @ gain)
        if np.array_equal(better, policy):
            later = bias(chain, pay[policy, at] - gain)
            among = at_least(following @ gain, gain)
            ahead = np.where(among, pay + following @ later, -np.inf)
            better = _improved(policy, ahead, max(1.0, float(np.abs(later).max())))
        if np.array_equal(better, policy):
            break
        policy = better
    return policy


def _improved(policy: Ints, ahead: Floats, scale: float = 1.0) -> Ints:
    """Return the policy with every state's action changed that another beats."""
    at = np.arange(len(policy))
    best = ahead.argmax(axis=0)
    better = above(ahead[best, at], ahead[policy, at], scale)
    return np.asarray(np.where(better, best, policy), np.int64)


def average(chain: Floats, pay: Floats) -> Floats:
    """Return the long-run average of `pay` from every state of a Markov chain.

    Parameters
    ----------
    chain
        ndarray(float, shape (n, n)).
    pay
        ndarray(float, shape (n, k)): k kinds of payoff.

    Returns
    -------
    ndarray(float, shape (n, k))
        The Cesàro average: periodic chains have one too.
    """
    classes = recurrent_classes(chain)
    gain = np.zeros_like(pay)
    passing = np.ones(len(chain), np.bool_)
    for members in classes:
        gain[members] = stationary(chain[np.ix_(members, members)]) @ pay[members]
        passing[members] = False
    if passing.any():
        leads = chain[np.ix_(passing, ~passing)]
        gain[passing] = until_left(
            chain[np.ix_(passing, passing)], leads.sum(axis=1), leads @ gain[~passing]
        )
    return gain


def recurrent_classes(chain: Floats) -> list[Ints]:
    """Return the sets of states that a Markov chain never leaves once it is in them."""
    return closed_classes(len(chain), *np.nonzero(chain > 0))


def closed_classes(size: int, source: Ints, target: Ints) -> list[Ints]:
    """Return the sets of nodes of a graph that reach one another and nothing else.

    Parameters
    ----------
    size
        Nodes are 0 to size - 1.
    source, target
        ndarray(int, shape (m,)): the two ends of each edge.
    """
    label = _strong_components(size, source.tolist(), target.tolist())
    closed = np.ones(size, np.bool_)
    closed[label[source[label[source] != label[target]]]] = False
    return [np.flatnonzero(label == k) for k in np.unique(label) if closed[k]]


def _strong_components(size: int, source: list[int], target: list[int]) -> Ints:
    """Return for each node the first node found of its component, by Kosaraju's two searches."""
    onwards: list[list[int]] = [[] for _ in range(size)]
    back: list[list[int]] = [[] for _ in range(size)]
    for i, j in zip(source, target, strict=True):
        onwards[i].append(j)
        back[j].append(i)
    label = np.full(size, -1, np.int64)
    for first in reversed(_finished(onwards)):
        todo = [first] if label[first] < 0 else []
        while todo:
            i = todo.pop()
            if label[i] < 0:
                label[i] = first
                todo += back[i]
    return label


def _finished(onwards: list[list[int]]) -> list[int]:
    """Return the nodes in the order in which a search in depth is done with them."""
    done: list[int] = []
    known = [False] * len(onwards)
    for first in range(len(onwards)):
        path = [] if known[first] else [(first, iter(onwards[first]))]
        known[first] = True
        while path:
            i, left = path[-1]
            fresh = next((j for j in left if not known[j]), None)
            if fresh is None:
                done.append(i)
                path.pop()
            else:
                known[fresh] = True
                path.append((fresh, iter(onwards[fresh])))
    return done


def stationary(chain: Floats) -> Floats:
    """Return the stationary law of an irreducible chain, ndarray(float, shape (n,)).

    By the elimination of Grassmann, Taksar and Heyman (1985), which never subtracts and so keeps
    full accuracy however slowly a chain mixes. Of a periodic chain it is the average over turns.

    Parameters
    ----------
    chain
        ndarray(float, shape (n, n)).
    """
    left, away = eliminated(chain, np.zeros(len(chain)))
    law = np.ones(len(left))
    for k in range(1, len(left)):
        law[k] = law[:k] @ (left[:k, k] / away[k])
    return np.asarray(law / law.sum())


def eliminated(inner: Floats, leaves: Floats) -> tuple[Floats, Floats]:
    """Return a chain with its states taken out one by one, from the last to the first.

    By Grassmann, Taksar and Heyman (1985): how likely a state is to be left for another is added
    up from where it leads, ``leaves[k] + sum(inner[k, :k])``, and never taken from one; so a
    chance of 1e-100 keeps all its digits. Whoever would have come to state k goes at once to where
    k leads, in proportion.

    Parameters
    ----------
    inner
        ndarray(float, shape (n, n)): the transitions among the states.
    leaves
        ndarray(float, shape (n,)): how likely each is to be left for none of them.

    Returns
    -------
    tuple of ndarray(float, shape (n, n)) and ndarray(float, shape (n,))
        Row and column k up to k as they were when state k was taken out; and how likely k was then
        to be left for another state.
    """
    left, leaves, away = inner.copy(), leaves.copy(), np.zeros(len(inner))
    for k in range(len(left) - 1, -1, -1):
        into, out = np.flatnonzero(left[:k, k]), np.flatnonzero(left[k, :k])
        away[k] = leaves[k] + left[k, out].sum()
        share = left[into, k] / away[k]
        left[np.ix_(into, out)] += np.outer(share, left[k, out])
        leaves[into] += share * leaves[k]
    return left, away


def until_left(inner: Floats, leaves: Floats, pay: Floats) -> Floats:
    """Return x of x = pay + inner x: the expected sum of `pay` until the states are left.

    See :func:`eliminated` for the other parameters; `pay` has shape (n,) or (n, k).
    """
    left, away = eliminated(inner, leaves)
    total = pay.copy()
    for k in range(len(left) - 1, 0, -1):
        into = np.flatnonzero(left[:k, k])
        total[into] += np.multiply.outer(left[into, k] / away[k], total[k])
    for k in range(len(left)):
        total[k] = (total[k] + left[k, :k] @ total[:k]) / away[k]
    return total


def bias(chain: Floats, excess: Floats) -> Floats:
    """Return h with h = excess + chain h, and h = 0 in one state of each recurrent class.

    Parameters
    ----------
    chain
        ndarray(float, shape (n, n)).
    excess
        ndarray(float, shape (n,)): what a turn pays above the long-run average from that state.
    """
    pinned = np.zeros(len(chain), np.bool_)
    pinned[[members[0] for members in recurrent_classes(chain)]] = True
    leaves = chain[np.ix_(~pinned, pinned)].sum(axis=1)
    later = np.zeros(len(chain))
    later[~pinned] = until_left(chain[np.ix_(~pinned, ~pinned)], leaves, excess[~pinned])
    return later
