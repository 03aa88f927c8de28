"""Running a population through the process that settings name."""

from collections.abc import Callable, Mapping

import numpy as np

from secdilemma.dynamics.replicating import replicator
from secdilemma.dynamics.restraint import restraint_over
from secdilemma.errors import DynamicsError, UnknownNameError, suggestion
from secdilemma.evolution.outcome import Outcome
from secdilemma.evolution.settings import Settings
from secdilemma.lanes.counting import Floats
from secdilemma.populations import Encounters

Progress = Callable[[int, int], None]
REPLICATOR_END = 1e6


def starting_shares(names: tuple[str, ...], start: Mapping[str, float]) -> Floats:
    """Return the shares that a start by name stands for, ndarray(float, shape (n,)).

    What the named leave of 1 is spread evenly over the others.

    Raises
    ------
    UnknownNameError
        If one is not among `names`.
    DynamicsError
        If a share is no share, or they do not sum to 1.
    """
    shares = np.zeros(len(names))
    for name, share in start.items():
        if name not in names:
            hint = suggestion(name, names)
            raise UnknownNameError(f"start: {name}: no such participant in this tournament.{hint}")
        if not 0 <= share <= 1:
            raise DynamicsError(f"start: {name}: got {share:g}; expected a share, 0 to 1.")
        shares[names.index(name)] = share
    rest = 1 - sum(start.values())
    others = [i for i, name in enumerate(names) if name not in start]
    if abs(rest) <= 1e-9:
        return shares
    if rest < 0 or not others:
        raise DynamicsError(f"start: the shares sum to {1 - rest:.12g}; expected 1.")
    shares[others] = rest / len(others)
    return shares


def evolve(
    encounters: Encounters,
    settings: Settings,
    threads: int = 1,
    progress: Progress | None = None,
) -> Outcome:
    """Run a population.

    Parameters
    ----------
    encounters
        What its strategies earn from one another.
    settings
        The process and its numbers.
    threads
        For finite populations; no byte depends on it.
    progress
        Called with (runs done, runs in all).

    Raises
    ------
    SecDilemmaError
        If a number is out of its range, or the start names somebody else.
    """
    del threads, progress
    return _replicator(encounters, settings)


def _replicator(encounters: Encounters, settings: Settings) -> Outcome:
    start = starting_shares(encounters.names, settings.start)
    until = settings.until or REPLICATOR_END
    made = replicator(encounters.payoff[0], start, until=until)
    restraint = restraint_over(made.shares, encounters.restraint)
    return Outcome(
        encounters, settings, made.times, made.shares[:, None], restraint, speed=made.speed
    )
