"""A history of which only part is kept, and numbers of which only part is known.

A strategy of axelrod reads histories. Here it is given histories that keep no more than a *view* of
what happened: the last few moves, the first few, and counts that are exact below a bound and from
there on known up to a modulus. What such a history cannot answer raises :class:`Needed`, which says
how much more must be kept. A strategy that was explored through a view without raising has seen
nothing but what the view keeps, so its minds are exactly the view and its own attributes.
"""

import builtins
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NoReturn

COUNTS = ("turns", "C", "D", "CC", "CD", "DC", "DD")
LARGEST_BOUND = 2_000
LARGEST_WINDOW = 64


class Needed(Exception):  # noqa: N818 - it asks for more; nothing is wrong
    """What a strategy asked for is not kept: `what` of history `whose` must be, up to `size`."""

    def __init__(self, whose: str, what: str, size: int | None) -> None:
        super().__init__(whose, what, size)
        self.whose, self.what, self.size = whose, what, size


class Unbounded(Exception):  # noqa: N818 - a finding, as it is reported
    """A strategy reads without bound; the text says what."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of a count is kept: exact below `bound`, then up to `modulus`; None: all of it."""

    bound: int | None = 0
    modulus: int = 1

    def after(self, value: int) -> int:
        """Return what is kept of a count that was `value` and grows by one."""
        value += 1
        if self.bound is None or value < self.bound + self.modulus:
            return value
        return self.bound

    def known(self, value: int) -> bool:
        """Whether a kept value is the count itself."""
        return self.bound is None or value < self.bound


@dataclass(frozen=True, slots=True)
class View:
    """How much is kept of one history: its last and first moves, and its counts."""

    last: int = 0
    first: int = 0
    counts: tuple[Extent, ...] = (Extent(),) * len(COUNTS)

    def with_needed(self, what: str, size: int | None) -> "View":
        """Return this view with more kept.

        Raises
        ------
        Unbounded
            If that is more than any view keeps.
        """
        if what == "all":
            raise Unbounded("reads its whole history")
        if what in ("last", "first"):
            if size is None or size > LARGEST_WINDOW:
                raise Unbounded(f"reads the {what} {size} moves")
            return replace(self, **{what: max(size, getattr(self, what))})
        name, _, aspect = what.partition(" ")
        at = COUNTS.index(name)
        old = self.counts[at]
        new = (
            Extent(old.bound, _multiple(old.modulus, size)) if aspect else Extent(size, old.modulus)
        )
        return replace(self, counts=(*self.counts[:at], new, *self.counts[at + 1 :]))


def _multiple(a: int, b: int | None) -> int:
    import math

    return math.lcm(a, b or 1)


class KeptHistory:
    """The history of one side, of which `view` is kept; it answers as axelrod's own would."""

    __slots__ = ("counts", "first", "last", "letters", "settled", "view", "whose")

    def __init__(self, whose: str, view: View, letters: Any) -> None:
        self.whose, self.view, self.letters = whose, view, letters
        self.last: tuple[Any, ...] = ()
        self.first: tuple[Any, ...] = ()
        self.counts = (0,) * len(COUNTS)
        self.settled = False

    def copy(self) -> "KeptHistory":
        """Return a history that can grow on its own."""
        made = KeptHistory(self.whose, self.view, self.letters)
        made.last, made.first, made.counts = self.last, self.first, self.counts
        made.settled = self.settled
        return made

    def settle(self) -> None:
        """Forget what the next turn will push out; until then nothing may be read."""
        self.settled = True
        if self.view.last and len(self.last) == self.view.last:
            self.last = self.last[1:]

    @property
    def state(self) -> tuple[Any, ...]:
        """What is kept, to be compared and hashed."""
        return (self.last, self.first, self.counts)

    def append(self, play: Any, coplay: Any) -> None:
        """Add a turn."""
        view, self.settled = self.view, False
        if view.last:
            self.last = (*self.last, play)[-view.last :]
        if len(self.first) < view.first:
            self.first = (*self.first, play)
        mine, other = self.letters[play], self.letters[coplay]
        hit = (True, mine == "C", mine == "D", *(mine + other == each for each in COUNTS[3:]))
        self.counts = tuple(
            kept.after(value) if grows else value
            for kept, value, grows in zip(view.counts, self.counts, hit, strict=True)
        )

    def count(self, name: str) -> "int | Natural":
        """Return a count, or what is known of it."""
        self._require_unsettled()
        at = COUNTS.index(name)
        value, kept = self.counts[at], self.view.counts[at]
        if kept.known(value):
            return value
        return Natural(self.whose, name, value, kept.modulus, 0)

    @property
    def whole(self) -> tuple[Any, ...] | None:
        """All moves, while no more were made than are kept; else None."""
        self._require_unsettled()
        if len(self.last) < self.view.last:
            return self.last
        if len(self.first) < self.view.first:
            return self.first
        turns = self.count("turns")
        if isinstance(turns, int) and turns == len(self.last):
            return self.last
        return self.first if isinstance(turns, int) and turns == len(self.first) else None

    @property
    def cooperations(self) -> "int | Natural":
        """The number of C."""
        return self.count("C")

    @property
    def defections(self) -> "int | Natural":
        """The number of D."""
        return self.count("D")

    @property
    def state_distribution(self) -> "_Pairs":
        """The number of each pair of moves."""
        return _Pairs(self)

    @property
    def coplays(self) -> NoReturn:
        """The other side's moves, which are never kept here."""
        raise Unbounded("reads the other's moves in its own history")

    def length(self) -> "int | Natural":
        """Return the number of turns, or what is known of it."""
        whole = self.whole
        return self.count("turns") if whole is None else len(whole)

    def __len__(self) -> int:
        length = self.length()
        return length if isinstance(length, int) else length.exact()

    def __bool__(self) -> bool:
        self._require_unsettled()
        return bool(self.last or self.first) or bool(self.length())

    def __contains__(self, move: Any) -> bool:
        return bool(self.count(self.letters[move]))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._everything())

    def __eq__(self, other: object) -> bool:
        return list(self._everything()) == list(other)  # type: ignore[call-overload, no-any-return]

    __hash__ = None  # type: ignore[assignment]

    def __getitem__(self, key: Any) -> Any:
        whole = self.whole
        if whole is not None:
            return list(whole)[key]
        return self._slice(key) if isinstance(key, slice) else self._one(_whole_number(key))

    def _one(self, i: int) -> Any:
        if i < 0:
            return self.last[i] if -i <= len(self.last) else self._need("last", -i)
        return self.first[i] if i < len(self.first) else self._need("first", i + 1)

    def _slice(self, key: slice) -> list[Any]:
        start, stop = key.start, key.stop
        if key.step not in (None, 1):
            self._need("all", None)
        if start is not None and start < 0 and (stop is None or stop <= 0):
            enough = -start <= len(self.last)
            return list(self.last)[start:stop] if enough else self._need("last", -start)
        if (start or 0) >= 0 and stop is not None and stop >= 0:
            enough = stop <= len(self.first)
            return list(self.first)[start:stop] if enough else self._need("first", stop)
        return self._need("all", None)

    def _everything(self) -> tuple[Any, ...]:
        whole = self.whole
        return self._need("all", None) if whole is None else whole

    def _require_unsettled(self) -> None:
        if self.settled:
            raise Unbounded("reads its history between turns")

    def _need(self, what: str, size: int | None) -> NoReturn:
        raise Needed(self.whose, what, size)


class _Pairs:
    """How often each pair of moves came, as axelrod's ``state_distribution``."""

    def __init__(self, history: KeptHistory) -> None:
        self.history = history

    def __getitem__(self, pair: Any) -> "int | Natural":
        letters = self.history.letters
        return self.history.count(letters[pair[0]] + letters[pair[1]])

    def __getattr__(self, name: str) -> NoReturn:
        raise Unbounded(f"reads state_distribution.{name}")


def _whole_number(key: Any) -> int:
    return key.exact() if isinstance(key, Natural) else key.__index__()  # type: ignore[no-any-return]


class Natural:
    """A count of which only the least value and a residue are known.

    It stands for every number ``least + k * modulus`` with k = 0, 1, 2, …, shifted by `shift`. A
    question whose answer is the same for all of them is answered; any other raises
    :class:`Needed`.
    """

    __slots__ = ("least", "modulus", "name", "shift", "whose")

    def __init__(self, whose: str, name: str, least: int, modulus: int, shift: int) -> None:
        self.whose, self.name = whose, name
        self.least, self.modulus, self.shift = least, modulus, shift

    def exact(self) -> NoReturn:
        """Ask for the count itself."""
        raise Needed(self.whose, self.name, None)

    def _need_bound(self, number: Any) -> NoReturn:
        bound = int(number) - self.shift + 2
        if bound > LARGEST_BOUND:
            raise Unbounded(f"compares a count with {number!r}")
        raise Needed(self.whose, self.name, max(bound, self.least + 1))

    def _is_above(self, number: Any) -> bool:
        """Whether every number it stands for is above `number`; raise if some are."""
        if isinstance(number, Natural):
            self.exact()
        if number == float("inf"):
            return False
        if self.least + self.shift > number:
            return True
        return self._need_bound(number)

    def __gt__(self, number: Any) -> bool:
        return self._is_above(number)

    def __le__(self, number: Any) -> bool:
        return not self._is_above(number)

    def __ge__(self, number: Any) -> bool:
        if isinstance(number, int | float) and self.least + self.shift >= number:
            return True
        return self._is_above(number)

    def __lt__(self, number: Any) -> bool:
        return not self >= number

    def __eq__(self, number: object) -> bool:
        if number is None:
            return False
        return not self._is_above(number) and number != float("inf") and self._need_bound(number)

    def __ne__(self, number: object) -> bool:
        return not self == number

    def __bool__(self) -> bool:
        return self != 0

    def __hash__(self) -> int:
        return self.exact()

    def __add__(self, number: Any) -> "Natural":
        if type(number) is not int:
            self.exact()
        return Natural(self.whose, self.name, self.least, self.modulus, self.shift + number)

    __radd__ = __add__

    def __sub__(self, number: Any) -> "Natural":
        if type(number) is not int:
            self.exact()
        return self + -number

    def __mod__(self, number: Any) -> int:
        if type(number) is not int:
            self.exact()
        if self.modulus % number:
            raise Needed(self.whose, f"{self.name} modulo", number)
        return (self.least + self.shift) % number

    def _exactly(self, *_: Any) -> NoReturn:
        self.exact()

    def __format__(self, spec: str) -> str:
        self.exact()

    def log(self) -> NoReturn:
        """Ask for the count itself, as numpy does for the logarithm of an object."""
        self.exact()

    __index__ = __int__ = __float__ = __round__ = __abs__ = __neg__ = __ceil__ = __floor__ = (
        _exactly
    )
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _exactly
    __pow__ = __rpow__ = __rsub__ = __rmod__ = __divmod__ = _exactly


def length_of(value: Any) -> Any:
    """Return ``len(value)``, or what is known of it where `value` is a :class:`KeptHistory`."""
    return value.length() if type(value) is KeptHistory else builtins.len(value)
