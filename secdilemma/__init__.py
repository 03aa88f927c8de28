"""secdilemma: a tournament engine for the security dilemma.

Which strategies sustain cooperation when two states that only want to be safe can frighten each
other into an arms race? The public names are here; importing them imports neither numba nor
axelrod until a match is played.
"""

import sys
from typing import TYPE_CHECKING

from secdilemma.io.modules import Moved, handed_on

if TYPE_CHECKING:
    from secdilemma.automata.automaton import Automaton as Automaton
    from secdilemma.automata.exploration import explore as explore
    from secdilemma.automata.interface import (
        Context as Context,
        Strategy as Strategy,
        strategy as strategy,
    )
    from secdilemma.automata.parameters import parameter as parameter
    from secdilemma.catalogue import open_catalogue as open_catalogue
    from secdilemma.errors import SecDilemmaError as SecDilemmaError
    from secdilemma.games import (
        ARM as ARM,
        LONG_RUN as LONG_RUN,
        RESTRAIN as RESTRAIN,
        STRIKE as STRIKE,
        Action as Action,
        Game as Game,
        Payoffs as Payoffs,
        Perception as Perception,
        War as War,
        discounted as discounted,
        preset as preset,
        regime as regime,
        turns as turns,
    )
    from secdilemma.tournament.participants import Participant as Participant
    from secdilemma.tournament.results import Results as Results, run as run
    from secdilemma.tournament.specification import Tournament as Tournament, Work as Work
    from secdilemma.version import __version__ as __version__

_HOMES = {
    "__version__": "version",
    "ARM": "games",
    "Action": "games",
    "Automaton": "automata.automaton",
    "Context": "automata.interface",
    "Game": "games",
    "LONG_RUN": "games",
    "Participant": "tournament.participants",
    "Payoffs": "games",
    "Perception": "games",
    "RESTRAIN": "games",
    "Results": "tournament.results",
    "STRIKE": "games",
    "SecDilemmaError": "errors",
    "Strategy": "automata.interface",
    "Tournament": "tournament.specification",
    "War": "games",
    "Work": "tournament.specification",
    "discounted": "games",
    "explore": "automata.exploration",
    "open_catalogue": "catalogue.catalogue",
    "parameter": "automata.parameters",
    "preset": "games",
    "regime": "games",
    "run": "tournament.results",
    "strategy": "automata.interface",
    "turns": "games",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = handed_on(__name__, _HOMES)


_MOVED = {
    "secdilemma.authoring": "secdilemma.automata.interface",
    "secdilemma.automaton": "secdilemma.automata.automaton",
    "secdilemma.bench": "secdilemma.cli.benchmarks",
    "secdilemma.bridges": "secdilemma.catalogue",
    "secdilemma.bridges.axelrod": "secdilemma.catalogue.axelrod",
    "secdilemma.classifier": "secdilemma.catalogue.classifier",
    "secdilemma.dynamics": "secdilemma.populations",
    "secdilemma.ensemble": "secdilemma.analysis.robustness",
    "secdilemma.exploring": "secdilemma.automata.exploration",
    "secdilemma.fingerprints": "secdilemma.analysis.fingerprints",
    "secdilemma.horizons": "secdilemma.games.horizon",
    "secdilemma.lanes": "secdilemma.matches",
    "secdilemma.lanes.armed": "secdilemma.matches.armed",
    "secdilemma.lanes.interpreted": "secdilemma.matches.interpreted",
    "secdilemma.memory": "secdilemma.automata.memory",
    "secdilemma.metrics": "secdilemma.analysis.metrics",
    "secdilemma.parameters": "secdilemma.automata.parameters",
    "secdilemma.participants": "secdilemma.tournament.participants",
    "secdilemma.perception": "secdilemma.games.perception",
    "secdilemma.ratings": "secdilemma.analysis.rating",
    "secdilemma.recovery": "secdilemma.analysis.recovery",
    "secdilemma.reference": "secdilemma.matches.oracle",
    "secdilemma.results": "secdilemma.tournament.results",
    "secdilemma.saving": "secdilemma.tournament.files.run_directory",
    "secdilemma.schema": "secdilemma.tournament.files",
    "secdilemma.transformers": "secdilemma.catalogue.wrappers",
    "secdilemma.verdict": "secdilemma.analysis.verdict",
    "secdilemma.worlds": "secdilemma.games.worlds",
}
if not any(isinstance(each, Moved) for each in sys.meta_path):
    sys.meta_path.append(Moved(_MOVED))
