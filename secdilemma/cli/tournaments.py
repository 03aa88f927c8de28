"""``secdilemma tournaments``: the bundled tournaments, and those of the workspace."""

from typing import Any

import click

from secdilemma.cli import options, screen


@click.command()
@options.format_option("table", "csv", "json")
def tournaments(form: str) -> None:
    """List the tournaments."""
    from secdilemma.catalogue import open_catalogue
    from secdilemma.errors import SecDilemmaError
    from secdilemma.library import bundled_tournaments, own_tournaments
    from secdilemma.schema.reading import read_tournament

    catalogue = open_catalogue()
    rows: list[dict[str, Any]] = []
    own = own_tournaments()
    for name, path in [*bundled_tournaments().items(), *own.items()]:
        try:
            made = read_tournament(path, catalogue)
        except SecDilemmaError as error:  # a broken file is reported, and the others are listed
            screen.note(str(error))
            continue
        rows.append(
            {
                "name": name,
                "participants": len(made[0].participants),
                "scenarios": len(made),
                "length": made[0].horizons[0].in_words(),
                "game": made[0].game.name if len(made) == 1 else "one a scenario",
                "origin": "workspace" if path in own.values() else "bundled",
                "description": " ".join(_about(path).split()),
                "file": str(path),
            }
        )
    if form == "table":
        _table(rows)
        return
    from secdilemma.cli.strategies import print_rows

    print_rows(rows, form)


def _about(path: Any) -> str:
    import tomllib

    return str(tomllib.loads(path.read_text(encoding="utf-8")).get("description", ""))


def _table(rows: list[dict[str, Any]]) -> None:
    out = screen.console()
    for row in rows:
        scenarios = f", {row['scenarios']} scenarios" if row["scenarios"] > 1 else ""
        size = screen.counted(row["participants"], "strategy")
        about = f"{size}, {row['length']}{scenarios} · {row['game']} · {row['origin']}"
        out.print(f"[bold]{row['name']}[/bold]  {about}")
        if row["description"]:
            out.print(f"  {row['description']}", markup=False)
    out.print()
    out.print(f"{len(rows)} tournaments. secdilemma run NAME plays one.")
