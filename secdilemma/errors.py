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


def check_number(where: str, value: object, low: float | None, high: float | None) -> float:
    """Return `value` as a float if it is a finite number in [low, high].

    Raises
    ------
    GameError
        Otherwise; the message names `where`, the value and the range.
    """
    number = as_float(value)
    if _within(number, low, high):
        return number
    raise GameError(f"{where}: got {given(value)}; expected {_range_in_words(low, high)}.")


def as_float(value: object) -> float:
    """Return a number as a float; nan for what is none, or is too large to be one."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan


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
    finite = value - value == 0.0
    return finite and (low is None or value >= low) and (high is None or value <= high)


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
