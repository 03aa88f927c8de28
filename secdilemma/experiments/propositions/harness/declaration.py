"""What a proposition is: a claim as data, and one function from a cell to what was measured."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from secdilemma.experiments.propositions.harness.cell import Cell, Level
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.games.comparison import above, at_least

SESOI = 0.05
"""The smallest effect of interest, on a scale from 0 to 1 (theory's δ)."""

Scope = Literal["most", "everywhere", "somewhere"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured in a cell.

    Parameters
    ----------
    name
        What it is.
    value
        Its estimate; nan where the cell has none.
    low, high
        The ends of its interval; both are `value` where it is exact.
    """

    name: str
    value: float
    low: float = math.nan
    high: float = math.nan

    @classmethod
    def exact(cls, name: str, value: float) -> "Measure":
        """Return a measure without sampling error."""
        return cls(name, float(value), float(value), float(value))

    @property
    def sampled(self) -> bool:
        """Whether there is an interval to speak of."""
        return bool(above(self.high, self.low))


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a measure must be for the claim to hold: from `low` to `high`, both included.

    Measures are shares or of their size: a billionth beyond a bound is no difference.

    A `premise` is what must be so for the claim to be put to the test at all: where it fails the
    cell decides nothing, for or against.
    """

    measure: str
    low: float = -math.inf
    high: float = math.inf
    premise: bool = False

    @classmethod
    def no_effect(cls, measure: str) -> "Requirement":
        """Return that an effect is smaller than the smallest of interest, either way.

        With a 90 % interval this is the two one-sided tests of equivalence at 5 %
        (Schuirmann 1987).
        """
        return cls(measure, -SESOI, SESOI)

    def met(self, measure: Measure) -> bool | None:
        """Return whether the whole interval is in the range, or out of it; None in between."""
        if math.isnan(measure.value):
            return None
        if at_least(measure.low, self.low) and at_least(self.high, measure.high):
            return True
        if above(self.low, measure.high) or above(measure.low, self.high):
            return False
        return None


Experiment = Callable[[Laboratory, Cell], tuple[Measure, ...]]


@dataclass(frozen=True, slots=True)
class Proposition:
    """A claim about the security dilemma, with the experiment that can refute it.

    Parameters
    ----------
    id
        Such as ``J2``.
    wording
        As the source essay has it.
    theorist, source
        Who claims it, and where.
    intervention, control, measured, rule, falsifier
        What is changed, against what, what is looked at, when the claim holds, and what refutes it;
        in words.
    experiment
        From a cell to its measures.
    effect
        Which of them is the effect; by default the first.
    requirements
        All must be met for a cell to support the claim.
    factors
        Which factors of the grid the cells differ in.
    levels
        Levels of factors that only this claim has, or that it sets otherwise.
    quick
        Likewise in the quick grid; by default the same.
    scope
        ``"most"``: four fifths of the decisive cells support it, or refute it. ``"everywhere"``:
        one cell refutes it. ``"somewhere"``: one cell supports it.
    """

    id: str
    wording: str
    theorist: str
    source: str
    intervention: str
    control: str
    measured: str
    rule: str
    falsifier: str
    experiment: Experiment
    requirements: tuple[Requirement, ...]
    factors: tuple[str, ...]
    levels: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)
    quick: Mapping[str, tuple[Level, ...]] = field(default_factory=dict)
    scope: Scope = "most"
    effect: str = ""

    def effect_in(self, measures: Sequence[Measure]) -> Measure:
        """Return the effect among the measures of a cell."""
        named = [each for each in measures if each.name == self.effect]
        return named[0] if self.effect else measures[0]

    def declaration(self) -> dict[str, Any]:
        """Return what is claimed and how it is tested, as plain data."""
        words = ("wording", "theorist", "source", "intervention", "control", "measured")
        return {
            "id": self.id,
            **{name: getattr(self, name) for name in (*words, "rule", "falsifier", "scope")},
        }
