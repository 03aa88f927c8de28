"""What commands keep: names are taken before the work, and files written before any is printed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import final

import click

from secdilemma.cli import interrupt, screen
from secdilemma.errors import ResultsError, SecDilemmaError
from secdilemma.io.atomic import Place, TakenError, file_place, first_free

NOT_KEPT, INTERRUPTED = 2, 130


def directory(path: Path) -> Place:
    """Take the name of a new directory until the command ends.

    Raises
    ------
    ResultsError
        If it is taken or nothing can be written there.
    """
    return click.get_current_context().with_resource(Place(path))


def file(path: Path, *, overwrite: bool = False) -> Place:
    """Take the name of a file until the command ends.

    Raises
    ------
    ResultsError
        If it is taken or nothing can be written there.
    """
    return click.get_current_context().with_resource(file_place(path, overwrite=overwrite))


def picture_file(path: Path) -> Place:
    """Take the name of a picture until the command ends; one that lies there is replaced.

    Raises
    ------
    ResultsError
        If no picture has such an ending, or nothing can be written there.
    """
    from secdilemma.analysis.figures.pictures import picture_place

    return click.get_current_context().with_resource(picture_place(path))


@final
class Keeping:
    """Where a run is kept: a directory that the user named, or the first free one of the day.

    Parameters
    ----------
    out
        What the user named, if anything.
    called
        What the directory of the day is called after. Where none can be taken, that is only said
        when it is needed: the results can be printed all the same.

    Raises
    ------
    ResultsError
        If `out` is taken or nothing can be written there.
    """

    def __init__(self, out: Path | None, called: str) -> None:
        self._out, self._called = out, called
        self._place: Place | None = None
        if out is not None:
            self._place = directory(out)
        else:
            with suppress(ResultsError):
                self._place = self._of_the_day()

    def keep(self, write: Callable[[Place], Path]) -> Path:
        """Have a directory written, and return it.

        Raises
        ------
        ResultsError
            If it cannot be.
        """
        try:
            if self._place is not None:
                return write(self._place)
        except TakenError:  # by what another program has put there meanwhile
            if self._out is not None:
                raise
        return write(self._of_the_day())

    def _of_the_day(self) -> Place:
        name = f"{datetime.now(UTC).astimezone():%Y-%m-%d}-{self._called.replace('_', '-')}"
        return click.get_current_context().with_resource(first_free(Path("runs"), name))


@contextmanager
def kept(*writings: Callable[[], str | None] | None, quiet: bool = False) -> Iterator[bool]:
    """Write all that is to be kept; then have results printed, and say at the end where it is.

    Yields whether all of it could be written.

    One that cannot be written keeps neither the others from being written nor anything from being
    printed; the exit code is then 2.

    Parameters
    ----------
    writings
        Each writes something and returns what is said of it, if anything; None writes nothing.
    quiet
        Whether to say only what could not be written.
    """
    notes, problems, faults = _write(writings)
    interrupted = False
    try:
        yield not (problems or faults)
    except KeyboardInterrupt:
        interrupted = True
    finally:
        for note in notes:
            screen.note(note, quiet=quiet)
        for problem in problems:
            screen.note(f"Not kept: {problem}")
    if faults:
        raise faults[0]
    if interrupted or problems:
        raise click.exceptions.Exit(INTERRUPTED if interrupted else NOT_KEPT)


def _write(
    writings: tuple[Callable[[], str | None] | None, ...],
) -> tuple[list[str], list[SecDilemmaError], list[Exception]]:
    """What was said, what the user can mend, and what is the program's own fault."""
    notes: list[str] = []
    problems: list[SecDilemmaError] = []
    faults: list[Exception] = []
    for write in filter(None, writings):
        try:
            note = write()
        except SecDilemmaError as error:
            problems.append(error)
        except Exception as error:  # noqa: BLE001 - raised again when all else is written and shown
            faults.append(error)
        else:
            if note is not None:
                notes.append(note)
                interrupt.written(partial(_in_short, note))
    return notes, problems, faults


def _in_short(note: str) -> str:
    return note[0].lower() + note[1:].partition("  ·  ")[0]
