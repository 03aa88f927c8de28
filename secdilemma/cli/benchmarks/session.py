"""Asking the questions one after the other."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from secdilemma.cli.benchmarks import QUESTIONS
from secdilemma.cli.benchmarks.machine import load, machine
from secdilemma.cli.benchmarks.timing import Row


@dataclass(frozen=True)
class Measurement:
    """The rows of one question.

    Parameters
    ----------
    name
        Of the question, a key of ``QUESTIONS``.
    rows
        What was measured.
    load
        The load average over one minute when it began; nan where the system has none.
    seconds
        How long it all took, checks and warming up included.
    """

    name: str
    rows: tuple[Row, ...]
    load: float
    seconds: float

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, without the rows."""
        return {"name": self.name, "load": self.load, "seconds": round(self.seconds, 1)}


def measurements(
    names: Iterable[str] = tuple(QUESTIONS),
    *,
    quick: bool = False,
    before: Callable[[str], None] | None = None,
) -> Iterator[Measurement]:
    """Yield what each question measured as it is done.

    Parameters
    ----------
    names
        Keys of ``QUESTIONS``.
    quick
        Few repeats and small sizes, for a first look.
    before
        Called with each name before it begins.

    Raises
    ------
    UnequalError
        If what is compared gives different results.
    """
    for name in names:
        if before is not None:
            before(name)
        module = import_module(f"secdilemma.cli.benchmarks.{name.replace('-', '_')}")
        loaded, begun = next(iter(load()), float("nan")), time.perf_counter()
        rows = tuple(module.measure(quick=quick))
        yield Measurement(name, rows, loaded, time.perf_counter() - begun)


def as_data(found: Iterable[Measurement], *, quick: bool, label: str = "") -> dict[str, Any]:
    """Return a run as plain data, for JSON; what ``--compare`` reads."""
    made = list(found)
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "label": label,
        "quick": quick,
        "machine": machine(),
        "questions": [each.as_data() for each in made],
        "rows": [row.as_data() for each in made for row in each.rows],
    }
