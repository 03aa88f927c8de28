"""Mutual restraint in a population: the chance that two who meet both restrain, turn by turn."""

import numpy as np
from numpy.typing import ArrayLike

from secdilemma.errors import DynamicsError
from secdilemma.populations.arguments import Floats, payoff_matrix


def restraint_over(
    shares: ArrayLike, restraint: ArrayLike, others: ArrayLike | None = None
) -> Floats:
    """The mutual restraint of a population at every step.

    Two who meet at random, each of strategy i with its share, restrain together in ``x·M·x`` of
    their turns. The population is large: a state may meet another of its own strategy.

    Parameters
    ----------
    shares
        ndarray(float, shape (t, n)), or (n,) for one step.
    restraint
        ndarray(float, shape (n, n)): share of turns in which i and j both restrain.
    others
        The shares of the population that is met, where it is another one; of the same shape.

    Returns
    -------
    ndarray(float, shape (t,))

    Raises
    ------
    DynamicsError
        If the shapes do not fit.

    Examples
    --------
    Half of the states restrain: two who meet both do so in a quarter of all turns.

    >>> restraint_over([0.5, 0.5], [[1.0, 0.0], [0.0, 0.0]])
    array([0.25])
    """
    matrix = payoff_matrix(restraint, "restraint")
    own = np.atleast_2d(np.asarray(shares, dtype=np.float64))
    met = own if others is None else np.atleast_2d(np.asarray(others, dtype=np.float64))
    if own.shape[1] != len(matrix) or met.shape != own.shape:
        raise DynamicsError(
            f"shares: got shape {own.shape} beside a restraint matrix of {matrix.shape}; expected "
            f"a share for each of its strategies."
        )
    return np.asarray(np.einsum("ti,ij,tj->t", own, matrix, met))
