"""A strategy's parameters: typed, ranged, documented, and set from text.

A plain annotated default, ``panic: int = 4``, is a parameter. :func:`parameter` adds a range, a
meaning and where the number comes from, which listings, checks and ensembles use.
"""

import dataclasses
import inspect
import math
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from secdilemma.errors import StrategyError, given, plain_float, suggestion

Value = int | float | bool | str
_TYPES = (bool, int, float, str)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a strategy, as listings show it."""

    name: str
    type: type
    default: Value
    low: float | None
    high: float | None
    meaning: str
    source: str

    def check(self, where: str, value: object) -> Value:
        """Return `value` in this parameter's type, if it fits type and range.

        Raises
        ------
        StrategyError
            Otherwise; the message names the parameter, the value and what was expected.
        """
        typed = _as_type(self.type, value)
        if typed is None or not self._in_range(typed):
            raise StrategyError(f"{where}.{self.name}: got {given(value)}; expected {self.rule}.")
        return typed

    @property
    def rule(self) -> str:
        """What a value must be, in words."""
        words = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
        rule = words[self.type]
        if self.low is not None and self.high is not None:
            return f"{rule} from {self.low:g} to {self.high:g}"
        if self.low is not None:
            return f"{rule} of at least {self.low:g}"
        return rule if self.high is None else f"{rule} of at most {self.high:g}"

    def _in_range(self, value: Value) -> bool:
        if isinstance(value, str | bool):
            return True
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high) and value - value == 0


def parameter(
    default: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    meaning: str = "",
    source: str = "assumption",
) -> Any:
    """Return a dataclass field that carries a parameter's range, meaning and source.

    Parameters
    ----------
    default
        The value where nothing else is said.
    low, high
        The range, both ends included; None where there is none.
    meaning
        What the number is, in a few words.
    source
        Author and year, or ``"assumption"``.
    """
    about = {"low": low, "high": high, "meaning": meaning, "source": source}
    return dataclasses.field(default=default, metadata=about)


@lru_cache(maxsize=1024)
def parameters_of(kind: type) -> tuple[Parameter, ...]:
    """Return the parameters of a dataclass, in order.

    Raises
    ------
    StrategyError
        If a field has no default or a type that is not int, float, bool or str.
    """
    hints = typing.get_type_hints(kind)
    return tuple(_parameter(kind, field, hints[field.name]) for field in dataclasses.fields(kind))


def wrong_parameters(kind: type) -> Iterator[str]:
    """Yield what is wrong with the parameters that a class is about to have, a sentence each."""
    try:
        hints = typing.get_type_hints(kind)
    except Exception as error:  # noqa: BLE001 - an annotation is evaluated, and may do anything
        yield f"{kind.__name__}: its annotations cannot be read: {type(error).__name__}: {error}."
        return
    for name in inspect.get_annotations(kind):
        if typing.ClassVar in (hints[name], typing.get_origin(hints[name])):
            continue
        default = getattr(kind, name, dataclasses.MISSING)
        if isinstance(default, dataclasses.Field):
            default = default.default
        yield from _wrong(f"{kind.__name__}.{name}", hints[name], default)


def check_values(where: str, kind: type, values: dict[str, Any]) -> dict[str, Value]:
    """Return `values` checked against the parameters of `kind`.

    Raises
    ------
    StrategyError
        If a name is unknown (the nearest is suggested) or a value does not fit.
    """
    known = {each.name: each for each in parameters_of(kind)}
    checked = {}
    for name, value in values.items():
        if name not in known:
            hint = suggestion(name, known)
            listed = f" ({', '.join(known)})" if known else " (it has none)"
            raise StrategyError(f"{where}: it has no parameter {name!r}.{hint}{listed}")
        checked[name] = known[name].check(where, value)
    return checked


def values_in(reference: str, text: str) -> dict[str, str]:
    """Return the parameters that a reference gives after its name: ``panic=3,latent=0.1``.

    Parameters
    ----------
    reference
        The whole of it, for messages.
    text
        The part with the parameters.

    Raises
    ------
    StrategyError
        If it is no list of ``name=value``, or a name stands there twice.
    """
    values: dict[str, str] = {}
    for part in text.split(","):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not equals or not name:
            raise StrategyError(
                f"{reference}: got {part!r} after the colon; expected name=value, comma-separated."
            )
        if name in values:
            raise StrategyError(f"{reference}: {name} stands there twice; expected it once.")
        values[name] = value
    return values


def _parameter(kind: type, field: "dataclasses.Field[Any]", hint: Any) -> Parameter:
    where = f"{kind.__name__}.{field.name}"
    for problem in _wrong(where, hint, field.default):
        raise StrategyError(problem)
    nothing: dict[str, Any] = {"low": None, "high": None, "meaning": "", "source": ""}
    about = nothing | dict(field.metadata)
    return Parameter(field.name, hint, typing.cast("Value", field.default), **about)


def _wrong(where: str, hint: Any, default: Any) -> Iterator[str]:
    if hint not in _TYPES:
        yield f"{where}: got type {hint!r}; expected int, float, bool or str."
    if default is dataclasses.MISSING:
        field = where.rpartition(".")[2]
        yield f"{where}: a parameter needs a default, such as {field} = 1."


def _as_type(kind: type, value: object) -> Value | None:
    if isinstance(value, str) and kind is not str:
        return _from_text(kind, value.strip())
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        number = plain_float(value)
        return number if math.isfinite(number) else None
    if isinstance(value, bool) and kind is not bool:
        return None
    return typing.cast("Value", value) if isinstance(value, kind) else None


def _from_text(kind: type, text: str) -> Value | None:
    if kind is bool:
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower())
    try:
        if kind is float and text.count("/") == 1:
            above, below = text.split("/")
            return float(above) / float(below)
        return typing.cast("Value", kind(text))
    except (ValueError, ZeroDivisionError):
        return None
