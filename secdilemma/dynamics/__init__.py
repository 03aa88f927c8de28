"""Populations: what is left when strategies spread by what they earn.

Every function takes a payoff matrix, ``payoff[i, j]`` being what strategy i earns against j with
itself on the diagonal, or the :class:`~secdilemma.results.Results` of a tournament, of which the
scoring horizon counts; and gives arrays back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secdilemma.dynamics.fixation import fixation_probabilities, log_fixation_probabilities
    from secdilemma.dynamics.imitating import imitation
    from secdilemma.dynamics.moran_process import moran
    from secdilemma.dynamics.rare_mutations import RareMutation, rare_mutation
    from secdilemma.dynamics.replicating import replicator
    from secdilemma.dynamics.restraint import restraint_over
    from secdilemma.dynamics.runs import Runs
    from secdilemma.dynamics.trajectory import Trajectory

_PUBLIC = {
    "RareMutation": "rare_mutations",
    "Runs": "runs",
    "Trajectory": "trajectory",
    "fixation_probabilities": "fixation",
    "imitation": "imitating",
    "log_fixation_probabilities": "fixation",
    "moran": "moran_process",
    "rare_mutation": "rare_mutations",
    "replicator": "replicating",
    "restraint_over": "restraint",
}

__all__ = [
    "RareMutation",
    "Runs",
    "Trajectory",
    "fixation_probabilities",
    "imitation",
    "log_fixation_probabilities",
    "moran",
    "rare_mutation",
    "replicator",
    "restraint_over",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
