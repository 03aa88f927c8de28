"""What an experiment is: a list of checks, each a line that passes or fails."""

from collections.abc import Callable
from dataclasses import dataclass

from secdilemma.catalogue import Catalogue
from secdilemma.errors import UnknownNameError, suggestion


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was expected, what was found, and whether that holds."""

    expected: str
    found: str
    passed: bool


Experiment = Callable[[Catalogue], list[Check]]


def _pattern(catalogue: Catalogue) -> list[Check]:
    from secdilemma.experiments.pattern import pattern

    return pattern(catalogue)


def _selection(catalogue: Catalogue) -> list[Check]:
    from secdilemma.experiments.selection import selection

    return selection(catalogue)


EXPERIMENTS: dict[str, Experiment] = {"pattern": _pattern, "selection": _selection}


def run_experiment(name: str, catalogue: Catalogue) -> list[Check]:
    """Run a shipped experiment.

    Raises
    ------
    UnknownNameError
        If there is none of that name.
    """
    if name not in EXPERIMENTS:
        hint = suggestion(name, EXPERIMENTS)
        known = ", ".join(EXPERIMENTS)
        raise UnknownNameError(f"{name}: no such experiment; expected one of {known}.{hint}")
    return EXPERIMENTS[name](catalogue)
