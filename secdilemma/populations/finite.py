"""Finite populations, one change of one state a step: the Moran process and pairwise imitation.

In the Moran process a birth and a death make a step (Moran 1958). In imitation a state looks at
another and may take up its strategy; the chance is Fermi's function of what the other earns more,
``1 / (1 + exp(-β (π_other - π_own)))`` (Szabó and Tőke 1998; Traulsen, Nowak and Pacheco 2006).
"""

from collections.abc import Callable
from typing import Any

from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.populations.arguments import Floats, Ints, Source, payoff_matrix, whole
from secdilemma.populations.graphs import edges_of
from secdilemma.populations.kernels.well_mixed import Rule
from secdilemma.populations.rules import counts_of, rule_of, seed_key, size_of
from secdilemma.populations.runs import Ledger, Runs, in_parallel

LIMIT = 10_000_000
MOST_COUNTED = 10**8
"""Runs times strategies, at most: each run's end is kept by strategy."""


def moran(  # noqa: PLR0913 - one keyword a knob of the process
    payoff: Source,
    size: int | None = None,
    start: ArrayLike | None = None,
    *,
    runs: int = 1000,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
    mutation: float = 0.0,
    graph: Any = None,
    steps: int = LIMIT,
    seed: int = 1,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Runs:
    """Run a population of finite size until one strategy is alone.

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
    """
    matrix = payoff_matrix(payoff)
    rule = rule_of(matrix, update, fitness, intensity, mutation)
    count = places(size, graph)
    first = counts_of(start, len(matrix), count)
    how = {"runs": runs, "steps": steps, "seed": seed}
    return run_population(matrix, first, rule, graph, **how, threads=threads, progress=progress)


def imitation(  # noqa: PLR0913 - one keyword a knob of the process
    payoff: Source,
    size: int | None = None,
    start: ArrayLike | None = None,
    *,
    runs: int = 1000,
    intensity: float = 1.0,
    mutation: float = 0.0,
    graph: Any = None,
    steps: int = LIMIT,
    seed: int = 1,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Runs:
    """Run a population of finite size in which states imitate one another.

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
    """
    matrix = payoff_matrix(payoff)
    rule = rule_of(matrix, "imitation", "exponential", intensity, mutation)
    first = counts_of(start, len(matrix), places(size, graph))
    how = {"runs": runs, "steps": steps, "seed": seed}
    return run_population(matrix, first, rule, graph, **how, threads=threads, progress=progress)


def places(size: int | None, graph: Any) -> int:
    """Return how many states there are.

    Raises
    ------
    DynamicsError
        If the size is out of its range or is not that of the graph.
    """
    if graph is None:
        return size_of(100 if size is None else size)
    found = len(edges_of(graph).meets_first) - 1
    if size not in (None, found):
        raise DynamicsError(f"size: got {size} beside a graph of {found} nodes; expected {found}.")
    return size_of(found)


def run_population(
    matrix: Floats,
    start: Ints,
    rule: Rule,
    graph: Any,
    *,
    runs: int,
    steps: int,
    seed: int,
    threads: int | None,
    progress: Callable[[int, int], None] | None,
) -> Runs:
    """Return runs of a population under any rule, well-mixed or on a graph."""
    from secdilemma.populations.kernels.on_graph import run_on_graph
    from secdilemma.populations.kernels.well_mixed import run_mixed

    size, n = int(start.sum()), len(matrix)
    whole("runs", runs, 1, min(MOST_COUNTED // n, 2**62 // size**2))
    limit, key = whole("steps", steps, 0, 2**62 // size), seed_key(seed)
    edges = None if graph is None else edges_of(graph)

    def play(begin: int, end: int, at: Ints, ledger: Ledger) -> None:
        written = (
            ledger.counts,
            ledger.steps,
            ledger.spent,
            ledger.alone,
            ledger.totals,
            ledger.meetings,
        )
        if edges is None:
            run_mixed(matrix, start, rule, key, begin, end, limit, at, *written)
        else:
            run_on_graph(matrix, start, edges, rule, key, begin, end, limit, at, *written)

    meeting = size * (size - 1) if edges is None else len(edges.meets)
    return in_parallel(
        play, runs, n, size, limit, pairs=meeting, threads=threads, progress=progress
    )
