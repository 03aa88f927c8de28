"""Plous's disarmament initiatives: restrain first, unasked, then reciprocate."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy

Mind = str | tuple[str, int]


@strategy(school="reassurance", cites=["Plous 1987"], aliases=["plous"])
class PlousInitiatives:
    """A state that disarms for some turns unasked, and plays tit for tat after.

    - *the dilemma is perceptual*: both sides may prefer mutual restraint and each think that the
      other does not, so that someone has to show it;
    - *a series of initiatives*: it restrains for `initiatives` turns whatever it sees;
    - *then reciprocity*: from then on it does what it last saw the other do.

    That there are five initiatives is an assumption.
    """

    initiatives: int = parameter(5, low=0, high=50, meaning="turns of restraint to begin with")

    def begin(self) -> Mind:
        """Return that the initiatives are still to come."""
        return ("initiative", self.initiatives) if self.initiatives > 0 else "content"

    def respond(self, mind: Mind) -> Action:
        """Arm only if provoked after the initiatives."""
        return ARM if mind == "provoked" else RESTRAIN

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Mind:
        """Go on with the initiatives, then remember the last action seen."""
        del own
        if isinstance(mind, tuple) and mind[1] > 1:
            return ("initiative", mind[1] - 1)
        return "content" if seen is RESTRAIN else "provoked"
