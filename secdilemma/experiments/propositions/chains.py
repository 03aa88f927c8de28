"""What expected shares cannot say: which outcome follows which, and in which minds they happen.

The chain of two automata over a match of fixed length, exactly.
"""

from dataclasses import dataclass

import numpy as np

from secdilemma.automaton import Automaton
from secdilemma.comparison import above, at_least
from secdilemma.games.game import Game
from secdilemma.lanes.counting import Floats
from secdilemma.perception import Perception
from secdilemma.self_play import MIND_LIMIT, outcome_chains


@dataclass(frozen=True, slots=True)
class Course:
    """How two of a kind fare over a match.

    Parameters
    ----------
    follows
        ndarray(float, shape (4, 4)): expected turns in which each of CC, CD, DC, DD is followed by
        each, over the match.
    restrains, arms
        ndarray(float, shape (n,)): expected turns in which the first seat restrains or arms in
        each of its n minds.
    """

    follows: Floats
    restrains: Floats
    arms: Floats

    def after(self, outcome: int, then: int) -> float:
        """Return how often an outcome is followed by another; nan where the first never is."""
        total = float(self.follows[outcome].sum())
        return float(self.follows[outcome, then]) / total if above(total, 0.0) else float("nan")

    @property
    def serial_dependence(self) -> float:
        """P(DD after DD) - P(DD after CC); nan where one of them never happens."""
        return self.after(3, 3) - self.after(0, 3)

    @property
    def restraint_spell(self) -> float:
        """Mean length of a spell of mutual restraint; inf where it never ends."""
        stays = self.after(0, 0)
        return float("inf") if at_least(stays, 1.0) else 1 / (1 - stays)


def course(automaton: Automaton, game: Game, perception: Perception, turns: int) -> Course:
    """Return the course of a match of an automaton with its like, war left out.

    Raises
    ------
    ValueError
        If the automaton is cut off or has more than 150 minds.
    """
    if automaton.depth is not None or len(automaton) > MIND_LIMIT:
        raise ValueError(f"{automaton.name}: too many minds")
    n = len(automaton)
    chains = outcome_chains(automaton, game.at_war(None), perception)
    meet = np.column_stack([np.asarray(chain.sum(axis=1)).ravel() for chain in chains])
    now = np.asarray(np.kron(automaton.start, automaton.start), np.float64)
    follows, minds = np.zeros((4, 4)), np.zeros((2, n))
    for _ in range(turns):
        after = [np.asarray(now @ chain).ravel() for chain in chains]
        follows += np.array([part @ meet for part in after])
        by_mind = (now[:, None] * meet).reshape(n, n, 4).sum(axis=1)
        minds += np.stack([by_mind[:, :2].sum(axis=1), by_mind[:, 2:].sum(axis=1)])
        now = np.sum(after, axis=0)
    return Course(follows, minds[0], minds[1])


def calm_minds(automaton: Automaton) -> set[int]:
    """Return the minds in which an automaton can be although it never saw arming."""
    found = list(np.flatnonzero(automaton.start > 0))
    seen = {int(mind) for mind in found}
    for mind in found:
        for own in (0, 1):
            row = 4 * int(mind) + 2 * own
            span = slice(int(automaton.edge_start[row]), int(automaton.edge_start[row + 1]))
            done = automaton.responses[mind, 0] if own == 0 else 1 - automaton.responses[mind, 0]
            if done == 0:
                continue
            fresh = [t for t in automaton.edge_target[span].tolist() if t not in seen]
            seen.update(fresh)
            found += fresh
    return seen


def reproduction_number(automaton: Automaton, perception: Perception) -> float:
    """Return 𝓡_h: how many armings one arming provokes in an automaton that was calm.

    It meets a partner that otherwise restrains, and nothing is misread but this once; what one
    arming seen provokes is scaled by how much likelier arming is seen after arming than after
    restraint, 1 - a. For a reaction gain k that is k (1 - a).

    Returns
    -------
    float
        inf where it never stops; nan where it is never calm to begin with.
    """
    told = _calmed(automaton)
    arming = 1 - automaton.responses[:, 0]
    settled = _limit(automaton.start, told)
    if above(float(settled @ arming), 0.5):
        return float("nan")
    provoked = settled @ _rows(automaton, seen=1)
    return max(0.0, 1 - perception.ambiguity) * _excess(provoked, settled, told, arming)


_TURNS = 20_000


def _excess(provoked: Floats, settled: Floats, told: Floats, arming: Floats) -> float:
    """Return how many armings follow, above what would have been."""
    total, base = 0.0, float(settled @ arming)
    now = provoked
    for _ in range(_TURNS):
        more = float(now @ arming) - base
        total += more
        if abs(more) < 1e-12:
            return total
        now = now @ told
    return float("inf")


def _calmed(automaton: Automaton) -> Floats:
    return _rows(automaton, seen=0)


def _rows(automaton: Automaton, seen: int) -> Floats:
    """Return the moves between minds where the other is seen to do one thing."""
    n = len(automaton)
    row = np.repeat(np.arange(4 * n), np.diff(automaton.edge_start))
    mind, own = row // 4, row // 2 % 2
    restrain = automaton.responses[mind, 0]
    weight = np.where(own == 0, restrain, 1 - restrain) * (row % 2 == seen)
    made = np.zeros((n, n))
    np.add.at(made, (mind, automaton.edge_target), automaton.edge_probability * weight)
    return made


def _limit(start: Floats, chain: Floats) -> Floats:
    now = start
    for _ in range(200):
        now = now @ chain
    return np.asarray(now)
