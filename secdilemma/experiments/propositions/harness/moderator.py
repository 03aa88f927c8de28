"""The moderator: which factor of the grid best tells supporting cells from the others.

Association is Cramér's V with Bergsma's correction (2013), which does not favour a factor for
having many levels: one that has nothing to do with the verdict gets zero on average.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from secdilemma.experiments.propositions.harness.cell import Cell, Level
from secdilemma.experiments.propositions.harness.decision import Support
from secdilemma.games.comparison import above, greatest

WEAK = 0.1


@dataclass(frozen=True, slots=True)
class Moderator:
    """A factor that splits the cells.

    Parameters
    ----------
    factor
        Its name.
    association
        The corrected V, from 0 to 1.
    shares
        For each level, the share of its decisive cells that support the claim.
    """

    factor: str
    association: float
    shares: dict[Level, float]

    def in_words(self, most: int | None = None) -> str:
        """Return such as ``strategy: yes tft; partly ctft; no gtft``.

        Yes where at least four fifths of a level's decisive cells support the claim, no where at
        most one fifth does.

        Parameters
        ----------
        most
            How many levels of a kind are named; None for all.
        """
        yes = [_label(level) for level, share in self.shares.items() if share >= 0.8]
        no = [_label(level) for level, share in self.shares.items() if share <= 0.2]
        both = [_label(level) for level, share in self.shares.items() if 0.2 < share < 0.8]
        parts = [("yes", yes), ("partly", both), ("no", no)]
        said = "; ".join(f"{word} {_listed(names, most)}" for word, names in parts if names)
        return f"{self.factor.replace('_', ' ')}: {said}"


def find_moderator(cells: Sequence[Cell], verdicts: Sequence[Support]) -> Moderator | None:
    """Return the factor that separates the decisive cells best; None where none does."""
    pairs = [
        (cell, verdict is Support.SUPPORTED)
        for cell, verdict in zip(cells, verdicts, strict=True)
        if verdict is not Support.UNDECIDED
    ]
    outcomes = {supported for _, supported in pairs}
    if len(outcomes) < 2:
        return None
    found = [_moderator(name, pairs) for name in pairs[0][0].factors]
    strength = [each.association for each in found]
    best = found[greatest(strength, [each.factor for each in found])]
    return best if above(best.association, WEAK) else None


def _moderator(factor: str, pairs: list[tuple[Cell, bool]]) -> Moderator:
    groups: dict[Level, list[bool]] = {}
    for cell, supported in pairs:
        groups.setdefault(cell.factors[factor], []).append(supported)
    counts = [(sum(group), len(group) - sum(group)) for group in groups.values()]
    shares = {level: sum(group) / len(group) for level, group in groups.items()}
    return Moderator(factor, corrected_association(counts), shares)


def corrected_association(counts: Sequence[tuple[int, int]]) -> float:
    """Return Bergsma's corrected Cramér's V of a table with two columns.

    Parameters
    ----------
    counts
        For each level, how many cells support the claim and how many do not.
    """
    n, rows = sum(a + b for a, b in counts), len(counts)
    columns = [sum(row[k] for row in counts) for k in (0, 1)]
    if rows < 2 or 0 in columns or n < 3:
        return 0.0
    square = 0.0
    for row in counts:
        for k in (0, 1):
            expected = sum(row) * columns[k] / n
            square += (row[k] - expected) ** 2 / expected
    phi = max(0.0, square / n - (rows - 1) / (n - 1))
    effective = rows - (rows - 1) ** 2 / (n - 1)
    two = 2 - 1 / (n - 1)
    least = min(effective, two) - 1
    return float(min(1.0, (phi / least) ** 0.5)) if least > 0 else 0.0


def _listed(names: list[str], most: int | None) -> str:
    if most is None or len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} more"


def _label(level: Level) -> str:
    return level if isinstance(level, str) else f"{level:g}"
