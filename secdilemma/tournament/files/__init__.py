"""Tournament files: TOML to a tournament and back, with every error of a file at once.

=============  ====================================================================
``forms``      what a file may hold; it and ``complaints`` know the validation library
``complaints`` what is wrong with a file, in words
``parts``      games, perceptions and horizons from forms
``reader``     a file to tournaments
``plain``      a tournament to plain data, and back
``saved``      what a run.json may hold, which may come from anybody
``library``    the bundled tournaments and those of a workspace, by name
``outline``    what a tournament file says, in a few lines
``run_directory`` a run as it is kept, and read again
``arrays``     the arrays of a run directory, read and checked
=============  ====================================================================
"""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.tournament.files.library import load_tournament as load_tournament
    from secdilemma.tournament.files.reader import read_tournament as read_tournament
    from secdilemma.tournament.files.run_directory import load as load, save as save

_HOMES = {
    "load": "run_directory",
    "load_tournament": "library",
    "read_tournament": "reader",
    "save": "run_directory",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__ = handed_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return __all__
