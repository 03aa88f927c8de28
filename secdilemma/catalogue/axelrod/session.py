"""A live player of axelrod in one match, for what is no finite automaton."""

from typing import Any

import numpy as np

from secdilemma.catalogue.axelrod.library import library
from secdilemma.games.actions import ARM, RESTRAIN, Action


class Session:
    """One match of one player, from its first turn to its last.

    Its opponent is a stand-in with the history that the player has seen of the other side: a
    player that looks for more than the history finds a player that does nothing.

    Parameters
    ----------
    player
        A new player.
    attributes
        Of the match, as axelrod tells them.
    seed
        Of the player's own random numbers.
    """

    def __init__(self, player: Any, attributes: dict[str, Any], seed: int) -> None:
        axelrod = library()
        self.moves = (axelrod.Action.C, axelrod.Action.D)
        self.player = player
        self.other = axelrod.MockPlayer([axelrod.Action.C])
        if hasattr(player, "reset_genome"):
            player.reset_genome()  # what it learnt in other matches would depend on their order
        with np.errstate(all="ignore"):  # some divide by differences of payoffs that may be 0
            player.set_match_attributes(**attributes)
        player.set_seed(seed)
        self.chance = bool(axelrod.Classifiers["stochastic"](player))

    def respond(self) -> Action:
        """Return the next move."""
        return RESTRAIN if self.player.strategy(self.other) == self.moves[0] else ARM

    def interpret(self, own: Action, seen: Action) -> None:
        """Take note of a turn."""
        mine, theirs = self.moves[own], self.moves[seen]
        self.player.update_history(mine, theirs)
        self.other.history.append(theirs, mine)
