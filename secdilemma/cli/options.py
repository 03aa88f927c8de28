"""Options and completions that several commands share."""

import os
import shlex
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from secdilemma.cli import screen
from secdilemma.errors import (
    GameError,
    SecDilemmaError,
    TournamentError,
    UnknownNameError,
    check_probability,
    suggestion,
)
from secdilemma.games.perception import REGIMES, Perception, regime
from secdilemma.io.inputs import text_of

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.games import Game
    from secdilemma.tournament.participants import Participant
    from secdilemma.tournament.specification import Tournament

_CATALOGUE = "secdilemma.catalogue.catalogue"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def complete_strategies(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a strategy's name; the entries of a field are none."""
    del param
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.catalogue.strangers import kept_out

    field = ctx.params.get("field")
    with kept_out(Path(field)) if field is not None else nullcontext():
        entries = open_catalogue().entries
    return [
        CompletionItem(name, help=entry.info.idea)
        for name, entry in entries.items()
        if name.startswith(incomplete)
    ]


def complete_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a strategy's name, or a file."""
    found = complete_strategies(ctx, param, incomplete)
    return found or [CompletionItem(incomplete, type="file")]


def complete_tournaments(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a tournament, bundled or of the workspace, or a file."""
    del ctx, param
    from secdilemma.tournament.files.library import bundled_tournaments, own_tournaments

    known = [*bundled_tournaments(), *own_tournaments()]
    names = [name for name in known if name.startswith(incomplete)]
    return [CompletionItem(name) for name in names] or [CompletionItem(incomplete, type="file")]


def complete_games(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the name of a game or a world."""
    del ctx, param
    from secdilemma.games import PRESETS
    from secdilemma.games.worlds import WORLDS

    return [CompletionItem(name) for name in (*PRESETS, *WORLDS) if name.startswith(incomplete)]


def complete_regimes(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete a regime's name."""
    del ctx, param
    return [CompletionItem(name) for name in REGIMES if name.startswith(incomplete)]


_FILE = click.Path(path_type=Path, dir_okay=False)

strategies_option = click.option(
    "--strategies",
    "folders",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Also look for strategies in this folder. Repeatable.",
)
noise_option = click.option(
    "--noise",
    metavar="NOISE",
    shell_complete=complete_regimes,
    help="Errors: an execution error (0.05), a regime (perA), or parts joined by commas "
    "(perA,execution=0.01,hotline=0.5).",
)
threads_option = click.option(
    "--threads", type=click.IntRange(1, 1024), help="Default: one a core."
)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Say nothing on stderr.")

# Of these each command says for itself what they mean there: with_option(help="...").
tournament_argument = partial(click.argument, "tournament", shell_complete=complete_tournaments)
with_option = partial(
    click.option,
    "--with",
    "references",
    multiple=True,
    metavar="STRATEGY",
    shell_complete=complete_strategies,
)
game_option = partial(
    click.option,
    "--game",
    "game_name",
    metavar="GAME",
    shell_complete=complete_games,
    help="Another game, or one of Jervis's worlds with its errors (secdilemma games).",
)
turns_option = partial(click.option, "--turns", "length")
seed_option = partial(click.option, "--seed")
wide_option = partial(click.option, "--wide", is_flag=True)
directory_option = partial(click.option, "--out", type=click.Path(path_type=Path), metavar="DIR")
file_option = partial(click.option, "--out", type=_FILE, metavar="FILE")
picture_option = partial(click.option, "--picture", type=click.Path(path_type=Path), metavar="FILE")


def format_option(*formats: str) -> Callable[[_Command], _Command]:
    """Add ``--format``, of which the first is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to print it.",
    )


def hint(command: str, *arguments: object) -> str:
    """A command that can be pasted into a shell, such as ``secdilemma rerun 'my run'``."""
    return shlex.join(["secdilemma", command, *map(_argument, arguments)])


def _argument(value: object) -> str:
    """An argument as the command line takes it; a path that looks like an option is none."""
    text = str(value)
    return f"./{text}" if isinstance(value, Path) and text.startswith("-") else text


def as_given(*names: str) -> list[str]:
    """Options of the command that runs as they were given, for another command to repeat."""
    context = click.get_current_context()
    made: list[str] = []
    for param in context.command.params:
        given = context.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE
        if param.name not in names or not given or not isinstance(param, click.Option):
            continue
        value = context.params[param.name]
        for each in value if param.multiple else [value]:
            made += [param.opts[0]] if param.is_flag else [param.opts[0], _argument(each)]
    return made


def called(tournament: str) -> str:
    """The name or file of a tournament as the command line takes it."""
    return _argument(Path(tournament)) if tournament.startswith("-") else tournament


def catalogue_of(tournament: str, folders: tuple[Path, ...]) -> "Catalogue":
    """The catalogue for a tournament, its own folders of strategies included.

    Raises
    ------
    SecDilemmaError
        If there is no such tournament or folder.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.tournament.files.library import catalogue_for

    made = catalogue_for(tournament, open_catalogue(folders))
    click.get_current_context().meta[_CATALOGUE] = made
    return made


def load(tournament: str, catalogue: "Catalogue", *, quiet: bool) -> "list[Tournament]":
    """The tournaments of a name or a file; what is wrong in the catalogue is said on stderr.

    Raises
    ------
    TournamentError
        If there is no such file or it is wrong.
    """
    from secdilemma.tournament.files.library import load_tournament

    loaded = load_tournament(tournament, catalogue)
    for problem in catalogue.problems:
        screen.note(problem, quiet=quiet)
    return loaded


def read_participants(
    references: tuple[str, ...], catalogue: "Catalogue"
) -> "tuple[Participant, ...] | None":
    """The participants that ``--with`` names, strategies or whole sets; None where it is not given.

    Raises
    ------
    SecDilemmaError
        If there is no such strategy, or a parameter of it is wrong.
    """
    from secdilemma.tournament.participants import Participant

    if not references:
        return None
    every = [each for reference in references for each in catalogue.expand(reference)]
    return tuple(Participant(catalogue.make(each)) for each in every)


def rerun_hint(folder: Path) -> str:
    """The command that plays a run again that was kept in a folder."""
    from secdilemma.catalogue.catalogue import FOLDER

    catalogue: Catalogue = click.get_current_context().meta[_CATALOGUE]
    found = [each.path for each in catalogue.folders if each.origin == FOLDER]
    named = [part for path in found for part in ("--strategies", os.path.relpath(path))]
    return hint("rerun", folder, *named)


def read_game(name: str) -> "tuple[Game, Perception | None]":
    """The game of a preset, or the game and the perception of one of Jervis's worlds.

    Raises
    ------
    UnknownNameError
        If there is neither.
    """
    from secdilemma.games import preset
    from secdilemma.games.worlds import WORLDS, world

    if name.upper() in WORLDS:
        made = world(name)
        return made.game, made.perception
    return preset(name), None


def read_graph(path: Path) -> Any:
    """Who meets whom: pairs of names, or a graph of networkx if the file holds one.

    Raises
    ------
    TournamentError
        If the file cannot be read as what it is called.
    """
    from secdilemma.tournament.graph import read_edges

    try:
        text = text_of(path)
    except SecDilemmaError as error:
        raise TournamentError(f"--edges: {path}: {error}") from error
    if path.suffix not in {".gml", ".graphml"}:
        return read_edges(text, path.name)
    import networkx

    parse = networkx.parse_gml if path.suffix == ".gml" else networkx.parse_graphml
    try:
        return parse(text)
    except Exception as error:
        raise TournamentError(f"--edges: {path}: no {path.suffix[1:]} file: {error}.") from error


def read_noise(text: str | None, base: Perception) -> Perception:
    """The perception that ``--noise`` stands for; `base` where it is not given.

    Raises
    ------
    UnknownNameError
        If it names no regime and no kind of error.
    GameError
        If a value is no probability.
    """
    if text is None:
        return base
    parts = [part.strip() for part in text.split(",")]
    _require_each_once(parts)
    made = Perception()
    for place, part in enumerate(parts):
        named = f"execution={part}" if _is_number(part) else part
        key, equals, value = (each.strip() for each in named.partition("="))
        if equals:
            made = _with(made, key, value)
        elif not key:
            raise GameError(f"--noise: got {text!r}; expected an error, a regime or parts.")
        else:
            made = regime(key)
            if place:
                raise GameError(
                    f"--noise: {key} stands after {', '.join(parts[:place])}, which it would "
                    f"replace; expected it first."
                )
    return made


def _require_each_once(parts: list[str]) -> None:
    """Refuse parts of which one would replace another."""
    rivals: dict[str, list[str]] = {}
    for part in filter(None, parts):
        key, equals, _ = part.partition("=")
        kind = "execution" if _is_number(part) else key.strip() if equals else "a regime"
        rivals.setdefault(kind, []).append(part)
    for each in rivals.values():
        if len(each) > 1:
            raise GameError(f"--noise: got {' and '.join(each)}; expected only one of them.")


def _with(made: Perception, key: str, value: str) -> Perception:
    """A perception with one kind of error set."""
    if not _is_number(value):
        raise GameError(f"--noise: {key}: got {value!r}; expected a probability, 0 to 1.")
    chance = check_probability(f"--noise: {key}", float(value))
    if key == "execution":
        return made.with_execution(chance)
    known = [each.name for each in fields(Perception)]
    if key not in known:
        raise UnknownNameError(
            f"--noise: no kind of error is called {key!r}; expected one of execution, "
            f"{', '.join(known)}.{suggestion(key, [*known, 'execution'])}"
        )
    return replace(made, **{key: chance})


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
