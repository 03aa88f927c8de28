"""Pictures of a benchmark: who plays how many turns a second, and how the cost grows."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from secdilemma.cli.benchmarks.timing import MILLIONS
from secdilemma.io.atomic import Place

if TYPE_CHECKING:
    from secdilemma.io.disk import Content

PICTURES = ("rates.png", "growth.png", "targets.png")
_PRINTED: Any = {"font.size": 9}


def pictures_place(folder: Path) -> Place:
    """Take the names of the pictures in a folder, which is made; any that lie there are replaced.

    Raises
    ------
    ResultsError
        If they cannot be written there.
    """
    return Place(*(folder / name for name in PICTURES), expected="file", overwrite=True)


def draw(data: Mapping[str, Any], folder: Path | Place) -> list[Path]:
    """Draw what a run has numbers for; return the files.

    Parameters
    ----------
    data
        A run as plain data.
    folder
        Where to; it is made. A place was taken beforehand, by :func:`pictures_place`.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    if not isinstance(folder, Place):
        with pictures_place(folder) as place:
            return draw(data, place)
    measured = [row for row in data["rows"] if not row["missing"]]
    figures = (
        _rates([row for row in measured if row["unit"] == MILLIONS]),
        _growth([row for row in measured if row["series"]]),
        _targets([row for row in measured if row["target"] is not None]),
    )
    drawn: dict[Path, Content] = {}
    for name, figure in zip(PICTURES, figures, strict=True):
        if figure is not None:
            foot = 0.25 / figure.get_figheight()  # a quarter of an inch for the machine
            figure.set_layout_engine("constrained", rect=(0, foot, 1, 1 - foot))
            figure.text(0.01, foot / 4, _source(data), fontsize=7, color="0.4")
            drawn[folder.path.with_name(name)] = partial(figure.savefig, dpi=150, format="png")
    if drawn:
        folder.keep(drawn)
    return list(drawn)


def _source(data: Mapping[str, Any]) -> str:
    machine = data["machine"]
    return (
        f"secdilemma bench, {data['date']} · {machine['processor']}, {machine['cores']} cores · "
        f"Python {machine['python']}, numba {machine['numba']}"
    )


def _rates(rows: list[dict[str, Any]]) -> Figure | None:
    """Bars of turns a second, grouped by question, on a logarithmic scale."""
    if not rows:
        return None
    with mpl.rc_context(_PRINTED):
        figure = Figure(figsize=(9, 1.2 + 0.32 * len(rows)))
        axes = figure.subplots()
        labels = [row["case"] for row in rows]
        at = range(len(rows))
        low = [row["value"] - row["low"] for row in rows]
        high = [row["high"] - row["value"] for row in rows]
        questions = list(dict.fromkeys(row["question"] for row in rows))
        for k, question in enumerate(questions):
            chosen = [i for i in at if rows[i]["question"] == question]
            axes.barh(
                chosen,
                [rows[i]["value"] for i in chosen],
                xerr=[[low[i] for i in chosen], [high[i] for i in chosen]],
                color=f"C{k}",
                label=question,
                error_kw={"lw": 0.8, "ecolor": "0.3"},
            )
        axes.set_yticks(list(at), labels)
        axes.invert_yaxis()
        axes.set_xscale("log")
        _plain(axes.xaxis)
        axes.set_xlabel("million turns a second; median and range")
        figure.legend(loc="outside upper left", fontsize=8, frameon=False)
    return figure


def _growth(rows: list[dict[str, Any]]) -> Figure | None:
    """One panel for each thing that grows."""
    along = list(dict.fromkeys(_along(row) for row in rows))
    if not along:
        return None
    with mpl.rc_context(_PRINTED):
        wide = min(3, len(along))
        tall = -(-len(along) // wide)
        figure = Figure(figsize=(3.4 * wide, 2.9 * tall))
        panels = figure.subplots(tall, wide, squeeze=False).ravel()
        for axes in panels[len(along) :]:
            axes.set_axis_off()
        for axes, name in zip(panels, along, strict=False):
            _panel(axes, name, [row for row in rows if _along(row) == name])
    return figure


def _along(row: Mapping[str, Any]) -> str:
    return str(row["series"]).partition(",")[0]


def _panel(axes: Any, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    for series in dict.fromkeys(row["series"] for row in rows):
        points = [row for row in rows if row["series"] == series]
        x, y = [row["at"] for row in points], [row["value"] for row in points]
        axes.plot(x, y, marker="o", ms=3, label=series.partition(", ")[2])
        axes.fill_between(
            x, [row["low"] for row in points], [row["high"] for row in points], alpha=0.2
        )
    axes.set_xlabel(name)
    axes.set_ylabel(rows[0]["unit"])
    ticks = sorted({row["at"] for row in rows})
    if name == "threads":
        axes.set_xticks(ticks)
        axes.set_ylim(bottom=0)
    else:
        axes.set_xscale("log")
        axes.set_yscale("log")
        _plain(axes.yaxis)
        axes.set_xticks(ticks, [f"{each:,.0f}" for each in ticks])
        axes.set_xticks([], minor=True)
    axes.legend(fontsize=7, frameon=False)


def _plain(axis: Any) -> None:
    """Write plain numbers on a logarithmic axis."""
    axis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_minor_formatter(NullFormatter())


def _targets(rows: list[dict[str, Any]]) -> Figure | None:
    """How far each number is on the right side of its target."""
    if not rows:
        return None
    with mpl.rc_context(_PRINTED):
        figure = Figure(figsize=(9, 1.2 + 0.32 * len(rows)))
        axes = figure.subplots()
        factors = [
            row["value"] / row["target"] if row["more"] else row["target"] / row["value"]
            for row in rows
        ]
        colours = ["C2" if row["met"] else "C3" for row in rows]
        axes.barh(range(len(rows)), [f - 1 for f in factors], left=1, color=colours)
        labels = [f"{row['question'].partition(',')[0]}: {row['case']}" for row in rows]
        axes.set_yticks(range(len(rows)), labels, fontsize=7)
        axes.invert_yaxis()
        axes.axvline(1, color="0.3", lw=0.8)
        axes.set_xscale("log")
        _plain(axes.xaxis)
        axes.set_xlabel("times better than the target; to the left of 1 it is missed")
    return figure
