"""Many runs of a finite population, on threads; sums over runs are of whole numbers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.populations.arguments import Floats, Ints, payoff_matrix

RECORDS = 120


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of a population of N states of n strategies, recorded at r steps.

    Parameters
    ----------
    size
        N.
    times
        ndarray(int, shape (r,)): the steps recorded after, the first 0.
    shares
        ndarray(float, shape (r, n)): mean over runs.
    meetings
        ndarray(float, shape (r, n, n)): mean over runs of the chance that two states who meet, a
        state not meeting itself, are of i and j; on a graph, that two neighbours are.
    counts
        ndarray(int, shape (runs, n)): states of each strategy at the end of each run.
    steps
        ndarray(int, shape (runs,)): steps that each run took.
    spent
        ndarray(float, shape (runs, n)): mean share of each strategy over a run's steps.
    alone
        ndarray(float, shape (runs, n)): share of a run's steps in which the strategy was alone.
    """

    size: int
    times: Ints
    shares: Floats
    meetings: Floats
    counts: Ints
    steps: Ints
    spent: Floats
    alone: Floats

    @property
    def winners(self) -> Ints:
        """The strategy that was alone at the end of each run, -1 where there was none."""
        found = self.counts.argmax(axis=1)
        fixed = self.counts.max(axis=1) == self.size
        return np.asarray(np.where(fixed, found, -1))

    @property
    def fixed(self) -> Floats:
        """Share of runs that each strategy won, ndarray(float, shape (n,))."""
        won = self.winners
        return np.bincount(won[won >= 0], minlength=self.counts.shape[1]) / len(won)

    def restraint(self, matrix: ArrayLike) -> Floats:
        """Return the mutual restraint of the population, the mean over runs at each recorded step.

        Parameters
        ----------
        matrix
            ndarray(float, shape (n, n)): share of turns in which i and j both restrain.

        Raises
        ------
        DynamicsError
            If it is not such a matrix.
        """
        made = payoff_matrix(matrix, "restraint")
        if len(made) != self.shares.shape[1]:
            raise DynamicsError(
                f"restraint: got shape {made.shape}; expected {self.shares.shape[1]} strategies."
            )
        return np.asarray((self.meetings * made).sum(axis=(1, 2)))


@dataclass(slots=True)
class Ledger:
    """What a chunk of runs writes, in whole numbers."""

    counts: Ints
    steps: Ints
    spent: Ints
    alone: Ints
    totals: Ints
    meetings: Ints

    @classmethod
    def empty(cls, runs: int, n: int, records: int) -> "Ledger":
        """Return a ledger in which nothing has been written."""
        zeros = [np.zeros((runs, n), np.int64) for _ in range(3)]
        counts, spent, alone = zeros
        return cls(
            counts=counts,
            steps=np.zeros(runs, np.int64),
            spent=spent,
            alone=alone,
            totals=np.zeros((records, n), np.int64),
            meetings=np.zeros((records, n, n), np.int64),
        )


def record_steps(limit: int) -> Ints:
    """Return the steps to record after: 0, and then evenly on a logarithmic scale to `limit`."""
    if limit < 1:
        return np.zeros(1, np.int64)
    spread = np.round(np.geomspace(1, limit, RECORDS)).astype(np.int64)
    return np.unique(np.concatenate([[0], spread]))


def in_parallel(
    play: Callable[[int, int, Ints, Ledger], None],
    runs: int,
    n: int,
    size: int,
    limit: int,
    *,
    pairs: int,
    threads: int | None,
    progress: Callable[[int, int], None] | None,
) -> Runs:
    """Return all runs, played in chunks.

    Parameters
    ----------
    play
        Plays runs `begin` to `end` and writes them into a ledger.
    runs, n, size, limit
        How many runs, strategies, states, and steps at most.
    pairs
        How many ordered pairs of states meet.
    threads
        None for one a core.
    progress
        Called with (runs done, runs in all).
    """
    from secdilemma.matches.threads import in_chunks, thread_count

    at = record_steps(limit)
    chunk = max(1, min(50, -(-runs // 16)))
    made: list[Ledger | None] = [None] * -(-runs // chunk)
    done = 0

    def piece(part: slice) -> None:
        ledger = Ledger.empty(part.stop - part.start, n, len(at))
        with np.errstate(over="ignore"):  # 64-bit words wrap around by design
            play(part.start, part.stop, at, ledger)
        made[part.start // chunk] = ledger

    def report(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, runs)

    in_chunks(piece, runs, thread_count(threads), chunk, report)
    return _joined([each for each in made if each is not None], at, size, pairs)


def _joined(made: list[Ledger], at: Ints, size: int, pairs: int) -> Runs:
    counts = np.concatenate([each.counts for each in made])
    steps = np.concatenate([each.steps for each in made])
    totals = np.sum([each.totals for each in made], axis=0)
    meetings = np.sum([each.meetings for each in made], axis=0)
    keep = _until_all_ended(at, int(steps.max()))
    scale = np.maximum(steps, 1)[:, None]
    return Runs(
        size=size,
        times=at[keep],
        shares=totals[keep] / (size * len(counts)),
        meetings=meetings[keep] / (pairs * len(counts)),
        counts=counts,
        steps=steps,
        spent=np.concatenate([each.spent for each in made]) / (scale * size),
        alone=np.concatenate([each.alone for each in made]) / scale,
    )


def _until_all_ended(at: Ints, longest: int) -> slice:
    return slice(0, int(np.searchsorted(at, longest)) + 1)
