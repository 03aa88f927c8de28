"""How things are timed: medians of repeats, taken in turn in one process, after a check."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from secdilemma.errors import SecDilemmaError

SHORT = 0.05
MILLIONS = "million turns a second"


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
    cases: Mapping[Any, Callable[[], Any]], repeats: int, *, warm: bool = True
) -> dict[Any, list[float]]:
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
    seconds: dict[Any, list[float]] = {name: [] for name in cases}
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
    **more: Any,
) -> Row:
    """Return the row of the median of some values; `more` are further fields of :class:`Row`."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return Row(question, case, middle, unit, low, high, len(values), **more)


@dataclass(frozen=True)
class Case:
    """One call that is timed, and how its row reads; several cases may share a call.

    Parameters
    ----------
    name
        The case in words.
    call
        What is timed.
    unit
        Of the value. One that ends in "a second" is a rate, and more of it is better.
    scale
        Units a second of time; of a rate, how many of them a call does; beside another call, how
        many times the work of that one it does.
    target
        As of the row.
    beside
        Another call: the value is how many times as long that takes, repeat by repeat.
    series, at
        As of the row.
    """

    name: str
    call: Callable[[], Any]
    unit: str = "s"
    scale: float = 1.0
    target: float | None = None
    beside: Callable[[], Any] | None = None
    series: str = ""
    at: float | None = None


def over(
    name: str,
    fast: Callable[[], Any],
    slow: Callable[[], Any],
    target: float | None = None,
    scale: float = 1.0,
) -> Case:
    """Return the case of `slow` over `fast`, which does `scale` times the work of the other."""
    return Case(name, fast, "times", scale, target, slow)


def timed(
    question: str,
    cases: Sequence[Case],
    repeats: int,
    check: Callable[[], str] = str,
    *,
    warm: bool = False,
) -> list[Row]:
    """Return a row for each case: first the check, then the calls in turn.

    Parameters
    ----------
    question
        What is asked, in words.
    cases
        What is timed.
    repeats
        How often each call is timed, from 1.
    check
        Compares what the calls give, and returns in words what was found equal.
    warm
        Call each once before anything counts, where the check does not.

    Raises
    ------
    UnequalError
        If the check fails.
    """
    note, made = check(), []
    calls = {call: call for case in cases for call in (case.beside, case.call) if call is not None}
    seconds = interleaved(calls, repeats, warm=warm)
    for case in cases:
        own, rate = seconds[case.call], case.unit.endswith("a second")
        if case.beside is not None:
            values = ratios(seconds[case.beside], own, case.scale)
        else:
            values = [case.scale / each if rate else case.scale * each for each in own]
        fields = {"target": case.target, "series": case.series, "at": case.at, "note": note}
        more = rate or case.beside is not None
        made.append(row(question, case.name, values, case.unit, more=more, **fields))
    return made


def absent(question: str, case: str, unit: str, why: str, target: float | None = None) -> Row:
    """Return the row of what cannot be compared here, and why; more of `unit` is better."""
    none = math.nan
    return Row(question, case, none, unit, none, none, 0, target, more=True, missing=why)


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
