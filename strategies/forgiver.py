"""Forgiver: every arming is answered once and then forgiven."""

from secdilemma import ARM, RESTRAIN, Action, strategy


@strategy(school="classic", cites=["Zagorsky, Reiter, Chatterjee and Nowak 2013"])
class Forgiver:
    """It answers an arming once, and then restrains whatever comes.

    It is the two-mind automaton of evolutionary game theory, not the axelrod library's strategy of
    that name, which counts how often the other armed.
    """

    def begin(self) -> str:
        """Return good will."""
        return "content"

    def respond(self, mind: str) -> Action:
        """Arm if provoked."""
        return ARM if mind == "provoked" else RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Be provoked by arming, but never twice in a row."""
        del own
        return "provoked" if mind == "content" and seen is not RESTRAIN else "content"
