"""The ranking as a person reads it: what was played, the table, and what it comes to."""

import math
from typing import TYPE_CHECKING

import numpy as np
from rich.markup import escape

from secdilemma.analysis.explanation import reason
from secdilemma.analysis.metrics import measure
from secdilemma.analysis.recovery import Recovery, mistake_of
from secdilemma.analysis.verdict import Judgement, Verdict, judge
from secdilemma.cli import options, screen
from secdilemma.games.comparison import ordered
from secdilemma.games.game import Game
from secdilemma.games.horizon import Horizon

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from secdilemma.tournament.results import Results
    from secdilemma.tournament.specification import Tournament

SPARED = (2, 6)  # columns that a narrow table does without, in turn: school, mends


def show(results: "list[Results]", called: str, *, wide: bool) -> None:
    """Print one tournament, or several scenarios side by side; `called` is how it was asked for."""
    if len(results) == 1 or wide:
        for each in results:
            _show_one(each, wide=wide)
    else:
        _show_scenarios(results, called)


def _show_one(results: "Results", *, wide: bool) -> None:
    out = screen.console(wide=wide)
    judgements = judge(results, measure(results))
    table, spared = _fitting(results, judgements, out, wide=wide)
    out.print("\n".join(heading(results, spared)))
    out.print()
    out.print(table)
    out.print()
    out.print("\n".join(closing(results, judgements)), markup=False)


def heading(results: "Results", spared: int = 0) -> list[str]:
    """What was played, as lines with markup."""
    spec = results.tournament
    n = len(results.names)
    lanes = ", ".join(results.lanes_used())
    counted = "self-play counted" if spec.self_play_counts else "self-play not counted"
    pairs = screen.counted(len(spec.pairs), "pair")
    size = f"{screen.counted(n, 'strategy')}, {pairs}, {spec.horizons[0].in_words()}"
    mends = "" if spared == len(SPARED) else " Mends: turns that one mistake costs."
    more = " --wide shows more." if spared else ""
    return [
        f"[bold]{escape(_title(spec.title))}[/bold] · {escape(_game_in_words(spec.game))}",
        f"{size} · {spec.perception.describe()} · {lanes}{_under(spec)}",
        f"[dim]Score: mean payoff a turn, {counted}.{mends}[/dim]",
        f"[dim]In field, with itself: % of turns in which both restrain.{more}[/dim]",
    ]


def _title(name: str) -> str:
    text = name.replace("_", " ").replace("/", ": ")
    return text[0].upper() + text[1:]


def _game_in_words(game: Game) -> str:
    return game.describe().replace("_", " ")


def _short(horizon: Horizon) -> str:
    if horizon.kind == "long-run":
        return "∞"
    if horizon.finite and horizon.turns % 1000 == 0:
        return f"{horizon.turns // 1000}k"
    return horizon.label


def _fitting(
    results: "Results", judgements: list[Judgement], out: "Console", *, wide: bool
) -> "tuple[Table, int]":
    """The table with as many columns as fit, and how many are spared."""
    from rich.measure import Measurement

    columns, rows = _cells(results, judgements, wide=wide)
    boundless = out.options.update(max_width=1000)
    for spared in range(len(SPARED) + 1):
        shown = [k for k in range(len(columns)) if k not in SPARED[:spared]]
        table = screen.table(
            *(columns[k] for k in shown), rows=([row[k] for k in shown] for row in rows)
        )
        if wide or Measurement.get(out, boundless, table).maximum <= out.width:
            break
    return table, spared


def _cells(
    results: "Results", judgements: list[Judgement], *, wide: bool
) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """The columns of the ranking, and its rows."""
    from secdilemma.matches.tally import Lane

    spec = results.tournament
    reported = range(1, len(spec.horizons)) or [0]  # beside the one that scores, if any
    columns = [
        ("\nrank", "right"),
        ("\nstrategy", "left"),
        ("\nschool", "left"),
        ("\nscore", "right"),
        ("in\nfield", "right"),
        (f"with itself\n{' · '.join(_short(spec.horizons[h]) for h in reported)}", "right"),
        ("\nmends", "right"),
        ("\nverdict", "left"),
    ]
    if wide:
        columns += [
            ("arming\nin field", "right"),
            ("score\n± error", "right"),
            ("\nlane", "left"),
            ("\nbecause", "left"),
        ]
    scores, field, own = results.scores, results.field_restraint, results.self_restraint
    arming = results.field_mean(results.arming, with_self=False)[0]
    variances = results.field_mean(results.payoff_error**2, with_self=False)[0]
    rows = []
    for rank, i in results.ranking():
        each, judgement = spec.participants[i], judgements[i]
        row = [
            screen.NOTHING if math.isnan(scores[0, i]) else str(rank),
            each.name,
            each.school,
            screen.number(scores[0, i]),
            screen.percent(field[0, i]),
            " · ".join(f"{screen.percent(own[h, i]):>3}" for h in reported),
            in_turns(judgement.metrics.recovery),
            judgement.verdict.value + ("*" if judgement.metastable else ""),
        ]
        if wide:
            opponents = int(spec.meetings[i].sum()) - 1
            lanes = sorted({*results.lane[0, i].tolist()})
            row += [
                screen.percent(arming[i]),
                screen.number(float(np.sqrt(variances[i] / max(opponents, 1))), 4),
                "+".join(Lane(code).word for code in lanes),
                reason(judgement, mistake_of(spec.perception)),
            ]
        rows.append(row)
    return columns, rows


def in_turns(recovery: Recovery) -> str:
    """How long it takes to mend a mistake, in a word."""
    if np.isnan(recovery.probability):
        return screen.NOTHING
    if recovery.probability == 0:
        return "never"
    if np.isinf(recovery.turns):
        return f"{screen.percent(recovery.probability)} %"
    return screen.number(recovery.turns, 1)


def closing(results: "Results", judgements: list[Judgement]) -> list[str]:
    """The answer in words: who keeps the peace, who nearly, and how reciprocity fares."""
    sustaining = _named(judgements, Verdict.SUSTAINS)
    outright = _list(sustaining) if sustaining else "none outright"
    lines = [*_without_rank(results), f"Sustain cooperation here: {outright}."]
    by_class = {verdict: _named(judgements, verdict) for verdict in Verdict}
    exploited = by_class[Verdict.EXPLOITABLE]
    if exploited:
        verb = "holds it with its" if len(exploited) == 1 else "hold it with their"
        lines.append(f"{_list(exploited)} {verb} own kind but can be exploited.")
    open_ones = by_class[Verdict.INCONCLUSIVE]
    if open_ones:
        needed = [e.repetitions_needed for e in judgements if e.verdict is Verdict.INCONCLUSIVE]
        tell = "; more --repetitions would tell" if all(map(math.isfinite, needed)) else ""
        lines.append(f"Not decided: {_list(open_ones)}{tell}.")
    lines += _reciprocity(results, judgements)
    if any(each.metastable for each in judgements):
        lines.append("* metastable: high at first, lost in the long run.")
    return lines


def _without_rank(results: "Results") -> list[str]:
    """Who has no score and so no rank, where that is so of anybody."""
    scores = results.scores[0]
    names = [results.names[i] for _, i in results.ranking() if math.isnan(scores[i])]
    if not names:
        return []
    who = "Nobody has a rank" if len(names) == len(scores) else f"Without a rank: {_list(names)}"
    return [f"{who}: what is earned against somebody is not known."]


def _named(judgements: list[Judgement], verdict: Verdict) -> list[str]:
    chosen = [each for each in judgements if each.verdict is verdict]
    names = [each.metrics.name for each in chosen]
    return [names[k] for k in ordered([each.metrics.kept for each in chosen], names)]


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _reciprocity(results: "Results", judgements: list[Judgement]) -> list[str]:
    """What becomes of tit for tat, which everybody asks about."""
    mistake = mistake_of(results.tournament.perception)
    for each in judgements:
        if each.metrics.name == "tft" and each.verdict is Verdict.COLLAPSES:
            return [f"Tit for tat collapses: {reason(each, mistake)}."]
    return []


def _last_known(results: "Results") -> tuple[int, str]:
    """The longest horizon at which self-play is known, and its name."""
    known = [
        h
        for h in range(len(results.horizon_labels))
        if not np.isnan(results.self_restraint[h]).all()
    ]
    spec = results.tournament.horizons
    longest = max(known, key=lambda h: (spec[h].kind == "long-run", spec[h].turns))
    return longest, spec[longest].in_words()


def _under(spec: "Tournament") -> str:
    """The institutions of a tournament; nothing in anarchy."""
    if not spec.institutions:
        return ""
    from secdilemma.institutions import in_words

    return f" · under {in_words(spec.institutions)}"


def _show_scenarios(results: "list[Results]", called: str) -> None:
    out = screen.console()
    first = results[0]
    out.print(f"[bold]{escape(first.tournament.name.replace('_', ' '))}[/bold]")
    for each in results:
        scenario = each.tournament.scenario
        out.print(f"  [bold]{escape(scenario)}[/bold]  {escape(each.tournament.description)}")
        game, perception = each.tournament.game, each.tournament.perception
        under = _under(each.tournament)
        out.print(
            f"      [dim]{escape(_game_in_words(game))} · {perception.describe()}{under}[/dim]"
        )
    out.print()
    labels = [each.tournament.scenario for each in results]
    _, words = _last_known(first)
    table = screen.table(
        ("\nstrategy", "left"),
        *((f"{'score' if k == 0 else ''}\n{label}", "right") for k, label in enumerate(labels)),
        *((f"{'itself' if k == 0 else ''}\n{label}", "right") for k, label in enumerate(labels)),
    )
    for _, i in first.ranking():
        own = [each.self_restraint[_last_known(each)[0], i] for each in results]
        screen.add_row(
            table,
            first.names[i],
            *(screen.number(each.scores[0, i]) for each in results),
            *(screen.percent(share) for share in own),
        )
    out.print(table)
    out.print()
    out.print(
        f"[dim]score: mean payoff a turn. itself: mutual restraint with itself in {words}, %. "
        f"--wide prints each scenario's own ranking.[/dim]"
    )
    for label, each in zip(labels, results, strict=True):
        judged = judge(each, measure(each))
        out.print(f"[bold]{escape(label)}[/bold]: {escape(' '.join(closing(each, judged)[:2]))}")
    if not options.as_given("game_name", "prob_end", "edges_file"):  # which evolve does not know
        again = options.as_given("length", "noise", "references", "folders")
        evolve = options.hint("evolve", options.called(called), *again)
        text = f"{evolve} says what selection leaves of them in each."
        out.print(text, markup=False, soft_wrap=True)
