"""Transformers that answer what happened: nice, grudging, retaliating, apologising and others."""

from typing import Any, NamedTuple

from secdilemma.automata.interface import Context
from secdilemma.catalogue.wrappers.transformer import (
    ARMING,
    RESTRAINT,
    Odds,
    Plain,
    Transformer,
    count,
    sequence,
)
from secdilemma.games.actions import RESTRAIN, Action

Event = tuple[Action, Action]
MEMORY = 200
"""Turns of retaliation owed at the most, where the length of the match is not known."""


class Nice(Plain):
    """It does not arm before the other has."""

    name = "nice"

    def first(self, context: Context) -> bool:
        """Nothing was seen yet."""
        del context
        return False

    def noted(self, note: bool, own: Action, seen: Action) -> bool:
        """Remember whether the other ever armed."""
        del own
        return note or seen is not RESTRAIN

    def changed(self, odds: Odds, note: bool) -> Odds:
        """Restrain until then."""
        return odds if note else RESTRAINT


class UntilApology(Plain):
    """It arms after it saw arming, whatever the strategy would do."""

    name = "until-apology"

    def first(self, context: Context) -> bool:
        """Nothing was seen yet."""
        del context
        return False

    def noted(self, note: bool, own: Action, seen: Action) -> bool:
        """Remember the last turn."""
        del note, own
        return seen is not RESTRAIN

    def changed(self, odds: Odds, note: bool) -> Odds:
        """Arm until the other restrains."""
        return ARMING if note else odds


class DeadlockBreaking(Plain):
    """It restrains after a turn of CD and one of DC, or the reverse."""

    name = "deadlock-breaking"

    def first(self, context: Context) -> tuple[Event, ...]:
        """Nothing happened yet."""
        del context
        return ()

    def noted(self, note: tuple[Event, ...], own: Action, seen: Action) -> tuple[Event, ...]:
        """Remember two turns."""
        return (*note, (own, seen))[-2:]

    def changed(self, odds: Odds, note: tuple[Event, ...]) -> Odds:
        """Restrain in a deadlock."""
        stuck = len(note) == 2 and note[0] == note[1][::-1] and note[0][0] != note[0][1]
        return RESTRAINT if stuck else odds


class Grudging(Transformer):
    """It arms for ever once the other has armed more than n times."""

    name, example = "grudging", "1"

    def __init__(self, strategy: Any, n: int) -> None:
        super().__init__(strategy)
        self.n = count(n)

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return the number of times."""
        return {"n": count(text)}

    @property
    def value(self) -> str:
        """The number of times."""
        return str(self.n)

    def first(self, context: Context) -> int:
        """No arming was seen yet."""
        del context
        return 0

    def noted(self, note: int, own: Action, seen: Action) -> int:
        """Count, as far as it matters."""
        del own
        return min(note + (seen is not RESTRAIN), self.n + 1)

    def changed(self, odds: Odds, note: int) -> Odds:
        """Arm once the count is passed."""
        return ARMING if note > self.n else odds


class Debt(NamedTuple):
    """Retaliation owed: whether the other has just armed, and turns beyond that."""

    now: bool
    left: int
    most: int


class Retaliating(Transformer):
    """It answers each arming with n turns of arming, one after the other.

    Where the length of a match is known, all that is owed is counted; else at most 200 turns, so
    that its minds are finitely many.
    """

    name, example, asks = "retaliating", "2", True

    def __init__(self, strategy: Any, n: int) -> None:
        super().__init__(strategy)
        self.n = count(n, least=1)

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return the number of turns."""
        return {"n": count(text, least=1)}

    @property
    def value(self) -> str:
        """The number of turns."""
        return str(self.n)

    def first(self, context: Context) -> Debt:
        """Nothing is owed yet; more than the length of the match need not be counted."""
        return Debt(now=False, left=0, most=context.turns or MEMORY)

    def noted(self, note: Debt, own: Action, seen: Action) -> Debt:
        """Pay for a turn, and add to the debt."""
        del own
        left = note.left - (not note.now and note.left > 0)
        armed = seen is not RESTRAIN
        return Debt(armed, min(left + armed * (self.n - 1), note.most), note.most)

    def changed(self, odds: Odds, note: Debt) -> Odds:
        """Arm while anything is owed."""
        return ARMING if note.now or note.left else odds


class Apologising(Transformer):
    """It restrains after it did one sequence of moves while the other did another."""

    name, example = "apologising", "DC/CD"

    def __init__(self, strategy: Any, own: str, other: str) -> None:
        super().__init__(strategy)
        self.own, self.other = sequence(own), sequence(other)
        if len(self.own) != len(self.other):
            raise ValueError("two sequences of one length, as in DC/CD")

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return the moves of both sides, from ``own/other``."""
        own, _, other = text.partition("/")
        if len(own.strip()) != len(other.strip()):
            raise ValueError("two sequences of one length, as in DC/CD")
        return {"own": sequence(own), "other": sequence(other)}

    @property
    def value(self) -> str:
        """Both sequences."""
        return f"{self.own}/{self.other}"

    def first(self, context: Context) -> tuple[str, str]:
        """Nothing happened yet."""
        del context
        return "", ""

    def noted(self, note: tuple[str, str], own: Action, seen: Action) -> tuple[str, str]:
        """Remember as many turns as the sequences have."""
        last = len(self.own)
        return (note[0] + own.letter)[-last:], (note[1] + seen.letter)[-last:]

    def changed(self, odds: Odds, note: tuple[str, str]) -> Odds:
        """Restrain where the sequences fit."""
        return RESTRAINT if note == (self.own, self.other) else odds
