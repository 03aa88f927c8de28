"""Properties of a strategy, decided from its automaton: nothing is sampled.

Every reachable mind counts, those that only an error leads to included, because an automaton holds
what follows every own and every seen action. Probabilities within 1e-9 of each other are the same,
and a strike counts as arming.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from secdilemma.automaton import Automaton, Floats
from secdilemma.best_response import (
    BestResponse,
    best_response,
    greatest_lead,
    recurrent_classes,
)
from secdilemma.games.game import Game

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Sparse = Any  # a scipy sparse array; scipy has no types of its own
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Properties:
    """What a strategy is; None where it cannot be said.

    All are None of an automaton that is cut off (it depends on the length of the match), and those
    of the best response of one with more than 1,000 minds too.

    Parameters
    ----------
    nice
        Without errors it is never the first to arm: in every mind that it can reach while neither
        side has armed, it restrains for certain (Axelrod 1984).
    retaliating
        One arming that comes after steady mutual restraint is answered: whatever the steady mind,
        in one of as many turns as it has minds it arms more readily than it would have, though the
        other restrains before and after. A mind is steady if it is in a set of minds that mutual
        restraint never leaves and in none of which restraint is ruled out. After Axelrod's (1984)
        provocability, which asks for an answer at once. None where no mind is steady.
    forgiving
        After any history, if the other restrains for ever then so does it, sooner or later, with
        probability 1 (Axelrod 1984: the propensity to cooperate after the other's defection).
    own_blind
        What it will do never depends on what it did itself, in error or not: whatever it did, the
        minds that follow behave alike. Decided up to probabilistic bisimulation of minds (Larsen
        and Skou 1991), so that minds that differ in name alone do not count as different.
    deterministic
        Nothing is left to chance.
    memory_one
        What it will do depends on no more than its last own and last seen action (Nowak and Sigmund
        1993), by the same standard.
    best_response
        The most that any opponent gets of it, and what it gets then.
    lead
        The most by which any opponent outdoes it, a turn in the long run.
    partner
        It is nice, so that with its own kind it gets R for ever, and no opponent gets more than R
        (after Hilbe, Chatterjee and Nowak 2018).
    rival
        No opponent gets more than it does (after the same).
    exploitable
        Some opponent gets more than R.
    """

    nice: bool | None = None
    retaliating: bool | None = None
    forgiving: bool | None = None
    own_blind: bool | None = None
    deterministic: bool | None = None
    memory_one: bool | None = None
    best_response: BestResponse | None = None
    lead: float | None = None
    partner: bool | None = None
    rival: bool | None = None
    exploitable: bool | None = None


def properties_of(automaton: Automaton, game: Game) -> Properties:
    """Return the properties of an automaton in the first seat of a game.

    Parameters
    ----------
    automaton
        Complete for a match of any length; of one that is cut off nothing is said.
    game
        Whose payoffs the best response and the rivalry are reckoned in; the rest does not depend
        on it. War is left out.
    """
    if automaton.depth is not None:
        return Properties()
    kinds = behaviours(automaton)
    after = _summary(automaton, kinds).reshape(-1, 2, 2)
    nice = is_nice(automaton)
    best = best_response(automaton, game.row, game.payoffs(1))
    lead = greatest_lead(automaton, game.row, game.payoffs(1))
    exploitable = None if best is None else best.value > game.payoffs(1).R + _SAME
    return Properties(
        nice=nice,
        retaliating=is_retaliating(automaton),
        forgiving=is_forgiving(automaton),
        own_blind=bool(np.all(np.abs(after[:, 0] - after[:, 1]) <= _SAME)),
        deterministic=automaton.deterministic,
        memory_one=bool(np.all(np.ptp(after, axis=0) <= _SAME)),
        best_response=best,
        lead=lead,
        partner=None if exploitable is None else nice and not exploitable,
        rival=None if lead is None else lead <= _SAME,
        exploitable=exploitable,
    )


def is_nice(automaton: Automaton) -> bool:
    """Whether it is never the first to arm; see :class:`Properties`."""
    calm = _transitions(automaton, 0, 0)
    restrain = automaton.responses[:, 0]
    reached = automaton.start > 0
    while True:
        further = reached | ((reached & (restrain > 0)) @ calm > 0)
        if np.array_equal(further, reached):
            return bool(np.all(restrain[reached] >= 1 - _SAME))
        reached = further


def is_retaliating(automaton: Automaton) -> bool | None:
    """Whether arming out of the blue is answered; see :class:`Properties`."""
    steady = np.flatnonzero(_steady(automaton))
    if not len(steady):
        return None
    calm = _other_restrains(automaton)
    difference = _transitions(automaton, 0, 1)[steady] - _transitions(automaton, 0, 0)[steady]
    answered = np.zeros(len(steady), np.bool_)
    arming = 1 - automaton.responses[:, 0]
    for _ in range(len(automaton)):
        answered |= difference @ arming > _SAME
        arming = calm @ arming
    return bool(answered.all())


def is_forgiving(automaton: Automaton) -> bool:
    """Whether lasting restraint is met with lasting restraint; see :class:`Properties`."""
    for members in recurrent_classes(_other_restrains(automaton)):
        if automaton.responses[members, 0].min() < 1 - _SAME:
            return False
    return True


def behaviours(automaton: Automaton) -> Ints:
    """Return a number for each mind; minds of one number behave alike for ever.

    Minds are told apart by what they do, then by the odds of the kinds of mind that follow each
    event, until nothing more is told apart: the coarsest probabilistic bisimulation. A mixture of
    kinds is summed up by a weighted sum with fixed random weights, so that two different mixtures
    are taken for one with a probability of about 1e-9.
    """
    kinds = _numbered(_rounded(automaton.responses))
    while True:
        told_apart = np.column_stack([kinds, _rounded(_summary(automaton, kinds))])
        finer = _numbered(told_apart)
        if finer.max() == kinds.max():
            return finer
        kinds = finer


def _summary(automaton: Automaton, kinds: Ints) -> Floats:
    """Return shape (n, 4): one number for the mixture of kinds after each mind and event."""
    weights = np.random.default_rng(1951).random(int(kinds.max()) + 1)
    terms = automaton.edge_probability * weights[kinds[automaton.edge_target]]
    return np.add.reduceat(terms, automaton.edge_start[:-1]).reshape(-1, 4)


def _rounded(values: Floats) -> Ints:
    """Return integers, the same in a column where numbers are the same but for rounding."""
    made = np.empty(values.shape, np.int64)
    for k, column in enumerate(values.T):
        order = np.argsort(column)
        made[order, k] = np.cumsum(np.diff(column[order], prepend=column[order[0]]) > _SAME)
    return made


def _numbered(rows: Ints) -> Ints:
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)


def _steady(automaton: Automaton) -> Flags:
    """Return the minds in a set that mutual restraint never leaves, restraint always possible."""
    calm = _transitions(automaton, 0, 0)
    count, label = csgraph.connected_components(calm, directed=True, connection="strong")
    source, target = calm.nonzero()
    left = np.zeros(count, np.bool_)
    left[label[source[label[source] != label[target]]]] = True
    left[label[automaton.responses[:, 0] <= 0]] = True
    return np.asarray(~left[label])


def _other_restrains(automaton: Automaton) -> Sparse:
    """Return the chain of minds against restraint for ever, shape (n, n)."""
    restrain = automaton.responses[:, 0]
    calm = sparse.diags_array(restrain) @ _transitions(automaton, 0, 0)
    return calm + sparse.diags_array(1 - restrain) @ _transitions(automaton, 1, 0)


def _transitions(automaton: Automaton, own: int, seen: int) -> Sparse:
    """Return where one event leads, shape (n, n)."""
    rows = np.repeat(np.arange(4 * len(automaton)), np.diff(automaton.edge_start))
    of_event = rows % 4 == 2 * own + seen
    place = (rows[of_event] // 4, automaton.edge_target[of_event])
    size = (len(automaton), len(automaton))
    return sparse.csr_array((automaton.edge_probability[of_event], place), shape=size)
