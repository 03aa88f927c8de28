"""Populations: what is left when strategies spread by what they earn.

Every function takes a payoff matrix, ``payoff[i, j]`` being what strategy i earns against j with
itself on the diagonal, or the :class:`~secdilemma.results.Results` of a tournament, of which the
scoring horizon counts; and gives arrays back.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secdilemma.dynamics.replicator import replicator
    from secdilemma.dynamics.restraint import restraint_over
    from secdilemma.dynamics.trajectory import Trajectory

_PUBLIC = {
    "Trajectory": "trajectory",
    "replicator": "replicator",
    "restraint_over": "restraint",
}

__all__ = ["Trajectory", "replicator", "restraint_over"]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    globals()[name] = value  # a function hides the module that it is named after
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
