"""Grim: one arming is never forgiven."""

from secdilemma import ARM, RESTRAIN, Action, strategy


@strategy(
    school="classic",
    cites=["Friedman 1971", "Axelrod 1980"],
    aliases=["grim-trigger", "grudger", "spite"],
)
class Grim:
    """It restrains until it sees one arming, and never again after."""

    def begin(self) -> str:
        """Return good will."""
        return "content"

    def respond(self, mind: str) -> Action:
        """Arm if it bears a grudge."""
        return ARM if mind == "grudge" else RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Bear a grudge for good once arming is seen."""
        del own
        return "content" if mind == "content" and seen is RESTRAIN else "grudge"
