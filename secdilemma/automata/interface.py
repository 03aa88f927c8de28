"""``@strategy``: a class with ``begin``, ``respond`` and ``interpret`` becomes a strategy.

The three methods are the theory's two halves, after Booth and Wheeler (2008): a state *interprets*
what it saw, which changes its mind, and *responds* from the mind it is in. No base class and no
registration; the class becomes a frozen dataclass whose fields are its parameters.
"""

import dataclasses
import inspect
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, dataclass_transform, runtime_checkable

from secdilemma.automata.parameters import (
    Parameter,
    check_values,
    parameter,
    parameters_of,
    wrong_parameters,
)
from secdilemma.errors import StrategyError
from secdilemma.games.actions import Action
from secdilemma.games.game import Game

Mind = Hashable
METHODS = ("begin", "respond", "interpret")
_Class = TypeVar("_Class", bound=type)


@dataclass(frozen=True, slots=True)
class Context:
    """What a strategy may ask for by naming it: ``begin(self, context)``.

    Parameters
    ----------
    turns
        The length of the match; None where it is not fixed or not known.
    game
        The stage game; None where a strategy is looked at outside one.
    seat
        0 or 1 where the seats differ; always 0 in a symmetric game.
    """

    turns: int | None = None
    game: Game | None = None
    seat: int = 0


@runtime_checkable
class Strategy(Protocol):
    """Anything with the three methods; ``begin`` may also take a :class:`Context`."""

    begin: Callable[..., Any]

    def respond(self, mind: Any, /) -> Any:
        """Return an action, the probability of restraint, or {action: probability}."""

    def interpret(self, mind: Any, own: Action, seen: Action, /) -> Any:
        """Return the next mind, or {mind: probability}."""


@dataclass(frozen=True, slots=True)
class StrategyInfo:
    """What is known of a strategy without playing it."""

    name: str
    school: str
    cites: tuple[str, ...]
    aliases: tuple[str, ...]
    idea: str
    automaton: bool


@dataclass_transform(frozen_default=True, field_specifiers=(parameter,))
def strategy(
    *,
    school: str,
    cites: list[str] | tuple[str, ...] = (),
    aliases: list[str] | tuple[str, ...] = (),
    name: str | None = None,
    automaton: bool = True,
) -> Callable[[_Class], _Class]:
    """Make a class with ``begin``, ``respond`` and ``interpret`` a strategy.

    Parameters
    ----------
    school
        The school of thought it stands for, or ``"classic"``.
    cites
        Its sources, as author and year.
    aliases
        Other names it answers to.
    name
        Its name; by default the class name in kebab case.
    automaton
        False for a strategy whose minds are not finitely many: it is then played in plain Python,
        turn by turn (the interpreted lane).

    Raises
    ------
    StrategyError
        If a method or the docstring is missing, or a parameter has no type, no default or no simple
        type; the message has a line for each thing that is wrong.
    """

    def decorate(cls: _Class) -> _Class:
        problems = [
            *_wrong_methods(cls),
            *_wrong_words(cls.__name__, school, (name, *_listed(aliases)), (aliases, cites)),
            *_wrong_fields(cls),
        ]
        if problems:
            raise StrategyError(*problems)
        _check_when_made(cls, name or kebab_case(cls.__name__))
        made: Any = dataclasses.dataclass(frozen=True)(cls)
        parameters_of(made)  # those that it inherits too
        info = StrategyInfo(
            name=name or kebab_case(cls.__name__),
            school=school,
            cites=tuple(cites),
            aliases=tuple(aliases),
            idea=_idea(cls),
            automaton=automaton,
        )
        made.__strategy__ = info
        return made  # type: ignore[no-any-return]

    return decorate


def kebab_case(name: str) -> str:
    """Return ``butterfield-fear`` for ``ButterfieldFear``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()


def is_strategy(candidate: object) -> bool:
    """Whether `candidate` is a class that ``@strategy`` made."""
    return isinstance(candidate, type) and "__strategy__" in vars(candidate)


def info_of(candidate: object) -> StrategyInfo:
    """Return the :class:`StrategyInfo` of a strategy or strategy class.

    An object with the three methods and no decorator gets a description made from its class.
    """
    info = getattr(candidate, "__strategy__", None)
    if isinstance(info, StrategyInfo):
        return info
    kind = candidate if isinstance(candidate, type) else type(candidate)
    return StrategyInfo(kebab_case(kind.__name__), "unnamed", (), (), _idea(kind), automaton=True)


def parameters(candidate: object) -> tuple[Parameter, ...]:
    """Return the parameters of a strategy or strategy class; none where ``@strategy`` made none."""
    kind = candidate if isinstance(candidate, type) else type(candidate)
    decorated = isinstance(getattr(kind, "__strategy__", None), StrategyInfo)
    return parameters_of(kind) if decorated and dataclasses.is_dataclass(kind) else ()


def values_of(instance: object) -> dict[str, Any]:
    """Return the parameter values of a strategy, by name."""
    return {each.name: getattr(instance, each.name) for each in parameters(instance)}


def build(kind: type, values: dict[str, Any], where: str | None = None) -> Any:
    """Return an instance of the strategy class `kind` with parameters set.

    Raises
    ------
    StrategyError
        If a parameter is unknown, of the wrong type or out of range, or the class refuses it.
    """
    where = where or info_of(kind).name
    try:
        return kind(**check_values(where, kind, values))
    except ValueError as error:
        raise StrategyError(f"{where}: {error}") from error


def described(strategy: Any) -> str:
    """Return ``butterfield-fear:panic=3``: a strategy's name and what differs from its defaults."""
    info = info_of(strategy)
    defaults = {} if isinstance(strategy, type) else _defaults(strategy)
    own = values_of(strategy)
    set_values = [f"{name}={_short(own[name])}" for name in own if own[name] != defaults.get(name)]
    return info.name + (":" + ",".join(set_values) if set_values else "")


def _defaults(strategy: Any) -> dict[str, Any]:
    kind = type(strategy)
    fields = getattr(kind, "__dataclass_fields__", {})
    return {name: each.default for name, each in fields.items()}


def _short(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def as_strategy(value: Any) -> Any:
    """Return `value` if it is a strategy, or the strategy that the class `value` makes.

    Raises
    ------
    StrategyError
        If it has not the three methods.
    """
    if isinstance(value, type):
        value = value()
    if not all(callable(getattr(value, method, None)) for method in METHODS):
        raise StrategyError(
            f"participant: got {value!r}; expected a strategy: an object with begin, respond and "
            f"interpret."
        )
    return value


def _check_when_made(cls: type, name: str) -> None:
    """Let the class check its parameters, and make whole numbers floats where floats are due."""
    own = cls.__dict__.get("__post_init__")

    def check(self: Any) -> None:
        values = values_of(self)
        for key, value in check_values(name, type(self), values).items():
            object.__setattr__(self, key, value)
        if own is not None:
            own(self)

    cls.__post_init__ = check  # type: ignore[attr-defined]


def _wrong_methods(cls: type) -> Iterator[str]:
    missing = [method for method in METHODS if not callable(getattr(cls, method, None))]
    if missing:
        yield (
            f"{cls.__name__}: it has no {' and no '.join(missing)}; expected the three methods "
            f"begin(self), respond(self, mind) and interpret(self, mind, own, seen)."
        )
    if not (cls.__doc__ or "").strip():
        yield f"{cls.__name__}: it has no docstring; expected its idea in a line."


NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a strategy may be called."""


def _listed(aliases: object) -> tuple[object, ...]:
    return tuple(aliases) if isinstance(aliases, list | tuple) else ()


def _wrong_words(
    where: str, school: object, names: tuple[object, ...], lists: tuple[object, ...]
) -> Iterator[str]:
    """Yield what a decorator's arguments should be and are not."""
    if not isinstance(school, str) or not school.strip() or not school.isprintable():
        yield f"{where}: school: got {school!r}; expected a text."
    for each in lists:
        if not isinstance(each, list | tuple) or not all(isinstance(text, str) for text in each):
            rule = 'a list of texts, such as ["tit-for-tat"]'
            yield f"{where}: aliases or cites: got {each!r}; expected {rule}."
    for name in names:
        if name is not None and not (isinstance(name, str) and NAME.fullmatch(name)):
            rule = "lower-case words joined by hyphens, such as tit-for-tat"
            yield f"{where}: name or alias: got {name!r}; expected {rule}."


def _wrong_fields(cls: type) -> Iterator[str]:
    """Yield what no parameter can be: without a type, without a default, of no simple type."""
    hints = inspect.get_annotations(cls)
    for name, value in vars(cls).items():
        if isinstance(value, dataclasses.Field) and name not in hints:
            kind = type(value.default).__name__
            yield f"{cls.__name__}.{name}: it has no type; expected {name}: {kind} = parameter(…)."
    yield from wrong_parameters(cls)


def _idea(cls: type) -> str:
    lines = (cls.__doc__ or "").strip().splitlines()
    return lines[0].strip() if lines else ""
