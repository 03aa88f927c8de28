"""Every pair at every horizon, each in the best lane that it allows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context
from secdilemma.errors import TournamentError
from secdilemma.games.horizon import LONG_RUN, Horizon
from secdilemma.matches import draws
from secdilemma.matches.kernels.tables import Words
from secdilemma.matches.tally import Ints, Lane, Tally
from secdilemma.matches.threads import thread_count
from secdilemma.tournament.specification import Tournament, Work

if TYPE_CHECKING:
    from secdilemma.matches.interpreted import Table


def tallies(
    tournament: Tournament,
    work: Work | None = None,
    pairs: Ints | None = None,
    keys: Words | None = None,
) -> list[Tally]:
    """Play every pair, or only `pairs`, at every horizon; return a tally a horizon, in order.

    Parameters
    ----------
    tournament
        What is played; its institutions are not looked at (see :mod:`secdilemma.tournament.dyads`).
    work
        Threads, chunks and progress.
    pairs
        ndarray(int, shape (k, 2)): the participants in the first and the second seat.
    keys
        ndarray(uint64, shape (k,)): the pairs' random keys; by default made from names.

    Raises
    ------
    StrategyError
        If a strategy misbehaves or its minds never stop growing.
    TournamentError
        If the engine asked for cannot play it.
    """
    work = work or Work()
    pairs = tournament.pairs if pairs is None else pairs
    report = _Reporter(work.progress, len(pairs) * len(tournament.horizons))
    parts = [
        _HorizonOfPairs.of(tournament, horizon, work, report, pairs, keys)
        for horizon in tournament.horizons
    ]
    if tournament.engine in ("auto", "exact"):
        _solve_together(parts)
    return [part.play() for part in parts]


def require_playable(tournament: Tournament) -> None:
    """Explore every participant, before any kernel is needed.

    Raises
    ------
    StrategyError
        If a strategy misbehaves or its minds never stop growing.
    """
    for horizon in tournament.horizons:
        _HorizonOfPairs.of(tournament, horizon, Work(), _Reporter(None, 0), tournament.pairs)


def key_of(tournament: Tournament, first: int, second: int) -> int:
    """Return the random key of two participants in their seats."""
    seats = tournament.participants[first], tournament.participants[second]
    return draws.pair_key(tournament.seed, seats[0].name, seats[1].name)


def table_of(tournament: Tournament, horizon: Horizon, first: int, second: int) -> "Table":
    """Return the table at which two participants sit, each told the game as it knows it."""
    from secdilemma.matches.interpreted import Table

    game = tournament.game
    a, b = tournament.participants[first], tournament.participants[second]
    return Table.of(
        (a.strategy, b.strategy),
        (a.name, b.name),
        game,
        tournament.perception,
        horizon,
        (a.view(game, 0), b.view(game, 0 if game.symmetric else 1)),
    )


def _solve_together(parts: list["_HorizonOfPairs"]) -> None:
    """Give the exact lane each pair that is the same at all horizons once for all of them."""
    from secdilemma.matches.exact import play_exact_horizons

    first = parts[0]
    at = np.flatnonzero(first.tabled & _steady(parts))
    if not len(at):
        return
    spec, work = first.tournament, first.work
    made = play_exact_horizons(
        first.automata,
        first.seated[at],
        spec.game,
        spec.perception,
        spec.horizons,
        threads=thread_count(work.threads),
        chunk=work.chunk,
        progress=lambda count: first.report(count * len(parts)),
    )
    for part, tally in zip(parts, made, strict=True):
        part.place(tally, at)
        part.tried[at] = True


def _steady(parts: list["_HorizonOfPairs"]) -> NDArray[np.bool_]:
    """Return which pairs are of automata that are the same at every horizon."""
    first = parts[0]
    same = np.array(
        [
            all(part.automaton(i, s) is first.automaton(i, s) for part in parts for s in (0, 1))
            for i in range(len(first.seats))
        ]
    )
    return np.asarray(same[first.pairs].all(axis=1))


@dataclass(slots=True)
class _Reporter:
    progress: Callable[[int, int], None] | None
    total: int
    done: int = 0

    def __call__(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)


@dataclass(slots=True)
class _HorizonOfPairs:
    """All pairs at one horizon.

    `seats[i, s]` is the automaton that participant i is in seat s, -1 where it has none.
    """

    tournament: Tournament
    horizon: Horizon
    work: Work
    report: _Reporter
    pairs: Ints
    tally: Tally
    tried: NDArray[np.bool_]  # the exact lane has solved it, or found it too large
    keys: Words | None = None
    automata: list[Automaton] = field(default_factory=list)
    seats: Ints = field(default_factory=lambda: np.zeros((0, 2), np.int64))

    @classmethod
    def of(
        cls,
        tournament: Tournament,
        horizon: Horizon,
        work: Work,
        report: _Reporter,
        pairs: Ints,
        keys: Words | None = None,
    ) -> "_HorizonOfPairs":
        tally, tried = Tally.empty(len(pairs)), np.zeros(len(pairs), np.bool_)
        made = cls(tournament, horizon, work, report, pairs, tally, tried, keys)
        made.seats = np.full((len(tournament.participants), 2), -1, np.int64)
        if tournament.engine != "interpreted":
            made._explore()
        return made

    def play(self) -> Tally:
        left = np.arange(len(self.pairs))
        if self.tournament.engine in ("auto", "exact"):
            left = self._exact()
            self._require_exact(left)
        if self.horizon == LONG_RUN:
            return self.tally
        if self.tournament.engine in ("auto", "simulated"):
            tabled = self.tabled[left]
            self._simulate(left[tabled])
            left = left[~tabled]
        self._interpret(left)
        return self.tally

    def automaton(self, participant: int, seat: int) -> Automaton | None:
        at = int(self.seats[participant, seat])
        return self.automata[at] if at >= 0 else None

    @property
    def seated(self) -> Ints:
        first, second = self.pairs[:, 0], self.pairs[:, 1]
        return np.column_stack([self.seats[first, 0], self.seats[second, 1]])

    @property
    def tabled(self) -> NDArray[np.bool_]:
        return np.asarray((self.seated >= 0).all(axis=1))

    def _explore(self) -> None:
        game = self.tournament.game
        for i, participant in enumerate(self.tournament.participants):
            for seat in (0, 1) if participant.finite else ():
                if seat == 1 and game.symmetric:
                    self.seats[i, 1] = self.seats[i, 0]
                    continue
                context = Context(self.horizon.known_turns, participant.view(game, seat), seat)
                automaton = participant.automaton_or_live(context)
                if automaton is not None:
                    self.automata.append(automaton)
                    self.seats[i, seat] = len(self.automata) - 1

    def _exact(self) -> Ints:
        """Write what the exact lane can do; return the pairs that are left."""
        from secdilemma.matches.exact import play_exact

        at = np.flatnonzero(self.tabled & ~self.tried)
        if len(at):
            made = play_exact(
                self.automata,
                self.seated[at],
                self.tournament.game,
                self.tournament.perception,
                self.horizon,
                threads=thread_count(self.work.threads),
                chunk=self.work.chunk,
                progress=self.report,
            )
            self.place(made, at)
        return np.flatnonzero(self.tally.lane == Lane.NONE)

    def _simulate(self, at: Ints) -> None:
        from secdilemma.matches.sampled import play_simulated

        if not len(at):
            return
        made = play_simulated(
            self.automata,
            self.seated[at],
            self._keys(at),
            self.tournament.game,
            self.tournament.perception,
            self.horizon,
            self.tournament.repetitions,
            threads=thread_count(self.work.threads),
            chunk=self.work.chunk,
            progress=self.report,
        )
        self.place(made, at)

    def _interpret(self, at: Ints) -> None:
        from secdilemma.matches.interpreted import play_interpreted

        for k, key in zip(at, self._keys(at), strict=True):
            table = table_of(self.tournament, self.horizon, *self.pairs[k].tolist())
            made = play_interpreted(table, int(key), self.tournament.repetitions, self.report)
            self.place(made, np.array([k]))

    def place(self, made: Tally, at: Ints) -> None:
        self.tally.place(made, at)

    def _keys(self, at: Ints) -> Words:
        if self.keys is not None:
            return np.asarray(self.keys[at])
        keys = [key_of(self.tournament, i, j) for i, j in self.pairs[at]]
        return np.array(keys, dtype=np.uint64)

    def _require_exact(self, left: Ints) -> None:
        if self.tournament.engine != "exact" or not len(left):
            return
        names = self.tournament.names
        i, j = self.pairs[left[0]]
        raise TournamentError(
            f'engine: got "exact", but {names[i]} against {names[j]} over '
            f"{self.horizon.in_words()} is not an affordable chain ({len(left)} such pairs); "
            f'expected "auto", which samples those.'
        )
