"""The deterrence model that Jervis sets against the spiral: firmness first."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="deterrence", cites=["Jervis 1976"], aliases=["deterrence"])
class JervisDeterrence:
    """A state sure that concessions invite demands: others must restrain first.

    Its mind is how many turns of restraint in a row it has seen, up to what it asks for.

    - *the other is an aggressor until proved otherwise*: it begins armed and stays so until it has
      seen `proof` turns of restraint in a row;
    - *weakness invites demands*: one arming seen, and the proof must be given anew.

    It is the rule of a state that is right about an aggressor and tragic with another like itself:
    two of them never stop arming. That the proof is two turns is an assumption.
    """

    proof: int = parameter(2, low=0, high=20, meaning="turns of restraint in a row it asks for")

    def begin(self) -> int:
        """Return that nothing has been proved."""
        return 0

    def respond(self, proved: int) -> Action:
        """Restrain once the proof is complete."""
        return RESTRAIN if proved >= self.proof else ARM

    def interpret(self, proved: int, own: Action, seen: Action) -> int:
        """Count restraint, and forget it all when arming is seen."""
        del own  # its own firmness needs no excuse
        return min(self.proof, proved + 1) if seen is RESTRAIN else 0
