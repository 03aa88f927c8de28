"""Recovery: how long one mistake between two of a kind keeps them from mutual restraint.

Two copies of an automaton play without any error until they are in a settled situation, one from
which mutual restraint is never left. Then one mistake happens to one of them, and nothing else goes
wrong. Exact: a Markov chain on pairs of minds, solved for where it ends and how long it takes.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.matches.pair_chain import Law, PairChain
from secdilemma.matches.self_play import (
    TOO_MANY_MINDS,
    TOO_SMALL,
    calm_chain,
    can_reach,
    expected_visits,
    lasting,
    settled_peace,
)
from secdilemma.matches.tally import Floats

Mistake = Literal["misperception", "execution"]
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
    unknown
        Why the others are nan; empty where they are not.
    """

    probability: float
    turns: float
    loss: float
    unknown: str = ""


UNSETTLED = Recovery(np.nan, np.nan, np.nan, "there is no lasting restraint to come back to")
LOST = Recovery(np.nan, np.nan, np.nan, TOO_SMALL)
NO_AUTOMATON = Recovery(np.nan, np.nan, np.nan, "it has no finite number of minds")
TOO_MANY = Recovery(np.nan, np.nan, np.nan, TOO_MANY_MINDS)


def mistake_of(perception: Perception) -> Mistake:
    """Return the kind of mistake that an environment has; misperception where it has none."""
    sight = perception.sighted_false_alarm + perception.sighted_miss
    return "execution" if sight == 0 and perception.execution_c > 0 else "misperception"


def recover(automaton: Automaton, game: Game, mistake: Mistake) -> Recovery:
    """Return what one mistake does to two copies of an automaton.

    The mistake meets them in the long run of settled mutual restraint, each pair of minds with the
    share of turns it has there. nan where play without errors does not surely settle in it, or more
    than 3,000 pairs of minds are reached before or after the mistake.

    Parameters
    ----------
    automaton
        Complete for a match of any length; one that is cut off gives nan.
    game
        Whose row payoffs count the loss.
    mistake
        ``"misperception"``: one side takes restraint for arming. ``"execution"``: one side arms
        by mistake, and both see it.

    Examples
    --------
    >>> from secdilemma.catalogue.catalogue import open_catalogue
    >>> from secdilemma import explore, preset
    >>> recover(explore(open_catalogue().make("tft")), preset("axelrod"), "misperception")
    Recovery(probability=0.0, turns=inf, loss=inf, unknown='')
    """
    settled = settled_peace(automaton, game, SITUATION_LIMIT)
    if settled is None:
        return TOO_MANY
    if np.isnan(settled.probability):
        return LOST
    if settled.probability < 1:
        return UNSETTLED
    after = calm_chain(automaton, game, _mistaken(automaton, settled.law, mistake), SITUATION_LIMIT)
    return TOO_MANY if after is None else _mended(after, game)


def _mistaken(automaton: Automaton, before: Law, mistake: Mistake) -> Law:
    """Return the law of the pair of minds that a mistake of the first leads to."""
    n = len(automaton)
    own, seen = (RESTRAIN, ARM) if mistake == "misperception" else (ARM, RESTRAIN)
    after: defaultdict[int, float] = defaultdict(float)
    for joint, p in zip(before.joint.tolist(), before.odds.tolist(), strict=True):
        i, j = divmod(joint, n)
        mistaken = _following(automaton, i, own, seen)
        other = _following(automaton, j, RESTRAIN, own)
        for (k, q), (l, r) in product(mistaken, other):
            after[k * n + l] += p * q * r
    return Law(np.array(list(after), np.int64), np.array(list(after.values())))


def _following(
    automaton: Automaton, mind: int, own: Action, seen: Action
) -> list[tuple[int, float]]:
    """Return the minds that may follow one, by index, and how likely."""
    row = 4 * mind + 2 * own + seen
    span = slice(int(automaton.edge_start[row]), int(automaton.edge_start[row + 1]))
    odds = automaton.edge_probability[span].tolist()
    return list(zip(automaton.edge_target[span].tolist(), odds, strict=True))


def _mended(chain: PairChain, game: Game) -> Recovery:
    """Return how a mistake that led to the start of a chain without errors is mended."""
    matrix = chain.matrix
    settled = lasting(matrix, (chain.restrain == 1).all(axis=0))
    ending = can_reach(matrix, settled)
    passing = ending & ~settled
    visits = np.zeros(len(settled))
    if passing.any():
        visits[passing] = expected_visits(chain, passing)
        if not np.isfinite(visits).all():
            return LOST
    if not ending.all():
        back = chain.start[settled].sum() + (visits @ matrix)[settled].sum()
        return Recovery(float(back), np.inf, np.inf)
    return Recovery(1.0, float(visits.sum()), float(visits @ _losses(chain, game)))


def _losses(chain: PairChain, game: Game) -> Floats:
    """Return what a turn in each state costs the two together, against mutual restraint."""
    u = game.row.matrix
    losses = np.zeros(len(chain.start))
    for outcome, each in enumerate(chain.by_outcome):
        a, b = divmod(outcome, 2)
        losses += each.sum(axis=1) * (2 * u[0][0] - u[a][b] - u[b][a])
    return losses
