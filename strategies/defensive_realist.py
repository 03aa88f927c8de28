"""Defensive realism: arm when behind, and never by more than it takes to catch up."""

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="realism", cites=["Waltz 1979"], aliases=["waltz"])
class DefensiveRealist:
    """A state that keeps the balance of arms and wants no more than that.

    Its mind is the gap: how many more times it saw the other arm than it armed itself.

    - *keep the balance*: it arms only while the gap is above `tolerance`, so each arming is an
      answer to one it has not answered yet;
    - *moderate and reserved*: a lead of its own (a gap below zero) makes it stop, not press on;
    - *it knows what it did*: its own arming, intended or not, counts in the balance;
    - *old arms lose their worth*: with probability `leak` a turn the gap closes by one.

    All three numbers are assumptions; no source fixes them.
    """

    reach: int = parameter(3, low=0, high=20, meaning="the widest gap it remembers, either way")
    tolerance: int = parameter(0, low=0, high=20, meaning="the gap that it puts up with")
    leak: float = parameter(0.2, low=0, high=1, meaning="chance a turn that the gap closes by one")

    def begin(self) -> int:
        """Return a level balance."""
        return 0

    def respond(self, gap: int) -> Action:
        """Arm when it is further behind than it tolerates."""
        return ARM if gap > self.tolerance else RESTRAIN

    def interpret(self, gap: int, own: Action, seen: Action) -> dict[int, float]:
        """Count both armings, then let the gap close by one now and then."""
        moved = gap + (seen is not RESTRAIN) - (own is not RESTRAIN)
        moved = max(-self.reach, min(self.reach, moved))
        if moved == 0:
            return {0: 1.0}
        closer = moved - 1 if moved > 0 else moved + 1
        return {moved: 1.0 - self.leak, closer: self.leak}
