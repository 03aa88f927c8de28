"""The matches that an entry is explored for, and how they are told to a cell."""

from collections.abc import Iterable
from typing import Any

from secdilemma.automata.interface import Context
from secdilemma.games import plain
from secdilemma.tournament.specification import Tournament


def contexts_of(specs: Iterable[Tournament]) -> tuple[list[Context], int]:
    """Return every context that a participant of some tournaments may be asked about.

    Returns
    -------
    list of Context
        Those of matches that are played, then an endless match of each game, for the metrics.
    int
        How many of them no participant can do without: those of matches that are played.
    """
    given = list(specs)
    played = dict.fromkeys(each for spec in given for each in _played(spec))
    endless = dict.fromkeys(Context(None, spec.game) for spec in given)
    return [*played, *(each for each in endless if each not in played)], len(played)


def _played(spec: Tournament) -> list[Context]:
    seats = (0,) if spec.game.symmetric else (0, 1)
    return [Context(h.known_turns, spec.game, seat) for h in spec.horizons for seat in seats]


def to_plain(contexts: list[Context]) -> list[dict[str, Any]]:
    """Return contexts as plain data."""
    return [
        {
            "turns": each.turns,
            "game": plain.to_data(each.game) if each.game else None,
            "seat": each.seat,
        }
        for each in contexts
    ]


def from_plain(data: list[dict[str, Any]]) -> list[Context]:
    """Return the contexts that :func:`to_plain` described."""
    games: dict[str, Any] = {}
    for each in data:
        key = repr(each["game"])
        if key not in games:
            games[key] = plain.from_data(each["game"]) if each["game"] else None
    return [Context(each["turns"], games[repr(each["game"])], each["seat"]) for each in data]
