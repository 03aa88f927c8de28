"""How ``secdilemma solve`` prints what it found: a table with answers, CSV or JSON."""

import io
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from secdilemma.cli import output, screen
from secdilemma.experiments.remedies.effect import Effect, Judged
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.experiments.remedies.solve import Solved
from secdilemma.experiments.remedies.sweep import Sweep, Tipping
from secdilemma.games.comparison import equal
from secdilemma.institutions import forms
from secdilemma.io.numbers import in_percent

WIDTH = 99  # columns that all of the table needs
CHANNELS: tuple[Any, ...] = ("payoffs", "information", "enforcement")


def of_all(found: Solved, form: str) -> str:
    """The whole experiment as text."""
    if form == "table":
        return _printed(lambda out: _show(out, found))
    return output.as_text(form, [_row(found, k) for k in range(len(found.judged))], _data(found))


def of_sweep(
    ground: Ground,
    plan: Sweep,
    points: Sequence[tuple[float, Judged]],
    changes: Sequence[Tipping],
    form: str,
) -> str:
    """A sweep as text."""
    if form == "table":
        return _printed(lambda out: _show_sweep(out, ground, plan, points, changes))
    rows = [_point(plan, value, each) for value, each in points]
    data = {
        "institution": forms.to_data(plan.institution),
        "parameter": plan.parameter,
        "ground": _ground_data(ground),
        "points": rows,
        "changes": [asdict(each) for each in changes],
    }
    return output.as_text(form, rows, data)


def _printed(show: Any) -> str:
    """What is printed on a console as wide as the terminal, without colour in a file."""
    real = screen.console()
    out = screen.ShownConsole(
        file=io.StringIO(),
        width=min(real.width, 100),
        highlight=False,
        force_terminal=real.is_terminal,
        no_color=real.no_color,
    )
    show(out)
    text = out.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _show(out: Console, found: Solved) -> None:
    out.print(Text("Can the security dilemma be solved? ", style="bold") + Text(_headline(found)))
    out.print()
    _show_ground(out, found.ground)
    out.print()
    _show_remedies(out, found)
    out.print()
    exact = "exact" if all(each.exact for each in found.judged) else "sampled in part"
    greedy = in_percent(found.ground.greedy_share)
    legend = (
        "severity: of what the dilemma costs security seekers, the share that is left after 1,000 "
        "turns with all who are meant to belong, net of the institution's price. greedy: the same "
        f"with {greedy} greedy states among them. short, long: the change against anarchy after "
        "50 and 1,000 turns. tragedy: % of turns in which both arm or fight. through: what of the "
        f"gain came by which channel. {exact.capitalize()}."
    )
    out.print(legend, style="dim")
    out.print()
    out.print("The essay's claims, and rival ones", style="bold")
    for answer in found.answers:
        word = {True: "holds here", False: "does not hold", None: "not tried"}[answer.holds]
        out.print(Text(f"· {answer.claim} It {word}: {answer.because}."))
    out.print()
    out.print("secdilemma solve --sweep monitor=0:1 shows from what strength an institution works.")


def _show_remedies(out: Console, found: Solved) -> None:
    """Print a line of numbers a remedy, and its reason under it."""
    wide = out.width >= WIDTH
    before, anarchy = found.anarchy
    none = screen.NOTHING
    rows = [
        ["remedy", "severity", "greedy", "short", "long", "tragedy", "who joins", "verdict"],
        [
            "anarchy",
            screen.number(anarchy.severity),
            screen.number(anarchy.with_greedy),
            none,
            none,
            screen.percent(anarchy.tragedy),
            none,
            none,
        ],
    ]
    for each in found.judged:
        short, long = each.given
        rows.append(
            [
                each.remedy.name,
                screen.number(long.severity),
                screen.number(long.with_greedy),
                _signed(short.severity - before.severity, short.error),
                _signed(long.severity - anarchy.severity, long.error),
                screen.percent(long.tragedy),
                _who(each),
                each.verdict.value,
            ]
        )
    if not wide:
        rows = [[*row[:2], *row[3:5], row[7]] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    words = {0, len(widths) - 1, 6}  # these stand left, numbers right
    lines = [
        "  ".join(
            cell.ljust(width) if c in words else cell.rjust(width)
            for c, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    out.print(Text(lines[0], style="bold"), no_wrap=True)
    out.print(Text(lines[1]), no_wrap=True)
    for line, each, parts in zip(lines[2:], found.judged, found.channels, strict=True):
        out.print(Text(line), no_wrap=True)
        through = ", ".join(f"{name} {_signed(-gain)}" for name, gain in parts.items())
        why = [each.reasons[1]] + ([f"through {through}"] if through else [])
        why += [] if wide else [_who(each)]
        out.print(Padding(Text(" · ".join(why), style="dim"), (0, 0, 0, 2)))


def _headline(found: Solved) -> str:
    """The answer in two sentences."""
    by = {
        verdict: [[e for e in found.judged if e.verdicts[h] is verdict] for h in (0, 1)]
        for verdict in Effect
    }
    short, long = by[Effect.SOLVED]
    said = "Not by any of these remedies, neither in 50 turns nor in 1,000."
    if short or long:
        said = f"In 50 turns by {_few(short)}, in 1,000 by {_few(long)}."
    weaker = by[Effect.WEAKENED][1]
    if weaker:
        least = min(each.given[1].severity for each in weaker)
        best = [each for each in weaker if equal(each.given[1].severity, least)]
        said += (
            f" It is weakened by {len(weaker)} of {len(found.judged)} remedies, most by "
            f"{_few(best)}, which leaves {screen.number(least)} of the loss."
        )
    on_terms = by[Effect.CONDITIONAL][1]
    if on_terms:
        said += f" States would not all join: {_few(on_terms)}."
    worse = by[Effect.WORSENED][1]
    return said + (f" It is made worse by {_few(worse)}." if worse else "")


def _few(judged: Sequence[Judged]) -> str:
    return "; ".join(each.remedy.name for each in judged) or "none of the remedies"


def _show_ground(out: Console, ground: Ground) -> None:
    spec, start = ground.tournament, ground.start
    seekers = screen.counted(len(ground.seekers), "kind") + " of security seeker"
    mistrust = f"trust {start.trust:g}, after {start.stretch} turns of arming"
    game = spec.game.describe().replace("_", " ")
    for line in (game, spec.perception.describe(), f"{seekers} in mistrust: {mistrust}"):
        out.print(line, style="dim")


def _signed(value: float, error: float = 0.0) -> str:
    text = screen.number(value)
    text = text if text.startswith(screen.MINUS) or float(text) == 0 else f"+{text}"
    return text + (f" ±{1.96 * error:.2f}" if error else "")


def _who(each: Judged) -> str:
    """Who joins a remedy, in a few words."""
    known = {"half": "half, as given", "rival excluded": "all but rival"}
    if each.remedy.membership in known:
        return known[each.remedy.membership]
    assembly = each.assembly[1]
    if assembly.rule == "unilateral":
        return "no one is asked"
    if assembly.complete:
        return "everyone"
    if not assembly.trusted:
        return f"with {screen.percent(assembly.trust_needed)} % trust"
    joiners = len(assembly.joiners)
    return f"{joiners} of {assembly.kinds} kinds" if joiners else "nobody"


def _show_sweep(
    out: Console,
    ground: Ground,
    plan: Sweep,
    points: Sequence[tuple[float, Judged]],
    changes: Sequence[Tipping],
) -> None:
    _show_ground(out, ground)
    out.print()
    table = screen.table(
        (f"{plan.institution.kind}.{plan.parameter}", "right"),
        ("severity 50", "right"),
        ("1,000", "right"),
        ("restraint", "right"),
        ("restraint is", "left"),
        ("short term", "left"),
        ("long term", "left"),
        rows=(
            [
                f"{value:g}",
                *(screen.number(outcome.severity) for outcome in each.given),
                screen.percent(each.given[1].restraint),
                each.safe,
                *(verdict.value for verdict in each.verdicts),
            ]
            for value, each in points
        ),
    )
    out.print(table)
    out.print()
    for tip in changes:
        name = {"restraint": "restraint in the game"}.get(tip.what, f"the {tip.what}")
        out.print(Text(f"At {tip.value:.4g} {name} turns from {tip.before} to {tip.after}."))
    if not changes:
        out.print("No verdict changes in this range.")


def _point(plan: Sweep, value: float, each: Judged) -> dict[str, Any]:
    short, long = each.given
    return {
        plan.parameter: value,
        "severity_short": short.severity,
        "severity_long": long.severity,
        "restraint_long": long.restraint,
        "tragedy_long": long.tragedy,
        "price_long": long.price,
        "with_greedy_long": long.with_greedy,
        "restraint_is": each.safe,
        "verdict_short": each.verdicts[0].value,
        "verdict_long": each.verdicts[1].value,
    }


def _row(found: Solved, k: int) -> dict[str, Any]:
    each, before = found.judged[k], found.anarchy
    short, long = each.given
    assembly = each.assembly[1]
    parts = found.channels[k]
    return {
        "remedy": each.remedy.name,
        "verdict_short": each.verdicts[0].value,
        "verdict_long": each.verdicts[1].value,
        "severity_short": short.severity,
        "severity_long": long.severity,
        "effect_short": short.severity - before[0].severity,
        "effect_long": long.severity - before[1].severity,
        "standard_error": long.error,
        "with_greedy_long": long.with_greedy,
        "assembled_short": each.assembled[0].severity,
        "assembled_long": each.assembled[1].severity,
        "restraint_long": long.restraint,
        "tragedy_long": long.tragedy,
        "price_long": long.price,
        "outsiders_long": _number(long.outsiders),
        "outsiders_in_anarchy": _number(long.outsiders_before),
        "joiners": ";".join(assembly.joiners),
        "trust": assembly.trust,
        "trust_needed": _number(assembly.trust_needed),
        "tipping_share": _number(assembly.tipping),
        "restraint_is": each.safe,
        **{f"through_{name}": parts.get(name, 0.0) for name in CHANNELS},
        "reason_short": each.reasons[0],
        "reason_long": each.reasons[1],
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _data(found: Solved) -> dict[str, Any]:
    return {
        "ground": _ground_data(found.ground),
        "anarchy": {
            length: {name: _number(value) for name, value in asdict(outcome).items()}
            for length, outcome in zip(("short", "long"), found.anarchy, strict=True)
        },
        "remedies": [
            {
                **_row(found, k),
                "institutions": [forms.to_data(i) for i in each.remedy.institutions],
                "first": [forms.to_data(i) for i in each.remedy.first],
                "acts_a_turn": each.acts,
                "exact": each.exact,
            }
            for k, each in enumerate(found.judged)
        ],
        "answers": [asdict(each) for each in found.answers],
    }


def _ground_data(ground: Ground) -> dict[str, Any]:
    spec = ground.tournament
    return {
        "tournament": spec.title,
        "seekers": [ground.names[i] for i in ground.seekers],
        "greedy": [ground.names[i] for i in ground.greedy],
        "greedy_share": ground.greedy_share,
        "trust": ground.start.trust,
        "stretch": ground.start.stretch,
        "payoffs": asdict(ground.payoffs),
        "perception": asdict(spec.perception),
        "turns": [each.turns for each in spec.horizons],
    }
