"""Running a population through the process that settings name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from secdilemma import populations
from secdilemma.errors import DynamicsError, UnknownNameError, suggestion
from secdilemma.matches.tally import Floats
from secdilemma.populations.large import GENERATIONS
from secdilemma.populations.outcome import PopulationOutcome
from secdilemma.populations.payoffs import PairPayoffs
from secdilemma.populations.process import Settings

if TYPE_CHECKING:
    from secdilemma.populations import Runs

Progress = Callable[[int, int], None]


def starting_shares(names: tuple[str, ...], start: Mapping[str, float]) -> Floats:
    """The shares that a start by name stands for, ndarray(float, shape (n,)).

    What the named leave of 1 is spread evenly over the others.

    Raises
    ------
    UnknownNameError
        If one is not among `names`.
    DynamicsError
        If a share is no share, or they do not sum to 1.

    Examples
    --------
    >>> starting_shares(("tft", "all-c", "all-d"), {"all-d": 0.9})
    array([0.05, 0.05, 0.9 ])
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
    pairs: PairPayoffs,
    settings: Settings,
    threads: int | None = None,
    progress: Progress | None = None,
) -> PopulationOutcome:
    """The outcome of a population that goes through the process of its settings.

    Parameters
    ----------
    pairs
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

    Examples
    --------
    >>> restraint = np.diag([1.0, 0.0])
    >>> payoff = np.array([[[3.0, 0.0], [5.0, 1.0]]])
    >>> pairs = PairPayoffs(("restrain", "arm"), payoff, restraint, "a turn", 5.0)
    >>> evolve(pairs, Settings()).left()
    [('arm', 1.0)]
    """
    start = starting_shares(pairs.names, settings.start)
    if len(pairs.payoff) > 1:
        return _paired(pairs, settings, start)
    if settings.process == "fixation":
        return _rare(pairs, settings)
    if settings.finite:
        return _finite(pairs, settings, start, threads, progress)
    return _large(pairs, settings, start)


def _paired(pairs: PairPayoffs, settings: Settings, start: Floats) -> PopulationOutcome:
    if settings.process != "replicator" or settings.mutation:
        raise DynamicsError(
            f"{settings.process}: the game is asymmetric; expected replicator dynamics without "
            f"mutation, which alone know two populations."
        )
    row, column = pairs.payoff
    until, extinct = settings.until or None, settings.extinct
    made = populations.two_populations(row, column, (start, start), until=until, extinct=extinct)
    shares = np.stack([made.row, made.column], axis=1)
    restraint = populations.restraint_over(made.row, pairs.restraint, made.column)
    return PopulationOutcome(pairs, settings, made.times, shares, restraint, made.seats)


def _large(pairs: PairPayoffs, settings: Settings, start: Floats) -> PopulationOutcome:
    births = settings.process == "ecology" or bool(settings.mutation)
    if births and settings.baseline is None:  # nobody has less than no offspring
        settings = replace(settings, baseline=min(0.0, float(pairs.payoff.min())))
    payoff, until, low = pairs.payoff[0], settings.until or None, settings.baseline or 0.0
    if settings.process == "ecology":
        if settings.mutation:
            raise DynamicsError("mutation: the ecology has none; expected another process.")
        generations = until or GENERATIONS
        if generations != int(generations):
            raise DynamicsError(
                f"until: got {generations:g}; expected a whole number of generations."
            )
        made = populations.ecology(payoff, start, generations=int(generations), baseline=low)
    elif settings.mutation:
        made = populations.replicator_mutator(
            payoff, settings.mutation, start, baseline=low, until=until
        )
    else:
        made = populations.replicator(payoff, start, until=until, extinct=settings.extinct)
    restraint = populations.restraint_over(made.shares, pairs.restraint)
    return PopulationOutcome(pairs, settings, made.times, made.shares[:, None], restraint, (made,))


def _finite(
    pairs: PairPayoffs,
    settings: Settings,
    start: Floats,
    threads: int | None,
    progress: Progress | None,
) -> PopulationOutcome:
    size, named = settings.size, settings.graph
    graph = populations.named_graph(named, size, settings.seed) if named else None
    knobs = settings.chosen("runs", "intensity", "mutation", "steps", "seed")
    process: Callable[..., Runs] = populations.imitation
    if settings.process == "moran":
        process = populations.moran
        knobs |= settings.chosen("update", "fitness")
    knobs |= {"graph": graph, "threads": threads, "progress": progress}
    made = process(pairs.payoff[0], size, start, **knobs)
    won = made.winners
    return PopulationOutcome(
        pairs,
        settings,
        made.times.astype(np.float64),
        made.shares[:, None],
        made.restraint(pairs.restraint),
        winners=np.bincount(won[won >= 0], minlength=len(start)),
        steps=made.steps,
        spent=made.spent,
    )


def _rare(pairs: PairPayoffs, settings: Settings) -> PopulationOutcome:
    for unused, value in settings.chosen("graph", "start").items():
        if value:
            raise DynamicsError(f"{unused}: fixation has no use for it; expected none.")
    knobs = settings.chosen("size", "update", "fitness", "intensity")
    made = populations.rare_mutation(pairs.payoff[0], **knobs)
    law = made.stationary
    restraint = np.array([law @ np.diag(pairs.restraint)])
    return PopulationOutcome(
        pairs, settings, np.zeros(1), law[None, None], restraint, fixation=made.fixation
    )
