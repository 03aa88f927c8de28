"""Pairwise imitation: a state looks at another and may take up its strategy.

The chance is Fermi's function of what the other earns more, ``1 / (1 + exp(-β (π_other - π_own)))``
(Szabó and Tőke 1998; Traulsen, Nowak and Pacheco 2006).
"""

from collections.abc import Callable
from typing import Any

from numpy.typing import ArrayLike

from secdilemma.populations.arguments import Source, payoff_matrix
from secdilemma.populations.finite import LIMIT, places, run_population
from secdilemma.populations.rules import counts_of, rule_of
from secdilemma.populations.runs import Runs


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
