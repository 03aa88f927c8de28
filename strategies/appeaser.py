"""The appeaser: the deterrence theorist's warning."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="deterrence", cites=["Jervis 1976"])
class Appeaser:
    """A state that gives way until it can no longer, and forgives at once.

    Its mind is how many armings in a row it has seen, up to its patience.

    - *concessions first*: it restrains until it has seen `patience` armings in a row;
    - *easily bought*: armed at last, it disarms on the first restraint it sees.

    It is what the deterrence model warns of: an adversary that restrains every third turn is never
    answered. That its patience is three turns is an assumption.
    """

    patience: int = parameter(3, low=1, high=50, meaning="armings in a row before it arms")

    def begin(self) -> int:
        """Return that no arming has been seen."""
        return 0

    def respond(self, armings: int) -> Action:
        """Arm once its patience is used up."""
        return ARM if armings >= self.patience else RESTRAIN

    def interpret(self, armings: int, own: Action, seen: Action) -> int:
        """Count armings in a row; one restraint wipes them out."""
        del own
        return 0 if seen is RESTRAIN else min(self.patience, armings + 1)
