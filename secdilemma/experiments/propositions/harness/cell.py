"""A cell of a grid: one combination of the factors' levels."""

from collections.abc import Mapping
from dataclasses import dataclass

Level = float | str


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of the grid's factors."""

    factors: Mapping[str, Level]

    def number(self, name: str) -> float:
        """Return the level of a factor that is a number."""
        return float(self.factors[name])

    def word(self, name: str) -> str:
        """Return the level of a factor that is a name."""
        return str(self.factors[name])
