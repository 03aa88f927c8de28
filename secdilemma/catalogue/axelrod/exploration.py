"""From a live player to an automaton, by exploring every mind that it can have.

Exploration starts with a view that keeps nothing of history. Where the player asks for what is not
kept the view is widened by just that, and exploration begins anew. So what is explored to the end
depends on nothing but the view and the player's own attributes, which together are the mind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.catalogue.axelrod.probe import (
    WHOSE,
    Decided,
    Probe,
    lengths_known_in_part,
)
from secdilemma.catalogue.axelrod.views import COUNTS, Extent, Needed, Unbounded, View

MIND_LIMIT = 60_000
MOST_STEPS = 200
_LONG = 200  # turns
_TRIES = 6  # how often the bound of a count grows before all of it is kept


@dataclass(frozen=True, slots=True)
class Derivation:
    """What exploring a player found.

    Parameters
    ----------
    automaton
        None where it is not finite, or not small enough.
    reason
        Why there is none; empty where there is one.
    memory
        What it reads of its histories, in words.
    reads
        Which of ``length`` and ``game`` it reads.
    explored
        How many minds were explored, before those that nothing tells apart were made one.
    """

    automaton: Automaton | None
    reason: str
    memory: str
    reads: frozenset[str]
    explored: int = 0


def derive(
    name: str,
    make: Callable[[], Any],
    attributes: Mapping[str, Any],
    turns: int | None,
    limit: int = MIND_LIMIT,
) -> Derivation:
    """Explore a player of axelrod into an automaton.

    Parameters
    ----------
    name
        How messages call the automaton.
    make
        Returns a new player.
    attributes
        Of the match: ``length``, ``game`` and ``noise``.
    turns
        The length of the match; None where the automaton must hold for any length.
    limit
        The most minds to explore.
    """
    views = dict.fromkeys(WHOSE, View())
    asked: dict[tuple[str, str], int] = {}
    with lengths_known_in_part():
        for _ in range(MOST_STEPS):
            probe = Probe(make, attributes, views)
            try:
                automaton = _Exploration(name, probe, limit).run(turns)
            except Needed as need:
                try:
                    _widen(views, asked, need)
                except Unbounded as reason:
                    return _none(str(reason), views, probe)
            except Unbounded as reason:
                return _none(str(reason), views, probe)
            except (ArithmeticError, LookupError, AttributeError, TypeError, ValueError) as error:
                return _none(f"cannot be explored ({type(error).__name__}: {error})", views, probe)
            else:
                return Derivation(automaton, "", *_read(views, probe), explored=len(automaton))
    return _none("asks for ever more of its history", views, probe)


def _none(reason: str, views: dict[str, View], probe: Probe) -> Derivation:
    return Derivation(None, reason, *_read(views, probe))


def _read(views: dict[str, View], probe: Probe) -> tuple[str, frozenset[str]]:
    parts = [part for whose in WHOSE for part in _in_words(whose, views[whose])]
    read = frozenset(probe.attributes.read & {"length", "game"})
    return ", ".join(dict.fromkeys(parts)) or "nothing", read


def _widen(views: dict[str, View], asked: dict[tuple[str, str], int], need: Needed) -> None:
    """Widen a view by what was asked for; all of a count that is asked for again and again."""
    key = (need.whose, need.what)
    asked[key] = asked.get(key, 0) + 1
    count = need.what in COUNTS
    size = None if count and asked[key] > _TRIES else need.size
    views[need.whose] = views[need.whose].with_needed(need.what, size)


@dataclass
class _Exploration:
    name: str
    probe: Probe
    limit: int
    index: dict[Any, int] = field(default_factory=dict)
    restrain: list[float] = field(default_factory=list)
    edges: list[tuple[int, float]] = field(default_factory=list)
    edge_start: list[int] = field(default_factory=lambda: [0])

    def run(self, turns: int | None) -> Automaton:
        start = self.probe.begin()
        layer = self._admit(start)
        depth = 1
        while layer and (turns is None or depth < turns):
            layer = [new for before in layer for new in self._expand(before)]
            depth += 1
            self._require_slow_growth(depth)
        for i in range(len(self.index) - len(layer), len(self.index)):  # nothing follows
            for _ in range(4):
                self.edges.append((i, 1.0))
                self.edge_start.append(len(self.edges))
        return self._automaton(start, turns if layer else None)

    def _require_slow_growth(self, depth: int) -> None:
        """Give up early on minds that grow faster than with the square of the turns."""
        count = len(self.index)
        if count > self.limit / 3 and count * (_LONG / depth) ** 2 > 4 * self.limit:
            raise Unbounded(f"has more than {self.limit:,} minds, {count:,} by turn {depth}")

    def _admit(self, ways: dict[Any, Decided]) -> list[Decided]:
        new = []
        for key, decided in ways.items():
            if key not in self.index:
                self.index[key] = len(self.index)
                self.restrain.append(decided.restrain)
                new.append(decided)
        if len(self.index) > self.limit:
            raise Unbounded(f"has more than {self.limit:,} minds")
        return new

    def _expand(self, before: Decided) -> list[Decided]:
        new = []
        for own in (0, 1):
            for seen in (0, 1):
                ways = self.probe.after(before, own, seen)
                new += self._admit(ways)
                self.edges += [(self.index[key], each.weight) for key, each in ways.items()]
                self.edge_start.append(len(self.edges))
        return new

    def _automaton(self, start: dict[Any, Decided], depth: int | None) -> Automaton:
        n = len(self.index)
        begin = np.zeros(n)
        for key, each in start.items():
            begin[self.index[key]] = each.weight
        restrain = np.array(self.restrain)
        return Automaton(
            name=self.name,
            minds=tuple(range(n)),
            start=begin,
            responses=np.column_stack([restrain, 1.0 - restrain, np.zeros(n)]),
            edge_start=np.array(self.edge_start, np.int64),
            edge_target=np.array([target for target, _ in self.edges], np.int64),
            edge_probability=np.array([p for _, p in self.edges], np.float64),
            depth=depth,
        )


_OWNER = {"own": "its own", "seen": "the other's", "inner": "its players'"}
_COUNT = {"turns": "the turn", "C": "{} C", "D": "{} D"}


def _in_words(whose: str, view: View) -> list[str]:
    owner = _OWNER[whose]
    parts = [f"{owner} last {view.last}"] if view.last else []
    parts += [f"{owner} first {view.first}"] if view.first else []
    for name, kept in zip(COUNTS, view.counts, strict=True):
        if kept != Extent():
            parts.append(_COUNT.get(name, f"{owner} {name}").format(owner) + _extent(kept))
    return parts


def _extent(kept: Extent) -> str:
    below = "" if kept.bound is None else f" up to {kept.bound - 1}" if kept.bound else ""
    return below + (f" modulo {kept.modulus}" if kept.modulus > 1 else "")
