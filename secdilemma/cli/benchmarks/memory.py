"""Does memory stay flat in turns and repetitions? Peak memory of a whole run of six schools."""

import os
import tempfile

from secdilemma.cli.benchmarks.timing import Row, absent, row
from secdilemma.cli.benchmarks.whole_process import NO_FORK, command, spent

QUESTION = "peak memory of secdilemma run, six strategies"
FIELD = (
    "defensive-realist",
    "offensive-realist",
    "butterfield-fear",
    "herz-vicious-circle",
    "jervis-spiral",
    "tft",
)


def measure(*, quick: bool) -> list[Row]:
    """Return megabytes at few and many turns, and at few and many repetitions."""
    if not hasattr(os, "fork"):
        return [absent(QUESTION, "exact, 200 turns", "MB", NO_FORK)]
    repeats = 1 if quick else 3
    simulated = ("--engine", "simulated", "--repetitions")
    cases = {
        "exact, 200 turns": ("--turns", "200"),
        "exact, 20,000 turns": ("--turns", "20000"),
        "simulated, 200 turns, 100 repetitions": ("--turns", "200", *simulated, "100"),
        "simulated, 20,000 turns, 100 repetitions": ("--turns", "20000", *simulated, "100"),
        "simulated, 200 turns, 10,000 repetitions": ("--turns", "200", *simulated, "10000"),
    }
    rows = []
    with tempfile.TemporaryDirectory() as place:
        participants = [part for name in FIELD for part in ("--with", name)]
        for case, arguments in cases.items():
            full = [*command(), "run", "--no-save", "--quiet", *participants, *arguments]
            found = [spent(full, place)["megabytes"] for _ in range(repeats)]
            rows.append(row(QUESTION, case, found, "MB"))
    return rows
