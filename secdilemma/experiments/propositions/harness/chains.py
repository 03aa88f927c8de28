"""What expected shares cannot say: which outcome follows which, and in which minds they happen.

The chain of two automata over a match of fixed length, exactly.
"""

import math
from dataclasses import dataclass

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.best_response import average, bias
from secdilemma.games.comparison import above, at_least
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.matches.pair_chain import PairChain
from secdilemma.matches.self_play import JOINT_LIMIT
from secdilemma.matches.tally import Floats


@dataclass(frozen=True, slots=True)
class ExpectedTurns:
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


def course(automaton: Automaton, game: Game, perception: Perception, turns: int) -> ExpectedTurns:
    """Return the course of a match of an automaton with its like, war left out.

    Raises
    ------
    ValueError
        If the automaton is cut off, or more than 22,500 joint minds are reached.
    """
    pair, peaceful = (automaton, automaton), game.at_war(None)
    chain = PairChain.of(*pair, peaceful, perception, most=JOINT_LIMIT)
    if automaton.depth is not None or chain is None:
        raise ValueError(f"{automaton.name}: too many minds")
    meet = np.column_stack([each.sum(axis=1) for each in chain.by_outcome])
    now, occupancy = chain.start, np.zeros(len(chain.start))
    follows, minds = np.zeros((4, 4)), np.zeros((len(automaton), 4))
    for _ in range(turns):
        occupancy += now
        after = [now @ each for each in chain.by_outcome]
        follows += np.array([part @ meet for part in after])
        now = np.sum(after, axis=0)
    np.add.at(minds, chain.minds[0], occupancy[:, None] * meet)
    return ExpectedTurns(follows, minds[:, :2].sum(axis=1), minds[:, 2:].sum(axis=1))


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
    told, arming = _rows(automaton, seen=0), 1 - automaton.responses[:, 0]
    settled = automaton.start @ average(told, np.eye(len(automaton)))
    if above(float(settled @ arming), 0.5):
        return float("nan")
    heard = max(0.0, 1 - perception.ambiguity)
    provoked = settled @ _rows(automaton, seen=1)
    return heard * _excess(provoked, settled, told, arming) if heard else 0.0


_FOREVER = 1e-9
"""What one arming adds to arming in the long run, above which it never stops."""


def _excess(provoked: Floats, settled: Floats, told: Floats, arming: Floats) -> float:
    """Return how many armings follow, above what would have been, over all time."""
    gain = average(told, arming[:, None])[:, 0]
    more = float((provoked - settled) @ gain)
    if abs(more) > _FOREVER:
        return math.copysign(math.inf, more)
    later = bias(told, arming - gain)
    return float(provoked @ (later - average(told, later[:, None])[:, 0]))


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
