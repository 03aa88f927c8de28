"""Who can invade whom: a few of one strategy among many of another (Maynard Smith and Price 1973).

In a large population of residents j, rare mutants i earn A_ij and residents A_jj. Where the two are
equal, what they earn from mutants decides: A_ii against A_ji.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.games.comparison import EQUAL, above, equal, scale_of
from secdilemma.populations.arguments import Floats, Source, payoff_matrix, rate


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

    fate: NDArray[np.int64]
    advantage: Floats

    @property
    def stable(self) -> NDArray[np.bool_]:
        """Whether each is evolutionarily stable: it resists every other, ndarray(bool, (n,))."""
        return self._none_above(Fate.RESISTED)

    @property
    def neutrally_stable(self) -> NDArray[np.bool_]:
        """Whether nobody grows among each: the others are resisted or drift."""
        return self._none_above(Fate.NEUTRAL)

    def _none_above(self, fate: Fate) -> NDArray[np.bool_]:
        others = self.fate.copy()
        np.fill_diagonal(others, 0)
        return np.asarray((others <= fate).all(axis=1))

    def graph(self, names: tuple[str, ...] | None = None) -> Any:
        """Return the invasion graph: an edge from a resident to each that can invade it.

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
    """Return who can invade whom in a large population.

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


def _beats(at_first: Floats, later: Floats, unit: float) -> NDArray[np.bool_]:
    even = equal(at_first, 0.0, unit)
    return np.asarray(above(at_first, 0.0, unit) | (even & above(later, 0.0, unit)))
