"""Who neighbours whom: graphs of networkx, checked, and a few by name."""

from typing import Any

import numpy as np

from secdilemma.errors import DynamicsError, suggestion
from secdilemma.populations.arguments import Ints
from secdilemma.populations.kernels.on_graph import Edges

MOST_EDGES = 5_000_000
"""The most edges of a graph by name; of a random one, that are expected."""
MOST_CHANCES = 20_000_000
"""The most pairs of places that a random graph draws for."""

GRAPHS = ("complete", "cycle", "grid", "star", "regular:K", "small-world:K:P", "random:P")
_SHAPES = ("complete", "cycle", "grid", "star", "regular", "small-world", "random")


def edges_of(graph: Any, where: str = "graph") -> Edges:
    """The edges of a graph of networkx.

    Parameters
    ----------
    graph
        Undirected, or directed: offspring go along an edge, and two who share one meet. Loops,
        weights and parallel edges do not count. Places are in the order of the graph's nodes.

    Raises
    ------
    DynamicsError
        If it is no graph, has fewer than two nodes, or is in pieces: undirected ones must be
        connected and directed ones strongly connected.
    """
    import networkx

    if not isinstance(graph, networkx.Graph):
        raise DynamicsError(f"{where}: got {graph!r:.60}; expected a graph of networkx.")
    if len(graph) < 2:
        raise DynamicsError(f"{where}: got {len(graph)} nodes; expected at least 2.")
    if graph.is_directed():
        pieces, word = networkx.number_strongly_connected_components(graph), "strongly connected"
    else:
        pieces, word = networkx.number_connected_components(graph), "connected"
    if pieces > 1:
        raise DynamicsError(
            f"{where}: it is in {pieces} pieces; expected a graph that is {word}, so that a "
            f"strategy can reach every place."
        )
    index = {node: k for k, node in enumerate(graph)}
    pairs = np.array([(index[u], index[v]) for u, v in graph.edges() if u != v], np.int64)

    def rows(ends: Ints) -> tuple[Ints, Ints]:  # where each place's neighbours begin, and they
        unique = np.unique(ends, axis=0)
        first = np.searchsorted(unique[:, 0], np.arange(len(graph) + 1)).astype(np.int64)
        return first, np.ascontiguousarray(unique[:, 1])

    meets = rows(np.concatenate([pairs, pairs[:, ::-1]]))
    if not graph.is_directed():
        return Edges(*meets, *meets, *meets)
    return Edges(*meets, *rows(pairs), *rows(pairs[:, ::-1]))


def named_graph(spec: str, size: int, seed: int = 1, where: str = "graph") -> Any:
    """A graph by name.

    Parameters
    ----------
    spec
        ``complete``, ``cycle``, ``grid`` (a torus as square as `size` allows), ``star``,
        ``regular:K`` (random, K neighbours each), ``small-world:K:P`` (Watts and Strogatz 1998) or
        ``random:P`` (each edge with chance P; drawn again until it is connected).
    size
        How many places.
    seed
        Of the random ones.

    Raises
    ------
    DynamicsError
        If there is none of that name, or its numbers do not fit.

    Examples
    --------
    >>> graph = named_graph("grid", 12)
    >>> len(graph), graph.number_of_edges()
    (12, 24)
    """
    import networkx

    name, *given = spec.strip().lower().split(":")
    if name not in _SHAPES:
        hint = suggestion(name, _SHAPES)
        known = ", ".join(GRAPHS)
        raise DynamicsError(f"{where}: got {spec!r}; expected one of {known}.{hint}")
    needed = next(each for each in GRAPHS if each.partition(":")[0] == name)
    if len(given) != needed.count(":"):
        raise DynamicsError(f"{where}: got {spec!r}; expected {needed}.")
    try:
        _require_drawable(name, given, size)
        return _made(name, given, size, seed)
    except (ValueError, networkx.NetworkXError) as error:
        raise DynamicsError(
            f"{where}: got {spec!r} for {size} places: {error}; expected {needed}."
        ) from error


def _require_drawable(name: str, given: list[str], size: int) -> None:
    """Raise a ValueError if there is too much to draw, or a chance is none."""
    chance = float(given[-1]) if name in ("small-world", "random") else 1.0
    if not 0 <= chance <= 1:
        raise ValueError(f"{given[-1]} is no chance from 0 to 1")
    pairs = size * (size - 1) // 2
    if name == "random" and pairs > MOST_CHANCES:
        raise ValueError(f"{pairs:,} pairs are to be drawn for; expected up to {MOST_CHANCES:,}")
    if name in ("regular", "small-world"):
        edges = size * int(given[0]) // 2
    else:
        edges = {"complete": pairs, "grid": 2 * size, "random": int(chance * pairs)}.get(name, size)
    if edges > MOST_EDGES:
        raise ValueError(f"it would have {edges:,} edges; expected up to {MOST_EDGES:,}")


def _made(name: str, given: list[str], size: int, seed: int) -> Any:
    import networkx

    if name == "grid":  # as square as can be
        side = max(d for d in range(1, int(size**0.5) + 1) if size % d == 0)
        if side < 3:
            raise ValueError(f"{size} is no product of two numbers of at least 3")
        return networkx.grid_2d_graph(side, size // side, periodic=True)
    if name == "star":
        return networkx.star_graph(size - 1)
    if name == "regular":
        return networkx.random_regular_graph(int(given[0]), size, seed=seed)
    if name == "small-world":
        k, p = int(given[0]), float(given[1])
        return networkx.connected_watts_strogatz_graph(size, k, p, seed=seed)
    if name == "random":
        for attempt in range(100):
            graph = networkx.gnp_random_graph(size, float(given[0]), seed=seed + 1000 * attempt)
            if networkx.is_connected(graph):
                return graph
        raise ValueError(
            "a hundred graphs were drawn and none was connected; expected a larger chance"
        )
    return networkx.cycle_graph(size) if name == "cycle" else networkx.complete_graph(size)
