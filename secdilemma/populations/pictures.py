"""Drawing an evolution or an invasion: from outcomes to figures."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from secdilemma import populations
from secdilemma.analysis.figures import pictures
from secdilemma.analysis.figures.areas import stacked
from secdilemma.analysis.figures.invasions import invasion_graph
from secdilemma.analysis.figures.simplex import triangle
from secdilemma.games.comparison import EQUAL, above, ordered
from secdilemma.io.atomic import Place
from secdilemma.populations import words
from secdilemma.populations.outcome import PopulationOutcome, known
from secdilemma.populations.payoffs import PairPayoffs
from secdilemma.populations.trajectory import spread_of
from secdilemma.tournament.specification import Tournament

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from secdilemma.populations.entrants import Entrant

Found = Sequence[tuple[Tournament, PopulationOutcome]]
COLOURS = "mutual restraint with itself, % of turns"
MOST_NODES = 10
EASIER = {
    "replaces": "takes over more easily than by drift",
    "coexists": "in both directions",
}
TWELFTHS = ((8, 2, 2), (2, 8, 2), (2, 2, 8), (6, 5, 1), (1, 6, 5), (5, 1, 6))
"""Starting mixtures of three, spread over the inside of the simplex and near its edges."""
UNITS = {"ecology": "generation", "moran": "step", "imitation": "step"}


def draw(found: Found, path: Path | Place) -> None:
    """Draw outcomes into a file: areas over time, or the invasion graph of rare mutations.

    Three strategies under replicator dynamics have their simplex beside.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    import matplotlib as mpl

    with mpl.rc_context(pictures.STYLE):
        figure = _areas(found) if found[0][1].fixation is None else _graphs(found)
        pictures.write(figure, path)


def _areas(found: Found) -> "Figure":
    panels = [(spec, outcome, k) for spec, outcome in found for k in range(outcome.shares.shape[1])]
    first = found[0][1]
    plain = first.settings.process == "replicator" and not first.settings.mutation
    simplex = plain and first.shares.shape[1:] == (1, 3)  # one population of three strategies
    columns = 2 if len(panels) > 1 or simplex else 1
    cells = 2 * len(panels) if simplex else len(panels)
    rows = -(-cells // columns)
    figure = pictures.new_figure(7.2 if columns == 1 else 11.0, 0.5 + 3.6 * rows)
    grid = figure.subplots(rows, columns, squeeze=False)
    flat = grid.ravel()
    for k, (spec, outcome, seat) in enumerate(panels):
        at = 2 * k if simplex else k
        _panel(flat[at], spec, outcome, seat)
        if simplex:
            _simplex(flat[at + 1], outcome.pairs, seat)
    said = "Line: mutual restraint in the population, % of turns."
    if simplex:
        said += " Triangle: ● stable, grey neutral, ○ unstable, □ saddle; colour: mutual restraint."
    _finish(figure, grid, cells, said)
    return figure


def _finish(figure: "Figure", grid: Any, used: int, said: str) -> None:
    """Empty the cells that are not used, and add the scale of colours and the caption."""
    for spare in grid.ravel()[used:]:
        spare.axis("off")
    pictures.scale(figure, grid, COLOURS)
    figure.supxlabel(said, fontsize=8, x=0.01, ha="left")


def _panel(axes: Any, spec: Tournament, outcome: PopulationOutcome, seat: int) -> None:
    process = outcome.settings.process
    title = (spec.scenario or spec.name).replace("_", " ")
    if outcome.shares.shape[1] > 1:
        title += f", {words.SEATS[seat]}'s seat"
    stacked(
        axes,
        outcome.times,
        outcome.shares[:, seat],
        outcome.restraint,
        outcome.names,
        np.diag(outcome.pairs.restraint),
        title=title,
        logarithmic=process != "ecology",
        unit=UNITS.get(process, "time, in payoffs of a turn"),
    )


def _simplex(axes: Any, pairs: PairPayoffs, seat: int) -> None:
    payoff = pairs.payoff[seat]
    times = np.linspace(0.0, 200 / spread_of(payoff), 1500)
    starts = [np.array(x) / 12 for x in TWELFTHS]
    courses = [populations.replicator(payoff, start, times=times).shares for start in starts]
    rests = [(x.shares, x.stability) for x in populations.rest_points(payoff) if x.alone]
    triangle(axes, courses, rests, pairs.restraint, pairs.names)


def _graph_page(count: int) -> "tuple[Figure, Any]":
    """A figure for so many invasion graphs, and its grid."""
    columns = 1 if count == 1 else 2
    rows = -(-count // columns)
    figure = pictures.new_figure(7.4 * columns, 5.6 * rows + 0.3)
    return figure, figure.subplots(rows, columns, squeeze=False)


def _graphs(found: Found) -> "Figure":
    """Who takes over from whom: arrows for chances above drift's, the most frequent nodes."""
    import networkx

    figure, grid = _graph_page(len(found))
    for axes, (spec, outcome) in zip(grid.ravel(), found, strict=False):
        law, chance = outcome.shares[-1, 0], known(outcome.fixation) * outcome.settings.size
        order = ordered(law, outcome.names)[:MOST_NODES]
        graph = networkx.DiGraph()
        graph.add_nodes_from(outcome.names[i] for i in order)
        for i, j in permutations(order, 2):
            if above(chance[i, j], 1.0):
                fate = "coexists" if above(chance[j, i], 1.0) else "replaces"
                graph.add_edge(outcome.names[i], outcome.names[j], fate=fate)
        own = np.diag(outcome.pairs.restraint)
        invasion_graph(
            axes,
            graph,
            {outcome.names[i]: float(law[i]) for i in order},
            {outcome.names[i]: float(own[i]) for i in order},
            title=(spec.scenario or spec.name).replace("_", " "),
            said=EASIER,
        )
    text = f"Arrows: from residents to mutants. Discs: share of time, at most {MOST_NODES} of them."
    _finish(figure, grid, len(found), text)
    return figure


def draw_invasion(
    found: "Sequence[tuple[Tournament, PairPayoffs, Sequence[Entrant]]]",
    resident: str,
    path: Path | Place,
) -> None:
    """Draw the invasion graph of a resident and those most able to enter among it.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    import matplotlib as mpl

    with mpl.rc_context(pictures.STYLE):
        figure, grid = _graph_page(len(found))
        for axes, (spec, pairs, entrants) in zip(grid.ravel(), found, strict=False):
            chosen = (resident, *(each.name for each in entrants))[:MOST_NODES]
            at = [pairs.names.index(name) for name in chosen]
            payoff, tolerance = pairs.payoff[0][np.ix_(at, at)], EQUAL * pairs.scale
            graph = populations.invasion(payoff, tolerance=tolerance).graph(chosen)
            own = dict(zip(chosen, np.diag(pairs.restraint)[at].tolist(), strict=True))
            weight = dict.fromkeys(chosen, 0.1) | {resident: 1.0}
            title = (spec.scenario or spec.name).replace("_", " ")
            invasion_graph(axes, graph, weight, own, title=title)
        text = f"Arrows: from residents to whoever can invade them, among {resident} (large)"
        text += f" and the {MOST_NODES - 1} most able to enter."
        _finish(figure, grid, len(found), text)
        pictures.write(figure, path)
