"""What can go wrong, in words for the person who can mend it.

Every error that a user can cause is a :class:`SecDilemmaError`. It carries its parts, and its text
is the whole message: ``<where>: got <value>; expected <rule>. Did you mean <name>?`` Who catches it
on the way up adds the place by :meth:`SecDilemmaError.at`; nobody works on the text. The command
line prints it and exits with 2; nothing else is caught.
"""

import difflib
import math
from collections.abc import Iterable
from numbers import Real
from typing import Self

LONGEST_QUOTE = 300
"""The most characters of a value that a message quotes."""


class SecDilemmaError(Exception):
    """A mistake that the user can mend: its parts, and the text that they make.

    Parameters
    ----------
    *texts
        What is wrong, in words, each of several mistakes by itself; nothing where `got` says it.
    where
        The place, such as ``participants[2]``; :meth:`at` adds the places around it.
    got
        What was given, as a message quotes it; see :func:`given`.
    expected
        The rule that it breaks, without a full stop.
    hint
        What may follow the sentence, such as what :func:`suggestion` returns.

    Examples
    --------
    >>> error = GameError(where="war", got="2", expected="a probability, 0 to 1")
    >>> str(error.at("game"))
    'game: war: got 2; expected a probability, 0 to 1.'
    """

    def __init__(
        self, *texts: str, where: str = "", got: str = "", expected: str = "", hint: str = ""
    ) -> None:
        self.texts = texts
        self.where, self.got, self.expected, self.hint = where, got, expected, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        """The whole message, which pickling keeps as the only argument."""
        place = f"{self.where}: " if self.where else ""
        return "\n".join(f"{place}{each}" for each in self.placeless)

    @property
    def placeless(self) -> tuple[str, ...]:
        """What is wrong without where it is, of several mistakes each by itself."""
        parts = [f"got {self.got}"] * bool(self.got) + [f"expected {self.expected}"]
        if not self.expected:
            return (*self.texts[:-1], f"{''.join(self.texts[-1:])}{self.hint}")
        return (f"{'; '.join([*self.texts, *parts])}.{self.hint}",)

    @property
    def lines(self) -> tuple[str, ...]:
        """The message line by line: of several mistakes, each is on a line of its own."""
        return tuple(str(self).splitlines())

    def at(self, where: str) -> Self:
        """The same error, in a place further out; it is changed, to be raised again."""
        self.where = f"{where}: {self.where}" if self.where else where
        self.args = (str(self),)
        return self


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


def suggestion(name: str, known: Iterable[str], prefix: str = "") -> str:
    """Return ``" Did you mean x?"`` with the nearest of `known`, or an empty string.

    Parameters
    ----------
    name
        What the user wrote.
    known
        The names that would have been right.
    prefix
        What stands before each of them where they are used.
    """
    by_lower = {each.lower(): each for each in known}
    near = difflib.get_close_matches(name.lower(), list(by_lower), n=1, cutoff=0.66)
    return f" Did you mean {prefix}{by_lower[near[0]]}?" if near else ""


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
    raise GameError(where=where, got=given(value), expected=_range_in_words(low, high) + bound)


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
            where=where,
            got=given(value),
            expected=f"0, or a number from {SMALLEST:g} to {LARGEST:g} in magnitude",
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
            where=where,
            got=repr(value),
            expected=f"0, or a probability from {LEAST_CHANCE:g} to 1",
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
