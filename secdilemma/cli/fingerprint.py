"""``secdilemma fingerprint``: a strategy against a square of probes, or turn by turn."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from secdilemma.cli import options, output, screen
from secdilemma.cli.destinations import file, kept
from secdilemma.errors import ResultsError, TournamentError
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import Perception
from secdilemma.io.atomic import Place, write_file

if TYPE_CHECKING:
    from secdilemma.analysis.fingerprints import Fingerprint, TransitiveFingerprint

_FILES = ("png", "svg", "pdf", "csv", "json")
_COARSE, _FINE = 0.1, 0.05


@click.command()
@click.argument("name", shell_complete=options.complete_strategies)
@click.option("--transitive", is_flag=True, help="Restraint turn by turn, against opponents.")
@click.option(
    "--probe",
    default="tft",
    show_default=True,
    shell_complete=options.complete_strategies,
    help="What the square is made of.",
)
@click.option(
    "--opponent",
    "opponents",
    multiple=True,
    metavar="STRATEGY",
    shell_complete=options.complete_strategies,
    help="With --transitive: against these, not 50 random ones. Repeatable.",
)
@click.option(
    "--step", type=float, help="How far apart the points are. Default: 0.05 in a file, else 0.1."
)
@options.turns_option(type=int, help="Default: the long run; 50 turns with --transitive.")
@options.game_option(default="axelrod", show_default=True, help="Which game (secdilemma games).")
@options.noise_option
@click.option(
    "--repetitions",
    type=click.IntRange(2),
    default=200,
    show_default=True,
    help="Matches where it has to be sampled.",
)
@options.seed_option(type=int, default=1, show_default=True, help="Of what is sampled.")
@options.format_option("table", "csv", "json")
@options.file_option(
    help="Write it to a new file: .png, .svg, .pdf, .csv or .json.",
)
@options.quiet_option
@options.strategies_option
def fingerprint(
    name: str,
    probe: str,
    opponents: tuple[str, ...],
    step: float | None,
    length: int | None,
    game_name: str,
    noise: str | None,
    repetitions: int,
    seed: int,
    form: str,
    *,
    transitive: bool,
    out: Path | None,
    quiet: bool,
    folders: tuple[Path, ...],
) -> None:
    """Show what a strategy gets from every kind of answer to it.

    The Ashlock fingerprint of NAME: its payoff a turn against a probe that restrains with
    probability x, arms with y, and else does what it would. --transitive: its restraint, turn by
    turn.
    """
    from secdilemma.analysis.fingerprints import ashlock_fingerprint, transitive_fingerprint
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.tournament.specification import Work

    catalogue = open_catalogue(folders)
    _check(out, opponents, step, transitive=transitive)
    place = None if out is None else file(out)
    game, seen = options.read_game(game_name)
    perception = options.read_noise(noise, seen or Perception())
    made: Fingerprint | TransitiveFingerprint
    with screen.progress("fingerprint", quiet=quiet) as update:
        if transitive:
            others = [catalogue.make(each) for each in opponents] or None
            made = transitive_fingerprint(
                catalogue.make(name),
                others,
                length=50 if length is None else turns(length, "--turns").turns,
                game=game,
                perception=perception,
                repetitions=repetitions,
                seed=seed,
                progress=update,
            )
        else:
            made = ashlock_fingerprint(
                catalogue.make(name),
                catalogue.make(probe),
                step=step or (_FINE if out else _COARSE),
                horizon=LONG_RUN if length is None else turns(length, "--turns"),
                game=game,
                perception=perception,
                repetitions=repetitions,
                seed=seed,
                work=Work(progress=update),
            )
    with kept(place and partial(_keep, made, place), quiet=quiet) as written:
        if place is None or not written:
            _print(made, form)


def _check(
    out: Path | None, opponents: tuple[str, ...], step: float | None, *, transitive: bool
) -> None:
    if out is not None and out.suffix[1:] not in _FILES:
        raise ResultsError(f"--out: got {out.name!r}; expected a file of {', '.join(_FILES)}.")
    if opponents and not transitive:
        raise TournamentError("--opponent: expected --transitive beside it.")
    if step is not None and transitive:
        raise TournamentError("--step: it stands beside --transitive; expected only one of them.")
    if step is not None:
        from secdilemma.analysis.fingerprints import grid

        grid(step, "--step")


def _print(made: "Fingerprint | TransitiveFingerprint", form: str) -> None:
    from secdilemma.analysis.fingerprints import Fingerprint

    if form != "table":
        click.echo(_text(made, form), nl=False)
    elif isinstance(made, Fingerprint):
        _print_square(made)
    else:
        _print_turns(made)


def _print_square(made: "Fingerprint") -> None:
    out = screen.console(wide=len(made.points) > 11)
    exact = "exact" if made.exact.all() else "some points sampled"
    out.print(
        f"[bold]{escape(made.name)}[/bold] against {escape(made.probe)} at (x, y) · "
        f"{escape(made.game)} · "
        f"{made.horizon.in_words()} · {exact}"
    )
    out.print("[dim]Payoff a turn. x: it restrains whatever happens; y: it arms.[/dim]")
    out.print()
    points = [f"{point:g}" for point in made.points.round(3)]
    rows = ([y, *map(screen.number, made.payoff[:, j])] for j, y in enumerate(points))
    columns = ((x, "right") for x in points)
    out.print(screen.table(("y \\ x", "right"), *columns, rows=reversed(list(rows))))


def _print_turns(made: "TransitiveFingerprint") -> None:
    out = screen.console()
    exact = "exact" if made.exact.all() else "some sampled"
    count, length = made.restraint.shape
    out.print(
        f"[bold]{escape(made.name)}[/bold] · {screen.counted(count, 'opponent')} · "
        f"{screen.counted(length, 'turn')} · {exact}"
    )
    out.print("[dim]% of restraint in turns 1, 2, 3, 5, 10, 20, … and the last.[/dim]")
    out.print()
    shown = sorted({t for t in (1, 2, 3, 5, 10, 20, 50, 100) if t < length} | {length})
    rows = (
        [opponent, *(screen.percent(float(row[t - 1])) for t in shown)]
        for opponent, row in zip(made.opponents, made.restraint, strict=True)
    )
    columns = ((str(turn), "right") for turn in shown)
    out.print(screen.table(("opponent", "left"), *columns, rows=rows))


def _keep(made: "Fingerprint | TransitiveFingerprint", place: Place) -> str:
    kind = place.path.suffix[1:]
    said = f"Written to {place.path}"
    if kind in ("csv", "json"):
        write_file(_text(made, kind).encode(), place)
        return said
    from secdilemma.analysis.figures import fingerprint as pictures
    from secdilemma.analysis.fingerprints import Fingerprint

    if isinstance(made, Fingerprint):
        pictures.draw_ashlock(made, place)
    else:
        pictures.draw_transitive(made, place)
    return said


def _text(made: "Fingerprint | TransitiveFingerprint", form: str) -> str:
    from secdilemma.analysis.fingerprints import Fingerprint

    about = {"name": made.name}
    if isinstance(made, Fingerprint):
        about |= {"probe": made.probe, "game": made.game, "horizon": made.horizon.label}
    return output.as_text(form, made.rows(), about | {"rows": made.rows()})
