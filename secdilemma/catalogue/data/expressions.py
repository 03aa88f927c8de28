"""Arithmetic on parameters, as data strategies write it: ``1 - generosity``, ``min(1, 2 * p)``.

Numbers, names of parameters, ``+ - * /``, brackets, ``min`` and ``max``. Python reads the text and
nothing else: what is not on the list of nodes is refused, and what is on it is worked out here, so
that an expression can do nothing but calculate.
"""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from secdilemma.errors import StrategyError, suggestion

LONGEST = 200
"""The most characters of an expression."""

_DEEPEST = 20
_TOKENS = re.compile(
    r"(?:(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)(?![\w.])"  # a number, and nothing that clings to it
    r"|[a-z][a-z0-9_]*+|,(?!\s*\))|[-+*/()]|\s)*+",
    re.ASCII,
)
_FUNCTIONS: dict[str, Callable[[float, float], float]] = {"min": min, "max": max}
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
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
    if not _TOKENS.fullmatch(text):
        raise _wrong(text)
    brackets = accumulate(((c == "(") - (c == ")") for c in text), initial=0)
    if max(brackets) >= _DEEPEST:
        raise _too_deep(text)
    plain = re.sub(r"(?<![\w.])0+(?=\d)", "", " ".join(text.split()))  # Python reads no 007
    try:
        read = ast.parse(plain, mode="eval").body
    except SyntaxError as error:
        words = re.findall(r"(?<![\w.])[a-z]\w*", plain)
        unknown = [word for word in words if word not in names and word not in _FUNCTIONS]
        raise (_unknown(text, unknown[0], names) if unknown else _wrong(text)) from error
    return Expression(text, _tree(read, text, names))


def _tree(node: ast.expr, text: str, names: Mapping[str, object], signs: int = 0) -> Node:
    """What a node of Python's stands for; `signs` of minus stand before it."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name) if name in names:
            return name
        case ast.Name(id=name):
            raise _unknown(text, name, names)
        case ast.UnaryOp(op=ast.USub(), operand=part) if signs < _DEEPEST - 1:
            return ("-", 0.0, _tree(part, text, names, signs + 1))
        case ast.UnaryOp(op=ast.USub()):
            raise _too_deep(text)
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
            sign = _SIGNS[type(node.op)]
            return (sign, _tree(node.left, text, names), _tree(node.right, text, names))
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=[left, right], keywords=[]):
            return (name, _tree(left, text, names), _tree(right, text, names))
    raise _wrong(text)


def _unknown(text: str, name: str, names: Mapping[str, object]) -> StrategyError:
    listed = f" ({', '.join(names)})" if names else " (it has none)"
    wrong = f"{text!r} names no parameter {name!r}{listed}."
    return StrategyError(wrong, hint=suggestion(name, names))


def _wrong(text: str) -> StrategyError:
    return StrategyError(got=repr(text), expected=_RULE)


def _too_deep(text: str) -> StrategyError:
    return StrategyError(f"{text!r} is nested too deeply", expected=f"up to {_DEEPEST}")


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
