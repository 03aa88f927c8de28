"""A tournament: participants, a game, a perception and horizons; all pairs, self-play included."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from secdilemma.errors import TournamentError, given
from secdilemma.games.arms import preset
from secdilemma.games.game import Game
from secdilemma.games.horizon import LONG_RUN, Horizon, turns
from secdilemma.games.perception import Perception
from secdilemma.io.texts import check_name
from secdilemma.matches.tally import Ints
from secdilemma.matches.threads import thread_count
from secdilemma.tournament.graph import Edge, edges_among
from secdilemma.tournament.participants import Participant, as_participant, distinctly_named

if TYPE_CHECKING:
    from secdilemma.institutions import Institution

Engine = Literal["auto", "exact", "simulated", "interpreted"]
ENGINES: tuple[Engine, ...] = ("auto", "exact", "simulated", "interpreted")
MOST_REPETITIONS = 10**9
LARGEST_SEED = 2**63
MOST = {"participants": 100_000, "horizons": 1_000, "institutions": 20}
"""How many of each a tournament may have: pairs are the square, and institutions the cube."""


class Changes(TypedDict, total=False):
    """The fields of a :class:`Tournament` that :meth:`Tournament.with_changes` takes.

    A name that is none of them, or a value of another type, is found by the type checker.
    """

    participants: tuple[Any, ...]
    game: Game
    perception: Perception
    horizons: tuple[Horizon, ...]
    repetitions: int
    seed: int
    engine: str
    self_play_counts: bool
    name: str
    scenario: str
    description: str
    institutions: "tuple[Institution, ...]"
    edges: Any


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
    institutions
        Remedies, applied to every pair from left to right; by default none: anarchy.
    name, description
        For listings and results.
    edges
        Who meets whom: pairs of participants by name or position, or a graph of networkx. By
        default everybody meets everybody. Self-play is reported in any case, and scores are means
        over neighbours.
    scenario
        Which of its file's scenarios it is; "" where the file has none.

    Raises
    ------
    TournamentError
        If there are no participants or too many, two share a name, or a number is out of its range.
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
    institutions: "tuple[Institution, ...]" = ()
    edges: tuple[Edge, ...] | None = None
    scenario: str = ""

    def __post_init__(self) -> None:
        check_name("name", self.title)
        made = tuple(as_participant(each) for each in self.participants)
        object.__setattr__(self, "participants", distinctly_named(made))
        unique = tuple(dict.fromkeys(self.horizons))
        object.__setattr__(self, "horizons", unique)
        if not unique:
            raise TournamentError("horizons: got none; expected at least one.")
        _require_whole("repetitions", self.repetitions, 2, MOST_REPETITIONS)
        _require_whole("seed", self.seed, 0, LARGEST_SEED)
        object.__setattr__(self, "institutions", tuple(self.institutions))
        self._require_bounded()
        for institution in self.institutions:
            institution.require_members(self.names)
        if self.edges is not None:
            object.__setattr__(self, "edges", edges_among(self.edges, self.names))
        if self.engine not in ENGINES:
            known = ", ".join(ENGINES)
            raise TournamentError(f"engine: got {self.engine!r}; expected one of {known}.")

    def _require_bounded(self) -> None:
        """Raise where there is more of something than can be played in any time."""
        for what, most in MOST.items():
            count = len(getattr(self, what))
            if count > most:
                raise TournamentError(f"{what}: got {count:,}; expected up to {most:,}.")

    @property
    def title(self) -> str:
        """The name with the scenario's after a slash, as listings and results have it."""
        return f"{self.name}/{self.scenario}" if self.scenario else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The participants' names, in order."""
        return tuple(each.name for each in self.participants)

    @property
    def pairs(self) -> Ints:
        """Who meets whom, ndarray(int, shape (k, 2)).

        In a symmetric game each pair once, the first seat to the name that sorts first, so that
        the order of the participants changes nothing; otherwise every ordered pair. On a graph,
        only neighbours, and everybody alone.
        """
        n = len(self.participants)
        order = sorted(range(n), key=self.names.__getitem__)
        if self.game.symmetric:
            made = [(order[a], order[b]) for a in range(n) for b in range(a, n)]
        else:
            made = [(i, j) for i in order for j in order]
        if self.edges is not None:
            met = self.meetings
            made = [(i, j) for i, j in made if met[i, j]]
        return np.array(made, np.int64)

    @property
    def meetings(self) -> NDArray[np.bool_]:
        """Whether i meets j, ndarray(bool, shape (n, n)); everybody meets itself."""
        n = len(self.participants)
        if self.edges is None:
            return np.ones((n, n), np.bool_)
        met = np.eye(n, dtype=np.bool_)
        place = {name: i for i, name in enumerate(self.names)}
        for first, second in self.edges:
            met[place[first], place[second]] = met[place[second], place[first]] = True
        return met

    def with_changes(self, **changes: Unpack[Changes]) -> "Tournament":
        """Return this tournament with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # an engine is checked by name


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

    Raises
    ------
    TournamentError
        If threads or chunk are no whole number from 1.
    """

    threads: int | None = None
    chunk: int | None = None
    progress: Callable[[int, int], None] | None = None

    def __post_init__(self) -> None:
        thread_count(self.threads)
        if self.chunk is not None:
            _require_whole("chunk", self.chunk, 1, 10**9)


def _require_whole(where: str, value: object, low: int, high: int) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not low <= value <= high:  # type: ignore[operator]
        rule = f"a whole number from {low:,} to {high:,}"
        raise TournamentError(f"{where}: got {given(value)}; expected {rule}.")
