"""Steadiness: whether a strategy that is asked again answers as before, and leaves all as it was.

A strategy that keeps to its minds gives the same answer whenever it is asked, so every question is
asked twice, the second time in reverse order. What lies outside its minds (variables, lists,
generators, iterators) may fill up as a cache does; if it goes on changing while nothing new is
asked, an answer depends on it sooner or later.
"""

import pickle
import random
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from types import CodeType, FunctionType, GeneratorType, ModuleType
from typing import Any, NamedTuple

from secdilemma.automata import distributions
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.watch import INSTEAD, is_authors
from secdilemma.errors import StrategyError
from secdilemma.games.actions import Action

MOST_PARTS = 5_000
"""The most values outside the minds that are looked at."""
_ITEMS = 500  # of one list or dictionary
_PLAIN = (int, float, complex, str, bytes, type(None))
_WITHIN = ("__wrapped__", "__func__", "__self__", "fget", "func", "args", "keywords")
"""Where methods, properties, partial functions and functions with a cache keep what they call."""


class Question(NamedTuple):
    """A question to a strategy, and its answer as ``choices`` reads it.

    Parameters
    ----------
    ask
        ``choices.begin``, ``choices.respond`` or ``choices.interpret``.
    about
        What it is asked about: the match; a mind; a mind and two actions.
    answer
        The odds.
    """

    ask: Callable[..., Any]
    about: tuple[Any, ...]
    answer: Any

    @property
    def call(self) -> str:
        """The call in words, such as ``interpret(0, RESTRAIN, ARM)``."""
        if self.ask is distributions.begin:
            return "begin()"
        mind, *events = self.about
        return f"{self.ask.__name__}({', '.join([repr(mind), *(each.name for each in events)])})"


def require_steady(strategy: Any, name: str, questions: Iterable[Question]) -> None:
    """Ask questions again, which are to come last one first.

    Raises
    ------
    StrategyError
        If an answer is another one, or if something outside the strategy's minds goes on changing.
    """
    for problem in unsteady(strategy, name, questions):
        raise StrategyError(problem)


def unsteady(strategy: Any, name: str, questions: Iterable[Question]) -> Iterator[str]:
    """Yield, in a sentence each, what :func:`require_steady` would raise."""
    before, found = outside(strategy), False
    for each in questions:
        different = _differs(strategy, name, each)
        if different:
            found = True
            yield different
    after = outside(strategy)
    if not found and before != after:
        pairs = zip(before, after, strict=False)
        where = next((now[0] for then, now in pairs if then != now), "its variables")
        yield f"{name}: it changes {where} whenever it is asked, outside its mind; {INSTEAD}."


def _differs(strategy: Any, name: str, question: Question) -> str:
    try:
        now = question.ask(strategy, *question.about, name)
    except StrategyError as error:
        now = error
    if not isinstance(now, StrategyError) and _same(question.answer, now):
        return ""
    return (
        f"{name}: {question.call} gave {_shown(question.answer)} and, asked again, {_shown(now)}: "
        f"it depends on something outside the mind, such as a random generator, a variable that "
        f"it changes, or the clock; {INSTEAD}."
    )


def _same(before: Any, now: Any) -> bool:
    """Whether two answers are the same odds; minds may come in another order."""
    if before and isinstance(before[0], tuple):
        return dict(before) == dict(now)
    return bool(before == now)


def _shown(answer: Any) -> str:
    if isinstance(answer, StrategyError):
        return f"an error ({answer})"
    if answer and isinstance(answer[0], tuple):
        return repr(answer[0][0]) if len(answer) == 1 else repr(dict(answer))
    for action, p in zip(Action, answer, strict=True):
        if p == 1:
            return action.name
    odds = {action.name: p for action, p in zip(Action, answer, strict=True) if p}
    return "{" + ", ".join(f"{name}: {p:g}" for name, p in odds.items()) + "}"


# --- what lies outside the minds

Part = tuple[str, Any]
"""Where something was found, in words, and the thing itself."""


def outside(strategy: Any) -> list[Part]:
    """Return what a strategy could remember outside its minds: places, with a plain value for each.

    Looked at are its own attributes and its class's, and the variables, defaults and closures of
    its functions and of theirs, as far as they are its author's.
    """
    found: list[Part] = []
    kept: dict[int, Any] = {}  # also keeps alive what is looked at, so that no address comes twice
    left: deque[Part] = deque([(type(strategy).__name__, strategy)])
    left.append(("numpy.random", getattr(sys.modules.get("numpy.random.mtrand"), "_rand", None)))
    while left and len(found) < MOST_PARTS:
        path, each = left.popleft()
        if isinstance(each, _PLAIN):
            found.append((path, repr(each) if isinstance(each, float) else each))  # nan == nan
        elif id(each) not in kept:
            kept[id(each)] = each
            value, inner = _opened(path, each)
            found.append((path, value))
            left += inner
    return found


def _opened(path: str, each: Any) -> tuple[Any, list[Part]]:
    """Return a plain value that stands for a thing, and the parts that it has."""
    if isinstance(each, list | tuple | deque):
        return len(each), [(f"{path}[{k}]", item) for k, item in enumerate(islice(each, _ITEMS))]
    if isinstance(each, Mapping):
        items = islice(each.items(), _ITEMS)
        return len(each), [(f"{path}[{k}]", value) for k, (_, value) in enumerate(items)]
    if isinstance(each, set | frozenset):
        return frozenset(each), []
    return _of_code(path, each) or _of_object(path, each)


def _of_code(path: str, each: Any) -> tuple[Any, list[Part]] | None:
    if isinstance(each, FunctionType):
        return None, [*_of_function(each)] if is_authors(each.__module__) else []
    if isinstance(each, type):
        return None, [*_of_class(each)] if is_authors(each.__module__) else []
    if isinstance(each, GeneratorType):
        frame, inner = each.gi_frame, each.gi_yieldfrom
        return frame and frame.f_lasti, [(path, inner), *(frame.f_locals.items() if frame else ())]
    within = [(path, getattr(each, name)) for name in _WITHIN if hasattr(type(each), name)]
    return (None, within) if within else None


def _of_object(path: str, each: Any) -> tuple[Any, list[Part]]:
    if isinstance(each, Automaton | ModuleType):
        return None, []
    if hasattr(each, "__dict__") and not isinstance(each, random.Random):
        inner = [(f"{path}.{name}", value) for name, value in vars(each).items()]
        return None, [*inner, *((kind.__name__, kind) for kind in type(each).__mro__)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of an iterator that is kept
            return pickle.dumps(each), []
    except Exception:  # noqa: BLE001 - what cannot be kept cannot be compared
        return None, []


def _of_class(kind: type) -> Iterator[Part]:
    for name, value in vars(kind).items():
        if not (name.startswith("__") and name.endswith("__")):
            yield f"{kind.__name__}.{name}", value


def _of_function(function: FunctionType) -> Iterator[Part]:
    where = function.__name__
    yield f"a default of {where}", (function.__defaults__, function.__kwdefaults__)
    yield where, vars(function)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        with suppress(ValueError):  # a cell that is still empty
            yield name, cell.cell_contents
    names = {*_names(function.__code__)}
    for name in sorted(names & function.__globals__.keys()):
        value = function.__globals__[name]
        yield name, value
        if isinstance(value, ModuleType):
            inside = sorted(names & vars(value).keys())
            yield from ((f"{name}.{each}", vars(value)[each]) for each in inside)


def _names(code: CodeType) -> Iterator[str]:
    """Yield every name of a variable that is not local, of functions inside too."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)
