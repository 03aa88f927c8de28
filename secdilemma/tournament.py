"""A tournament: participants, a game, a perception and horizons; all pairs, self-play included."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from secdilemma import draws
from secdilemma.authoring import Context
from secdilemma.automaton import Automaton
from secdilemma.errors import TournamentError
from secdilemma.games.arms import preset
from secdilemma.games.game import Game
from secdilemma.horizons import LONG_RUN, Horizon, turns
from secdilemma.lanes.counting import Ints, Lane, Tally
from secdilemma.participants import Participant, as_participant, distinctly_named
from secdilemma.perception import Perception

Engine = Literal["auto", "exact", "simulated", "interpreted"]
ENGINES: tuple[Engine, ...] = ("auto", "exact", "simulated", "interpreted")
_LARGEST_SEED = 2**63


@dataclass(frozen=True)
class Tournament:
    """What is played; frozen, and enough to play it again.

    Parameters
    ----------
    participants
        Strategies or :class:`Participant`; names must differ.
    game
        The stage game; by default the arms race.
    perception
        Errors; by default none.
    horizons
        The first one scores; the others are reported. By default 200 turns, then 50, 1,000 and the
        long run.
    repetitions
        Matches a pair where it is sampled, from 2.
    seed
        Of every random draw, from 0.
    engine
        ``"auto"`` takes the best lane that each pair allows.
    self_play_counts
        Whether the score counts a strategy's match with itself; it is always played.
    name, description
        For listings and results.

    Raises
    ------
    TournamentError
        If there are no participants, two share a name, or a number is out of its range.
    """

    participants: tuple[Participant, ...]
    game: Game = field(default_factory=lambda: preset("arms_race"))
    perception: Perception = field(default_factory=Perception)
    horizons: tuple[Horizon, ...] = (
        turns(200),
        turns(50),
        turns(1000),
        LONG_RUN,
    )
    repetitions: int = 200
    seed: int = 1
    engine: Engine = "auto"
    self_play_counts: bool = False
    name: str = "tournament"
    description: str = ""

    def __post_init__(self) -> None:
        made = tuple(as_participant(each) for each in self.participants)
        object.__setattr__(self, "participants", distinctly_named(made))
        unique = tuple(dict.fromkeys(self.horizons))
        object.__setattr__(self, "horizons", unique)
        if not unique:
            raise TournamentError("horizons: got none; expected at least one.")
        _require_whole("repetitions", self.repetitions, 2, 10**9)
        _require_whole("seed", self.seed, 0, _LARGEST_SEED)
        if self.engine not in ENGINES:
            known = ", ".join(ENGINES)
            raise TournamentError(f"engine: got {self.engine!r}; expected one of {known}.")

    @property
    def names(self) -> tuple[str, ...]:
        """The participants' names, in order."""
        return tuple(each.name for each in self.participants)

    @property
    def pairs(self) -> Ints:
        """Who meets whom, ndarray(int, shape (k, 2)).

        In a symmetric game each pair once, the first seat to the name that sorts first, so that
        the order of the participants changes nothing; otherwise every ordered pair.
        """
        n = len(self.participants)
        order = sorted(range(n), key=lambda i: self.names[i])
        if self.game.symmetric:
            made = [(order[a], order[b]) for a in range(n) for b in range(a, n)]
        else:
            made = [(i, j) for i in order for j in order]
        return np.array(made, np.int64)

    def with_changes(self, **changes: Any) -> "Tournament":
        """Return this tournament with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Work:
    """How to do it; nothing here changes a byte of the results.

    Parameters
    ----------
    threads
        None for one a core.
    chunk
        Pairs a piece of work; None to choose.
    progress
        Called with (pairs done, pairs in all).
    """

    threads: int | None = None
    chunk: int | None = None
    progress: Callable[[int, int], None] | None = None


def tallies(tournament: Tournament, work: Work | None = None) -> list[Tally]:
    """Play every pair at every horizon; return a tally a horizon, in their order.

    Raises
    ------
    StrategyError
        If a strategy misbehaves or its minds never stop growing.
    TournamentError
        If the engine asked for cannot play it.
    """
    work = work or Work()
    pairs = tournament.pairs
    known: dict[str, Automaton] = {}
    reporter = _Reporter(work.progress, len(pairs) * len(tournament.horizons))
    return [
        _play_horizon(tournament, horizon, pairs, work, reporter, known)
        for horizon in tournament.horizons
    ]


@dataclass(slots=True)
class _Reporter:
    progress: Callable[[int, int], None] | None
    total: int
    done: int = 0

    def __call__(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)


def _play_horizon(
    tournament: Tournament,
    horizon: Horizon,
    pairs: Ints,
    work: Work,
    report: _Reporter,
    known: dict[str, Automaton],
) -> Tally:
    automata, seats = _automata(tournament, horizon, known)
    tally = Tally.empty(len(pairs))
    tabled = (seats[pairs[:, 0], 0] >= 0) & (seats[pairs[:, 1], 1] >= 0)
    indices = np.column_stack([seats[pairs[:, 0], 0], seats[pairs[:, 1], 1]])
    left = np.arange(len(pairs))
    if tournament.engine in ("auto", "exact"):
        left = _exact(tournament, horizon, automata, indices, tabled, tally, work, report)
        _require_exact(tournament, horizon, pairs, left)
    if horizon == LONG_RUN:
        return tally
    if tournament.engine in ("auto", "simulated"):
        sampled = left[tabled[left]]
        _simulate(tournament, horizon, automata, indices, pairs, sampled, tally, work, report)
        left = left[~tabled[left]]
    _interpret(tournament, horizon, pairs, left, tally, report)
    return tally


def _automata(
    tournament: Tournament, horizon: Horizon, known: dict[str, Automaton]
) -> tuple[list[Automaton], Ints]:
    """Return the automata, and which of them each participant is in each seat; -1 for none."""
    automata: list[Automaton] = []
    seats = np.full((len(tournament.participants), 2), -1, np.int64)
    if tournament.engine == "interpreted":
        return automata, seats
    symmetric = tournament.game.symmetric
    for i, participant in enumerate(tournament.participants):
        if not participant.finite:
            continue
        for seat in (0, 1):
            if seat == 1 and symmetric:
                seats[i, 1] = seats[i, 0]
                continue
            context = Context(horizon.known_turns, tournament.game, seat)
            automata.append(participant.automaton(context, known))
            seats[i, seat] = len(automata) - 1
    return automata, seats


def _exact(
    tournament: Tournament,
    horizon: Horizon,
    automata: list[Automaton],
    indices: Ints,
    tabled: Any,
    tally: Tally,
    work: Work,
    report: _Reporter,
) -> Ints:
    """Write what the exact lane can do into `tally`; return the pairs that are left."""
    from secdilemma.lanes.exact import play_exact
    from secdilemma.lanes.threading import thread_count

    at = np.flatnonzero(tabled)
    if not len(at):
        return np.arange(len(indices))
    made = play_exact(
        automata,
        indices[at],
        tournament.game,
        tournament.perception,
        horizon,
        threads=thread_count(work.threads),
        chunk=work.chunk,
        progress=report,
    )
    _place(made, tally, at)
    return np.flatnonzero(tally.lane == Lane.NONE)


def _simulate(
    tournament: Tournament,
    horizon: Horizon,
    automata: list[Automaton],
    indices: Ints,
    pairs: Ints,
    at: Ints,
    tally: Tally,
    work: Work,
    report: _Reporter,
) -> None:
    from secdilemma.lanes.simulated import play_simulated
    from secdilemma.lanes.threading import thread_count

    if not len(at):
        return
    made = play_simulated(
        automata,
        indices[at],
        _keys(tournament, pairs[at]),
        tournament.game,
        tournament.perception,
        horizon,
        tournament.repetitions,
        threads=thread_count(work.threads),
        chunk=work.chunk,
        progress=report,
    )
    _place(made, tally, at)


def _interpret(
    tournament: Tournament,
    horizon: Horizon,
    pairs: Ints,
    at: Ints,
    tally: Tally,
    report: _Reporter,
) -> None:
    from secdilemma.lanes.interpreted import Table, play_interpreted

    keys = _keys(tournament, pairs[at])
    for k, key in zip(at, keys, strict=True):
        first, second = (tournament.participants[p] for p in pairs[k])
        table = Table.of(
            (first.strategy, second.strategy),
            (first.name, second.name),
            tournament.game,
            tournament.perception,
            horizon,
        )
        made = play_interpreted(table, int(key), tournament.repetitions, report)
        _place(made, tally, np.array([k]))


def _place(made: Tally, tally: Tally, at: Ints) -> None:
    tally.shares[at], tally.war[at], tally.spread[at] = made.shares, made.war, made.spread
    tally.repetitions[at], tally.lane[at] = made.repetitions, made.lane


def _keys(tournament: Tournament, pairs: Ints) -> Any:
    names = tournament.names
    keys = [draws.pair_key(tournament.seed, names[i], names[j]) for i, j in pairs]
    return np.array(keys, dtype=np.uint64)


def _require_exact(tournament: Tournament, horizon: Horizon, pairs: Ints, left: Ints) -> None:
    if tournament.engine != "exact" or not len(left):
        return
    i, j = pairs[left[0]]
    names = tournament.names
    raise TournamentError(
        f'engine: got "exact", but {names[i]} against {names[j]} over {horizon.in_words()} is not '
        f'an affordable chain ({len(left)} such pairs); expected "auto", which samples those.'
    )


def _require_whole(where: str, value: object, low: int, high: int) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not low <= value <= high:  # type: ignore[operator]
        rule = f"a whole number from {low:,} to {high:,}"
        raise TournamentError(f"{where}: got {value!r}; expected {rule}.")
