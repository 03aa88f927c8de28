"""A strategy of axelrod as a strategy here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import Parameter, signature
from typing import Any, NamedTuple

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context, StrategyInfo
from secdilemma.catalogue.axelrod.cache import derivation
from secdilemma.catalogue.axelrod.kinds import Kind, Value, Variant, find
from secdilemma.catalogue.axelrod.library import attributes_of
from secdilemma.catalogue.axelrod.session import Session
from secdilemma.errors import GrowingMindsError, StrategyError, suggestion
from secdilemma.games.actions import Action
from secdilemma.games.payoffs import Payoffs

SCHOOL = "axelrod"
CITES = ("Axelrod-Python project 2016",)


class TableMind(NamedTuple):
    """A mind of a strategy that is an automaton: its number, in a match of a length and game."""

    number: int
    turns: int | None
    told: tuple[float, float, float, float]

    def __repr__(self) -> str:
        return f"mind {self.number}"


@dataclass(frozen=True)
class AxelrodStrategy(Variant):
    """A strategy of axelrod, native where it is a finite automaton and played live where not."""

    @property
    def __strategy__(self) -> StrategyInfo:
        """What is known of it, for :func:`secdilemma.automata.interface.info_of`."""
        idea = f"{self.kind.title}, as Axelrod-Python has it"
        return StrategyInfo(self.reference, SCHOOL, CITES, (), idea, automaton=True)

    def make(self) -> Any:
        """Return a new player of axelrod.

        Raises
        ------
        StrategyError
            If axelrod refuses the parameters.
        """
        return made_by_axelrod(self.reference, lambda: self.kind.cls(**dict(self.values)))

    def as_automaton(self, context: Context) -> Automaton:
        """Return the automaton that it is in a match.

        Raises
        ------
        GrowingMindsError
            If it is none, or too large; the message says why.
        """
        found = derivation(self, context.turns, told(context))
        if found.automaton is None:
            raise GrowingMindsError(
                f"{self.reference}: it is no automaton here: it {found.reason}. It is played live, "
                f"turn by turn, and takes no wrappers."
            )
        return found.automaton

    def plays_live(self, context: Context) -> bool:
        """Whether it is no automaton in a match, and so must be played live."""
        return derivation(self, context.turns, told(context)).automaton is None

    def session(self, context: Context, seed: int) -> Session:
        """Return a live player for one match."""
        attributes = attributes_of(context.turns, told(context))
        start = partial(Session, self.make(), attributes, seed)
        session: Session = made_by_axelrod(self.reference, start)
        return session

    def begin(self, context: Context) -> dict[TableMind, float]:
        """Return the minds it may begin in."""
        odds = self.as_automaton(context).begin()
        return {TableMind(mind, context.turns, told(context)): p for mind, p in odds.items()}

    def respond(self, mind: TableMind) -> dict[Action, float]:
        """Return the odds over actions in a mind."""
        return self._automaton(mind).respond(mind.number)

    def interpret(self, mind: TableMind, own: Action, seen: Action) -> dict[TableMind, float]:
        """Return the odds over the next mind."""
        after = self._automaton(mind).interpret(mind.number, own, seen)
        return {mind._replace(number=target): p for target, p in after.items()}

    def _automaton(self, mind: TableMind) -> Automaton:
        found = derivation(self, mind.turns, mind.told).automaton
        assert found is not None  # noqa: S101 - a mind comes from an automaton
        return found


def strategy(name: str, text: dict[str, Any]) -> AxelrodStrategy:
    """Return the strategy of a name, with parameters set.

    Raises
    ------
    UnknownNameError
        If axelrod has none of that name.
    StrategyError
        If it has no parameter of a name, or refuses a value.
    """
    kind = find(name)
    if not text:
        return AxelrodStrategy(kind.name)
    known = parameters_of(kind)
    values = {}
    for key, value in text.items():
        if key not in known:
            hint = suggestion(key, known)
            listed = f" ({', '.join(known)})" if known else " (it has none)"
            raise StrategyError(f"{kind.reference}: it has no parameter {key!r}.{hint}{listed}")
        values[key] = _value(f"{kind.reference}.{key}", value, known[key])
    changed = tuple((key, value) for key, value in values.items() if value != known[key])
    made = AxelrodStrategy(kind.name, changed)
    made.make()
    return made


def parameters_of(kind: Kind) -> dict[str, Any]:
    """Return the parameters that text can set, with their defaults."""
    every = signature(kind.cls.__init__).parameters.values()
    simple = (int, float, bool, str)
    return {
        each.name: each.default
        for each in every
        if each.kind is Parameter.POSITIONAL_OR_KEYWORD and isinstance(each.default, simple)
    }


def _value(where: str, value: Any, default: Value) -> Value:
    kind = type(default)
    try:
        if kind is bool:
            return {"true": True, "yes": True, "false": False, "no": False}[str(value).lower()]
        if kind in (int, float):
            return _number(value, whole=kind is int)
        return str(value)
    except (KeyError, ValueError, ZeroDivisionError) as error:
        words = {int: "a whole number", float: "a number", bool: "true or false"}
        raise StrategyError(f"{where}: got {value!r}; expected {words[kind]}.") from error


def _number(value: Any, *, whole: bool) -> int | float:
    if isinstance(value, str) and value.count("/") == 1:
        above, below = value.split("/")
        value = float(above) / float(below)
    number = float(str(value))
    if number - number != 0:
        raise ValueError(value)
    return int(number) if whole and number == int(number) else number


def told(context: Context) -> tuple[float, float, float, float]:
    """Return the payoffs R, P, S, T that a player is told, in axelrod's own units.

    The game of the player's seat, moved and stretched until S is 0 and P is 1, as they are in
    axelrod's own game, which is left as it is. Several of its strategies take that for granted.
    """
    if context.game is None:
        return (3.0, 1.0, 0.0, 5.0)
    own = context.game.payoffs(context.seat)
    unit = own.P - own.S
    if unit <= 0:
        return (own.R, own.P, own.S, own.T)
    return _in_units(own, unit)


def _in_units(own: Payoffs, unit: float) -> tuple[float, float, float, float]:
    r, p, s, t = ((each - own.S) / unit for each in (own.R, own.P, own.S, own.T))
    return (r, p, s, t)


def made_by_axelrod(where: str, make: Callable[[], Any]) -> Any:
    """Return what axelrod makes; what it refuses is the user's to mend.

    Raises
    ------
    StrategyError
        If it raises; the message is its own.
    """
    try:
        return make()
    except (ValueError, TypeError, AttributeError, KeyError, ArithmeticError) as error:
        reason = str(error) or type(error).__name__
        raise StrategyError(f"{where}: axelrod refuses it: {reason}.") from error
