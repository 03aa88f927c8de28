"""A game as plain data, and back."""

from dataclasses import asdict
from typing import Any

from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.war import War


def to_data(game: Game) -> dict[str, Any]:
    """Return a game as plain data, enough to make it again with :func:`from_data`."""
    return {
        "name": game.name,
        "row": asdict(game.row),
        "column": asdict(game.column) if game.column else None,
        "war": asdict(game.war) if game.war else None,
    }


def from_data(data: dict[str, Any]) -> Game:
    """Return the game that :func:`to_data` described."""
    return Game(
        data["name"],
        Payoffs(**data["row"]),
        Payoffs(**data["column"]) if data["column"] else None,
        War(**data["war"]) if data["war"] else None,
    )
