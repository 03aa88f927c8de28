"""Rest points of the replicator equation and their stability, and who can invade whom.

At a rest point everybody who is there earns the same. The eigenvalues of the Jacobian within the
simplex decide: all real parts negative, and every small disturbance dies out (Hofbauer and Sigmund
1998).

An invasion is a few of one strategy among many of another (Maynard Smith and Price 1973). In a
large population of residents j, rare mutants i earn A_ij and residents A_jj. Where the two are
equal, what they earn from mutants decides: A_ii against A_ji.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.errors import DynamicsError
from secdilemma.games.comparison import EQUAL, above, equal, scale_of
from secdilemma.populations.arguments import (
    Flags,
    Floats,
    Ints,
    Source,
    payoff_matrix,
    rate,
    whole,
)

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
    """The rest points of the replicator equation, support by support.

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

    Examples
    --------
    >>> for point in rest_points([[-0.5, 1.0], [0.0, 0.5]]):
    ...     print(point.shares, point.stability)
    [1. 0.] unstable
    [0. 1.] unstable
    [0.5 0.5] stable
    """
    given = payoff_matrix(payoff)
    n, low, unit = len(given), float(given.min()), scale_of(given) or 1.0
    largest = n if most is None else whole("most", most, 1, n)
    count = sum(comb(n, size) for size in range(1, largest + 1))
    if count > MOST_SUPPORTS:
        raise DynamicsError(
            f"most: got {largest} of {n} strategies, {count:,} supports; expected at most "
            f"{MOST_SUPPORTS:,}. Take fewer strategies, or smaller supports."
        )
    near = rate("tolerance", tolerance)
    supports = (each for k in range(1, largest + 1) for each in combinations(range(n), k))
    found = (_on((given - low) / unit, support, near) for support in supports)
    return [
        replace(each, eigenvalues=each.eigenvalues * unit, payoff=each.payoff * unit + low)
        for each in found
        if each is not None
    ]


def _on(matrix: Floats, support: tuple[int, ...], near: float) -> RestPoint | None:
    """The rest point with exactly this support, if there is one, of payoffs 0 to 1."""
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
    up, down = values.real > near, values.real < -near
    if up.any():
        kind = "unstable" if up.all() else "saddle"
    else:
        kind = "stable" if down.all() else "neutral"
    return RestPoint(shares, values, float(solution[k]), kind, alone=bool(rank == k + 1))


def eigenvalues_at(matrix: Floats, shares: Floats) -> Complexes:
    """The eigenvalues of the replicator's Jacobian within the simplex.

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


class Fate(IntEnum):
    """What becomes of a few mutants among residents."""

    RESISTED = 0
    """They earn less, and die out."""
    NEUTRAL = 1
    """They earn as much, whoever they meet: they drift."""
    COEXISTS = 2
    """They grow, and so would the residents among them: both stay."""
    REPLACES = 3
    """They grow, and the residents cannot come back."""

    @property
    def word(self) -> str:
        """Its name in listings."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Invasion:
    """Who can invade whom among n strategies.

    Parameters
    ----------
    fate
        ndarray(int, shape (n, n)): ``[i, j]`` is the :class:`Fate` of mutants j among residents i;
        NEUTRAL on the diagonal.
    advantage
        ndarray(float, shape (n, n)): what a rare mutant j earns more than residents i, a turn.
    """

    fate: Ints
    advantage: Floats

    @property
    def stable(self) -> Flags:
        """Whether each is evolutionarily stable: it resists every other, ndarray(bool, (n,))."""
        return self._none_above(Fate.RESISTED)

    @property
    def neutrally_stable(self) -> Flags:
        """Whether nobody grows among each: the others are resisted or drift."""
        return self._none_above(Fate.NEUTRAL)

    def _none_above(self, fate: Fate) -> Flags:
        others = self.fate.copy()
        np.fill_diagonal(others, 0)
        return np.asarray((others <= fate).all(axis=1))

    def graph(self, names: tuple[str, ...] | None = None) -> Any:
        """The invasion graph: an edge from a resident to each that can invade it.

        Parameters
        ----------
        names
            Of the strategies; by default their numbers.

        Returns
        -------
        networkx.DiGraph
            Edges carry ``fate`` (``replaces``, ``coexists`` or ``neutral``) and ``advantage``.
        """
        import networkx

        labels: tuple[str, ...] | tuple[int, ...] = names or tuple(range(len(self.fate)))
        made = networkx.DiGraph()
        made.add_nodes_from(labels)
        for i, j in np.argwhere(self.fate > Fate.RESISTED):
            if i != j:
                word = Fate(int(self.fate[i, j])).word
                gained = float(self.advantage[i, j])
                made.add_edge(labels[i], labels[j], fate=word, advantage=gained)
        return made


def invasion(payoff: Source, *, tolerance: float | None = None) -> Invasion:
    """Who can invade whom in a large population.

    Parameters
    ----------
    payoff
        ndarray(float, shape (n, n)), or results.
    tolerance
        Payoffs that differ by no more are equal. By default a billionth of their scale, which is
        their spread (:func:`secdilemma.games.comparison.scale_of`).

    Raises
    ------
    DynamicsError
        If the payoffs are no square matrix of finite numbers, or the tolerance is below 0.

    Examples
    --------
    Who arms replaces who restrains, in a prisoner's dilemma.

    >>> found = invasion([[3.0, 0.0], [5.0, 1.0]])
    >>> Fate(found.fate[0, 1]).word, Fate(found.fate[1, 0]).word
    ('replaces', 'resisted')
    >>> found.stable
    array([False,  True])
    """
    matrix = payoff_matrix(payoff)
    unit = scale_of(matrix) if tolerance is None else rate("tolerance", tolerance) / EQUAL
    own = np.diag(matrix)
    advantage = matrix.T - own[:, None]  # of mutant j among residents i
    later = own[None, :] - matrix  # of mutants j over residents i, where both meet mutants
    grows = _beats(advantage, later, unit)
    returns = _beats(advantage.T, later.T, unit)
    same = equal(advantage, 0.0, unit) & equal(later, 0.0, unit)
    fate = np.where(grows, np.where(returns, Fate.COEXISTS, Fate.REPLACES), Fate.RESISTED)
    return Invasion(np.where(same, Fate.NEUTRAL, fate).astype(np.int64), advantage)


def _beats(at_first: Floats, later: Floats, unit: float) -> Flags:
    even = equal(at_first, 0.0, unit)
    return np.asarray(above(at_first, 0.0, unit) | (even & above(later, 0.0, unit)))
