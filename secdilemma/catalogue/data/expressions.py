"""Arithmetic on parameters, as data strategies write it: ``1 - generosity``, ``min(1, 2 * p)``.

Numbers, names of parameters, ``+ - * /``, brackets, ``min`` and ``max``. It is parsed here and
worked out here: nothing is handed to Python, so that an expression can do nothing else.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from secdilemma.errors import StrategyError, suggestion

LONGEST = 200
"""The most characters of an expression."""

_DEEPEST = 20
_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([a-z][a-z0-9_]*)|([-+*/(),]))")
_BEGINNINGS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.")  # of a number or a name
_FUNCTIONS: dict[str, Callable[[float, float], float]] = {"min": min, "max": max}
_RULE = "numbers, parameters, + - * /, brackets, min(a, b) and max(a, b)"
Node = float | str | tuple[str, "Node", "Node"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression.

    Parameters
    ----------
    text
        As it was written.
    tree
        A number, the name of a parameter, or an operator with what it joins.
    """

    text: str
    tree: Node

    def at(self, values: Mapping[str, float]) -> float:
        """Return what it comes to at some values of the parameters.

        Raises
        ------
        StrategyError
            If it divides by zero.
        """
        try:
            return _worked_out(self.tree, values)
        except ZeroDivisionError as error:
            raise StrategyError(f"{self.text!r} divides by zero") from error


def constant(value: float) -> Expression:
    """Return the expression of a number."""
    return Expression(repr(value), float(value))


def parse(text: str, names: Mapping[str, object]) -> Expression:
    """Return the expression that a text stands for.

    Parameters
    ----------
    text
        Up to 200 characters.
    names
        The parameters that it may name.

    Raises
    ------
    StrategyError
        If it is no expression, or names what is no parameter; the nearest is suggested.
    """
    if len(text) > LONGEST:
        raise StrategyError(f"it has {len(text):,} characters", expected=f"up to {LONGEST}")
    return Expression(text, _Parser(text, names).whole())


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str, names: Mapping[str, object]) -> None:
        self.text = text
        self.names = names
        self.tokens = self._tokens()
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        tree = self._sum()
        if self._next():
            raise self._wrong()
        return tree

    def _tokens(self) -> list[str]:
        found, at, text = [], 0, self.text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._wrong()
            found.append(match[0].strip())
            at = match.end()
        return found

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, *wanted: str) -> str:
        """Step over the next token if it is one of `wanted`; return it, or ""."""
        token = self._next()
        if not token or token not in wanted:
            return ""
        self.at += 1
        return token

    def _require(self, wanted: str) -> None:
        if not self._take(wanted):
            raise self._wrong()

    def _sum(self) -> Node:
        tree = self._product()
        while sign := self._take("+", "-"):
            tree = (sign, tree, self._product())
        return tree

    def _product(self) -> Node:
        tree = self._factor()
        while sign := self._take("*", "/"):
            tree = (sign, tree, self._factor())
        return tree

    def _factor(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise StrategyError(f"{self.text!r} is nested too deeply", expected=f"up to {_DEEPEST}")
        tree = self._signed()
        self.depth -= 1
        return tree

    def _signed(self) -> Node:
        if self._take("-"):
            return ("-", 0.0, self._factor())
        if self._take("("):
            tree = self._sum()
            self._require(")")
            return tree
        word = self._next()
        self.at += 1
        if word[:1] not in _BEGINNINGS:
            raise self._wrong()
        if not word[0].isalpha():
            return float(word)
        return self._call(word) if self._next() == "(" else self._name(word)

    def _call(self, name: str) -> Node:
        if name not in _FUNCTIONS:
            raise self._wrong()
        self._require("(")
        left = self._sum()
        self._require(",")
        right = self._sum()
        self._require(")")
        return (name, left, right)

    def _name(self, name: str) -> Node:
        if name in self.names:
            return name
        listed = f" ({', '.join(self.names)})" if self.names else " (it has none)"
        hint = suggestion(name, self.names)
        raise StrategyError(f"{self.text!r} names no parameter {name!r}{listed}.", hint=hint)

    def _wrong(self) -> StrategyError:
        return StrategyError(got=repr(self.text), expected=_RULE)


def _worked_out(tree: Node, values: Mapping[str, float]) -> float:
    if isinstance(tree, float):
        return tree
    if isinstance(tree, str):
        return float(values[tree])
    sign, left, right = tree
    a, b = _worked_out(left, values), _worked_out(right, values)
    if sign in _FUNCTIONS:
        return _FUNCTIONS[sign](a, b)
    if sign == "/":
        return a / b
    return a + b if sign == "+" else a - b if sign == "-" else a * b
