"""What every institution has: members, a failure rate, a rule of participation, counters."""

from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Literal, Self

from secdilemma.errors import TournamentError, check_payoff, check_probability
from secdilemma.games.payoffs import Payoffs
from secdilemma.institutions.dyad import Act, Dyad, Membership

Rule = Literal["consent", "benefit", "unilateral"]
Channel = Literal["payoffs", "information", "enforcement"]
MOST = 10_000
"""The largest of those of an institution's parameters that are whole numbers."""
CHANNELS: tuple[Channel, ...] = ("payoffs", "information", "enforcement")


@dataclass(frozen=True)
class Institution:
    """A remedy: a pure transformation of a dyad's game, perception, actions and strategies.

    Parameters
    ----------
    members
        M, the names of the participants that belong to it; None for all. Outsiders play the base
        game.
    failure
        φ: each of its acts fails with this probability. What it costs is paid all the same.

    Raises
    ------
    TournamentError
        If a number is out of its range.
    """

    members: tuple[str, ...] | None = None
    failure: float = 0.0

    kind: ClassVar[str] = "institution"
    source: ClassVar[str] = ""
    rule: ClassVar[Rule] = "benefit"
    """How a state comes to be under it: ``"consent"`` where members disarm first and trust the
    others to follow, ``"benefit"`` where it is enough that joining pays, ``"unilateral"`` where
    nobody has to agree."""
    neutral: ClassVar[dict[Channel, dict[str, Any]]] = {}
    """What switches each of its channels off."""
    strength: ClassVar[str] = ""
    """The parameter that makes it stronger; at zero, with no cost, it changes nothing."""
    _unbounded: ClassVar[tuple[str, ...]] = ()
    """Parameters from 0 upwards; a whole number goes up to 10,000, and every other is a
    probability."""
    fallible: ClassVar[bool] = True
    """Whether its acts can fail; what a state decides for itself cannot."""

    def __post_init__(self) -> None:
        if self.members is not None:
            object.__setattr__(self, "members", tuple(self.members))
        for field in fields(self):
            if field.name in ("members", "by"):  # which are no numbers
                continue
            value = getattr(self, field.name)
            where = f"{self.kind}.{field.name}"
            if isinstance(field.default, int):
                value = check_whole(where, value)
            elif field.name in self._unbounded:
                value = check_payoff(where, value, 0.0)
            else:
                value = check_probability(where, value)
            object.__setattr__(self, field.name, value)
        if self.failure and not self.fallible:
            rule = "0: what a state decides for itself does not fail"
            raise TournamentError(f"{self.kind}.failure: got {self.failure!r}; expected {rule}.")

    @property
    def works(self) -> float:
        """How often an act succeeds, 1 - φ."""
        return 1 - self.failure

    def membership(self, dyad: Dyad, states: int) -> Membership:
        """Return how a dyad stands to it, in a field of so many states."""
        if self.members is None:
            return Membership(first=True, second=True, share=1.0, states=states)
        first, second = (name in self.members for name in dyad.names)
        share = len(self.members) / states
        return Membership(first=first, second=second, share=share, states=states)

    def change(self, dyad: Dyad, membership: Membership) -> Dyad:
        """Return the dyad under the institution."""
        raise NotImplementedError

    def acts(self, before: Dyad, after: Dyad, membership: Membership) -> dict[str, Act]:
        """Return how often it acts in a turn with each peaceful outcome, by what it does.

        Parameters
        ----------
        before, after
            The dyad without it and with it.
        membership
            How the dyad stands to it.
        """
        raise NotImplementedError

    def without(self, *channels: Channel) -> Self:
        """Return it with some of its channels switched off."""
        changes: dict[str, Any] = {}
        for channel in channels:
            changes |= self.neutral.get(channel, {})
        return replace(self, **changes)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels through which it works as it is."""
        return tuple(each for each in CHANNELS if self.without(each) != self)

    def require_members(self, names: tuple[str, ...]) -> None:
        """Raise unless every member takes part.

        Raises
        ------
        TournamentError
            If a member is not among the participants.
        """
        from secdilemma.errors import suggestion

        for member in self.members or ():
            if member not in names:
                raise TournamentError(
                    f"{self.kind}.members: got {member!r}; expected names of participants."
                    f"{suggestion(member, names)}"
                )


def check_whole(where: str, value: object) -> int:
    """Return a whole number from 0 to 10,000.

    Raises
    ------
    TournamentError
        If it is none.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value
    raise TournamentError(f"{where}: got {value!r}; expected a whole number from 0 to {MOST:,}.")


def less(payoffs: Payoffs, restrained: float, armed: float) -> Payoffs:
    """Return payoffs from which a price is taken, by own action."""
    return Payoffs(
        T=payoffs.T - armed,
        R=payoffs.R - restrained,
        P=payoffs.P - armed,
        S=payoffs.S - restrained,
    )


def together(first: float, second: float) -> float:
    """Return the chance that at least one of two independent remedies acts."""
    return first + second * (1 - first)
