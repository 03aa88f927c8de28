"""Transformers that act at random or by reversal: noisy, forgiving, mixed, Joss-Ann, dual."""

from collections.abc import Callable
from typing import Any

from secdilemma.automata import distributions
from secdilemma.automata.automaton import name_of
from secdilemma.automata.interface import Context, Mind, info_of
from secdilemma.catalogue.wrappers.base import Wrapper, written
from secdilemma.catalogue.wrappers.transformer import (
    Chance,
    Noted,
    Odds,
    Plain,
    Transformer,
    probability,
)
from secdilemma.games.actions import ARM, RESTRAIN, Action


class Flipped(Plain):
    """It does the opposite."""

    name = "flipped"

    def changed(self, odds: Odds, note: Any) -> Odds:
        """Swap restraint and arming."""
        del note
        return odds[1], odds[0], odds[2]


class Dual(Flipped):
    """It does the opposite of what the strategy would do, had all its own actions been opposite.

    Ashlock (2010): faced with one history, a strategy and its dual always act differently.
    """

    name = "dual"
    source = "Ashlock 2010"

    def own_as_told(self, own: Action) -> Action:
        """Return the opposite of what was done."""
        return ARM if own is RESTRAIN else RESTRAIN


class Noisy(Chance):
    """With a probability it does the opposite."""

    name = "noisy"

    def changed(self, odds: Odds, note: Any) -> Odds:
        """Mix restraint and arming."""
        del note
        restrain, arm, strike = odds
        p = self.p
        return restrain * (1 - p) + arm * p, arm * (1 - p) + restrain * p, strike


class Forgiving(Chance):
    """With a probability it restrains where the strategy would arm."""

    name = "forgiving"

    def changed(self, odds: Odds, note: Any) -> Odds:
        """Turn some arming into restraint."""
        del note
        restrain, arm, strike = odds
        return restrain + arm * self.p, arm * (1 - self.p), strike


class JossAnn(Transformer):
    """With probability x it restrains, with y it arms, and else it does what the strategy would.

    Ashlock and Kim (2008). Where x + y is more than 1, both are divided by it, as axelrod does.
    """

    name, example = "joss-ann", "0.1/0.2"
    source = "Ashlock and Kim 2008"

    def __init__(self, strategy: Any, x: float, y: float) -> None:
        super().__init__(strategy)
        self.x, self.y = probability(x), probability(y)

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return x and y of ``x/y``."""
        x, slash, y = text.partition("/")
        if not slash:
            raise ValueError("two probabilities, as in 0.1/0.2")
        return {"x": probability(x), "y": probability(y)}

    @property
    def value(self) -> str:
        """Both probabilities."""
        return f"{written(self.x)}/{written(self.y)}"

    def changed(self, odds: Odds, note: Any) -> Odds:
        """Mix restraint, arming and what the strategy would do."""
        del note
        total = max(1.0, self.x + self.y)
        x, y = self.x / total, self.y / total
        rest = max(0.0, 1.0 - x - y)
        return x + rest * odds[0], y + rest * odds[1], rest * odds[2]


class Mixed(Transformer):
    """In each turn, with a probability, it does what another strategy would.

    Both interpret every turn, so that the other one is always in the mind that the match so far has
    put it in.
    """

    name, example = "mixed", "0.1:all-d"

    def __init__(self, strategy: Any, p: float, other: Any) -> None:
        super().__init__(strategy)
        if isinstance(other, Wrapper):
            raise ValueError("a strategy in no wrapper to mix in")  # noqa: TRY004 - read as a value
        self.p, self.other = probability(p), other

    @classmethod
    def read(cls, text: str) -> dict[str, Any]:
        """Return the probability and the reference of the other strategy."""
        p, colon, other = text.partition(":")
        if not colon or not other.strip():
            raise ValueError("a probability and a strategy, as in 0.1:all-d")
        return {"p": probability(p), "other": other.strip()}

    @property
    def value(self) -> str:
        """The probability, and the other strategy's name."""
        return f"{written(self.p)}:{name_of(self.other)}"

    @property
    def begin(self) -> Callable[..., dict[Mind, float]]:
        """The beginning of both."""
        either = any(distributions.wants_context(each) for each in (self.strategy, self.other))
        return self._begin_told if either else self._begin

    def _begin_told(self, context: Context) -> dict[Mind, float]:
        where = info_of(self).name
        own = distributions.begin(self.strategy, context, where)
        other = distributions.begin(self.other, context, where)
        return {Noted(b, a): p * q for a, p in own for b, q in other}

    def interpret(self, mind: Noted, own: Action, seen: Action) -> dict[Mind, float]:
        """Let both interpret."""
        where = info_of(self).name
        after = distributions.interpret(self.strategy, mind.mind, own, seen, where)
        other = distributions.interpret(self.other, mind.note, own, seen, where)
        return {Noted(b, a): p * q for a, p in after for b, q in other}

    def changed(self, odds: Odds, note: Any) -> Odds:
        """Mix what both would do."""
        other = distributions.respond(self.other, note, info_of(self).name)
        first, second, third = (
            (1 - self.p) * a + self.p * b for a, b in zip(odds, other, strict=True)
        )
        return first, second, third
