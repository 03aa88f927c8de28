"""From propositions to findings: every cell of the grid, kept as it is done, then the verdicts."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.cells import Kept, key_of
from secdilemma.experiments.propositions.harness.decision import (
    Support,
    decide,
    decide_cell,
    premises_hold,
)
from secdilemma.experiments.propositions.harness.declaration import Measure, Proposition
from secdilemma.experiments.propositions.harness.grid import cells_of
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.experiments.propositions.harness.moderator import Moderator, find_moderator
from secdilemma.matches.threads import in_chunks

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CellFinding:
    """What one cell said."""

    cell: Cell
    measures: tuple[Measure, ...]
    verdict: Support
    effect: Measure


@dataclass(frozen=True, slots=True)
class Finding:
    """What the experiment said of a proposition.

    Parameters
    ----------
    proposition
        The claim.
    cells
        What each cell said.
    verdict
        Over all decisive cells.
    moderator
        What splits them, where anything does.
    """

    proposition: Proposition
    cells: tuple[CellFinding, ...]
    verdict: Support
    moderator: Moderator | None

    @property
    def effects(self) -> list[Measure]:
        """The effect in each cell that puts the claim to the test and has one."""
        tested = [each for each in self.cells if premises_hold(self.proposition, each.measures)]
        return [each.effect for each in tested if not math.isnan(each.effect.value)]

    @property
    def effect(self) -> float:
        """The mean of :attr:`effects`; nan where there is none."""
        values = [each.value for each in self.effects]
        return math.fsum(values) / len(values) if values else math.nan

    @property
    def span(self) -> tuple[float, float]:
        """From the lowest to the highest end of the cells' intervals: no cell lies outside it."""
        effects = self.effects
        if not effects:
            return math.nan, math.nan
        return min(each.low for each in effects), max(each.high for each in effects)

    @property
    def exact(self) -> bool:
        """Whether no cell had to be sampled."""
        return not any(each.effect.sampled for each in self.cells)

    def count(self, verdict: Support) -> int:
        """Return how many cells have a verdict."""
        return sum(each.verdict == verdict for each in self.cells)


@dataclass(frozen=True, slots=True)
class _Task:
    proposition: Proposition
    cell: Cell
    key: str


def run_propositions(
    propositions: Sequence[Proposition],
    laboratory: Laboratory | None = None,
    *,
    quick: bool = False,
    kept: Kept | None = None,
    threads: int = 1,
    progress: Progress | None = None,
) -> list[Finding]:
    """Put propositions to the test.

    Parameters
    ----------
    propositions
        Which ones.
    laboratory
        The world; by default the one they speak of.
    quick
        Whether to use the small grid.
    kept
        Cells that are done and need not be done again; new ones are kept in it.
    threads
        How many cells at a time, from 1; it changes no byte of the findings.
    progress
        Called with (cells done, cells in all).
    """
    laboratory, kept = laboratory or Laboratory(), kept or Kept()
    plan = {
        each.id: [_task(each, cell, laboratory) for cell in cells_of(each, quick=quick)]
        for each in propositions
    }
    tasks = [task for group in plan.values() for task in group]
    open_tasks = list({task.key: task for task in tasks if task.key not in kept.cells}.values())
    done = len(tasks) - len(open_tasks)

    def do(part: slice) -> None:
        for task in open_tasks[part]:
            kept.keep(task.key, task.proposition.experiment(laboratory, task.cell))

    def report(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, len(tasks))

    in_chunks(do, len(open_tasks), threads, 1, report)
    return [_finding(each, plan[each.id], kept) for each in propositions]


def _task(proposition: Proposition, cell: Cell, laboratory: Laboratory) -> _Task:
    spec: dict[str, Any] = {
        "experiment": f"{proposition.experiment.__module__}.{proposition.experiment.__qualname__}",
        "factors": dict(cell.factors),
        "setting": asdict(laboratory.setting),
        "matches": laboratory.matches,
    }
    return _Task(proposition, cell, key_of(spec))


def _finding(proposition: Proposition, tasks: Sequence[_Task], kept: Kept) -> Finding:
    made = tuple(
        CellFinding(
            task.cell,
            measures,
            decide_cell(proposition, measures),
            proposition.effect_in(measures),
        )
        for task, measures in ((task, kept.cells[task.key]) for task in tasks)
    )
    verdicts = [each.verdict for each in made]
    moderator = find_moderator([each.cell for each in made], verdicts)
    return Finding(proposition, made, decide(verdicts, proposition.scope), moderator)
