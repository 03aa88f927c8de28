"""``secdilemma solve``: every remedy against anarchy, and what the essay's question comes to."""

import gc
from functools import partial
from pathlib import Path

import click

from secdilemma.cli import options, screen
from secdilemma.cli.destinations import file, kept
from secdilemma.errors import TournamentError
from secdilemma.io.atomic import Place, write_file


@click.command()
@options.tournament_argument(default="anarchy")
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
@options.game_option()
@options.threads_option
@options.format_option("table", "csv", "json")
@options.file_option(
    type=click.Path(path_type=Path),
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
    from secdilemma.cli.play import await_kernels

    if quick and plan:
        raise TournamentError("--quick: it stands beside --sweep; expected only one of them.")
    place = None if out is None else file(out)
    catalogue = open_catalogue(folders)
    for problem in catalogue.problems:
        screen.note(problem, quiet=quiet)
    await_kernels(quiet=quiet)
    from secdilemma.cli import solve_tables
    from secdilemma.experiments.remedies.ground import ground_of
    from secdilemma.experiments.remedies.solve import solve as try_all
    from secdilemma.experiments.remedies.sweep import read_sweep, sweep
    from secdilemma.tournament.files.library import load_tournament
    from secdilemma.tournament.specification import Work

    specs = load_tournament(tournament, catalogue)
    if len(specs) > 1:
        screen.note(f"Of {len(specs)} scenarios the first: {specs[0].title}", quiet=quiet)
    spec = specs[0]
    game, seen = (None, None) if game_name is None else options.read_game(game_name)
    spec = spec.with_changes(
        game=game or spec.game,
        perception=options.read_noise(noise, seen or spec.perception),
    )
    ground = ground_of(spec, catalogue, trust, greedy_share)
    work = Work(threads=threads)
    gc.enable()
    if plan is not None:
        asked = read_sweep(plan)
        with screen.progress(asked.parameter, quiet=quiet) as update:
            points, changes = sweep(ground, asked, work, update)
        text = solve_tables.of_sweep(ground, asked, points, changes, form)
    else:
        with screen.progress("remedies", quiet=quiet) as update:
            found = try_all(ground, catalogue, quick=quick, work=work, progress=update)
        text = solve_tables.of_all(found, form)
    with kept(place and partial(_keep, text, place), quiet=quiet) as written:
        if place is None or not written:
            screen.put(text) if form == "table" else click.echo(text, nl=False)


def _keep(text: str, place: Place) -> str:
    return f"Written to {write_file(text.encode(), place)}"
