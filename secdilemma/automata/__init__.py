"""What a strategy is: its interface, its minds as tables, and what is decided from them.

=================  =================================================================================
``automaton``      an automaton: what a strategy with finitely many minds becomes
``best_response``  the best response to an automaton: what an opponent that knows its mind can get
                   in the long run
``diagram``        drawing an automaton: as lines of text for a terminal, and as SVG
``distributions``  reading what a strategy returns: an action, a probability, a mind, or odds over
                   them
``exploration``    exploring a strategy's minds, breadth first, into an automaton
``interface``      ``@strategy``: a class with ``begin``, ``respond`` and ``interpret`` becomes a
                   strategy
``memory``         how many turns back a strategy looks, decided from its automaton
``minimisation``   minds that nothing can tell apart are made one
``parameters``     a strategy's parameters: typed, ranged, documented, and set from text
``properties``     properties of a strategy, decided from its automaton: nothing is sampled
``steadiness``     steadiness: whether a strategy that is asked again answers as before, and leaves
                   all as it was
``survey``         surveying a strategy: every mind, and everything that is wrong with any of them
``tables``         a strategy that is nothing but its tables: no code of its author runs any more
``watch``          noticing what a strategy asks beside its mind: random generators, the clock, and
                   the like
=================  =================================================================================
"""

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
__getattr__, __dir__ = handed_on(__name__, _HOMES)
