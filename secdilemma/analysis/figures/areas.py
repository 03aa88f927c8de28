"""Stacked areas: the shares of strategies over time, and mutual restraint as a line."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.analysis.figures import pictures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
SHOWN = 0.02  # a strategy that never held more is drawn with the others
SIZE, LETTER = 8.0, 0.064  # of names, in points; how wide a letter is at most, in inches


def stacked(
    axes: "Axes",
    times: Floats,
    shares: Floats,
    restraint: Floats,
    names: tuple[str, ...],
    own_restraint: Floats,
    *,
    title: str = "",
    logarithmic: bool = True,
    unit: str = "time",
) -> None:
    """Draw the shares of n strategies at t times.

    Those that restrain most with their own kind lie lowest and are lightest; a name stands where
    its area is thickest.

    Parameters
    ----------
    axes
        Where to draw.
    times
        ndarray(float, shape (t,)); on a logarithmic axis what is before the first time above 0 is
        drawn there.
    shares
        ndarray(float, shape (t, n)).
    restraint
        ndarray(float, shape (t,)): mutual restraint in the population.
    own_restraint
        ndarray(float, shape (n,)): mutual restraint of each with itself.
    """
    import matplotlib.patheffects as effects

    at, later = times, times[times > 0]
    if logarithmic and len(later):
        axes.set_xscale("log")
        at = np.maximum(times, later[0] / 1.5)
    shown = np.flatnonzero(shares.max(axis=0) >= SHOWN)
    order = shown[np.lexsort((shown, -own_restraint[shown]))]
    rest = 100 * (1 - shares[:, order].sum(axis=1))
    floor = np.zeros(len(times))
    line = 100 * restraint
    for i in order:
        top = floor + 100 * shares[:, i]
        hue = pictures.colour(float(own_restraint[i]))
        axes.fill_between(at, floor, top, facecolor=hue, edgecolor="white", linewidth=0.6)
        _name(axes, at, (floor, top, line), names[i], pictures.ink_on(hue))
        floor = top
    if rest.max() > 0.5:
        hatch: dict[str, Any] = {"facecolor": "0.93", "edgecolor": "0.75", "hatch": "....."}
        axes.fill_between(at, floor, 100.0, linewidth=0.0, **hatch)
        edges = floor, np.full(len(at), 100.0), line
        _name(axes, at, edges, "all others", "0.25", plain=False)
    halo = [effects.Stroke(linewidth=4.2, foreground="white"), effects.Normal()]
    axes.plot(at, line, color="black", linewidth=1.8, path_effects=halo, zorder=4)
    axes.set(xlim=(at[0], at[-1]), ylim=(0, 100), xlabel=unit, ylabel="% of the population")
    axes.set_title(title, parse_math=False, loc="left", fontweight="bold", fontsize=10)


def _name(
    axes: "Axes",
    at: Floats,
    edges: tuple[Floats, Floats, Floats],
    name: str,
    ink: str,
    *,
    plain: bool = True,
) -> None:
    """Write a name where it fits best inside its area; nowhere if it does not fit."""
    found = _roomiest(axes, at, edges, name)
    if found is None:
        return
    k, middle = found
    box: dict[str, Any] = {} if plain else {"bbox": {"facecolor": "0.93", "linewidth": 0, "pad": 1}}
    axes.text(
        at[k],
        middle,
        name,
        parse_math=False,
        color=ink,
        ha="center",
        va="center",
        fontsize=SIZE,
        **box,
    )


def _roomiest(
    axes: "Axes", at: Floats, edges: tuple[Floats, Floats, Floats], name: str
) -> tuple[int, float] | None:
    """The column and the height at which a name has most room, clear of the line."""
    floor, top, line = edges
    width = axes.figure.bbox.width / axes.figure.dpi * axes.get_position().width
    along = np.log(at) if axes.get_xscale() == "log" else at
    across = (along - along[0]) / (along[-1] - along[0] or 1.0) * width  # inches from the left
    half, high = 0.5 * LETTER * len(name), SIZE / 72 * 1.15
    per_percent = axes.figure.bbox.height / axes.figure.dpi * axes.get_position().height / 100
    best, place = high / per_percent, None
    for k in range(len(at)):
        if across[k] - half < 0.04 or across[k] + half > across[-1] - 0.04:
            continue
        covered = np.abs(across - across[k]) <= half
        low, above = float(floor[covered].max()), float(top[covered].min())
        clear = np.abs(line[covered] - (low + above) / 2).min() > high / per_percent
        if clear and above - low > best * 1.02:
            best, place = above - low, (k, (low + above) / 2)
    return place
