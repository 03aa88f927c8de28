"""How long a match lasts: a number of turns, a chance of ending, or for ever."""

import math
from dataclasses import dataclass
from typing import Literal

from secdilemma.errors import TournamentError, check_number, given
from secdilemma.io.numbers import given_chance

Kind = Literal["turns", "discount", "long-run"]
LONGEST = 10_000_000
LEAST_END = 1e-12
"""The least chance of ending after a turn; what lasts longer is the long run."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """One horizon; make it with :func:`turns`, :func:`discounted` or ``LONG_RUN``.

    Parameters
    ----------
    kind
        ``"turns"``, ``"discount"`` or ``"long-run"``.
    turns
        The length of every match, from 1; 0 where it is not fixed.
    discount
        δ in (0, 1): after each turn the match goes on with this probability; 0 where it is fixed.
    prob_end
        1 - δ, the chance that the match ends after a turn, with digits that δ has no room for; 0
        where it is fixed.
    """

    kind: Kind
    turns: int = 0
    discount: float = 0.0
    prob_end: float = 0.0

    @property
    def label(self) -> str:
        """A short name for columns and labels: ``200``, ``δ=0.95`` or ``long-run``."""
        return {
            "turns": str(self.turns),
            "discount": f"δ={self.discount:g}",
            "long-run": "long-run",
        }[self.kind]

    @property
    def finite(self) -> bool:
        """Whether the number of turns is fixed."""
        return self.kind == "turns"

    @property
    def known_turns(self) -> int | None:
        """What a strategy is told of the length: the number of turns, or None."""
        return self.turns if self.finite else None

    def in_words(self) -> str:
        """Return ``200 turns``, ``a 5 % chance of ending after each turn`` or ``the long run``."""
        if self.kind == "turns":
            return f"{self.turns:,} turn{'s' if self.turns != 1 else ''}"
        if self.kind == "discount":
            return f"a {given_chance(self.prob_end)} chance of ending after each turn"
        return "the long run"


LONG_RUN = Horizon("long-run")


def turns(count: object, where: str = "turns") -> Horizon:
    """Return the horizon of a fixed number of turns.

    Raises
    ------
    TournamentError
        Unless `count` is a whole number from 1 to 10,000,000.

    Examples
    --------
    >>> turns(200).label
    '200'
    """
    whole = isinstance(count, int) and not isinstance(count, bool)
    if not whole or not 1 <= count <= LONGEST:  # type: ignore[operator]
        rule = f"a whole number of turns from 1 to {LONGEST:,}"
        raise TournamentError(f"{where}: got {given(count)}; expected {rule}.")
    return Horizon("turns", turns=count)  # type: ignore[arg-type]


def discounted(discount: float, where: str = "discount") -> Horizon:
    """Return the horizon in which each turn is followed by another with probability δ.

    Raises
    ------
    GameError
        Unless δ is a number from 0 to 1.
    TournamentError
        If δ is 0 (one turn) or within 1e-12 of 1 (the long run): those have horizons of their own.

    Examples
    --------
    >>> discounted(0.95).in_words()
    'a 5 % chance of ending after each turn'
    """
    number = check_number(where, discount, 0.0, 1.0)
    if number == 0.0 or 1.0 - number < LEAST_END:
        other = "turns = 1" if number == 0 else '"long-run"'
        raise TournamentError(
            f"{where}: got {discount!r}; expected more than 0 and at most 1 - {LEAST_END:g} "
            f"(for that, say {other})."
        )
    return Horizon("discount", discount=number, prob_end=1.0 - number)


def ending(prob_end: float, where: str = "prob_end") -> Horizon:
    """Return the horizon of a match that ends after each turn with probability `prob_end`.

    Raises
    ------
    TournamentError
        Unless it is from 1e-12 to less than 1.

    Examples
    --------
    >>> ending(0.05).label
    'δ=0.95'
    """
    number = check_number(where, prob_end, None, None)
    if not LEAST_END <= number < 1:
        rule = (
            f"from {LEAST_END:g} to less than 1 (for 0 and 1, say "
            'horizons = ["long-run"] and turns = 1)'
        )
        raise TournamentError(f"{where}: got {prob_end!r}; expected {rule}.")
    return Horizon("discount", discount=1.0 - number, prob_end=number)


def horizon(value: object, where: str = "horizon") -> Horizon:
    """Return the horizon that a value stands for: a count of turns or ``"long-run"``.

    Raises
    ------
    TournamentError
        If it is neither.

    Examples
    --------
    >>> horizon("long-run") == LONG_RUN
    True
    """
    if isinstance(value, Horizon):
        return value
    if isinstance(value, str) and value.strip().lower() in {"long-run", "long run", "inf", "∞"}:
        return LONG_RUN
    if isinstance(value, float) and math.isinf(value):
        return LONG_RUN
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 30:
        value = int(value)
    if isinstance(value, str):
        raise TournamentError(f'{where}: got {value!r}; expected a number of turns or "long-run".')
    return turns(value, where)
