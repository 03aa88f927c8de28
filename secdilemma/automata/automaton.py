"""An automaton: what a strategy with finitely many minds becomes.

Everything fast or exact runs on these arrays. Row ``4 * mind + 2 * own + seen`` of the transition
table (own and seen action as indices, restraint 0, arming 1) holds the minds that may follow.
"""

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.automata.interface import described
from secdilemma.errors import StrategyError
from secdilemma.games.actions import ARM, Action

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """A finite automaton with stochastic responses and transitions.

    Parameters
    ----------
    name
        Of the strategy, for messages.
    minds
        What each mind is called; index i below is minds[i].
    start
        ndarray(float, shape (n,)): probability of beginning in each mind.
    responses
        ndarray(float, shape (n, 3)): probability of restraint, arming and striking in each mind.
    edge_start
        ndarray(int, shape (4n + 1,)): where each row of transitions begins in the two arrays below.
    edge_target, edge_probability
        The minds that may follow, and their probabilities, row after row.
    depth
        None where every reachable mind is here. Otherwise the number of turns for which the
        automaton is complete: minds reached later are missing.

    Raises
    ------
    StrategyError
        If shapes, indices or probabilities do not fit.
    """

    name: str
    minds: tuple[Any, ...]
    start: Floats
    responses: Floats
    edge_start: Ints
    edge_target: Ints
    edge_probability: Floats
    depth: int | None = None
    index: dict[Any, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {mind: i for i, mind in enumerate(self.minds)})
        self._check_shapes()
        self._check_probabilities()
        for array in (
            self.start,
            self.responses,
            self.edge_start,
            self.edge_target,
            self.edge_probability,
        ):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.minds)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Automaton):
            return NotImplemented
        return self is other or all(map(_same, self._parts, other._parts))

    def __hash__(self) -> int:
        return hash((self.name, self.depth, self.responses.tobytes()))

    def __reduce__(self) -> tuple[Any, ...]:
        return Automaton, self._parts

    @property
    def _parts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, each.name) for each in fields(self) if each.init)

    @property
    def deterministic(self) -> bool:
        """Whether nothing in it is left to chance."""
        certain = bool(np.all((self.responses == 0) | (self.responses == 1)))
        return certain and len(self.edge_target) == 4 * len(self) and float(self.start.max()) == 1

    @property
    def branches(self) -> int:
        """The most minds that may follow one event."""
        return int(np.diff(self.edge_start).max())

    def transition(self, mind: Any, own: Action, seen: Action) -> dict[Any, float]:
        """Return the minds that may follow, with their probabilities.

        Raises
        ------
        StrategyError
            If an action is STRIKE: war ends the match before anyone interprets it.
        """
        if own > ARM or seen > ARM:
            raise StrategyError(f"{self.name}: a strike is not interpreted; expected C or D.")
        row = 4 * self.index[mind] + 2 * own + seen
        span = slice(int(self.edge_start[row]), int(self.edge_start[row + 1]))
        targets = [self.minds[i] for i in self.edge_target[span]]
        return dict(zip(targets, self.edge_probability[span].tolist(), strict=True))

    def begin(self) -> dict[Any, float]:
        """Return the minds it may begin in: an automaton is itself a strategy."""
        return {mind: float(p) for mind, p in zip(self.minds, self.start, strict=True) if p > 0}

    def respond(self, mind: Any) -> dict[Action, float]:
        """Return the odds over actions in a mind."""
        return dict(zip(Action, self.responses[self.index[mind]].tolist(), strict=True))

    def interpret(self, mind: Any, own: Action, seen: Action) -> dict[Any, float]:
        """Return the odds over the next mind; see :meth:`transition`."""
        return self.transition(mind, own, seen)

    def _check_shapes(self) -> None:
        n, edges = len(self.minds), len(self.edge_target)
        fits = (
            n > 0
            and len(self.index) == n
            and self.start.shape == (n,)
            and self.responses.shape == (n, 3)
            and self.edge_start.shape == (4 * n + 1,)
            and self.edge_probability.shape == (edges,)
            and int(self.edge_start[0]) == 0
            and int(self.edge_start[-1]) == edges
            and bool(np.all(np.diff(self.edge_start) >= 1))
            and bool(np.all((self.edge_target >= 0) & (self.edge_target < n)))
        )
        if not fits:
            raise StrategyError("the tables of its automaton do not fit together.", where=self.name)

    def _check_probabilities(self) -> None:
        sums = [self.start.sum(), self.responses.sum(axis=1)]
        sums.append(np.add.reduceat(self.edge_probability, self.edge_start[:-1]))
        for array in (self.start, self.responses, self.edge_probability):
            if not bool(np.all((array >= 0) & (array <= 1))):
                raise StrategyError("its automaton holds what is no probability.", where=self.name)
        for total in sums:
            if not bool(np.all(np.abs(total - 1) <= _TOLERANCE)):
                raise StrategyError(
                    "probabilities in its automaton do not sum to 1.", where=self.name
                )


def _same(one: Any, other: Any) -> bool:
    return np.array_equal(one, other) if isinstance(one, np.ndarray) else bool(one == other)


def name_of(strategy: Any) -> str:
    """Return an automaton's name, or what a strategy is called with its parameters."""
    return strategy.name if isinstance(strategy, Automaton) else described(strategy)
