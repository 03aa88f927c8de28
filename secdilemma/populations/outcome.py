"""What came of a population: shares and mutual restraint at every step, labelled."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from secdilemma.errors import DynamicsError
from secdilemma.games.comparison import FOLLOWED, at_least, ordered
from secdilemma.matches.kernels.tables import Flags
from secdilemma.matches.tally import Floats, Ints
from secdilemma.populations import Trajectory
from secdilemma.populations.payoffs import PairPayoffs
from secdilemma.populations.process import Settings

LEFT = 0.005  # a strategy with less is not worth a line
_Array = TypeVar("_Array")


def known(array: _Array | None) -> _Array:
    """An array that a process gives.

    Raises
    ------
    DynamicsError
        If it does not.
    """
    if array is None:
        raise DynamicsError("outcome: this process gives no such numbers.")
    return array


@dataclass(frozen=True, slots=True)
class PopulationOutcome:
    """A population of n strategies at t steps; two populations in an asymmetric game.

    Parameters
    ----------
    pairs, settings
        What was run.
    times
        ndarray(float, shape (t,)).
    shares
        ndarray(float, shape (t, p, n)): of each population; of a finite one the mean over runs.
    restraint
        ndarray(float, shape (t,)): share of turns in which two who meet both restrain.
    courses
        What each population did, for who is gone and what still moves; empty where chance rules.
    winners
        ndarray(int, shape (n,)): runs that ended with each strategy alone; None elsewhere.
    steps
        ndarray(int): how many steps each run took; None elsewhere.
    spent
        ndarray(float, shape (runs, n)): mean share of each strategy over a run; None elsewhere.
    fixation
        ndarray(float, shape (n, n)): chance of a single mutant j among residents i; None elsewhere.
    """

    pairs: PairPayoffs
    settings: Settings
    times: Floats
    shares: Floats
    restraint: Floats
    courses: tuple[Trajectory, ...] = ()
    winners: Ints | None = None
    steps: Ints | None = None
    spent: Floats | None = None
    fixation: Floats | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The strategies."""
        return self.pairs.names

    @property
    def speed(self) -> float:
        """The largest change of a share a unit of time at the end; nan where chance rules."""
        return max((each.speed for each in self.courses), default=float("nan"))

    @property
    def gone(self) -> Flags:
        """Who is gone for good, or never was there, ndarray(bool, shape (p, n)).

        Where chance rules, who is there in no run.
        """
        if not self.courses:
            return np.asarray(self.shares[-1] == 0)
        return np.stack([each.gone for each in self.courses])

    @property
    def late_restraint(self) -> float:
        """Mutual restraint at the end, or the mean over the second half if it is not at rest."""
        if not self.moving:
            return float(self.restraint[-1])
        late = self.times >= self.times[-1] / 2
        return float(np.average(self.restraint[late], weights=np.gradient(self.times)[late]))

    @property
    def moving(self) -> bool:
        """Whether shares still change at the end: whether it has not come to rest."""
        return not all(each.settled for each in self.courses)

    def left(self, population: int = 0) -> list[tuple[str, float]]:
        """Who is left, largest share first: those above half a percent."""
        end = self.shares[-1, population]
        order = ordered(end, self.names, FOLLOWED)
        return [(self.names[i], float(end[i])) for i in order if at_least(end[i], LEFT)]
