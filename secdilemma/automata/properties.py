"""Properties of a strategy, decided from its automaton: nothing is sampled.

Every reachable mind counts, those that only an error leads to included, because an automaton holds
what follows every own and every seen action. Probabilities within 1e-9 of each other are the same,
and a strike counts as arming.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from secdilemma.automata.automaton import Automaton, Floats, Ints
from secdilemma.automata.best_response import (
    BestResponse,
    best_response,
    closed_classes,
    greatest_lead,
)
from secdilemma.games.comparison import EQUAL, above, at_least
from secdilemma.games.game import Game

Flags = NDArray[np.bool_]


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

    Examples
    --------
    >>> from secdilemma import explore, open_catalogue, preset
    >>> found = properties_of(explore(open_catalogue().make("tft")), preset("axelrod"))
    >>> found.nice, found.retaliating, found.forgiving
    (True, True, True)
    """
    if automaton.depth is not None:
        return Properties()
    kinds = behaviours(automaton)
    after = _summary(automaton, kinds).reshape(-1, 2, 2)
    nice = is_nice(automaton)
    best = best_response(automaton, game.row, game.payoffs(1))
    lead = greatest_lead(automaton, game.row, game.payoffs(1))
    theirs, scale = game.payoffs(1), max(game.row.scale, game.payoffs(1).scale)
    exploitable = None if best is None else bool(above(best.value, theirs.R, theirs.scale))
    return Properties(
        nice=nice,
        retaliating=is_retaliating(automaton),
        forgiving=is_forgiving(automaton),
        own_blind=bool(np.all(np.abs(after[:, 0] - after[:, 1]) <= EQUAL)),
        deterministic=automaton.deterministic,
        memory_one=bool(np.all(np.ptp(after, axis=0) <= EQUAL)),
        best_response=best,
        lead=lead,
        partner=None if exploitable is None else nice and not exploitable,
        rival=None if lead is None else not above(lead, 0.0, scale),
        exploitable=exploitable,
    )


def is_nice(automaton: Automaton) -> bool:
    """Whether it is never the first to arm; see :class:`Properties`."""
    restrain = automaton.responses[:, 0]
    calm = _steps(automaton, own=0, seen=0)
    reached = automaton.start > 0
    while True:
        further = reached.copy()
        further[calm.target[(reached & (restrain > 0))[calm.source]]] = True
        if np.array_equal(further, reached):
            return bool(np.all(at_least(restrain[reached], 1.0)))
        reached = further


def is_retaliating(automaton: Automaton) -> bool | None:
    """Whether arming out of the blue is answered; see :class:`Properties`."""
    steady = _steady(automaton)
    if not steady.any():
        return None
    calm, alarm = _steps(automaton, own=0, seen=0), _steps(automaton, own=0, seen=1)
    later = _other_restrains(automaton)
    answered = ~steady
    arming = 1 - automaton.responses[:, 0]
    for _ in range(len(automaton)):
        answered |= above(alarm.expected(arming), calm.expected(arming))
        arming = later.expected(arming)
    return bool(answered.all())


def is_forgiving(automaton: Automaton) -> bool:
    """Whether lasting restraint is met with lasting restraint; see :class:`Properties`."""
    later = _other_restrains(automaton)
    classes = closed_classes(len(automaton), later.source, later.target)
    return all(at_least(automaton.responses[each, 0].min(), 1.0) for each in classes)


def behaviours(automaton: Automaton) -> Ints:
    """Return a number for each mind; minds of one number behave alike for ever.

    Minds are told apart by what they do, then by the odds of the kinds of mind that follow each
    event, until nothing more is told apart: the coarsest probabilistic bisimulation. A mixture of
    kinds is summed up by a weighted sum with fixed random weights, so that two different mixtures
    are taken for one with a probability of about 1e-9.
    """
    kinds = _numbered(told_apart(automaton.responses))
    while True:
        finer = _numbered(np.column_stack([kinds, told_apart(_summary(automaton, kinds))]))
        if finer.max() == kinds.max():
            return finer
        kinds = finer


def _summary(automaton: Automaton, kinds: Ints) -> Floats:
    """Return shape (n, 4): one number for the mixture of kinds after each mind and event."""
    weights = np.random.default_rng(1951).random(int(kinds.max()) + 1)
    terms = automaton.edge_probability * weights[kinds[automaton.edge_target]]
    return np.add.reduceat(terms, automaton.edge_start[:-1]).reshape(-1, 4)


def told_apart(values: Floats) -> Ints:
    """Return integers, the same in a column where numbers are the same but for rounding."""
    made = np.empty(values.shape, np.int64)
    for k, column in enumerate(values.T):
        order = np.argsort(column)
        made[order, k] = np.cumsum(np.diff(column[order], prepend=column[order[0]]) > EQUAL)
    return made


def _numbered(rows: Ints) -> Ints:
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)


class _Steps(NamedTuple):
    """A chain of minds as a list: from which mind to which, with what odds."""

    source: Ints
    target: Ints
    odds: Floats

    def expected(self, values: Floats) -> Floats:
        """Return what is expected of `values` after a step from each mind."""
        terms = self.odds * values[self.target]
        made = np.bincount(self.source, weights=terms, minlength=len(values))
        return made.astype(np.float64)


def _steps(automaton: Automaton, *, own: int, seen: int) -> _Steps:
    """Return where one event leads."""
    rows = np.repeat(np.arange(4 * len(automaton)), np.diff(automaton.edge_start))
    of_event = (rows % 4 == 2 * own + seen) & (automaton.edge_probability > 0)
    targets, odds = automaton.edge_target[of_event], automaton.edge_probability[of_event]
    return _Steps(rows[of_event] // 4, targets, odds)


def _other_restrains(automaton: Automaton) -> _Steps:
    """Return the chain of minds against restraint for ever."""
    restrain = automaton.responses[:, 0]
    calm, armed = _steps(automaton, own=0, seen=0), _steps(automaton, own=1, seen=0)
    odds = [calm.odds * restrain[calm.source], armed.odds * (1 - restrain)[armed.source]]
    source = np.concatenate([calm.source, armed.source])
    target = np.concatenate([calm.target, armed.target])
    every = np.concatenate(odds)
    return _Steps(source[every > 0], target[every > 0], every[every > 0])


def _steady(automaton: Automaton) -> Flags:
    """Return the minds in a set that mutual restraint never leaves, restraint always possible."""
    calm = _steps(automaton, own=0, seen=0)
    steady = np.zeros(len(automaton), np.bool_)
    for each in closed_classes(len(automaton), calm.source, calm.target):
        steady[each] = automaton.responses[each, 0].min() > 0
    return steady
