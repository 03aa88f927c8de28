"""Which process a population goes through, and with what numbers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Process = Literal["replicator", "ecology", "moran", "imitation", "fixation"]
PROCESSES: tuple[Process, ...] = ("replicator", "ecology", "moran", "imitation", "fixation")

RUNS = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """A process and its numbers; enough, with the tournament, to run it again.

    Parameters
    ----------
    process
        ``"replicator"``, ``"ecology"``, ``"moran"``, ``"imitation"`` or ``"fixation"``.
    start
        Shares by name; what they leave of 1 is spread evenly over the others. Empty: even.
    until
        The last time of the replicator, or the generations of the ecology; 0 for the process's
        own default: until the replicator is at rest, and 1,000 generations.
    extinct
        A share of the replicator below which a strategy is gone for good; 0 for never.
    size
        How many states a finite population has.
    runs
        How often a finite population is run: fewer times than the 1,000 of the functions, for a
        command that answers at once.
    steps
        When a run of a finite population ends at the latest.
    mutation
        The chance that a newcomer takes up another strategy, any of them alike.
    update
        ``"birth-death"`` or ``"death-birth"``.
    fitness
        ``"exponential"``: ``exp(w π)``; ``"linear"``: ``1 - w + w π``.
    intensity
        w, or β of imitation: how strongly payoffs tell.
    graph
        Who neighbours whom, such as ``cycle`` or ``grid``; empty for everybody.
    baseline
        What is taken from payoffs before they count as births; None for the lowest of them if it
        is below 0. Only the ecology and a mutating replicator count births so.
    seed
        Of every draw.
    """

    process: Process = "replicator"
    start: Mapping[str, float] = field(default_factory=dict)
    until: float = 0.0
    extinct: float = 1e-9
    size: int = 100
    runs: int = RUNS
    steps: int = 10_000_000
    mutation: float = 0.0
    update: str = "birth-death"
    fitness: str = "exponential"
    intensity: float = 1.0
    graph: str = ""
    baseline: float | None = None
    seed: int = 1

    def chosen(self, *names: str) -> dict[str, Any]:
        """Some of the settings, by name."""
        return {name: getattr(self, name) for name in names}

    def to_data(self) -> dict[str, Any]:
        """The settings as plain data."""
        return asdict(self) | {"start": dict(self.start)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Settings":
        """The settings that :meth:`to_data` described, read from a run directory.

        Their form is that of :class:`secdilemma.tournament.files.saved.SavedEvolution`.
        """
        return cls(**data)

    @property
    def finite(self) -> bool:
        """Whether the population has a size, and chance a say."""
        return self.process in {"moran", "imitation"}
