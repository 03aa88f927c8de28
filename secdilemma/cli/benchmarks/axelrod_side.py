"""What the benchmarks need of axelrod: the library, and its strategies that are tables here."""

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context
from secdilemma.automata.minimisation import merged
from secdilemma.catalogue.axelrod import library as bridge
from secdilemma.catalogue.axelrod.exploration import derive
from secdilemma.catalogue.axelrod.library import attributes_of
from secdilemma.catalogue.axelrod.references import expand, make
from secdilemma.catalogue.axelrod.strategy import told
from secdilemma.errors import StrategyError
from secdilemma.games.arms import preset
from secdilemma.tournament.participants import Participant

NOT_INSTALLED = "axelrod is not installed"


@dataclass(frozen=True)
class Both:
    """One strategy of axelrod, as it is there and as the table that it is here."""

    reference: str
    automaton: Automaton

    def player(self) -> Any:
        """Return a new player of axelrod."""
        return make(self.reference, {}).make()

    @property
    def participant(self) -> Participant:
        """The participant that it is here."""
        return Participant(self.automaton, name=self.reference)


def library() -> Any | None:
    """Return axelrod, or None where it is not installed; it takes seconds to import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return bridge.library()
        except StrategyError:
            return None


@lru_cache
def native(group: str, turns: int, limit: int) -> tuple[Both, ...]:
    """Return the strategies of a group that are automata of at most `limit` minds.

    Parameters
    ----------
    group
        A set of axelrod's, such as ``axelrod:all``.
    turns
        The length of the match.
    limit
        Of the exploration; the bridge itself explores further, and takes longer.
    """
    attributes = attributes_of(turns, told(Context(turns, preset("axelrod"), 0)))
    found = []
    for reference in expand(group):
        strategy = make(reference, {})
        try:
            made = derive(reference, strategy.make, attributes, turns, limit).automaton
        except Exception:  # noqa: BLE001, S112 - what cannot be explored so is no table
            continue
        if made is not None:
            found.append(Both(reference, merged(made)))
    return tuple(found)
