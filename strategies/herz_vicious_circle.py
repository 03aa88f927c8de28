"""Herz's vicious circle: each arming that is seen is answered with more than one."""

import math

from secdilemma import ARM, RESTRAIN, Action, parameter, strategy


@strategy(school="Herz", cites=["Herz 1950"], aliases=["herz"])
class HerzViciousCircle:
    """A state that can never feel entirely secure answers each arming with more.

    Its mind is the number of arming programmes that it owes its own security.

    - *each must provide for itself*: arming that is seen adds `gain` programmes, at once;
    - *competition, and the vicious circle of security and power accumulation*: it arms while
      programmes are owed and finishes one a turn, so that above a gain of 1 its answers outlast
      their cause and become the other's cause;
    - *no one can ever feel entirely secure*: what it did itself plays no part in what it owes.

    A gain with a fraction adds one programme more with that probability. Up to a gain of 1 this is
    generous tit for tat with generosity 1 - gain, and at 1 tit for tat itself; above 1 restraint
    collapses under any error. The circle is thus built in: what is evidence is where it begins.
    Both numbers are assumptions; no source fixes them.
    """

    ceiling: int = parameter(6, low=0, high=50, meaning="the most programmes it can owe")
    gain: float = parameter(1.5, low=0, high=20, meaning="programmes added by one arming seen")

    def begin(self) -> int:
        """Return that nothing is owed."""
        return 0

    def respond(self, owed: int) -> Action:
        """Arm while a programme is owed."""
        return ARM if owed > 0 else RESTRAIN

    def interpret(self, owed: int, own: Action, seen: Action) -> dict[int, float]:
        """Finish a programme, and begin new ones if arming was seen."""
        del own  # it does not see what its own arming does to the other
        left = max(0, owed - 1)
        if seen is RESTRAIN:
            return {left: 1.0}
        whole = math.floor(self.gain)
        fewer, more = min(self.ceiling, left + whole), min(self.ceiling, left + whole + 1)
        if fewer == more:
            return {fewer: 1.0}
        return {fewer: 1.0 - (self.gain - whole), more: self.gain - whole}
