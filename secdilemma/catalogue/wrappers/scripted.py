"""Transformers that follow a script: a sequence of moves at the beginning or at the end."""

from typing import Any

from secdilemma.automata.interface import Context
from secdilemma.catalogue.wrappers.transformer import ARMING, RESTRAINT, Odds, Transformer, sequence
from secdilemma.games.actions import Action


class Initial(Transformer):
    """It begins with a sequence of moves."""

    name, example = "initial", "CCD"

    def __init__(self, strategy: Any, moves: str) -> None:
        super().__init__(strategy)
        self.moves = sequence(moves)

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return the moves."""
        return {"moves": sequence(text)}

    @property
    def value(self) -> str:
        """The moves."""
        return self.moves

    def first(self, context: Context) -> int:
        """The first move is next."""
        del context
        return 0

    def noted(self, note: int, own: Action, seen: Action) -> int:
        """Count turns until the sequence is over."""
        del own, seen
        return min(note + 1, len(self.moves))

    def changed(self, odds: Odds, note: int) -> Odds:
        """Make the next move of the sequence."""
        return _move(self.moves[note]) if note < len(self.moves) else odds


class Final(Initial):
    """It ends with a sequence of moves, where it knows when the match ends."""

    name, example, asks = "final", "DD", True

    def first(self, context: Context) -> int:
        """Return how many turns are left; -1 where nobody knows, or when the match is over."""
        return -1 if context.turns is None else context.turns

    def noted(self, note: int, own: Action, seen: Action) -> int:
        """Count down."""
        del own, seen
        return note - 1 if note > 1 else -1

    def changed(self, odds: Odds, note: int) -> Odds:
        """Make the moves of the sequence last."""
        return _move(self.moves[-note]) if 0 < note <= len(self.moves) else odds


def _move(letter: str) -> Odds:
    return RESTRAINT if letter == "C" else ARMING
