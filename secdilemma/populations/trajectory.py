"""How the shares of strategies in a large population change over time, and whether they rest."""

from dataclasses import dataclass

import numpy as np

from secdilemma.populations.arguments import Flags, Floats

NEAR = 1e-10
NEGLIGIBLE = 1e-9


def spread_of(payoff: Floats) -> float:
    """The largest difference that a choice of strategy makes, the unit of all growth.

    The largest range of a column of payoffs, ndarray(float, shape (n, m)); 1 where all are 0. A
    constant added to a column changes nothing.
    """
    return float(np.ptp(payoff, axis=0).max()) or 1.0


def is_rest(shares: Floats, growth: Floats, near: float) -> bool:
    """Whether nobody grows, and nobody who has more than 1e-9 falls, by more than `near`.

    So it is no matter how little of a strategy is left that grows.

    Parameters
    ----------
    shares
        ndarray(float, shape (n,)).
    growth
        ndarray(float, shape (n,)): the rate of change of the logarithm of each share.
    near
        What is no growth.
    """
    moves = (growth > near) | ((growth < -near) & (shares > NEGLIGIBLE))
    return not bool(moves.any())


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Shares of n strategies at t times.

    Parameters
    ----------
    times
        ndarray(float, shape (t,)): increasing.
    shares
        ndarray(float, shape (t, n)): each row sums to 1.
    growth
        ndarray(float, shape (n,)): the relative rate of change of each share at the end, a unit of
        time; of who is gone, that at which a few of it would change.
    gone
        ndarray(bool, shape (n,)): who died out on the way or never was there. One that is only
        rare is not gone, however rare.
    scale
        The spread of the payoffs, in which growth is measured.
    settled
        Whether all that are left are at rest: everybody there earns the same, and who is rare
        earns no more.
    """

    times: Floats
    shares: Floats
    growth: Floats
    gone: Flags
    scale: float
    settled: bool

    @property
    def end(self) -> Floats:
        """The last shares, ndarray(float, shape (n,))."""
        return np.asarray(self.shares[-1])

    @property
    def speed(self) -> float:
        """The largest rate of change of a share at the end, a unit of time."""
        return float(np.abs(self.end * self.growth).max())
