"""What every process asks of its payoffs, shares and rates; one clear sentence otherwise."""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from secdilemma.errors import LARGEST, SMALLEST, DynamicsError, plain_float

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
SUMS_TO_ONE = 1e-9
RECORDS = 400
LONG = 1e4


class HasPayoff(Protocol):
    """What has payoffs by horizon, participant and opponent: the results of a tournament."""

    @property
    def payoff(self) -> Floats:
        """ndarray(float, shape (h, n, n)), the scoring horizon first."""


Source: TypeAlias = ArrayLike | HasPayoff


def payoff_matrix(source: Source, where: str = "payoffs") -> Floats:
    """A payoff matrix, ndarray(float, shape (n, n)).

    Parameters
    ----------
    source
        A square matrix of finite numbers, or results, of which the scoring horizon is taken.
    where
        What messages call it.

    Raises
    ------
    DynamicsError
        If it is no square matrix of finite numbers.
    """
    given = getattr(source, "payoff", None)
    made = _numbers(source if given is None else given[0], where)
    if made.ndim != 2 or made.shape[0] != made.shape[1] or not len(made):
        raise DynamicsError(f"{where}: got shape {made.shape}; expected a square matrix.")
    _require_finite(made, where)
    return made


def payoff_pair(row: Source, column: Source) -> tuple[Floats, Floats]:
    """The payoffs of two populations, of shapes (n, m) and (m, n).

    Raises
    ------
    DynamicsError
        If they are no matrices of finite numbers whose shapes mirror each other.
    """
    made = [_numbers(each, name) for each, name in ((row, "row"), (column, "column"))]
    first, second = made
    if first.ndim != 2 or first.shape != second.T.shape or not first.size:
        raise DynamicsError(
            f"column: got shape {second.shape} beside rows of shape {first.shape}; expected "
            f"[own strategy, other's strategy] in both."
        )
    _require_finite(first, "row")
    _require_finite(second, "column")
    return first, second


def _numbers(values: object, where: str) -> Floats:
    try:
        made = np.asarray(values)
        if made.dtype.kind in "iufO":
            return np.array(made, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        pass
    raise DynamicsError(f"{where}: got {values!r:.60}; expected numbers.")


def _require_finite(matrix: Floats, where: str) -> None:
    wrong = np.argwhere(~(np.abs(matrix) <= LARGEST))
    if len(wrong):
        at = tuple(wrong[0].tolist())
        place = ", ".join(map(str, at))
        bound = f", at most {LARGEST:g} in magnitude" if np.isfinite(matrix[at]) else ""
        raise DynamicsError(f"{where}[{place}]: got {matrix[at]}; expected a finite number{bound}.")


def shares_of(start: ArrayLike | None, count: int, where: str = "start") -> Floats:
    """Starting shares, ndarray(float, shape (n,)), that sum to 1; even if None is given.

    Raises
    ------
    DynamicsError
        If there are not `count` of them, one is negative, or they do not sum to 1.
    """
    if start is None:
        return np.full(count, 1 / count)
    made = _numbers(start, where)
    if made.shape != (count,):
        raise DynamicsError(f"{where}: got shape {made.shape}; expected {count} shares.")
    _require_finite(made, where)
    if made.min() < 0:
        k = int(made.argmin())
        raise DynamicsError(f"{where}[{k}]: got {made[k]:g}; expected a share of at least 0.")
    total = made.sum()
    if abs(total - 1) > SUMS_TO_ONE:
        raise DynamicsError(f"{where}: the shares sum to {total:.12g}; expected 1.")
    return np.asarray(made / total)


def times_of(times: ArrayLike | None, until: float | None, unit: float) -> Floats:
    """Times to record at: those given, or 0 and then evenly spaced on a logarithmic scale.

    Parameters
    ----------
    times
        None for 0 and 400 times up to `until`, from a tenth of a unit on or earlier.
    until
        None for 10,000 units.
    unit
        In which time is told: the inverse of the payoffs' spread.

    Raises
    ------
    DynamicsError
        If they are not finite and increasing from 0 on, or `until` is not above 0 (from 1e-100 to
        1e100).
    """
    if times is None:
        last = LONG * unit if until is None else plain_float(until)
        if not SMALLEST <= last <= LARGEST:
            raise DynamicsError(f"until: got {until!r:.60}; expected a time above 0.")
        return np.concatenate([[0.0], np.geomspace(min(0.1 * unit, last / 10), last, RECORDS)])
    made = np.atleast_1d(_numbers(times, "times"))
    _require_finite(made, "times")
    if made.ndim != 1 or not made.size or made[0] < 0 or (np.diff(made) <= 0).any():
        raise DynamicsError("times: expected times that increase, from 0 on.")
    return made


def whole(where: str, value: object, low: int, high: int = 2**62) -> int:
    """`value` as an int if it is a whole number from `low` to `high`.

    Raises
    ------
    DynamicsError
        Otherwise.
    """
    right = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not right or not low <= int(value) <= high:  # type: ignore[call-overload]
        upper = f" to {high:,}" if high < 2**62 else ""
        between = f"from {low:,}{upper}" if upper else f"of at least {low:,}"
        raise DynamicsError(f"{where}: got {value!r}; expected a whole number {between}.")
    return int(value)  # type: ignore[call-overload, no-any-return]


def rate(where: str, value: object, low: float = 0.0, high: float = np.inf) -> float:
    """`value` as a float if it is a number from `low` to `high`, and none beyond ±1e100.

    Raises
    ------
    DynamicsError
        Otherwise.
    """
    made = plain_float(value.item() if isinstance(value, np.ndarray) and not value.ndim else value)
    if not abs(made) <= LARGEST or not low <= made <= high:
        rule = f"from {low:g} to {high:g}" if np.isfinite(high) else f"of at least {low:g}"
        rule += f", at most {LARGEST:g} in magnitude" if LARGEST < abs(made) < np.inf else ""
        raise DynamicsError(f"{where}: got {value!r:.60}; expected a number {rule}.")
    return made
