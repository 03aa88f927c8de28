"""What all wrappers share: another strategy within, a name, and equality by value."""

from copy import copy
from dataclasses import replace
from typing import Any, Self

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import StrategyInfo, described, info_of


class Wrapper:
    """A strategy around another one; its other attributes are its parameters."""

    suffix: str
    """How a reference writes it, without the plus sign."""
    source: str

    def __init__(self, strategy: Any) -> None:
        self.strategy = strategy

    @property
    def __strategy__(self) -> StrategyInfo:
        """What is known of it, for :func:`secdilemma.automata.interface.info_of`."""
        inner = info_of(self.strategy)
        table = isinstance(self.strategy, Automaton)
        name = self.strategy.name if table else described(self.strategy)
        cites = tuple(dict.fromkeys((*inner.cites, self.source)))
        return replace(inner, name=f"{name}+{self.suffix}", cites=cites, aliases=())

    def around(self, strategy: Any) -> Self:
        """Return the same wrapper around another strategy."""
        made = copy(self)
        made.strategy = strategy
        return made

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"<{info_of(self).name}>"


def written(value: float) -> str:
    """Return a number as short as it can be read back."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)
