"""Write ``docs/axelrod-agreement.md``: every native strategy compared with axelrod's own player.

``python docs/agreement.py`` rewrites the page; ``--check`` only says whether it is out of date.
"""

# ruff: noqa: T201, INP001

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

from oracles.axelrod_agreement import OPPONENTS, compare

from secdilemma.catalogue.axelrod.facts import TURNS, Fact, facts
from secdilemma.catalogue.axelrod.strategy import strategy
from secdilemma.catalogue.axelrod.table import rows, summary, why

PAGE = Path(__file__).with_name("axelrod-agreement.md")
NOISES = (0.0, 0.05)
HEAD = """# What agrees with Axelrod-Python

{summary}

`python docs/agreement.py` compares again and writes this page, in about three minutes.

## How native strategies are compared

Each [native strategy](axelrod.md#native-and-live) is held, turn by turn, against axelrod's own
player: its probability of restraint after the same history. A match has {turns} turns and is
played with each of {count} opponents of axelrod's ({opponents}), without noise and at 5 % noise.
With noise and against a random opponent a strategy is led where it would not have gone by itself.
Where chance moves a player, every state that it may be in is carried along with its probability,
so nothing here is sampled: the comparison of a stochastic strategy is as sharp as that of a
deterministic one. In the table below, *turns* is how many were compared, and *differ* in how many
the two probabilities were more than 1e-9 apart.

In all, {compared} turns of {native} strategies were compared, and {differ} differ.

The ordinary tests repeat this for every native strategy over 40 turns, those marked slow over
{turns} (`tests/agreement/test_axelrod.py`); another test breaks an automaton and sees
that it is found out.

This is evidence about the histories that were met and no proof: what happens for the first time
after turn {turns}, or after a history that none of these matches had, is not in it. Exploring is
what should make it so [everywhere](axelrod.md#native-and-live).

## What else is held against axelrod

| what | how it is compared | tests, in `agreement/` and `catalogue/axelrod/` |
|---|---|---|
| our strategies as its players | move for move, in distribution with noise | `test_players.py` |
| its wrappers on automata | move for move | `test_transformers.py` |
| its measures of a tournament | equal; noisy within 4 standard errors | `test_ratings.py` |
| fingerprints | Ashlock's and the transitive | `test_fingerprints.py` |
| tournaments on graphs, random ends | equal, or within sampling error | `test_spatial.py` |
| every one of its strategies | finishes a match here | `test_strategy.py` |

What differs on purpose stands [beside its names](axelrod-equivalents.md) and under [What is told,
and what differs](axelrod.md#what-is-told-and-what-differs).

## Native

| strategy | minds | turns | differ | what it reads |
|---|---:|---:|---:|---|
"""
LIVE = """
## Played live

These are played by axelrod's own player, so there is nothing to compare.

| strategy | why |
|---|---|
"""


def compared(fact: Fact) -> tuple[int, int]:
    """Return how many turns of a native strategy were compared, and how many differ."""
    found = [compare(strategy(fact.name, {}), TURNS, noise) for noise in NOISES]
    turns, differ = sum(each.turns for each in found), sum(each.differences for each in found)
    print(fact.name, turns, differ, file=sys.stderr, flush=True)
    return turns, differ


def page() -> str:
    """Return the page as it should be."""
    every = list(facts().values())
    found = {each: compared(each) for each in every if each.native}
    head = HEAD.format(
        summary=summary(rows()),
        turns=TURNS,
        count=len(OPPONENTS),
        opponents=", ".join(OPPONENTS),
        native=len(found),
        compared=f"{sum(turns for turns, _ in found.values()):,}",
        differ=sum(differ for _, differ in found.values()) or "none",
    )
    native = "\n".join(
        f"| {each.name} | {each.minds} | {turns:,} | {differ} | {why(each)} |"
        for each, (turns, differ) in found.items()
    )
    live = "\n".join(f"| {each.name} | {why(each)} |" for each in every if each.lane == "live")
    return f"{head}{native}\n{LIVE}{live}\n"


def main() -> int:
    """Write the page, or check it."""
    made = page()
    if "--check" in sys.argv:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made
        print("out of date" if stale else "up to date")
        return int(stale)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
