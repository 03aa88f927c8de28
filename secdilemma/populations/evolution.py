"""Running a population through the process that settings name."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from secdilemma import populations
from secdilemma.errors import DynamicsError, UnknownNameError, suggestion
from secdilemma.matches.tally import Floats
from secdilemma.populations import Runs, Trajectory
from secdilemma.populations.outcome import PopulationOutcome
from secdilemma.populations.payoffs import PairPayoffs
from secdilemma.populations.process import Settings

Progress = Callable[[int, int], None]
GENERATIONS = 1000


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
    pairs: PairPayoffs,
    settings: Settings,
    threads: int | None = None,
    progress: Progress | None = None,
) -> PopulationOutcome:
    """Run a population.

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
    made = populations.two_populations(
        pairs.payoff[0],
        pairs.payoff[1],
        (start, start),
        until=settings.until or None,
        extinct=settings.extinct,
    )
    shares = np.stack([made.row, made.column], axis=1)
    restraint = populations.restraint_over(made.row, pairs.restraint, made.column)
    return PopulationOutcome(pairs, settings, made.times, shares, restraint, made.seats)


def _large(pairs: PairPayoffs, settings: Settings, start: Floats) -> PopulationOutcome:
    settings = replace(settings, baseline=baseline_of(pairs, settings))
    made = _trajectory(pairs.payoff[0], settings, start)
    restraint = populations.restraint_over(made.shares, pairs.restraint)
    shares = made.shares[:, None]
    return PopulationOutcome(pairs, settings, made.times, shares, restraint, (made,))


def _trajectory(payoff: Floats, settings: Settings, start: Floats) -> Trajectory:
    low = settings.baseline or 0.0
    if settings.process == "ecology":
        if settings.mutation:
            raise DynamicsError("mutation: the ecology has none; expected another process.")
        generations = settings.until or GENERATIONS
        if generations != int(generations):
            raise DynamicsError(
                f"until: got {generations:g}; expected a whole number of generations."
            )
        return populations.ecology(payoff, start, generations=int(generations), baseline=low)
    until = settings.until or None
    if settings.mutation:
        return populations.replicator_mutator(
            payoff, settings.mutation, start, baseline=low, until=until
        )
    return populations.replicator(payoff, start, until=until, extinct=settings.extinct)


def baseline_of(pairs: PairPayoffs, settings: Settings) -> float | None:
    """Return what payoffs are counted from as births: by default their lowest, if it is below 0."""
    counts = settings.process == "ecology" or bool(settings.mutation)
    if not counts or settings.baseline is not None:
        return settings.baseline
    return min(0.0, float(pairs.payoff.min()))


def _finite(
    pairs: PairPayoffs,
    settings: Settings,
    start: Floats,
    threads: int | None,
    progress: Progress | None,
) -> PopulationOutcome:
    made = _runs(pairs.payoff[0], settings, start, threads, progress)
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


def _runs(
    payoff: Floats,
    settings: Settings,
    start: Floats,
    threads: int | None,
    progress: Progress | None,
) -> Runs:
    name, size, seed = settings.graph, settings.size, settings.seed
    graph = populations.named_graph(name, size, seed) if name else None
    if settings.process == "imitation":
        return populations.imitation(
            payoff,
            size,
            start,
            runs=settings.runs,
            intensity=settings.intensity,
            mutation=settings.mutation,
            graph=graph,
            steps=settings.steps,
            seed=seed,
            threads=threads,
            progress=progress,
        )
    return populations.moran(
        payoff,
        size,
        start,
        runs=settings.runs,
        update=settings.update,
        fitness=settings.fitness,
        intensity=settings.intensity,
        mutation=settings.mutation,
        graph=graph,
        steps=settings.steps,
        seed=seed,
        threads=threads,
        progress=progress,
    )


def _rare(pairs: PairPayoffs, settings: Settings) -> PopulationOutcome:
    for unused, value in (("graph", settings.graph), ("start", settings.start)):
        if value:
            raise DynamicsError(f"{unused}: fixation has no use for it; expected none.")
    made = populations.rare_mutation(
        pairs.payoff[0],
        settings.size,
        update=settings.update,
        fitness=settings.fitness,
        intensity=settings.intensity,
    )
    law = made.stationary
    return PopulationOutcome(
        pairs,
        settings,
        np.zeros(1),
        law[None, None],
        np.array([law @ np.diag(pairs.restraint)]),
        fixation=made.fixation,
    )
