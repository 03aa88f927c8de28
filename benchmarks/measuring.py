"""How things are timed: medians of repeats, taken in turn in one process, and the machine named."""

import gc
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("secdilemma", "numpy", "numba", "axelrod")


@dataclass(frozen=True)
class Row:
    """One measured number.

    Parameters
    ----------
    question
        The file that asked, in words.
    case
        What was measured.
    value
        The median.
    unit
        Of the value.
    low, high
        The least and the largest of the repeats.
    repeats
        How many there were.
    target
        The most, or where `more` is set the least, that the value should be; None for none.
    more
        Whether more is better.
    note
        What was checked, or how to read it.
    """

    question: str
    case: str
    value: float
    unit: str
    low: float
    high: float
    repeats: int
    target: float | None = None
    more: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.more else self.value <= self.target

    def as_data(self) -> dict[str, Any]:
        """Return the row as plain data."""
        return asdict(self) | {"met": self.met}


def interleaved(cases: Mapping[str, Callable[[], Any]], repeats: int) -> dict[str, list[float]]:
    """Return the seconds of each case, every repeat of one beside a repeat of every other."""
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for call in cases.values():
        call()  # compiled and cached before it counts
    for _ in range(repeats):
        for name, call in cases.items():
            gc.collect()
            begun = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - begun)
    return seconds


def row(
    question: str,
    case: str,
    values: list[float],
    unit: str,
    *,
    target: float | None = None,
    more: bool = False,
    note: str = "",
) -> Row:
    """Return the row of the median of some values."""
    middle = statistics.median(values)
    return Row(
        question, case, middle, unit, min(values), max(values), len(values), target, more, note
    )


def scaled(seconds: list[float], factor: float) -> list[float]:
    """Return seconds times a factor, such as 1e6 / pairs for microseconds a pair."""
    return [factor * each for each in seconds]


def rates(seconds: list[float], count: float) -> list[float]:
    """Return how many of `count` were done a second."""
    return [count / each for each in seconds]


def ratios(slow: list[float], fast: list[float]) -> list[float]:
    """Return slow over fast, repeat by repeat, so that both had the same conditions."""
    return [a / b for a, b in zip(slow, fast, strict=True)]


def machine() -> dict[str, Any]:
    """Return what the numbers depend on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(each, 2) for each in os.getloadavg()],
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: _version(name) for name in PACKAGES},
        "commit": _commit(),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return "not installed"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _commit() -> str:
    try:
        head = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", "secdilemma", "strategies")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return head + (" with changes" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()
