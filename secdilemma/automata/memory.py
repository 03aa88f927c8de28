"""How many turns back a strategy looks, decided from its automaton."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from secdilemma.automata.automaton import Automaton, Ints
from secdilemma.automata.properties import behaviours, told_apart

KIND_LIMIT = 1_500
"""The most kinds of mind whose memory is decided."""


def memory_depth(automaton: Automaton) -> float:
    """Return on how many of the last turns a strategy's response depends.

    It is the smallest k such that, after any history of k turns or more, the last k own and seen
    actions decide what it will do for ever, whatever happened before, errors of its own included.
    A strategy that ignores every turn has depth 0, tit for tat depth 1.

    Parameters
    ----------
    automaton
        Any.

    Returns
    -------
    float
        A whole number, or inf where no number of turns is enough, or it cannot be told: of an
        automaton that is cut off, or one of more than 1,500 kinds of mind.

    Notes
    -----
    Two minds are told apart up to probabilistic bisimulation (Larsen and Skou 1991). A pair of
    minds is at depth 0 if they are of one kind, else one more than the deepest pair that one event
    can lead them to; the depth is that of the deepest pair, inf where a pair can go on for ever.
    Of an automaton with random transitions this is an upper bound: an event that leads all minds to
    the same mixture of kinds counts as one that makes them alike, and other mixtures as any of the
    kinds in them.

    Examples
    --------
    >>> from secdilemma.catalogue.catalogue import open_catalogue
    >>> from secdilemma.automata.exploration import explore
    >>> memory_depth(explore(open_catalogue().make("tf2t")))
    2.0
    """
    if automaton.depth is not None:
        return math.inf
    kinds = behaviours(automaton)
    n = int(kinds.max()) + 1
    if n > KIND_LIMIT:
        return math.inf
    events = [_Event(automaton, kinds, n, event) for event in range(4)]
    apart = ~np.eye(n, dtype=np.bool_)
    for depth in range(n * n):
        if not apart.any():
            return float(depth)
        further = np.logical_or.reduce([each.before(apart) for each in events])
        if np.array_equal(further, apart):
            return math.inf
        apart = further & apart
    return math.inf


class _Event:
    """Where one event (own and seen action) leads each kind of mind."""

    def __init__(self, automaton: Automaton, kinds: Ints, n: int, event: int) -> None:
        rows = np.repeat(np.arange(4 * len(automaton)), np.diff(automaton.edge_start))
        _, first = np.unique(kinds, return_index=True)  # one mind of each kind speaks for all
        speaks = np.isin(rows // 4, first) & (rows % 4 == event) & (automaton.edge_probability > 0)
        source, target = kinds[rows[speaks] // 4], kinds[automaton.edge_target[speaks]]
        odds = (automaton.edge_probability[speaks], (source, target))
        mixtures = sparse.coo_array(odds, shape=(n, n)).toarray()
        self.alike = np.unique(told_apart(mixtures), axis=0, return_inverse=True)[1].reshape(-1)
        self.leads = sparse.csr_array((mixtures > 0).astype(np.float32))

    def before(self, apart: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which pairs of kinds this event can lead to a pair that is `apart`."""
        later = self.leads @ (self.leads @ apart.astype(np.float32)).T
        made = (later > 0) & (self.alike[:, None] != self.alike[None, :])
        return np.asarray(made)
