"""secdilemma: a tournament engine for the security dilemma.

Which strategies sustain cooperation when two states that only want to be safe can frighten each
other into an arms race? The public names are here; importing them imports neither numba nor
axelrod until a match is played.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secdilemma.authoring import Context, Strategy, strategy
    from secdilemma.automaton import Automaton
    from secdilemma.errors import SecDilemmaError
    from secdilemma.exploring import explore
    from secdilemma.games import ARM, RESTRAIN, STRIKE, Action, Game, Payoffs, War
    from secdilemma.parameters import parameter
    from secdilemma.perception import Perception

__version__ = "0.1.0"

_PUBLIC = {
    "ARM": "secdilemma.games",
    "RESTRAIN": "secdilemma.games",
    "STRIKE": "secdilemma.games",
    "Action": "secdilemma.games",
    "Automaton": "secdilemma.automaton",
    "Context": "secdilemma.authoring",
    "Game": "secdilemma.games",
    "Payoffs": "secdilemma.games",
    "Perception": "secdilemma.perception",
    "SecDilemmaError": "secdilemma.errors",
    "Strategy": "secdilemma.authoring",
    "War": "secdilemma.games",
    "explore": "secdilemma.exploring",
    "parameter": "secdilemma.parameters",
    "strategy": "secdilemma.authoring",
}

__all__ = [
    "ARM",
    "RESTRAIN",
    "STRIKE",
    "Action",
    "Automaton",
    "Context",
    "Game",
    "Payoffs",
    "Perception",
    "SecDilemmaError",
    "Strategy",
    "War",
    "__version__",
    "explore",
    "parameter",
    "strategy",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_PUBLIC[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
