"""Filters over strategies: by axelrod's classifier, and by what is decided of an automaton."""

import math
import operator
import re
from collections.abc import Callable
from typing import Any

from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context
from secdilemma.automata.properties import Properties, properties_of
from secdilemma.catalogue.classifier import GAME, classifier_of
from secdilemma.errors import GrowingMindsError, StrategyError, suggestion
from secdilemma.games.arms import preset

TRUTHS = (
    "stochastic",
    "long_run_time",
    "inspects_source",
    "manipulates_source",
    "manipulates_state",
)
PROPERTIES = (
    "nice",
    "retaliating",
    "forgiving",
    "own_blind",
    "memory_one",
    "partner",
    "rival",
    "exploitable",
)
DEPTHS = {"memory_depth": None, "min_memory_depth": operator.ge, "max_memory_depth": operator.le}
KEYS = (*TRUTHS, *DEPTHS, "makes_use_of", *PROPERTIES)
_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_PART = re.compile(r"\s*([A-Za-z_-]+)\s*(<=|>=|!=|==|<|>|=)\s*(.*?)\s*")
Test = Callable[[Any], bool]


def passes(text: str, where: str = "filter") -> Test:
    """Return the test that a filter is, such as ``stochastic=false,memory_depth<=1``.

    Parameters
    ----------
    text
        Parts joined by commas, all of which must hold. axelrod's filterset keys: stochastic,
        long_run_time, inspects_source, manipulates_source and manipulates_state with true or false;
        memory_depth with a number or inf and any of = != < <= > >=; min_memory_depth and
        max_memory_depth; makes_use_of with game, length, or both joined by &. And properties that
        are decided from the automaton, with true or false: nice, retaliating, forgiving, own_blind,
        memory_one, partner, rival, exploitable. What cannot be decided passes neither.
    where
        What messages begin with.

    Raises
    ------
    StrategyError
        If there is no such key, sign or value.
    """
    tests = [_test(part, where) for part in text.split(",")]
    return lambda strategy: all(test(strategy) for test in tests)


def _test(part: str, where: str) -> Test:
    found = _PART.fullmatch(part)
    if found is None:
        raise StrategyError(f"{where}: got {part!r}; expected key=value, such as stochastic=false.")
    key, sign, value = found[1].lower().replace("-", "_"), found[2].replace("==", "="), found[3]
    if key not in KEYS:
        raise StrategyError(
            f"{where}: got {key!r}; expected one of {', '.join(KEYS)}.{suggestion(key, KEYS)}"
        )
    if key in DEPTHS:
        return _depth_test(key, sign, value, where)
    if sign not in ("=", "!="):
        raise StrategyError(f"{where}: {key}: got {sign!r}; expected = or !=.")
    same = _SIGNS[sign]
    if key == "makes_use_of":
        uses = _uses(value, where)
        return lambda strategy: same(uses <= classifier_of(strategy)[key], True)
    wanted = _truth(key, value, where)
    if key in PROPERTIES:
        return lambda strategy: _holds(getattr(_properties(strategy), key), same, wanted)
    return lambda strategy: same(classifier_of(strategy)[key], wanted)


def _depth_test(key: str, sign: str, value: str, where: str) -> Test:
    try:
        bound = float(value)
    except ValueError:
        bound = math.nan
    if not bound >= 0:
        raise StrategyError(f"{where}: {key}: got {value!r}; expected a number of turns, or inf.")
    if DEPTHS[key] is not None and sign != "=":
        raise StrategyError(f"{where}: {key}: got {sign!r}; expected =.")
    compare = DEPTHS[key] or _SIGNS[sign]
    return lambda strategy: bool(compare(classifier_of(strategy)["memory_depth"], bound))


def _uses(value: str, where: str) -> set[str]:
    parts = {part.strip().lower() for part in value.split("&")}
    if not parts <= {"game", "length"}:
        rule = "game, length, or game&length"
        raise StrategyError(f"{where}: makes_use_of: got {value!r}; expected {rule}.")
    return parts


def _truth(key: str, value: str, where: str) -> bool:
    known = {"true": True, "yes": True, "false": False, "no": False}
    if value.lower() not in known:
        raise StrategyError(f"{where}: {key}: got {value!r}; expected true or false.")
    return known[value.lower()]


def _holds(value: bool | None, same: Callable[[Any, Any], bool], wanted: bool) -> bool:
    return value is not None and same(value, wanted)


def _properties(strategy: Any) -> Properties:
    try:
        return properties_of(explore(strategy, Context(game=preset(GAME))), preset(GAME))
    except GrowingMindsError:
        return Properties()
