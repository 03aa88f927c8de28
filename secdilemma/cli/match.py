"""``secdilemma match``: one pair, turn by turn, with every misreading marked."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape
from rich.table import Table

from secdilemma.cli import options, output, screen
from secdilemma.errors import TournamentError
from secdilemma.games.horizon import turns

if TYPE_CHECKING:
    from secdilemma.analysis.causes import Spiral
    from secdilemma.games import Game
    from secdilemma.matches.interpreted import Table as Board, Turn


LONGEST = 1_000_000
"""The most turns of a match that is told turn by turn."""


@click.command()
@click.argument("first", shell_complete=options.complete_strategies)
@click.argument("second", shell_complete=options.complete_strategies)
@options.turns_option(type=int, default=40, show_default=True, help="The length of the match.")
@options.seed_option(
    type=click.IntRange(0, 2**63),
    default=1,
    show_default=True,
    help="Of every random draw.",
)
@click.option("--repetition", type=click.IntRange(0), default=0, help="Which match of the pair.")
@options.noise_option
@options.game_option(
    default="arms_race", show_default=True, help="A preset, or one of Jervis's worlds."
)
@click.option("--trace", "full", is_flag=True, help="A line a turn, with minds.")
@options.format_option("table", "csv", "json")
@options.strategies_option
def match(
    first: str,
    second: str,
    length: int,
    seed: int,
    repetition: int,
    noise: str | None,
    game_name: str,
    form: str,
    *,
    full: bool,
    folders: tuple[Path, ...],
) -> None:
    """Play one pair, turn by turn.

    FIRST and SECOND are strategies, with parameters after a colon: butterfield-fear:panic=3. By
    default with the errors of the default tournament.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.games.perception import REGIMES
    from secdilemma.matches.draws import pair_key
    from secdilemma.matches.interpreted import Table as Board, trace
    from secdilemma.tournament.participants import Participant

    catalogue = open_catalogue(folders)
    pair = [Participant(catalogue.make(each)) for each in (first, second)]
    for problem in catalogue.problems:
        screen.note(problem)
    game, seen = options.read_game(game_name)
    perception = options.read_noise(noise, seen or REGIMES["perA"].with_execution(0.01))
    strategies, names = (pair[0].strategy, pair[1].strategy), (pair[0].name, pair[1].name)
    horizon = turns(length, "--turns")
    if length > LONGEST:
        rule = f"expected up to {LONGEST:,}, for every turn is kept"
        raise TournamentError(f"--turns: got {length:,}; {rule}.")
    board = Board.of(strategies, names, game, perception, horizon)
    played = trace(board, pair_key(seed, *names), repetition)
    if form == "table":
        from secdilemma.analysis.causes import spirals

        found = spirals(board, pair_key(seed, *names), repetition)
        _show(told_apart(names), played, found, board, full=full)
    else:
        click.echo(output.as_text(form, rows_of(names, played, game)), nl=False)


def rows_of(names: tuple[str, str], played: "list[Turn]", game: "Game") -> list[dict[str, Any]]:
    """A match as one row a turn."""
    rows = []
    for turn in played:
        row: dict[str, Any] = {"turn": turn.number}
        for seat, label in enumerate(("first", "second")):
            row[label] = names[seat]
            row[f"{label}_mind"] = str(turn.minds[seat])
            row[f"{label}_intended"] = turn.intended[seat].letter if turn.intended else ""
            row[f"{label}_action"] = turn.actions[seat].letter if turn.actions else "W"
            row[f"{label}_sees"] = turn.seen[seat].letter if turn.seen else ""
            row[f"{label}_misreads"] = turn.misread(seat)
            row[f"{label}_payoff"] = payoff(turn, seat, game)
        rows.append(row)
    return rows


def told_apart(names: tuple[str, str]) -> tuple[str, str]:
    """Names that tell the seats apart."""
    return names if names[0] != names[1] else (f"{names[0]} (1)", f"{names[1]} (2)")


def payoff(turn: "Turn", seat: int, game: "Game") -> float:
    """What a turn paid a seat, by true actions."""
    if turn.outcome >= 4:
        first_struck = {4: 1, 5: -1, 6: 0}[turn.outcome]
        return game.war_value(seat, first_struck if seat == 0 else -first_struck)
    own, other = divmod(turn.outcome, 2) if seat == 0 else divmod(turn.outcome, 2)[::-1]
    return game.payoffs(seat).matrix[own][other]


def _show(
    names: tuple[str, str],
    played: "list[Turn]",
    found: "list[Spiral]",
    board: "Board",
    *,
    full: bool,
) -> None:
    game = board.game
    out = screen.console(wide=full)
    out.print(
        f"[bold]{escape(names[0])}[/bold] against [bold]{escape(names[1])}[/bold] · "
        f"{screen.circumstances(game, board.perception)}"
    )
    out.print()
    if full:
        out.print(_trace_table(names, rows_of(names, played, game)))
    else:
        for line in strips(names, played, out.width):
            out.print(line, markup=False)
    out.print()
    out.print("\n".join(story(names, played, found, game)), markup=False)


def strips(names: tuple[str, str], played: "list[Turn]", width: int) -> list[str]:
    """The match as strips of signs, wrapped to `width` columns."""
    labels = [names[0], "  sees", names[1], "  sees"]
    margin = min(max(len(label) for label in (*labels, "turn")), 24) + 2
    span = max(10, (width - margin - 2) // 10 * 10)
    lines = []
    for at in range(0, len(played), span):
        part = played[at : at + span]
        lines.append(f"{'turn':<{margin}}{_ruler(part[0].number, len(part))}")
        for seat in (0, 1):
            acts = "".join(_sign(turn, seat) for turn in part)
            sees = "".join(_sight(turn, seat) for turn in part)
            lines.append(f"{names[seat][: margin - 2]:<{margin}}{acts}")
            lines.append(f"{'  sees':<{margin}}{sees}".rstrip())
        lines.append("")
    lines.append(
        "○ restrains  ● arms  ◌ ◉ likewise, by mistake  "
        "△ takes arming for restraint  ▲ takes restraint for arming  ✶ war"
    )
    return lines


def _ruler(first: int, length: int) -> str:
    marks = [" "] * length
    for k in range(length):
        turn = first + k
        if turn == 1 or turn % 10 == 0:
            text = str(turn)
            begin = k if turn == 1 else max(0, k - len(text) + 1)
            marks[begin : begin + len(text)] = text
        elif marks[k] == " ":
            marks[k] = "·"
    return "".join(marks)[:length]


def _sign(turn: "Turn", seat: int) -> str:
    if turn.actions is None or turn.actions[seat] == 2:
        return "✶"
    slipped = turn.slipped(seat)
    return ("◌" if slipped else "○") if turn.actions[seat] == 0 else ("◉" if slipped else "●")


def _sight(turn: "Turn", seat: int) -> str:
    if not turn.misread(seat):
        return " "
    return "▲" if turn.seen and turn.seen[seat] == 1 else "△"


def _trace_table(names: tuple[str, str], rows: list[dict[str, Any]]) -> Table:
    columns: list[tuple[str, str]] = [("\nturn", "right")]
    for name in names:
        columns += [
            (f"{name}\nmind", "left"),
            ("\ndoes", "left"),
            ("\nsees", "left"),
            ("\npayoff", "right"),
        ]
    table = screen.table(*columns)
    for row in rows:
        cells = [str(row["turn"])]
        for label in ("first", "second"):
            slipped = row[f"{label}_intended"] not in ("", row[f"{label}_action"])
            cells += [
                row[f"{label}_mind"],
                row[f"{label}_action"] + (" by mistake" if slipped else ""),
                row[f"{label}_sees"] + (" ✗ misread" if row[f"{label}_misreads"] else ""),
                screen.number(row[f"{label}_payoff"]),
            ]
        screen.add_row(table, *cells)
    return table


def story(
    names: tuple[str, str], played: "list[Turn]", found: "list[Spiral]", game: "Game"
) -> list[str]:
    """What happened, in a few sentences."""
    n = len(played)
    both = sum(turn.outcome == 0 for turn in played)
    means = [sum(payoff(turn, seat, game) for turn in played) / n for seat in (0, 1)]
    earned = (f"{name} {screen.number(mean)}" for name, mean in zip(names, means, strict=True))
    lines = [
        f"Both restrained in {both} of {n} turns.",
        f"Payoff a turn: {', '.join(earned)}.",
        _errors_in_words(played),
    ]
    if found:
        lines.append(_longest_in_words(names, max(found, key=_length), played))
        lines.append(_causes_in_words(found))
    return [line for line in lines if line]


def _errors_in_words(played: "list[Turn]") -> str:
    misread = sum(turn.misread(seat) for turn in played for seat in (0, 1))
    slips = sum(turn.slipped(seat) for turn in played for seat in (0, 1))
    if not misread and not slips:
        return "Nothing was misread and nothing went wrong."
    parts = [f"{misread} misreading{'s' * (misread != 1)}"] * (misread > 0)
    parts += [f"{slips} action{'s' * (slips != 1)} by mistake"] * (slips > 0)
    return f"{' and '.join(parts)}."


def _length(spiral: "Spiral") -> int:
    return spiral.last - spiral.first + 1


def _error_in_words(turn: "Turn", spiral: "Spiral") -> str:
    if spiral.error is None or spiral.cause == "misreading":
        return "misread the other"
    armed = turn.actions is not None and turn.actions[spiral.error.seat] == 1
    return "armed by mistake" if armed else "restrained by mistake"


def _longest_in_words(names: tuple[str, str], spiral: "Spiral", played: "list[Turn]") -> str:
    lasted = _length(spiral)
    span = f"{lasted} turn{'s' * (lasted != 1)} from turn {spiral.first}"
    ended = "" if spiral.ended else " and was still on at the end"
    text = f"The longest stretch without mutual restraint took {span}{ended}: "
    if spiral.error is None:
        why = {"aim": "nothing had gone wrong; it was somebody's aim"}
        return text + why.get(spiral.cause, "several errors together") + "."
    turns_played = len(played)
    what = _error_in_words(played[spiral.error.turn - 1], spiral)
    who = f"{names[spiral.error.seat]} {what} in turn {spiral.error.turn}"
    without = f"Without that, {spiral.restraint_without} of {turns_played} turns of restraint"
    return f"{text}{who}. {without}."


def _causes_in_words(found: "list[Spiral]") -> str:
    dilemma = sum(spiral.of_the_dilemma for spiral in found)
    if len(found) == 1:
        return "Neither wanted it." if dilemma else ""
    return f"{len(found)} such stretches: {dilemma} by error, {len(found) - dilemma} by aim."
