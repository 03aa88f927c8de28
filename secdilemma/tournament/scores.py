"""From how turns were spent to payoffs: the accounting, by true actions, of every lane."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.games.comparison import scale_of
from secdilemma.games.game import Game
from secdilemma.matches.tally import Floats, Ints, Lane, Tally
from secdilemma.tournament.participants import Participant

SWAP = np.array([0, 2, 1, 3, 5, 4, 6])
"""The outcomes as the other side has them: CD for DC, its strike for the other's."""


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
) -> dict[str, NDArray[Any]]:
    """Return the arrays of :class:`~secdilemma.tournament.results.Results` at one horizon, by name.

    A payoff a turn is v·s, with s the shares of a match-up's turns by outcome and v what outcomes
    pay; its variance between matches is v'Σv, with Σ the spread of s. In an asymmetric game two
    meet in both seats, and an array holds the mean of the two matches; who plays itself sits in
    both seats of one match.

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
    alone = first == second
    if values is None:
        paid = payoff_vectors(participants, game)
        values = (paid[0, first], paid[1, second])

    # What each seat saw, its own action first.
    mirrored, mirrored_spread = tally.shares[:, SWAP], tally.spread[:, SWAP][:, :, SWAP]
    seats = (
        (first, second, values[0], tally.shares, tally.spread),
        (second, first, values[1], mirrored, mirrored_spread),
    )
    own_mean = (tally.shares + mirrored) / 2
    chance = tally.war[:, 0]
    outbreak = np.where(chance == 0, 0.0, chance * tally.war[:, 1])

    # Sums over the seats in which i met j; a seat meets nobody twice.
    met, payoff = np.zeros((2, n, n), np.bool_), np.zeros((2, n, n))
    outcomes = np.zeros((n, n, len(SWAP)))
    variance, restraint_variance, war, war_turn = np.zeros((4, n, n))
    lane, repetitions = np.zeros((2, n, n), np.int64)
    for seat, (i, j, value, shares, spread) in enumerate(seats):
        met[seat, i, j] = True
        payoff[seat, i, j] = (value * shares).sum(axis=1)
        outcomes[i, j] += np.where(alone[:, None], own_mean, shares)
        variance[i, j] += _variance(value, spread)
        restraint_variance[i, j] += np.maximum(0.0, spread[:, 0, 0])
        war[i, j] += chance
        war_turn[i, j] += outbreak
        lane[i, j] = np.maximum(lane[i, j], tally.lane)
        repetitions[i, j] = np.maximum(repetitions[i, j], tally.repetitions)

    # Self-play is one match, not two independent ones: the variance of a sum of equals.
    itself = first[alone]
    both = (values[0] + values[1][:, SWAP]) / 2
    variance[itself, itself] = 4 * _variance(both, tally.spread)[alone]
    restraint_variance[itself, itself] *= 2

    # Means over the seats; nan where two did not meet, or nothing of the kind happened.
    count = met.sum(axis=0)
    unplayed, times, matches = count == 0, np.maximum(count, 1), np.maximum(repetitions, 1)
    variance, restraint_variance = variance / times**2, restraint_variance / times**2
    sampled, fought = repetitions > 0, war > 0
    scored: dict[str, NDArray[Any]] = {
        "outcomes": np.where(unplayed[:, :, None], np.nan, outcomes / times[:, :, None]),
        "payoff": np.where(unplayed, np.nan, payoff.sum(axis=0) / times),
        "payoff_deviation": np.where(sampled, np.sqrt(variance), np.nan),
        "payoff_error": np.sqrt(variance / matches),
        "restraint_error": np.sqrt(restraint_variance / matches),
        "war": np.where(unplayed, np.nan, war / times),
        "war_turn": np.where(fought, war_turn / np.where(fought, war, 1.0), np.nan),
        "lane": np.where(unplayed, Lane.NONE, lane),
        "repetitions": repetitions,
    }
    return scored if game.symmetric else scored | {"payoff_by_seat": np.where(met, payoff, np.nan)}


def _variance(values: Floats, spread: Floats) -> Floats:
    """Return the variance between matches of the payoff a turn that `values` gives."""
    return np.asarray(np.maximum(0.0, np.einsum("ko,kop,kp->k", values, spread, values)))
