"""Replicator dynamics of two populations that meet each other and not themselves (Taylor 1979).

States in the row's seat and in the column's seat of an asymmetric game: ``x_i' = x_i ((A y)_i -
x·A y)`` and ``y_j' = y_j ((B x)_j - y·B x)``, in logarithms as for one population.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.populations.arguments import (
    Flags,
    Floats,
    Ints,
    payoff_pair,
    rate,
    shares_of,
    times_of,
)
from secdilemma.populations.integration import Field, Orbit, followed, softmax
from secdilemma.populations.trajectory import Trajectory, spread_of


@dataclass(frozen=True, slots=True)
class PairedTrajectory:
    """Shares of n strategies of one population and m of another at t times.

    Parameters
    ----------
    times
        ndarray(float, shape (t,)).
    row, column
        ndarray(float, shape (t, n)) and (t, m): shares in each seat.
    growth
        Of the row's strategies and of the column's: the relative rate of change of each share at
        the end, a unit of time.
    gone
        Likewise, who died out on the way or never was there.
    scale
        The spread of the payoffs, in which growth is measured.
    settled
        Whether both populations are at rest.
    """

    times: Floats
    row: Floats
    column: Floats
    growth: tuple[Floats, Floats]
    gone: tuple[Flags, Flags]
    scale: float
    settled: bool

    @property
    def seats(self) -> tuple[Trajectory, Trajectory]:
        """The course of each population."""
        row, column = (
            Trajectory(self.times, shares, growth, gone, self.scale, self.settled)
            for shares, growth, gone in zip(
                (self.row, self.column), self.growth, self.gone, strict=True
            )
        )
        return row, column

    @property
    def speed(self) -> float:
        """The largest rate of change of a share at the end, a unit of time."""
        return max(each.speed for each in self.seats)


def two_populations(
    row: ArrayLike,
    column: ArrayLike,
    start: tuple[ArrayLike | None, ArrayLike | None] = (None, None),
    *,
    times: ArrayLike | None = None,
    until: float | None = None,
    extinct: float = 0.0,
) -> PairedTrajectory:
    """How two large populations change that play each other.

    Parameters
    ----------
    row
        ndarray(float, shape (n, m)): what i in the first seat earns against j in the second.
    column
        ndarray(float, shape (m, n)): what j in the second seat earns against i in the first.
    start
        Shares of each at the start; even by default.
    times, until, extinct
        As :func:`~secdilemma.populations.replicator` takes them.

    Raises
    ------
    DynamicsError
        If the matrices do not mirror each other, or hold what is no finite number.

    Examples
    --------
    Both seats want to do as the other does: a few more of one kind in one of them decide for both.

    >>> same = [[2.0, 0.0], [0.0, 1.0]]
    >>> made = two_populations(same, same, ([0.6, 0.4], [0.5, 0.5]))
    >>> made.row[-1].round(3), made.column[-1].round(3)
    (array([1., 0.]), array([1., 0.]))
    """
    first, second = payoff_pair(row, column)
    x, y = shares_of(start[0], len(first)), shares_of(start[1], len(second), "start of the column")
    scale = max(spread_of(first), spread_of(second))
    own, other = ((each - each.min(axis=0)) / scale for each in (first, second))
    at = times_of(times, until, 1 / scale)
    threshold = rate("extinct", extinct, 0.0, 0.5 / max(first.shape))

    def build(present: list[Ints]) -> tuple[Floats, Field, Field]:
        here, there = present
        inner = own[np.ix_(here, there)], other[np.ix_(there, here)]
        none = np.zeros((len(here),) * 2), np.zeros((len(there),) * 2)
        earns = np.block([[none[0], inner[0]], [inner[1], none[1]]])
        return earns, *_field_and_slope(*inner)

    orbit = Orbit(build, [x, y], threshold)
    to_rest = times is None and until is None
    at = followed(orbit.follow, orbit.resting, at, scale, to_rest=to_rest)
    rows, columns = orbit.shares
    growth = (
        scale * _ahead(own @ columns[-1], rows[-1]),
        scale * _ahead(other @ rows[-1], columns[-1]),
    )
    row_gone, column_gone = orbit.gone
    gone = (row_gone, column_gone)
    return PairedTrajectory(at, rows, columns, growth, gone, scale, orbit.resting())


def _ahead(earned: Floats, shares: Floats) -> Floats:
    return np.asarray(earned - shares @ earned)


def _field_and_slope(row: Floats, column: Floats) -> tuple[Field, Field]:
    """The rate of change of the logarithms of both populations' shares, and its Jacobian."""
    cut = len(row)

    def growth(time: float, logs: Floats) -> Floats:
        del time
        x, y = softmax(logs[:cut]), softmax(logs[cut:])
        return np.concatenate([_ahead(row @ y, x), _ahead(column @ x, y)])

    def slope(time: float, logs: Floats) -> Floats:
        del time
        x, y = softmax(logs[:cut]), softmax(logs[cut:])
        of_x, of_y = np.diag(x) - np.outer(x, x), np.diag(y) - np.outer(y, y)
        ones_x, ones_y = np.ones((len(x), 1)), np.ones((len(y), 1))
        upper = [-ones_x * (of_x @ row @ y), row @ of_y - ones_x * (of_y @ row.T @ x)]
        lower = [column @ of_x - ones_y * (of_x @ column.T @ y), -ones_y * (of_y @ column @ x)]
        return np.block([upper, lower])

    return growth, slope
