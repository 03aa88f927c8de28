"""Who wanted it? Spirals traced to the error behind them, and arming to what had been seen."""

import numpy as np

from secdilemma.analysis.causes import Cause, count_causes
from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.chains import calm_minds, course
from secdilemma.experiments.propositions.harness.declaration import (
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.intervals import ratio_measure
from secdilemma.experiments.propositions.harness.laboratory import LONG_TERM, Laboratory
from secdilemma.games.comparison import above
from secdilemma.games.horizon import turns
from secdilemma.matches import draws
from secdilemma.matches.interpreted import Table
from secdilemma.matches.tally import Floats

TRACED = turns(40)
SEED = 3
AMONG_SEEKERS, AMONG_ALL = 0.95, 0.5
ERRORS: tuple[Cause, ...] = ("misreading", "accident", "errors together")


def spirals_without_aim(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure the share of spirals that would not have been but for errors."""
    greedy = cell.number("greedy_share")
    unmeant, every = _trace(lab, cell, greedy)
    share = ratio_measure("share of spirals that errors explain", unmeant, every)
    need = AMONG_SEEKERS if greedy == 0 else AMONG_ALL
    beyond = (share.value - need, share.low - need, share.high - need)
    return (share, Measure("beyond the share required", *beyond))


def _trace(lab: Laboratory, cell: Cell, greedy: float) -> tuple[Floats, Floats]:
    """Return how many spirals each match had that errors explain, and in all."""
    rng = np.random.default_rng(SEED)
    game, sight = lab.game(cell), lab.sight(cell)
    counts = np.zeros((2, lab.matches))
    tables: dict[tuple[str, str], Table] = {}
    for match in range(lab.matches):
        pair = (_drawn(lab, rng, greedy), _drawn(lab, rng, greedy))
        if pair not in tables:
            made = (lab.make(pair[0]), lab.make(pair[1]))
            tables[pair] = Table.of(made, pair, game, sight, TRACED)
        causes = count_causes(tables[pair], draws.pair_key(SEED, *pair), match, 1)
        counts[:, match] = sum(causes[each] for each in ERRORS), causes.total()
    return counts[0], counts[1]


def _drawn(lab: Laboratory, rng: np.random.Generator, greedy: float) -> str:
    lot, pick = rng.random(), int(rng.integers(len(lab.setting.seekers)))
    return lab.setting.greedy if lot < greedy else lab.setting.seekers[pick]


def defensive(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure the share of arming that comes of arming seen before."""
    game = lab.game(cell)
    automaton = lab.automaton(cell.word("strategy"), game)
    armed = course(automaton, game, lab.sight(cell), LONG_TERM.turns).arms
    calm = sorted(calm_minds(automaton))
    total = float(armed.sum())
    share = 1 - float(armed[calm].sum()) / total if above(total, 0.0) else float("nan")
    return (
        Measure.exact("share of arming that answers arming seen", share),
        Measure.exact("turns of arming in a thousand", total),
    )


B3 = Proposition(
    id="B3",
    wording="it is unintentional in origin",
    theorist="Butterfield",
    source="Butterfield 1951",
    intervention="one error, or all of them, taken out of a match",
    control="the same match with the same random draws",
    measured="share of spirals that would then not have begun",
    rule="at least .95 among security seekers, and at least .5 with greedy states among them",
    falsifier="spirals that begin although nothing went wrong",
    experiment=spirals_without_aim,
    requirements=(Requirement("beyond the share required", low=0.0),),
    factors=("ambiguity", "threat_bias", "greedy_share"),
    quick={"threat_bias": (0.6,), "greedy_share": (0.0, 0.1, 0.3)},
)

J3 = Proposition(
    id="J3",
    wording="it is caused by defensive actions, thus unintentional",
    theorist="Jervis",
    source="Jervis 1978",
    intervention="a state that has seen arming",
    control="the same state before it saw any",
    measured="share of its arming, with its like, in minds that only arming seen leads to",
    rule="at least .9 of all arming",
    falsifier="arming that answers nothing",
    experiment=defensive,
    requirements=(
        Requirement("turns of arming in a thousand", low=1.0, premise=True),
        Requirement("share of arming that answers arming seen", low=0.9),
    ),
    factors=("strategy", "ambiguity", "threat_bias"),
)
