"""``secdilemma export``: a strategy or a game in another format."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.cli import options
from secdilemma.cli.destinations import file, kept
from secdilemma.io.atomic import Place, write_file

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.catalogue.export import Subject

FORMATS = ("toml", "svg", "dot", "nfg", "axelrod")


@click.command()
@click.argument("name", shell_complete=options.complete_strategies)
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="What to write.")
@options.file_option(
    help="Write to a new file, in place of stdout.",
)
@options.turns_option(type=click.IntRange(1), help="For a strategy that knows the length.")
@options.game_option(
    default="arms_race", show_default=True, help="For a strategy that knows the game."
)
@options.strategies_option
def export(
    name: str,
    form: str,
    out: Path | None,
    length: int | None,
    game_name: str,
    *,
    folders: tuple[Path, ...],
) -> None:
    """Write a strategy or a game out in another format.

    NAME is a strategy, with parameters and wrappers if need be, or a game. A strategy is written as
    toml (data, which can be read back), svg, dot (Graphviz) or axelrod (a Python player); a game as
    nfg (Gambit) or toml.
    """
    from secdilemma.catalogue.catalogue import open_catalogue

    place = None if out is None else file(out)
    text = _written(name, form, length, game_name, open_catalogue(folders))
    with kept(place and partial(_keep, text, place)) as written:
        if place is None or not written:
            click.echo(text, nl=False)


def _keep(text: str, place: Place) -> str:
    return f"Wrote {write_file(text.encode(), place)}"


def _written(
    name: str, form: str, length: int | None, game_name: str, catalogue: "Catalogue"
) -> str:
    from secdilemma.catalogue.export import game_as, require_drawable, strategy_as
    from secdilemma.errors import UnknownNameError

    try:
        subject = _subject(name, length, game_name, catalogue)
    except UnknownNameError as error:
        try:
            game, _ = options.read_game(name)
        except UnknownNameError:
            if form != "nfg":
                raise error from None
            raise
        return game_as(game, form)
    if form == "svg":
        require_drawable(subject)
    return strategy_as(subject, form)


def _subject(name: str, length: int | None, game_name: str, catalogue: "Catalogue") -> "Subject":
    """A strategy's automaton, in the match that was asked for."""
    from inspect import cleandoc

    from secdilemma.automata.exploration import explore
    from secdilemma.automata.interface import Context, described, info_of
    from secdilemma.catalogue.export import Subject

    entry = catalogue.entry(name)
    made = catalogue.make(name)
    game, _ = options.read_game(game_name)
    automaton = explore(made, Context(length, game))
    info = info_of(made)
    about = cleandoc(entry.kind.__doc__ or info.idea)
    return Subject(automaton, described(made), info.school, about, info.cites)
