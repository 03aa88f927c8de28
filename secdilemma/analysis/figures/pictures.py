"""What all pictures share: where they can be written, the same bytes each time, colours."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from secdilemma.errors import ResultsError
from secdilemma.io.atomic import Place, file_place, write_file

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


def picture_place(path: Path, *, overwrite: bool = True) -> Place:
    """Take the name of a picture.

    Parameters
    ----------
    path
        The file.
    overwrite
        Whether a picture may lie there, to be replaced.

    Raises
    ------
    ResultsError
        If the file's ending is none of .svg, .png and .pdf, nothing can be written there, or the
        name is taken.
    """
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise ResultsError(f"{path}: got the ending {path.suffix!r}; expected one of {known}.")
    return file_place(path, overwrite=overwrite)


def new_figure(width: float, height: float) -> "Figure":
    """An empty figure, in inches, that needs no display."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def write(figure: "Figure", path: Path | Place, *, overwrite: bool = True) -> None:
    """Write a figure; the same figure gives the same bytes.

    Parameters
    ----------
    figure
        The figure.
    path
        Where to; a place was taken beforehand.
    overwrite
        Whether a picture may lie at a path, to be replaced.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    if isinstance(path, Place):
        write_file(partial(_print, figure, path.path.suffix.lower()), path)
        return
    with picture_place(path, overwrite=overwrite) as place:
        write(figure, place)


def _print(figure: "Figure", ending: str, file: BinaryIO) -> None:
    import matplotlib as mpl

    unsaid: dict[str, dict[str, Any]] = {
        ".svg": {"Date": None, "Creator": None},
        ".pdf": {"CreationDate": None, "Creator": None, "Producer": None},
        ".png": {"Software": None},
    }
    with mpl.rc_context(STYLE):
        figure.savefig(file, format=ending[1:], metadata=unsaid[ending])


def colour(share: float) -> tuple[float, float, float, float]:
    """The colour of a share of restraint: dark for arming, light for restraint."""
    import matplotlib as mpl

    made = mpl.colormaps[MAP](min(max(share, 0.0), 1.0))
    return (float(made[0]), float(made[1]), float(made[2]), float(made[3]))


def ink_on(background: tuple[float, float, float, float]) -> str:
    """Black or white, whichever can be read on a colour."""
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
