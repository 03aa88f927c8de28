"""``secdilemma tournaments``: the bundled tournaments, and those of the workspace."""

from dataclasses import asdict
from functools import partial
from typing import Any

import click
from rich.markup import escape

from secdilemma.cli import options, output, screen


@click.command()
@options.format_option("table", "csv", "json")
def tournaments(form: str) -> None:
    """List the tournaments."""
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.errors import SecDilemmaError
    from secdilemma.tournament.files.library import (
        bundled_tournaments,
        catalogue_for,
        own_tournaments,
    )
    from secdilemma.tournament.files.outline import outline

    rows: list[dict[str, Any]] = []
    own = own_tournaments()
    for name, path in [*bundled_tournaments().items(), *own.items()]:
        try:
            found = outline(path, catalogue_for(str(path), open_catalogue()))
        except SecDilemmaError as error:  # a broken file is reported, and the others are listed
            screen.note(str(error))
            continue
        row = asdict(found) | {"sets": " ".join(found.sets)}
        origin = "workspace" if path in own.values() else "bundled"
        rows.append({"name": name, **row, "origin": origin, "file": str(path)})
    output.show(form, partial(_show, rows), rows)


def _show(rows: list[dict[str, Any]]) -> None:
    out = screen.console()
    for row in rows:
        own = [screen.counted(row["participants"], "strategy")] * (row["participants"] > 0)
        size = ", ".join([*own, *row["sets"].split()])
        scenarios = f", {row['scenarios']} scenarios" if row["scenarios"] > 1 else ""
        about = f"{size}, {row['length']}{scenarios} · {row['game']} · {row['origin']}"
        out.print(f"[bold]{escape(row['name'])}[/bold]  {escape(about)}")
        if row["description"]:
            out.print(f"  {row['description']}", markup=False)
    out.print()
    out.print(f"{len(rows)} tournaments. secdilemma run NAME plays one.")
