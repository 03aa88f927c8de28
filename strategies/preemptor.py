"""The pre-emptor: the reciprocal fear of surprise attack."""

from dataclasses import dataclass

from secdilemma import ARM, RESTRAIN, STRIKE, Action, Game, parameter, strategy


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

    def for_game(self, game: Game) -> "Preemptor | ArmedPreemptor":
        """Return what it is in a game: it strikes only where armed peace is not risk-dominant.

        At the top of the ladder the peace that is left is mutual arming, which pays P. Where that
        survives doubt about the other (U - F >= Bv - V; Chassang and Padró i Miquel 2010) it stays
        armed in place of striking. A game without war changes nothing.
        """
        if game.war is None or not game.war.peace_is_risk_dominant(game.row.P):
            return self
        return ArmedPreemptor(self.top)


@dataclass(frozen=True)
class ArmedPreemptor:
    """What the pre-emptor comes to where armed peace is safe enough: at the top it stays armed."""

    top: int = 3

    def begin(self) -> int:
        """Return no fear."""
        return 0

    def respond(self, fear: int) -> Action:
        """Arm at the top of the ladder."""
        return ARM if fear >= self.top else RESTRAIN

    def interpret(self, fear: int, own: Action, seen: Action) -> int:
        """Climb or come down as the pre-emptor does."""
        return Preemptor(self.top).interpret(fear, own, seen)
