"""Two states in their seats, and everything about them that an institution may change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.institutions.conduct import Opening

Wrap = Callable[[Any], Any]
Act = tuple[float, float, float, float]
"""What is expected of a turn with each peaceful outcome."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """A pair of states as an institution finds it, or leaves it.

    Parameters
    ----------
    names
        The participants in the first and the second seat.
    strategies
        What they play.
    payoffs
        What each outcome pays each of them, own action first: own payoffs and greed counted.
    perception
        The errors between them, joint decisions included.
    war
        None where peace never ends.
    greedy
        Whether each wants more than security: γ > 0 (Glaser 2010).
    trust
        t0, the chance that each begins as its strategy would. Otherwise it begins in the mind that
        `stretch` turns of arming by both have left it in.
    stretch
        How long they have armed before, in turns.
    conduct
        What changes how each acts or reads, from the inside out: functions from a strategy to a
        strategy.
    """

    names: tuple[str, str]
    strategies: tuple[Any, Any]
    payoffs: tuple[Payoffs, Payoffs]
    perception: Perception
    war: War | None = None
    greedy: tuple[bool, bool] = (False, False)
    trust: tuple[float, float] = (1.0, 1.0)
    stretch: int = 0
    conduct: tuple[tuple[Wrap, ...], tuple[Wrap, ...]] = ((), ())

    @property
    def played(self) -> tuple[Any, Any]:
        """What is played in each seat: the strategies as they begin and are led."""
        first, second = (self._played(seat) for seat in (0, 1))
        return first, second

    def _played(self, seat: int) -> Any:
        strategy = self.strategies[seat]
        if self.trust[seat] < 1 and self.stretch:
            strategy = Opening(strategy, self.trust[seat], self.stretch)
        for wrap in self.conduct[seat]:
            strategy = wrap(strategy)
        return strategy

    def with_payoffs(
        self, seats: tuple[bool, bool], change: Callable[[Payoffs], Payoffs]
    ) -> "Dyad":
        """Return this dyad with the payoffs of some seats changed."""
        made = [change(p) if yes else p for p, yes in zip(self.payoffs, seats, strict=True)]
        return replace(self, payoffs=(made[0], made[1]))

    def led(self, seats: tuple[bool, bool], wrap: Wrap) -> "Dyad":
        """Return this dyad with the conduct of some seats changed."""
        made = [(*c, wrap) if yes else c for c, yes in zip(self.conduct, seats, strict=True)]
        return replace(self, conduct=(made[0], made[1]))

    def perceiving(self, **changes: float) -> "Dyad":
        """Return this dyad with some fields of its perception changed."""
        return replace(self, perception=replace(self.perception, **changes))


@dataclass(frozen=True, slots=True)
class Membership:
    """How a dyad stands to an institution.

    Parameters
    ----------
    first, second
        Whether each is a member.
    share
        μ, the members as a share of all states.
    states
        How many states there are.
    """

    first: bool
    second: bool
    share: float
    states: int = 2

    @property
    def size(self) -> float:
        """|M|, how many members there are."""
        return self.share * self.states

    @property
    def seats(self) -> tuple[bool, bool]:
        """Whether each seat is a member's."""
        return (self.first, self.second)

    @property
    def within(self) -> bool:
        """Whether both are members."""
        return self.first and self.second

    @property
    def across(self) -> bool:
        """Whether exactly one is."""
        return self.first != self.second


def arming(seat: int) -> Act:
    """Return 1 where a seat arms."""
    return (0.0, 0.0, 1.0, 1.0) if seat == 0 else (0.0, 1.0, 0.0, 1.0)


def restraint(seat: int) -> Act:
    """Return 1 where a seat restrains."""
    armed = arming(seat)
    return (1 - armed[0], 1 - armed[1], 1 - armed[2], 1 - armed[3])


def weighed(*parts: tuple[float, Act]) -> Act:
    """Return the sum of acts, each times a weight."""
    sums = [sum(weight * act[o] for weight, act in parts) for o in range(4)]
    return (sums[0], sums[1], sums[2], sums[3])


def misreadings(perception: Perception) -> tuple[Act, Act]:
    """Return the expected false alarms and misses of a turn with each outcome, both seats."""
    alarm = perception.uncorrected_false_alarm
    miss = perception.sighted_miss
    alarms = weighed((alarm, restraint(0)), (alarm, restraint(1)))
    return alarms, weighed((miss, arming(0)), (miss, arming(1)))
