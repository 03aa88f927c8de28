"""Surveying a strategy: every mind, and everything that is wrong with any of them.

Where the exploration that a tournament needs stops at the first mistake, a survey notes it and goes
on. It asks every question twice, the second time in reverse order, because a strategy that keeps
to its minds gives the same answer whenever it is asked.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Any, TypeVar

from secdilemma.automata import distributions
from secdilemma.automata.exploration import MIND_LIMIT
from secdilemma.automata.interface import Context, Mind
from secdilemma.automata.steadiness import Question, unsteady
from secdilemma.errors import StrategyError
from secdilemma.games.actions import ARM, RESTRAIN, Action

_EVENTS = tuple(product((RESTRAIN, ARM), (RESTRAIN, ARM)))
_SHOWN = 3  # events of a history that grows
_ASKED_AGAIN = 200  # of the minds that never stop growing
_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Survey:
    """What was found.

    Parameters
    ----------
    strategy, name, context
        What was asked, how messages call it, and what ``begin`` was told.
    limit
        Minds after which it is taken to grow for ever.
    minds
        In the order in which they were reached, which is by the length of the history.
    problems
        A sentence each.
    grows
        Whether there are more minds than `limit`.
    """

    strategy: Any
    name: str
    context: Context
    limit: int
    minds: list[Mind] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    grows: bool = False
    answers: dict[Hashable, Any] = field(default_factory=dict)
    parents: dict[Mind, tuple[Mind, str] | None] = field(default_factory=dict)
    mistakes: dict[str, list[str]] = field(default_factory=dict)

    def _run(self) -> None:
        self._admit(self._ask("begin", self._begin, "begin()") or (), None)
        for mind in self.minds:  # which grows while it is gone through
            if len(self.minds) > self.limit:
                self.grows = True
                break
            self._ask(("respond", mind), partial(self._respond, mind), f"respond({mind!r})")
            for own, seen in _EVENTS:
                odds = self._following(mind, own, seen)
                self._admit(odds, (mind, own.letter + seen.letter))
        self._gather()
        self._ask_again()

    def _begin(self) -> distributions.MindOdds:
        return distributions.begin(self.strategy, self.context, self.name)

    def _respond(self, mind: Mind) -> distributions.ResponseOdds:
        return distributions.respond(self.strategy, mind, self.name)

    def _following(self, mind: Mind, own: Action, seen: Action) -> distributions.MindOdds:
        ask = partial(distributions.interpret, self.strategy, mind, own, seen, self.name)
        call = f"interpret({mind!r}, {own.name}, {seen.name})"
        return self._ask((mind, own, seen), ask, call) or ()

    def _ask(self, key: Hashable, ask: Callable[[], _Answer], call: str) -> _Answer | None:
        """Return the answer to a question; None, and the mistake is kept, where there is none."""
        try:
            answer = ask()
        except StrategyError as error:
            about = call.partition("(")[0] + str(error).replace(call, "…")
            self.mistakes.setdefault(about, []).append(str(error))
            return None
        self.answers[key] = answer
        return answer

    def _admit(self, odds: distributions.MindOdds, parent: tuple[Mind, str] | None) -> None:
        for mind, _ in odds:
            if mind not in self.parents:
                self.parents[mind] = parent
                self.minds.append(mind)

    def _gather(self) -> None:
        """Make a problem of each kind of mistake: the first, and in how many more calls."""
        for found in self.mistakes.values():
            more = f" (and {len(found) - 1:,} more like it)" if len(found) > 1 else ""
            self.problems.append(f"{found[0]}{more}")

    # --- asking again

    def _ask_again(self) -> None:
        """Note what is not steady: once for each method."""
        found: dict[str, str] = {}
        for problem in unsteady(self.strategy, self.name, self._questions()):
            found.setdefault(problem.partition("(")[0], problem)
        self.problems += found.values()

    def _questions(self) -> Iterator[Question]:
        """Yield every question that was answered, the last one first."""
        for mind in reversed(self.minds[:_ASKED_AGAIN] if self.grows else self.minds):
            for own, seen in reversed(_EVENTS):
                about = (mind, own, seen)
                yield from self._answered(about, distributions.interpret, about)
            yield from self._answered(("respond", mind), distributions.respond, (mind,))
        yield from self._answered("begin", distributions.begin, (self.context,))

    def _answered(
        self, key: Hashable, ask: Callable[..., Any], about: tuple[Any, ...]
    ) -> Iterator[Question]:
        if key in self.answers:
            yield Question(ask, about, self.answers[key])

    # --- minds that grow

    def growth(self) -> str:
        """Say that the minds never stop growing, with the shortest history that shows it."""
        events, minds = self._repeated() or self._path(self.minds[-1])
        history = " ".join(events) if len(events) <= 12 else f"{' '.join(events[:12])} …"
        shown = ", ".join(repr(mind) for mind in minds[: _SHOWN + 1])
        return (
            f"{self.name}: its minds never stop growing: there are more than {self.limit:,}. The "
            f"shortest history that shows it is {history} (own action, seen action): its minds are "
            f"{shown} and so on, and none comes back. Bound what it remembers, such as "
            f"min(count + 1, 10), or mark it @strategy(automaton=False) to play it turn by turn."
        )

    def _repeated(self) -> tuple[list[str], list[Mind]] | None:
        """Return one event that, again and again, leads to ever new minds; None if none does."""
        for own, seen in _EVENTS:
            path = self._along(own, seen)
            if len(path) > self.limit:
                return [own.letter + seen.letter] * _SHOWN, path
        return None

    def _along(self, own: Action, seen: Action) -> list[Mind]:
        path, known = [self.minds[0]], {self.minds[0]}
        while len(path) <= self.limit:
            try:
                odds = distributions.interpret(self.strategy, path[-1], own, seen, self.name)
            except StrategyError:
                return path
            new = [mind for mind, _ in odds if mind not in known]
            if not new:
                return path
            path.append(new[-1])
            known.add(new[-1])
        return path

    def _path(self, mind: Mind) -> tuple[list[str], list[Mind]]:
        events: list[str] = []
        minds = [mind]
        while (parent := self.parents[mind]) is not None:
            mind = parent[0]
            events.append(parent[1])
            minds.append(mind)
        return events[::-1], minds[::-1]


def survey(
    strategy: Any, name: str, context: Context | None = None, limit: int = MIND_LIMIT
) -> Survey:
    """Return what a strategy's minds are and what is wrong with them.

    Parameters
    ----------
    strategy
        An object with ``begin``, ``respond`` and ``interpret``.
    name
        How messages call it.
    context
        What ``begin(self, context)`` is told; by default a match of unknown length.
    limit
        Minds after which it is taken to grow for ever.
    """
    made = Survey(strategy, name, context or Context(), limit)
    made._run()  # noqa: SLF001 - a survey is what running one gives
    return made
