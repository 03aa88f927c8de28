"""Reading what a strategy returns: an action, a probability, a mind, or odds over them."""

import inspect
import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from numbers import Integral, Real
from typing import Any

from secdilemma.automata.interface import Context, Mind
from secdilemma.automata.watch import INSTEAD, Watch
from secdilemma.errors import GrowingMindsError, StrategyError
from secdilemma.games.actions import ARM, RESTRAIN, Action

ResponseOdds = tuple[float, float, float]
MindOdds = tuple[tuple[Mind, float], ...]
_SUM_TOLERANCE = 1e-9
_RESPONSE_RULE = (
    "expected RESTRAIN, ARM or STRIKE, a probability of restraint such as 0.5, "
    "or {action: probability}"
)


def begin(strategy: Any, context: Context, where: str) -> MindOdds:
    """Return the minds a strategy may begin in, with their probabilities.

    Raises
    ------
    StrategyError
        If it raises, asks a random generator or a clock, or returns no mind.
    """
    arguments = (context,) if wants_context(strategy) else ()
    with _file_named(strategy):
        return mind_odds(_call(where, "begin()", strategy.begin, *arguments), f"{where}: begin()")


def wants_context(strategy: Any) -> bool:
    """Whether ``begin`` asks for the match: its length, the game and the seat."""
    method = strategy.begin
    function = getattr(method, "__func__", None)
    try:
        if function is not None:
            return _parameter_count(function) > 1
        return len(inspect.signature(method).parameters) > 0
    except (TypeError, ValueError):
        return False


@lru_cache(maxsize=4096)
def _parameter_count(function: Callable[..., Any]) -> int:
    return len(inspect.signature(function).parameters)


def respond(strategy: Any, mind: Mind, where: str) -> ResponseOdds:
    """Return the probabilities of restraint, arming and striking in a mind.

    Raises
    ------
    StrategyError
        If it raises, asks a random generator or a clock, or returns something that is no response.
    """
    call = f"respond({mind!r})"
    with _file_named(strategy):
        return response_odds(_call(where, call, strategy.respond, mind), f"{where}: {call}")


def interpret(strategy: Any, mind: Mind, own: Action, seen: Action, where: str) -> MindOdds:
    """Return the minds a strategy may be in next, with their probabilities.

    Raises
    ------
    StrategyError
        If it raises, asks a random generator or a clock, or returns something that is no mind.
    """
    call = f"interpret({mind!r}, {own.name}, {seen.name})"
    with _file_named(strategy):
        value = _call(where, call, strategy.interpret, mind, own, seen)
        return mind_odds(value, f"{where}: {call}")


def response_odds(value: object, where: str) -> ResponseOdds:
    """Return the odds that a response stands for; see :func:`respond`."""
    if isinstance(value, Action):
        return (float(value == RESTRAIN), float(value == ARM), float(value > ARM))
    if isinstance(value, Mapping):
        return _mixed_response(value, where)
    if isinstance(value, Real) and not isinstance(value, Integral):
        restrain = float(value)
        if 0.0 <= restrain <= 1.0:
            return (restrain, 1.0 - restrain, 0.0)
    raise StrategyError(f"{where} returned {value!r}; {_RESPONSE_RULE}.")


def mind_odds(value: object, where: str) -> MindOdds:
    """Return the odds over minds that a value stands for; see :func:`interpret`."""
    if not isinstance(value, Mapping):
        _require_hashable(value, where)
        return ((value, 1.0),)
    odds = [(mind, _probability(p, f"{where}[{mind!r}]")) for mind, p in value.items()]
    _require_sum(sum(p for _, p in odds), where)
    return tuple((mind, p) for mind, p in odds if p > 0)


def _mixed_response(value: Mapping[Any, Any], where: str) -> ResponseOdds:
    odds = [0.0, 0.0, 0.0]
    for action, p in value.items():
        if not isinstance(action, Action):
            raise StrategyError(f"{where} returned {dict(value)!r}; {_RESPONSE_RULE}.")
        odds[action] = _probability(p, f"{where}[{action.name}]")
    _require_sum(sum(odds), where)
    return (odds[0], odds[1], odds[2])


def _probability(value: object, where: str) -> float:
    if isinstance(value, Real) and 0.0 <= float(value) <= 1.0:
        return float(value)
    raise StrategyError(f"{where} is {value!r}; expected a probability, 0 to 1.")


def _require_sum(total: float, where: str) -> None:
    if not math.isclose(total, 1.0, abs_tol=_SUM_TOLERANCE):
        raise StrategyError(f"{where} returned probabilities that add up to {total!r}; expected 1.")


def _require_hashable(mind: object, where: str) -> None:
    if mind is None:
        raise StrategyError(f"{where} returned None; expected a mind (is a return missing?).")
    try:
        hashable = isinstance(mind, Hashable) and hash(mind) is not None
    except TypeError:
        hashable = False
    if hashable and mind != mind:  # noqa: PLR0124 - what a nan does
        raise StrategyError(
            f"{where} returned {mind!r}, which does not equal itself; "
            f"expected a mind that can be recognised."
        )
    if not hashable:
        raise StrategyError(
            f"{where} returned {mind!r}, a {type(mind).__name__}; expected a mind that can be "
            f"hashed, such as a number, a text or a tuple."
        )


@contextmanager
def _file_named(strategy: Any) -> Iterator[None]:
    """Add the file of the strategy's class to what is wrong with it, unless it is there already."""
    try:
        yield
    except GrowingMindsError:
        raise  # not its file's doing, and told apart by those who can play it otherwise
    except StrategyError as error:
        code = getattr(getattr(type(strategy), "respond", None), "__code__", None)
        file = code.co_filename if code is not None else "<unknown>"
        if file.startswith("<") or file in str(error):
            raise
        raise StrategyError(f"{error} ({file})") from error.__cause__


def _call(where: str, what: str, function: Any, *arguments: Any) -> Any:
    try:
        with Watch() as watch:
            value = function(*arguments)
    except StrategyError:
        raise
    except (Exception, SystemExit) as error:  # a strategy that leaves is one that fails
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise StrategyError(f"{where}: {what} raised {reason}{_line_of(error)}.") from error
    if watch.seen:
        raise StrategyError(f"{where}: {what} asks {watch.seen}, outside its mind; {INSTEAD}.")
    return value


def _line_of(error: BaseException) -> str:
    place, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith("<") and file != __file__:
            place = f" ({file}, line {trace.tb_lineno})"
        trace = trace.tb_next
    return place
