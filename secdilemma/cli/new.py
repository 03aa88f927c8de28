"""``secdilemma new``: a strategy, a tournament, a workspace or a plugin to begin with."""

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from secdilemma.cli import options, screen

if TYPE_CHECKING:
    from secdilemma.cli.scaffold import Files

KINDS = ("strategy", "tournament", "workspace", "plugin")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option("--data", is_flag=True, help="A strategy as a TOML file, in place of Python.")
@click.option(
    "--to",
    "place",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to, in place of the workspace that one stands in.",
)
@options.strategies_option
def new(kind: str, name: str, place: Path | None, *, data: bool, folders: tuple[Path, ...]) -> None:
    """Write a strategy, a tournament, a workspace or a plugin to begin with.

    NAME is the name of a strategy, tournament or plugin, or the folder of a workspace. Nothing is
    ever overwritten.
    """
    from secdilemma.cli.scaffold import write_new

    if data and kind != "strategy":
        raise click.UsageError("--data: expected only with new strategy.")
    if place is not None and kind == "workspace":
        raise click.UsageError("--to: a workspace is written to the folder that NAME says.")
    files = _files(kind, name, place, folders, data=data)
    write_new(files)
    for path in files:
        screen.note(f"Wrote {_short(path)}")
    click.echo(_next(kind, files))


def _files(
    kind: str, name: str, place: Path | None, folders: tuple[Path, ...], *, data: bool
) -> "Files":
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.cli import scaffold

    if kind == "workspace":
        return scaffold.new_workspace(Path(name))
    catalogue = open_catalogue(folders)
    if kind == "strategy":
        return scaffold.new_strategy(name, catalogue, place, data=data)
    make = scaffold.new_tournament if kind == "tournament" else scaffold.new_plugin
    return make(name, catalogue, place)


def _next(kind: str, files: "Files") -> str:
    """What to do next."""
    first = next(iter(files))
    if kind == "workspace":
        go = "" if first.parent.resolve() == Path.cwd() else f"cd {quote(str(first.parent))} && "
        return f"Next: {go}secdilemma check && secdilemma run first"
    if kind == "plugin":
        folder = quote(str(first.parent))
        return f"Next: pip install -e {folder} && secdilemma check {first.parent.name}"
    if kind == "tournament":
        return f"Next: {options.hint('run', _name_or_path(first, 'tournaments'))}"
    return f"Next: {options.hint('check', _name_or_path(first, 'strategies'))}"


def _name_or_path(path: Path, folder: str) -> str | Path:
    """The name under which a new file is found from here, or else its path."""
    from secdilemma.catalogue.workspace import current_workspace

    workspace = current_workspace()
    own = workspace is not None and path.resolve().parent == workspace.root / folder
    return path.stem.replace("_", "-") if own else _short(path)


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
