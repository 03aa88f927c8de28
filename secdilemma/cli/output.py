"""What commands print: a table, CSV or JSON; and an output that may not take all of it.

It may be in another encoding, closed, or full.
"""

import codecs
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from secdilemma.errors import SecDilemmaError

CLOSED = 141
"""Exit code when whoever reads the output has closed it, as shells give it to such programs."""


Row = dict[str, Any]


def show(form: str, table: Callable[[], None], rows: list[Row], data: object = None) -> None:
    """Print what was found, in the form that ``--format`` asks for.

    Parameters
    ----------
    form
        ``"table"``, ``"csv"`` or ``"json"``.
    table
        Prints it for people.
    rows
        The same as rows of plain values by name.
    data
        What JSON holds, where that is more than the rows.
    """
    if form == "table":
        table()
    else:
        click.echo(as_text(form, rows, data), nl=False)


def as_text(form: str, rows: list[Row], data: object = None) -> str:
    """Rows as CSV, or data (by default the rows) as JSON."""
    if form == "json":
        return as_json(rows if data is None else data)
    from secdilemma.tournament.files.run_directory import as_csv

    return as_csv(rows)


def as_json(data: object) -> str:
    """Plain data as lines of JSON."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _escaped(error: UnicodeError) -> tuple[str, int]:
    """What stands for characters that an encoding has none for, written as JSON does."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


codecs.register_error("secdilemma", _escaped)


class _Output(io.FileIO):
    """The file of stdout: it fails once, in words, and then takes everything and keeps nothing."""

    def write(self, data: Any) -> Any:
        """Write bytes.

        Raises
        ------
        SecDilemmaError
            If it cannot be done.
        SystemExit
            If the output was closed.
        """
        try:
            return super().write(data)
        except OSError as error:
            self._silence()
            if isinstance(error, BrokenPipeError):
                sys.exit(CLOSED)
            raise SecDilemmaError(f"output: it cannot be written: {error.strerror}.") from error

    def _silence(self) -> None:
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)


@contextmanager
def written_out() -> Iterator[None]:
    """Have all that is printed within written out, whatever the encoding.

    Raises
    ------
    SecDilemmaError
        If it cannot be.
    SystemExit
        If the output was closed.
    """
    stream = sys.stdout
    if stream is sys.__stdout__ and isinstance(stream, io.TextIOWrapper) and os.name == "posix":
        raw = _Output(stream.fileno(), "w", closefd=False)
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(raw),
            stream.encoding,
            "secdilemma",
            newline="\n",
            line_buffering=stream.line_buffering,
        )
    elif isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="secdilemma")
    try:
        yield
    except BaseException:
        with suppress(SecDilemmaError, SystemExit):  # what has gone wrong is said, and only that
            _flush()
        raise
    _flush()


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
