"""``secdilemma solve``: every remedy against anarchy, and what the essay's question comes to."""

import gc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.cli import options, screen
from secdilemma.cli.destinations import file, kept
from secdilemma.errors import TournamentError
from secdilemma.io.atomic import Place, write_file

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.experiments.remedies.ground import Ground
    from secdilemma.tournament.specification import Work


@click.command()
@click.argument("tournament", default="anarchy", shell_complete=options.complete_tournaments)
@click.option("--quick", is_flag=True, help="Only the main remedies.")
@click.option(
    "--sweep",
    "plan",
    metavar="PARAMETER=LOW:HIGH",
    help="One institution's strength instead, such as monitor=0:1 or communication.accuracy=0:1, "
    "with the points at which the verdict changes.",
)
@click.option(
    "--trust",
    type=click.FloatRange(0, 1),
    default=0.3,
    show_default=True,
    help="t0: how likely a state begins without mistrust, and founds an institution.",
)
@click.option(
    "--greedy",
    "greedy_share",
    type=click.FloatRange(0, 1),
    default=0.2,
    show_default=True,
    help="The share of greedy states in the field that has some.",
)
@options.noise_option
@click.option(
    "--game",
    "game_name",
    metavar="GAME",
    shell_complete=options.complete_games,
    help="Another game, or one of Jervis's worlds with its errors (secdilemma games).",
)
@options.threads_option
@options.format_option("table", "csv", "json")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it to a new file instead of printing it.",
)
@options.quiet_option
@options.strategies_option
def solve(
    tournament: str,
    *,
    quick: bool,
    plan: str | None,
    trust: float,
    greedy_share: float,
    noise: str | None,
    game_name: str | None,
    threads: int | None,
    form: str,
    out: Path | None,
    quiet: bool,
    folders: tuple[Path, ...],
) -> None:
    """Try every remedy against anarchy, and say what is left of the dilemma.

    TOURNAMENT gives the states, the game and the errors; by default states under anarchy. Its own
    institutions, if any, are left out.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.cli.play import spare_linear_algebra

    if quick and plan:
        raise TournamentError("--quick: it stands beside --sweep; expected only one of them.")
    place = None if out is None else file(out)
    catalogue = open_catalogue(folders)
    for problem in catalogue.problems:
        screen.note(problem, quiet=quiet)
    spare_linear_algebra()
    from secdilemma.matches.kernels.jit import cache_is_cold
    from secdilemma.tournament.specification import Work

    if cache_is_cold():
        screen.note("First run: compiling the kernels, about 10 seconds, once.", quiet=quiet)
    ground = _ground(tournament, catalogue, noise, game_name, trust, greedy_share, quiet=quiet)
    work = Work(threads=threads)
    gc.enable()
    if plan is not None:
        text = _swept(ground, plan, work, form, quiet=quiet)
    else:
        text = _solved(ground, catalogue, work, form, quick=quick, quiet=quiet)
    with kept(place and partial(_keep, text, place), quiet=quiet) as written:
        if place is None or not written:
            screen.put(text) if form == "table" else click.echo(text, nl=False)


def _ground(
    tournament: str,
    catalogue: "Catalogue",
    noise: str | None,
    game_name: str | None,
    trust: float,
    greedy_share: float,
    *,
    quiet: bool,
) -> "Ground":
    from secdilemma.experiments.remedies.ground import ground_of
    from secdilemma.tournament.files.library import load_tournament

    specs = load_tournament(tournament, catalogue)
    if len(specs) > 1:
        screen.note(f"Of {len(specs)} scenarios the first: {specs[0].title}", quiet=quiet)
    spec = specs[0]
    if game_name is not None:
        game, seen = options.read_game(game_name)
        spec = spec.with_changes(game=game, perception=seen or spec.perception)
    if noise is not None:
        spec = spec.with_changes(perception=options.read_noise(noise, spec.perception))
    return ground_of(spec, catalogue, trust, greedy_share)


def _solved(
    ground: "Ground",
    catalogue: "Catalogue",
    work: "Work",
    form: str,
    *,
    quick: bool,
    quiet: bool,
) -> str:
    from secdilemma.cli import solve_tables
    from secdilemma.experiments.remedies.solve import solve as try_all

    with screen.progress("remedies", quiet=quiet) as update:
        found = try_all(ground, catalogue, quick=quick, work=work, progress=update)
    return solve_tables.of_all(found, form)


def _swept(ground: "Ground", plan: str, work: "Work", form: str, *, quiet: bool) -> str:
    from secdilemma.cli import solve_tables
    from secdilemma.experiments.remedies.sweep import read_sweep, sweep

    made = read_sweep(plan)
    with screen.progress(made.parameter, quiet=quiet) as update:
        points, changes = sweep(ground, made, work, update)
    return solve_tables.of_sweep(ground, made, points, changes, form)


def _keep(text: str, place: Place) -> str:
    return f"Written to {write_file(text.encode(), place)}"
