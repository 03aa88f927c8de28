"""References to strategies of axelrod: ``axelrod:NAME:key=value`` and ``axelrod:all:filters``."""

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from secdilemma.automata.parameters import values_in
from secdilemma.catalogue.axelrod.filters import chosen, is_set
from secdilemma.catalogue.axelrod.strategy import AxelrodStrategy, strategy
from secdilemma.errors import StrategyError


def make(reference: str, values: Mapping[str, Any]) -> AxelrodStrategy:
    """Return the strategy that a reference names.

    Parameters
    ----------
    reference
        Such as ``axelrod:tit-for-tat``, ``axelrod:"Tit For Tat"`` or ``axelrod:random:p=0.3``.
    values
        More parameters.

    Raises
    ------
    UnknownNameError
        If axelrod has none of that name.
    StrategyError
        If the reference is of a set, or a parameter does not fit.
    """
    name, text = parts(reference)
    if is_set(name):
        raise StrategyError(
            f"{reference}: it names a set of strategies; expected one, such as axelrod:tit-for-tat."
        )
    return strategy(name, {**text, **values})


def file_of(strategy: AxelrodStrategy) -> tuple[type, Path]:
    """Return the class of a strategy in axelrod, and the file that it is in."""
    kind = strategy.kind.cls
    return kind, Path(inspect.getsourcefile(kind) or "")


def expand(reference: str) -> list[str]:
    """Return the references that a reference to a set stands for; of one strategy, itself.

    Raises
    ------
    StrategyError
        If a filter is unknown, has a value that does not fit, or leaves no strategy.
    """
    name, text = parts(reference)
    return chosen(reference, name, text) if is_set(name) else [reference]


def names_a_set(reference: str) -> bool:
    """Whether a reference is of a set of strategies, whatever its filters leave."""
    return is_set(parts(reference.partition("+")[0])[0])


def parts(reference: str) -> tuple[str, dict[str, str]]:
    """Return the name and the parameters, or filters, of a reference.

    Raises
    ------
    StrategyError
        If what follows the second colon is no list of ``key=value``, each key once.
    """
    name, text = _split(reference.partition(":")[2].strip())
    return name, values_in(reference, text) if text else {}


def _split(rest: str) -> tuple[str, str]:
    """Return a name, in quotes or not, and what follows it after a colon or in brackets."""
    if rest[:1] in ('"', "'") and rest[0] in rest[1:]:
        name, _, after = rest[1:].partition(rest[0])
        return name, after.strip().lstrip(":")
    if rest.endswith("]") and "[" in rest:
        name, _, after = rest[:-1].partition("[")
        return name.strip(), after
    name, _, after = rest.partition(":")
    return name.strip(), after
