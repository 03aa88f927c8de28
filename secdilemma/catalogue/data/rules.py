"""A strategy as rules in tables: what each mind does, and which mind follows what it saw.

Probabilities are expressions in the strategy's parameters. ``data_strategies`` reads rules from
TOML; here they are worked out, and become a class like one that ``@strategy`` made.
"""

import copyreg
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar
from weakref import WeakValueDictionary

from secdilemma.automata.interface import strategy, values_of
from secdilemma.automata.parameters import Parameter, parameter
from secdilemma.catalogue.data.expressions import Expression
from secdilemma.errors import StrategyError
from secdilemma.games.actions import Action

Event = tuple[Action, Action]
"""Own action, seen action."""

Odds = tuple[tuple[str, Expression], ...]
"""Names and the probability of each; an expression without a text is what the others leave."""

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Rules:
    """The tables of one strategy.

    Parameters
    ----------
    start
        The minds that it may begin in.
    responses
        For each mind, the odds over actions (RESTRAIN, ARM, STRIKE, by name).
    moves
        For each mind and event, the odds over the minds that follow.
    """

    start: Odds
    responses: Mapping[str, Odds]
    moves: Mapping[tuple[str, Event], Odds]

    def wrong(self, values: Mapping[str, float]) -> list[str]:
        """Return, in a sentence each, which odds are none at some values of the parameters."""
        found = []
        for where, odds in self._all():
            try:
                found += _wrong(where, odds, values)
            except StrategyError as error:
                found.append(f"{where}: {error}.")
        return list(dict.fromkeys(found))

    def _all(self) -> Iterator[tuple[str, Odds]]:
        yield "start", self.start
        for mind, odds in self.responses.items():
            yield f"minds.{mind}.respond", odds
        for (mind, (own, seen)), odds in self.moves.items():
            yield f"minds.{mind}, after {own.letter}{seen.letter}", odds


def _wrong(where: str, odds: Odds, values: Mapping[str, float]) -> list[str]:
    found, total = [], 0.0
    for name, expression in odds:
        p = expression.at(values)
        total += p
        if not 0 <= p <= 1 and expression.text:
            found.append(
                f"{where}: {name}: {_worth(expression, p)}; expected a probability, 0 to 1."
            )
    if not found and not math.isclose(total, 1.0, abs_tol=_TOLERANCE):
        found.append(f"{where}: its probabilities add up to {total:.12g}; expected 1.")
    return found


def _worth(expression: Expression, p: float) -> str:
    same = expression.text in (repr(p), f"{p:g}")
    return f"got {expression.text}" if same else f"got {expression.text!r}, which is {p:.12g}"


class DataKind(type):
    """The class of the strategy classes made of rules; they are pickled as the rules they are."""

    made: ClassVar[WeakValueDictionary[str, type]] = WeakValueDictionary()
    """Every such class, by its definition in words, so that one definition has one class."""
    definition: tuple[Any, ...]
    """The arguments of :func:`strategy_class`."""


def _defined(kind: DataKind) -> tuple[Any, ...]:
    *arguments, words = kind.definition
    return partial(strategy_class, **words), tuple(arguments)


copyreg.pickle(DataKind, _defined)


class DataStrategy(metaclass=DataKind):
    """What strategies made of rules share: the three methods, which look things up."""

    rules: ClassVar[Rules]

    def begin(self) -> dict[str, float]:
        """Return the minds it may begin in."""
        return _worked_out(self, self.rules.start)

    def respond(self, mind: str) -> dict[Action, float]:
        """Return the odds over actions in a mind."""
        odds = _worked_out(self, self.rules.responses[mind])
        return {Action[name]: p for name, p in odds.items()}

    def interpret(self, mind: str, own: Action, seen: Action) -> dict[str, float]:
        """Return the odds over the minds that follow."""
        return _worked_out(self, self.rules.moves[mind, (own, seen)])


def _worked_out(made: DataStrategy, odds: Odds) -> dict[str, float]:
    return {name: expression.at(vars(made)) for name, expression in odds}


def strategy_class(
    rules: Rules,
    name: str,
    about: str,
    parameters: tuple[Parameter, ...] = (),
    **words: Any,
) -> type:
    """Return the strategy class of some rules, as ``@strategy`` would make it.

    The same rules, name, words and parameters give the same class.

    Parameters
    ----------
    rules
        What it does.
    name
        In kebab case.
    about
        Its docstring; the first line is its idea.
    parameters
        Its parameters, in order.
    **words
        ``school``, ``cites`` and ``aliases``, as for ``@strategy``.

    Raises
    ------
    StrategyError
        If the words are not what they should be, or the defaults give no probabilities.
    """
    definition = (rules, name, about, parameters, words)
    known = DataKind.made.get(repr(definition))
    if known is not None:
        return known
    fields = {
        each.name: parameter(
            each.default, low=each.low, high=each.high, meaning=each.meaning, source=each.source
        )
        for each in parameters
    }
    inside: dict[str, Any] = {
        "__annotations__": {each.name: each.type for each in parameters},
        "__doc__": about,
        "__module__": __name__,
        "__post_init__": _require_odds,
        "rules": rules,
    }
    made = DataKind(_class_name(name), (DataStrategy,), inside | fields)
    made.definition = definition
    DataKind.made[repr(definition)] = made
    return strategy(name=name, **words)(made)


def _require_odds(made: DataStrategy) -> None:
    values = values_of(made)
    wrong = made.rules.wrong(values)
    if wrong:
        given = ",".join(f"{name}={value}" for name, value in values.items())
        where = type(made).__strategy__.name + (f":{given}" if given else "")  # type: ignore[attr-defined]
        raise StrategyError(*wrong, where=where)


def _class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("-"))
