"""How things are timed: medians of repeats, taken in turn in one process, after a check."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from secdilemma.errors import SecDilemmaError

SHORT = 0.05


class UnequalError(SecDilemmaError):
    """What is compared gives different results, and so its times would mean nothing."""


@dataclass(frozen=True)
class Row:
    """One measured number.

    Parameters
    ----------
    question
        What was asked, in words.
    case
        What was measured.
    value
        The median; nan where it could not be measured.
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
    missing
        Why it could not be measured; empty where it was.
    series, at
        Where it is a point of a curve: the curve, and the number along it.
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
    missing: str = ""
    series: str = ""
    at: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or no measurement."""
        if self.target is None or self.missing:
            return None
        return self.value >= self.target if self.more else self.value <= self.target

    def as_data(self) -> dict[str, Any]:
        """Return the row as plain data, with None for what is no number."""
        data = asdict(self) | {"met": self.met}
        gone = dict.fromkeys(("value", "low", "high")) if self.missing else {}
        return data | gone


def interleaved(
    cases: Mapping[str, Callable[[], Any]], repeats: int, *, warm: bool = True
) -> dict[str, list[float]]:
    """Return the seconds of each case, every repeat of one beside a repeat of every other.

    A call shorter than ``SHORT`` seconds is made again until they have passed, and the mean counts.

    Parameters
    ----------
    cases
        What to call.
    repeats
        How often each is timed, from 1.
    warm
        Call each once before anything counts, so that it is compiled and its data at hand; not
        needed where a check has just called them.
    """
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    if warm:
        for call in cases.values():
            call()
    for _ in range(repeats):
        for name, call in cases.items():
            gc.collect()
            seconds[name].append(_seconds(call))
    return seconds


def _seconds(call: Callable[[], Any]) -> float:
    begun, calls, spent = time.perf_counter(), 0, 0.0
    while spent < SHORT:
        call()
        calls += 1
        spent = time.perf_counter() - begun
    return spent / calls


def row(
    question: str,
    case: str,
    values: list[float],
    unit: str,
    *,
    target: float | None = None,
    more: bool = False,
    note: str = "",
    series: str = "",
    at: float | None = None,
) -> Row:
    """Return the row of the median of some values."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return Row(
        question,
        case,
        middle,
        unit,
        low,
        high,
        len(values),
        target=target,
        more=more,
        note=note,
        series=series,
        at=at,
    )


def absent(question: str, case: str, unit: str, why: str, target: float | None = None) -> Row:
    """Return the row of what cannot be compared here, and why; more of `unit` is better."""
    none = math.nan
    return Row(question, case, none, unit, none, none, 0, target, more=True, missing=why)


def scaled(seconds: list[float], factor: float) -> list[float]:
    """Return seconds times a factor, such as 1e6 / pairs for microseconds a pair."""
    return [factor * each for each in seconds]


def rates(seconds: list[float], count: float) -> list[float]:
    """Return how many of `count` were done a second."""
    return [count / each for each in seconds]


def ratios(slow: list[float], fast: list[float], per: float = 1.0) -> list[float]:
    """Return slow over fast, repeat by repeat, so that both had the same conditions.

    `per` is how much more work the fast one did; its seconds are divided by it.
    """
    return [per * a / b for a, b in zip(slow, fast, strict=True)]


def require(agree: bool, what: str) -> None:
    """Stop where a check before timing fails.

    Raises
    ------
    UnequalError
        If the results do not agree.
    """
    if not agree:
        raise UnequalError(f"bench: {what}; expected equal results, and so nothing was timed.")
