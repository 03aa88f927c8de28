"""The leaderboard, and who did how against whom."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from secdilemma.analysis.metrics import measure
from secdilemma.analysis.recovery import Mistake, mistake_of
from secdilemma.analysis.verdict import Judgement, judge
from secdilemma.automata.automaton import Floats
from secdilemma.classroom.field import Field, FieldEntry
from secdilemma.games.comparison import above, equal, ordered
from secdilemma.io.texts import cell
from secdilemma.tournament.results import Results
from secdilemma.tournament.specification import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """One participant's place.

    Parameters
    ----------
    rank
        From 1; equal scores share one.
    index
        Which participant of the results it is.
    name
        Its name.
    entry
        The entry that it is; None for a strategy that everybody meets.
    score, field, own
        Mean payoff a turn; mutual restraint with the others, and with itself, in the matches that
        are scored.
    judgement
        Its verdict.
    """

    rank: int
    index: int
    name: str
    entry: FieldEntry | None
    score: float
    field: float
    own: float
    judgement: Judgement


@dataclass(frozen=True)
class Standings:
    """How a class tournament ended."""

    results: Results
    field: Field
    work: Work | None = None

    @cached_property
    def rows(self) -> list[Standing]:
        """Everybody, best first."""
        results = self.results
        judgements = judge(results, measure(results, self.work))
        scores, field, own = results.scores, results.field_restraint, results.self_restraint
        entries = {each.name: each for each in self.field.entries if each.plays}
        names = self.names
        return [
            Standing(
                rank=rank,
                index=i,
                name=names[i],
                entry=entries.get(names[i]),
                score=float(scores[0, i]),
                field=float(field[0, i]),
                own=float(own[0, i]),
                judgement=judgements[i],
            )
            for rank, i in results.ranking()
        ]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The participants' names, in the order of the results."""
        return self.results.names

    @cached_property
    def restraint(self) -> Floats:
        """Mutual restraint in the matches that are scored, ndarray(float, shape (n, n))."""
        return np.asarray(self.results.restraint[0])

    @cached_property
    def mistake(self) -> Mistake:
        """The kind of mistake that the matches have."""
        return mistake_of(self.results.tournament.perception)

    def compared(self, i: int) -> dict[str, list[int]]:
        """Return whom participant i `beat`, `lost` to, and was `even` with, each best first.

        To beat is to get more from the matches against somebody than that somebody got.
        """
        own, theirs = self.results.payoff[0, i], self.results.payoff[0, :, i]
        scale = self.results.payoff_scale
        others = [j for j in ordered(own, self.names, scale) if j != i]
        return {
            "beat": [j for j in others if above(own[j], theirs[j], scale)],
            "lost": [j for j in others if above(theirs[j], own[j], scale)],
            "even": [j for j in others if equal(own[j], theirs[j], scale)],
        }

    def least_restraint(self, i: int, count: int) -> list[int]:
        """Return against whom mutual restraint was least, at most `count`, the worst first."""
        return [j for j in ordered(-self.restraint[i], self.names) if j != i][:count]


def leaderboard_csv(standings: Standings) -> str:
    """Return the leaderboard as CSV."""
    rows = [
        [
            row.rank,
            row.name,
            row.entry.file if row.entry else "",
            row.entry.author if row.entry else "",
            repr(row.score),
            repr(row.field),
            repr(row.own),
            row.judgement.verdict.value,
        ]
        for row in standings.rows
    ]
    header = ["rank", "entry", "file", "author", "score", "restraint_in_field"]
    return _csv([[*header, "restraint_with_itself", "verdict"], *rows])


def head_to_head_csv(standings: Standings) -> str:
    """Return what each participant (a row) got a turn from each other (a column), best first."""
    names, payoff = standings.names, standings.results.payoff[0]
    order = [row.index for row in standings.rows]
    table = payoff[np.ix_(order, order)].tolist()
    rows = [[names[i], *map(repr, line)] for i, line in zip(order, table, strict=True)]
    return _csv([["entry", *(names[i] for i in order)], *rows])


def disqualified_csv(field: Field) -> str:
    """Return who was disqualified, and why, as CSV."""
    rows = [[each.file, each.name, each.author, each.problem] for each in field.disqualified]
    return _csv([["file", "entry", "author", "reason"], *rows])


def _csv(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [[cell(each) if isinstance(each, str) else each for each in row] for row in rows]
    )
    return text.getvalue()
