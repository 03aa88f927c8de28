"""``secdilemma invade``: who could enter a population of one strategy."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from secdilemma.cli import options, output, screen
from secdilemma.cli.destinations import kept, picture_file
from secdilemma.io.atomic import Place

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.populations.entrants import Entrant
    from secdilemma.populations.payoffs import PairPayoffs
    from secdilemma.tournament.specification import Tournament

SHOWN = 15


@click.command()
@click.argument("resident", shell_complete=options.complete_strategies)
@options.tournament_argument(default="security_dilemma")
@options.turns_option(metavar="LENGTH", help="Length of the matches, or long-run.")
@options.noise_option
@options.with_option(help="Only these may enter. Repeatable.")
@click.option(
    "--moran",
    "size",
    type=int,
    default=100,
    show_default=True,
    metavar="N",
    help="How many states, for the chance to take over.",
)
@click.option(
    "--intensity", type=float, default=1.0, show_default=True, help="How payoffs tell: w."
)
@options.threads_option
@options.format_option("table", "csv", "json")
@options.wide_option(help="Every mutant.")
@options.picture_option(
    help="Draw the invasion graph: .svg, .png or .pdf.",
)
@options.quiet_option
@options.strategies_option
def invade(
    resident: str,
    tournament: str,
    length: str | None,
    noise: str | None,
    references: tuple[str, ...],
    size: int,
    intensity: float,
    threads: int | None,
    form: str,
    *,
    wide: bool,
    picture: Path | None,
    quiet: bool,
    folders: tuple[Path, ...],
) -> None:
    """Ask who could invade a population of one strategy.

    RESIDENT is a participant of TOURNAMENT or a strategy; a few of each other one enter among it.
    """
    from secdilemma.cli.evolve import specifications
    from secdilemma.cli.play import play
    from secdilemma.populations.entrants import entrants
    from secdilemma.populations.payoffs import pair_payoffs

    drawing = None if picture is None else picture_file(picture)
    catalogue = options.catalogue_of(tournament, folders)
    specs = specifications(tournament, catalogue, length, noise, references, None, quiet=quiet)
    asked = references or all(resident in spec.names for spec in specs)
    specs = [_with_resident(spec, resident, catalogue) for spec in specs]
    name = specs[0].names[0]
    tables = [pair_payoffs(each) for each in play(specs, threads, quiet=quiet)]
    found = [entrants(each, name, size, intensity) for each in tables]
    every = list(zip(specs, tables, found, strict=True))
    with kept(drawing and partial(_draw, every, name, drawing), quiet=quiet):
        rows = [
            {"scenario": spec.title, "resident": name, **_row(each, size)}
            for spec, mutants in zip(specs, found, strict=True)
            for each in mutants
        ]
        output.show(form, partial(_show, name, specs, found, size, wide=wide), rows)
        if form == "table" and asked:
            again = [*options.as_given("length", "noise", "references", "folders")]
            again += ["--with", resident] if references and resident not in references else []
            called = options.called(tournament)
            text = options.hint("evolve", called, "--start", f"{name}=0.99", *again)
            screen.console().print(f"{text} lets them all try", markup=False, soft_wrap=True)


def _draw(
    found: "list[tuple[Tournament, PairPayoffs, list[Entrant]]]", resident: str, drawing: Place
) -> str:
    from secdilemma.populations.pictures import draw_invasion

    draw_invasion(found, resident, drawing)
    return f"Drawn in {drawing.path}"


def _with_resident(spec: "Tournament", resident: str, catalogue: "Catalogue") -> "Tournament":
    """Put the resident first: the participant of that name, or else a strategy of the catalogue."""
    from secdilemma.tournament.participants import Participant

    named = [each for each in spec.participants if each.name == resident]
    own = named[0] if named else Participant(catalogue.make(resident))
    others = tuple(each for each in spec.participants if each.name != own.name)
    return spec.with_changes(participants=(own, *others))


def _row(each: "Entrant", size: int) -> dict[str, Any]:
    return {
        "mutant": each.name,
        "fate": each.fate.word,
        "advantage": each.advantage,
        "fixation_probability": each.chance,
        "times_drift": each.chance * size,
        "restraint_with_itself": each.restraint,
    }


def _show(
    name: str,
    specs: "list[Tournament]",
    found: "list[list[Entrant]]",
    size: int,
    *,
    wide: bool,
) -> None:
    for spec, mutants in zip(specs, found, strict=True):
        _show_one(name, spec, mutants, size, wide=wide)


def _show_one(
    name: str, spec: "Tournament", found: "list[Entrant]", size: int, *, wide: bool
) -> None:
    from secdilemma.populations.entrants import answer

    out = screen.console(wide=wide)
    title = spec.title.replace("_", " ").replace("/", ": ")
    out.print(f"[bold]{escape(name)}[/bold] among the strategies of {escape(title)}")
    out.print(f"[dim]{screen.circumstances(spec.game, spec.perception)}[/dim]")
    out.print()
    out.print(" ".join(answer(name, found)), markup=False)
    out.print()
    table = screen.table(
        ("mutant", "left"),
        ("fate", "left"),
        ("advantage", "right"),
        (f"takes over {size:,}", "right"),
        ("× drift", "right"),
        ("restraint", "right"),
        rows=(
            [
                each.name,
                each.fate.word,
                screen.number(each.advantage, 3),
                f"{each.chance:.2g}" if each.chance > 1e-99 else "<1e-99",
                f"{each.chance * size:.2g}",
                screen.percent(each.restraint),
            ]
            for each in (found if wide else found[:SHOWN])
        ),
    )
    out.print(table)
    out.print()
    more = len(found) - SHOWN
    if more > 0 and not wide:
        out.print(f"[dim]{more} more, each less able: --wide.[/dim]")
    out.print(
        "[dim]advantage: payoff a turn of a rare mutant above the residents'. restraint: of two of "
        "its kind, %.[/dim]"
    )
