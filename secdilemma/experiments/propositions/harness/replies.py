"""A strategy that answers the first arming it sees in a way it is told, and is itself otherwise.

Two of them that differ in the answer show what the answer does: the dilemma of response.
"""

from dataclasses import dataclass
from typing import Any

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, Mind
from secdilemma.games.actions import ARM, Action

Inner = tuple[int, Any]
"""Turns of the reply that are left, and the mind of the strategy."""
WAITING, DONE = -1, 0


@dataclass(frozen=True)
class Reply:
    """A strategy with a reply to the first arming that is seen.

    Parameters
    ----------
    strategy
        What it is before and after.
    action
        What it does in the turns after that arming.
    turns
        In how many of them, from 1.
    """

    strategy: Any
    action: Action
    turns: int = 1

    def begin(self, context: Context) -> dict[Mind, float]:
        """Begin as the strategy does, waiting for the signal."""
        odds = distributions.begin(self.strategy, context, "reply")
        return {(WAITING, mind): p for mind, p in odds}

    def respond(self, mind: Inner) -> Any:
        """Reply where that is due, else respond as the strategy does."""
        left, inner = mind
        return self.action if left > 0 else self.strategy.respond(inner)

    def interpret(self, mind: Inner, own: Action, seen: Action) -> dict[Mind, float]:
        """Interpret as the strategy does, and count the turns of the reply."""
        left, inner = mind
        after = max(left - 1, DONE)
        if left == WAITING:
            after = self.turns if seen is ARM else WAITING
        odds = distributions.mind_odds(self.strategy.interpret(inner, own, seen), "reply")
        return {(after, target): p for target, p in odds}
