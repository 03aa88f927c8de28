"""Majority rules: do what the other has done more often.

Both count the other's lead: turns of restraint seen less turns of arming seen. As a lead could grow
for ever it is bounded at `memory` on either side, which makes a finite automaton of a counter (not
of a window: old turns count as much as new ones). In a match of at most twice `memory` turns the
bound changes nothing, since a lead that large is beyond what the turns left can turn round.
"""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(
    school="classic",
    cites=["Axelrod 1984"],
    aliases=["go-by-majority", "soft-go-by-majority"],
)
class SoftMajority:
    """It arms while the other has armed more often than not; a tie goes to restraint."""

    memory: int = parameter(25, low=1, high=1000, meaning="the largest lead that it counts")

    def begin(self) -> int:
        """Return a tie."""
        return 0

    def respond(self, lead: int) -> Action:
        """Go with the majority; restrain on a tie."""
        return RESTRAIN if lead >= 0 else ARM

    def interpret(self, lead: int, own: Action, seen: Action) -> int:
        """Count this turn."""
        del own
        moved = lead + 1 if seen is RESTRAIN else lead - 1
        return max(-self.memory, min(self.memory, moved))


@strategy(school="classic", cites=["Stewart and Plotkin 2012"], aliases=["hard-go-by-majority"])
class HardMajority(SoftMajority):
    """It restrains while the other has restrained more often; a tie goes to arming.

    It therefore begins by arming.
    """

    def respond(self, lead: int) -> Action:
        """Go with the majority; arm on a tie."""
        return RESTRAIN if lead > 0 else ARM
