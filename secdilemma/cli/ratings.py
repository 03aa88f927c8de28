"""``secdilemma run --ratings``: axelrod's measures of a tournament."""

from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from secdilemma.cli import output, screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secdilemma.tournament.results import Results

_HEADINGS = {
    "rank": "rank",
    "name": "name",
    "score": "score",
    "wins": "wins",
    "cooperating_rating": "cooperating",
    "good_partner_rating": "good partner",
    "eigenjesus_rating": "eigenjesus",
    "eigenmoses_rating": "eigenmoses",
    "initial_cooperation_rate": "initial",
}
_MORE = {
    **{f"{state}_rate": f"{state.upper()}" for state in ("cc", "cd", "dc", "dd")},
    **{f"{state}_to_c_rate": f"{state.upper()} to C" for state in ("cc", "cd", "dc", "dd")},
}
_SHARES = {"cooperating_rating", "good_partner_rating", "initial_cooperation_rate", *_MORE}


def show_ratings(results: "Sequence[Results]", form: str, *, wide: bool, quiet: bool) -> None:
    """Print the ratings of each scenario, as a table, CSV or JSON."""
    from secdilemma.analysis.rating import ratings

    rows = []
    for each in results:
        with screen.progress("ratings", quiet=quiet) as update:
            found = ratings(each, progress=update).summarise()
        rows += [{"scenario": each.tournament.title, **row} for row in found]
        if form == "table":
            _show_one(each, found, wide=wide)
    if form != "table":
        from secdilemma.tournament.files.run_directory import plain

        data = [{key: plain(value) for key, value in row.items()} for row in rows]
        click.echo(output.as_text(form, rows, data), nl=False)


def _show_one(results: "Results", rows: list[dict[str, Any]], *, wide: bool) -> None:
    columns = _HEADINGS | (_MORE if wide else {})
    table = screen.table(
        *((heading, "left" if key == "name" else "right") for key, heading in columns.items()),
        rows=([_cell(key, row[key]) for key in columns] for row in rows),
    )
    spec = results.tournament
    out = screen.console(wide=wide)
    pairs = screen.counted(len(spec.pairs), "pair")
    out.print(f"[bold]{escape(spec.title)}[/bold] · {spec.horizons[0].in_words()} · {pairs}")
    out.print(
        "[dim]Expectations for one repetition, self-play excluded but in the eigenvectors. "
        "Wins: matches; cooperating, good partner, initial: %.[/dim]"
    )
    out.print()
    out.print(table)
    out.print()


def _cell(key: str, value: Any) -> str:
    if isinstance(value, str | int):
        return str(value)
    if key in _SHARES:
        return screen.percent(value)
    return screen.number(value, 3 if "eigen" in key else 2)
