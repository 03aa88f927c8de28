"""From how turns were spent to payoffs: the accounting, by true actions, of every lane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from secdilemma.games.comparison import scale_of
from secdilemma.games.game import Game
from secdilemma.matches.tally import Floats, Ints, Lane, Tally
from secdilemma.tournament.participants import Participant

SWAP = np.array([0, 2, 1, 3, 5, 4, 6])
"""The outcomes as the other side has them: CD for DC, its strike for the other's."""
MUTUAL_RESTRAINT = np.array([1.0, 0, 0, 0, 0, 0, 0])


@dataclass(frozen=True, slots=True)
class Scores:
    """What one horizon gave; i is the participant, j the opponent, n of each.

    Every array has shape (n, n), and `outcomes` (n, n, 7). In an asymmetric game they are means
    over the two seats, and `by_seat`, of shape (2, n, n), tells the payoffs apart.
    """

    outcomes: Floats
    payoff: Floats
    payoff_deviation: Floats
    payoff_error: Floats
    restraint_error: Floats
    war: Floats
    war_turn: Floats
    lane: Ints
    repetitions: Ints
    by_seat: Floats | None


def payoff_vectors(participants: tuple[Participant, ...], game: Game) -> Floats:
    """Return u[seat, i, outcome]: what each outcome pays a participant in a seat.

    Returns
    -------
    ndarray(float, shape (2, n, 7))
        Outcomes as the participant has them: CC, CD, DC, DD, own strike, other's, both.
    """
    rows = [[_payoff_vector(each, game, seat) for each in participants] for seat in (0, 1)]
    return np.array(rows, dtype=np.float64)


def outcome_payoffs(participants: tuple[Participant, ...], game: Game) -> Floats:
    """Return :func:`payoff_vectors` of the outcomes that can be: war only where it can come."""
    paid = payoff_vectors(participants, game)
    return paid if game.war is not None else paid[..., :4]


def payoff_scale(participants: tuple[Participant, ...], game: Game) -> float:
    """Return what payoffs are compared on: the spread of what outcomes pay the participants."""
    return scale_of(outcome_payoffs(participants, game))


def _payoff_vector(participant: Participant, game: Game, seat: int) -> list[float]:
    p = participant.payoffs_in(game.payoffs(seat))
    war = [game.war_value(seat, order) for order in (1, -1, 0)]
    return [p.R, p.S, p.T, p.P, *war]


def score(
    tally: Tally,
    pairs: Ints,
    participants: tuple[Participant, ...],
    game: Game,
    values: tuple[Floats, Floats] | None = None,
) -> Scores:
    """Return the scores of a horizon.

    Parameters
    ----------
    tally
        How the turns of each match-up were spent.
    pairs
        ndarray(int, shape (k, 2)): the participants in the first and the second seat. In a
        symmetric game each unordered pair once; else each ordered pair.
    participants, game
        Whose payoffs are counted.
    values
        What each outcome pays the first and the second seat of each match-up, two of
        ndarray(float, shape (k, 7)), outcomes as that seat has them; by default what the game says.
    """
    n = len(participants)
    first, second = pairs[:, 0], pairs[:, 1]
    sums = _Sums.zeros(n)
    mirrored = tally.shares[:, SWAP]
    spread = tally.spread
    spread_mirrored = spread[:, SWAP][:, :, SWAP]
    alone = first == second
    if values is None:
        by_seat = payoff_vectors(participants, game)
        values = (by_seat[0, first], by_seat[1, second])
    own, other = values
    both = (own + other[:, SWAP]) / 2  # in self-play, the mean of the two seats
    half = (tally.shares + mirrored) / 2
    sums.add(first, second, 0, np.where(alone[:, None], half, tally.shares), own, spread, tally)
    sums.add(
        second, first, 1, np.where(alone[:, None], half, mirrored), other, spread_mirrored, tally
    )
    sums.payoff_of(first, second, 0, _dot(own, tally.shares))
    sums.payoff_of(second, first, 1, _dot(other, mirrored))
    sums.settle_self_play(first[alone], _quadratic(both, spread)[alone])
    return sums.finish(symmetric=game.symmetric)


def _dot(values: Floats, shares: Floats) -> Floats:
    return np.asarray((values * shares).sum(axis=1))


def _quadratic(values: Floats, spread: Floats) -> Floats:
    """Return the variance between matches of the payoff a turn that `values` gives."""
    return np.asarray(np.maximum(0.0, np.einsum("ko,kop,kp->k", values, spread, values)))


@dataclass(slots=True)
class _Sums:
    """Sums over the seats in which a participant met an opponent."""

    times: Ints
    outcomes: Floats
    payoff: Floats  # (2, n, n)
    seated: NDArray[np.bool_]  # (2, n, n)
    variance: Floats
    restraint_variance: Floats
    war: Floats
    war_turn: Floats  # P(war) times its turn
    lane: Ints
    repetitions: Ints

    @classmethod
    def zeros(cls, n: int) -> "_Sums":
        def grid() -> Floats:
            return np.zeros((n, n))

        return cls(
            times=np.zeros((n, n), np.int64),
            outcomes=np.zeros((n, n, 7)),
            payoff=np.zeros((2, n, n)),
            seated=np.zeros((2, n, n), np.bool_),
            variance=grid(),
            restraint_variance=grid(),
            war=grid(),
            war_turn=grid(),
            lane=np.zeros((n, n), np.int64),
            repetitions=np.zeros((n, n), np.int64),
        )

    def add(
        self,
        i: Ints,
        j: Ints,
        seat: int,
        shares: Floats,
        values: Floats,
        spread: Floats,
        tally: Tally,
    ) -> None:
        np.add.at(self.times, (i, j), 1)
        np.add.at(self.outcomes, (i, j), shares)
        np.add.at(self.variance, (i, j), _quadratic(values, spread))
        np.add.at(self.restraint_variance, (i, j), np.maximum(0.0, spread[:, 0, 0]))
        np.add.at(self.war, (i, j), tally.war[:, 0])
        outbreak = np.where(tally.war[:, 0] == 0, 0.0, tally.war[:, 0] * tally.war[:, 1])
        np.add.at(self.war_turn, (i, j), outbreak)
        np.maximum.at(self.lane, (i, j), tally.lane)
        np.maximum.at(self.repetitions, (i, j), tally.repetitions)
        self.seated[seat, i, j] = True

    def payoff_of(self, i: Ints, j: Ints, seat: int, payoff: Floats) -> None:
        self.payoff[seat, i, j] = payoff

    def settle_self_play(self, i: Ints, variance: Floats) -> None:
        self.variance[i, i] = 4 * variance  # one match, not two independent ones
        self.restraint_variance[i, i] *= 2

    def finish(self, *, symmetric: bool) -> Scores:
        times = np.maximum(self.times, 1)
        variance = self.variance / times**2
        restraint = self.restraint_variance / times**2
        matches = np.maximum(self.repetitions, 1)
        sampled = self.repetitions > 0
        absent = ~self.seated
        unplayed, peace = self.times == 0, ~(self.war > 0)
        seats = np.where(absent, 0.0, self.payoff)
        mean = seats.sum(axis=0) / np.maximum(self.seated.sum(axis=0), 1)
        return Scores(
            outcomes=np.where(unplayed[:, :, None], np.nan, self.outcomes / times[:, :, None]),
            payoff=np.where(unplayed, np.nan, mean),
            payoff_deviation=np.where(sampled, np.sqrt(variance), np.nan),
            payoff_error=np.sqrt(variance / matches),
            restraint_error=np.sqrt(restraint / matches),
            war=np.where(unplayed, np.nan, self.war / times),
            war_turn=np.where(self.war > 0, self.war_turn / np.where(peace, 1.0, self.war), np.nan),
            lane=np.where(unplayed, Lane.NONE, self.lane),
            repetitions=self.repetitions,
            by_seat=None if symmetric else np.where(absent, np.nan, self.payoff),
        )
