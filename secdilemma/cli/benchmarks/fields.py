"""Random automata and the environments that benchmarks share."""

import numpy as np
from numpy.typing import NDArray

from secdilemma.automata.automaton import Automaton
from secdilemma.games.perception import Perception, regime
from secdilemma.matches import draws
from secdilemma.matches.tally import Ints

BOTH_NOISES = regime("perA").with_execution(0.01)
CLEAR = Perception()


def random_automaton(
    generator: np.random.Generator, minds: int, *, stochastic: bool = False
) -> Automaton:
    """Return a random automaton: one certain response and successor, or mixed ones.

    Parameters
    ----------
    generator
        Of its choices.
    minds
        How many it has.
    stochastic
        Whether it mixes: restraint with a random probability, and two successors an event.
    """
    branches = 2 if stochastic and minds > 1 else 1
    rows = 4 * minds
    if stochastic:
        restraint = generator.random(minds)
        first = generator.random(rows)
    else:
        restraint = generator.integers(0, 2, minds).astype(float)
        first = np.ones(rows)
    targets = np.array(
        [generator.choice(minds, branches, replace=False) for _ in range(rows)], np.int64
    )
    odds = np.column_stack([first, 1 - first]) if branches == 2 else np.ones((rows, 1))
    start = np.zeros(minds)
    start[0] = 1.0
    return Automaton(
        name=f"random-{minds}",
        minds=tuple(range(minds)),
        start=start,
        responses=np.column_stack([restraint, 1 - restraint, np.zeros(minds)]),
        edge_start=np.arange(0, branches * rows + 1, branches, dtype=np.int64),
        edge_target=targets.ravel(),
        edge_probability=odds.ravel(),
    )


def random_field(
    count: int, minds: int, *, stochastic: bool = False, seed: int = 1
) -> list[Automaton]:
    """Return `count` random automata of `minds` minds each."""
    generator = np.random.default_rng(seed)
    return [random_automaton(generator, minds, stochastic=stochastic) for _ in range(count)]


def every_pair(count: int) -> Ints:
    """Return all pairs of `count` automata, self-play included, ndarray(int, shape (k, 2))."""
    return np.column_stack(np.triu_indices(count)).astype(np.int64)


def pair_keys(pairs: Ints) -> NDArray[np.uint64]:
    """Return the keys of the random draws of pairs, ndarray(uint64, shape (k,))."""
    return np.array([draws.pair_key(1, str(i), str(j)) for i, j in pairs], np.uint64)
