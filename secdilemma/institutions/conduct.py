"""How an institution leads a strategy: it begins, acts or reads otherwise.

Each is a strategy made of another, like the wrappers of a tournament file, and a value: equal where
its parts are equal.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, Mind, StrategyInfo, info_of
from secdilemma.games.actions import ARM, RESTRAIN, Action


@dataclass(frozen=True)
class Conduct:
    """A strategy that is led; it changes nothing by itself.

    Parameters
    ----------
    strategy
        The strategy that is led.
    """

    strategy: Any

    @property
    def __strategy__(self) -> StrategyInfo:
        """What is known of the strategy that is led."""
        return replace(info_of(self.strategy), aliases=())

    @property
    def name(self) -> str:
        """The strategy's name, for messages."""
        return info_of(self.strategy).name

    @property
    def begin(self) -> Callable[..., Any]:
        """The beginning, which asks for the match where the strategy does."""
        return (
            self.begin_knowing if distributions.wants_context(self.strategy) else self.begin_blind
        )

    def begin_knowing(self, context: Context) -> dict[Mind, float]:
        """Begin, told of the match."""
        return self.opening(dict(distributions.begin(self.strategy, context, self.name)))

    def begin_blind(self) -> dict[Mind, float]:
        """Begin, told nothing."""
        return self.opening(dict(distributions.begin(self.strategy, Context(), self.name)))

    def opening(self, odds: dict[Mind, float]) -> dict[Mind, float]:
        """Return the odds over minds before the first turn."""
        return odds

    def respond(self, mind: Mind) -> Any:
        """Respond as the strategy does."""
        return self.strategy.respond(mind)

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Any:
        """Interpret as the strategy does."""
        return self.strategy.interpret(mind, own, seen)

    def after(self, mind: Mind, own: Action, seen: Action) -> distributions.MindOdds:
        """Return the strategy's next minds as odds."""
        return distributions.mind_odds(self.strategy.interpret(mind, own, seen), self.name)


@dataclass(frozen=True)
class Opening(Conduct):
    """It may begin in mistrust: in the mind that a stretch of arming by both has left.

    Parameters
    ----------
    trust
        t0, the chance that it begins as it would have.
    stretch
        Turns in which it has armed and seen arming.
    """

    trust: float
    stretch: int

    def opening(self, odds: dict[Mind, float]) -> dict[Mind, float]:
        """Mix the beginning with what is left of it after the stretch."""
        hardened = odds
        for _ in range(self.stretch):
            hardened = _mixed(
                (p * q, mind)
                for before, p in hardened.items()
                for mind, q in self.after(before, ARM, ARM)
            )
        fresh = [(self.trust * p, mind) for mind, p in odds.items()]
        stale = [((1 - self.trust) * p, mind) for mind, p in hardened.items()]
        return _mixed([*fresh, *stale])


@dataclass(frozen=True)
class Rereading(Conduct):
    """With some chance it takes an action of one kind that it sees for the other.

    Parameters
    ----------
    seen
        The action that is taken for the other: RESTRAIN out of suspicion, ARM out of credulity.
    chance
        How often.
    """

    seen: Action
    chance: float

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Any:
        """Interpret what it saw, or the other."""
        if seen is not self.seen:
            return self.strategy.interpret(mind, own, seen)
        other = ARM if seen is RESTRAIN else RESTRAIN
        parts = [(self.chance, other), (1 - self.chance, seen)]
        return _mixed(
            (weight * p, target)
            for weight, reading in parts
            if weight > 0
            for target, p in self.after(mind, own, reading)
        )


class Armed(NamedTuple):
    """The mind of a state that balances against a bloc, and never lowers its guard."""


@dataclass(frozen=True)
class Balancing(Conduct):
    """With some chance it arms throughout, in a counter-bloc.

    Parameters
    ----------
    chance
        How often it balances, a match.
    """

    chance: float

    def opening(self, odds: dict[Mind, float]) -> dict[Mind, float]:
        """Balance, or begin as it would have."""
        own = [((1 - self.chance) * p, mind) for mind, p in odds.items()]
        return _mixed([(self.chance, Armed()), *own])

    def respond(self, mind: Mind) -> Any:
        """Arm where it balances."""
        return ARM if isinstance(mind, Armed) else self.strategy.respond(mind)

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Any:
        """Let nothing change a balancing mind."""
        return mind if isinstance(mind, Armed) else self.strategy.interpret(mind, own, seen)


class Treaty(NamedTuple):
    """A mind under a treaty: the turns it still binds, and the mind beneath."""

    left: int
    mind: Mind


@dataclass(frozen=True)
class Bound(Conduct):
    """It restrains while a treaty binds it, and may leave when it sees arming.

    Parameters
    ----------
    turns
        How long the treaty binds.
    leaving
        The chance that arming, once seen, makes it leave.
    """

    turns: int
    leaving: float

    def opening(self, odds: dict[Mind, float]) -> dict[Mind, float]:
        """Begin bound."""
        return {self._under(self.turns, mind): p for mind, p in odds.items()}

    def respond(self, mind: Mind) -> Any:
        """Restrain while bound."""
        return RESTRAIN if isinstance(mind, Treaty) else self.strategy.respond(mind)

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Any:
        """Count down, or leave; the mind beneath goes on reading."""
        if not isinstance(mind, Treaty):
            return self.strategy.interpret(mind, own, seen)
        leaves = self.leaving if seen is ARM else 0.0
        return _mixed(
            (share * p, self._under(left, target))
            for target, p in self.after(mind.mind, own, seen)
            for share, left in ((leaves, 0), (1 - leaves, mind.left - 1))
        )

    def _under(self, left: int, mind: Mind) -> Mind:
        return Treaty(left, mind) if left > 0 else mind


class Sated(NamedTuple):
    """The mind of a state that has nothing to gain by arms, nor to lose without them."""


@dataclass(frozen=True)
class Calculating(Conduct):
    """It knows what outcomes pay it, and restrains where arming can pay in no case.

    Where restraint is strictly dominant in its own payoffs (R > T and S > P) it restrains; in any
    other game it is the strategy that is led. That states calculate this far is an assumption.
    """

    @property
    def begin(self) -> Callable[..., Any]:
        """The beginning, which asks for the game."""
        return self.begin_knowing

    def begin_knowing(self, context: Context) -> dict[Mind, float]:
        """Look at the game first."""
        game = context.game
        own = game.payoffs(context.seat) if game is not None else None
        if own is not None and own.R > own.T and own.S > own.P:
            return {Sated(): 1.0}
        return dict(distributions.begin(self.strategy, context, self.name))

    def respond(self, mind: Mind) -> Any:
        """Restrain where arming cannot pay."""
        return RESTRAIN if isinstance(mind, Sated) else self.strategy.respond(mind)

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Any:
        """Let nothing change what it has calculated."""
        return mind if isinstance(mind, Sated) else self.strategy.interpret(mind, own, seen)


def _mixed(parts: Any) -> dict[Mind, float]:
    odds: dict[Mind, float] = {}
    for p, mind in parts:
        if p > 0:
            odds[mind] = odds.get(mind, 0.0) + p
    return odds
