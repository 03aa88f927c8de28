"""What can go wrong, in words for the person who can mend it.

Every error that a user can cause is a :class:`SecDilemmaError`. Its text is the whole message:
``<where>: <what is wrong>: got <value>; expected <rule>. Did you mean <name>?`` The command line
prints it and exits with 2; nothing else is caught.
"""

import difflib
import math
from collections.abc import Iterable
from numbers import Real

LONGEST_QUOTE = 300
"""The most characters of a value that a message quotes."""


class SecDilemmaError(Exception):
    """A mistake that the user can mend; the text says how."""


class GameError(SecDilemmaError):
    """Payoffs, war values or probabilities that no game or perception can have."""


class StrategyError(SecDilemmaError):
    """A strategy that returns nonsense, raises, keeps growing, or has no such parameter."""


class GrowingMindsError(StrategyError):
    """A strategy whose minds never stop growing."""


class UnknownNameError(SecDilemmaError):
    """A strategy, tournament, preset or parameter of a name that nothing has."""


class TournamentError(SecDilemmaError):
    """A tournament that cannot be read or cannot be played."""


class DynamicsError(SecDilemmaError):
    """A population, a payoff matrix or a rate that no evolutionary process can have."""


class ResultsError(SecDilemmaError):
    """Results that cannot be written, read or repeated."""


class ExportError(SecDilemmaError):
    """Something that another format has no way to say."""


class ScaffoldError(SecDilemmaError):
    """A new file that cannot be begun: its name is none, or it would replace another."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return ``" Did you mean x?"`` with the nearest of `known`, or an empty string.

    Parameters
    ----------
    name
        What the user wrote.
    known
        The names that would have been right.
    """
    by_lower = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.66)
    return f" Did you mean {by_lower[near[0]]}?" if near else ""


LEAST_CHANCE = 1e-300
LARGEST, SMALLEST = 1e100, 1e-100
"""The largest number there is, and the smallest payoff but 0: their squares are still numbers."""


def check_number(where: str, value: object, low: float | None, high: float | None) -> float:
    """Return `value` as a float if it is a number in [low, high], and none beyond ±1e100.

    Raises
    ------
    GameError
        Otherwise; the message names `where`, the value and the range.
    """
    number = plain_float(value)
    if _within(number, low, high):
        return number
    bound = f", at most {LARGEST:g} in magnitude" if LARGEST < abs(number) < math.inf else ""
    raise GameError(f"{where}: got {given(value)}; expected {_range_in_words(low, high)}{bound}.")


def check_payoff(where: str, value: object, low: float | None = None) -> float:
    """Return `value` as a float if it is a payoff: 0, or from 1e-100 to 1e100 in magnitude.

    Parameters
    ----------
    low
        The least it may be; None for any.

    Raises
    ------
    GameError
        Otherwise.
    """
    number = check_number(where, value, low, None)
    if 0.0 < abs(number) < SMALLEST:
        raise GameError(
            f"{where}: got {given(value)}; expected 0, or a number from {SMALLEST:g} to "
            f"{LARGEST:g} in magnitude."
        )
    return number


def plain_float(value: object) -> float:
    """Return a real number as a float; nan where it is none, and inf where it is too large."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf


def given(value: object) -> str:
    """Return what was given as a message quotes it: short, whatever it is."""
    if isinstance(value, int) and value.bit_length() > 300:
        return f"a whole number of {value.bit_length():,} bits"
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def check_probability(where: str, value: object) -> float:
    """Return `value` as a float if it is a probability; see :func:`check_number`."""
    return check_number(where, value, 0.0, 1.0)


def check_chance(where: str, value: object) -> float:
    """Return `value` as a float if it is the probability of an event in a turn.

    One below 1e-300 is refused: it has no room for its digits.
    """
    number = check_probability(where, value)
    if 0.0 < number < LEAST_CHANCE:
        raise GameError(
            f"{where}: got {value!r}; expected 0, or a probability from {LEAST_CHANCE:g} to 1."
        )
    return number


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (
        abs(value) <= LARGEST and (low is None or value >= low) and (high is None or value <= high)
    )


def _range_in_words(low: float | None, high: float | None) -> str:
    if (low, high) == (0.0, 1.0):
        return "a probability, 0 to 1"
    if low is None and high is None:
        return "a finite number"
    if high is None:
        return f"a number of at least {low:g}"
    if low is None:
        return f"a number of at most {high:g}"
    return f"a number from {low:g} to {high:g}"
