"""``secdilemma run``: play a tournament, rank it, say who keeps the peace, keep the results."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.catalogue.strangers import kept_out
from secdilemma.classroom.isolation.limits import Limits, with_limits
from secdilemma.cli import options, output
from secdilemma.cli.destinations import Keeping, kept
from secdilemma.cli.play import play
from secdilemma.errors import TournamentError
from secdilemma.games.horizon import ending, turns
from secdilemma.tournament.specification import ENGINES, Engine

if TYPE_CHECKING:
    from secdilemma.tournament.results import Results


@click.command()
@options.tournament_argument(default="security_dilemma")
@options.turns_option(type=int, help="The length of the matches that are scored.")
@click.option(
    "--prob-end",
    type=float,
    metavar="P",
    help="Or end each match after any turn with this probability.",
)
@click.option(
    "--edges",
    "edges_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Play on a graph: two participants a line, or a .gml or .graphml file.",
)
@options.seed_option(type=int, help="Of everything that is sampled.")
@options.noise_option
@options.game_option()
@options.with_option(
    help="Play these participants instead, such as gtft:generosity=0.1. Repeatable."
)
@click.option(
    "--field",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Play the entries of this folder, one strategy a file, each run apart; and those of "
    "--with.",
)
@click.option(
    "--isolate",
    is_flag=True,
    help="Run entries apart even where this system cannot keep them from everything.",
)
@click.option("--trust", is_flag=True, help="Trust entries: load them in this process.")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    help="What an entry may use: cpu, wall (s), memory, answer (MB), files, minds. Repeatable.",
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="How to play; auto takes the best lane that each pair allows.",
)
@click.option("--repetitions", type=int, help="Matches a pair where it is sampled.")
@options.threads_option
@options.format_option("table", "csv", "json")
@click.option("--pairs", is_flag=True, help="Print every pair instead of the ranking (csv, json).")
@click.option(
    "--ratings", is_flag=True, help="Print axelrod's measures (wins, eigenjesus, …) instead."
)
@options.wide_option(help="The full table, whatever the width.")
@options.directory_option(help="Where to keep the results.")
@click.option("--no-save", is_flag=True, help="Keep nothing.")
@options.quiet_option
@options.strategies_option
def run(
    tournament: str,
    length: int | None,
    prob_end: float | None,
    edges_file: Path | None,
    seed: int | None,
    noise: str | None,
    game_name: str | None,
    references: tuple[str, ...],
    field: Path | None,
    limits: tuple[str, ...],
    engine: Engine | None,
    repetitions: int | None,
    threads: int | None,
    form: str,
    *,
    isolate: bool,
    trust: bool,
    pairs: bool,
    ratings: bool,
    wide: bool,
    out: Path | None,
    no_save: bool,
    quiet: bool,
    folders: tuple[Path, ...],
) -> None:
    """Play a tournament and rank who keeps the peace.

    TOURNAMENT is a name that secdilemma tournaments lists, or a TOML file; by default the security
    dilemma.
    """
    _require_fitting(
        ("--prob-end", prob_end is not None, "--turns", length is not None),
        ("--out", out is not None, "--no-save", no_save),
        ("--pairs", pairs, "--ratings", ratings),
        ("--field", field is not None, "--ratings", ratings),
        ("--isolate", isolate, "--trust", trust),
    )
    if pairs and form == "table":
        raise TournamentError("--pairs: expected --format csv or json beside it.")
    if field is None:
        _require_field(("--isolate", isolate), ("--trust", trust), ("--limit", bool(limits)))
    elif not trust:
        click.get_current_context().with_resource(kept_out(field))
    catalogue = options.catalogue_of(tournament, folders)
    scoring = None if length is None else turns(length, "--turns")
    scoring = scoring if prob_end is None else ending(prob_end, "--prob-end")
    game, seen = (None, None) if game_name is None else options.read_game(game_name)
    edges = None if edges_file is None else options.read_graph(edges_file)
    own = options.read_participants(references, catalogue)
    specs = [
        spec.with_changes(
            participants=spec.participants if own is None else own,
            game=game or spec.game,
            perception=options.read_noise(noise, seen or spec.perception),
            horizons=(scoring or spec.horizons[0], *spec.horizons[1:]),
            repetitions=spec.repetitions if repetitions is None else repetitions,
            seed=spec.seed if seed is None else seed,
            engine=engine or spec.engine,
            edges=spec.edges if edges is None else edges,
        )
        for spec in options.load(tournament, catalogue, quiet=quiet)
    ]
    called = Path(tournament).stem if field is None else field.resolve().name
    keeping = None if no_save else Keeping(out, called)
    if field is not None:
        from secdilemma.cli.field import play_field

        play_field(
            specs,
            field,
            with_limits(Limits(), limits),
            met=bool(references),
            isolate=not trust,
            partly=isolate,
            threads=threads,
            form=form,
            pairs=pairs,
            wide=wide,
            keeping=keeping,
            quiet=quiet,
        )
        return
    results = play(specs, threads, quiet=quiet)
    with kept(keeping and partial(_keep, results, keeping), quiet=quiet):
        if ratings:
            from secdilemma.cli.ratings import show_ratings

            show_ratings(results, form, wide=wide, quiet=quiet)
        else:
            _print(results, tournament, form, pairs=pairs, wide=wide)


def _require_fitting(*rivals: tuple[str, bool, str, bool]) -> None:
    """Raise if two options are given of which only one can be."""
    for one, given, other, also in rivals:
        if given and also:
            raise TournamentError(f"{one}: it stands beside {other}; expected only one of them.")


def _require_field(*options: tuple[str, bool]) -> None:
    """Raise if an option is given that says something about a field."""
    for option, given in options:
        if given:
            raise TournamentError(f"{option}: expected --field beside it.")


def _print(results: "list[Results]", called: str, form: str, *, pairs: bool, wide: bool) -> None:
    from secdilemma.cli.ranking import show
    from secdilemma.tournament.files import run_directory as saved

    if form == "table":
        show(results, called, wide=wide)
    elif form == "csv":
        sys.stdout.writelines(saved.pairs_csv(results) if pairs else [saved.ranking_csv(results)])
    elif pairs:
        sys.stdout.writelines(saved.pairs_json(results))
    else:
        click.echo(output.as_json(saved.summary(results)), nl=False)


def _keep(results: "list[Results]", keeping: Keeping) -> str:
    from secdilemma.tournament.files.run_directory import save

    folder = keeping.keep(partial(save, results))
    return f"Written to {folder}  ·  {options.rerun_hint(folder)}"
