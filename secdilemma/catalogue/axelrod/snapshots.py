"""A player's attributes, copied and made comparable."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from types import FunctionType
from typing import Any

import numpy as np

from secdilemma.catalogue.axelrod.views import KeptHistory, Natural, Unbounded

CONSTANT = frozenset({"match_attributes", "init_kwargs", "classifier", "_random", "_seed"})
"""Attributes that play does not change, or that are not the player's own."""
_ATOMS = (int, float, complex, str, bytes, bool, type(None), Enum, np.generic, type, FunctionType)


class Steps:
    """An endless sequence with the place that one reader has reached."""

    def __init__(self, source: Iterator[Any], seen: list[Any], place: int, period: int = 0) -> None:
        self.source, self.seen, self.place, self.period = source, seen, place, period

    @property
    def state(self) -> int:
        """The place, to be compared."""
        return self.place

    def __iter__(self) -> "Steps":
        return self

    def __next__(self) -> Any:
        while len(self.seen) <= self.place:
            self.seen.append(next(self.source))
        value = self.seen[self.place]
        self.place += 1
        if self.period:
            self.place %= self.period
        return value


def frozen(value: Any, met: dict[int, int] | None = None) -> Any:
    """Return a hashable value that is equal for equal states of `value`, and only for those.

    Raises
    ------
    Unbounded
        If it holds something that cannot be compared.
    """
    if isinstance(value, _ATOMS):
        return (type(value).__name__, value) if isinstance(value, float | bool) else value
    met = {} if met is None else met
    if isinstance(value, tuple):
        return ("tuple", *(frozen(each, met) for each in value))
    if id(value) in met:
        return ("met", met[id(value)])
    met[id(value)] = len(met)
    return _frozen_mutable(value, met)


def _frozen_mutable(value: Any, met: dict[int, int]) -> Any:
    kind = type(value).__name__
    if isinstance(value, Natural):
        value.exact()  # a number that is kept must be known
    if isinstance(value, KeptHistory | Steps):
        return (kind, value.state)
    if isinstance(value, set | frozenset):
        return (kind, frozenset(frozen(each, met) for each in value))
    if isinstance(value, np.ndarray):
        return (kind, value.shape, value.dtype.str, value.tobytes())
    return (kind, *(frozen(each, met) for each in _items(value)))


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, list | deque):
        return value
    if isinstance(value, dict):
        return value.items()
    if hasattr(value, "__dict__"):
        return _own(value)
    raise Unbounded(f"holds a {type(value).__name__}, which cannot be compared")


def _own(value: Any) -> Iterable[tuple[str, Any]]:
    return ((k, v) for k, v in sorted(vars(value).items()) if k not in CONSTANT)


def copied(value: Any, made: dict[int, Any] | None = None) -> Any:
    """Return a copy that can change on its own; what play does not change is shared."""
    if isinstance(value, _ATOMS):
        return value
    made = {} if made is None else made
    if id(value) in made:
        return made[id(value)]
    result = _copied(value, made)
    made[id(value)] = result
    return result


def _copied(value: Any, made: dict[int, Any]) -> Any:
    if isinstance(value, KeptHistory | np.ndarray):
        return value.copy()
    if isinstance(value, Steps):
        return Steps(value.source, value.seen, value.place, value.period)
    if isinstance(value, tuple):
        return tuple(copied(each, made) for each in value)
    if isinstance(value, dict):
        same = {copied(k, made): copied(v, made) for k, v in value.items()}
        return _like(value, same)
    if isinstance(value, list | set | frozenset | deque):
        items = [copied(each, made) for each in value]
        return deque(items, value.maxlen) if isinstance(value, deque) else type(value)(items)
    return _copied_object(value, made)


def _like(value: Any, same: dict[Any, Any]) -> Any:
    if isinstance(value, defaultdict):
        return defaultdict(value.default_factory, same)
    return Counter(same) if isinstance(value, Counter) else same


def _copied_object(value: Any, made: dict[int, Any]) -> Any:
    twin = object.__new__(type(value))
    made[id(value)] = twin
    for name, attribute in vars(value).items():
        twin.__dict__[name] = attribute if name in CONSTANT else copied(attribute, made)
    return twin


def replaced(value: Any, change: Callable[[Any, Any], Any], met: set[int] | None = None) -> None:
    """Replace attributes, in place, in an object and in all that it holds.

    Parameters
    ----------
    change
        Is given every attribute and its owner, and returns what to put in its place, or itself.
    """
    met = set() if met is None else met
    if id(value) in met or isinstance(value, (*_ATOMS, KeptHistory, Steps)):
        return
    met.add(id(value))
    if isinstance(value, list | tuple | set | deque):
        for each in value:
            replaced(each, change, met)
    elif isinstance(value, dict):
        for each in value.values():
            replaced(each, change, met)
    elif hasattr(value, "__dict__"):
        for name, attribute in list(vars(value).items()):
            value.__dict__[name] = changed = change(attribute, value)
            if name not in ("match_attributes", "init_kwargs", "classifier"):
                replaced(changed, change, met)
