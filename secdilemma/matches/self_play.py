"""Two of a kind as a chain: where play settles, and how long peace lasts under errors.

For what needs more than expected shares: from where mutual restraint is never left, where both arm
for ever, where play without errors ends, and how long it takes to get from the one to the other.
"""

from typing import NamedTuple

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.best_response import closed_classes, eliminated, stationary
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.matches.kernels.tables import Flags
from secdilemma.matches.pair_chain import FEW, Law, Matrix, PairChain
from secdilemma.matches.tally import Floats, Ints

JOINT_LIMIT = 22_500
TOO_SMALL = "its chances are too small to tell"
TOO_MANY_MINDS = "it has too many minds to tell"
BEYOND = 1e12
"""Turns after which is never where a chain is so large that it is solved with subtractions."""


class Settled(NamedTuple):
    """Where two of a kind settle in mutual restraint if nothing goes wrong.

    Parameters
    ----------
    probability
        That they do, from where a match begins; nan where chances are too small to tell.
    law
        Of the joint minds in the long run, given that they do: the share of turns in each, which
        is defined where minds take turns in a cycle too. Empty where they never do.
    """

    probability: float
    law: Law


def calm_chain(
    automaton: Automaton, game: Game, start: Law | None = None, most: float = JOINT_LIMIT
) -> PairChain | None:
    """Return the chain of two of a kind without errors and war, a strike counted as arming.

    None where the automaton is cut off, or more than `most` joint minds are reached.
    """
    if automaton.depth is not None:
        return None
    peaceful = game.at_war(None)
    return PairChain.of(automaton, automaton, peaceful, Perception(), start, most)


def settled_peace(automaton: Automaton, game: Game, most: float = JOINT_LIMIT) -> Settled | None:
    """Return where two of a kind settle in lasting mutual restraint without errors.

    Each begins as its automaton does, independently of the other. War is left out.

    Returns
    -------
    Settled or None
        None where the automaton is cut off, or there are more than `most` joint minds.
    """
    chain = calm_chain(automaton, game, None, most)
    if chain is None:
        return None
    law = long_run(chain)
    if np.isnan(law).any():
        return Settled(np.nan, Law(chain.joint[:0], law[:0]))
    peaceful = lasting(chain.matrix, (chain.restrain == 1).all(axis=0))
    there = np.flatnonzero(peaceful & (law > 0))
    mass = float(law[there].sum())
    given = law[there] / mass if len(there) else law[there]
    return Settled(mass if law[~peaceful].any() else 1.0, Law(chain.joint[there], given))


def lasting(matrix: Matrix, good: Flags) -> Flags:
    """Return which states of a chain are `good` and never followed by one that is not."""
    bad = ~good
    while True:
        leads = bad | (matrix @ bad.astype(np.float64) > 0)
        if (leads == bad).all():
            return np.asarray(~bad)
        bad = leads


def long_run(chain: PairChain) -> Floats:
    """Return the share of turns in each state in the long run, ndarray(float, shape (s,)).

    The chance to end in each set of states that is never left, by solving; within it the
    stationary law, which is the average over turns where the set is gone through in a cycle. nan
    where a product of chances is too small for a number.
    """
    matrix = chain.matrix
    classes = closed_classes(len(chain.start), *matrix.nonzero())
    passing = np.ones(len(chain.start), np.bool_)
    passing[np.concatenate(classes)] = False
    enters = np.where(passing, 0.0, chain.start)
    if passing.any():
        visits = expected_visits(chain, passing)
        if not np.isfinite(visits).all():
            return np.full(len(passing), np.nan)
        enters += np.where(passing, 0.0, visits @ matrix[passing])
    law = np.zeros(len(chain.start))
    for members in classes:
        inner = matrix[members][:, members]
        whole = inner if isinstance(inner, np.ndarray) else inner.toarray()
        law[members] = enters[members].sum() * stationary(whole)
    return law


def expected_visits(chain: PairChain, passing: Flags) -> Floats:
    """Return the expected turns in each state of `passing`, each of which is left some time.

    How likely it is to be left is added up from where it leads, not taken from one, so that a
    chance of 1e-100 has all its digits where the chain is small. Grassmann, Taksar and Heyman
    (1985), for states that are left. nan or inf where their product is too small for a number.
    """
    at: Ints = np.flatnonzero(passing)
    rows = chain.matrix[at]
    leaves = rows[:, np.flatnonzero(~passing)].sum(axis=1) + chain.war[at]
    inner = rows[:, at]
    if isinstance(inner, np.ndarray):
        return _dense_visits(inner, leaves, chain.start[at])
    from scipy import sparse
    from scipy.sparse.linalg import spsolve

    apart = inner - sparse.diags_array(inner.diagonal())
    system = sparse.diags_array(leaves + apart.sum(axis=1)) - apart
    return np.atleast_1d(spsolve(sparse.csc_array(system.T), chain.start[at]))


def _dense_visits(inner: Floats, leaves: Floats, start: Floats) -> Floats:
    """Return v of v = start + v P, row sums of P being 1 - leaves."""
    visits = start.copy()
    with np.errstate(all="ignore"):  # what is too small for a number ends as nan
        left, away = eliminated(inner, leaves)
        for k in range(len(start) - 1, -1, -1):
            visits[:k] += visits[k] / away[k] * left[k, :k]
        for k in range(len(start)):
            visits[k] = (visits[k] + visits[:k] @ left[:k, k]) / away[k]
    return visits


def can_reach(matrix: Matrix, target: Flags) -> Flags:
    """Return which states are in `target` or may lead to it."""
    can = target
    while True:
        more = can | (matrix @ can.astype(np.float64) > 0)
        if (more == can).all():
            return can
        can = more


def expected_peace(automaton: Automaton, game: Game, perception: Perception) -> float:
    """Return the expected turns that settled peace between two of a kind lasts under errors.

    From the long-run law of settled peace (:func:`settled_peace`), whatever led there, to the first
    pair of minds from which, without further errors, both arm for ever; or to war, if that comes
    before.

    Returns
    -------
    float
        inf where they never, or not surely, get there, or, of more than 256 joint minds, not
        within 1e12 turns; nan where there is no lasting restraint to begin with, where more than
        22,500 joint minds are reached, or where a product of chances is too small for a number.

    Examples
    --------
    >>> from secdilemma import Perception, explore, preset
    >>> from secdilemma.catalogue.catalogue import open_catalogue
    >>> grim = explore(open_catalogue().make("grim"))
    >>> round(expected_peace(grim, preset("axelrod"), Perception(execution_c=0.01)), 2)
    51.25
    """
    return peace_or_reason(automaton, game, perception)[0]


def peace_or_reason(automaton: Automaton, game: Game, perception: Perception) -> tuple[float, str]:
    """Return :func:`expected_peace`, and where it is nan, why; otherwise an empty text."""
    settled = settled_peace(automaton, game)
    if settled is None:
        return np.nan, TOO_MANY_MINDS
    if settled.probability == 0:
        return np.nan, "there is no lasting peace to begin with"
    unknown = TOO_MANY_MINDS if len(automaton) ** 2 > JOINT_LIMIT else TOO_SMALL
    if np.isnan(settled.probability):
        return np.nan, unknown
    noisy = PairChain.of(automaton, automaton, game, perception, settled.law, JOINT_LIMIT)
    if noisy is None:
        return np.nan, unknown
    calm = calm_chain(automaton, game, Law(noisy.joint, np.ones(len(noisy.joint))))
    if calm is None:
        return np.nan, unknown
    locked = lasting(calm.matrix, (calm.restrain == 0).all(axis=0))
    target = locked[np.searchsorted(calm.joint, noisy.joint)]
    time = _hitting_time(noisy, target, target | (noisy.war > 0))
    return time, unknown if np.isnan(time) else ""


def _hitting_time(chain: PairChain, target: Flags, ends: Flags) -> float:
    """Return the expected turns to `target`, or to war; each is reached from one of `ends`."""
    matrix = chain.matrix
    if not can_reach(matrix, ends).all():
        return np.inf
    if not (chain.start[~target] > 0).any():
        return 0.0
    time = float(expected_visits(chain, ~target).sum())
    if len(chain.start) <= FEW:
        return time if np.isfinite(time) else np.nan
    return time if 0 <= time <= BEYOND else np.inf
