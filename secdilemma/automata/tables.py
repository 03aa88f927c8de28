"""A strategy that is nothing but its tables: no code of its author runs any more.

What an entry that nobody trusts becomes once it has been explored elsewhere, and what a saved run
keeps of it: an automaton for each match that it may be asked about, as plain data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context, Mind, StrategyInfo
from secdilemma.errors import StrategyError
from secdilemma.games.actions import Action
from secdilemma.games.game import Game

Key = tuple[int | None, Game | None, int]
_PARTS = ("start", "responses", "edge_start", "edge_target", "edge_probability")
_LONGEST_MATCH = 10**12


@dataclass(frozen=True, slots=True)
class Tabled:
    """A strategy as its automata, one for each match it was explored for.

    Parameters
    ----------
    info
        Its name, school and idea.
    tables
        The automata, at least one.
    places
        Which of `tables` is for a match of (turns, game, seat). Empty where one serves them all.
    """

    info: StrategyInfo
    tables: tuple[Automaton, ...]
    places: Mapping[Key, int] = field(default_factory=dict, hash=False)

    @property
    def __strategy__(self) -> StrategyInfo:
        """What is known of it, for :func:`secdilemma.automata.interface.info_of`."""
        return self.info

    def as_automaton(self, context: Context) -> Automaton:
        """Return its automaton in a match.

        Raises
        ------
        StrategyError
            If it was not explored for such a match.
        """
        if not self.places:
            return self.tables[0]
        at = self._place(context)
        if at is None:
            turns = f"{context.turns:,} turns" if context.turns else "a match of unknown length"
            raise StrategyError(f"{self.info.name}: it has no table for {turns} of this game.")
        return self.tables[at]

    def begin(self, context: Context) -> dict[Mind, float]:
        """Return the minds it may begin in: each is its table and the mind there."""
        table = self.as_automaton(context)
        at = next(k for k, each in enumerate(self.tables) if each is table)
        return {(at, mind): p for mind, p in table.begin().items()}

    def respond(self, mind: tuple[int, Mind]) -> dict[Action, float]:
        """Return the odds over actions in a mind."""
        return self.tables[mind[0]].respond(mind[1])

    def interpret(self, mind: tuple[int, Mind], own: Action, seen: Action) -> dict[Mind, float]:
        """Return the odds over the next mind."""
        after = self.tables[mind[0]].interpret(mind[1], own, seen)
        return {(mind[0], target): p for target, p in after.items()}

    def _place(self, context: Context) -> int | None:
        return self.places.get((context.turns, context.game, context.seat))


def to_plain(automaton: Automaton, labels: list[str]) -> dict[str, Any]:
    """Return an automaton as plain data, its minds called by `labels`."""
    made: dict[str, Any] = {name: getattr(automaton, name).tolist() for name in _PARTS}
    return {"minds": labels, **made, "depth": automaton.depth}


def from_plain(name: str, data: object, most_minds: int | None = None) -> Automaton:
    """Return the automaton that plain data describes; nothing in it is believed unchecked.

    Parameters
    ----------
    name
        Of the strategy, for messages.
    data
        As :func:`to_plain` gives it, perhaps written by somebody who means harm.
    most_minds
        The most minds that it may have.

    Raises
    ------
    StrategyError
        If it is no automaton, or too large a one.
    """
    wrong = StrategyError("what it answered is no automaton.", where=name)
    if not isinstance(data, dict) or set(data) != {"minds", "depth", *_PARTS}:
        raise wrong
    minds, depth = data["minds"], data["depth"]
    if not isinstance(minds, list) or not all(isinstance(each, str) for each in minds):
        raise wrong
    if most_minds is not None and len(minds) > most_minds:
        raise StrategyError(f"{len(minds):,} minds", where=name, expected=f"at most {most_minds:,}")
    if depth is not None and not (type(depth) is int and 0 < depth <= _LONGEST_MATCH):
        raise wrong
    arrays = {part: _array(name, data[part], part) for part in _PARTS}
    return Automaton(name=name, minds=tuple(minds), depth=depth, **arrays)


def _array(name: str, value: object, part: str) -> NDArray[Any]:
    whole = part in ("edge_start", "edge_target")
    wrong = StrategyError(f"{part}: expected an array of numbers.", where=name)
    try:
        made = np.array(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise wrong from error
    if made.ndim != (2 if part == "responses" else 1) or not np.isfinite(made).all():
        raise wrong
    if not whole:
        return made
    if not bool(np.all((made == np.floor(made)) & (np.abs(made) < 2**53))):
        raise wrong
    return made.astype(np.int64)


def saved(strategy: Tabled, game: Game) -> dict[str, Any]:
    """Return a strategy's tables in a game as plain data; see :func:`restored`."""
    places = {key: at for key, at in strategy.places.items() if key[1] == game}
    used = sorted(set(places.values())) if places else [0]
    info = strategy.info
    return {
        "name": info.name,
        "school": info.school,
        "idea": info.idea,
        "cites": list(info.cites),
        "tables": [
            to_plain(strategy.tables[k], [str(mind) for mind in strategy.tables[k].minds])
            for k in used
        ],
        "matches": [
            {"turns": turns, "seat": seat, "table": used.index(at)}
            for (turns, _, seat), at in places.items()
        ],
    }


def restored(data: dict[str, Any], game: Game) -> Tabled:
    """Return the strategy that :func:`saved` described.

    Raises
    ------
    StrategyError
        If its tables are damaged.
    """
    name = str(data["name"])
    tables = tuple(from_plain(name, each) for each in data["tables"])
    places: dict[Key, int] = {
        (each["turns"], game, each["seat"]): each["table"] for each in data["matches"]
    }
    if not tables or any(not 0 <= at < len(tables) for at in places.values()):
        raise StrategyError(f"{name}: its saved tables do not fit together.")
    info = StrategyInfo(
        name, data["school"], tuple(data["cites"]), (), data["idea"], automaton=True
    )
    return Tabled(info, tables, places)
