"""How the three lanes compare: the same pairs, the same noise, one thread."""

from collections.abc import Callable

import numpy as np

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.cli.benchmarks.fields import BOTH_NOISES
from secdilemma.cli.benchmarks.timing import Row, interleaved, rates, ratios, require, row
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
    cases = {
        "exact": _call("exact", 2),
        "simulated": _call("simulated", many),
        "interpreted": _call("interpreted", few),
    }
    made = {name: call() for name, call in cases.items()}
    checked = _check(made)
    seconds = interleaved(cases, 3 if quick else 5, warm=False)
    played = len(made["exact"].shares) * TURNS / 1e6
    unit = "million turns a second"
    return [
        row(
            QUESTION,
            f"interpreted, {few} matches a pair",
            rates(seconds["interpreted"], few * played),
            unit,
            more=True,
            note=checked,
        ),
        row(
            QUESTION,
            f"simulated, {many:,} matches a pair",
            rates(seconds["simulated"], many * played),
            unit,
            more=True,
            note=checked,
        ),
        row(
            QUESTION,
            "simulated over interpreted, turn for turn",
            ratios(seconds["interpreted"], seconds["simulated"], many / few),
            "times",
            more=True,
            note=checked,
        ),
        row(
            QUESTION,
            "exact, all pairs, no repetitions needed",
            [1e3 * each for each in seconds["exact"]],
            "ms",
            note=checked,
        ),
        row(
            QUESTION,
            f"simulated, all pairs, {many:,} matches a pair",
            [1e3 * each for each in seconds["simulated"]],
            "ms",
            note=checked,
        ),
    ]


def _call(engine: str, repetitions: int) -> Callable[[], Tally]:
    catalogue = open_catalogue()
    spec = Tournament(
        tuple(catalogue.make(name) for name in FIELD),
        perception=BOTH_NOISES,
        horizons=(turns(TURNS),),
        repetitions=repetitions,
    ).with_changes(engine=engine)
    return lambda: tallies(spec, Work(threads=1))[0]


def _check(made: dict[str, Tally]) -> str:
    exact = made["exact"].shares
    for name in ("simulated", "interpreted"):
        tally = made[name]
        spread = np.diagonal(made["simulated"].spread, axis1=1, axis2=2)
        error = np.sqrt(spread / tally.repetitions[:, None]) + 1e-9
        off = float(np.max(np.abs(tally.shares - exact) / error))
        require(off <= 4, f"the {name} lane is {off:.1f} standard errors off the exact one")
    return "sampled shares within 4 standard errors of the exact ones, pair by pair"
