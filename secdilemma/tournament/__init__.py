"""Tournaments: what is to be played, the round robin, its scores and its results."""

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
__getattr__ = handed_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
