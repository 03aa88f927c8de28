"""Populations: what is left when strategies spread by what they earn.

Every function takes a payoff matrix, ``payoff[i, j]`` being what strategy i earns against j with
itself on the diagonal, or the :class:`~secdilemma.results.Results` of a tournament, of which the
scoring horizon counts; and gives arrays back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secdilemma.dynamics.ecological import ecology
    from secdilemma.dynamics.fixation import fixation_probabilities, log_fixation_probabilities
    from secdilemma.dynamics.graphs import named_graph
    from secdilemma.dynamics.imitating import imitation
    from secdilemma.dynamics.invading import Fate, Invasion, invasion
    from secdilemma.dynamics.moran_process import moran
    from secdilemma.dynamics.mutating import replicator_mutator
    from secdilemma.dynamics.pairing import PairedTrajectory, two_populations
    from secdilemma.dynamics.rare_mutations import RareMutation, rare_mutation
    from secdilemma.dynamics.replicating import replicator
    from secdilemma.dynamics.resting import RestPoint, rest_points
    from secdilemma.dynamics.restraint import restraint_over
    from secdilemma.dynamics.runs import Runs
    from secdilemma.dynamics.trajectory import Trajectory

_PUBLIC = {
    "Fate": "invading",
    "Invasion": "invading",
    "PairedTrajectory": "pairing",
    "RareMutation": "rare_mutations",
    "RestPoint": "resting",
    "Runs": "runs",
    "Trajectory": "trajectory",
    "ecology": "ecological",
    "fixation_probabilities": "fixation",
    "imitation": "imitating",
    "invasion": "invading",
    "log_fixation_probabilities": "fixation",
    "moran": "moran_process",
    "named_graph": "graphs",
    "rare_mutation": "rare_mutations",
    "replicator": "replicating",
    "replicator_mutator": "mutating",
    "rest_points": "resting",
    "restraint_over": "restraint",
    "two_populations": "pairing",
}

__all__ = [
    "Fate",
    "Invasion",
    "PairedTrajectory",
    "RareMutation",
    "RestPoint",
    "Runs",
    "Trajectory",
    "ecology",
    "fixation_probabilities",
    "imitation",
    "invasion",
    "log_fixation_probabilities",
    "moran",
    "named_graph",
    "rare_mutation",
    "replicator",
    "replicator_mutator",
    "rest_points",
    "restraint_over",
    "two_populations",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
