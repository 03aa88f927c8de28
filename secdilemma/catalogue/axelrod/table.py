"""Which lane each of axelrod's strategies is in, and why."""

from typing import Any

from secdilemma.catalogue.axelrod.facts import TURNS, Fact, facts
from secdilemma.catalogue.axelrod.kinds import kinds
from secdilemma.catalogue.axelrod.library import PREFIX, library_version
from secdilemma.errors import StrategyError


def rows() -> list[dict[str, Any]]:
    """Return a row a strategy: name, title, lane, minds, why, and what its classifier says.

    Raises
    ------
    StrategyError
        If axelrod is not installed, or is of a version that was not surveyed.
    """
    known = facts()
    if not known:
        raise StrategyError(
            f"axelrod {library_version()}: which of its strategies are automata is known of "
            f"4.13.1 alone. They can be played all the same: each is explored when it first plays."
        )
    return [_row(known[name]) for name in kinds()]


def _row(fact: Fact) -> dict[str, Any]:
    return {
        "name": PREFIX + fact.name,
        "title": fact.title,
        "lane": fact.lane,
        "minds": fact.minds,
        "why": why(fact),
        "class": fact.cls,
        "stochastic": fact.stochastic == "true",
        "memory_depth": fact.memory_depth,
        "long_run_time": fact.long_run_time == "true",
        "makes_use_of": fact.makes_use_of.replace("&", ", "),
    }


def why(fact: Fact) -> str:
    """Return how a strategy was made native, or why it is played live, in words."""
    if not fact.surveyed:
        return "it is explored when it first plays"
    if not fact.native:
        return f"it {fact.reason}"
    told = " and ".join(
        {"length": "the match's length", "game": "the game"}[each] for each in fact.read
    )
    words = "it reads nothing" if fact.memory == "nothing" else f"it reads {fact.memory}"
    words += f"; and is told {told}" if told else ""
    if not fact.any_length:
        words += f"; counted over {TURNS} turns"
    return words


def summary(every: list[dict[str, Any]]) -> str:
    """Return how many strategies are in each lane, in a line."""
    counts = [(lane, sum(row["lane"] == lane for row in every)) for lane in LANES]
    parts = ", ".join(f"{count} {lane}" for lane, count in counts if count)
    return f"{len(every)} strategies of axelrod {library_version()}: {parts}."


LANES = ("native", "native to a known length", "live", "unexplored")
