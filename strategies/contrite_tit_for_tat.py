"""Contrite tit for tat: tit for tat that knows when it was itself at fault."""

from secdilemma import ARM, RESTRAIN, Action, strategy

# Which side is in good standing: (itself, the other).
STANDING = {
    "content": (True, True),
    "provoked": (True, False),
    "contrite": (False, True),
    "both at fault": (False, False),
}
MIND = {standing: mind for mind, standing in STANDING.items()}


@strategy(
    school="classic",
    name="ctft",
    cites=["Sugden 1986", "Wu and Axelrod 1995", "Boerlijst, Nowak and Sigmund 1997"],
    aliases=["contrite-tit-for-tat", "contrite"],
)
class ContriteTitForTat:
    """It answers an arming only if the other had no right to it.

    Its mind is who is in good standing. To arm costs one's standing, unless one stands well and the
    other does not; restraint restores it. It arms only then: when it stands well and the other does
    not. After an arming of its own that it did not intend, it takes the answer without a reply.
    That works as long as both sides saw the same thing; misperception leaves each of the two
    thinking the other at fault.
    """

    def begin(self) -> str:
        """Return that both are in good standing."""
        return "content"

    def respond(self, mind: str) -> Action:
        """Arm if only the other is at fault."""
        return ARM if mind == "provoked" else RESTRAIN

    def interpret(self, mind: str, own: Action, seen: Action) -> str:
        """Judge both actions by the standing that the two had."""
        mine, theirs = STANDING[mind]
        return MIND[_standing(mine, theirs, own), _standing(theirs, mine, seen)]


def _standing(actor: bool, victim: bool, action: Action) -> bool:
    justified = actor and not victim
    return action is RESTRAIN or justified
