"""Exact fixation probabilities and the stationary law of rare mutations, in logarithms.

In logarithms nothing underflows: a mutant that takes over once in 10^2000 tries has its number, and
the law of rare mutations is found by the elimination of Grassmann, Taksar and Heyman (1985), which
only adds, multiplies and divides, and so can be done in logarithms throughout.
"""

import numpy as np

from secdilemma.matches.kernels.jit import kernel, part
from secdilemma.matches.kernels.tables import Floats
from secdilemma.populations.kernels.well_mixed import DEATH_BIRTH, EXPONENTIAL, Rule


@part
def log_sum(first: float, second: float) -> float:
    """The logarithm of a sum, log(exp(first) + exp(second))."""
    if first < second:
        first, second = second, first
    if second == -np.inf:
        return first
    return float(first + np.log1p(np.exp(second - first)))


@part
def log_fitness(rule: Rule, payoff: float) -> float:
    """The logarithm of fitness."""
    if rule.mapping == EXPONENTIAL:
        return rule.intensity * payoff
    return float(np.log(1.0 - rule.intensity + rule.intensity * payoff))


@part
def log_ratio(payoff: Floats, rule: Rule, size: int, resident: int, mutant: int, j: int) -> float:
    """The logarithm of T-/T+: odds that of `j` mutants one is lost against that one is won."""
    # Mean payoffs against the N - 1 others: nobody meets itself (Nowak and others 2004).
    own = ((j - 1) * payoff[mutant, mutant] + (size - j) * payoff[mutant, resident]) / (size - 1)
    other = (j * payoff[resident, mutant] + (size - j - 1) * payoff[resident, resident]) / (
        size - 1
    )
    mine, theirs = log_fitness(rule, own), log_fitness(rule, other)
    if rule.update != DEATH_BIRTH:
        # Birth and death: T+ ~ j f and T- ~ (N - j) g, each times the share of the other kind, so
        # that all but g / f cancels; imitation by Fermi's function has exp(w (π_g - π_f)) likewise.
        return theirs - mine
    # Death and birth: when a resident has died (T+), j f of j f + (N - j - 1) g is for a mutant;
    # when a mutant has died (T-), (N - j) g of (j - 1) f + (N - j) g is for a resident.
    after_resident = log_sum(
        np.log(float(j)) + mine,
        np.log(float(size - j - 1)) + theirs if j < size - 1 else -np.inf,
    )
    after_mutant = log_sum(
        np.log(float(j - 1)) + mine if j > 1 else -np.inf, np.log(float(size - j)) + theirs
    )
    return theirs - mine + after_resident - after_mutant


@kernel
def log_fixation(payoff: Floats, rule: Rule, size: int, made: Floats) -> None:
    """Write log of the chance that one mutant j takes over a population of i.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)).
    size
        How many states there are, from 2.
    made
        ndarray(float, shape (n, n)): written; on the diagonal -log(size).
    """
    n = payoff.shape[0]
    for resident in range(n):
        for mutant in range(n):
            if resident == mutant:
                made[resident, mutant] = -np.log(float(size))
                continue
            # 1 + Σ_k Π_{j≤k} T-_j / T+_j, of which `along` is the logarithm of the k-th product;
            # the sum so far is scaled * exp(most), `most` being the largest product's logarithm.
            along, most, scaled = 0.0, 0.0, 1.0
            for j in range(1, size):
                along += log_ratio(payoff, rule, size, resident, mutant, j)
                if along > most:
                    scaled = scaled * np.exp(most - along) + 1.0
                    most = along
                else:
                    scaled += np.exp(along - most)
            made[resident, mutant] = -(most + np.log(scaled))


@kernel
def log_stationary(rates: Floats, law: Floats) -> None:
    """Write the logarithm of the stationary law of a chain.

    Parameters
    ----------
    rates
        ndarray(float, shape (n, n)): logarithms of the rates between states; the diagonal is not
        read, and all is overwritten.
    law
        ndarray(float, shape (n,)): written.
    """
    n = rates.shape[0]
    # Take states out from the last to the second: who would go to k goes on to where k leads. What
    # leaves k is summed over the others, not taken as 1 less what stays: nothing is subtracted.
    for k in range(n - 1, 0, -1):
        leaving = -np.inf
        for j in range(k):
            leaving = log_sum(leaving, rates[k, j])
        for i in range(k):
            rates[i, k] -= leaving
        for i in range(k):
            for j in range(k):
                if i != j:
                    rates[i, j] = log_sum(rates[i, j], rates[i, k] + rates[k, j])
    # Then back: a state's share is what flows into it from those before, which are known.
    law[0], total = 0.0, 0.0
    for k in range(1, n):
        law[k] = -np.inf
        for i in range(k):
            law[k] = log_sum(law[k], law[i] + rates[i, k])
        total = log_sum(total, law[k])
    for k in range(n):
        law[k] -= total
