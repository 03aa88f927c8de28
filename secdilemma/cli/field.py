"""``secdilemma run --field``: a class tournament, from a folder of entries to a leaderboard."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.classroom.isolation.limits import Limits
from secdilemma.cli import options, output, screen
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


def play_field(
    specs: list[Tournament],
    folder: Path,
    limits: Limits,
    *,
    met: bool,
    isolate: bool,
    partly: bool,
    threads: int | None,
    form: str,
    pairs: bool,
    wide: bool,
    keeping: Keeping | None,
    quiet: bool,
) -> None:
    """Explore the entries of a folder, play them, print how they fared, and keep it.

    Parameters
    ----------
    specs
        The tournament, as a list of one.
    folder
        Where the entries lie.
    limits
        What each entry may use.
    met
        Whether the tournament's own participants play too, so that everybody meets them.
    isolate
        Whether entries are run apart, and not loaded in this process.
    partly
        Whether they are run apart even where this system cannot keep them from everything.
    threads
        None for one a core.
    form, pairs, wide
        What is printed, and how.
    keeping
        Where the run is kept; None keeps nothing.
    quiet
        Whether to say nothing on stderr.

    Raises
    ------
    TournamentError
        If there is more than one scenario, or nobody is left to play.
    StrategyError
        If there is no such folder, or nothing in it.
    """
    from secdilemma.classroom.field import explored
    from secdilemma.classroom.standings import Standings
    from secdilemma.classroom.submissions import handed_in
    from secdilemma.cli.play import play
    from secdilemma.matches.threads import thread_count

    if len(specs) != 1:
        raise TournamentError(f"--field: a tournament of {len(specs)} scenarios; expected one.")
    (spec,) = specs
    if spec.institutions:
        raise TournamentError("--field: the tournament has institutions; expected one without.")
    others = spec.participants if met else ()
    files = handed_in(folder)
    with screen.progress("explorations", quiet=quiet) as update:
        field = explored(
            files,
            spec,
            limits,
            taken={each.name for each in others},
            isolate=isolate,
            partly=partly,
            workers=thread_count(threads),
            progress=update,
        )
    if not field.participants:
        lines = [f"\n{each.file}: {each.problem}" for each in field.disqualified[:SHOWN]]
        raise TournamentError(f"{folder}: no entry can be played.{''.join(lines)}")
    spec = spec.with_changes(participants=(*field.participants, *others))
    (results,) = play([spec], threads, quiet=quiet)
    standings = Standings(results, field, Work(threads=threads))
    with kept(keeping and partial(_keep, standings, keeping), quiet=quiet):
        if form == "table":
            _show(standings, wide=wide)
        else:
            _print_data(standings, form, pairs=pairs)


def _print_data(standings: "Standings", form: str, *, pairs: bool) -> None:
    from secdilemma.classroom.files import as_data, class_json
    from secdilemma.classroom.standings import head_to_head_csv, leaderboard_csv

    if form == "csv":
        text = head_to_head_csv(standings) if pairs else leaderboard_csv(standings)
        click.echo(text, nl=False)
    elif pairs:
        sys.stdout.writelines(class_json(standings))
    else:
        click.echo(output.as_json(as_data(standings)), nl=False)


def _show(standings: "Standings", *, wide: bool) -> None:
    from secdilemma.classroom.files import isolation_in_words
    from secdilemma.cli.ranking import heading

    out = screen.console(wide=wide)
    out.print("\n".join(heading(standings.results)[:2]))
    out.print("[dim]Score: mean payoff a turn, self-play not counted.[/dim]")
    out.print("[dim]In field, with itself: % of turns in which both restrain.[/dim]")
    out.print()
    out.print(_table(standings, len(standings.rows) if wide else SHOWN))
    left = 0 if wide else len(standings.rows) - SHOWN
    if left > 0:
        out.print(f"… and {left:,} more; --wide shows them all")
    out.print()
    lines = [_verdicts(standings), *_disqualified(standings.field, wide=wide)]
    lines += [f"{each}." for each in isolation_in_words(standings.field)]
    out.print("\n".join(lines), markup=False)


def _table(standings: "Standings", most: int) -> "Table":
    return screen.table(
        ("\nrank", "right"),
        ("\nentry", "left"),
        ("\nauthor", "left"),
        ("\nscore", "right"),
        ("in\nfield", "right"),
        ("with\nitself", "right"),
        ("\nverdict", "left"),
        rows=(
            [
                str(row.rank),
                row.name,
                row.entry.author if row.entry else "everybody meets it",
                screen.number(row.score),
                screen.percent(row.field),
                screen.percent(row.own),
                row.judgement.verdict.value + ("*" if row.judgement.metastable else ""),
            ]
            for row in standings.rows[:most]
        ),
    )


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
