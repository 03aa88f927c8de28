"""What a strategy is: its interface, its minds as tables, and what is decided from them."""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.automata.automaton import Automaton as Automaton
    from secdilemma.automata.exploration import explore as explore
    from secdilemma.automata.interface import (
        Context as Context,
        Strategy as Strategy,
        strategy as strategy,
    )
    from secdilemma.automata.memory import memory_depth as memory_depth
    from secdilemma.automata.parameters import parameter as parameter
    from secdilemma.automata.properties import properties_of as properties_of

_HOMES = {
    "Automaton": "automaton",
    "Context": "interface",
    "Strategy": "interface",
    "explore": "exploration",
    "memory_depth": "memory",
    "parameter": "parameters",
    "properties_of": "properties",
    "strategy": "interface",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__ = handed_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
