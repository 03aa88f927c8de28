"""Jervis's spiral model: hostility climbs a ladder faster than it comes down."""

from secdilemma import RESTRAIN, Action, parameter, strategy

LADDER = ("calm", "wary", "tense", "hostile")


@strategy(school="Jervis", cites=["Jervis 1976", "Jervis 1978"], aliases=["jervis", "spiral"])
class JervisSpiral:
    """A state whose image of the other hardens with each arming it sees.

    Its mind is a step on a ladder: calm, wary, tense, hostile.

    - *the spiral*: arming that is seen takes it up a step, and each step arms more readily, which
      the other sees in turn;
    - *images resist change*: restraint that is seen takes it down a step only with probability
      `down`, so that coming down takes longer than going up;
    - *it depends on the world*: where postures can be told apart the ladder is rarely climbed, and
      where they cannot it is rarely left.

    All five numbers are assumptions; no source fixes them.
    """

    calm: float = parameter(0.0, low=0, high=1, meaning="chance that it arms when calm")
    wary: float = parameter(0.2, low=0, high=1, meaning="chance that it arms when wary")
    tense: float = parameter(0.5, low=0, high=1, meaning="chance that it arms when tense")
    hostile: float = parameter(0.9, low=0, high=1, meaning="chance that it arms when hostile")
    down: float = parameter(0.8, low=0, high=1, meaning="chance that restraint seen calms it")

    def begin(self) -> str:
        """Return calm."""
        return LADDER[0]

    def respond(self, mood: str) -> float:
        """Arm more readily the higher it stands."""
        arming = dict(zip(LADDER, (self.calm, self.wary, self.tense, self.hostile), strict=True))
        return 1.0 - arming[mood]

    def interpret(self, mood: str, own: Action, seen: Action) -> dict[str, float]:
        """Step up when arming is seen; when restraint is seen, perhaps step down."""
        del own  # each side takes its own arms to be plainly defensive
        step = LADDER.index(mood)
        if seen is not RESTRAIN:
            return {LADDER[min(step + 1, len(LADDER) - 1)]: 1.0}
        if step == 0:
            return {mood: 1.0}
        return {mood: 1.0 - self.down, LADDER[step - 1]: self.down}
