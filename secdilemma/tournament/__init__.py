"""Tournaments: what is to be played, the round robin, its scores and its results.

=================  =================================================================================
``dyads``          dyads and how they are played: each pair in the environment that institutions
                   give it
``graph``          who meets whom in a tournament on a graph
``participants``   a participant: a strategy in a tournament, with a name of its own and, maybe, its
                   own payoffs
``results``        results: labelled arrays, the ranking, and what is needed to play it all again
``round_robin``    every pair at every horizon, each in the best lane that it allows
``scores``         from how turns were spent to payoffs: the accounting, by true actions, of every
                   lane
``specification``  a tournament: participants, a game, a perception and horizons
``files/``         tournament files: TOML to a tournament and back, with every error of a file at
                   once
=================  =================================================================================
"""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.tournament.participants import Participant as Participant
    from secdilemma.tournament.results import Results as Results, run as run
    from secdilemma.tournament.specification import (
        ENGINES as ENGINES,
        Tournament as Tournament,
        Work as Work,
    )

_HOMES = {
    "ENGINES": "specification",
    "Participant": "participants",
    "Results": "results",
    "Tournament": "specification",
    "Work": "specification",
    "run": "results",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = handed_on(__name__, _HOMES)
