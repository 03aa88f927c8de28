"""Strategies of installed distributions: the entry-point group ``secdilemma.strategies``.

An entry point names a module, a strategy class, or a list of strategy classes. Each is loaded by
itself, so that a broken one stops nobody else.
"""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from secdilemma.automata.interface import is_strategy
from secdilemma.errors import StrategyError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "secdilemma.strategies"


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point of an installed distribution, not loaded yet.

    Parameters
    ----------
    point
        The entry point.
    distribution, version
        What it came with.
    """

    point: "EntryPoint"
    distribution: str
    version: str

    @property
    def origin(self) -> str:
        """How listings call it: ``plugin NAME VERSION``."""
        return f"plugin {self.distribution} {self.version}"

    def load(self) -> Iterator[tuple[type, Path]]:
        """Yield its strategy classes, each with the file that it is in.

        Raises
        ------
        StrategyError
            If it holds none. Whatever else importing it raises is let through.
        """
        found = _classes(self.point.load())
        if not found:
            raise StrategyError(
                f"{self.point.value}: it holds no strategy; expected a module with @strategy "
                f"classes, such a class, or a list of them."
            )
        for kind in found:
            yield kind, Path(inspect.getfile(kind))


def installed_plugins() -> list[Plugin]:
    """Return every entry point of the group, in the order of the distributions' names."""
    from importlib.metadata import entry_points

    made = [_plugin(point) for point in entry_points(group=GROUP)]
    return sorted(made, key=lambda each: (each.distribution.lower(), each.point.name))


def _plugin(point: "EntryPoint") -> Plugin:
    dist = point.dist
    return Plugin(point, dist.name if dist else "unknown", dist.version if dist else "")


def _classes(loaded: Any) -> list[type]:
    if is_strategy(loaded):
        return [loaded]
    if isinstance(loaded, list | tuple):
        return [each for each in loaded if is_strategy(each)]
    if not isinstance(loaded, ModuleType):
        return []
    name = loaded.__name__
    inside = (name, f"{name}.")
    unique = dict.fromkeys(each for each in vars(loaded).values() if is_strategy(each))
    return [
        each
        for each in unique
        if each.__module__ == inside[0] or each.__module__.startswith(inside[1])
    ]
