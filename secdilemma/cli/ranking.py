"""The ranking as a person reads it: what was played, the table, and what it comes to."""

from typing import TYPE_CHECKING

import numpy as np
from rich.table import Table

from secdilemma.cli import screen
from secdilemma.games.game import Game
from secdilemma.horizons import Horizon
from secdilemma.recovery import Recovery

if TYPE_CHECKING:
    from secdilemma.results import Results

SUSTAINED = 0.9


def show(results: "list[Results]", *, wide: bool) -> None:
    """Print one tournament, or several scenarios side by side."""
    if len(results) == 1 or wide:
        for each in results:
            _show_one(each, wide=wide)
    else:
        _show_scenarios(results)


def _show_one(results: "Results", *, wide: bool) -> None:
    out = screen.console(wide=wide)
    out.print("\n".join(_heading(results)))
    out.print()
    out.print(_table(results, wide=wide))
    out.print()
    out.print("\n".join(closing(results)))


def _heading(results: "Results") -> list[str]:
    spec = results.tournament
    n = len(results.names)
    title = spec.name.replace("_", " ").replace("/", ": ")
    lanes = ", ".join(results.lanes_used())
    counted = "self-play counted" if spec.self_play_counts else "self-play not counted"
    size = f"{n} strategies, {len(spec.pairs)} pairs, {spec.horizons[0].in_words()}"
    return [
        f"[bold]{title[0].upper()}{title[1:]}[/bold] · {_game_in_words(spec.game)}",
        f"{size} · {spec.perception.describe()} · {lanes}",
        f"[dim]Score: mean payoff a turn, {counted}. Restraint: % of turns, of both sides.[/dim]",
    ]


def _game_in_words(game: Game) -> str:
    return game.describe().replace("_", " ")


def _short(horizon: Horizon) -> str:
    if horizon.kind == "long-run":
        return "∞"
    if horizon.finite and horizon.turns % 1000 == 0:
        return f"{horizon.turns // 1000}k"
    return horizon.label


def _table(results: "Results", *, wide: bool) -> Table:
    order = _reported(results)
    horizons = " · ".join(_short(results.tournament.horizons[h]) for h in order)
    columns = [
        ("\nrank", "right"),
        ("\nstrategy", "left"),
        ("\nschool", "left"),
        ("\nscore", "right"),
        ("restraint\nin field", "right"),
        (f"with itself\n{horizons}", "right"),
        ("recovers\n(turns)", "right"),
    ]
    if wide:
        columns += [("arming\nin field", "right"), ("score\n± error", "right"), ("\nlane", "left")]
    table = screen.table(*columns)
    for row in _rows(results, order, wide=wide):
        table.add_row(*row)
    return table


def _reported(results: "Results") -> list[int]:
    """Return the horizons of the column on self-play: those beside the scoring one, if any."""
    return list(range(1, len(results.horizon_labels))) or [0]


def _rows(results: "Results", order: list[int], *, wide: bool) -> list[list[str]]:
    scores, field, own = results.scores, results.field_restraint, results.self_restraint
    arming = results.field_mean(results.arming, with_self=False)
    recoveries = mended(results)
    rows = []
    for rank, i in results.ranking():
        each = results.tournament.participants[i]
        row = [
            str(rank),
            each.name,
            each.school,
            screen.number(scores[0, i]),
            screen.percent(field[0, i]),
            " · ".join(f"{screen.percent(own[h, i]):>3}" for h in order),
            in_turns(recoveries[i]),
        ]
        if wide:
            errors = results.field_mean(results.payoff_error**2, with_self=False)
            error = float(np.sqrt(errors[0, i] / max(len(results.names) - 1, 1)))
            row += [screen.percent(arming[0, i]), screen.number(error, 4), _lane(results, i)]
        rows.append(row)
    return rows


def mended(results: "Results") -> list[Recovery]:
    """Return what one mistake does to two of each participant; nan where it has no automaton."""
    from secdilemma.authoring import Context
    from secdilemma.errors import StrategyError
    from secdilemma.recovery import UNSETTLED, mistake_of, recover

    spec = results.tournament
    mistake = mistake_of(spec.perception)
    made = []
    for each in spec.participants:
        try:
            finite = each.finite and spec.engine != "interpreted"
            automaton = each.automaton(Context(game=spec.game)) if finite else None
        except StrategyError:
            automaton = None
        made.append(recover(automaton, spec.game, mistake) if automaton else UNSETTLED)
    return made


def in_turns(recovery: Recovery) -> str:
    """Return how long it takes to mend a mistake, in a word."""
    if np.isnan(recovery.probability):
        return screen.NOTHING
    if recovery.probability < 1e-12:
        return "never"
    if np.isinf(recovery.turns):
        return f"{screen.percent(recovery.probability)} %"
    return screen.number(recovery.turns, 1)


def _lane(results: "Results", i: int) -> str:
    from secdilemma.lanes.counting import Lane

    return "+".join(Lane(code).word for code in sorted({*results.lane[0, i].tolist()}))


def closing(results: "Results") -> list[str]:
    """Return the answer in words: who keeps the peace with its own kind, and with the field."""
    h, words = _last_known(results)
    own, field = results.self_restraint[h], results.field_restraint[0]
    names = results.names
    keep = [i for i in np.argsort(-own, kind="stable") if own[i] >= SUSTAINED]
    lines = []
    if keep:
        listed = ", ".join(names[i] for i in keep)
        verb = "sustains" if len(keep) == 1 else "sustain"
        lines.append(
            f"{listed} {verb} cooperation here: at least 90 % mutual restraint with their own "
            f"kind in {words}."
        )
    else:
        best = int(np.nanargmax(own)) if not np.all(np.isnan(own)) else 0
        lines.append(
            f"None sustains cooperation here. The nearest, {names[best]}, restrains together with "
            f"its own kind in {screen.percent(own[best])} % of the turns in {words}."
        )
    most = int(np.argmax(field))
    lines.append(
        f"With the whole field none is above {screen.percent(field[most])} % "
        f"({names[most]}). Whether they can be exploited is another question."
    )
    return lines


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


def _show_scenarios(results: "list[Results]") -> None:
    out = screen.console()
    first = results[0]
    out.print(f"[bold]{first.tournament.name.partition('/')[0].replace('_', ' ')}[/bold]")
    for each in results:
        scenario = each.tournament.name.partition("/")[2]
        out.print(f"  [bold]{scenario}[/bold]  {each.tournament.description}")
        game, perception = each.tournament.game, each.tournament.perception
        out.print(f"      [dim]{_game_in_words(game)} · {perception.describe()}[/dim]")
    out.print()
    labels = [each.tournament.name.partition("/")[2] for each in results]
    _, words = _last_known(first)
    table = screen.table(
        ("\nstrategy", "left"),
        *((f"{'score' if k == 0 else ''}\n{label}", "right") for k, label in enumerate(labels)),
        *((f"{'itself' if k == 0 else ''}\n{label}", "right") for k, label in enumerate(labels)),
    )
    for _, i in first.ranking():
        own = [each.self_restraint[_last_known(each)[0], i] for each in results]
        table.add_row(
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
        out.print(f"[bold]{label}[/bold]: {closing(each)[0]}")
