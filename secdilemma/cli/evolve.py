"""``secdilemma evolve``: let the strategies of a tournament spread by what they earn."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from secdilemma.cli import options, screen
from secdilemma.cli.destinations import directory, kept, picture_file
from secdilemma.errors import DynamicsError
from secdilemma.io.atomic import Place, write_whole

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.populations.outcome import PopulationOutcome
    from secdilemma.populations.process import Process, Settings
    from secdilemma.tournament.specification import Tournament

FINITE = ("moran", "imitation")
USED_BY: dict[str, tuple[str, ...]] = {
    "graph": FINITE,
    "mutation": ("replicator", *FINITE),
    "update": ("moran", "fixation"),
    "fitness": ("moran", "fixation"),
    "intensity": ("moran", "fixation"),
    "runs": FINITE,
    "steps": FINITE,
    "until": ("replicator", "ecology"),
    "extinct": ("replicator",),
    "baseline": ("replicator", "ecology"),
    "start": ("replicator", "ecology", *FINITE),
}


@click.command()
@options.tournament_argument(default="security_dilemma")
@click.option(
    "--start",
    multiple=True,
    metavar="NAME=SHARE",
    help="A share at the start, such as all-d=0.9; the others share what is left of 1. Default: "
    "even. Repeatable.",
)
@click.option(
    "--moran", "moran_size", type=int, metavar="N", help="Run a Moran process of N states."
)
@click.option(
    "--imitation",
    "beta",
    type=float,
    metavar="BETA",
    help="Run pairwise imitation at this intensity; --moran says of how many states.",
)
@click.option("--ecology", "ecology", is_flag=True, help="Run generations as Axelrod did.")
@click.option(
    "--fixation",
    "fixation",
    is_flag=True,
    help="Mutations are rare: exact chances to take over, and shares of time.",
)
@click.option(
    "--graph",
    metavar="SPEC",
    help="Who neighbours whom: cycle, grid, star, complete, regular:K, small-world:K:P, random:P.",
)
@click.option(
    "--mutation", type=float, default=0.0, help="Chance that a newcomer is of another kind."
)
@click.option(
    "--update",
    type=click.Choice(["birth-death", "death-birth"]),
    default="birth-death",
    show_default=True,
    help="Who goes first in a Moran process.",
)
@click.option(
    "--fitness",
    type=click.Choice(["exponential", "linear"]),
    default="exponential",
    show_default=True,
    help="exp(w π), or 1 - w + w π.",
)
@click.option(
    "--intensity", type=float, default=1.0, show_default=True, help="w: how payoffs tell."
)
@click.option("--runs", type=int, default=200, show_default=True, help="Of a finite population.")
@click.option("--steps", type=int, help="When a run ends at the latest.  [default: 10,000,000]")
@click.option(
    "--until",
    type=float,
    metavar="TIME",
    help="When to stop: time of the replicator, generations of the ecology.  [default: at rest; "
    "1,000 generations]",
)
@click.option(
    "--extinct",
    type=float,
    default=1e-9,
    show_default=True,
    help="Share of the replicator below which a strategy is gone for good; 0 for never.",
)
@click.option(
    "--baseline",
    type=float,
    help="Payoff at which there is no offspring.  [default: 0, or the lowest payoff below it]",
)
@options.turns_option(metavar="LENGTH", help="Length of the matches, or long-run.")
@options.noise_option
@options.with_option(help="Take these participants instead. Repeatable.")
@options.seed_option(type=click.IntRange(0, 2**63), help="Of everything that is drawn.")
@options.threads_option
@options.format_option("table", "csv", "json")
@options.wide_option(help="Every strategy, whatever is left of it.")
@options.directory_option(
    help="Keep trajectories and endings there, to be run again with secdilemma rerun.",
)
@options.picture_option(
    help="Draw the shares over time: .svg, .png or .pdf. Of three strategies also the simplex.",
)
@options.quiet_option
@options.strategies_option
def evolve(
    tournament: str,
    start: tuple[str, ...],
    moran_size: int | None,
    beta: float | None,
    graph: str | None,
    mutation: float,
    update: str,
    fitness: str,
    intensity: float,
    runs: int,
    steps: int | None,
    until: float | None,
    extinct: float,
    baseline: float | None,
    length: str | None,
    noise: str | None,
    references: tuple[str, ...],
    seed: int | None,
    threads: int | None,
    form: str,
    *,
    ecology: bool,
    fixation: bool,
    wide: bool,
    out: Path | None,
    picture: Path | None,
    quiet: bool,
    folders: tuple[Path, ...],
) -> None:
    """Let the strategies of a tournament spread by what they earn.

    TOURNAMENT is a bundled name or a TOML file; by default the security dilemma. By default a
    large population under replicator dynamics.
    """
    from secdilemma.cli import evolve_tables
    from secdilemma.populations.evolution import starting_shares
    from secdilemma.populations.process import Settings

    if until is not None and not 0 < until < float("inf"):
        raise DynamicsError(f"--until: got {until:g}; expected a number above 0.")
    settings = Settings(
        process=process_of(moran_size, beta, graph, ecology=ecology, fixation=fixation),
        start=read_start(start),
        until=0.0 if until is None else until,
        size=100 if moran_size is None else moran_size,
        runs=runs,
        steps=10_000_000 if steps is None else steps,
        mutation=mutation,
        update=update,
        fitness=fitness,
        intensity=intensity if beta is None else beta,
        graph=graph or "",
        extinct=extinct,
        baseline=baseline,
        seed=1 if seed is None else seed,
    )
    require_used(settings.process, click.get_current_context())
    place = None if out is None else directory(out)
    drawing = None if picture is None else picture_file(picture)
    catalogue = options.catalogue_of(tournament, folders)
    specs = specifications(tournament, catalogue, length, noise, references, seed, quiet=quiet)
    for spec in specs:
        starting_shares(spec.names, settings.start)  # nobody plays for a name that is not there
    outcomes = outcomes_of(specs, settings, threads, quiet=quiet)
    found = list(zip(specs, outcomes, strict=True))
    writings = (place and partial(_keep, found, place), drawing and partial(_draw, found, drawing))
    with kept(*writings, quiet=quiet):
        evolve_tables.show(tournament, found, form, wide=wide)


def require_used(process: "Process", context: click.Context) -> None:
    """Refuse an option that the process would not look at.

    Raises
    ------
    DynamicsError
        If one was given.
    """
    for name, users in USED_BY.items():
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and process not in users:
            raise DynamicsError(
                f"--{name}: the {process} process has no use for it; expected "
                f"only with {', '.join(users)}."
            )


def process_of(
    size: int | None, beta: float | None, graph: str | None, *, ecology: bool, fixation: bool
) -> "Process":
    """The process that options name.

    Raises
    ------
    DynamicsError
        If they name two.
    """
    named: dict[Process, bool] = {
        "imitation": beta is not None,
        "fixation": fixation,
        "ecology": ecology,
    }
    chosen = [name for name, asked in named.items() if asked]
    if len(chosen) > 1 or (chosen == ["ecology"] and size is not None):
        both = [f"--{name}" for name in chosen] + (["--moran"] if len(chosen) == 1 else [])
        raise DynamicsError(f"{both[0]}: it stands beside {both[1]}; expected one process.")
    if chosen:
        return chosen[0]
    return "replicator" if size is None and graph is None else "moran"


def _keep(found: "list[tuple[Tournament, PopulationOutcome]]", place: Place) -> str:
    from secdilemma.populations.files import files_of

    folder = write_whole(files_of(found), place)
    return f"Written to {folder}  ·  {options.rerun_hint(folder)}"


def _draw(found: "list[tuple[Tournament, PopulationOutcome]]", drawing: Place) -> str:
    from secdilemma.populations.pictures import draw

    draw(found, drawing)
    return f"Drawn in {drawing.path}"


def read_start(parts: tuple[str, ...]) -> dict[str, float]:
    """Shares by name.

    Raises
    ------
    DynamicsError
        If a part is not ``NAME=SHARE``, or a name stands there twice.
    """
    made: dict[str, float] = {}
    for part in parts:
        name, equals, value = part.strip().rpartition("=")
        try:
            share = float(value)
        except ValueError:
            share = float("nan")
        if not equals or not 0 <= share <= 1:
            raise DynamicsError(f"--start: got {part!r}; expected NAME=SHARE, a share from 0 to 1.")
        if name in made:
            raise DynamicsError(f"--start: {name} stands there twice; expected it once.")
        made[name] = share
    return made


def specifications(
    tournament: str,
    catalogue: "Catalogue",
    length: str | None,
    noise: str | None,
    references: tuple[str, ...],
    seed: int | None,
    *,
    quiet: bool,
) -> "list[Tournament]":
    """The tournaments to play, each at one horizon."""
    from secdilemma.games.horizon import horizon

    loaded = options.load(tournament, catalogue, quiet=quiet)
    chosen = horizon(length, "--turns") if length else None
    own = options.read_participants(references, catalogue)
    return [
        spec.with_changes(
            participants=spec.participants if own is None else own,
            perception=options.read_noise(noise, spec.perception),
            horizons=(chosen or spec.horizons[0],),
            seed=spec.seed if seed is None else seed,
            edges=None,  # everybody's payoff against everybody is needed; --graph says who meets
        )
        for spec in loaded
    ]


def outcomes_of(
    specs: "list[Tournament]", settings: "Settings", threads: int | None, *, quiet: bool
) -> "list[PopulationOutcome]":
    """Play tournaments and run their populations, with progress on stderr."""
    from secdilemma.cli.play import play
    from secdilemma.populations.evolution import evolve as run_population
    from secdilemma.populations.payoffs import pair_payoffs

    found = [pair_payoffs(each) for each in play(specs, threads, quiet=quiet)]
    made = []
    for spec, each in zip(specs, found, strict=True):
        with screen.progress(f"{spec.title}, evolving", quiet=quiet) as update:
            made.append(run_population(each, settings, threads, update))
    return made
