"""``secdilemma verdict``: one strategy judged in full, or the field in every regime."""

import json
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from secdilemma.cli import options, output, screen

if TYPE_CHECKING:
    from secdilemma.analysis.verdict import Judgement
    from secdilemma.tournament.specification import Tournament


MATCHES, ENOUGH = 20, 60


@click.command()
@click.argument("name", required=False, shell_complete=options.complete_strategies)
@click.option(
    "--tournament",
    "spec_name",
    default="security_dilemma",
    show_default=True,
    shell_complete=options.complete_tournaments,
    help="The game, the errors and the field to judge it in.",
)
@options.noise_option
@click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=100,
    show_default=True,
    help="Parameter draws around the defaults, for robustness; 0 for none.",
)
@options.threads_option
@options.format_option("table", "csv", "json")
@options.strategies_option
def verdict(
    name: str | None,
    spec_name: str,
    noise: str | None,
    draws: int,
    threads: int | None,
    form: str,
    *,
    folders: tuple[Path, ...],
) -> None:
    """Judge who sustains cooperation, and say why.

    With NAME, that strategy in full; without, the whole field in every named regime of errors.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.errors import TournamentError
    from secdilemma.tournament.files.library import catalogue_for, load_tournament

    catalogue = catalogue_for(spec_name, open_catalogue(folders))
    specs = load_tournament(spec_name, catalogue)
    if len(specs) > 1:
        raise TournamentError(
            f"--tournament: {spec_name} has {len(specs)} scenarios; expected one."
        )
    spec = specs[0]
    if name is None:
        _field(spec, noise, threads, form)
        return
    from secdilemma.tournament.participants import Participant

    own = Participant(catalogue.make(name))
    spec = spec.with_changes(perception=options.read_noise(noise, spec.perception))
    _one(own, spec, draws, threads, form)


def row_of(judgement: "Judgement") -> dict[str, Any]:
    """A judgement as plain data; what is not known is None."""
    from secdilemma.tournament.files.run_directory import plain

    m = judgement.metrics
    row = {
        "name": m.name,
        "verdict": judgement.verdict.value,
        "metastable": judgement.metastable,
        "horizon": m.horizon.label,
        "restraint": m.restraint,
        "restraint_error": m.restraint_error,
        "kept": m.kept,
        "interval_low": judgement.interval[0],
        "interval_high": judgement.interval[1],
        "short_term": m.short_term,
        "without_error": m.without_error,
        "efficiency": m.efficiency,
        "recovery_probability": m.recovery.probability,
        "recovery_turns": m.recovery.turns,
        "recovery_loss": m.recovery.loss,
        "invader": m.invader,
        "gap": m.gap,
        "gap_error": m.gap_error,
        "gap_low": judgement.gap_interval[0],
        "gap_high": judgement.gap_interval[1],
        "field": m.field,
        "repetitions_needed": judgement.repetitions_needed,
        "reason": judgement.reason,
    }
    row |= {f"verdict_at_{t:g}": each.value for t, each in judgement.sensitivity}
    return {key: plain(value) for key, value in row.items()}


def _one(own: Any, spec: "Tournament", draws: int, threads: int | None, form: str) -> None:
    from secdilemma.analysis.metrics import automaton_of, measure
    from secdilemma.analysis.recovery import mistake_of
    from secdilemma.analysis.robustness import verdict_shares
    from secdilemma.analysis.verdict import judge
    from secdilemma.automata.interface import parameters
    from secdilemma.matches.self_play import peace_or_reason
    from secdilemma.tournament.results import against
    from secdilemma.tournament.specification import Work

    work = Work(threads=threads)
    others = tuple(each for each in spec.participants if each.name != own.name)
    results = against(own, others, spec, work)
    judgement = judge(results, measure(results, work, [0]))[0]
    automaton = automaton_of(own, spec)
    peace, why = float("nan"), "it has no finite number of minds"
    if automaton:
        peace, why = peace_or_reason(automaton, spec.game, spec.perception)
    if form != "table":
        from secdilemma.tournament.files.run_directory import plain

        row = row_of(judgement) | {"expected_peace": plain(peace)}
        text = output.as_text(form, [row]) if form == "csv" else json.dumps(row, indent=1) + "\n"
        click.echo(text, nl=False)
        return
    moved = draws and parameters(own.strategy)
    shares = verdict_shares(own, spec, draws, work) if moved else {}
    _page(judgement, spec, mistake_of(spec.perception), (peace, why), shares)
    click.echo(_causes(own, spec))


def _causes(own: Any, spec: "Tournament") -> str:
    """What broke the peace between two of a kind in up to twenty matches of 100 turns."""
    from secdilemma.analysis.causes import count_causes
    from secdilemma.games.horizon import turns
    from secdilemma.matches.draws import pair_key
    from secdilemma.matches.interpreted import Table

    both, names = (own.strategy, own.strategy), (own.name, own.name)
    modest = Table.of(both, names, spec.game, spec.perception, turns(100))
    greedy = (own.view(spec.game, 0), own.view(spec.game, 0 if spec.game.symmetric else 1))
    board = Table.of(both, names, spec.game, spec.perception, turns(100), greedy)
    found: Counter[str] = Counter()
    matches = 0
    while matches < MATCHES and sum(found.values()) < ENOUGH:
        key = pair_key(spec.seed, *names)
        made = count_causes(board, key, matches, 1, modest if own.greed else None)
        found.update(made.elements())
        matches += 1
    played = f"In {screen.counted(matches, 'match')} of 100 turns between two of its kind"
    if not found:
        return f"{played} both always restrained."
    listed = ", ".join(f"{count} by {cause}" for cause, count in found.most_common())
    total = screen.counted(sum(found.values()), "stretch")
    return f"{played} there were {total} without mutual restraint: {listed}."


def _page(
    judgement: "Judgement", spec: "Tournament", mistake: Any, peace: tuple[float, str], shares: Any
) -> None:
    from secdilemma.analysis.explanation import page, reason

    out = screen.console()
    out.print(f"[bold]{escape(judgement.metrics.name)}[/bold]: [bold]{judgement.label}[/bold]")
    sentence = reason(judgement, mistake)
    out.print(f"{sentence[0].upper()}{sentence[1:]}.", markup=False)
    out.print(
        f"[dim]{screen.circumstances(spec.game, spec.perception)} · "
        f"{len(spec.participants)} strategies[/dim]"
    )
    out.print()
    out.print("\n".join(page(judgement, mistake, *peace)), markup=False)
    if shares:
        listed = " · ".join(f"{screen.percent(p)} % {each.value}" for each, p in shares.items())
        out.print(f"parameter draws around the defaults: {listed}", markup=False)
    if not judgement.sure:
        out.print("The verdict depends on where the line is drawn: .90 is a convention.")


def _field(spec: "Tournament", noise: str | None, threads: int | None, form: str) -> None:
    from secdilemma.analysis.metrics import measure
    from secdilemma.analysis.verdict import judge
    from secdilemma.games.perception import REGIMES
    from secdilemma.tournament.results import run
    from secdilemma.tournament.specification import Work

    regimes = {name: each for name, each in REGIMES.items() if name != "none"}
    if noise is not None:
        regimes = {noise: options.read_noise(noise, spec.perception)}
    work = Work(threads=threads)
    judged = {}
    for name, perception in regimes.items():
        results = run(spec.with_changes(perception=perception), work)
        judged[name] = judge(results, measure(results, work))
    rows = [{"regime": name, **row_of(each)} for name, found in judged.items() for each in found]
    output.show(form, partial(_matrix, judged), rows)


def _matrix(judged: "dict[str, list[Judgement]]") -> None:
    import numpy as np

    from secdilemma.games.comparison import ordered

    names = [each.metrics.name for each in next(iter(judged.values()))]
    kept = np.array([[each.metrics.kept for each in found] for found in judged.values()])
    table = screen.table(
        ("strategy", "left"),
        *((name, "left") for name in judged),
        rows=(
            [names[i], *(_in_short(found[i]) for found in judged.values())]
            for i in ordered(kept.mean(axis=0), names)
        ),
    )
    out = screen.console(wide=True)
    out.print(table)
    out.print()
    out.print(
        "Verdict, and the % of the restraint that errors allow which two of a kind keep in "
        "the long run. * metastable."
    )


def _in_short(judgement: "Judgement") -> str:
    mark = "*" if judgement.metastable else ""
    return f"{judgement.verdict.value}{mark} {screen.percent(judgement.metrics.kept)}"
