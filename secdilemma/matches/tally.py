"""What every lane hands back: for each pair, how its turns were spent."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.errors import TournamentError
from secdilemma.games.horizon import LONGEST, Horizon

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
OUTCOMES = 7
SURELY = 40
"""A match that ends with probability p a turn lasts longer than 40 / p with one of e^-40."""
_LARGEST_SUM = 4_000_000_000_000_000_000


class Lane(IntEnum):
    """How a pair was played; the value is its code in results."""

    EXACT = 0
    SIMULATED = 1
    INTERPRETED = 2
    NONE = 3

    @property
    def word(self) -> str:
        """The lane's name in listings."""
        return self.name.lower()


@dataclass(slots=True)
class Tally:
    """How the turns of `k` pairs were spent, in the order of the pairs.

    Parameters
    ----------
    shares
        ndarray(float, shape (k, 7)): share of turns with each outcome, the first seat's action
        first: CC, CD, DC, DD, first seat struck, second seat struck, both or accident.
    war
        ndarray(float, shape (k, 2)): P(war) and its expected turn, nan where there is none.
    spread
        ndarray(float, shape (k, 7, 7)): second moments of the outcome counts of a match around
        their mean ratio, per turn of the mean match; zero in the exact lane.
    repetitions
        ndarray(int, shape (k,)): matches played; 0 in the exact lane.
    lane
        ndarray(int, shape (k,)): codes of :class:`Lane`.
    """

    shares: Floats
    war: Floats
    spread: Floats
    repetitions: Ints
    lane: Ints

    @classmethod
    def empty(cls, pairs: int) -> "Tally":
        """Return a tally in which no pair has been played."""
        return cls(
            shares=np.full((pairs, OUTCOMES), np.nan),
            war=np.full((pairs, 2), np.nan),
            spread=np.full((pairs, OUTCOMES, OUTCOMES), np.nan),
            repetitions=np.zeros(pairs, np.int64),
            lane=np.full(pairs, Lane.NONE, np.int64),
        )

    def place(self, made: "Tally", at: Ints) -> None:
        """Write the tally of some pairs into their places in this one."""
        self.shares[at], self.war[at], self.spread[at] = made.shares, made.war, made.spread
        self.repetitions[at], self.lane[at] = made.repetitions, made.lane


def require_countable(horizon: Horizon, repetitions: int) -> None:
    """Raise unless matches end in time, and products of their counts fit into 64 bits.

    Raises
    ------
    TournamentError
        If a match would not nearly surely end within 10,000,000 turns, or if turns squared times
        repetitions is above 4e18.
    """
    longest = horizon.turns or SURELY / horizon.prob_end
    if longest > LONGEST:
        raise TournamentError(
            f"prob_end: got {horizon.prob_end:g}, matches of up to {longest:,.0f} turns, which "
            f"have to be sampled; expected a chance of ending of at least {SURELY / LONGEST:g}."
        )
    if longest * longest * repetitions > _LARGEST_SUM:
        raise TournamentError(
            f"repetitions: got {repetitions:,} of {horizon.in_words()}; expected turns squared "
            f"times repetitions of at most 4e18."
        )


def from_counts(sums: Ints, products: Ints, wars: Ints, repetitions: int) -> tuple[Floats, ...]:
    """Return shares, war and spread of pairs from whole counts over their matches.

    Counts are whole numbers and their sums exact, so the order of adding does not matter.

    Parameters
    ----------
    sums
        ndarray(int, shape (..., 7)): turns with each outcome over all matches.
    products
        ndarray(int, shape (..., 7, 7)): sums over matches of products of two counts.
    wars
        ndarray(int, shape (..., 2)): matches that saw war, and the sum of their turns of outbreak.
    repetitions
        Matches played.
    """
    total = sums.sum(axis=-1)
    shares = sums / total[..., None]
    mean_length = total / repetitions
    # A share is a ratio of means, r = E c / E L with L = Σ c, whose error is that of the residuals
    # e = c - r L (Cochran 1977, ratio estimates). Over all matches, from whole sums alone,
    #   Σ e e' = Σ c c' - r (Σ L c)' - (Σ L c) r' + r r' Σ L²,
    # where Σ L c adds the products up along one axis, and Σ L² along both.
    by_length = products.sum(axis=-1)
    centred = (
        products
        - _outer(shares, by_length)
        - _outer(by_length, shares)
        + _outer(shares, shares) * products.sum(axis=(-2, -1))[..., None, None]
    )
    spread = centred / (max(repetitions - 1, 1) * mean_length**2)[..., None, None]
    begun = np.where(wars[..., 0] > 0, wars[..., 0], np.nan)
    war = np.stack([wars[..., 0] / repetitions, wars[..., 1] / begun], axis=-1)
    return shares, war, spread


def _outer(a: NDArray[Any], b: NDArray[Any]) -> Floats:
    return np.asarray(a[..., :, None] * b[..., None, :])
