"""Populations on graphs against the isothermal theorem and exact chains of all arrangements."""

import itertools
import re

import networkx
import numpy as np
import pytest
from support import jitted

from secdilemma.errors import DynamicsError
from secdilemma.populations import fixation_probabilities, imitation, moran, named_graph

AXELROD = np.array([[3.0, 0.0], [5.0, 1.0]])
RUNS = 40_000
GRAPHS = {
    "star": networkx.star_graph(4),
    "path": networkx.path_graph(5),
    "directed": networkx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 0), (0, 4), (4, 3)]),
}


def by_arrangements(payoff, graph, update, w):
    """Return the chance that one mutant, placed at random, takes over: all 2^N arrangements."""
    nodes = list(graph)
    size = len(nodes)
    ahead = {v: list(graph[v]) for v in nodes}
    back = {v: [u for u in nodes if v in ahead[u]] for v in nodes}
    meets = {v: sorted({*ahead[v], *back[v]}) for v in nodes}
    kinds = list(itertools.product((0, 1), repeat=size))
    index = {kind: k for k, kind in enumerate(kinds)}
    matrix, gain = np.eye(len(kinds)), np.zeros(len(kinds))
    gain[-1] = 1.0
    for kind in kinds[1:-1]:
        earned = [np.mean([payoff[kind[v], kind[u]] for u in meets[v]]) for v in nodes]
        fitness = np.exp(w * np.array(earned))
        row = matrix[index[kind]]
        for v, chance, parent in _steps(nodes, ahead, back, fitness, earned, update, w):
            after = list(kind)
            after[v] = kind[parent]
            row[index[tuple(after)]] -= chance
    alone = [index[tuple(int(v == u) for u in nodes)] for v in nodes]
    return float(np.linalg.solve(matrix, gain)[alone].mean())


def _steps(nodes, ahead, back, fitness, earned, update, w):
    """Yield (who is replaced, chance, by whose offspring); what is left changes nothing."""
    size = len(nodes)
    if update == "birth-death":
        for parent in nodes:
            for v in ahead[parent]:
                yield v, fitness[parent] / fitness.sum() / len(ahead[parent]), parent
        return
    for v in nodes:
        total = sum(fitness[u] for u in back[v])
        for u in back[v]:
            if update == "death-birth":
                yield v, fitness[u] / total / size, u
            else:
                adopts = 1 / (1 + np.exp(-w * (earned[u] - earned[v])))
                yield v, adopts / len(back[v]) / size, u
                yield v, (1 - adopts) / len(back[v]) / size, v


@jitted()
@pytest.mark.parametrize("update", ["birth-death", "death-birth", "imitation"])
@pytest.mark.parametrize("name", GRAPHS)
def test_every_arrangement_of_a_small_graph(name, update):
    graph = GRAPHS[name]
    exact = by_arrangements(AXELROD, graph, update, 0.3)
    size = len(graph)
    if update == "imitation":
        made = imitation(AXELROD, None, [size - 1, 1], runs=RUNS, intensity=0.3, graph=graph)
    else:
        made = moran(
            AXELROD, None, [size - 1, 1], runs=RUNS, intensity=0.3, graph=graph, update=update
        )
    assert abs(made.fixed[1] - exact) < 4 * np.sqrt(exact * (1 - exact) / RUNS)


@jitted()
@pytest.mark.parametrize("spec", ["cycle", "grid", "regular:4", "complete"])
def test_regular_graphs_fix_as_the_well_mixed_do(spec):
    """The isothermal theorem, for fitness that does not hang on whom one meets (Lieberman 2005)."""
    payoff = np.array([[1.0, 1.0], [1.5, 1.5]])
    graph = named_graph(spec, 12)
    made = moran(payoff, 12, [11, 1], runs=RUNS, fitness="linear", graph=graph)
    exact = fixation_probabilities(payoff, 12, fitness="linear")[0, 1]
    assert abs(made.fixed[1] - exact) < 4 * np.sqrt(exact * (1 - exact) / RUNS)


@jitted()
def test_a_star_amplifies_selection():
    payoff = np.array([[1.0, 1.0], [1.5, 1.5]])
    made = moran(payoff, 12, [11, 1], runs=RUNS, fitness="linear", graph=named_graph("star", 12))
    mixed = fixation_probabilities(payoff, 12, fitness="linear")[0, 1]
    assert made.fixed[1] > mixed + 0.1


@pytest.mark.parametrize("threads", [1, 2])
def test_no_byte_depends_on_threads(threads):
    made = moran(AXELROD, 9, runs=20, graph=named_graph("grid", 9), threads=threads, steps=60)
    again = moran(AXELROD, 9, runs=20, graph=named_graph("grid", 9), threads=3, steps=60)
    assert made.meetings.tobytes() == again.meetings.tobytes()
    assert made.counts.tobytes() == again.counts.tobytes()


def test_nobody_is_lost_and_neighbours_are_counted():
    made = moran(AXELROD, 9, runs=10, graph=named_graph("grid", 9), mutation=0.1, steps=50)
    assert (made.counts.sum(axis=1) == 9).all()
    np.testing.assert_allclose(made.meetings.sum(axis=(1, 2)), 1)
    np.testing.assert_allclose(made.spent.sum(axis=1), 1)


def test_where_the_states_stand_is_drawn():
    """One mutant on a star: in the middle it has four neighbours, elsewhere one."""
    made = moran(AXELROD, 5, [4, 1], runs=400, graph=networkx.star_graph(4), steps=0)
    mutant_meets = made.meetings[0, 1].sum()  # of 8 ordered pairs: 4 with chance 1/5, else 1
    assert mutant_meets == pytest.approx((4 / 5 + 4 / 5) / 8, abs=0.05)


@pytest.mark.parametrize(
    "spec", ["complete", "cycle", "grid", "star", "regular:4", "small-world:4:0.1", "random:0.4"]
)
def test_named_graphs_have_their_size_and_are_the_same_again(spec):
    one, other = named_graph(spec, 36, 3), named_graph(spec, 36, 3)
    assert len(one) == 36
    assert networkx.is_connected(one)
    assert set(one.edges) == set(other.edges)


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (
            networkx.Graph([(0, 1), (2, 3)]),
            "graph: it is in 2 pieces; expected a graph that is connected",
        ),
        (networkx.DiGraph([(0, 1)]), "expected a graph that is strongly connected"),
        (networkx.Graph(), "graph: got 0 nodes; expected at least 2."),
        ("cycle", "graph: got 'cycle'; expected a graph of networkx."),
    ],
)
def test_bad_graphs_get_a_sentence(graph, message):
    with pytest.raises(DynamicsError, match=re.escape(message)):
        moran(AXELROD, graph=graph)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("circle", "graph: got 'circle'; expected one of complete, cycle, grid"),
        ("cycel", "Did you mean cycle?"),
        ("regular", "graph: got 'regular'; expected regular:K."),
        ("cycle:3", "graph: got 'cycle:3'; expected cycle."),
        ("regular:x", "graph: got 'regular:x' for 10 places"),
        ("regular:30", "graph: got 'regular:30' for 10 places"),
        ("grid", "10 is no product of two numbers of at least 3"),
        ("random:0", "none was connected"),
    ],
)
def test_bad_specifications_get_a_sentence(spec, message):
    with pytest.raises(DynamicsError, match=re.escape(message)):
        named_graph(spec, 10)


def test_the_size_must_be_that_of_the_graph():
    with pytest.raises(DynamicsError, match="size: got 7 beside a graph of 9 nodes; expected 9"):
        moran(AXELROD, 7, graph=named_graph("grid", 9))
