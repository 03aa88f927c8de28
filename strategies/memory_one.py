"""Strategies given by four numbers: the chance of restraint after each outcome of one turn.

The vector is in the field's order, own action first: both restrained (CC), the other armed alone
(CD), it armed alone (DC), both armed (DD).
"""

from secdilemma import RESTRAIN, Action, parameter, strategy

OUTCOMES = ("CC", "CD", "DC", "DD")
Vector = tuple[float, float, float, float]


class MemoryOne:
    """What they share: the mind is the last outcome, and the first is as after restraint."""

    @property
    def vector(self) -> Vector:
        """The chance of restraint after CC, CD, DC and DD."""
        raise NotImplementedError

    def begin(self) -> str:
        """Return mutual restraint, as if there had been a turn before."""
        return "CC"

    def respond(self, outcome: str) -> float:
        """Return the chance of restraint after the last outcome."""
        return 1.0 if outcome == "start" else self.vector[OUTCOMES.index(outcome)]

    def interpret(self, outcome: str, own: Action, seen: Action) -> str:
        """Remember this turn's outcome, and nothing else."""
        del outcome
        return OUTCOMES[2 * (own is not RESTRAIN) + (seen is not RESTRAIN)]


@strategy(
    school="classic", cites=["Nowak and Sigmund 1993"], aliases=["win-stay-lose-shift", "pavlov"]
)
class Wsls(MemoryOne):
    """It keeps to what it did if the other restrained, and changes if it armed."""

    @property
    def vector(self) -> Vector:
        """Restrain where the two did the same."""
        return (1.0, 0.0, 0.0, 1.0)


@strategy(school="classic", cites=["Axelrod 1980"], aliases=["hard-joss"])
class Joss(MemoryOne):
    """It is tit for tat, but arms without cause now and then.

    In Axelrod's first tournament it answered restraint with restraint nine times out of ten.
    """

    treachery: float = parameter(
        0.1,
        low=0,
        high=1,
        meaning="chance that it arms after restraint",
        source="Axelrod 1980",
    )

    def begin(self) -> str:
        """Return "start": its first turn is restraint for certain."""
        return "start"

    @property
    def vector(self) -> Vector:
        """Never forgive, and sometimes betray."""
        return (1.0 - self.treachery, 0.0, 1.0 - self.treachery, 0.0)


@strategy(
    school="classic",
    name="extort-2",
    cites=["Press and Dyson 2012", "Stewart and Plotkin 2012"],
    aliases=["zd-extort-2"],
)
class Extort2(MemoryOne):
    """It takes twice what it leaves of any gain over mutual arming.

    The vector holds for Axelrod's payoffs (T 5, R 3, P 1, S 0), where it enforces a score above P
    that is twice the other's, whatever the other does.
    """

    def begin(self) -> str:
        """Return "start": its first turn is restraint for certain."""
        return "start"

    @property
    def vector(self) -> Vector:
        """Restrain just enough to keep the other restraining."""
        return (8 / 9, 1 / 2, 1 / 3, 0.0)


@strategy(
    school="classic",
    name="zdgtft-2",
    cites=["Stewart and Plotkin 2012"],
    aliases=["zd-gtft-2"],
)
class Zdgtft2(MemoryOne):
    """It bears twice the other's share of any loss against mutual restraint.

    The vector holds for Axelrod's payoffs (T 5, R 3, P 1, S 0), where its own score falls short of
    R by twice what the other's does, whatever the other does.
    """

    @property
    def vector(self) -> Vector:
        """Restrain after restraint, and sometimes after arming."""
        return (1.0, 1 / 8, 1.0, 1 / 4)


@strategy(school="classic", cites=["Frean 1994"], aliases=["fbf"])
class FirmButFair(MemoryOne):
    """It retaliates when it is exploited, and often leaves an arms race by itself."""

    fairness: float = parameter(
        2 / 3,
        low=0,
        high=1,
        meaning="chance of restraint after both armed",
        source="Frean 1994",
    )

    @property
    def vector(self) -> Vector:
        """Arm after being exploited, and perhaps after mutual arming."""
        return (1.0, 0.0, 1.0, self.fairness)
