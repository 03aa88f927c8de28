"""Wrappers: strategies made of another strategy, written after a plus sign.

``jervis-spiral:down=0.5+sensibility=0.5`` is Jervis's spiral with some sensibility,
``gtft+payoff-aware`` is generous tit for tat that sets its generosity by the game, and
``tft+noisy=0.1`` is tit for tat in one of the :mod:`~secdilemma.catalogue.wrappers`. A wrapper is a
strategy like any other, so wrappers can be wrapped.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from secdilemma.automata import distributions
from secdilemma.automata.interface import Context, Mind, described, info_of
from secdilemma.automata.parameters import Parameter
from secdilemma.catalogue.wrappers import TRANSFORMERS, transformed
from secdilemma.catalogue.wrappers.base import Wrapper, written
from secdilemma.catalogue.wrappers.transformer import Transformer
from secdilemma.errors import StrategyError, UnknownNameError, suggestion
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.games.game import Game

Wrapping = tuple[str, Any]
"""A wrapper's name and its value: a number, a transformer's parameters, or None."""

SENSIBILITY = Parameter(
    "sensibility",
    float,
    0.0,
    0.0,
    1.0,
    "chance that arming seen after arming oneself is read as restraint",
    "Booth and Wheeler 2008; that it is a chance is an assumption",
)
WRAPPERS = ("sensibility", "payoff-aware", *TRANSFORMERS)
ADAPTABLE = (
    "gtft",
    "gtft-10",
    "kydd-no-signal",
    "kydd-reassurer",
    "offensive-realist",
    "preemptor",
)
"""The bundled strategies that a game can adapt."""

MOST = 20
"""The most wrappers around a strategy."""

_PLUS = re.compile(r"\+(?![\d.])")  # a plus in a number, such as 1e+5, is followed by a digit


class Sensible(Wrapper):
    """A strategy with sensibility; make it with :func:`sensible`."""

    source = "Booth and Wheeler 2008"

    def __init__(self, strategy: Any, s: float) -> None:
        super().__init__(strategy)
        self.s = s

    @property
    def suffix(self) -> str:  # type: ignore[override]
        """How a reference writes it."""
        return f"sensibility={written(self.s)}"

    @property
    def begin(self) -> Any:
        """The wrapped strategy's own beginning, which may ask for the match."""
        return self.strategy.begin

    def respond(self, mind: Mind) -> Any:
        """Respond as the wrapped strategy does."""
        return self.strategy.respond(mind)

    def interpret(self, mind: Mind, own: Action, seen: Action) -> Any:
        """Read arming, seen after arming oneself, as restraint with probability s."""
        provoked = own is ARM and seen is ARM
        if not provoked or self.s == 0:
            return self.strategy.interpret(mind, own, seen)
        if self.s == 1:
            return self.strategy.interpret(mind, own, RESTRAIN)
        where = f"{info_of(self).name}: interpret({mind!r}, ARM, ARM)"
        odds: dict[Mind, float] = {}
        for reading, weight in ((RESTRAIN, self.s), (ARM, 1 - self.s)):
            after = distributions.mind_odds(self.strategy.interpret(mind, own, reading), where)
            for target, p in after:
                odds[target] = odds.get(target, 0.0) + weight * p
        return odds


class Adapted(NamedTuple):
    """A mind of a payoff-aware strategy: what the game made of the strategy, and its mind."""

    strategy: Any
    mind: Mind

    def __repr__(self) -> str:
        return f"{described(self.strategy)}: {self.mind}"


class PayoffAware(Wrapper):
    """A strategy that looks at the game first; make it with :func:`payoff_aware`."""

    suffix = "payoff-aware"
    source = "Glaser 2010"

    def begin(self, context: Context) -> dict[Mind, float]:
        """Adapt to the game, then begin as the adapted strategy does.

        Where there is no game to look at, nothing is changed.
        """
        adapted = self.strategy
        if context.game is not None:
            adapted = _adapt(self.strategy, seen_from(context.game, context.seat))
        odds = distributions.begin(adapted, context, info_of(self).name)
        return {Adapted(adapted, mind): p for mind, p in odds}

    def respond(self, mind: Adapted) -> Any:
        """Respond as the adapted strategy does."""
        return mind.strategy.respond(mind.mind)

    def interpret(self, mind: Adapted, own: Action, seen: Action) -> dict[Mind, float]:
        """Interpret as the adapted strategy does."""
        where = f"{info_of(self).name}: interpret({mind!r}, {own.name}, {seen.name})"
        after = distributions.mind_odds(mind.strategy.interpret(mind.mind, own, seen), where)
        return {Adapted(mind.strategy, target): p for target, p in after}


def sensible(strategy: Any, s: float) -> Sensible:
    """Return a strategy that allows for how its own arming looks.

    With probability `s`, arming that is seen in a turn in which it armed itself is read as
    restraint: it may have been an answer. Booth and Wheeler (2008) call the ability to see oneself
    as others do security dilemma sensibility; that it is a chance a turn is an assumption.

    Parameters
    ----------
    strategy
        An object with ``begin``, ``respond`` and ``interpret``.
    s
        From 0, where nothing changes, to 1, where its own arming excuses the other's.

    Raises
    ------
    StrategyError
        Unless `s` is a number from 0 to 1.
    """
    value = SENSIBILITY.check(info_of(strategy).name, s)
    return Sensible(strategy, float(value))


def payoff_aware(strategy: Any) -> PayoffAware:
    """Return a strategy that adapts to the game it plays, as rational states do (Glaser 2010).

    A strategy can be adapted if it has a method ``for_game(self, game)``, which returns the
    strategy that it is in that game, seen from its own seat as the first one.

    Raises
    ------
    StrategyError
        If it has no such method.
    """
    if not _adaptable(strategy):
        raise StrategyError(
            f"{info_of(strategy).name}: it cannot be payoff-aware, for it has no method "
            f"for_game(self, game); of the bundled strategies, {', '.join(ADAPTABLE)} have one."
        )
    return PayoffAware(strategy)


def adapted(strategy: Any, game: Game) -> Any:
    """Return what a payoff-aware strategy is in a game, seen from its first seat.

    A strategy that is not payoff-aware is returned as it is.
    """
    if isinstance(strategy, PayoffAware):
        return _adapt(strategy.strategy, game)
    if isinstance(strategy, Sensible):
        return Sensible(adapted(strategy.strategy, game), strategy.s)
    return strategy


def seen_from(game: Game, seat: int) -> Game:
    """Return a game with `seat` as its first seat."""
    if seat == 0 or game.symmetric:
        return game
    war = game.war and replace(game.war, power_ratio=1 / game.war.power_ratio)
    return replace(game, row=game.payoffs(1), column=game.row, war=war)


def parse_wrappers(reference: str) -> tuple[str, list[Wrapping]]:
    """Return the reference of the wrapped strategy, and the wrappers from the inside out.

    Parameters
    ----------
    reference
        Such as ``jervis-spiral:down=0.5+sensibility=0.5`` or ``gtft+payoff-aware``.

    Raises
    ------
    UnknownNameError
        If there is no wrapper of a name; the nearest is suggested.
    StrategyError
        If a number is missing, out of its range or given where none is taken.
    """
    inner, *parts = _PLUS.split(reference)
    if len(parts) > MOST:
        raise StrategyError(
            f"{reference[:80]}…: got {len(parts):,} wrappers; expected up to {MOST}."
        )
    return inner.strip(), [_wrapping(reference, part) for part in parts]


def wrapped(
    strategy: Any, wrappings: Iterable[Wrapping], make: Callable[[str], Any] | None = None
) -> Any:
    """Return a strategy in the wrappers that :func:`parse_wrappers` found.

    Parameters
    ----------
    strategy
        The innermost strategy.
    wrappings
        From the inside out.
    make
        What makes a strategy of a reference, for the wrapper that mixes another strategy in.
    """
    for name, value in wrappings:
        if name in TRANSFORMERS:
            other = value.get("other") if name == "mixed" else None
            made = {} if other is None or make is None else {"other": make(other)}
            strategy = transformed(strategy, name, **{**value, **made})
        else:
            strategy = payoff_aware(strategy) if value is None else sensible(strategy, value)
    return strategy


def unwrapped(strategy: Any) -> tuple[Any, str]:
    """Return the innermost strategy, and what a reference says after it, such as ``+payoff-aware``.

    A strategy that is in no wrapper is returned as it is, with nothing after it.
    """
    after = ""
    while isinstance(strategy, Wrapper):
        strategy, after = strategy.strategy, f"+{strategy.suffix}{after}"
    return strategy, after


def _wrapping(reference: str, part: str) -> Wrapping:
    name, equals, text = part.partition("=")
    key = name.strip().lower().replace("_", "-")
    if key not in WRAPPERS:
        hint = suggestion(key, WRAPPERS)
        raise UnknownNameError(
            f"{reference}: no wrapper is called {name!r}; expected one of "
            f"{', '.join(_written(each) for each in WRAPPERS)}.{hint}"
        )
    example = _written(key).partition("=")[2]
    if equals and not example:
        raise StrategyError(f"{reference}: {key}: got {text!r}; expected no value.")
    if example and not equals:
        raise StrategyError(
            f"{reference}: {key}: got no value; expected one, as in {_written(key)}."
        )
    return key, _value(reference, key, text)


def _value(reference: str, key: str, text: str) -> Any:
    if key == "sensibility":
        return float(SENSIBILITY.check(reference, text))
    if key == "payoff-aware":
        return None
    try:
        return TRANSFORMERS[key].read(text)
    except ValueError as error:
        raise StrategyError(f"{reference}: {key}: got {text!r}; expected {error}.") from error


def _written(key: str) -> str:
    """Return a wrapper as a reference may write it."""
    example = TRANSFORMERS[key].example if key in TRANSFORMERS else ""
    example = "0.5" if key == "sensibility" else example
    return f"{key}={example}" if example else key


def _adaptable(strategy: Any) -> bool:
    inner, _ = unwrapped(strategy)
    return callable(getattr(inner, "for_game", None))


def _adapt(strategy: Any, game: Game) -> Any:
    """Return what a game makes of a strategy; other wrappers stay around it."""
    if isinstance(strategy, Sensible | Transformer):
        return strategy.around(_adapt(strategy.strategy, game))
    return strategy if isinstance(strategy, PayoffAware) else strategy.for_game(game)
