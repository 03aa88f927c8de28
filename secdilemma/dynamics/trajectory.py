"""How the shares of strategies in a large population change over time."""

from dataclasses import dataclass

import numpy as np

from secdilemma.dynamics.checking import Floats


@dataclass(frozen=True, slots=True)
class Trajectory:
    """Shares of n strategies at t times.

    Parameters
    ----------
    times
        ndarray(float, shape (t,)): increasing.
    shares
        ndarray(float, shape (t, n)): each row sums to 1.
    speed
        The largest rate of change of a share at the end, a unit of time.
    """

    times: Floats
    shares: Floats
    speed: float

    @property
    def end(self) -> Floats:
        """The last shares, ndarray(float, shape (n,))."""
        return np.asarray(self.shares[-1])

    @property
    def settled(self) -> bool:
        """Whether no share changes by more than 1e-9 a unit of time at the end."""
        return self.speed < SETTLED


SETTLED = 1e-9
