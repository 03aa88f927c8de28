"""Robustness: the verdict over draws of a strategy's parameters around their defaults.

A school as one automaton with one set of numbers is a caricature. Each draw moves every number by
up to a quarter of its default (a whole number by at least one), within its range; the share of
draws in each class says how much of the verdict is the school and how much the numbers.
"""

from collections import Counter
from typing import Any

import numpy as np

from secdilemma.analysis.metrics import SHORT_TERM, measure
from secdilemma.analysis.verdict import Verdict, judge
from secdilemma.automata.interface import build, info_of, parameters, values_of
from secdilemma.automata.parameters import Parameter, Value
from secdilemma.errors import StrategyError
from secdilemma.games.horizon import LONG_RUN
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import against
from secdilemma.tournament.specification import Tournament, Work

WIDTH = 0.25


def verdict_shares(
    participant: Participant,
    tournament: Tournament,
    draws: int = 100,
    work: Work | None = None,
) -> dict[Verdict, float]:
    """Return the share of parameter draws in each class of verdict.

    Parameters
    ----------
    participant
        Whose parameters are moved; where it has none, there is one draw.
    tournament
        The environment and the field; the other participants stay as they are.
    draws
        How many, from 1; each is seeded by the tournament's seed and its number.
    """
    quick = tournament.with_changes(horizons=(LONG_RUN, SHORT_TERM))
    moved = [_drawn(participant, tournament.seed, k) for k in range(draws)]
    unique = list(dict.fromkeys(moved))
    found: Counter[Verdict] = Counter()
    for values in unique:
        found[_verdict(participant, dict(values), quick, work)] += moved.count(values)
    return {verdict: found[verdict] / len(moved) for verdict in Verdict if found[verdict]}


def _drawn(participant: Participant, seed: int, number: int) -> tuple[tuple[str, Value], ...]:
    rng = np.random.default_rng([seed, number])
    own = values_of(participant.strategy)
    kinds = parameters(participant.strategy)
    return tuple((each.name, _moved(each, own[each.name], rng)) for each in kinds)


def _moved(kind: Parameter, value: Any, rng: np.random.Generator) -> Value:
    if isinstance(value, bool | str):
        return value
    low = -np.inf if kind.low is None else kind.low
    high = np.inf if kind.high is None else kind.high
    width = WIDTH * abs(value)
    if isinstance(value, int):
        reach = max(1, round(width))
        return int(np.clip(value + rng.integers(-reach, reach + 1), low, high))
    return float(np.clip(value + rng.uniform(-width, width), low, high))


def _verdict(
    participant: Participant, values: dict[str, Value], tournament: Tournament, work: Work | None
) -> Verdict:
    """Return the verdict with other parameters, each tried against the whole field."""
    kind = type(participant.strategy)
    try:
        strategy = build(kind, values, info_of(kind).name) if values else participant.strategy
    except StrategyError:
        return Verdict.INCONCLUSIVE
    own = Participant(strategy, participant.name, participant.greed, participant.payoffs)
    others = tuple(each for each in tournament.participants if each.name != participant.name)
    return _judged_alone(own, others, tournament, work)


def _judged_alone(
    own: Participant, others: tuple[Participant, ...], tournament: Tournament, work: Work | None
) -> Verdict:
    results = against(own, others, tournament, work)
    return judge(results, measure(results, work, [0]))[0].verdict
