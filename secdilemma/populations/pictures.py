"""Drawing an evolution or an invasion: from outcomes to figures."""

from collections.abc import Sequence
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
from secdilemma.populations.outcome import Outcome, known
from secdilemma.populations.payoffs import Encounters
from secdilemma.populations.trajectory import spread_of
from secdilemma.tournament.specification import Tournament

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from secdilemma.populations.entrants import Entrant

Found = Sequence[tuple[Tournament, Outcome]]
COLOURS = "mutual restraint with itself, % of turns"
MOST_NODES = 10
EASIER = {
    "replaces": "takes over more easily than by drift",
    "coexists": "in both directions",
}
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
    simplex = _has_simplex(found[0][1])
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
            _simplex(flat[at + 1], outcome.encounters, seat)
    for spare in flat[cells:]:
        spare.axis("off")
    pictures.scale(figure, grid, COLOURS)
    _caption(figure, simplex=simplex)
    return figure


def _has_simplex(outcome: Outcome) -> bool:
    """Whether there are three strategies, in one population under the plain replicator."""
    plain = outcome.settings.process == "replicator" and not outcome.settings.mutation
    return plain and outcome.shares.shape[1:] == (1, 3)


def _caption(figure: "Figure", *, simplex: bool) -> None:
    said = "Line: mutual restraint in the population, % of turns."
    if simplex:
        said += " Triangle: ● stable, grey neutral, ○ unstable, □ saddle; colour: mutual restraint."
    figure.supxlabel(said, fontsize=8, x=0.01, ha="left")


def _panel(axes: Any, spec: Tournament, outcome: Outcome, seat: int) -> None:
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
        np.diag(outcome.encounters.restraint),
        title=title,
        logarithmic=process != "ecology",
        unit=UNITS.get(process, "time, in payoffs of a turn"),
    )


def _simplex(axes: Any, encounters: Encounters, seat: int) -> None:
    payoff = encounters.payoff[seat]
    starts = [np.array(x) / 12 for x in _spread()]
    times = np.linspace(0.0, 200 / spread_of(payoff), 1500)
    courses = [populations.replicator(payoff, start, times=times).shares for start in starts]
    rests = [
        (each.shares, each.stability) for each in populations.rest_points(payoff) if each.alone
    ]
    triangle(axes, courses, rests, encounters.restraint, encounters.names)


def _spread() -> list[tuple[int, int, int]]:
    """Return starting mixtures in twelfths, spread over the inside and near the edges."""
    return [(8, 2, 2), (2, 8, 2), (2, 2, 8), (6, 5, 1), (1, 6, 5), (5, 1, 6)]


def _graphs(found: Found) -> "Figure":
    columns = 1 if len(found) == 1 else 2
    rows = -(-len(found) // columns)
    figure = pictures.new_figure(7.4 * columns, 5.6 * rows + 0.3)
    grid = figure.subplots(rows, columns, squeeze=False)
    for axes, (spec, outcome) in zip(grid.ravel(), found, strict=False):
        _rare_graph(axes, spec, outcome)
    for spare in grid.ravel()[len(found) :]:
        spare.axis("off")
    pictures.scale(figure, grid, COLOURS)
    text = f"Arrows: from residents to mutants. Discs: share of time, at most {MOST_NODES} of them."
    figure.supxlabel(text, fontsize=8, x=0.01, ha="left")
    return figure


def _rare_graph(axes: Any, spec: Tournament, outcome: Outcome) -> None:
    """Draw who takes over from whom: arrows for chances above drift's, the most frequent nodes."""
    import networkx

    law, chance = outcome.shares[-1, 0], known(outcome.fixation) * outcome.settings.size
    order = ordered(law, outcome.names)[:MOST_NODES]
    graph = networkx.DiGraph()
    graph.add_nodes_from(outcome.names[i] for i in order)
    for i in order:
        for j in order:
            if i != j and above(chance[i, j], 1.0):
                graph.add_edge(outcome.names[i], outcome.names[j], fate=_kind(chance, i, j))
    own = np.diag(outcome.encounters.restraint)
    invasion_graph(
        axes,
        graph,
        {outcome.names[i]: float(law[i]) for i in order},
        {outcome.names[i]: float(own[i]) for i in order},
        title=(spec.scenario or spec.name).replace("_", " "),
        said=EASIER,
    )


def _kind(chance: Any, i: int, j: int) -> str:
    return "coexists" if above(chance[j, i], 1.0) else "replaces"


def draw_invasion(
    found: "Sequence[tuple[Tournament, Encounters, Sequence[Entrant]]]",
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
        columns = 1 if len(found) == 1 else 2
        rows = -(-len(found) // columns)
        figure = pictures.new_figure(7.4 * columns, 5.6 * rows + 0.3)
        grid = figure.subplots(rows, columns, squeeze=False)
        for axes, (spec, encounters, entrants) in zip(grid.ravel(), found, strict=False):
            _invaded(axes, spec, encounters, [resident, *(e.name for e in entrants)])
        for spare in grid.ravel()[len(found) :]:
            spare.axis("off")
        pictures.scale(figure, grid, COLOURS)
        text = f"Arrows: from residents to whoever can invade them, among {resident} (large)"
        text += f" and the {MOST_NODES - 1} most able to enter."
        figure.supxlabel(text, fontsize=8, x=0.01, ha="left")
        pictures.write(figure, path)


def _invaded(axes: Any, spec: Tournament, encounters: Encounters, names: list[str]) -> None:
    chosen = names[:MOST_NODES]
    at = [encounters.names.index(name) for name in chosen]
    payoff = encounters.payoff[0][np.ix_(at, at)]
    graph = populations.invasion(payoff, tolerance=EQUAL * encounters.scale).graph(tuple(chosen))
    own = dict(zip(chosen, np.diag(encounters.restraint)[at].tolist(), strict=True))
    weight = {name: 1.0 if name == chosen[0] else 0.1 for name in chosen}
    title = (spec.scenario or spec.name).replace("_", " ")
    invasion_graph(axes, graph, weight, own, title=title)
