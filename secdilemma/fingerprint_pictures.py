"""Pictures of fingerprints."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from secdilemma.errors import ResultsError
from secdilemma.fingerprints import Fingerprint, TransitiveFingerprint

FORMATS = ("png", "svg", "pdf")
_LABELLED = 25
_STYLE: Any = {"font.size": 9, "svg.hashsalt": "secdilemma"}


def draw_ashlock(made: Fingerprint, path: Path) -> None:
    """Draw an Ashlock fingerprint: the payoff over the square, with lines of equal payoff.

    Raises
    ------
    ResultsError
        If the file exists or cannot be written.
    """
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(5.2, 4.4), layout="constrained")
        axes = figure.add_subplot()
        half = 0.5 / max(len(made.points) - 1, 1)
        extent = (-half, 1 + half, -half, 1 + half)
        picture = axes.imshow(made.payoff.T, origin="lower", extent=extent, cmap="viridis")
        if made.payoff.max() - made.payoff.min() > 1e-9:
            lines = axes.contour(
                made.points, made.points, made.payoff.T, 8, colors="white", linewidths=0.6
            )
            axes.clabel(lines, fontsize=7, fmt="%.3g")
        axes.plot([0, 1], [1, 0], color="white", linewidth=0.6, linestyle=":")
        axes.set_xlabel("x: it restrains whatever happens")
        axes.set_ylabel("y: it arms whatever happens")
        axes.set_title(f"{made.name} against {made.probe} at (x, y), {made.horizon.in_words()}")
        figure.colorbar(picture, label=f"payoff a turn ({made.game})")
        _write(figure, path)


def draw_transitive(made: TransitiveFingerprint, path: Path) -> None:
    """Draw a transitive fingerprint: restraint by opponent and turn.

    Raises
    ------
    ResultsError
        If the file exists or cannot be written.
    """
    count, length = made.restraint.shape
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.4, 4.4), layout="constrained")
        axes = figure.add_subplot()
        extent = (0.5, length + 0.5, count - 0.5, -0.5)
        picture = axes.imshow(
            made.restraint, vmin=0, vmax=1, cmap="viridis", aspect="auto", extent=extent
        )
        every = max(1, -(-count // _LABELLED))
        axes.set_yticks(range(0, count, every), made.opponents[::every])
        axes.set_xlabel("turn")
        axes.set_title(f"{made.name}: how likely it is to restrain")
        figure.colorbar(picture, label="restraint")
        _write(figure, path)


def _write(figure: Figure, path: Path) -> None:
    kind = path.suffix[1:]
    plain: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind, {})
    try:
        with path.open("xb") as file:
            figure.savefig(file, format=kind, dpi=150, metadata=plain)
    except FileExistsError as error:
        raise ResultsError(f"{path}: it exists already; expected a new file.") from error
    except OSError as error:
        raise ResultsError(f"{path}: cannot be written: {error.strerror}.") from error
