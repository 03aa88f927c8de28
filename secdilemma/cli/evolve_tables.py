"""What came of a population, as a person reads it: who is left, how much restraint, the table."""

from typing import TYPE_CHECKING

import click
import numpy as np
from rich.markup import escape

from secdilemma.cli import options, output, screen
from secdilemma.games.comparison import FOLLOWED, at_least, ordered
from secdilemma.populations import words
from secdilemma.populations.outcome import LEFT

if TYPE_CHECKING:
    from rich.table import Table

    from secdilemma.populations.outcome import PopulationOutcome
    from secdilemma.tournament.specification import Tournament


def show(
    called: str, found: "list[tuple[Tournament, PopulationOutcome]]", form: str, *, wide: bool
) -> None:
    """Print one population, or one a scenario side by side; `called` is what the user ran."""
    from secdilemma.populations import files

    if form == "csv":
        click.echo(files.trajectories_csv(found), nl=False)
    elif form == "json":
        click.echo(output.as_json(files.summary(found)), nl=False)
    elif len(found) == 1:
        _show_one(called, *found[0], wide=wide)
    else:
        _show_scenarios(called, found, wide=wide)


def _show_one(called: str, spec: "Tournament", outcome: "PopulationOutcome", *, wide: bool) -> None:
    out = screen.console(wide=wide)
    out.print(f"[bold]{escape(_title(spec.title))}[/bold] · {words.process(outcome)}")
    out.print(f"[dim]{screen.circumstances(spec.game, spec.perception)}[/dim]")
    out.print()
    out.print("\n".join(words.answer(outcome)), markup=False)
    out.print()
    out.print(_table(spec, outcome, wide=wide))
    out.print()
    out.print(f"[dim]{escape(_legend(outcome))}[/dim]")
    for line in _further(called, outcome):
        out.print(line, markup=False, soft_wrap=True)


_OF_THE_PROCESS = (
    "start",
    "moran_size",
    "beta",
    "ecology",
    "graph",
    "mutation",
    "update",
    "fitness",
    "intensity",
    "runs",
    "steps",
    "until",
    "extinct",
    "baseline",
    "seed",
)
_OF_THE_FIELD = ("length", "noise", "references", "folders")


def _further(called: str, outcome: "PopulationOutcome") -> list[str]:
    """The commands that go further, on the tournament of that name or file."""
    base, field = options.called(called), options.as_given(*_OF_THE_FIELD)
    process = options.as_given(*_OF_THE_PROCESS)
    top = outcome.left()[0][0]
    draw = options.hint("evolve", base, *process, *field, "--picture", "evolution.svg")
    ask = f"{options.hint('invade', top, base, *field)} asks who could replace {top}"
    return [ask] if outcome.fixation is not None else [f"{draw} draws it", ask]


def _title(name: str) -> str:
    text = name.replace("_", " ").replace("/", ": ")
    return text[0].upper() + text[1:]


def _legend(outcome: "PopulationOutcome") -> str:
    if outcome.fixation is not None:
        return (
            "time: share of it that the strategy holds the population. drift: the mutant's chance "
            "over that of drift, 1/N."
        )
    if outcome.winners is not None:
        return "Shares are means over runs. ±: standard error."
    return "earns: mean payoff a turn against the population at the end."


def _table(spec: "Tournament", outcome: "PopulationOutcome", *, wide: bool) -> "Table":
    schools = {each.name: each.school for each in spec.participants}
    populations = outcome.shares.shape[1]
    columns = [("strategy", "left"), ("school", "left"), *_columns(outcome)]
    made = screen.table(*([("seat", "left")] if populations > 1 else []), *columns)
    for population in range(populations):
        for i in words.order_of(outcome, population, wide=wide):
            name = outcome.names[i]
            cells = [name, schools[name], *_cells(outcome, population, i)]
            seat = [words.SEATS[population]] if populations > 1 else []
            screen.add_row(made, *seat, *cells)
    return made


def _columns(outcome: "PopulationOutcome") -> list[tuple[str, str]]:
    if outcome.fixation is not None:
        return [("time %", "right"), ("likeliest successor", "left"), ("drift", "right")]
    course = [("start %", "right"), ("most %", "right"), ("end %", "right")]
    if outcome.winners is None:
        return [*course, ("earns", "right")]
    last = "over a run %" if outcome.settings.mutation else "won %"
    return [*course, (last, "right"), ("±", "right")]


def _cells(outcome: "PopulationOutcome", population: int, i: int) -> list[str]:
    shares = outcome.shares[:, population, i]
    if outcome.fixation is not None:
        entrant, chance = words.easiest(outcome, i)
        return [_share(shares[-1]), entrant, f"{chance * outcome.settings.size:.3g}"]
    course = [_share(share) for share in (shares[0], shares.max(), shares[-1])]
    if outcome.courses and outcome.gone[population, i]:
        course[-1] = "gone"
    if outcome.winners is None:
        return [*course, screen.number(words.earned(outcome, population)[i])]
    if outcome.settings.mutation:
        mean, error = (each[i] for each in words.over_a_run(outcome))
    else:
        mean = words.won_by(outcome)[i]
        error = np.sqrt(mean * (1 - mean) / outcome.settings.runs)
    return [*course, screen.percent(mean), screen.number(100 * error, 1)]


def _share(value: float) -> str:
    """A share in percent; only nothing at all reads 0."""
    return "<1" if 0 < value < LEFT else screen.percent(value)


def _show_scenarios(
    called: str, found: "list[tuple[Tournament, PopulationOutcome]]", *, wide: bool
) -> None:
    out = screen.console(wide=wide)
    name = found[0][0].name
    out.print(f"[bold]{escape(_title(name))}[/bold] · {words.process(found[0][1])}")
    out.print()
    for line in words.jervis_order([(spec.game.name, each) for spec, each in found]):
        out.print(line, markup=False)
    labels = [spec.scenario for spec, _ in found]
    for label, (_, each) in zip(labels, found, strict=True):
        said = words.answer(each)[: 2 if each.moving else 1]
        out.print(f"[bold]{escape(label)}[/bold]  {escape(' '.join(said))}")
    out.print()
    out.print(_scenario_table(labels, found, wide=wide))
    out.print()
    shown = "time" if found[0][1].fixation is not None else "the population at the end"
    out.print(f"[dim]Shares of {escape(shown)}, and turns of mutual restraint, in %.[/dim]")
    again = options.as_given(*_OF_THE_PROCESS, "fixation", *_OF_THE_FIELD)
    keep = options.hint("evolve", options.called(called), *again, "--out", "DIR")
    out.print(f"{keep} keeps the trajectories", markup=False, soft_wrap=True)


def _scenario_table(
    labels: list[str], found: "list[tuple[Tournament, PopulationOutcome]]", *, wide: bool
) -> "Table":
    made = screen.table(("strategy", "left"), *((label, "right") for label in labels))
    ends = np.array([each.shares[-1].mean(axis=0) for _, each in found])
    gone = np.array([each.gone.all(axis=0) for _, each in found])
    names = found[0][1].names
    most = ends.max(axis=0)
    for i in ordered(most, names, FOLLOWED):
        if wide or at_least(most[i], LEFT):
            ended = zip(ends[:, i], gone[:, i], strict=True)
            screen.add_row(made, names[i], *("gone" if no else _share(x) for x, no in ended))
    if found[0][1].fixation is None:
        starts = [screen.percent(float(each.restraint[0])) for _, each in found]
        screen.add_row(made, "mutual restraint at the start", *starts)
    late = [screen.percent(each.late_restraint) for _, each in found]
    screen.add_row(made, "mutual restraint at the end", *late)
    return made
