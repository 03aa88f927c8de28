"""The naive oracle with stocks of arms: every course of a match, in slow and plain Python.

Two minds, two stocks and two treasuries make a situation; each is walked with its probability.
Nothing is shared with the kernel. Vigilance is not part of it.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from secdilemma.games.actions import ARM, Action
from secdilemma.games.armament import Arms
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.oracle import Situation, beginning, one_turn

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a match stands: two minds or how it ended, stocks and treasuries."""

    situation: Situation
    arms: Pair
    funds: Pair


def expected_armed(
    first: Any, second: Any, game: Game, perception: Perception, arms: Arms, turns: int
) -> tuple[list[float], Pair, Pair]:
    """Return the expected share of ten outcomes, payoffs a turn, and stocks at the end.

    The outcomes are those of :func:`secdilemma.matches.oracle.expected_shares`, and after the
    collapse of the first, the second or both.
    """
    funds = arms.treasury or (math.inf, math.inf)
    begun = beginning(first, second, game, turns)
    now = {Standing(minds, arms.stock, funds): p for minds, p in begun.items()}
    shares, paid = [0.0] * 10, [0.0, 0.0]
    for _ in range(turns):
        following: dict[Standing, float] = defaultdict(float)
        for standing, p in now.items():
            for q, outcome, after in _courses(first, second, standing, game, perception, arms):
                shares[outcome] += p * q / turns
                following[after] += p * q
                for seat in (0, 1):
                    paid[seat] += p * q * _pay(game, arms, outcome, seat, standing.arms) / turns
        now = following
    left = [sum(p * each.arms[seat] for each, p in now.items()) for seat in (0, 1)]
    return shares, (paid[0], paid[1]), (left[0], left[1])


def _courses(
    first: Any,
    second: Any,
    standing: Standing,
    game: Game,
    perception: Perception,
    arms: Arms,
) -> list[tuple[float, int, Standing]]:
    if isinstance(standing.situation, int):
        return [(1.0, 4 + standing.situation, standing)]
    made = []
    for q, outcome, after in one_turn(first, second, standing.situation, game, perception):
        made.append((q, outcome, _moved(standing, outcome, after, arms)))
    return made


def _moved(standing: Standing, outcome: int, after: Situation, arms: Arms) -> Standing:
    if outcome >= 4:
        return replace(standing, situation=after)
    armed = (outcome // 2, outcome % 2)
    stocks = [(1 - arms.depreciation) * a + d for a, d in zip(standing.arms, armed, strict=True)]
    funds = [
        min(arms.richest, y + arms.income - arms.spending * d)
        for y, d in zip(standing.funds, armed, strict=True)
    ]
    fallen = (funds[0] < 0, funds[1] < 0)
    if any(fallen) and not isinstance(after, int):
        after = 5 if all(fallen) else 3 if fallen[0] else 4
    return Standing(after, (stocks[0], stocks[1]), (funds[0], funds[1]))


def _pay(game: Game, arms: Arms, outcome: int, seat: int, stocks: Pair) -> float:
    p = game.payoffs(seat)
    if outcome >= 7:
        return arms.ruin if outcome in (9, 7 + seat) else p.T
    power = stocks[0] / stocks[1]
    if outcome >= 4:
        war = game.war or War()
        order = 0 if outcome == 6 else 1 if outcome == 4 + seat else -1
        return replace(war, power_ratio=war.power_ratio * power).value(seat, order)
    actions = (Action(outcome // 2), Action(outcome % 2))
    own, other = actions[seat], actions[1 - seat]
    if not arms.feedback or own == other:
        return p.matrix[own][other]
    strength = stocks[seat] / (stocks[0] + stocks[1])
    if own is ARM:
        return p.P + (p.T - p.P) * 2 * strength
    return p.R - (p.R - p.S) * 2 * (1 - strength)
