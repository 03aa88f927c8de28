"""Kydd's reassurance: a costly signal can tell the trustworthy from the rest."""

import math
from dataclasses import replace

from secdilemma import ARM, RESTRAIN, Action, Game, parameter, strategy

Mind = int | tuple[str, int]


@strategy(school="reassurance", cites=["Kydd 2000", "Kydd 2005"], aliases=["kydd"])
class KyddReassurer:
    """A state that trusts by evidence, and pays to be trusted.

    Its mind is a step of belief that the other is trustworthy, from 0 to `ceiling`, or the turns
    left of a signal.

    - *trust is a belief above a threshold*: it restrains from `threshold` on, and what it sees
      moves the belief, arming (`down`) more than restraint (`up`);
    - *costly signals*: it opens with up to `signal` turns of restraint that a state that is not
      trustworthy would not risk. If the other restrains in one of them, belief starts `up` above
      the threshold; if it never does, `down` below;
    - *even mistrustful states can reassure*: below the threshold it signals again with probability
      `retry` a turn.

    All seven numbers are assumptions; no source fixes them.
    """

    ceiling: int = parameter(8, low=1, high=50, meaning="the highest step of belief")
    threshold: int = parameter(4, low=0, high=50, meaning="the belief from which it restrains")
    up: int = parameter(1, low=0, high=50, meaning="belief gained when restraint is seen")
    down: int = parameter(2, low=0, high=50, meaning="belief lost when arming is seen")
    signal: int = parameter(2, low=1, high=50, meaning="the most turns that a signal takes")
    retry: float = parameter(
        0.1, low=0, high=1, meaning="chance a turn of mistrust that it signals again"
    )

    def begin(self) -> Mind:
        """Return a signal that is still to be given."""
        return ("signal", self.signal)

    def respond(self, mind: Mind) -> Action:
        """Restrain to signal, or out of trust."""
        return RESTRAIN if isinstance(mind, tuple) or mind >= self.threshold else ARM

    def interpret(self, mind: Mind, own: Action, seen: Action) -> dict[Mind, float]:
        """Update belief, or wait for an answer to the signal."""
        del own
        trusted = seen is RESTRAIN
        if isinstance(mind, int):
            return self._perhaps_signal(self._moved(mind, trusted))
        left = mind[1] - 1
        if trusted or left == 0:
            return {self._moved(self.threshold, trusted): 1.0}
        return {("signal", left): 1.0}

    def for_game(self, game: Game) -> "KyddReassurer":
        """Return it with the threshold of trust that a stag hunt asks for.

        The least trust at which restraint is best is t* = (P - S) / ((R - T) + (P - S)); belief is
        counted in steps, so that the threshold is t* x `ceiling`, rounded up, from 1. Any other
        game has no t* and changes nothing.
        """
        pay = game.row
        if pay.kind != "stag hunt":
            return self
        trust = (pay.P - pay.S) / ((pay.R - pay.T) + (pay.P - pay.S))
        step = math.ceil(trust * self.ceiling - 1e-9)
        return replace(self, threshold=max(1, min(self.ceiling, step)))

    def _perhaps_signal(self, belief: int) -> dict[Mind, float]:
        if belief >= self.threshold:
            return {belief: 1.0}
        return {belief: 1.0 - self.retry, ("signal", self.signal): self.retry}

    def _moved(self, belief: int, trusted: bool) -> int:
        moved = belief + self.up if trusted else belief - self.down
        return max(0, min(self.ceiling, moved))


@strategy(school="reassurance", cites=["Kydd 2000", "Kydd 2005"])
class KyddNoSignal(KyddReassurer):
    """It is the reassurer that signals once, at the outset, and never again.

    The control for what signals do: once belief is below the threshold it arms, which is all that
    another like it then sees, so that a run of misreadings ends in a trap of mistrust.
    """

    retry: float = parameter(
        0.0, low=0, high=1, meaning="chance a turn of mistrust that it signals again"
    )
