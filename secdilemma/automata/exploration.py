"""Exploring a strategy's minds, breadth first, into an automaton."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from secdilemma.automata import distributions
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context, Mind, info_of
from secdilemma.automata.steadiness import Question, require_steady
from secdilemma.errors import GrowingMindsError, StrategyError
from secdilemma.games.actions import ARM, RESTRAIN, Action

MIND_LIMIT = 5_000
_EVENTS = tuple(product((RESTRAIN, ARM), repeat=2))


def explore(
    strategy: Any,
    context: Context | None = None,
    *,
    name: str | None = None,
    limit: int = MIND_LIMIT,
) -> Automaton:
    """Return the automaton of every mind that a strategy can reach.

    Every own and every seen action is tried in every mind, so that the automaton holds under any
    error. Where the match has a fixed length, minds that only a longer match could reach are left
    out, so that a strategy that counts turns is finite too. Every question is asked twice, the
    second time in reverse order.

    Parameters
    ----------
    strategy
        An object with ``begin``, ``respond`` and ``interpret``. An automaton is returned as it is,
        and a strategy that has a method ``as_automaton(context)`` is asked for its own.
    context
        What ``begin(self, context)`` is given; by default a match of unknown length.
    name
        How messages call it.
    limit
        The most minds to explore.

    Raises
    ------
    StrategyError
        If it raises, returns nonsense, has more than `limit` minds, or depends on anything outside
        its minds.

    Examples
    --------
    >>> from secdilemma.catalogue.catalogue import open_catalogue
    >>> len(explore(open_catalogue().make("tf2t")))
    3
    """
    if isinstance(strategy, Automaton):
        return strategy
    context = context or Context()
    own_tables = getattr(strategy, "as_automaton", None)
    if own_tables is not None:
        return own_tables(context)  # type: ignore[no-any-return]
    name = name or info_of(strategy).name
    asks = distributions.wants_context(strategy)
    if not asks and context.turns is not None:
        found = _all_minds(strategy, Context(), name, limit)
        if found is not None:
            return found
    return _explored(strategy, context if asks else Context(context.turns), name, limit)


def _all_minds(strategy: Any, context: Context, name: str, limit: int) -> Automaton | None:
    """Return the automaton for a match of any length; None if its minds never stop growing."""
    try:
        return _explored(strategy, context, name, limit)
    except GrowingMindsError:
        return None


def _explored(strategy: Any, context: Context, name: str, limit: int) -> Automaton:
    try:
        return _remembered(strategy, context, name, limit)
    except TypeError:  # a strategy or a game that cannot be hashed is explored anew
        return _Exploration(strategy, name, limit).run(context)


def forget() -> None:
    """Forget every automaton, so that the next exploration asks the strategy anew."""
    _remembered.cache_clear()


@lru_cache(maxsize=1024)
def _remembered(strategy: Any, context: Context, name: str, limit: int) -> Automaton:
    return _Exploration(strategy, name, limit).run(context)


@dataclass
class _Exploration:
    strategy: Any
    name: str
    limit: int
    questions: list[Question] = field(default_factory=list)
    minds: list[Mind] = field(default_factory=list)
    index: dict[Mind, int] = field(default_factory=dict)
    parents: list[tuple[int, str] | None] = field(default_factory=list)
    responses: list[distributions.ResponseOdds] = field(default_factory=list)
    edge_start: list[int] = field(default_factory=lambda: [0])
    edges: list[tuple[int, float]] = field(default_factory=list)

    def run(self, context: Context) -> Automaton:
        start = self._ask(distributions.begin, context)
        self._admit((mind for mind, _ in start), None)
        level, turn = range(len(self.minds)), 1
        while level and (context.turns is None or turn < context.turns):
            first_new = len(self.minds)
            for i in level:
                self._expand(i)
            level, turn = range(first_new, len(self.minds)), turn + 1
        for i in level:  # minds of the last turn: they respond, and nothing follows
            self._respond(i)
        require_steady(self.strategy, self.name, reversed(self.questions))
        return self._finish(start, level, context.turns)

    def _admit(self, minds: Iterable[Mind], parent: tuple[int, str] | None) -> None:
        for mind in minds:
            if mind in self.index:
                continue
            self.index[mind] = len(self.minds)
            self.minds.append(mind)
            self.parents.append(parent)
            if len(self.minds) > self.limit:
                raise self._grows()

    def _ask(self, ask: Callable[..., Any], *about: Any) -> Any:
        answer = ask(self.strategy, *about, self.name)
        self.questions.append(Question(ask, about, answer))
        return answer

    def _respond(self, i: int) -> None:
        self.responses.append(self._ask(distributions.respond, self.minds[i]))

    def _expand(self, i: int) -> None:
        self._respond(i)
        for own, seen in _EVENTS:
            odds = self._ask(distributions.interpret, self.minds[i], own, seen)
            self._admit((target for target, _ in odds), (i, own.letter + seen.letter))
            self.edges += [(self.index[target], p) for target, p in odds]
            self.edge_start.append(len(self.edges))

    def _finish(self, start: distributions.MindOdds, last: range, turns: int | None) -> Automaton:
        for i in last:
            for _ in _EVENTS:
                self.edges.append((i, 1.0))
                self.edge_start.append(len(self.edges))
        begin = np.zeros(len(self.minds))
        for mind, p in start:
            begin[self.index[mind]] += p
        return Automaton(
            name=self.name,
            minds=tuple(self.minds),
            start=begin,
            responses=np.array(self.responses, dtype=np.float64),
            edge_start=np.array(self.edge_start, dtype=np.int64),
            edge_target=np.array([target for target, _ in self.edges], dtype=np.int64),
            edge_probability=np.array([p for _, p in self.edges], dtype=np.float64),
            depth=turns if last else None,
        )

    def _grows(self) -> GrowingMindsError:
        history = self._history(len(self.minds) - 1)
        shown = history if len(history) <= 8 else [*history[:4], "…", *history[-2:]]
        recent = ", ".join(repr(mind) for mind in self.minds[-3:])
        return GrowingMindsError(
            f"{self.name}: its minds never stop growing: more than {self.limit:,}, the newest "
            f"{recent}, reached by (own action, seen action) {' '.join(shown)}. Bound what it "
            f"remembers, such as min(count + 1, 10), or mark it @strategy(automaton=False) to play "
            f"it turn by turn."
        )

    def _history(self, i: int) -> list[str]:
        events: list[str] = []
        parent = self.parents[i]
        while parent is not None:
            events.append(parent[1])
            parent = self.parents[parent[0]]
        return events[::-1]


def replay(automaton: Automaton, own: Iterable[Action], seen: Iterable[Action]) -> list[Any]:
    """Return the minds of a deterministic automaton over a history, the first one included.

    Raises
    ------
    StrategyError
        If the automaton leaves a transition to chance.
    """
    (mind,) = automaton.begin()
    minds = [mind]
    for a, b in zip(own, seen, strict=True):
        following = automaton.transition(mind, a, b)
        if len(following) != 1:
            raise StrategyError(f"{automaton.name}: what follows {mind!r} is left to chance.")
        (mind,) = following
        minds.append(mind)
    return minds
