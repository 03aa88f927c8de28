"""The naive oracle: one turn as the theory states it, in slow and plain Python.

Nothing here is shared with the lanes but the reading of what a strategy returns. It walks every
branch of every turn with its probability, in a dictionary of situations; the lanes are tested
against it.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, Mind
from secdilemma.games.actions import ARM, RESTRAIN, STRIKE, Action
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception

Situation = tuple[Mind, Mind] | int
"""Two minds, or the kind of war: 0 the first seat struck, 1 the second, 2 both or by accident."""


def expected_shares(
    first: Any, second: Any, game: Game, perception: Perception, turns: int
) -> tuple[list[float], float]:
    """Return the expected share of each outcome over `turns` turns, and P(war).

    Parameters
    ----------
    first, second
        Strategies: objects with ``begin``, ``respond`` and ``interpret``.
    turns
        From 1. The cost is turns times situations times up to 256 branches.

    Returns
    -------
    tuple
        Seven shares (CC, CD, DC, DD, first seat struck, second seat struck, both or accident), and
        the probability that war has broken out by the end.
    """
    now = beginning(first, second, game, turns)
    shares = [0.0] * 7
    for _ in range(turns):
        following: dict[Situation, float] = defaultdict(float)
        for situation, p in now.items():
            for q, outcome, after in one_turn(first, second, situation, game, perception):
                shares[outcome] += p * q / turns
                following[after] += p * q
        now = following
    return shares, sum(p for situation, p in now.items() if isinstance(situation, int))


def one_turn(
    first: Any, second: Any, situation: Situation, game: Game, perception: Perception
) -> Iterator[tuple[float, int, Situation]]:
    """Yield every course that a turn can take: its probability, the outcome, and what follows."""
    if isinstance(situation, int):
        yield 1.0, 4 + situation, situation
        return
    striking = STRIKE in game.actions
    decided = jointly_carried_out(first, second, situation, perception, striking=striking)
    for (own, other), p in decided.items():
        if p == 0:
            continue
        if STRIKE in (own, other):
            kind = 2 if own == other else 0 if own is STRIKE else 1
            yield p, 4 + kind, kind
            continue
        outcome = 2 * own + other
        hazard = game.war.hazards[own + other] if game.war else 0.0
        yield p * hazard, outcome, 2
        for r, after in interpreted(first, second, situation, (own, other), perception):
            yield p * (1 - hazard) * r, outcome, after


def jointly_carried_out(
    first: Any, second: Any, minds: tuple[Mind, Mind], perception: Perception, *, striking: bool
) -> dict[tuple[Action, Action], float]:
    """Return the odds of what both do in fact: as they jointly decide, or each for itself."""
    own = carried_out(first, minds[0], perception, striking=striking)
    other = carried_out(second, minds[1], perception, striking=striking)
    joint = perception.joint_decision
    odds = {(a, b): (1 - joint) * p * q for (a, p), (b, q) in product(own.items(), other.items())}
    slip = perception.execution_c
    agreed = {RESTRAIN: 1 - slip, ARM: slip}
    for (a, p), (b, q) in product(agreed.items(), repeat=2):
        odds[a, b] += joint * p * q
    return odds


def carried_out(
    strategy: Any, mind: Mind, perception: Perception, *, striking: bool
) -> dict[Action, float]:
    """Return the odds of what a state does in fact."""
    restrain, arm, strike = distributions.respond(strategy, mind, "reference")
    if not striking:
        arm, strike = arm + strike, 0.0
    slip_c, slip_d = perception.execution_c, perception.execution_d
    return {
        RESTRAIN: restrain * (1 - slip_c) + arm * slip_d,
        ARM: arm * (1 - slip_d) + restrain * slip_c,
        STRIKE: strike,
    }


def sighted(action: Action, perception: Perception) -> dict[Action, float]:
    """Return the odds of what an action is taken for, intelligence and hotline used."""
    scale = 1 - perception.intelligence
    if action is ARM:
        missed = perception.miss * scale
        return {RESTRAIN: missed, ARM: 1 - missed}
    alarm = perception.false_alarm * scale * (1 - perception.hotline)
    return {RESTRAIN: 1 - alarm, ARM: alarm}


def interpreted(
    first: Any,
    second: Any,
    minds: tuple[Mind, Mind],
    actions: tuple[Action, Action],
    perception: Perception,
) -> Iterator[tuple[float, Situation]]:
    """Yield the minds that may follow two actions, with their probabilities."""
    own, other = actions
    for seen_first, seen_second in product((RESTRAIN, ARM), repeat=2):
        p = sighted(other, perception)[seen_first] * sighted(own, perception)[seen_second]
        for public in (True, False):
            q = p * (perception.public_record if public else 1 - perception.public_record)
            if q == 0:
                continue
            told_first, told_second = (seen_second, seen_first) if public else (own, other)
            minds_first = understood(first, minds[0], told_first, seen_first, perception)
            minds_second = understood(second, minds[1], told_second, seen_second, perception)
            for (a, r), (b, s) in product(minds_first, minds_second):
                yield q * r * s, (a, b)


def understood(
    strategy: Any, mind: Mind, own: Action, seen: Action, perception: Perception
) -> list[tuple[Mind, float]]:
    """Return a state's next minds, sensibility counted."""
    excuse = perception.sensibility if own is ARM and seen is ARM else 0.0
    odds = []
    for reading, p in ((RESTRAIN, excuse), (seen, 1 - excuse)):
        if p > 0:
            after = distributions.interpret(strategy, mind, own, reading, "reference")
            odds += [(next_mind, p * q) for next_mind, q in after]
    return odds


def beginning(first: Any, second: Any, game: Game, turns: int) -> dict[Situation, float]:
    """Return the odds over pairs of minds before the first turn."""
    odds = [
        distributions.begin(
            strategy, Context(turns, game, 0 if game.symmetric else seat), "reference"
        )
        for seat, strategy in enumerate((first, second))
    ]
    return {(a, b): p * q for (a, p), (b, q) in product(*odds)}
