"""Following shares of one or more populations in logarithms, with extinctions on the way.

A share in logarithms never vanishes: one of e^-1000 comes back when its time comes.
"""

from collections.abc import Callable, Sequence

import numpy as np

from secdilemma.populations.arguments import Flags, Floats, Ints
from secdilemma.populations.integration import Field, softmax, solved_until
from secdilemma.populations.trajectory import NEAR, NEGLIGIBLE, is_rest

Build = Callable[[list[Ints]], tuple[Floats, Field, Field]]
NOISE = 1e-6  # growth that may be the solver's error alone, and the error that it stands for
LATEST = 1e10  # a time at which there is no more waiting for rest, and
MOST_WORK = 60_000  # evaluations of the field after which there is none
PER_LOOK = 20  # times recorded between two looks, of which a decade of time has four


class Course:
    """Shares of populations on their way; times and rates in units of the payoffs' spread.

    Parameters
    ----------
    build
        From the strategies present in each population, all populations end to end, to what each
        earns from each, ndarray(float, shape (k, k)), the rate of change of the logarithms of
        their shares, and its Jacobian.
    first
        The shares of each population at time 0.
    extinct
        A strategy whose share falls below it is gone; after each extinction the rest goes on
        without. 0 for never.
    """

    def __init__(self, build: Build, first: Sequence[Floats], extinct: float) -> None:
        if any(np.isclose(x, extinct, rtol=1e-12, atol=0.0).any() for x in first):
            extinct *= 1 - 1e-9  # who begins at the threshold has yet to fall below it
        self.build, self.extinct = build, extinct
        self.sizes = [len(x) for x in first]
        self.present: list[Ints] = [np.flatnonzero(x > 0) for x in first]
        self.logs = np.concatenate(
            [np.log(x[at]) for x, at in zip(first, self.present, strict=True)]
        )
        self.now = 0.0
        self.rows: list[list[Floats]] = [[] for _ in first]

    def over(self, times: Floats, scale: float, *, to_rest: bool) -> Floats:
        """Go over times, and on until at rest if asked to; return the times recorded at.

        Times are in the payoffs' own units, of which `scale` is the spread.
        """
        if to_rest:
            return until_rest(self.follow, self.resting, times * scale) / scale
        self.follow(times * scale)
        return times

    def follow(self, times: Floats) -> int:
        """Go on to the last of `times`, recording at each; return the evaluations it took."""
        done = work = 0
        while done < len(times):
            event = _nearest_to(self.extinct, self._cuts) if self.extinct else None
            found, self.now, self.logs, count = solved_until(
                *self.build(self.present)[1:], self.logs, self.now, times[done:], event
            )
            for k, part in enumerate(np.split(found, self._cuts, axis=1)):
                made = np.zeros((len(found), self.sizes[k]))
                made[:, self.present[k]] = softmax(part)
                self.rows[k].append(made)
            done, work = done + len(found), work + count
            self._bury()
        return work

    @property
    def shares(self) -> list[Floats]:
        """What was recorded of each population, ndarray(float, shape (t, n))."""
        return [np.concatenate(rows) for rows in self.rows]

    @property
    def gone(self) -> list[Flags]:
        """Whether each strategy of each population died out or never was there."""
        return [~np.isin(np.arange(n), at) for n, at in zip(self.sizes, self.present, strict=True)]

    def resting(self) -> bool:
        """Whether all that are there are at rest, however rare.

        A solver's small error is told from slow growth by the rest point itself: next to where
        shares are, everybody with more than 1e-9 earns the same but for 1e-10 of the payoffs'
        spread, and at that point nobody else earns more.
        """
        earns, field, _ = self.build(self.present)
        shares = np.concatenate([softmax(part) for part in np.split(self.logs, self._cuts)])
        growth = field(self.now, self.logs)
        at = shares > NEGLIGIBLE
        if is_rest(shares, growth, NEAR):
            return True
        if growth.max() > NOISE or np.abs(growth[at]).max() > NOISE:
            return False
        counts = [len(each) for each in self.present]
        means = np.repeat(np.eye(len(counts)), counts, axis=0)
        none = np.zeros((len(counts), len(counts)))
        system = np.block([[earns[np.ix_(at, at)], -means[at]], [means[at].T, none]])
        wanted = np.append(-growth[at], np.zeros(len(counts)))
        step = np.linalg.lstsq(system, wanted, rcond=NEAR)[0]
        moved, raised = np.split(step, [int(at.sum())])
        there = growth + earns[:, at] @ moved - means @ raised
        close = (np.abs(moved) <= np.minimum(NOISE, 1e-4 * shares[at])).all()
        return bool(close and np.abs(there[at]).max() <= NEAR and there.max() <= NEAR)

    @property
    def _cuts(self) -> Ints:
        return np.cumsum([len(at) for at in self.present])[:-1]

    def _bury(self) -> None:
        """Take out those whose share has fallen to the threshold."""
        if not self.extinct:
            return
        parts = np.split(self.logs, self._cuts)
        left = [softmax(part) > self.extinct * (1 + 1e-6) for part in parts]
        self.present = [at[keep] for at, keep in zip(self.present, left, strict=True)]
        self.logs = np.concatenate([part[keep] for part, keep in zip(parts, left, strict=True)])


def until_rest(
    follow: Callable[[Floats], int], resting: Callable[[], bool], times: Floats
) -> Floats:
    """Follow over `times`, and on by a quarter of a decade until at rest; return all times.

    It gives up at time 10^10, or when more work than 60,000 evaluations has been done, as where
    shares go round for ever.
    """
    work = follow(times)
    while not resting() and times[-1] < LATEST and work < MOST_WORK:
        later = times[-1] * 10 ** (np.arange(1, PER_LOOK + 1) / (4 * PER_LOOK))
        work += follow(later)
        times = np.concatenate([times, later])
    return times


def _nearest_to(extinct: float, cuts: Ints) -> Callable[[float, Floats], float]:
    """Return how far, in logarithms, the smallest share is above the threshold."""

    def distance(time: float, logs: Floats) -> float:
        del time
        least = min(softmax(part).min() for part in np.split(logs, cuts))
        return float(np.log(least + 1e-300) - np.log(extinct))

    return distance
