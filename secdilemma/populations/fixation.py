"""Exact fixation probabilities, and the limit of rare mutations that they give.

A population of N with j mutants among residents gains one with probability T+ and loses one with
T-. The chance that a single mutant takes over is ``1 / (1 + Σ_k Π_{j≤k} T-_j / T+_j)``, k from 1 to
N - 1 (Karlin and Taylor 1975; Nowak, Sasaki, Taylor and Fudenberg 2004).

Where mutations are rare, each mutant takes over or is lost before the next comes: the population is
nearly always of one strategy, and moves between strategies with these chances (Fudenberg and Imhof
2006).
"""

from dataclasses import dataclass

import numpy as np

from secdilemma.populations.arguments import Floats, Source, payoff_matrix
from secdilemma.populations.rules import rule_of, size_of


def fixation_probabilities(
    payoff: Source,
    size: int = 100,
    *,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
) -> Floats:
    """The chance that a single mutant takes over, for every mutant and resident.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    size
        N, from 2: the mutant and N - 1 residents.
    update
        ``"birth-death"``, ``"death-birth"`` (both well-mixed), or ``"imitation"``, which fixes as
        birth and death with exponential fitness do.
    fitness
        ``"exponential"``, ``exp(w π)`` (Traulsen, Shoresh and Nowak 2008), or ``"linear"``,
        ``1 - w + w π`` (Nowak et al. 2004). Imitation does not read it.
    intensity
        w, from 0, where all is drift.

    Returns
    -------
    ndarray(float, shape (n, n))
        ``[i, j]``: one mutant j among residents i; on the diagonal 1/N, the chance of any state.

    Raises
    ------
    DynamicsError
        If the payoffs, the size or the intensity are wrong, or a fitness could be 0 or less.

    Examples
    --------
    One who arms among nine who restrain, and the other way round; by drift it would be 0.1.

    >>> fixation_probabilities([[3.0, 0.0], [5.0, 1.0]], 10, intensity=0.1).round(3)
    array([[0.1  , 0.216],
           [0.039, 0.1  ]])
    """
    logs = log_fixation_probabilities(
        payoff, size, update=update, fitness=fitness, intensity=intensity
    )
    return np.asarray(np.exp(logs))


def log_fixation_probabilities(
    payoff: Source,
    size: int = 100,
    *,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
) -> Floats:
    """Logarithms of :func:`fixation_probabilities`, which never underflow.

    Examples
    --------
    >>> float(log_fixation_probabilities([[3.0, 0.0], [5.0, 1.0]], 1000)[1, 0].round(1))
    -1502.1
    """
    from secdilemma.matches.threads import aside
    from secdilemma.populations.kernels.fixation import log_fixation

    matrix = payoff_matrix(payoff)
    rule, states = rule_of(matrix, update, fitness, intensity), size_of(size)
    made = np.empty_like(matrix)
    aside(lambda: log_fixation(matrix, rule, states, made))
    return made


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
    """Which strategy a population holds, and how long, when mutations are rare.

    A mutant is of any other strategy with the same chance.

    Parameters
    ----------
    payoff, size, update, fitness, intensity
        As :func:`~secdilemma.populations.fixation_probabilities` takes them.

    Raises
    ------
    DynamicsError
        As there.

    Examples
    --------
    >>> rare_mutation([[3.0, 0.0], [5.0, 1.0]], 10, intensity=0.1).stationary.round(3)
    array([0.154, 0.846])
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
