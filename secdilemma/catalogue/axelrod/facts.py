"""What is known of axelrod's strategies without importing it.

``benchmarks/axelrod_facts.py`` writes ``facts.csv``, beside this file, from the installed axelrod:
names, what its classifier says, and what exploring found. It holds no tables of the library's, and
is used only while the installed version is the one it was made from.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from secdilemma.catalogue.axelrod.library import library_version

FILE = Path(__file__).with_name("facts.csv")
TURNS = 200  # the length of match that the survey explored
DEFAULT_GAME = (3.0, 1.0, 0.0, 5.0)  # R, P, S, T


@dataclass(frozen=True, slots=True)
class Fact:
    """One strategy of axelrod.

    Parameters
    ----------
    name, cls, title
        Its name here, its class and its name there.
    stochastic, memory_depth, long_run_time, inspects_source, manipulates_source
        As axelrod classifies it.
    manipulates_state, makes_use_of
        Likewise; the second has ``&`` between its parts.
    minds, explored
        As an automaton in a match of 200 turns; empty where it is none.
    minds_unknown
        As an automaton in a match of unknown length; empty where it is none.
    memory, reads
        What it reads of its histories, and of the match.
    reason
        Why it is no automaton.
    """

    name: str
    cls: str
    title: str
    stochastic: str
    memory_depth: str
    long_run_time: str
    inspects_source: str
    manipulates_source: str
    manipulates_state: str
    makes_use_of: str
    minds: str
    explored: str
    minds_unknown: str
    memory: str
    reads: str
    reason: str

    @property
    def read(self) -> tuple[str, ...]:
        """Which of ``length`` and ``game`` it reads."""
        return tuple(self.reads.split("&")) if self.reads else ()

    @property
    def native(self) -> bool:
        """Whether it is an automaton in a match of 200 turns."""
        return self.minds != ""

    @property
    def surveyed(self) -> bool:
        """Whether the survey explored it, or found why it cannot be; else it is as it plays."""
        return self.native or self.reason != ""

    @property
    def any_length(self) -> bool:
        """Whether one automaton serves every length of match."""
        return self.native and self.minds == self.minds_unknown and "length" not in self.read

    @property
    def lane(self) -> str:
        """``native``, ``native to a known length``, ``live`` or ``unexplored``."""
        if not self.surveyed:
            return "unexplored"
        if not self.native:
            return "live"
        return "native" if self.any_length else "native to a known length"

    def affordable(self, turns: int | None, limit: int) -> bool:
        """Whether exploring it in a match may end within `limit` minds, as the survey suggests."""
        if not self.surveyed:
            return True
        if turns is None:
            return self.minds_unknown != ""
        if not self.native:
            return turns < TURNS
        if self.any_length or turns <= TURNS:
            return True
        growth = turns / TURNS
        power = 1 if int(self.explored) < 20 * TURNS else 2
        return int(self.explored) * growth**power <= limit


@cache
def facts() -> dict[str, Fact]:
    """Return what is known by name; nothing where another axelrod is installed."""
    try:
        with FILE.open(encoding="utf-8", newline="") as file:
            made_from = file.readline().strip()
            if made_from != f"# axelrod {library_version()}":
                return {}
            rows = list(csv.DictReader(file))
    except OSError:
        return {}
    return {row["name"]: Fact(**row) for row in rows}
