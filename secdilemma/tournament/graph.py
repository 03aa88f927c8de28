"""Who meets whom in a tournament on a graph."""

import shlex
from collections.abc import Iterable
from typing import Any

from secdilemma.errors import TournamentError, suggestion

Edge = tuple[str, str]


def edges_among(edges: Any, names: tuple[str, ...], where: str = "edges") -> tuple[Edge, ...]:
    """Return the edges of a graph over participants, each once, both ends and all in order.

    Parameters
    ----------
    edges
        Pairs of participants, by name or by position from 0; or a graph of networkx, whose nodes
        are such. Directions, weights and parallel edges do not count. A participant's edge to
        itself says nothing: self-play is always reported.
    names
        The participants' names.

    Raises
    ------
    TournamentError
        If something is no pair, or a participant has no neighbour; the message has a line a
        problem.
    """
    given = edges.edges() if callable(getattr(edges, "edges", None)) else edges
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise TournamentError(f"{where}: got {edges!r:.60}; expected pairs of participants.")
    found, problems = set(), []
    for k, pair in enumerate(given):
        try:
            first, second = sorted(_ends(pair, names, f"{where}[{k}]"))
        except TournamentError as error:
            problems.append(str(error))
            continue
        found |= {(first, second)} if first != second else set()
    met = {name for edge in found for name in edge}
    if not problems and len(names) > 1:
        problems = [
            f"{where}: {name!r} has no neighbour; expected an edge for every participant."
            for name in names
            if name not in met
        ]
    if problems:
        raise TournamentError(*problems)
    return tuple(sorted(found))


def read_edges(text: str, where: str) -> list[list[str]]:
    """Return the pairs of a text with two names a line, apart by blanks.

    A name with blanks in it stands in quotation marks. Empty lines and comments, which begin with
    a ``#``, are left out.

    Raises
    ------
    TournamentError
        If a line has not two names.
    """
    made, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        names = _words(line)
        if names and len(names) != 2:
            problems.append(f"{where}, line {number}: got {line!r}; expected two names.")
        made += [names] if len(names) == 2 else []
    if problems:
        raise TournamentError(*problems)
    return made


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:  # a quotation mark that is never closed
        return [line]


def _ends(pair: Any, names: tuple[str, ...], where: str) -> list[str]:
    ends = list(pair) if isinstance(pair, Iterable) and not isinstance(pair, str) else []
    if len(ends) < 2:
        raise TournamentError(f"{where}: got {pair!r}; expected a pair of participants.")
    return [_end(each, names, where) for each in ends[:2]]


def _end(end: Any, names: tuple[str, ...], where: str) -> str:
    if isinstance(end, str) and end in names:
        return end
    whole = isinstance(end, int) and not isinstance(end, bool)
    if whole and 0 <= end < len(names):
        return names[end]  # type: ignore[no-any-return]
    if isinstance(end, str):
        hint = suggestion(end, names)
        raise TournamentError(f"{where}: no participant is called {end!r}.{hint}")
    raise TournamentError(
        f"{where}: got {end!r}; expected a participant's name, or its position from 0 to "
        f"{len(names) - 1}."
    )
