"""Sets of axelrod's strategies, by its own collections and its own classifier."""

from collections.abc import Callable
from typing import Any

from secdilemma.catalogue.axelrod.kinds import Kind, kinds, squeezed
from secdilemma.catalogue.axelrod.library import library
from secdilemma.errors import StrategyError, suggestion

COLLECTIONS = {
    "*": "strategies",
    "all": "strategies",
    "basic": "basic_strategies",
    "demo": "demo_strategies",
    "first-tournament": "axelrod_first_strategies",
    "short-run-time": "short_run_time_strategies",
    "long-run-time": "long_run_time_strategies",
}
_TRUTHS = (
    "stochastic",
    "long_run_time",
    "inspects_source",
    "manipulates_source",
    "manipulates_state",
)
_DEPTHS: dict[str, Callable[[float, float], bool]] = {
    "memory_depth": lambda depth, bound: depth == bound,
    "min_memory_depth": lambda depth, bound: depth >= bound,
    "max_memory_depth": lambda depth, bound: depth <= bound,
}
FILTERS = (*_TRUTHS, *_DEPTHS, "makes_use_of")


def is_set(name: str) -> bool:
    """Whether a name is of a set and not of one strategy."""
    return name.lower().replace("_", "-") in COLLECTIONS


def chosen(where: str, name: str, filters: dict[str, str]) -> list[str]:
    """Return references to the strategies of a set that pass every filter, in axelrod's order.

    Parameters
    ----------
    where
        The whole reference, for messages.
    name
        Of the set.
    filters
        As axelrod's ``filtered_strategies`` names them.

    Raises
    ------
    StrategyError
        If a filter is unknown, has a value that does not fit, or none passes.
    """
    tests = [_test(where, key, value) for key, value in filters.items()]
    classes = getattr(library(), COLLECTIONS[name.lower().replace("_", "-")])
    by_class = {kind.class_name: kind for kind in kinds().values()}
    members = [by_class[each.__name__] for each in classes]
    found = [each.reference for each in members if all(test(each) for test in tests)]
    if not found:
        raise StrategyError(f"{where}: no strategy of axelrod passes; expected looser filters.")
    return found


def classified(kind: Kind, what: str) -> Any:
    """Return what axelrod's classifier says of a strategy."""
    return library().Classifiers[what](kind.player)


def _test(where: str, key: str, value: str) -> Callable[[Kind], bool]:
    filter_name = key.strip().lower().replace("-", "_")
    if filter_name in _TRUTHS:
        wanted = _truth(f"{where}: {key}", value)
        return lambda kind: bool(classified(kind, filter_name)) == wanted
    if filter_name in _DEPTHS:
        bound, compare = _depth(f"{where}: {key}", value), _DEPTHS[filter_name]
        return lambda kind: compare(classified(kind, "memory_depth"), bound)
    if filter_name == "makes_use_of":
        uses = {squeezed(part) for part in value.split("&")}
        return lambda kind: uses <= {squeezed(each) for each in classified(kind, "makes_use_of")}
    raise StrategyError(
        f"{where}: no filter is called {key!r}; expected one of {', '.join(FILTERS)}."
        f"{suggestion(filter_name, FILTERS)}"
    )


def _truth(where: str, value: str) -> bool:
    known = {"true": True, "yes": True, "false": False, "no": False}
    if value.lower() not in known:
        raise StrategyError(f"{where}: got {value!r}; expected true or false.")
    return known[value.lower()]


def _depth(where: str, value: str) -> float:
    try:
        depth = float(value)
    except ValueError:
        depth = float("nan")
    if not depth >= 0:
        raise StrategyError(f"{where}: got {value!r}; expected a number of turns, or inf.")
    return depth
