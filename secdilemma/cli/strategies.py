"""``secdilemma strategies``: the list, or one strategy in full."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.markup import escape

from secdilemma.cli import options, output, screen
from secdilemma.cli.destinations import file, kept
from secdilemma.errors import StrategyError, UnknownNameError, suggestion
from secdilemma.io.atomic import Place, write_file

if TYPE_CHECKING:
    from rich.console import Console

    from secdilemma.automata.automaton import Automaton
    from secdilemma.automata.properties import Properties
    from secdilemma.catalogue.catalogue import Catalogue, Entry
    from secdilemma.games import Payoffs

GAME = "axelrod"  # the field's payoffs, in which a card reckons the best response


@click.command()
@click.argument("name", required=False, shell_complete=options.complete_strategies)
@click.option("--school", help="Only this school, such as classic or Herz.")
@click.option(
    "--filter",
    "rule",
    metavar="RULE",
    help="Only those it holds of, such as stochastic=false,memory_depth<=1 or nice=true.",
)
@click.option(
    "--from",
    "source",
    type=click.Choice(["axelrod"]),
    help="List those of another package instead, with the lane of each and why.",
)
@options.format_option("table", "csv", "json")
@options.wide_option(help="With sources, aliases and files.")
@click.option(
    "--svg",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the drawing of NAME to a new SVG file.",
)
@click.option("--no-drawing", "plain", is_flag=True, help="Show NAME without its drawing.")
@options.strategies_option
def strategies(
    name: str | None,
    school: str | None,
    rule: str | None,
    source: str | None,
    form: str,
    svg: Path | None,
    *,
    wide: bool,
    plain: bool,
    folders: tuple[Path, ...],
) -> None:
    """List the strategies, or show one.

    NAME may have parameters and wrappers: jervis-spiral:down=0.5+sensibility=0.5.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.catalogue.workspace import missed_workspace

    if svg is not None and name is None:
        raise click.UsageError("--svg: which strategy? Expected a NAME beside it.")
    if rule is not None and name is not None:
        raise click.UsageError("--filter: it stands beside a NAME; expected only one of them.")
    if source is not None:
        if (name, school, rule) != (None, None, None):
            raise click.UsageError(
                "--from: it stands beside a NAME, --school or --filter; expected it alone."
            )
        _show_axelrod(form, wide=wide)
        return
    catalogue = open_catalogue(folders)
    if name is not None:
        _show_one(catalogue, name, form, svg, plain=plain)
    else:
        _show_all(catalogue, school, rule, form, wide=wide)
    for problem in catalogue.problems:
        screen.note(problem)
    if name is None and (missed := missed_workspace()):
        screen.note(missed)


def row_of(entry: "Entry", made: Any = None) -> dict[str, Any]:
    """What a listing says of one strategy; of `made`, one of its kind, if given."""
    from secdilemma.automata.interface import info_of, values_of
    from secdilemma.catalogue.wrappers.references import unwrapped

    made = entry.kind() if made is None else made
    info = info_of(made)
    automaton, lane = _explored(made)
    return {
        "name": info.name,
        "school": info.school,
        "minds": "" if automaton is None else str(len(automaton)),
        "lane": lane,
        "idea": info.idea,
        "parameters": ", ".join(f"{k}={v}" for k, v in values_of(unwrapped(made)[0]).items()),
        "aliases": ", ".join(entry.info.aliases),
        "sources": "; ".join(info.cites),
        "origin": entry.origin,
        "file": str(entry.path),
    }


def _explored(made: Any) -> "tuple[Automaton | None, str]":
    """A strategy's automaton, or None, and the lane that it is played in."""
    from secdilemma.automata.exploration import explore
    from secdilemma.automata.interface import Context, info_of
    from secdilemma.games import preset

    if not info_of(made).automaton:
        return None, "interpreted"
    try:
        return explore(made, Context(game=preset(GAME))), "exact"
    except StrategyError as error:
        return None, f"broken: {error}"


def _show_all(
    catalogue: "Catalogue", school: str | None, rule: str | None, form: str, *, wide: bool
) -> None:
    entries = list(catalogue.entries.values())
    if school is not None:
        schools = sorted({entry.info.school for entry in entries})
        entries = [each for each in entries if each.info.school.lower() == school.lower()]
        if not entries:
            hint = suggestion(school, schools)
            known = ", ".join(schools)
            raise UnknownNameError(f"--school: got {school!r}; expected one of {known}.{hint}")
    rows = [row_of(entry) for entry in _passing(entries, rule)]
    columns = [("name", "left"), ("school", "left"), ("minds", "right"), ("origin", "left")]
    columns.append(("idea", "left"))
    extra = ("lane", "parameters", "aliases", "sources", "file") if wide else ()
    columns += [(key, "left") for key in extra]
    foot = (
        f"{screen.counted(len(rows), 'strategy')}. secdilemma strategies NAME shows one; set a "
        f"parameter with a colon: gtft:generosity=0.1"
    )
    output.show(form, partial(_listed, rows, columns, foot, wide=wide), rows)


def _passing(entries: "list[Entry]", rule: str | None) -> "list[Entry]":
    """The strategies that a filter lets pass, with default parameters; no broken one."""
    if rule is None:
        return entries
    from secdilemma.catalogue.filters import passes

    test = passes(rule, "--filter")
    passing = []
    for entry in entries:
        try:
            passing += [entry] if test(entry.kind()) else []
        except StrategyError:
            continue
    return passing


def _show_axelrod(form: str, *, wide: bool) -> None:
    """List axelrod's strategies, with the lane of each and why."""
    from secdilemma.catalogue.axelrod.table import rows, summary

    every = rows()
    columns = [("name", "left"), ("lane", "left"), ("minds", "right"), ("why", "left")]
    columns += [("class", "left"), ("memory_depth", "right")] if wide else []
    foot = f"{summary(every)} Each plays under its name: secdilemma match axelrod:gtft grim"
    output.show(form, partial(_listed, every, columns, foot, wide=wide), every)


def _listed(
    rows: list[dict[str, Any]], columns: list[tuple[str, str]], foot: str, *, wide: bool
) -> None:
    """Print some columns of rows, each under the name of its key."""
    cells = ([str(row[key]) for key, _ in columns] for row in rows)
    out = screen.console(wide=wide)
    out.print(screen.table(*columns, rows=cells))
    out.print()
    out.print(foot)


def _show_one(
    catalogue: "Catalogue", name: str, form: str, svg: Path | None, *, plain: bool
) -> None:
    entry = catalogue.entry(name)
    made = catalogue.make(name)
    automaton, _ = _explored(made)
    row = row_of(entry, made)
    drawing = None
    if svg is not None:
        if automaton is None:
            raise StrategyError(f"{row['name']}: it has no finite automaton to draw.")
        drawing = partial(_keep_svg, file(svg), automaton, row["name"])
    with kept(drawing):
        card = partial(_print_card, entry, made, row, automaton, plain=plain)
        output.show(form, card, [] if form == "table" else [row | _as_data(automaton)])


def _print_card(
    entry: "Entry", made: Any, row: dict[str, Any], automaton: "Automaton | None", *, plain: bool
) -> None:
    """Print all that is known of one strategy; `row` is what a listing says of it."""
    from inspect import cleandoc

    out = screen.console()
    out.print(f"[bold]{escape(row['name'])}[/bold] · {escape(row['school'])}")
    out.print(cleandoc(entry.kind.__doc__ or ""), markup=False)
    out.print()
    _print_parameters(out, entry, made)
    if automaton is not None and not plain:
        from secdilemma.automata.diagram import as_text

        out.print(
            "Its minds (▸ the first), what it does in each (○ restrains, ● arms), and what next:"
        )
        for line in as_text(automaton, out.width):
            out.print(line, markup=False)
        out.print()
    if automaton is not None:
        from secdilemma.automata.properties import properties_of
        from secdilemma.games import preset

        game = preset(GAME)
        out.print("Decided from its automaton, without errors:")
        for line in in_words(properties_of(automaton, game), game.row):
            out.print(f"  {line}", markup=False)
        out.print()
    out.print(
        f"{row['minds'] or 'No finite automaton:'} mind{'s' * (row['minds'] != '1')} · "
        f"{row['lane']} · aliases: {row['aliases'] or 'none'} · "
        f"sources: {row['sources'] or 'none'}",
        markup=False,
    )
    out.print(f"{row['origin']}: {row['file']}", markup=False)


def _print_parameters(out: "Console", entry: "Entry", made: Any) -> None:
    from secdilemma.automata.interface import parameters, values_of
    from secdilemma.catalogue.wrappers.references import unwrapped

    known = parameters(entry.kind)
    if known:
        headings = ("parameter", "default", "range", "meaning", "source")
        rows = ([p.name, f"{p.default}", p.rule, p.meaning, p.source] for p in known)
        out.print(screen.table(*((each, "left") for each in headings), rows=rows))
        out.print()
    inner, _ = unwrapped(made)
    values = values_of(inner)
    changed = [f"{p.name}={values[p.name]}" for p in known if values[p.name] != p.default]
    if changed:
        out.print(f"Here: {', '.join(changed)}", markup=False)
        out.print()


_WORDS = {
    "nice": ("nice: it is never the first to arm", "not nice: it may be the first to arm"),
    "retaliating": (
        "retaliating: it answers an arming out of the blue",
        "not retaliating: an arming out of the blue may go unanswered",
    ),
    "forgiving": (
        "forgiving: lasting restraint is sure to win it back",
        "unforgiving: lasting restraint may not win it back",
    ),
    "own_blind": (
        "own-blind: what it did itself never changes what it will do",
        "not own-blind: what it did itself can change what it will do",
    ),
    "memory_one": (
        "memory-one: the last turn alone decides",
        "longer memory: more than the last turn decides",
    ),
    "deterministic": ("nothing is left to chance", "some of it is left to chance"),
    "partner": ("a partner: it keeps R with its own kind, and no opponent gets more than R", ""),
    "rival": ("a rival: no opponent gets more than it does", ""),
    "exploitable": ("exploitable: an opponent gets more than R", ""),
}


def in_words(found: "Properties", payoffs: "Payoffs") -> list[str]:
    """The properties of a strategy as lines of text; what cannot be said is left out.

    Parameters
    ----------
    found
        The properties.
    payoffs
        Those that the best response was reckoned in.
    """
    lines = []
    for name, (yes, no) in _WORDS.items():
        value = getattr(found, name)
        lines += [yes if value else no] * (value is not None)
    if found.best_response is not None:
        best, own = found.best_response.value, found.best_response.own_value
        numbers = ", ".join(f"{letter} {getattr(payoffs, letter):g}" for letter in "TRPS")
        lines.append(
            f"best response at {numbers}: an opponent gets {screen.number(best)} a turn at most, "
            f"and it then gets {screen.number(own)}"
        )
    if found.lead is not None and not found.rival:
        lines.append(f"an opponent can outdo it by {screen.number(found.lead)} a turn at most")
    return [line for line in lines if line]


def _as_data(automaton: "Automaton | None") -> dict[str, Any]:
    from secdilemma.automata.properties import Properties, properties_of
    from secdilemma.games import preset

    game = preset(GAME)
    found = Properties() if automaton is None else properties_of(automaton, game)
    best = found.best_response
    data = {name: getattr(found, name) for name in _WORDS}
    data["best_response"] = None if best is None else best.value
    data["own_at_best_response"] = None if best is None else best.own_value
    data["lead"] = found.lead
    return data


def _keep_svg(place: Place, automaton: "Automaton", title: str) -> str:
    from secdilemma.automata.diagram import as_svg

    return f"Drawn in {write_file(as_svg(automaton, title).encode(), place)}"
