"""``secdilemma check``: what strategies and tournaments are, and what is wrong with them."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secdilemma.cli import options, output, screen

if TYPE_CHECKING:
    from rich.console import Console

    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.cli.checks import Checked, Report


@click.command()
@click.argument(
    "targets", nargs=-1, metavar="[PATH|NAME]...", shell_complete=options.complete_files
)
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--quick", is_flag=True, help="Play no matches.")
@options.strategies_option
def check(
    targets: tuple[str, ...], folders: tuple[Path, ...], *, as_json: bool, quick: bool
) -> int:
    """Say what strategies and tournaments are, and what is wrong with them.

    Each PATH is a file or a folder, and each NAME a strategy, with parameters and wrappers if need
    be; by default the workspace that one stands in. Exit code 0 if nothing is wrong, 2 if
    something is.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.cli.checks import Checker

    catalogue = open_catalogue(folders)
    checker = Checker(catalogue)
    reports = [each for target in targets or (_here(),) for each in checker.check(target)]
    wrong = any(report.every_problem for report in reports)
    alone = len(reports) == 1 and not quick
    matches = _matches(reports, catalogue) if (alone or as_json) and not quick else {}
    if as_json:
        rows = [_as_data(report, matches) for report in reports]
        click.echo(output.as_json({"ok": not wrong, "files": rows}), nl=False)
    else:
        _print(reports, matches, full=len(reports) == 1)
    return 2 if wrong else 0


def _here() -> str:
    """The folder of the workspace that one stands in."""
    from secdilemma.catalogue.workspace import current_workspace

    workspace = current_workspace()
    if workspace is None:
        raise click.UsageError(
            "check: nothing named and no workspace here; expected a PATH or a NAME."
        )
    return str(workspace.root)


def _matches(reports: "list[Report]", catalogue: "Catalogue") -> dict[str, list[dict[str, Any]]]:
    """The matches of each sound strategy against the classics, by its name."""
    sound = [
        each
        for report in reports
        if not report.problems
        for each in report.strategies
        if not each.problems
    ]
    if not sound:
        return {}
    from secdilemma.cli.checks import against_classics
    from secdilemma.cli.play import await_kernels

    await_kernels(quiet=False)
    return {each.entry.info.name: against_classics(each.strategy, catalogue) for each in sound}


def _as_data(report: "Report", matches: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "file": str(report.path),
        "kind": report.kind,
        "ok": not report.every_problem,
        "problems": list(report.problems),
        "strategies": [_strategy_data(each, matches) for each in report.strategies],
    }


def _strategy_data(each: "Checked", matches: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    from secdilemma.automata.interface import values_of
    from secdilemma.catalogue.wrappers.references import unwrapped

    info = each.entry.info
    return {
        "name": info.name,
        "school": info.school,
        "idea": info.idea,
        "minds": each.minds,
        "lane": each.lane,
        "parameters": values_of(unwrapped(each.strategy)[0]) if each.strategy else {},
        "properties": asdict(each.properties),
        "matches": matches.get(info.name, []),
        "problems": list(each.problems),
        "notes": list(each.notes),
    }


def _print(
    reports: "list[Report]", matches: dict[str, list[dict[str, Any]]], *, full: bool
) -> None:
    out = screen.console()
    wrong = 0
    for report in reports:
        wrong += bool(report.every_problem)
        out.print(f"{_short(report.path)}: {_in_a_line(report)}", markup=False)
        for problem in report.every_problem:
            out.print(f"  ✗ {problem}", markup=False)
        for each in report.strategies:
            for note in each.notes:
                out.print(f"  · {note}", markup=False)
            if full and not each.problems:
                _print_strategy(out, each, matches.get(each.entry.info.name, []))
    out.print()
    if wrong:
        out.print(f"Something is wrong in {screen.counted(wrong, 'file')} of {len(reports)}.")
    else:
        out.print("Nothing is wrong.")


def _in_a_line(report: "Report") -> str:
    if report.kind == "tournament":
        return "a tournament"
    parts = []
    for each in report.strategies:
        size = "" if each.minds is None else f", {screen.counted(each.minds, 'mind')}"
        parts.append(f"{each.entry.info.name}{size}{f', {each.lane}' if each.lane else ''}")
    return "; ".join(parts) or "not loaded"


def _short(path: Path) -> str:
    """A path from here, or the whole of it where that is shorter."""
    return min(os.path.relpath(path), str(path), key=len)


def _print_strategy(out: "Console", each: "Checked", rows: list[dict[str, Any]]) -> None:
    from secdilemma.cli.strategies import GAME, in_words
    from secdilemma.games import preset

    lines = in_words(each.properties, preset(GAME).row)
    if lines:
        out.print()
        out.print(
            f"{each.entry.info.name}, decided from its automaton, without errors:", markup=False
        )
        for line in lines:
            out.print(f"  {line}", markup=False)
    if rows:
        out.print()
        out.print("Against the classics, in the arms race over 200 turns (payoffs a turn, and % of")
        out.print("turns in which both restrain):")
        out.print(_table(rows))


def _table(rows: list[dict[str, Any]]) -> Any:
    columns = [("\n", "left")]
    for label in ("without errors", "with errors"):
        columns += [(f"{label}\nits own", "right"), ("\nthe other's", "right"), ("\nboth", "right")]
    table = screen.table(*columns)
    for row in rows:
        cells = [f"  {row['opponent']}"]
        for label in ("clear", "noisy"):
            cells += [screen.number(row[f"{seat}_{label}"]) for seat in ("payoff", "opponent")]
            cells.append(screen.percent(row[f"restraint_{label}"]))
        screen.add_row(table, *cells)
    return table
