"""Dyads and how they are played: each pair in the environment that institutions give it.

Pairs with the same environment are played together, in their best lanes. A pair's random draws
depend on the participants' names and not on the institution, so that two compositions share them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.institutions import Dyad, compose
from secdilemma.matches import draws
from secdilemma.matches.kernels.tables import Words
from secdilemma.matches.tally import Floats, Ints, Tally
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.round_robin import tallies
from secdilemma.tournament.specification import Tournament, Work

Environment = tuple[Perception, War | None]


def dyad_of(tournament: Tournament, first: int, second: int) -> Dyad:
    """Return two participants as anarchy has them, the first in the first seat."""
    pair = (tournament.participants[first], tournament.participants[second])
    game = tournament.game
    return Dyad(
        names=(pair[0].name, pair[1].name),
        strategies=(pair[0].strategy, pair[1].strategy),
        payoffs=(pair[0].payoffs_in(game.payoffs(0)), pair[1].payoffs_in(game.payoffs(1))),
        perception=tournament.perception,
        war=game.war,
        greedy=(pair[0].greed > 0, pair[1].greed > 0),
    )


def dyads_of(tournament: Tournament, pairs: Ints | None = None) -> list[Dyad]:
    """Return every pair, or only `pairs`, under the tournament's institutions."""
    states = len(tournament.participants)
    return [
        compose(dyad_of(tournament, i, j), tournament.institutions, states)
        for i, j in (tournament.pairs if pairs is None else pairs).tolist()
    ]


def play_dyads(
    dyads: Sequence[Dyad], tournament: Tournament, work: Work | None = None
) -> list[Tally]:
    """Play dyads at the tournament's horizons; return a tally a horizon, in order.

    Parameters
    ----------
    dyads
        What is played; any number, names may repeat.
    tournament
        The game's name and seats, horizons, repetitions, seed and engine are its; nothing else of
        it is used.
    work
        Threads, chunks and progress.

    Raises
    ------
    StrategyError
        If a strategy misbehaves or its minds never stop growing.
    TournamentError
        If the engine asked for cannot play it.
    """
    made = [Tally.empty(len(dyads)) for _ in tournament.horizons]
    groups: dict[Environment, _Group] = {}
    for k, dyad in enumerate(dyads):
        groups.setdefault((dyad.perception, dyad.war), _Group()).add(k, dyad)
    for (perception, war), group in groups.items():
        spec = tournament.with_changes(
            participants=tuple(group.participants),
            game=replace(tournament.game, war=war),
            perception=perception,
            institutions=(),
            edges=None,
        )
        pairs = np.array(group.pairs, np.int64)
        for whole, part in zip(
            made, tallies(spec, work, pairs, group.keys(tournament.seed)), strict=True
        ):
            whole.place(part, np.array(group.at, np.int64))
    return made


def values_of_dyads(dyads: Sequence[Dyad], tournament: Tournament) -> tuple[Floats, Floats]:
    """Return what each outcome pays each seat of each dyad.

    Returns
    -------
    tuple
        Two of ndarray(float, shape (k, 7)), outcomes as that seat has them: CC, CD, DC, DD, own
        strike, the other's, both or by accident.
    """
    first, second = (
        np.array([_values(dyad, tournament, seat) for dyad in dyads]) for seat in (0, 1)
    )
    return first, second


def _values(dyad: Dyad, tournament: Tournament, seat: int) -> list[float]:
    p, game = dyad.payoffs[seat], tournament.game.at_war(dyad.war)
    return [p.R, p.S, p.T, p.P, *(game.war_value(seat, order) for order in (1, -1, 0))]


@dataclass(slots=True)
class _Group:
    """Dyads in one environment; participants that are equal are one."""

    at: list[int] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    places: dict[object, int] = field(default_factory=dict)

    def add(self, k: int, dyad: Dyad) -> None:
        first, second = dyad.played
        self.at.append(k)
        self.names.append(dyad.names)
        pair = (self._place(dyad, 0, first), self._place(dyad, 1, second))
        self.pairs.append(pair)

    def keys(self, seed: int) -> Words:
        made = [draws.pair_key(seed, first, second) for first, second in self.names]
        return np.array(made, dtype=np.uint64)

    def _place(self, dyad: Dyad, seat: int, strategy: object) -> int:
        name, payoffs = dyad.names[seat], dyad.payoffs[seat]
        key: object = (name, strategy, payoffs)
        try:
            place = self.places.get(key)
        except TypeError:  # a strategy that cannot be hashed stands for itself
            key = (name, id(strategy), payoffs)
            place = self.places.get(key)
        if place is None:
            place = self.places[key] = len(self.participants)
            alias = name if not place else f"{name} ({place + 1})"
            self.participants.append(Participant(strategy, alias, payoffs=payoffs))
        return place
