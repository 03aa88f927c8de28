"""Reading what a cell sent: data from somebody who may mean harm, believed only once checked."""

import json
from dataclasses import dataclass, replace
from typing import Any

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import NAME, Context, StrategyInfo
from secdilemma.automata.tables import Key, Tabled, from_plain
from secdilemma.classroom.isolation.entry import DISAGREE, LABEL, plain_text, same_tables
from secdilemma.classroom.isolation.limits import Limits
from secdilemma.errors import StrategyError

LONGEST_NAME, LONGEST_TEXT, LONGEST_REASON = 60, 120, 400
_FIELDS = {"name", "school", "idea", "author", "tables", "places"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an entry came to: a strategy as its tables, and who wrote it; or what is wrong."""

    strategy: Tabled | None = None
    author: str = ""
    problem: str = ""


def read_answer(
    text: bytes | dict[str, Any], contexts: list[Context], needed: int, limits: Limits
) -> Answer:
    """Return the answer that an entry gave.

    Parameters
    ----------
    text
        JSON, or what :func:`secdilemma.classroom.isolation.entry.answer` returned.
    contexts, needed
        What it was explored for, and how many of those it must have tables for.
    limits
        What it may use; only the number of minds matters here.
    """
    try:
        data = _parsed(text) if isinstance(text, bytes) else text
        return _answer(data, contexts, needed, limits)
    except StrategyError as error:
        return Answer(
            problem=plain_text(str(error).rstrip("."), LONGEST_REASON) or "it says nothing"
        )


def agreed(one: Answer, other: Answer) -> Answer:
    """Return the first of two answers of an entry, or that they are not the same.

    What its minds are called is not the entry's own where the two disagree, as about a set that is
    part of a mind; they are numbered then.
    """
    if one.problem or other.problem:
        return one if one.problem else other
    first, second = one.strategy, other.strategy
    if first is None or second is None or not _same(one, other, first, second):
        return Answer(problem=DISAGREE)
    if all(a.minds == b.minds for a, b in zip(first.tables, second.tables, strict=True)):
        return one
    return replace(one, strategy=replace(first, tables=tuple(map(_numbered, first.tables))))


def _same(one: Answer, other: Answer, first: Tabled, second: Tabled) -> bool:
    said = (one.author, first.info, first.places, len(first.tables))
    return said == (other.author, second.info, second.places, len(second.tables)) and all(
        map(same_tables, first.tables, second.tables)
    )


def _numbered(table: Automaton) -> Automaton:
    return replace(table, minds=tuple(f"mind {k + 1}" for k in range(len(table))))


def _parsed(text: bytes) -> Any:
    def refuse(_: str) -> None:
        raise StrategyError("its answer holds a number that is not finite")

    try:
        return json.loads(text.decode("utf-8"), parse_constant=refuse)
    except (ValueError, RecursionError, MemoryError) as error:
        raise StrategyError("its answer is no data that anyone could read") from error


def _answer(data: Any, contexts: list[Context], needed: int, limits: Limits) -> Answer:
    if isinstance(data, dict) and isinstance(data.get("problem"), str):
        raise StrategyError(data["problem"])
    if not isinstance(data, dict) or set(data) != _FIELDS:
        raise StrategyError("its answer is not made of tables")
    name = data["name"]
    if not isinstance(name, str) or len(name) > LONGEST_NAME or not NAME.fullmatch(name):
        rule = f"lower-case words joined by hyphens, at most {LONGEST_NAME} characters"
        raise StrategyError(where="its name", got=repr(str(name)[:LONGEST_NAME]), expected=rule)
    school, idea, author = (_text(data[key], key) for key in ("school", "idea", "author"))
    info = StrategyInfo(name, school or "unnamed", (), (), idea, automaton=True)
    tables = _tables(name, data["tables"], len(contexts), limits)
    places = _places(data["places"], contexts, needed, tables)
    return Answer(Tabled(info, tables, places), author)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise StrategyError(f"its {key} is no text")
    return plain_text(value, LONGEST_TEXT)


def _tables(name: str, data: object, most: int, limits: Limits) -> tuple[Automaton, ...]:
    if not isinstance(data, list) or not 0 < len(data) <= most:
        raise StrategyError("its answer has no tables, or more than it was asked for")
    try:
        tables = tuple(from_plain(name, each, limits.minds) for each in data)
    except StrategyError as error:
        raise StrategyError(*error.placeless) from error
    for label in (label for table in tables for label in table.minds):
        if not label.isprintable() or not 0 < len(label) <= LABEL + 8:
            raise StrategyError("its minds have names that cannot be printed in a line")
    return tables


def _places(
    data: object, contexts: list[Context], needed: int, tables: tuple[Automaton, ...]
) -> dict[Key, int]:
    """Return which table is for which context; nothing where one serves them all."""
    wrong = StrategyError("its answer does not say which table is for which match")
    if not isinstance(data, list) or len(data) != len(contexts):
        raise wrong
    made: dict[Key, int] = {}
    for k, (at, context) in enumerate(zip(data, contexts, strict=True)):
        if at is None and k >= needed:
            continue
        if type(at) is not int or not 0 <= at < len(tables) or _short(tables[at], context):
            raise wrong
        made[context.turns, context.game, context.seat] = at
    return {} if len(made) == len(contexts) and set(made.values()) == {0} else made


def _short(table: Automaton, context: Context) -> bool:
    """Whether a table is not for so long a match."""
    return table.depth is not None and (context.turns is None or context.turns > table.depth)
