"""The simplex of three strategies: where each mixture goes, and where it rests."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.analysis.figures import pictures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
MARKS = {"stable": "black", "neutral": "0.6", "saddle": "white", "unstable": "white"}


def triangle(
    axes: "Axes",
    courses: list[Floats],
    rests: list[tuple[Floats, str]],
    restraint: Floats,
    names: tuple[str, ...],
    *,
    title: str = "",
) -> None:
    """Draw courses through the simplex, over the mutual restraint of each mixture.

    Parameters
    ----------
    axes
        Where to draw.
    courses
        Of shape (t, 3) each: shares at t times.
    rests
        Rest points and their stability.
    restraint
        ndarray(float, shape (3, 3)): mutual restraint by pair.
    names
        Of the three strategies.
    """
    steps = 90
    mixes = np.array([(i, j) for i in range(steps + 1) for j in range(steps + 1 - i)]) / steps
    ground = np.column_stack([1 - mixes.sum(axis=1), mixes])
    level = 100 * np.einsum("ki,ij,kj->k", ground, restraint, ground)
    x, y = (ground @ CORNERS).T
    look: dict[str, Any] = {"cmap": pictures.MAP, "vmin": 0, "vmax": 100, "rasterized": True}
    axes.tripcolor(x, y, level, shading="gouraud", **look)
    for course in courses:
        _course(axes, course @ CORNERS)
    for shares, stability in rests:
        x, y = shares @ CORNERS
        mark = "s" if stability == "saddle" else "o"
        look = {"markerfacecolor": MARKS[stability], "markeredgecolor": "black"}
        axes.plot(x, y, mark, markersize=8, markeredgewidth=1.4, zorder=5, clip_on=False, **look)
    outline = CORNERS[[0, 1, 2, 0]]
    axes.plot(outline[:, 0], outline[:, 1], color="black", linewidth=1.0)
    places = (("top", -0.045), ("top", -0.045), ("bottom", 0.04))
    for corner, name, (edge, dy) in zip(CORNERS, names, places, strict=True):
        axes.text(
            corner[0],
            corner[1] + dy,
            name,
            parse_math=False,
            ha="center",
            va=edge,
            fontweight="bold",
        )
    axes.set(xlim=(-0.12, 1.12), ylim=(-0.1, 0.97), aspect="equal")
    axes.axis("off")
    axes.set_title(title, parse_math=False, loc="left", fontweight="bold", fontsize=10)


def _course(axes: "Axes", points: Floats) -> None:
    """Draw a course with an arrow in the middle of its way."""
    import matplotlib.patheffects as effects

    halo = [effects.Stroke(linewidth=2.4, foreground="black"), effects.Normal()]
    axes.plot(points[:, 0], points[:, 1], color="white", linewidth=1.1, path_effects=halo)
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    if lengths[-1] < 0.05:
        return
    k = int(np.searchsorted(lengths, lengths[-1] / 2))
    before, after = points[max(k - 1, 0)], points[min(k, len(points) - 1)]
    if np.hypot(*(after - before)) < 1e-9:
        return
    head = before + (after - before) / np.hypot(*(after - before)) * 1e-3
    arrow = {
        "arrowstyle": "-|>,head_length=0.55,head_width=0.3",
        "facecolor": "white",
        "edgecolor": "black",
        "shrinkA": 0,
        "shrinkB": 0,
    }
    axes.annotate("", xy=(head[0], head[1]), xytext=(before[0], before[1]), arrowprops=arrow)
