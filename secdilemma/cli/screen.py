"""How numbers, tables and progress look; stdout is data and stderr everything else."""

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

MINUS = "−"
NOTHING = "–"


def console(*, wide: bool = False) -> Console:
    """Return the console of stdout; at least 80 columns, and as wide as needed if `wide`."""
    made = Console(highlight=False, soft_wrap=False)
    if wide or not made.is_terminal:
        made.width = max(made.width, 200 if wide else 100)
    return made


def number(value: float, digits: int = 2) -> str:
    """Return a number with a true minus sign; a dash for nan."""
    if math.isnan(value):
        return NOTHING
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = f"{0:.{digits}f}"
    return text.replace("-", MINUS)


def percent(value: float) -> str:
    """Return a share as a whole percentage without its sign; a dash for nan.

    Only a share of all or of nothing reads 100 or 0: what is nearly so reads 99 or 1.
    """
    if math.isnan(value):
        return NOTHING
    whole = round(100 * value)
    if whole == 100 and value < 1 - 5e-4:
        return "99"
    if whole == 0 and value > 5e-4:
        return "<1"
    return str(whole)


def table(*columns: tuple[str, str]) -> Table:
    """Return an empty table with columns of (heading, justification)."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading, justify in columns:
        made.add_column(Text(heading), justify=justify, overflow="fold")  # type: ignore[arg-type]
    return made


def add_row(made: Table, *cells: str) -> None:
    """Add a row of plain text; brackets in it are brackets."""
    made.add_row(*(Text(cell) for cell in cells))


def counted(count: int, noun: str) -> str:
    """Return ``1 pair`` or ``2 pairs``."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    plural = f"{noun}es" if noun.endswith("ch") else plural
    return f"{count:,} {noun if count == 1 else plural}"


def note(text: str, *, quiet: bool = False) -> None:
    """Say something on stderr, unless asked to be quiet; work goes on where it cannot be said."""
    if not quiet:
        with suppress(OSError):
            click.echo(text, err=True)


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a callback that shows a bar on stderr once the work has taken a second."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns: tuple[Any, ...] = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None)
    begun = time.monotonic()
    shown = False

    def update(done: int, total: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - begun > 1.0:
            bar.start()
            shown = True
        bar.update(task, completed=done, total=total)

    try:
        yield update
    finally:
        if shown:
            bar.stop()
