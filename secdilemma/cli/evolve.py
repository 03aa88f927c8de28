"""``secdilemma evolve``: let the strategies of a tournament spread by what they earn."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from secdilemma.cli import options, screen
from secdilemma.errors import DynamicsError

if TYPE_CHECKING:
    from secdilemma.catalogue import Catalogue
    from secdilemma.evolution.outcome import Outcome
    from secdilemma.evolution.settings import Settings
    from secdilemma.tournament import Tournament


@click.command()
@click.argument(
    "tournament", default="security_dilemma", shell_complete=options.complete_tournaments
)
@click.option(
    "--start",
    multiple=True,
    metavar="NAME=SHARE",
    help="A share at the start, such as all-d=0.9; the others share what is left of 1. Default: "
    "even. Repeatable.",
)
@click.option("--until", type=float, metavar="TIME", help="When to stop.  [default: 1,000,000]")
@click.option("--turns", "length", metavar="LENGTH", help="Length of the matches, or long-run.")
@options.noise_option
@click.option(
    "--with",
    "references",
    multiple=True,
    metavar="STRATEGY",
    shell_complete=options.complete_strategies,
    help="Take these participants instead. Repeatable.",
)
@click.option("--seed", type=click.IntRange(0, 2**63), help="Of everything that is drawn.")
@click.option("--threads", type=click.IntRange(1), help="Default: one a core.")
@options.format_option("table", "csv", "json")
@click.option("--wide", is_flag=True, help="Every strategy, whatever is left of it.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing on stderr.")
@options.strategies_option
def evolve(
    tournament: str,
    start: tuple[str, ...],
    until: float | None,
    length: str | None,
    noise: str | None,
    references: tuple[str, ...],
    seed: int | None,
    threads: int | None,
    form: str,
    *,
    wide: bool,
    quiet: bool,
    folders: tuple[Path, ...],
) -> None:
    """Let the strategies of a tournament spread by what they earn.

    TOURNAMENT is a bundled name or a TOML file; by default the security dilemma. By default a
    large population under replicator dynamics.
    """
    from secdilemma.catalogue import open_catalogue
    from secdilemma.cli import evolved
    from secdilemma.evolution.settings import Settings

    settings = Settings(start=read_start(start), until=until or 0.0)
    catalogue = open_catalogue(folders)
    specs = specifications(tournament, catalogue, length, noise, references, seed, quiet=quiet)
    outcomes = outcomes_of(specs, settings, threads, quiet=quiet)
    evolved.show(list(zip(specs, outcomes, strict=True)), form, wide=wide)


def read_start(parts: tuple[str, ...]) -> dict[str, float]:
    """Return shares by name.

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
    """Return the tournaments to play, each at one horizon."""
    from secdilemma.horizons import horizon
    from secdilemma.library import load_tournament
    from secdilemma.participants import Participant

    loaded = load_tournament(tournament, catalogue)
    for problem in catalogue.problems:
        screen.note(problem, quiet=quiet)
    made = []
    for spec in loaded:
        chosen = horizon(length, "--turns") if length else spec.horizons[0]
        changed = spec.with_changes(
            horizons=(chosen,), perception=options.read_noise(noise, spec.perception)
        )
        if references:
            own = tuple(Participant(catalogue.make(each)) for each in references)
            changed = changed.with_changes(participants=own)
        made.append(changed if seed is None else changed.with_changes(seed=seed))
    return made


def outcomes_of(
    specs: "list[Tournament]", settings: "Settings", threads: int | None, *, quiet: bool
) -> "list[Outcome]":
    """Play tournaments and run their populations, with progress on stderr."""
    from secdilemma.cli.run import play
    from secdilemma.evolution.playing import evolve as run_population
    from secdilemma.populations import encounters
    from secdilemma.threads import thread_count

    found = [encounters(each) for each in play(specs, threads, quiet=quiet)]
    made = []
    for spec, each in zip(specs, found, strict=True):
        with screen.progress(f"{spec.name}, evolving", quiet=quiet) as update:
            made.append(run_population(each, settings, thread_count(threads), update))
    return made
