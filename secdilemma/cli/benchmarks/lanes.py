"""How the three lanes compare: the same pairs, the same noise, one thread."""

from collections.abc import Callable

import numpy as np

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.cli.benchmarks.fields import BOTH_NOISES
from secdilemma.cli.benchmarks.timing import MILLIONS, Case, Row, over, require, timed
from secdilemma.games.horizon import turns
from secdilemma.matches.tally import Tally
from secdilemma.tournament.round_robin import tallies
from secdilemma.tournament.specification import Tournament, Work

FIELD = ("all-d", "gtft", "tft", "wsls", "jervis-spiral", "kydd-reassurer")
TURNS = 200
QUESTION = "lanes, all 21 pairs of six strategies, both noises, one thread"


def measure(*, quick: bool) -> list[Row]:
    """Return turns a second of each lane; the exact one has no repetitions, and stands for any."""
    few, many = (4, 2_000) if quick else (20, 20_000)
    exact = _call("exact", 2)
    simulated = _call("simulated", many)
    interpreted = _call("interpreted", few)
    played = len(FIELD) * (len(FIELD) + 1) // 2 * TURNS / 1e6
    cases = [
        Case(f"interpreted, {few} matches a pair", interpreted, MILLIONS, few * played),
        Case(f"simulated, {many:,} matches a pair", simulated, MILLIONS, many * played),
        over("simulated over interpreted, turn for turn", simulated, interpreted, scale=many / few),
        Case("exact, all pairs, no repetitions needed", exact, "ms", 1e3),
        Case(f"simulated, all pairs, {many:,} matches a pair", simulated, "ms", 1e3),
    ]
    return timed(
        QUESTION, cases, 3 if quick else 5, lambda: _check(exact(), simulated(), interpreted())
    )


def _call(engine: str, repetitions: int) -> Callable[[], Tally]:
    catalogue = open_catalogue()
    spec = Tournament(
        tuple(catalogue.make(name) for name in FIELD),
        perception=BOTH_NOISES,
        horizons=(turns(TURNS),),
        repetitions=repetitions,
    ).with_changes(engine=engine)
    return lambda: tallies(spec, Work(threads=1))[0]


def _check(exact: Tally, simulated: Tally, interpreted: Tally) -> str:
    spread = np.diagonal(simulated.spread, axis1=1, axis2=2)
    for name, tally in (("simulated", simulated), ("interpreted", interpreted)):
        error = np.sqrt(spread / tally.repetitions[:, None]) + 1e-9
        off = float(np.max(np.abs(tally.shares - exact.shares) / error))
        require(off <= 4, f"the {name} lane is {off:.1f} standard errors off the exact one")
    return "sampled shares within 4 standard errors of the exact ones, pair by pair"
