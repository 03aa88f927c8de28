"""``secdilemma games``: the stage games, and what theory says of them."""

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from secdilemma.cli import options, output, screen

if TYPE_CHECKING:
    from secdilemma.games import Game


@click.command()
@options.format_option("table", "csv", "json")
def games(form: str) -> None:
    """List the games and what theory says of them."""
    from secdilemma.games import PRESETS, preset, preset_source
    from secdilemma.games.worlds import WORLDS, world, world_in_words

    rows = [row_of(preset(name), preset_source(name)) for name in PRESETS]
    rows += [row_of(world(name).game, f"Jervis 1978: {world_in_words(name)}") for name in WORLDS]
    output.show(form, partial(_show, rows), rows)


def row_of(game: "Game", source: str) -> dict[str, Any]:
    """What a listing says of one game; None where theory says nothing."""
    from secdilemma.games import thresholds

    p = game.row
    values = {
        "T": p.T,
        "R": p.R,
        "P": p.P,
        "S": p.S,
        "greed": p.greed,
        "fear": p.fear,
        "delta_equilibrium": thresholds.discount_for_equilibrium(p),
        "delta_risk_dominance": thresholds.discount_for_risk_dominance(p),
        "trust": thresholds.trust_threshold(p),
    }
    numbers = {
        key: None if math.isnan(value) else round(value, 12) for key, value in values.items()
    }
    return {"name": game.name, "class": p.kind, **numbers, "source": source}


def _show(rows: list[dict[str, Any]]) -> None:
    headings = {
        "T": "T",
        "R": "R",
        "P": "P",
        "S": "S",
        "greed": "greed",
        "fear": "fear",
        "delta_equilibrium": "δ*",
        "delta_risk_dominance": "δ RD",
        "trust": "t*",
    }
    table = screen.table(
        ("name", "left"),
        ("class", "left"),
        *((heading, "right") for heading in headings.values()),
        rows=(
            [row["name"], row["class"]]
            + [screen.number(math.nan if row[k] is None else row[k]) for k in headings]
            for row in rows
        ),
    )
    out = screen.console()
    out.print(table)
    out.print()
    out.print(
        "δ*: the least discount factor at which restraint can be an equilibrium (Grim). "
        "δ RD: above it Grim risk-dominates AllD."
    )
    out.print(
        "t*: in a stag hunt, the least trust at which restraint is best. "
        "W1 to W4 are Jervis's worlds, each with its own perception."
    )
