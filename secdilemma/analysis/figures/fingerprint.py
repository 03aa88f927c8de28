"""Pictures of fingerprints."""

from pathlib import Path

import matplotlib as mpl

from secdilemma.analysis.figures.pictures import MAP, STYLE, new_figure, write
from secdilemma.analysis.fingerprints import Fingerprint, TransitiveFingerprint
from secdilemma.games.comparison import above, scale_of
from secdilemma.io.atomic import Place

_LABELLED = 25


def draw_ashlock(made: Fingerprint, path: Path | Place) -> None:
    """Draw an Ashlock fingerprint: the payoff over the square, with lines of equal payoff.

    Raises
    ------
    ResultsError
        If the file exists or cannot be written.
    """
    with mpl.rc_context(STYLE):
        figure = new_figure(5.2, 4.4)
        axes = figure.add_subplot()
        half = 0.5 / max(len(made.points) - 1, 1)
        extent = (-half, 1 + half, -half, 1 + half)
        picture = axes.imshow(made.payoff.T, origin="lower", extent=extent, cmap=MAP)
        if above(made.payoff.max(), made.payoff.min(), scale_of(made.payoff)):
            lines = axes.contour(
                made.points, made.points, made.payoff.T, 8, colors="white", linewidths=0.6
            )
            axes.clabel(lines, fontsize=7, fmt="%.3g")
        axes.plot([0, 1], [1, 0], color="white", linewidth=0.6, linestyle=":")
        axes.set_xlabel("x: it restrains whatever happens")
        axes.set_ylabel("y: it arms whatever happens")
        title = f"{made.name} against {made.probe} at (x, y), {made.horizon.in_words()}"
        axes.set_title(title, parse_math=False)
        figure.colorbar(picture, label=f"payoff a turn ({made.game})")
    write(figure, path, overwrite=False)


def draw_transitive(made: TransitiveFingerprint, path: Path | Place) -> None:
    """Draw a transitive fingerprint: restraint by opponent and turn.

    Raises
    ------
    ResultsError
        If the file exists or cannot be written.
    """
    count, length = made.restraint.shape
    with mpl.rc_context(STYLE):
        figure = new_figure(6.4, 4.4)
        axes = figure.add_subplot()
        extent = (0.5, length + 0.5, count - 0.5, -0.5)
        picture = axes.imshow(
            made.restraint, vmin=0, vmax=1, cmap=MAP, aspect="auto", extent=extent
        )
        every = max(1, -(-count // _LABELLED))
        axes.set_yticks(range(0, count, every), made.opponents[::every], parse_math=False)
        axes.set_xlabel("turn")
        axes.set_title(f"{made.name}: how likely it is to restrain", parse_math=False)
        figure.colorbar(picture, label="restraint")
    write(figure, path, overwrite=False)
