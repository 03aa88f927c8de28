"""The last resort: an error of the program's own, its trace in a file."""

import os
import sys
import tempfile
import traceback
from pathlib import Path

import platformdirs

from secdilemma.version import __version__

LONGEST = 300


def report(error: Exception) -> str:
    """What is said of an error of the program's own, its trace written to a file.

    The file is ``last-error.txt`` in the user's folder of logs (``SECDILEMMA_CACHE`` where that is
    set), or else in that of temporary files; the next error takes its place.
    """
    said = " ".join(str(error).split())[:LONGEST]
    place = _written(_trace(error))
    where = f"the trace is in {place}" if place else "its trace could not be kept"
    named = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return f"secdilemma: an error of ours: {named}; {where}; please report it."


def _trace(error: Exception) -> str:
    called = " ".join(map(repr, sys.argv[1:]))
    about = f"secdilemma {__version__}, Python {sys.version}\ncalled with {called}\n\n"
    return about + "".join(traceback.format_exception(error))


def _written(trace: str) -> Path | None:
    chosen = os.environ.get("SECDILEMMA_CACHE") or platformdirs.user_log_dir("secdilemma")
    for folder in (Path(chosen), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, delete=False, encoding="utf-8", errors="backslashreplace"
            ) as file:
                file.write(trace)
            return Path(file.name).replace(folder / "last-error.txt")
        except OSError:
            continue
    return None
