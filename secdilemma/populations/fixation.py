"""Exact fixation probabilities: the chance that one mutant takes over a finite population.

A population of N with j mutants among residents gains one with probability T+ and loses one with
T-. The chance that a single mutant takes over is ``1 / (1 + Σ_k Π_{j≤k} T-_j / T+_j)``, k from 1 to
N - 1 (Karlin and Taylor 1975; Nowak, Sasaki, Taylor and Fudenberg 2004).
"""

import numpy as np

from secdilemma.populations.arguments import Floats, Source, payoff_matrix
from secdilemma.populations.rules import rule_of, size_of


def log_fixation_probabilities(
    payoff: Source,
    size: int = 100,
    *,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
) -> Floats:
    """Return logarithms of :func:`fixation_probabilities`, which never underflow."""
    from secdilemma.matches.threads import aside
    from secdilemma.populations.kernels.fixation import log_fixation

    matrix = payoff_matrix(payoff)
    rule, states = rule_of(matrix, update, fitness, intensity), size_of(size)
    made = np.empty_like(matrix)
    aside(lambda: log_fixation(matrix, rule, states, made))
    return made


def fixation_probabilities(
    payoff: Source,
    size: int = 100,
    *,
    update: str = "birth-death",
    fitness: str = "exponential",
    intensity: float = 1.0,
) -> Floats:
    """Return the chance that a single mutant takes over, for every mutant and resident.

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
    """
    return np.asarray(
        np.exp(
            log_fixation_probabilities(
                payoff, size, update=update, fitness=fitness, intensity=intensity
            )
        )
    )
