"""Cold start, warm start, peak memory: what a person waits for.

Every command is a process of its own, and the file cache of the system is warm.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from secdilemma.cli.benchmarks.timing import Row, absent, require, row

QUESTION = "whole process"
NO_FORK = "this system cannot report what a child process used"
CHILD = Path(__file__).with_name("child.py")


def measure(*, quick: bool) -> list[Row]:
    """Return wall seconds and peak memory of whole commands."""
    if not hasattr(os, "fork"):
        return [absent(QUESTION, "secdilemma --help", "s", NO_FORK)]
    warm, cold = (3, 1) if quick else (7, 3)
    run = ["run", "--no-save", "--quiet"]
    cases = (  # name, arguments, repeats, target, and whether with an empty cache
        ("secdilemma --help", ["--help"], warm, 0.2, False),
        ("secdilemma run, kernels compiled before", run, warm, 1.0, False),
        ("secdilemma run, first run with an empty cache", run, cold, 12.0, True),
    )
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for case, arguments, repeats, target, empty in cases:
            full = [*command(), *arguments]
            if not empty:
                spent(full, place)
            found = [spent(full, place, cold=empty) for _ in range(repeats)]
            wall, processor, memory = (
                [each[key] for each in found]
                for key in ("seconds", "processor_seconds", "megabytes")
            )
            rows += [
                row(QUESTION, case, wall, "s", target=target),
                row(QUESTION, f"{case}: processor", processor, "s"),
                row(QUESTION, f"{case}: peak memory", memory, "MB"),
            ]
    return rows


def command() -> list[str]:
    """Return how to start the command line."""
    script = Path(sys.executable).with_name("secdilemma")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "secdilemma"]


def spent(arguments: list[str], place: str, *, cold: bool = False) -> dict[str, Any]:
    """Return what a command used, run in a folder; `cold` with an empty folder of kernels."""
    with tempfile.TemporaryDirectory() as cache:
        environment = dict(os.environ)
        if cold:
            environment["SECDILEMMA_CACHE"] = cache
            environment.pop("NUMBA_CACHE_DIR", None)
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-I", "-S", str(CHILD), *arguments],
            cwd=place,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    require(found["exit_code"] == 0, f"{' '.join(arguments)}: exit code {found['exit_code']}")
    return found
