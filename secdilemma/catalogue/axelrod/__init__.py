"""The bridge to Axelrod-Python: its strategies here, and ours there.

Only this package imports axelrod, and only when asked, since that takes seconds.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secdilemma.catalogue.axelrod.players import SecDilemmaPlayer, as_player

__all__ = ["SecDilemmaPlayer", "as_player"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from secdilemma.catalogue.axelrod import players

    return getattr(players, name)
