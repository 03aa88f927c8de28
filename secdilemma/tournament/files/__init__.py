"""Tournament files: TOML to a tournament and back, with every error of a file at once.

=================  =================================================================================
``arrays``         the arrays of a run directory, read and checked: rows of a Parquet file, or
                   nested lists
``complaints``     what is wrong with the form of a tournament file, in words
``forms``          what a tournament file may hold, table by table
``library``        finding tournaments: those bundled and of one's workspace by name, any file by
                   its path
``outline``        what a listing says of a tournament file, without making its strategies
``parts``          games, perceptions and horizons from the forms of a file
``plain``          a tournament as plain data, enough to make it again
``reader``         a tournament file to tournaments, with every error of it at once
``run_directory``  a run directory: written whole or not at all, read back, and played again
``saved``          what run.json may hold, table by table: it may come from anybody
=================  =================================================================================
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
__getattr__, __dir__ = handed_on(__name__, _HOMES)
