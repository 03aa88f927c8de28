"""Finite populations, one change of one state a step: the Moran process and pairwise imitation.

In the Moran process a birth and a death make a step (Moran 1958). In imitation a state looks at
another and may take up its strategy; the chance is Fermi's function of what the other earns more,
``1 / (1 + exp(-β (π_other - π_own)))`` (Szabó and Tőke 1998; Traulsen, Nowak and Pacheco 2006).

Many runs are played on threads; sums over runs are of whole numbers, so that no byte depends on who
adds first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.matches.draws import pair_key
from secdilemma.populations.arguments import Floats, Ints, Source, payoff_matrix, whole
from secdilemma.populations.graphs import edges_of
from secdilemma.populations.kernels.well_mixed import Ledger, Rule
from secdilemma.populations.rules import counts_of, rule_of, size_of

Progress = Callable[[int, int], None]
RUNS = 1000
"""How many runs there are by default: shares that a run wins are known to 1.6 % or better."""
LIMIT = 10_000_000
MOST_COUNTED = 10**8
"""Runs times strategies, at most: each run's end is kept by strategy."""
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
        """The mutual restraint of the population, the mean over runs at each recorded step.

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


def moran(  # noqa: PLR0913 - one keyword a knob of the process
    payoff: Source,
    size: int | None = None,
    start: ArrayLike | None = None,
    *,
    runs: int = RUNS,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
    mutation: float = 0.0,
    graph: Any = None,
    steps: int = LIMIT,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Runs:
    """Runs of a population of finite size, each until one strategy is alone.

    Birth and death: a parent is drawn in proportion to fitness, and its offspring takes the place
    of a state drawn from all, the parent among them. Death and birth: a state drawn from all dies,
    and the others compete for its place in proportion to fitness. On a graph offspring goes only to
    neighbours, only neighbours compete, and payoffs come from neighbours alone (Lieberman, Hauert
    and Nowak 2005; Ohtsuki, Hauert, Lieberman and Nowak 2006).

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    size
        N, from 2; by default 100, or the places of the graph.
    start
        Counts that sum to N, or shares that sum to 1; even by default. On a graph the states are
        placed at random.
    runs
        How often to run it; runs times strategies are at most 100,000,000.
    update
        ``"birth-death"`` or ``"death-birth"``.
    fitness
        ``"exponential"``, ``exp(w π)``, or ``"linear"``, ``1 - w + w π``, where π is the mean
        payoff against the N - 1 others.
    intensity
        w, from 0, where all is drift; w π is at most 1e9.
    mutation
        The chance that the newcomer is of another strategy, any alike. With mutation a run lasts
        `steps`.
    graph
        A graph of networkx, connected, in place of the well-mixed population.
    steps
        When a run ends at the latest.
    seed
        Of every draw: a function of seed, run and step alone.
    threads
        None for one a core; no byte depends on it.
    progress
        Called with (runs done, runs in all).

    Raises
    ------
    DynamicsError
        If an argument is out of its range or does not fit the others.

    Examples
    --------
    Where payoffs do not tell, everybody is as likely to be alone at the end.

    >>> made = moran([[0.0, 0.0], [0.0, 0.0]], 10, [2, 8], runs=500)
    >>> bool(abs(made.fixed[0] - 0.2) < 0.1)
    True
    """
    matrix = payoff_matrix(payoff)
    rule = rule_of(matrix, update, fitness, intensity, mutation)
    how: dict[str, Any] = {"runs": runs, "steps": steps, "seed": seed}
    return _run(matrix, rule, size, start, graph, **how, threads=threads, progress=progress)


def imitation(  # noqa: PLR0913 - one keyword a knob of the process
    payoff: Source,
    size: int | None = None,
    start: ArrayLike | None = None,
    *,
    runs: int = RUNS,
    intensity: float = 1.0,
    mutation: float = 0.0,
    graph: Any = None,
    steps: int = LIMIT,
    seed: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Runs:
    """Runs of a population of finite size in which states imitate one another.

    In a step a state drawn from all looks at another one, drawn from the rest, or on a graph from
    its neighbours.

    Parameters
    ----------
    payoff, size, start, runs, graph, steps, seed, threads, progress
        As :func:`~secdilemma.populations.moran` takes them.
    intensity
        β, from 0, where imitation is a coin toss. Payoffs may be negative.
    mutation
        The chance that the state takes up any other strategy instead of looking.

    Raises
    ------
    DynamicsError
        If an argument is out of its range or does not fit the others.

    Examples
    --------
    What earns more is taken up, where payoffs tell strongly.

    >>> imitation([[0.0, 0.0], [5.0, 5.0]], 10, runs=50).fixed.round(1)
    array([0., 1.])
    """
    matrix = payoff_matrix(payoff)
    rule = rule_of(matrix, "imitation", "exponential", intensity, mutation)
    how: dict[str, Any] = {"runs": runs, "steps": steps, "seed": seed}
    return _run(matrix, rule, size, start, graph, **how, threads=threads, progress=progress)


def _run(
    matrix: Floats,
    rule: Rule,
    size: int | None,
    start: ArrayLike | None,
    graph: Any,
    *,
    runs: int,
    steps: int,
    seed: int,
    threads: int | None,
    progress: Progress | None,
) -> Runs:
    """Runs of a population under any rule, well-mixed or on a graph."""
    from secdilemma.matches.threads import in_chunks, thread_count
    from secdilemma.populations.kernels.on_graph import run_on_graph
    from secdilemma.populations.kernels.well_mixed import run_mixed

    edges = None if graph is None else edges_of(graph)
    if edges is not None:
        nodes = len(edges.meets_first) - 1
        if size not in (None, nodes):
            raise DynamicsError(
                f"size: got {size} beside a graph of {nodes} nodes; expected {nodes}."
            )
        size = nodes
    n, states = len(matrix), size_of(100 if size is None else size)
    first = counts_of(start, n, states)
    runs = whole(
        "runs", runs, 1, min(MOST_COUNTED // n, 2**62 // states**2)
    )  # sums stay below 2^63
    limit = whole("steps", steps, 0, 2**62 // states)
    key = np.uint64(pair_key(whole("seed", seed, 0, 2**63), "population", "runs"))
    recorded = np.zeros(1, np.int64)
    if limit:  # evenly on a logarithmic scale
        later = np.round(np.geomspace(1, limit, RECORDS)).astype(np.int64)
        recorded = np.unique(np.concatenate([recorded, later]))

    chunk = max(1, min(50, -(-runs // 16)))
    ledgers: list[Ledger | None] = [None] * -(-runs // chunk)
    done = 0

    def play(part: slice) -> None:
        by_run, by_record = (part.stop - part.start, n), (len(recorded), n)
        shapes = (by_run, by_run[:1], by_run, by_run, by_record, (*by_record, n))
        ledger = Ledger(*(np.zeros(shape, np.int64) for shape in shapes))
        when = key, part.start, part.stop, limit, recorded
        with np.errstate(over="ignore"):  # 64-bit words wrap around by design
            if edges is None:
                run_mixed(matrix, first, rule, *when, ledger)
            else:
                run_on_graph(matrix, first, edges, rule, *when, ledger)
        ledgers[part.start // chunk] = ledger

    def report(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, runs)

    in_chunks(play, runs, thread_count(threads), chunk, report)
    written = zip(*(each for each in ledgers if each is not None), strict=True)
    counts, took, spent, alone, totals, meetings = written
    lasted = np.concatenate(took)
    until = int(np.searchsorted(recorded, lasted.max())) + 1  # when all had ended
    scale = np.maximum(lasted, 1)[:, None]
    pairs = states * (states - 1) if edges is None else len(edges.meets)
    return Runs(
        size=states,
        times=recorded[:until],
        shares=np.sum(totals, axis=0)[:until] / (states * runs),
        meetings=np.sum(meetings, axis=0)[:until] / (pairs * runs),
        counts=np.concatenate(counts),
        steps=lasted,
        spent=np.concatenate(spent) / (scale * states),
        alone=np.concatenate(alone) / scale,
    )
