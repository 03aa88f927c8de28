"""secdilemma: a tournament engine for the security dilemma.

Which strategies sustain cooperation when two states that only want to be safe can frighten each
other into an arms race? The public names are here; importing them imports neither numba nor
axelrod until a match is played.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from secdilemma.version import __version__

if TYPE_CHECKING:
    from secdilemma.authoring import Context, Strategy, strategy
    from secdilemma.automaton import Automaton
    from secdilemma.errors import SecDilemmaError
    from secdilemma.exploring import explore
    from secdilemma.games import ARM, RESTRAIN, STRIKE, Action, Game, Payoffs, War
    from secdilemma.horizons import LONG_RUN, discounted, turns
    from secdilemma.parameters import parameter
    from secdilemma.participants import Participant
    from secdilemma.perception import Perception
    from secdilemma.results import Results, run
    from secdilemma.tournament import Tournament, Work

_PUBLIC = {
    "ARM": "secdilemma.games",
    "RESTRAIN": "secdilemma.games",
    "STRIKE": "secdilemma.games",
    "Action": "secdilemma.games",
    "Automaton": "secdilemma.automaton",
    "Context": "secdilemma.authoring",
    "Game": "secdilemma.games",
    "LONG_RUN": "secdilemma.horizons",
    "Participant": "secdilemma.participants",
    "Payoffs": "secdilemma.games",
    "Perception": "secdilemma.perception",
    "Results": "secdilemma.results",
    "SecDilemmaError": "secdilemma.errors",
    "Strategy": "secdilemma.authoring",
    "Tournament": "secdilemma.tournament",
    "War": "secdilemma.games",
    "Work": "secdilemma.tournament",
    "discounted": "secdilemma.horizons",
    "explore": "secdilemma.exploring",
    "parameter": "secdilemma.parameters",
    "run": "secdilemma.results",
    "strategy": "secdilemma.authoring",
    "turns": "secdilemma.horizons",
}

__all__ = [
    "ARM",
    "LONG_RUN",
    "RESTRAIN",
    "STRIKE",
    "Action",
    "Automaton",
    "Context",
    "Game",
    "Participant",
    "Payoffs",
    "Perception",
    "Results",
    "SecDilemmaError",
    "Strategy",
    "Tournament",
    "War",
    "Work",
    "__version__",
    "discounted",
    "explore",
    "parameter",
    "run",
    "strategy",
    "turns",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_PUBLIC[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
