"""Results: labelled arrays, the ranking, and what is needed to play it all again."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from secdilemma.games.comparison import ordered, ranks
from secdilemma.io.parquet import ROWS, Columns, coded, numbers
from secdilemma.matches.tally import Floats, Ints, Lane
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.round_robin import tallies
from secdilemma.tournament.scores import outcome_payoffs, payoff_scale, score
from secdilemma.tournament.specification import Tournament, Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas
    import pyarrow
    import xarray

KEYS = ("horizon", "participant", "opponent")
OUTCOME_NAMES = ("cc", "cd", "dc", "dd", "own_strike", "others_strike", "war_of_both")
ARRAYS: dict[str, tuple[tuple[str, ...], type]] = {
    "payoff": (KEYS, float),
    "payoff_deviation": (KEYS, float),
    "payoff_error": (KEYS, float),
    "outcomes": ((*KEYS, "outcome"), float),
    "restraint_error": (KEYS, float),
    "war": (KEYS, float),
    "war_turn": (KEYS, float),
    "lane": (KEYS, int),
    "repetitions": (KEYS, int),
    "payoff_by_seat": (("horizon", "seat", "participant", "opponent"), float),
}
"""The arrays of results as files hold them: what their axes are, and what is in them."""
NUMBERS = (
    *("payoff", "payoff_error", "payoff_deviation"),
    *OUTCOME_NAMES,
    *("restraint_error", "arming", "war", "war_turn"),
)
SEAT_COLUMNS = ("payoff_first_seat", "payoff_second_seat")


@dataclass(frozen=True, eq=False)
class Results:
    """What a tournament gave: h horizons, n participants (i) against n opponents (j).

    On a graph, what concerns two who are no neighbours is nan.

    Parameters
    ----------
    tournament
        The frozen specification.
    outcomes
        ndarray(float, shape (h, n, n, 7)): share of turns with each of CC, CD, DC, DD (own action
        first), and of turns at war by own strike, the other's, both or accident.
    payoff
        ndarray(float, shape (h, n, n)): i's mean payoff a turn against j, by true actions.
    payoff_deviation
        Its standard deviation between matches; nan where it was not sampled.
    payoff_error, restraint_error
        Standard errors of the payoff and of mutual restraint; 0 where they are exact.
    war, war_turn
        P(war by the end of the match) and its expected turn, given war; nan where there is none.
    lane
        ndarray(int): how each pair was played, by :class:`~secdilemma.matches.tally.Lane`.
    repetitions
        ndarray(int): matches played; 0 where none had to be.
    payoff_by_seat
        ndarray(float, shape (h, 2, n, n)) in an asymmetric game, else None.
    """

    tournament: Tournament
    outcomes: Floats
    payoff: Floats
    payoff_deviation: Floats
    payoff_error: Floats
    restraint_error: Floats
    war: Floats
    war_turn: Floats
    lane: Ints
    repetitions: Ints
    payoff_by_seat: Floats | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Results):
            return NotImplemented
        names = [each.name for each in fields(self)]
        return all(_same(getattr(self, name), getattr(other, name)) for name in names)

    __hash__ = None  # type: ignore[assignment]  # it holds arrays

    @property
    def names(self) -> tuple[str, ...]:
        """The participants' names."""
        return self.tournament.names

    @property
    def horizon_labels(self) -> tuple[str, ...]:
        """The horizons' labels, the scoring one first."""
        return tuple(horizon.label for horizon in self.tournament.horizons)

    @property
    def restraint(self) -> Floats:
        """Share of turns of mutual restraint, ndarray(float, shape (h, n, n))."""
        return np.asarray(self.outcomes[..., 0])

    @property
    def arming(self) -> Floats:
        """Share of turns in which i armed in peace, ndarray(float, shape (h, n, n))."""
        return np.asarray(self.outcomes[..., 2] + self.outcomes[..., 3])

    @property
    def self_restraint(self) -> Floats:
        """Mutual restraint of each participant with itself, ndarray(float, shape (h, n))."""
        return np.asarray(np.diagonal(self.restraint, axis1=1, axis2=2))

    def field_mean(self, array: Floats, *, with_self: bool) -> Floats:
        """Return the mean of `array` over opponents, ndarray(float, shape (h, n)).

        On a graph, neighbours are opponents.

        Parameters
        ----------
        array
            ndarray(float, shape (h, n, n)).
        with_self
            Whether self-play counts; it does where there is no other opponent.
        """
        n = array.shape[-1]
        if self.tournament.edges is not None and n > 1:
            met = self.tournament.meetings & (with_self | ~np.eye(n, dtype=np.bool_))
            return np.asarray(np.where(met, array, 0.0).sum(axis=-1) / met.sum(axis=-1))
        if with_self or n == 1:
            return np.asarray(array.mean(axis=-1))
        others = array.copy()
        others[:, range(n), range(n)] = 0.0
        return np.asarray(others.sum(axis=-1) / (n - 1))

    @property
    def payoff_scale(self) -> float:
        """What payoffs are compared on: the spread of what outcomes pay the participants."""
        return payoff_scale(self.tournament.participants, self.tournament.game)

    @property
    def payoff_bounds(self) -> tuple[float, float]:
        """The least and the most that a turn pays anybody, institutions counted."""
        paid = outcome_payoffs(self.tournament.participants, self.tournament.game)
        known = np.append(paid, self.payoff[~np.isnan(self.payoff)])
        return float(known.min()), float(known.max())

    @property
    def scores(self) -> Floats:
        """Mean payoff a turn over opponents, ndarray(float, shape (h, n))."""
        return self.field_mean(self.payoff, with_self=self.tournament.self_play_counts)

    @property
    def field_restraint(self) -> Floats:
        """Mean mutual restraint with the other participants, ndarray(float, shape (h, n))."""
        return self.field_mean(self.restraint, with_self=False)

    def ranking(self, horizon: int = 0) -> list[tuple[int, int]]:
        """Return (rank, participant) from best to worst; equal scores share a rank.

        Scores are equal that differ by no more than a billionth of the payoffs' spread; among
        equals, names decide the order. Who has no score comes last, and shares the last rank: the
        number of participants.
        """
        scores, scale = self.scores[horizon], self.payoff_scale
        rank = ranks(scores, scale).tolist()
        return [(rank[i], i) for i in ordered(scores, self.names, scale)]

    def lanes_used(self, horizon: int = 0) -> dict[str, int]:
        """Return how many match-ups each lane played at a horizon."""
        lanes = self.lane[horizon][np.triu(self.tournament.meetings)]
        return {lane.word: int((lanes == lane).sum()) for lane in Lane if (lanes == lane).any()}

    def to_pandas(self) -> "pandas.DataFrame":
        """Return one row a horizon, participant and opponent, with every array as a column.

        Labels and lanes are categories, in the order of the axes.
        """
        import pyarrow

        made: pandas.DataFrame = pyarrow.concat_tables(self.pieces()).to_pandas()
        return made

    def to_parquet(self, path: "Path | str") -> None:
        """Write the table of :meth:`to_pandas` as a Parquet file, in place of any of that name."""
        with open(path, "wb") as stream:  # noqa: PTH123 - the path may be a text
            Columns(self.pieces, KEYS)(stream)

    def to_xarray(self) -> "xarray.Dataset":
        """Return the arrays with dims (horizon, participant, opponent[, outcome]).

        Raises
        ------
        ModuleNotFoundError
            If xarray is not installed (``pip install secdilemma[xarray]``).
        """
        import xarray

        told = [name for name, (axes, kind) in ARRAYS.items() if axes == KEYS and kind is float]
        arrays: dict[str, Any] = {
            name: (KEYS, getattr(self, name))
            for name in (*told, "restraint", "arming", "lane", "repetitions")
        }
        arrays["outcomes"] = (ARRAYS["outcomes"][0], self.outcomes)
        coords = {
            "horizon": list(self.horizon_labels),
            "participant": list(self.names),
            "opponent": list(self.names),
            "outcome": list(OUTCOME_NAMES),
        }
        return xarray.Dataset(arrays, coords, {"tournament": self.tournament.title})

    def pieces(self) -> "Iterator[pyarrow.Table]":
        """Yield the rows of :meth:`to_pandas`, about ``parquet.ROWS`` at a time."""
        n = len(self.names)
        step = max(1, ROWS // n)
        for h in range(len(self.horizon_labels)):
            for first in range(0, n, step):
                yield self._piece(h, np.arange(first, min(first + step, n)))

    def _piece(self, h: int, own: Ints) -> "pyarrow.Table":
        """Return the rows of some consecutive participants at a horizon."""
        import pyarrow

        n = len(self.names)
        span = slice(own[0], own[-1] + 1)
        outcomes = dict(zip(OUTCOME_NAMES, np.moveaxis(self.outcomes[h, span], -1, 0), strict=True))
        outcomes["arming"] = outcomes["dc"] + outcomes["dd"]
        columns: dict[str, Any] = {
            "horizon": coded(np.full(len(own) * n, h), self.horizon_labels),
            "participant": coded(np.repeat(own, n), self.names),
            "opponent": coded(np.tile(np.arange(n), len(own)), self.names),
        }
        for name in (*NUMBERS, "repetitions"):
            made = outcomes[name] if name in outcomes else getattr(self, name)[h, span]
            columns[name] = numbers(made)
        columns["lane"] = coded(self.lane[h, span].ravel(), [each.word for each in Lane])
        if self.payoff_by_seat is not None:
            for seat, name in enumerate(SEAT_COLUMNS):
                columns[name] = numbers(self.payoff_by_seat[h, seat, span])
        return pyarrow.table(columns)


def run(tournament: Tournament, work: Work | None = None) -> Results:
    """Play a tournament.

    Parameters
    ----------
    tournament
        What to play.
    work
        Threads, chunks and progress; they change no byte of the results.

    Raises
    ------
    SecDilemmaError
        If a strategy misbehaves or the engine asked for cannot play it.

    Examples
    --------
    >>> from secdilemma import Tournament, open_catalogue
    >>> make = open_catalogue().make
    >>> results = run(Tournament((make("tft"), make("all-d"))))
    >>> results.payoff[0].round(2).tolist()
    [[0.0, -2.01], [-1.98, -2.0]]
    """
    return _run(tournament, tournament.pairs, work)


def against(
    own: Participant,
    others: tuple[Participant, ...],
    tournament: Tournament,
    work: Work | None = None,
) -> Results:
    """Play one participant against itself and others, and nothing else.

    Returns
    -------
    Results
        With `own` as participant 0; what the others do among themselves is nan. A graph does not
        count.
    """
    spec = tournament.with_changes(participants=(own, *others), edges=None)
    every = spec.pairs
    return _run(spec, every[(every == 0).any(axis=1)], work)


def _run(tournament: Tournament, pairs: Ints, work: Work | None) -> Results:
    values, played = None, None
    if tournament.institutions:
        from secdilemma.tournament.dyads import dyads_of, play_dyads, values_of_dyads

        dyads = dyads_of(tournament, pairs)
        values, played = values_of_dyads(dyads, tournament), play_dyads(dyads, tournament, work)
    scored = [
        score(tally, pairs, tournament.participants, tournament.game, values)
        for tally in played or tallies(tournament, work, pairs)
    ]
    arrays = {name: np.stack([each[name] for each in scored]) for name in scored[0]}
    return Results(tournament=tournament, **arrays)


def _same(one: Any, other: Any) -> bool:
    """Whether two fields are equal; what is nan in both is."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    return bool(one == other)
