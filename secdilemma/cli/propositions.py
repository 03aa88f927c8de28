"""``secdilemma propositions``: the theorists' claims, each put to the test."""

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.cli import interrupt, options, output, screen
from secdilemma.cli.destinations import file, kept
from secdilemma.io.atomic import Place, write_file

if TYPE_CHECKING:
    from secdilemma.experiments.propositions.harness.cells import Kept
    from secdilemma.experiments.propositions.harness.harness import Finding

NAMED = 3
"""Levels of a kind that the table names; the other formats name all."""


@click.command()
@click.option("--only", multiple=True, metavar="ID", help="Only this one, such as J2. Repeatable.")
@click.option("--quick", is_flag=True, help="A small grid, in under a minute.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep each finished cell here; the same command goes on where it was interrupted.",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Also write everything as one HTML page.",
)
@options.threads_option
@options.format_option("table", "csv", "json")
@options.strategies_option
def propositions(
    only: tuple[str, ...],
    out: Path | None,
    page: Path | None,
    threads: int | None,
    form: str,
    *,
    quick: bool,
    folders: tuple[Path, ...],
) -> None:
    """Put the theorists' propositions to the test, each over a grid of worlds.

    Each comes out as supported, not supported or mixed, with its effect and what splits the cells.
    """
    from secdilemma.experiments.propositions import chosen, propositions as declared

    chosen(only)  # a wrong name is said before anything is loaded
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.experiments.propositions.harness.cells import Kept
    from secdilemma.experiments.propositions.harness.harness import run_propositions
    from secdilemma.experiments.propositions.harness.laboratory import Laboratory
    from secdilemma.matches.threads import thread_count

    place = None if page is None else file(page, overwrite=True)
    cells = Kept(out)
    if cells.path is not None:
        interrupt.written(lambda: _on_disk(cells))
    with screen.progress("cells", quiet=False) as progress:
        findings = run_propositions(
            declared(only),
            Laboratory(catalogue=open_catalogue(folders)),
            quick=quick,
            kept=cells,
            threads=thread_count(threads),
            progress=progress,
        )
    with kept(cells.require_whole, place and partial(_keep_page, findings, place, quick=quick)):
        _show(findings, form)


def _keep_page(findings: "list[Finding]", place: Place, *, quick: bool) -> None:
    from secdilemma.experiments.propositions.harness.page import page_of

    write_file(page_of(findings, quick=quick).encode(), place)


def _on_disk(cells: "Kept") -> str:
    count = screen.counted(len(cells.cells), "cell")
    return f"{count} kept in {cells.path}. The same command goes on from there"


def _show(findings: "list[Finding]", form: str) -> None:
    from secdilemma.experiments.propositions.harness.report import data_of, in_short, row_of

    if form == "json":
        data = [data_of(each) for each in findings]
        click.echo(json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False))
        return
    if form == "csv":
        click.echo(output.as_text(form, [row_of(each) for each in findings]), nl=False)
        return
    out = screen.console()
    for line in in_short(findings):
        out.print(line, markup=False)
    out.print()
    table = screen.table(
        ("", "left"),
        ("proposition", "left"),
        ("verdict", "left"),
        ("effect", "right"),
        ("lowest, highest", "right"),
        ("what splits the cells", "left"),
        rows=(
            [
                each.proposition.id,
                f"{each.proposition.wording}\n  ({each.cells[0].effect.name})",
                each.verdict.value,
                screen.number(each.effect) + ("" if each.exact else " ~"),
                ", ".join(map(screen.number, each.span)),
                each.moderator.in_words(NAMED) if each.moderator else "",
            ]
            for each in findings
        ),
    )
    out.print(table)
    out.print()
    out.print(_foot(findings), markup=False)


def _foot(findings: "list[Finding]") -> str:
    cells = sum(len(each.cells) for each in findings)
    sampled = any(not each.exact for each in findings)
    said = f"{screen.counted(cells, 'cell')}. The effect is what stands in brackets, its mean over "
    said += "the cells that put the claim to the test; exact"
    said += ", but where ~ marks samples with 95 % intervals. " if sampled else ". "
    return said + "Each claim's test in full: --format json, or --page FILE."
