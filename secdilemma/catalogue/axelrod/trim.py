"""What a player keeps and never reads again is dropped, so that its minds are not told apart by it.

Each entry was found by reading the class, and the tests of agreement hold it to its original.
"""

from collections.abc import Callable
from typing import Any

from secdilemma.catalogue.axelrod.library import library


def trimmed(player: Any) -> None:
    """Drop, after a decision, what the player never reads again."""
    for cls in type(player).__mro__:
        if cls.__name__ in _DEAD:
            _DEAD[cls.__name__](player)
            return


def _recorded_moves(player: Any) -> None:
    """Contrite tit for tat compares only the newest of its intended moves with what happened."""
    del vars(player)["_recorded_history"][:-1]


def _mutual_turns(player: Any) -> None:
    """The retaliators count four outcomes, and compare two."""
    for pair in list(player.play_counts):
        if pair[0] == pair[1]:
            del player.play_counts[pair]


_DEAD: dict[str, Callable[[Any], None]] = {
    "ContriteTitForTat": _recorded_moves,
    "Retaliate": _mutual_turns,
    "LimitedRetaliate": _mutual_turns,
}


def readable(cls: Any) -> Any:
    """Return a class that plays as `cls` does, and asks only for what a view can keep.

    Two kinds of strategy read the whole of a history for what a count says as well.
    """
    names = {each.__name__ for each in cls.__mro__}
    if "GoByMajority" in names:
        return type(cls.__name__, (_CountsAll, cls), _extra(cls))
    if "Inverse" in names:
        return type(cls.__name__, (_CountsSince, cls), _extra(cls))
    return cls


def _extra(cls: Any) -> dict[str, Any]:
    action = library().Action
    return {"__module__": cls.__module__, "moves": (action.C, action.D)}


class _CountsAll:
    """Majority over the whole match: the counts in place of the moves."""

    memory: int
    soft: bool

    def strategy(self: Any, opponent: Any) -> Any:
        """Return what the majority of the other's moves is; of its last ones as the original."""
        if self.memory:
            return super().strategy(opponent)  # type: ignore[misc]
        restraint, arming = type(self).moves
        armings, restraints = opponent.defections, opponent.cooperations
        if armings == restraints:
            return restraint if self.soft else arming
        return arming if armings > restraints else restraint


class _CountsSince:
    """Inverse: how long ago the other last armed, in place of a search for it."""

    since: int | None = None

    def update_history(self: Any, play: Any, coplay: Any) -> None:
        """Take note of a turn."""
        super().update_history(play, coplay)  # type: ignore[misc]
        if coplay == type(self).moves[1]:
            self.since = 1
        elif self.since is not None:
            self.since += 1

    def strategy(self: Any, opponent: Any) -> Any:
        """Arm with a probability that falls with the time since the other armed."""
        del opponent
        restraint, _ = type(self).moves
        if self.since is None:
            return restraint
        return self._random.random_choice(1 - 1 / self.since)
