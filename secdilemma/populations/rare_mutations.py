"""The limit of rare mutations: the population is nearly always of one strategy.

Each mutant takes over or is lost before the next comes, so that the population moves between
strategies with the fixation probabilities (Fudenberg and Imhof 2006).
"""

from dataclasses import dataclass

import numpy as np

from secdilemma.populations.arguments import Floats, Source
from secdilemma.populations.fixation import log_fixation_probabilities


@dataclass(frozen=True, slots=True)
class RareMutation:
    """A population that moves between n strategies.

    Parameters
    ----------
    fixation
        ndarray(float, shape (n, n)): chance of one mutant j among residents i.
    transitions
        ndarray(float, shape (n, n)): chance that a mutation turns a population of i into one of j;
        rows sum to 1.
    stationary
        ndarray(float, shape (n,)): share of time with each strategy; sums to 1.
    """

    fixation: Floats
    transitions: Floats
    stationary: Floats


def rare_mutation(
    payoff: Source,
    size: int = 100,
    *,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
) -> RareMutation:
    """Return which strategy a population holds, and how long, when mutations are rare.

    A mutant is of any other strategy with the same chance.

    Parameters
    ----------
    payoff, size, update, fitness, intensity
        As :func:`~secdilemma.populations.fixation_probabilities` takes them.

    Raises
    ------
    DynamicsError
        As there.
    """
    from secdilemma.matches.threads import aside
    from secdilemma.populations.kernels.fixation import log_stationary

    logs = log_fixation_probabilities(
        payoff, size, update=update, fitness=fitness, intensity=intensity
    )
    n = len(logs)
    law = np.empty(n)
    aside(lambda: log_stationary(logs.copy(), law))
    fixation, stationary = np.exp(logs), np.exp(law)
    transitions = fixation / max(n - 1, 1)
    np.fill_diagonal(transitions, 0.0)
    np.fill_diagonal(transitions, 1 - transitions.sum(axis=1))
    return RareMutation(fixation, transitions, np.asarray(stationary / stationary.sum()))
