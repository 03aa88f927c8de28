"""What all pictures share: where they can be written, the same bytes each time, colours."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from secdilemma.errors import ResultsError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = (".svg", ".png", ".pdf")
MAP = "cividis"  # even steps of lightness: it reads the same in print and to the colour-blind
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.hashsalt": "secdilemma",
    "svg.fonttype": "path",
    "savefig.dpi": 160,
}


def require_picture(path: Path) -> None:
    """Raise, before any work is done, where no picture can be written.

    Raises
    ------
    ResultsError
        If the file's ending is none of .svg, .png and .pdf, or its folder cannot be written to.
    """
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise ResultsError(f"{path}: got the ending {path.suffix!r}; expected one of {known}.")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise ResultsError(f"{path}: cannot be written: expected a file in a folder that exists.")


def new_figure(width: float, height: float) -> "Figure":
    """Return an empty figure, in inches, that needs no display."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def write(figure: "Figure", path: Path) -> None:
    """Write a figure; the same figure gives the same bytes.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    import matplotlib as mpl

    unsaid: dict[str, dict[str, Any]] = {
        ".svg": {"Date": None, "Creator": None},
        ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
        ".png": {"Software": None},
    }
    try:
        with mpl.rc_context(STYLE):
            figure.savefig(path, metadata=unsaid[path.suffix.lower()])
    except OSError as error:
        raise ResultsError(f"{path}: cannot be written: {error.strerror}.") from error


def colour(share: float) -> tuple[float, float, float, float]:
    """Return the colour of a share of restraint: dark for arming, light for restraint."""
    import matplotlib as mpl

    made = mpl.colormaps[MAP](min(max(share, 0.0), 1.0))
    return (float(made[0]), float(made[1]), float(made[2]), float(made[3]))


def ink_on(background: tuple[float, float, float, float]) -> str:
    """Return black or white, whichever can be read on a colour."""
    red, green, blue, _ = background
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else "white"


def scale(figure: "Figure", axes: Any, label: str) -> None:
    """Add the scale of the colours."""
    import matplotlib as mpl
    from matplotlib.cm import ScalarMappable

    shown = ScalarMappable(mpl.colors.Normalize(0, 100), MAP)
    bar = figure.colorbar(shown, ax=axes, shrink=0.7, aspect=30, pad=0.02)
    bar.set_label(label)
    bar.outline.set_visible(False)
