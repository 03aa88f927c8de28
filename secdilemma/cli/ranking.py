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
    """Return what was played, as lines with markup."""
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
    """Return the table with as many columns as fit, and how many are spared."""
    from rich.measure import Measurement

    table, spared = _table(results, judgements, (), wide=wide), 0
    boundless = out.options.update(max_width=1000)
    while not wide and Measurement.get(out, boundless, table).maximum > out.width:
        if spared == len(SPARED):
            break
        spared += 1
        table = _table(results, judgements, SPARED[:spared], wide=wide)
    return table, spared


def _table(
    results: "Results", judgements: list[Judgement], spared: tuple[int, ...], *, wide: bool
) -> "Table":
    order = _reported(results)
    horizons = " · ".join(_short(results.tournament.horizons[h]) for h in order)
    columns = [
        ("\nrank", "right"),
        ("\nstrategy", "left"),
        ("\nschool", "left"),
        ("\nscore", "right"),
        ("in\nfield", "right"),
        (f"with itself\n{horizons}", "right"),
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
    table = screen.table(*(each for k, each in enumerate(columns) if k not in spared))
    for row in _rows(results, judgements, order, wide=wide):
        screen.add_row(table, *(cell for k, cell in enumerate(row) if k not in spared))
    return table


def _reported(results: "Results") -> list[int]:
    """Return the horizons of the column on self-play: those beside the scoring one, if any."""
    return list(range(1, len(results.horizon_labels))) or [0]


def _rows(
    results: "Results", judgements: list[Judgement], order: list[int], *, wide: bool
) -> list[list[str]]:
    scores, field, own = results.scores, results.field_restraint, results.self_restraint
    arming = results.field_mean(results.arming, with_self=False)[0]
    errors = results.field_mean(results.payoff_error**2, with_self=False)[0]
    rows = []
    for rank, i in results.ranking():
        each = results.tournament.participants[i]
        row = [
            screen.NOTHING if math.isnan(scores[0, i]) else str(rank),
            each.name,
            each.school,
            screen.number(scores[0, i]),
            screen.percent(field[0, i]),
            " · ".join(f"{screen.percent(own[h, i]):>3}" for h in order),
            in_turns(judgements[i].metrics.recovery),
            judgements[i].verdict.value + ("*" if judgements[i].metastable else ""),
        ]
        more = _more(results, judgements[i], i, arming[i], errors[i]) if wide else []
        rows.append(row + more)
    return rows


def _more(
    results: "Results", judgement: Judgement, i: int, arming: float, variance: float
) -> list[str]:
    """Return the further cells of --wide; `variance` is the mean of the squared errors."""
    opponents = int(results.tournament.meetings[i].sum()) - 1
    error = float(np.sqrt(variance / max(opponents, 1)))
    because = reason(judgement, mistake_of(results.tournament.perception))
    return [screen.percent(arming), screen.number(error, 4), _lane(results, i), because]


def in_turns(recovery: Recovery) -> str:
    """Return how long it takes to mend a mistake, in a word."""
    if np.isnan(recovery.probability):
        return screen.NOTHING
    if recovery.probability == 0:
        return "never"
    if np.isinf(recovery.turns):
        return f"{screen.percent(recovery.probability)} %"
    return screen.number(recovery.turns, 1)


def _lane(results: "Results", i: int) -> str:
    from secdilemma.matches.tally import Lane

    return "+".join(Lane(code).word for code in sorted({*results.lane[0, i].tolist()}))


def closing(results: "Results", judgements: list[Judgement]) -> list[str]:
    """Return the answer in words: who keeps the peace, who nearly, and how reciprocity fares."""
    lines = [*_without_rank(results), _outright(judgements)]
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
    """Return who has no score and so no rank, where that is so of anybody."""
    scores = results.scores[0]
    names = [results.names[i] for _, i in results.ranking() if math.isnan(scores[i])]
    if not names:
        return []
    who = "Nobody has a rank" if len(names) == len(scores) else f"Without a rank: {_list(names)}"
    return [f"{who}: what is earned against somebody is not known."]


def _outright(judgements: list[Judgement]) -> str:
    found = _named(judgements, Verdict.SUSTAINS)
    return f"Sustain cooperation here: {_list(found) if found else 'none outright'}."


def _named(judgements: list[Judgement], verdict: Verdict) -> list[str]:
    chosen = [each for each in judgements if each.verdict is verdict]
    names = [each.metrics.name for each in chosen]
    return [names[k] for k in ordered([each.metrics.kept for each in chosen], names)]


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _reciprocity(results: "Results", judgements: list[Judgement]) -> list[str]:
    """Return what becomes of tit for tat, which everybody asks about."""
    mistake = mistake_of(results.tournament.perception)
    for each in judgements:
        if each.metrics.name == "tft" and each.verdict is Verdict.COLLAPSES:
            return [f"Tit for tat collapses: {reason(each, mistake)}."]
    return []


def _last_known(results: "Results") -> tuple[int, str]:
    """Return the longest horizon at which self-play is known, and its name."""
    known = [
        h
        for h in range(len(results.horizon_labels))
        if not np.isnan(results.self_restraint[h]).all()
    ]
    spec = results.tournament.horizons
    longest = max(known, key=lambda h: (spec[h].kind == "long-run", spec[h].turns))
    return longest, spec[longest].in_words()


def _under(spec: "Tournament") -> str:
    """Return the institutions of a tournament; nothing in anarchy."""
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
