"""Butterfield's fear: a state whose fear, not its aims, decides."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="Butterfield", cites=["Butterfield 1951"], aliases=["butterfield", "fear"])
class ButterfieldFear:
    """A state whose fear, not its aims, decides; it never sees that the other fears it too.

    Fear is a level from `latent` to `ceiling`. What each part encodes of Butterfield's
    propositions, as the source essay lists them:

    - *its ultimate source is fear*: fear never falls below `latent`, and rises by one without
      cause with probability `alarm`;
    - *it requires uncertainty*: fear moves on what was seen, which may be wrong;
    - *it is unintentional, with tragic results*: the state's own arming plays no part in how it
      reads the other (own-blind), so it cannot see the other's counter-fear;
    - *psychology makes it worse*: fear rises by `up` and falls by `down`, with up above down.

    All five numbers are assumptions; no source fixes them.
    """

    panic: int = parameter(4, low=0, high=20, meaning="fear at which it arms")
    ceiling: int = parameter(6, low=0, high=20, meaning="the most fear there is")
    up: int = parameter(2, low=0, high=20, meaning="fear added when arming is seen")
    down: int = parameter(1, low=0, high=20, meaning="fear lost when restraint is seen")
    latent: int = parameter(1, low=0, high=20, meaning="fear before the first turn, and the least")
    alarm: float = parameter(0.01, low=0, high=1, meaning="chance a turn of causeless fear")

    def begin(self) -> int:
        """Return latent fear."""
        return min(self.latent, self.ceiling)

    def respond(self, fear: int) -> Action:
        """Arm in panic."""
        return ARM if fear >= self.panic else RESTRAIN

    def interpret(self, fear: int, own: Action, seen: Action) -> dict[int, float]:
        """Fear more when arming is seen, less when it is not, and sometimes for no reason."""
        del own  # own-blind: it does not see what its own arming does to the other
        moved = fear + self.up if seen is ARM else fear - self.down
        calm = self._bounded(moved)
        startled = self._bounded(calm + 1)
        if startled == calm:
            return {calm: 1.0}
        return {calm: 1.0 - self.alarm, startled: self.alarm}

    def _bounded(self, fear: int) -> int:
        return max(min(self.latent, self.ceiling), min(self.ceiling, fear))
