"""The shipped experiments by name; each is a list of checks."""

from collections.abc import Callable

from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.errors import UnknownNameError, suggestion
from secdilemma.experiments.check import Check
from secdilemma.experiments.pattern import pattern
from secdilemma.experiments.selection import selection

Experiment = Callable[[Catalogue], list[Check]]

EXPERIMENTS: dict[str, Experiment] = {"pattern": pattern, "selection": selection}


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
