"""The invasion graph: strategies on a circle, an arrow from a resident to whoever can invade it."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.analysis.figures import pictures
from secdilemma.games.comparison import ordered

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
LINES: dict[str, dict[str, Any]] = {
    "replaces": {"linestyle": "-", "color": "0.15", "linewidth": 1.3},
    "coexists": {"linestyle": (0, (4, 2)), "color": "0.4", "linewidth": 1.1},
    "neutral": {"linestyle": (0, (1, 2)), "color": "0.55", "linewidth": 1.0},
}
SAID = {
    "replaces": "the invader replaces the resident",
    "coexists": "each invades the other: both stay",
    "neutral": "drift alone",
}


def invasion_graph(
    axes: "Axes",
    graph: Any,
    weight: dict[str, float],
    own_restraint: dict[str, float],
    *,
    title: str = "",
    said: dict[str, str] | None = None,
) -> None:
    """Draw an invasion graph.

    Parameters
    ----------
    axes
        Where to draw.
    graph
        A networkx.DiGraph with ``fate`` on its edges.
    weight
        What the size of each strategy's disc shows, 0 to 1.
    own_restraint
        Mutual restraint of each with itself, which its colour shows.
    said
        What the key says of each fate; by default what becomes of the two.
    """
    from matplotlib.lines import Line2D

    known = list(graph)
    names = [known[k] for k in ordered([own_restraint[name] for name in known], known)]
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(names)) / max(len(names), 1)
    place = {name: np.array([np.cos(a), np.sin(a)]) for name, a in zip(names, angles, strict=True)}
    radius = {name: 0.035 + 0.075 * np.sqrt(weight[name]) for name in names}
    for resident, invader, data in graph.edges(data=True):
        back = graph.has_edge(invader, resident)
        if data["fate"] == "replaces" or not back or resident < invader:
            _arrow(axes, place, radius, resident, invader, data["fate"], both=back)
    for name in names:
        _disc(axes, place[name], radius[name], name, own_restraint[name])
    fates = {data["fate"] for _, _, data in graph.edges(data=True)}
    words = said or SAID
    key = [Line2D([], [], label=words[fate], **LINES[fate]) for fate in LINES if fate in fates]
    if key:
        axes.legend(handles=key, loc="lower center", ncols=3, frameon=False, fontsize=8)
    axes.set(xlim=(-1.75, 1.75), ylim=(-1.42, 1.3), aspect="equal")
    axes.axis("off")
    axes.set_title(title, parse_math=False, loc="left", fontweight="bold", fontsize=10)


def _disc(axes: "Axes", at: Floats, radius: float, name: str, restraint: float) -> None:
    from matplotlib.patches import Circle

    hue = pictures.colour(restraint)
    axes.add_patch(Circle((at[0], at[1]), radius, facecolor=hue, edgecolor="black", zorder=3))
    x, y = at * (1.06 + radius)
    side = "center" if abs(at[0]) < 0.15 else ("left" if at[0] > 0 else "right")
    edge = "center" if abs(at[0]) >= 0.15 else ("bottom" if at[1] > 0 else "top")
    axes.text(x, y, name, parse_math=False, ha=side, va=edge, fontsize=9, zorder=4)


def _arrow(
    axes: "Axes",
    place: dict[str, Floats],
    radius: dict[str, float],
    resident: str,
    invader: str,
    fate: str,
    *,
    both: bool,
) -> None:
    from matplotlib.patches import FancyArrowPatch

    begin, end = place[resident], place[invader]
    way = (end - begin) / np.hypot(*(end - begin))
    begin, end = begin + way * radius[resident], end - way * (radius[invader] + 0.012)
    head = "<|-|>" if both and fate != "replaces" else "-|>"
    look = LINES[fate]
    axes.add_patch(
        FancyArrowPatch(
            (begin[0], begin[1]),
            (end[0], end[1]),
            arrowstyle=head,
            mutation_scale=9,
            connectionstyle="arc3,rad=0.1",
            zorder=2,
            **look,
        )
    )
