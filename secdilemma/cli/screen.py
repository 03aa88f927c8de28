"""How numbers, tables and progress look; stdout is data and stderr everything else."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

import click
from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from secdilemma.io import numbers
from secdilemma.io.texts import shown

if TYPE_CHECKING:
    from secdilemma.games import Game
    from secdilemma.games.perception import Perception

MINUS, NOTHING = numbers.MINUS, numbers.NOTHING
number, percent, counted = numbers.number, numbers.percent, numbers.counted


class Shown:
    """A stream of text that shows what a terminal would obey, as :func:`shown` does.

    Parameters
    ----------
    stream
        Where the text goes.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str | bytes) -> int:
        """Write a text, and return how long it is; click has some of its own as bytes."""
        made = text.decode(errors="replace") if isinstance(text, bytes) else text
        self.stream.write(shown(made))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write some texts."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name == "buffer":  # by which click would go past it
            raise AttributeError(name)
        return getattr(self.stream, name)


@contextmanager
def guarded_streams() -> Iterator[None]:
    """Make stdout and stderr streams that show what a terminal would obey."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Shown(sys.stdout), Shown(sys.stderr)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _unguarded(stream: TextIO) -> TextIO:
    """Return the stream for what has colours of our own; :class:`ShownConsole` guards its text."""
    return stream.stream if isinstance(stream, Shown) else stream


class ShownConsole(Console):
    """A console whose own colours reach the terminal, and no control character of any text."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        """Yield segments of text that can be shown."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=shown(segment.text))


def put(text: str) -> None:
    """Print what a :class:`ShownConsole` has written, with its colours, on stdout."""
    _unguarded(sys.stdout).write(text)


def console(*, wide: bool = False) -> Console:
    """Return the console of stdout; at least 80 columns, and as wide as needed if `wide`."""
    made = ShownConsole(file=_unguarded(sys.stdout), highlight=False, soft_wrap=False)
    if wide or not made.is_terminal:
        made.width = max(made.width, 200 if wide else 100)
    return made


def table(*columns: tuple[str, str], rows: Iterable[Iterable[str]] = ()) -> Table:
    """Return a table with columns of (heading, justification), and rows of plain text."""
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading, justify in columns:
        made.add_column(Text(heading), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for cells in rows:
        add_row(made, *cells)
    return made


def add_row(made: Table, *cells: str) -> None:
    """Add a row of plain text; brackets in it are brackets."""
    made.add_row(*(Text(cell) for cell in cells))


def circumstances(game: "Game", perception: "Perception") -> str:
    """Return a game and a perception in words, as markup."""
    return f"{escape(game.describe().replace('_', ' '))} · {perception.describe()}"


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
        TextColumn(escape(label)),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=ShownConsole(file=_unguarded(sys.stderr)), transient=True)
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
