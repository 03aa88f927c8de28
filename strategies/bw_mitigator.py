"""Booth and Wheeler's mitigator: security dilemma sensibility, made a rule."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="Booth-Wheeler", cites=["Booth and Wheeler 2008"], aliases=["mitigator"])
class BwMitigator:
    """A state that knows how its own acts may look, and how little it knows.

    - *the dilemma of interpretation*: one arming without explanation makes it doubt, and doubt gets
      the benefit: it goes on restraining;
    - *the dilemma of response*: a second arming while it doubts or is wary is answered in kind for
      as long as arming is seen, and no longer;
    - *it remembers*: after the answer it is wary, and forgets with probability `clears` a turn of
      restraint, as it does out of doubt;
    - *sensibility*: where it armed without meaning to it owns the provocation. It apologises,
      which is to restrain and to take an arming in return as explained.

    The five minds and the number are assumptions; no source fixes them.
    """

    clears: float = parameter(
        0.75, low=0, high=1, meaning="chance that a turn of restraint clears its memory"
    )

    def begin(self) -> str:
        """Return calm."""
        return "calm"

    def respond(self, mind: str) -> Action:
        """Arm only in retaliation."""
        return ARM if mind == "retaliate" else RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> dict[str, float]:
        """Look at its own act first, then at the other's."""
        if mind != "retaliate" and own is not RESTRAIN:
            return {"apologise": 1.0}
        if seen is RESTRAIN:
            return self._reassured(mind)
        alarmed = {"calm": "doubt", "apologise": "calm"}
        return {alarmed.get(mind, "retaliate"): 1.0}

    def _reassured(self, mind: str) -> dict[str, float]:
        if mind == "retaliate":
            return {"wary": 1.0}
        if mind in ("doubt", "wary"):
            return {"calm": self.clears, "wary": 1.0 - self.clears}
        return {"calm": 1.0}
