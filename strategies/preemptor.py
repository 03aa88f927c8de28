"""The pre-emptor: the reciprocal fear of surprise attack."""

from secdilemma import RESTRAIN, STRIKE, Action, parameter, strategy


@strategy(school="pre-emption", cites=["Schelling 1960"], aliases=["schelling"])
class Preemptor:
    """A state that strikes when it is afraid enough of being struck.

    Its mind is a ladder of fear.

    - *fear of surprise feeds on what is seen*: each arming takes it up a rung, each restraint down;
    - *self-defence against a strike that has not come*: at the top it strikes, and stays there. In
      a game without war the strike is carried out as arming, for ever after.

    That the ladder has three rungs is an assumption.
    """

    top: int = parameter(3, low=1, high=20, meaning="fear at which it strikes")

    def begin(self) -> int:
        """Return no fear."""
        return 0

    def respond(self, fear: int) -> Action:
        """Strike at the top of the ladder."""
        return STRIKE if fear >= self.top else RESTRAIN

    def interpret(self, fear: int, own: Action, seen: Action) -> int:
        """Climb or come down, but never from the top."""
        del own
        if fear >= self.top:
            return self.top
        return max(0, fear - 1) if seen is RESTRAIN else fear + 1
