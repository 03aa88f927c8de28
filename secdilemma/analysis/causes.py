"""What broke the peace: but-for replay of a match.

A spiral is a maximal run of turns without mutual restraint. The match is played again with the same
random draws but for one error; if mutual restraint then holds in the turn in which the spiral
began, that error caused it. One that no error explains, but that does not begin if nobody is
greedy, was caused by greed. Any other was somebody's aim: a state armed by its own rule although
nothing had gone wrong. Spirals of the first kind are the dilemma's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from secdilemma.matches import draws
from secdilemma.matches.interpreted import Error, Table, Turn, trace

Cause = Literal["misreading", "accident", "errors together", "greed", "aim"]
CAUSES: tuple[Cause, ...] = ("misreading", "accident", "errors together", "greed", "aim")
_LOOK_BACK = 12  # errors tried one by one before all are mended at once


@dataclass(frozen=True, slots=True)
class Spiral:
    """A maximal run of turns without mutual restraint.

    Parameters
    ----------
    first, last
        Its turns, counted from 1.
    ended
        Whether mutual restraint came back before the match was over.
    cause
        ``"misreading"`` or ``"accident"`` (an action by mistake) where one error alone is to
        blame, ``"errors together"`` where only all of them are, ``"greed"`` where none is and it
        would not have begun without greed, ``"aim"`` otherwise.
    error
        The error to blame, where it is one.
    restraint_without
        Turns of mutual restraint in the whole match but for that error, or but for all of them.
    """

    first: int
    last: int
    ended: bool
    cause: Cause
    error: Error | None
    restraint_without: int

    @property
    def of_the_dilemma(self) -> bool:
        """Whether an error was to blame, and neither greed nor anybody's aim."""
        return self.cause not in {"greed", "aim"}


def spirals(
    table: Table, key: int, repetition: int = 0, modest: Table | None = None
) -> list[Spiral]:
    """Return the spirals of one match with their causes.

    Parameters
    ----------
    table
        The strategies, the game and the environment; a finite horizon.
    key
        The pair's random key.
    repetition
        Which match of the pair.
    modest
        The same table where nobody is greedy; None where nobody is.
    """
    played = trace(table, key, repetition)
    errors = errors_of(played)
    content = trace(modest, key, repetition) if modest else []
    found = []
    for first, last in _runs(played):
        cause, error, restraint = _blame(table, key, repetition, errors, first)
        if cause == "aim" and content and content[first - 1].outcome == 0:
            cause, restraint = "greed", _restraint(content)
        found.append(Spiral(first, last, last < len(played), cause, error, restraint))
    return found


def count_causes(
    table: Table, key: int, first: int, matches: int, modest: Table | None = None
) -> Counter[Cause]:
    """Return how many spirals each cause had in `matches` matches of a pair, from the `first`."""
    repetitions = range(first, first + matches)
    return Counter(spiral.cause for r in repetitions for spiral in spirals(table, key, r, modest))


def errors_of(played: Sequence[Turn]) -> list[Error]:
    """Return the errors of a match, in order: actions by mistake and misreadings."""
    return [
        Error(turn.number, seat, slot)
        for turn in played
        for slot, happened in ((draws.EXECUTE, turn.slipped), (draws.SIGHT, turn.misread))
        for seat in (0, 1)
        if happened(seat)
    ]


def _runs(played: Sequence[Turn]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for turn in played:
        if turn.outcome == 0:
            continue
        if runs and runs[-1][1] == turn.number - 1:
            runs[-1] = (runs[-1][0], turn.number)
        else:
            runs.append((turn.number, turn.number))
    return runs


def _blame(
    table: Table, key: int, repetition: int, errors: list[Error], first: int
) -> tuple[Cause, Error | None, int]:
    """Return the cause of the spiral that began in turn `first`."""
    before = [error for error in errors if _could_matter(error, first)]
    for error in before[::-1][:_LOOK_BACK]:
        again = _replay(table, key, repetition, [error])
        if again[first - 1].outcome == 0:
            cause: Cause = "accident" if error.slot == draws.EXECUTE else "misreading"
            return cause, error, _restraint(again)
    again = _replay(table, key, repetition, before)
    if before and again[first - 1].outcome == 0:
        return "errors together", None, _restraint(again)
    return "aim", None, _restraint(again)


def _could_matter(error: Error, first: int) -> bool:
    """Whether an error came in time: what is misread in a turn shows in the next."""
    return error.turn < first + (error.slot == draws.EXECUTE)


def _replay(table: Table, key: int, repetition: int, mended: list[Error]) -> list[Turn]:
    return trace(replace(table, mended=frozenset(mended)), key, repetition)


def _restraint(played: Sequence[Turn]) -> int:
    return sum(turn.outcome == 0 for turn in played)
