"""Osgood's GRIT: graduated and reciprocated initiatives in tension reduction."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy

Mind = tuple[str, int]

# What follows each phase once its turns are used up without reciprocity.
FOLLOWING = {
    "retaliate": "initiative",
    "initiative": "retaliate again",
    "retaliate again": "initiative again",
    "initiative again": "firm",
    "firm": "initiative",
}
OPEN_TO_RECIPROCITY = ("initiative", "initiative again", "firm")
CALM = ("calm", 0)


@strategy(school="reassurance", cites=["Osgood 1962", "Lindskold 1978"], aliases=["grit", "osgood"])
class OsgoodGrit:
    """A state that lowers tension by itself: unasked initiatives, exact retaliation.

    Its mind is a phase and the turns left of it.

    - *initiatives are carried out as announced, whatever the other does meanwhile*: after each
      retaliation it restrains `first`, and in a second attempt `second`, turns;
    - *retaliation is precise and in kind*: one turn of arming for an arming, no more;
    - *it keeps the capacity to defend itself*: where both attempts went unanswered it stays armed
      for `firm` turns, and then begins again with initiatives;
    - *it matches reciprocity*: restraint seen during an initiative, or while firm, makes it calm.

    The three numbers are assumptions; Osgood's rules name the steps and not their lengths.
    """

    first: int = parameter(2, low=0, high=50, meaning="turns of restraint in the first attempt")
    second: int = parameter(1, low=0, high=50, meaning="turns of restraint in the second attempt")
    firm: int = parameter(6, low=0, high=50, meaning="turns armed after both attempts failed")

    def begin(self) -> Mind:
        """Return calm."""
        return CALM

    def respond(self, mind: Mind) -> Action:
        """Arm to retaliate, and while firm."""
        return ARM if mind[0] in ("retaliate", "retaliate again", "firm") else RESTRAIN

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Mind:
        """Go on with the phase, to the next, or back to calm."""
        del own
        phase, left = mind
        if phase == "calm":
            return CALM if seen is RESTRAIN else ("retaliate", 1)
        if seen is RESTRAIN and phase in OPEN_TO_RECIPROCITY:
            return CALM
        return (phase, left - 1) if left > 1 else self._after(phase)

    def _after(self, phase: str) -> Mind:
        turns = {
            "initiative": self.first,
            "retaliate again": 1,
            "initiative again": self.second,
            "firm": self.firm,
        }
        phase = FOLLOWING[phase]
        while turns[phase] == 0:
            phase = FOLLOWING[phase]
        return (phase, turns[phase])
