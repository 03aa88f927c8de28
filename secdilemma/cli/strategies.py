"""``secdilemma strategies``: the list, or one strategy in full."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secdilemma.cli import options, screen

if TYPE_CHECKING:
    from secdilemma.catalogue import Catalogue, Entry


@click.command()
@click.argument("name", required=False, shell_complete=options.complete_strategies)
@click.option("--school", help="Only this school, such as classic or Herz.")
@options.format_option("table", "csv", "json")
@click.option("--wide", is_flag=True, help="With sources, aliases and files.")
@options.strategies_option
def strategies(
    name: str | None, school: str | None, form: str, *, wide: bool, folders: tuple[Path, ...]
) -> None:
    """List the strategies, or show one."""
    from secdilemma.catalogue import open_catalogue

    catalogue = open_catalogue(folders)
    if name is not None:
        _show_one(catalogue, name, form)
    else:
        _show_all(catalogue, school, form, wide=wide)
    for problem in catalogue.problems:
        screen.note(problem)


def row_of(entry: "Entry") -> dict[str, Any]:
    """Return what a listing says of one strategy."""
    from secdilemma.authoring import parameters
    from secdilemma.errors import StrategyError
    from secdilemma.exploring import explore

    info = entry.info
    minds, lane = "", "interpreted"
    if info.automaton:
        try:
            minds, lane = str(len(explore(entry.kind()))), "exact"
        except StrategyError as error:
            lane = f"broken: {error}"
    return {
        "name": info.name,
        "school": info.school,
        "minds": minds,
        "lane": lane,
        "idea": info.idea,
        "parameters": ", ".join(f"{p.name}={p.default}" for p in parameters(entry.kind)),
        "aliases": ", ".join(info.aliases),
        "sources": "; ".join(info.cites),
        "file": str(entry.path),
    }


def _show_all(catalogue: "Catalogue", school: str | None, form: str, *, wide: bool) -> None:
    from secdilemma.errors import UnknownNameError, suggestion

    entries = list(catalogue.entries.values())
    if school is not None:
        schools = sorted({entry.info.school for entry in entries})
        entries = [each for each in entries if each.info.school.lower() == school.lower()]
        if not entries:
            hint = suggestion(school, schools)
            known = ", ".join(schools)
            raise UnknownNameError(f"--school: got {school!r}; expected one of {known}.{hint}")
    rows = [row_of(entry) for entry in entries]
    if form == "table":
        _table(rows, wide=wide)
    else:
        print_rows(rows, form)


def print_rows(rows: list[dict[str, Any]], form: str) -> None:
    """Print rows as CSV or JSON."""
    if form == "json":
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    from secdilemma.saving import as_csv

    click.echo(as_csv(rows), nl=False)


def _table(rows: list[dict[str, Any]], *, wide: bool) -> None:
    columns = [("name", "left"), ("school", "left"), ("minds", "right"), ("idea", "left")]
    if wide:
        extra = ("lane", "parameters", "aliases", "sources", "file")
        columns += [(key, "left") for key in extra]
    table = screen.table(*columns)
    for row in rows:
        table.add_row(*(str(row[key]) for key, _ in columns))
    out = screen.console(wide=wide)
    out.print(table)
    out.print()
    out.print(
        f"{screen.counted(len(rows), 'strategy')}. secdilemma strategies NAME shows one; set a parameter with "
        f"a colon: gtft:generosity=0.1"
    )


def _show_one(catalogue: "Catalogue", name: str, form: str) -> None:
    from secdilemma.authoring import parameters

    entry = catalogue.find(name.partition(":")[0])
    row = row_of(entry)
    if form != "table":
        print_rows([row], form)
        return
    out = screen.console()
    doc = (entry.kind.__doc__ or "").strip()
    out.print(f"[bold]{row['name']}[/bold] · {row['school']}")
    out.print(_dedented(doc), markup=False)
    out.print()
    table = screen.table(
        *((heading, "left") for heading in ("parameter", "default", "range", "meaning", "source"))
    )
    for each in parameters(entry.kind):
        table.add_row(each.name, f"{each.default}", each.rule, each.meaning, each.source)
    if table.row_count:
        out.print(table)
        out.print()
    out.print(
        f"{row['minds'] or 'No finite automaton:'} minds · {row['lane']} · "
        f"aliases: {row['aliases'] or 'none'} · sources: {row['sources'] or 'none'}",
        markup=False,
    )
    out.print(row["file"], markup=False)


def _dedented(text: str) -> str:
    from inspect import cleandoc

    return cleandoc(text)
