"""Write ``docs/axelrod-agreement.md``: every native strategy compared with axelrod's own player.

``python docs/agreement.py`` rewrites the page; ``--check`` only says whether it is out of date.
"""

# ruff: noqa: T201, INP001

import sys
from pathlib import Path

from secdilemma.bridges.axelrod.incoming.agreeing import OPPONENTS, compare
from secdilemma.bridges.axelrod.incoming.facts import Fact, facts
from secdilemma.bridges.axelrod.incoming.library import library_version
from secdilemma.bridges.axelrod.incoming.listing import rows, summary, why
from secdilemma.bridges.axelrod.incoming.strategies import strategy

PAGE = Path(__file__).with_name("axelrod-agreement.md")
TURNS = 40
NOISES = (0.0, 0.05)
HEAD = """# What agrees with Axelrod-Python, and what is played live

{summary}

Each native strategy is held, turn by turn, against axelrod's own player: its probability of
restraint after the same history, in a match of {turns} turns with each of {count} opponents
({opponents}), without noise and at 5 % noise. Where chance moves a player, every state that it
may be in is carried along, so nothing here is sampled. *Turns* is how many were compared and
*differ* in how many the two probabilities were not the same to within 1e-9. `python
docs/agreement.py` prints this page again; the tests compare 200 turns too.

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


def native_row(fact: Fact) -> str:
    """Return a native strategy's row, which compares it."""
    found = [compare(strategy(fact.name, {}), TURNS, noise) for noise in NOISES]
    compared = sum(each.turns for each in found)
    differ = sum(each.differences for each in found)
    print(fact.name, compared, differ, file=sys.stderr, flush=True)
    return f"| {fact.name} | {fact.minds} | {compared:,} | {differ} | {why(fact)} |"


def page() -> str:
    """Return the page as it should be."""
    every = list(facts().values())
    head = HEAD.format(
        summary=summary(rows()),
        turns=TURNS,
        count=len(OPPONENTS),
        opponents=", ".join(OPPONENTS),
        version=library_version(),
    )
    native = "\n".join(native_row(each) for each in every if each.native)
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
