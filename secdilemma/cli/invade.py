"""``secdilemma invade``: who could enter a population of one strategy."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secdilemma.cli import interrupting, options, screen

if TYPE_CHECKING:
    from secdilemma.evolution.entering import Entrant
    from secdilemma.tournament import Tournament

SHOWN = 15


@click.command()
@click.argument("resident", shell_complete=options.complete_strategies)
@click.argument(
    "tournament", default="security_dilemma", shell_complete=options.complete_tournaments
)
@click.option("--turns", "length", metavar="LENGTH", help="Length of the matches, or long-run.")
@options.noise_option
@click.option(
    "--with",
    "references",
    multiple=True,
    metavar="STRATEGY",
    shell_complete=options.complete_strategies,
    help="Only these may enter. Repeatable.",
)
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
@click.option("--wide", is_flag=True, help="Every mutant.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="FILE",
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

    RESIDENT is a strategy; a few of each other strategy of TOURNAMENT enter among it.
    """
    from secdilemma.catalogue import open_catalogue
    from secdilemma.cli.evolve import specifications
    from secdilemma.cli.run import play
    from secdilemma.evolution.entering import entrants
    from secdilemma.populations import encounters

    _require_picture(picture)
    catalogue = open_catalogue(folders)
    specs = specifications(tournament, catalogue, length, noise, references, None, quiet=quiet)
    specs = [_with_resident(spec, catalogue.make(resident)) for spec in specs]
    name = specs[0].names[0]
    tables = [encounters(each) for each in play(specs, threads, quiet=quiet)]
    found = [entrants(each, name, size, intensity) for each in tables]
    _show(tournament, name, specs, found, size, form, wide=wide)
    if picture is not None:
        from secdilemma.evolution.drawing import draw_invasion

        draw_invasion(list(zip(specs, tables, found, strict=True)), name, picture)
        interrupting.written(lambda: f"drawn in {picture}")
        screen.note(f"Drawn in {picture}", quiet=quiet)


def _require_picture(picture: Path | None) -> None:
    from secdilemma.plot.pictures import require_picture

    if picture is not None:
        require_picture(picture)


def _with_resident(spec: "Tournament", strategy: Any) -> "Tournament":
    """Put the resident first, in place of a participant of its name."""
    from secdilemma.participants import Participant

    own = Participant(strategy)
    others = tuple(each for each in spec.participants if each.name != own.name)
    return spec.with_changes(participants=(own, *others))


def _show(
    called: str,
    name: str,
    specs: "list[Tournament]",
    found: "list[list[Entrant]]",
    size: int,
    form: str,
    *,
    wide: bool,
) -> None:
    if form != "table":
        from secdilemma.cli.strategies import print_rows

        rows = [
            {"scenario": spec.name, "resident": name, **_row(each, size)}
            for spec, entrants in zip(specs, found, strict=True)
            for each in entrants
        ]
        print_rows(rows, form)
        return
    for spec, entrants in zip(specs, found, strict=True):
        _show_one(name, spec, entrants, size, wide=wide)
    text = f"secdilemma evolve {called} --start {name}=0.99 lets them all try"
    screen.console().print(text, markup=False)


def _row(each: "Entrant", size: int) -> dict[str, Any]:
    return {
        "mutant": each.name,
        "fate": each.fate.word,
        "advantage": each.advantage,
        "fixation_probability": each.chance,
        "times_drift": each.chance * size,
        "restraint_with_itself": each.restraint,
    }


def _show_one(
    name: str, spec: "Tournament", found: "list[Entrant]", size: int, *, wide: bool
) -> None:
    from secdilemma.evolution.entering import answer

    out = screen.console(wide=wide)
    title = spec.name.replace("_", " ").replace("/", ": ")
    out.print(f"[bold]{name}[/bold] among the strategies of {title}")
    game = spec.game.describe().replace("_", " ")
    out.print(f"[dim]{game} · {spec.perception.describe()}[/dim]")
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
    )
    for each in found if wide else found[:SHOWN]:
        drift = each.chance * size
        cells = [each.name, each.fate.word, screen.number(each.advantage, 3)]
        chance = f"{each.chance:.2g}" if each.chance > 1e-99 else "<1e-99"
        screen.add_row(table, *cells, chance, f"{drift:.2g}", screen.percent(each.restraint))
    out.print(table)
    out.print()
    more = len(found) - SHOWN
    if more > 0 and not wide:
        out.print(f"[dim]{more} more, each less able: --wide.[/dim]")
    out.print(
        "[dim]advantage: payoff a turn of a rare mutant above the residents'. restraint: of two of "
        "its kind, %.[/dim]"
    )
