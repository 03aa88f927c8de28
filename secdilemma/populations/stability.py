"""Rest points of the replicator equation, and whether they are stable.

At a rest point everybody who is there earns the same. The eigenvalues of the Jacobian within the
simplex decide: all real parts negative, and every small disturbance dies out (Hofbauer and Sigmund
1998).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from secdilemma.errors import DynamicsError
from secdilemma.games.comparison import equal, scale_of
from secdilemma.populations.arguments import Floats, Source, payoff_matrix, rate, whole

Complexes = NDArray[np.complex128]
MOST_SUPPORTS = 200_000


@dataclass(frozen=True, slots=True)
class RestPoint:
    """A rest point.

    Parameters
    ----------
    shares
        ndarray(float, shape (n,)).
    eigenvalues
        ndarray(complex, shape (n - 1,)): of the Jacobian within the simplex, largest real part
        first.
    payoff
        What everybody there earns a turn.
    stability
        ``"stable"``: all real parts are below zero. ``"unstable"``: all above. ``"saddle"``: some
        of each. ``"neutral"``: none above, and some zero, which leaves the matter to higher order.
    alone
        Whether it is the only rest point of its support; otherwise one of a continuum, of which
        it is the member nearest to even shares.
    """

    shares: Floats
    eigenvalues: Complexes
    payoff: float
    stability: str
    alone: bool


def rest_points(
    payoff: Source, *, most: int | None = None, tolerance: float = 1e-7
) -> list[RestPoint]:
    """Return the rest points of the replicator equation, support by support.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    most
        The largest support to look at; by default all.
    tolerance
        A share, or a real part in units of the payoffs' spread, below it is zero.

    Returns
    -------
    list of RestPoint
        Smaller supports first.

    Raises
    ------
    DynamicsError
        If there are more than 200,000 supports; `most` makes them fewer.
    """
    given = payoff_matrix(payoff)
    n, low, unit = len(given), float(given.min()), scale_of(given) or 1.0
    largest = n if most is None else whole("most", most, 1, n)
    _require_few(n, largest)
    near = rate("tolerance", tolerance)
    found = []
    for support in _supports(n, largest):
        made = _on((given - low) / unit, support, near)
        if made is not None:
            values, earned = made.eigenvalues * unit, made.payoff * unit + low
            found.append(replace(made, eigenvalues=values, payoff=earned))
    return found


def _supports(n: int, largest: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, largest + 1):
        yield from combinations(range(n), size)


def _require_few(n: int, largest: int) -> None:
    from math import comb

    count = sum(comb(n, size) for size in range(1, largest + 1))
    if count > MOST_SUPPORTS:
        raise DynamicsError(
            f"most: got {largest} of {n} strategies, {count:,} supports; expected at most "
            f"{MOST_SUPPORTS:,}. Take fewer strategies, or smaller supports."
        )


def _on(matrix: Floats, support: tuple[int, ...], near: float) -> RestPoint | None:
    """Return the rest point with exactly this support, if there is one, of payoffs 0 to 1."""
    k = len(support)
    inner = matrix[np.ix_(support, support)]
    # (A x)_i = payoff for all, Σ x = 1; of the deviation from even shares the shortest.
    system = np.zeros((k + 1, k + 1))
    system[:k, :k], system[:k, k], system[k, :k] = inner, -1.0, 1.0
    even = np.append(np.full(k, 1 / k), inner.mean())
    wanted = np.append(np.zeros(k), 1.0)
    step, _, rank, _ = np.linalg.lstsq(system, wanted - system @ even, rcond=1e-12)
    solution = even + step
    solved = equal(system @ solution, wanted).all()
    if not solved or (solution[:k] <= near).any():
        return None
    shares = np.zeros(len(matrix))
    shares[list(support)] = solution[:k] / solution[:k].sum()
    values = eigenvalues_at(matrix, shares)
    kind = _stability(values, near)
    return RestPoint(shares, values, float(solution[k]), kind, alone=bool(rank == k + 1))


def eigenvalues_at(matrix: Floats, shares: Floats) -> Complexes:
    """Return the eigenvalues of the replicator's Jacobian within the simplex.

    Parameters
    ----------
    matrix
        ndarray(float, shape (n, n)).
    shares
        ndarray(float, shape (n,)).

    Returns
    -------
    ndarray(complex, shape (n - 1,))
        Largest real part first.
    """
    earned = matrix @ shares
    mean = shares @ earned
    slope = matrix - (earned + matrix.T @ shares)[None, :]
    jacobian = np.diag(earned - mean) + shares[:, None] * slope
    basis = np.linalg.svd(np.ones((1, len(shares))))[2][1:].T  # directions that keep the sum
    values = np.linalg.eigvals(basis.T @ jacobian @ basis).astype(np.complex128)
    return np.asarray(values[np.lexsort((values.imag, -values.real))])


def _stability(values: Complexes, near: float) -> str:
    up, down = bool((values.real > near).any()), bool((values.real < -near).any())
    if up:
        return "saddle" if down or bool((np.abs(values.real) <= near).any()) else "unstable"
    return "stable" if bool((values.real < -near).all()) else "neutral"
