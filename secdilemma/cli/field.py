"""``secdilemma run --field``: a class tournament, from a folder of entries to a leaderboard."""

import json
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.classroom.isolation.limits import Limits
from secdilemma.cli import options, screen
from secdilemma.cli.destinations import Keeping, kept
from secdilemma.errors import TournamentError
from secdilemma.io.atomic import write_whole
from secdilemma.tournament.specification import Tournament, Work

if TYPE_CHECKING:
    from rich.table import Table

    from secdilemma.classroom.field import Field
    from secdilemma.classroom.standings import Standings

SHOWN = 40
"""The most places that a terminal shows without --wide."""


@dataclass(frozen=True, slots=True)
class Entering:
    """Which entries take part, and how.

    Parameters
    ----------
    folder
        Where they lie.
    limits
        What each may use.
    met
        Whether the tournament's own participants play too, so that everybody meets them.
    trusted
        Whether they are loaded in this process.
    partly
        Whether they are run apart even where this system cannot keep them from everything.
    """

    folder: Path
    limits: Limits
    met: bool
    trusted: bool
    partly: bool


@dataclass(frozen=True, slots=True)
class Showing:
    """How a class tournament is printed, and where it is kept: with None it is not."""

    form: str
    pairs: bool
    wide: bool
    keeping: Keeping | None
    quiet: bool


def play_field(
    specs: list[Tournament], entering: Entering, showing: Showing, threads: int | None
) -> None:
    """Explore the entries of a folder, play them, print how they fared, and keep it.

    Raises
    ------
    TournamentError
        If there is more than one scenario, or nobody is left to play.
    StrategyError
        If there is no such folder, or nothing in it.
    """
    from secdilemma.classroom.standings import Standings
    from secdilemma.cli.play import play

    if len(specs) != 1:
        raise TournamentError(f"--field: a tournament of {len(specs)} scenarios; expected one.")
    if specs[0].institutions:
        raise TournamentError("--field: the tournament has institutions; expected one without.")
    met = specs[0].participants if entering.met else ()
    field = _explored(specs[0], entering, {each.name for each in met}, threads, showing)
    _require_somebody(field, entering.folder)
    spec = specs[0].with_changes(participants=(*field.participants, *met))
    (results,) = play([spec], threads, quiet=showing.quiet)
    standings = Standings(results, field, Work(threads=threads))
    keeping = showing.keeping
    with kept(keeping and partial(_keep, standings, keeping), quiet=showing.quiet):
        _print(standings, showing)


def _explored(
    spec: Tournament, entering: Entering, taken: set[str], threads: int | None, showing: Showing
) -> "Field":
    from secdilemma.classroom.field import explored
    from secdilemma.classroom.submissions import handed_in
    from secdilemma.matches.threads import thread_count

    files = handed_in(entering.folder)
    with screen.progress("explorations", quiet=showing.quiet) as update:
        return explored(
            files,
            spec,
            entering.limits,
            taken=taken,
            isolate=not entering.trusted,
            partly=entering.partly,
            workers=thread_count(threads),
            progress=update,
        )


def _require_somebody(field: "Field", folder: Path) -> None:
    if not field.participants:
        lines = [f"\n{each.file}: {each.problem}" for each in field.disqualified[:SHOWN]]
        raise TournamentError(f"{folder}: no entry can be played.{''.join(lines)}")


def _print(standings: "Standings", showing: Showing) -> None:
    if showing.form == "table":
        _show(standings, showing)
    elif showing.form == "csv":
        from secdilemma.classroom.standings import head_to_head_csv, leaderboard_csv

        text = head_to_head_csv(standings) if showing.pairs else leaderboard_csv(standings)
        click.echo(text, nl=False)
    else:
        from secdilemma.classroom.files import as_data, class_json

        if showing.pairs:
            sys.stdout.writelines(class_json(standings))
        else:
            click.echo(json.dumps(as_data(standings), indent=1, ensure_ascii=False))


def _show(standings: "Standings", showing: Showing) -> None:
    from secdilemma.classroom.files import isolation_in_words
    from secdilemma.cli.ranking import heading

    out = screen.console(wide=showing.wide)
    out.print("\n".join(heading(standings.results)[:2]))
    out.print("[dim]Score: mean payoff a turn, self-play not counted.[/dim]")
    out.print("[dim]In field, with itself: % of turns in which both restrain.[/dim]")
    out.print()
    out.print(_table(standings, len(standings.rows) if showing.wide else SHOWN))
    left = 0 if showing.wide else len(standings.rows) - SHOWN
    if left > 0:
        out.print(f"… and {left:,} more; --wide shows them all")
    out.print()
    lines = [_verdicts(standings), *_disqualified(standings.field, wide=showing.wide)]
    lines += [f"{each}." for each in isolation_in_words(standings.field)]
    out.print("\n".join(lines), markup=False)


def _table(standings: "Standings", most: int) -> "Table":
    table = screen.table(
        ("\nrank", "right"),
        ("\nentry", "left"),
        ("\nauthor", "left"),
        ("\nscore", "right"),
        ("in\nfield", "right"),
        ("with\nitself", "right"),
        ("\nverdict", "left"),
    )
    for row in standings.rows[:most]:
        star = "*" if row.judgement.metastable else ""
        screen.add_row(
            table,
            str(row.rank),
            row.name,
            row.entry.author if row.entry else "everybody meets it",
            screen.number(row.score),
            screen.percent(row.field),
            screen.percent(row.own),
            row.judgement.verdict.value + star,
        )
    return table


def _verdicts(standings: "Standings") -> str:
    from collections import Counter

    from secdilemma.analysis.verdict import Verdict

    found = Counter(row.judgement.verdict for row in standings.rows)
    listed = ", ".join(f"{found[each]:,} {each.value}" for each in Verdict if found[each])
    metastable = any(row.judgement.metastable for row in standings.rows)
    note = " * metastable: high at first, lost in the long run." if metastable else ""
    return f"Verdicts: {listed}.{note}"


def _disqualified(field: "Field", *, wide: bool) -> list[str]:
    found = field.disqualified
    if not found:
        return []
    shown = found if wide else found[:SHOWN]
    lines = [f"  {each.file}: {each.problem}" for each in shown]
    if len(shown) < len(found):
        lines.append(f"  … and {len(found) - len(shown):,} more; --wide shows them all")
    return [f"Disqualified, {len(found):,}; the results of the others are as without them:", *lines]


def _keep(standings: "Standings", keeping: Keeping) -> str:
    from secdilemma.classroom.files import class_files

    folder = keeping.keep(partial(write_whole, class_files(standings)))
    text = f"Written to {folder}: leaderboard.html leads to a page for each entry"
    return f"{text}  ·  {options.rerun_hint(folder)}"
