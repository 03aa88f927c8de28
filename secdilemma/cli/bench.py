"""``secdilemma bench``: what it costs, side by side with others, on this machine."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secdilemma.cli import options, screen
from secdilemma.cli.benchmarks import QUESTIONS
from secdilemma.cli.destinations import kept
from secdilemma.io.atomic import Place

if TYPE_CHECKING:
    from rich.console import Console

    from secdilemma.cli.benchmarks.session import Measurement

_ABOUT = "\n".join(f"  {name:<16} {words}" for name, words in QUESTIONS.items())


@click.command(epilog=f"\b\nQuestions:\n{_ABOUT}")
@click.option(
    "--only",
    "names",
    multiple=True,
    type=click.Choice(tuple(QUESTIONS)),
    metavar="QUESTION",
    help="Ask only this. Repeatable.",
)
@click.option("--quick", is_flag=True, help="Few repeats and small sizes; for a first look.")
@options.format_option("table", "json")
@click.option(
    "--plots",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also draw the results, into this folder.",
)
@click.option(
    "--compare",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Say what changed since an earlier run, printed with --format json.",
)
@options.quiet_option
def bench(
    names: tuple[str, ...],
    form: str,
    plots: Path | None,
    compare: Path | None,
    *,
    quick: bool,
    quiet: bool,
) -> None:
    """Measure what it costs here, beside axelrod, EGTtools and plain C.

    Everything is compared in one run, in turn, and only after the results were checked to be equal.
    What cannot be compared here says why. It takes some minutes; with --quick about one.
    """
    from secdilemma.cli.benchmarks import comparison, session

    earlier = comparison.read(compare) if compare else None
    drawing = None if plots is None else _place(plots)
    found = []
    out = screen.console()
    for measured in session.measurements(
        names or tuple(QUESTIONS),
        quick=quick,
        before=lambda name: screen.note(f"{name}: {QUESTIONS[name]}", quiet=quiet),
    ):
        found.append(measured)
        if form == "table" and drawing is None:
            _show(out, measured)
    data = session.as_data(found, quick=quick)
    with kept(drawing and partial(_draw, data, drawing), quiet=quiet):
        if form == "json":
            click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        else:
            for measured in found if drawing else ():
                _show(out, measured)
            _close(out, data)
        if earlier is not None:
            _show_changes(earlier, data, to_stderr=form == "json")


def _show(out: "Console", measured: "Measurement") -> None:
    """Print one question's table as soon as it is measured."""
    from secdilemma.cli.benchmarks.words import median, spread, target_of

    rows = [each.as_data() for each in measured.rows]
    title = rows[0]["question"]
    out.print(f"[bold]{title[0].upper()}{title[1:]}[/bold]", highlight=False)
    made = screen.table(("case", "left"), ("median", "right"), ("unit", "left"))
    made.add_column("range", justify="right", no_wrap=True)
    made.add_column("target", justify="left")
    for row in rows:
        screen.add_row(made, row["case"], median(row), row["unit"], spread(row), target_of(row))
    out.print(made)
    for words in dict.fromkeys(row["missing"] for row in rows if row["missing"]):
        out.print(f"Not measured: {words}.", markup=False)
    for words in dict.fromkeys(row["note"] for row in rows if row["note"]):
        out.print(f"Checked: {words}.", markup=False)
    out.print()


def _close(out: "Console", data: dict[str, Any]) -> None:
    from secdilemma.cli.benchmarks.words import about

    out.print("\n".join(about(data)), markup=False)


def _show_changes(before: dict[str, Any], after: dict[str, Any], *, to_stderr: bool) -> None:
    from secdilemma.cli.benchmarks import comparison

    made = comparison.changes(before, after)
    lines = [
        f"{comparison.words_of(factor):<14} {case} ({question})"
        for (question, case), factor in made.items()
        if comparison.words_of(factor) != "same"
    ]
    same = len(made) - len(lines)
    heading = f"Since {before['date']} {before['label']}".rstrip()
    click.echo(f"\n{heading}: {same} of {len(made)} rows within a quarter.", err=to_stderr)
    for line in sorted(lines):
        click.echo(line, err=to_stderr)


def _place(folder: Path) -> Place:
    from secdilemma.cli.benchmarks.plots import pictures_place

    return click.get_current_context().with_resource(pictures_place(folder))


def _draw(data: dict[str, Any], drawing: Place) -> str:
    from secdilemma.cli.benchmarks.plots import draw

    return "\n".join(f"Drawn: {path}" for path in draw(data, drawing))
