"""One entry: its file loaded, its strategy explored twice, and all of it as plain data.

Runs wherever it is called: in a cell where nobody trusts the entry, in this process otherwise.
"""

import errno
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.diagram import mind_names
from secdilemma.automata.exploration import explore, forget
from secdilemma.automata.interface import (
    Context,
    StrategyInfo,
    build,
    info_of,
    is_strategy,
    kebab_case,
)
from secdilemma.automata.tables import to_plain
from secdilemma.catalogue import catalogue
from secdilemma.catalogue.data.strategies import parse_strategy
from secdilemma.errors import GrowingMindsError, StrategyError

MODULE = "secdilemma_entry"
MOST_EXPLORATIONS, EXPLORED_AGAIN = 12, 1000
"""How often at most, and how many minds in all, an entry is explored again to be sure of it."""
_REFUSED = {
    errno.EACCES, errno.EAGAIN, errno.ENETUNREACH, errno.ENOENT, errno.ENOSYS, errno.EPERM,
    errno.EROFS,
}  # fmt: skip
_RULE = "; an entry has no use for files, processes or the network"
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
DISAGREE = (
    "two explorations of it disagree: what it does depends on something outside its mind, such as "
    "the time, a random generator or the order of a set; return odds, such as 0.5, instead"
)
LABEL = 80
"""The most characters of a mind's name that are kept."""


def answer(
    source: bytes,
    file: str,
    contexts: list[Context],
    needed: int,
    minds: int,
    *,
    again: bool = True,
) -> dict[str, Any]:
    """Return an entry's tables and description, or ``{"problem": why not}``.

    Parameters
    ----------
    source
        What its file holds.
    file
        What the file is called.
    contexts
        The matches to explore it for.
    needed
        How many of them it must have tables for, from the first.
    minds
        The most minds that it may have.
    again
        Whether it is explored again and again here, to find what it keeps outside its minds.
    """
    name = ""
    try:
        kind, author = load(source, file)
        name = info_of(kind).name
        return described(info_of(kind), author) | tables_of(
            kind, contexts, needed, minds, again=again
        )
    except MemoryError:
        return {"problem": "it needs more memory than it may have"}
    except GrowingMindsError:
        return {
            "problem": f"it has more than {minds:,} minds, or they never stop growing; bound what "
            f"it remembers, such as min(count + 1, 10)"
        }
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the entry's own
        return {"problem": reason(error, file).removeprefix(f"{name}: ")}


def load(source: bytes, file: str) -> tuple[type, str]:
    """Return the strategy class of an entry, and its author if it names one.

    Raises
    ------
    StrategyError
        Unless a Python file has exactly one strategy, or a TOML file describes one.
    """
    if file.endswith(".toml"):
        stem = kebab_case(file.removesuffix(".toml")).replace("_", "-")
        return parse_strategy(source.decode(), stem), ""
    module = ModuleType(MODULE)
    module.__file__ = file
    sys.modules[MODULE] = module  # dataclasses look there for the module of a class
    exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)  # noqa: S102
    found = {id(each): each for each in vars(module).values() if is_strategy(each)}
    own = [each for each in found.values() if each.__module__ == MODULE]
    if len(own) != 1:
        listed = f" ({', '.join(each.__name__ for each in own[:5])})" if own else ""
        raise StrategyError(f"it has {len(own) or 'no'} strategies{listed}; expected one @strategy")
    return own[0], _author(module, own[0])


def _author(module: ModuleType, kind: type) -> str:
    named = getattr(module, "__author__", "")
    if isinstance(named, str) and named:
        return named
    for line in (kind.__doc__ or "").splitlines():
        key, colon, rest = line.partition(":")
        if colon and key.strip().lower() in ("author", "authors"):
            return rest.strip()
    return ""


def described(info: StrategyInfo, author: str) -> dict[str, Any]:
    """Return what an entry says of itself.

    Raises
    ------
    StrategyError
        If it has no tables to give.
    """
    if not info.automaton:
        raise StrategyError(
            "it is marked automaton=False, so it has no tables; an entry needs them"
        )
    return {"name": info.name, "school": info.school, "idea": info.idea, "author": author}


def tables_of(
    kind: type, contexts: list[Context], needed: int, minds: int, *, again: bool
) -> dict[str, Any]:
    """Return the tables of a strategy, and which of them is for which context.

    Past the first `needed` contexts it may have no table.

    Raises
    ------
    StrategyError
        If it misbehaves, grows, or two explorations disagree.
    """
    tables, places = _explored(kind, contexts, needed, minds)
    if again and not _steady(kind, contexts, needed, minds, tables, places):
        raise StrategyError(DISAGREE)
    return {"tables": [to_plain(each, labels(each)) for each in tables], "places": places}


def _steady(
    kind: type,
    contexts: list[Context],
    needed: int,
    minds: int,
    tables: list[Automaton],
    places: list[int | None],
) -> bool:
    """Whether exploring again gives the same, and many times over if a strategy is small."""
    again, again_places = _explored(kind, contexts, needed, minds)
    if places != again_places or len(tables) != len(again) or not all(map(_equal, tables, again)):
        return False
    first = tables[places[0] or 0]
    times = min(MOST_EXPLORATIONS, EXPLORED_AGAIN // len(first))
    return all(_equal(first, _explored(kind, contexts[:1], 1, minds)[0][0]) for _ in range(times))


def _explored(
    kind: type, contexts: list[Context], needed: int, minds: int
) -> tuple[list[Automaton], list[int | None]]:
    forget()
    strategy, name = build(kind, {}), info_of(kind).name
    tables: list[Automaton] = []
    places: list[int | None] = []
    for k, context in enumerate(contexts):
        try:
            table = explore(strategy, context, name=name, limit=minds)
        except StrategyError:
            if k < needed:
                raise
            places.append(None)
            continue
        at = [i for i, each in enumerate(tables) if each is table or _equal(each, table)]
        if not at:
            tables.append(table)
        places.append(at[0] if at else len(tables) - 1)
    return tables, places


def _equal(one: Automaton, other: Automaton) -> bool:
    return same_tables(one, other) and list(map(repr, one.minds)) == list(map(repr, other.minds))


def same_tables(one: Automaton, other: Automaton) -> bool:
    """Whether two automata do the same in the same order, whatever their minds are called."""
    parts = ("start", "responses", "edge_start", "edge_target", "edge_probability")
    return (
        len(one) == len(other)
        and one.depth == other.depth
        and all(np.array_equal(getattr(one, part), getattr(other, part)) for part in parts)
    )


def labels(automaton: Automaton) -> list[str]:
    """Return what its minds are called: printable, not long, no two the same."""
    names = [plain_text(each, LABEL) or "?" for each in mind_names(automaton)]
    if len(set(names)) == len(names):
        return names
    return [f"{i}: {name}" for i, name in enumerate(names)]


def plain_text(text: str, most: int) -> str:
    """Return a text on one line, with nothing in it that does not print, of `most` characters."""
    shown = " ".join(text[: 4 * most].split())
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
    return safe if len(safe) <= most else safe[: most - 1] + "…"


def reason(error: BaseException, file: str) -> str:
    """Return why an entry did not load or could not be explored, in words."""
    why = catalogue.reason(error, Path(file)).removesuffix(f" ({file})").rstrip(".: ")
    refused = isinstance(error, OSError) and error.errno in _REFUSED
    return _ADDRESS.sub("", why) + (_RULE if refused else "")
