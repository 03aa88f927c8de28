"""What came of a population, as a person reads it: who is left, how much restraint, the table."""

import json
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from secdilemma.cli import screen
from secdilemma.evolution import words
from secdilemma.evolution.outcome import LEFT

if TYPE_CHECKING:
    from rich.table import Table

    from secdilemma.evolution.outcome import Outcome
    from secdilemma.tournament import Tournament


def show(found: "list[tuple[Tournament, Outcome]]", form: str, *, wide: bool) -> None:
    """Print one population, or one a scenario side by side."""
    from secdilemma.evolution import keeping

    if form == "csv":
        click.echo(keeping.trajectories_csv(found), nl=False)
    elif form == "json":
        click.echo(json.dumps(keeping.summary(found), indent=1, ensure_ascii=False))
    elif len(found) == 1:
        _show_one(*found[0], wide=wide)
    else:
        _show_scenarios(found, wide=wide)


def _show_one(spec: "Tournament", outcome: "Outcome", *, wide: bool) -> None:
    out = screen.console(wide=wide)
    title = spec.name.replace("_", " ").replace("/", ": ")
    out.print(f"[bold]{title[0].upper()}{title[1:]}[/bold] · {words.process(outcome)}")
    game = spec.game.describe().replace("_", " ")
    out.print(f"[dim]{game} · {spec.perception.describe()}[/dim]")
    out.print()
    out.print("\n".join(words.answer(outcome)), markup=False)
    out.print()
    out.print(_table(spec, outcome, wide=wide))
    out.print()
    for line in words.further(spec, outcome):
        out.print(line, markup=False)


def _table(spec: "Tournament", outcome: "Outcome", *, wide: bool) -> "Table":
    schools = {each.name: each.school for each in spec.participants}
    asymmetric = outcome.shares.shape[1] > 1
    seats = [("seat", "left")] if asymmetric else []
    made = screen.table(
        *seats,
        ("strategy", "left"),
        ("school", "left"),
        ("start %", "right"),
        ("most %", "right"),
        ("end %", "right"),
        ("earns", "right"),
    )
    for population in range(outcome.shares.shape[1]):
        for i in words.order_of(outcome, population, wide=wide):
            shares, earned = outcome.shares[:, population, i], words.earned(outcome, population)
            screen.add_row(
                made,
                *([words.SEATS[population]] if asymmetric else []),
                outcome.names[i],
                schools[outcome.names[i]],
                screen.percent(shares[0]),
                screen.percent(shares.max()),
                screen.percent(shares[-1]),
                screen.number(earned[i]),
            )
    return made


def _show_scenarios(found: "list[tuple[Tournament, Outcome]]", *, wide: bool) -> None:
    out = screen.console(wide=wide)
    first, outcome = found[0]
    name = first.name.partition("/")[0].replace("_", " ")
    out.print(f"[bold]{name[0].upper()}{name[1:]}[/bold] · {words.process(outcome)}")
    out.print()
    labels = [spec.name.partition("/")[2] for spec, _ in found]
    for label, (_, each) in zip(labels, found, strict=True):
        out.print(f"[bold]{label}[/bold]  {words.answer(each)[0]}")
    out.print()
    order = words.jervis_order([(spec.game.name, each) for spec, each in found])
    for line in order:
        out.print(line, markup=False)
    out.print(_scenario_table(labels, found, wide=wide))
    out.print()
    out.print("[dim]Shares at the end, and turns of mutual restraint, in %.[/dim]")


def _scenario_table(
    labels: list[str], found: "list[tuple[Tournament, Outcome]]", *, wide: bool
) -> "Table":
    made = screen.table(("strategy", "left"), *((label, "right") for label in labels))
    ends = np.array([each.shares[-1].mean(axis=0) for _, each in found])
    names = found[0][1].names
    order = sorted(range(len(names)), key=lambda i: (-ends[:, i].max(), names[i]))
    for i in order:
        if wide or ends[:, i].max() >= LEFT:
            screen.add_row(made, names[i], *(screen.percent(share) for share in ends[:, i]))
    for label, value in _restraint_rows(found):
        screen.add_row(made, label, *value)
    return made


def _restraint_rows(found: "list[tuple[Tournament, Outcome]]") -> "list[tuple[str, list[str]]]":
    starts: list[Any] = [screen.percent(float(each.restraint[0])) for _, each in found]
    ends = [screen.percent(each.late_restraint) for _, each in found]
    return [("mutual restraint, start", starts), ("mutual restraint, end", ends)]
