"""A player of axelrod whose histories are views and whose chance is branched."""

import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import GeneratorType
from typing import Any

from secdilemma.catalogue.axelrod.branches import Branching, every_way
from secdilemma.catalogue.axelrod.library import library
from secdilemma.catalogue.axelrod.snapshots import Steps, copied, frozen, replaced
from secdilemma.catalogue.axelrod.trim import trimmed
from secdilemma.catalogue.axelrod.views import KeptHistory, Needed, View, length_of

WHOSE = ("own", "seen", "inner")
"""The histories of a player: its own, its opponent's, and those of players inside it."""


class Attributes(dict[str, Any]):
    """The attributes of a match, which remembers which of them were read."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)


class Other:
    """What a player may see of its opponent: the history, and nothing else."""

    def __init__(self, history: Any) -> None:
        self.history = history

    @property
    def cooperations(self) -> Any:
        """The number of C."""
        return self.history.cooperations

    @property
    def defections(self) -> Any:
        """The number of D."""
        return self.history.defections

    @property
    def state_distribution(self) -> Any:
        """The number of each pair of moves."""
        return self.history.state_distribution


@dataclass(slots=True)
class Decided:
    """A player after it has decided on a turn, and its probability of restraint."""

    player: Any
    other: Other
    restrain: float
    weight: float = 1.0


class Probe:
    """Makes players of one kind that see no more of a match than their views keep."""

    def __init__(
        self, make: Callable[[], Any], attributes: Mapping[str, Any], views: dict[str, View]
    ) -> None:
        self.make, self.views = make, views
        self.attributes = Attributes(attributes)
        action = library().Action
        self.moves = (action.C, action.D)
        self.letters = {action.C: "C", action.D: "D"}
        self.source = Branching(self.moves)

    def begin(self) -> dict[Any, Decided]:
        """Return the ways to decide on the first turn."""
        player = self.make()
        player.match_attributes = self.attributes
        player.receive_match_attributes()
        if library().Classifiers["stochastic"](player):
            player.set_seed(0)
        replaced(player, self._replacement)
        vars(player)["_history"] = self._history("own")
        other = Other(self._history("seen"))
        return self._decide(lambda: copied([player, other]))

    def after(self, before: Decided, own: int, seen: int) -> dict[Any, Decided]:
        """Return the ways to decide on the turn after one in which `own` and `seen` happened."""
        mine, theirs = self.moves[own], self.moves[seen]

        def arrive() -> list[Any]:
            player, other = copied([before.player, before.other])
            player.update_history(mine, theirs)
            other.history.append(theirs, mine)
            return [player, other]

        return self._decide(arrive)

    def _decide(self, arrive: Callable[[], list[Any]]) -> dict[Any, Decided]:
        """Return the ways to decide, by what is left in mind, with the odds on each move."""

        def act() -> tuple[list[Any], Any]:
            pair = arrive()
            move = pair[0].strategy(pair[1])
            trimmed(pair[0])
            pair[0].history.settle()
            pair[1].history.settle()
            return pair, move

        found: dict[Any, tuple[list[Any], list[float]]] = {}
        for weight, (pair, move) in _whole(every_way, self.source, act):
            _, odds = found.setdefault(frozen(pair), (pair, [0.0, 0.0]))
            odds[self.moves.index(move)] += weight
        made = {}
        for key, ((player, other), odds) in found.items():
            weight = odds[0] + odds[1]
            restrain = odds[0] / weight
            made[key, restrain] = Decided(player, other, restrain, weight)
        return made

    def _history(self, whose: str) -> KeptHistory:
        return KeptHistory(whose, self.views[whose], self.letters)

    def _replacement(self, value: Any, owner: Any) -> Any:
        axelrod = library()
        if isinstance(value, axelrod.random_.RandomGenerator):
            return self.source
        if isinstance(value, axelrod.history.History):
            return self._history("inner")
        if isinstance(value, GeneratorType):
            return Steps(value, [], 0)
        if isinstance(value, itertools.cycle):
            return Steps(value, [], 0, len(owner.cycle))
        return value


def _whole(of: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function returns; what C code made of :class:`Needed` is made that again."""
    try:
        return of(*arguments)
    except SystemError as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, Needed):
            cause = cause.__cause__ or cause.__context__
        raise (cause or error) from None


@contextmanager
def lengths_known_in_part() -> Iterator[None]:
    """Let axelrod's strategies ask for the ``len`` of a history of which only part is kept.

    The built-in can return nothing but a whole number. For anything else than such a history the
    name means what it always means.
    """
    modules = [m for name, m in list(sys.modules.items()) if _reads_histories(name)]
    for module in modules:
        vars(module)["len"] = length_of
    try:
        yield
    finally:
        for module in modules:
            vars(module).pop("len", None)


def _reads_histories(name: str) -> bool:
    return name.startswith("axelrod.strategies") or name in (
        "axelrod._strategy_utils",
        "axelrod.strategy_transformers",
    )
