"""Populations, and beside EGTtools where it is installed: Moran processes and fixation.

What is compared is pairwise imitation in a well-mixed population, which both have; the fixation
probabilities are exact on both sides.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.cli.benchmarks.beside_egttools import MISSING
from secdilemma.cli.benchmarks.timing import Row, absent, interleaved, ratios, require, row
from secdilemma.populations import fixation_probabilities, imitation, moran

Floats = NDArray[np.float64]
QUESTION = "populations"
MANY, BOTH, LARGE, INTENSITY = 50, 10, 500, 0.01  # strategies, those of both sides, N, and β
SELECTION = 0.1  # of the Moran process; much stronger, and strategies live together for ages
FEW, SMALL, RUNS = 10, 100, 1_000
MUTANT, ALMOST = np.array([SMALL - 1, 1]), 1e-9


def measure(*, quick: bool) -> list[Row]:
    """Return seconds of Moran processes and of fixation probabilities, and ratios to EGTtools."""
    generator = np.random.default_rng(1)
    payoffs = generator.random((MANY, MANY))
    games = {
        "neutral": np.ones((FEW, FEW)),
        f"random payoffs, w = {SELECTION}": payoffs[:FEW, :FEW].copy(),
    }
    repeats = 2 if quick else 5
    return [*_moran(games, repeats), *_fixation(payoffs, repeats), *_mutants(payoffs, repeats)]


def _moran(games: dict[str, Floats], repeats: int) -> list[Row]:
    def call(game: Floats) -> Callable[[], Floats]:
        return lambda: moran(game, SMALL, runs=RUNS, intensity=SELECTION, threads=2).fixed

    calls = {name: call(game) for name, game in games.items()}
    error = np.sqrt((1 / FEW) * (1 - 1 / FEW) / RUNS)
    off = float(np.max(np.abs(calls["neutral"]() - 1 / FEW))) / error
    require(off <= 4, f"a neutral strategy's share of fixations is {off:.1f} standard errors off")
    size = f"N = {SMALL}, {FEW} strategies, {RUNS:,} runs to fixation, two threads"
    note = "neutral strategies fix in equal shares, within 4 standard errors"
    return [
        row(QUESTION, f"Moran, {size}, {name}", seconds, "s", target=2.0, note=note)
        for name, seconds in interleaved(calls, repeats).items()
    ]


def _fixation(payoffs: Floats, repeats: int) -> list[Row]:
    """Return the cost of all fixation probabilities, and of fewer beside EGTtools' exact ones."""
    fewer = np.ascontiguousarray(payoffs[:BOTH, :BOTH])

    def ours(game: Floats) -> Floats:
        return fixation_probabilities(game, LARGE, update="imitation", intensity=INTENSITY)

    target = interleaved({"all": lambda: ours(payoffs)}, repeats)["all"]
    case = f"fixation probabilities, {MANY} strategies, N = {LARGE}, one thread"
    rows = [row(QUESTION, case, target, "s", target=1.0)]
    cases: dict[str, Callable[[], Any]] = {"here": lambda: ours(fewer)}
    case = f"fixation probabilities, {BOTH} strategies, N = {LARGE}, one thread"
    theirs = _egttools(fewer)
    note = ""
    if theirs is not None:
        cases["EGTtools"] = theirs
        mutants = ~np.eye(BOTH, dtype=bool)
        worst = float(np.max(np.abs(ours(fewer) - theirs())[mutants]))
        require(worst <= ALMOST, f"a fixation probability differs by {worst:.1e}")
        note = f"all {BOTH * (BOTH - 1)} fixation probabilities equal within 1e-9"
    seconds = interleaved(cases, repeats, warm=False)
    rows.append(row(QUESTION, case, seconds["here"], "s", note=note))
    return [*rows, *_over("fixation probabilities", seconds, f"{case}, EGTtools", note)]


def _mutants(payoffs: Floats, repeats: int) -> list[Row]:
    """Return the cost of sampling one fixation probability, both by runs of imitation."""
    pair = np.ascontiguousarray(payoffs[:2, :2])
    exact = fixation_probabilities(pair, SMALL, update="imitation", intensity=INTENSITY)[0, 1]

    def ours() -> float:
        made = imitation(pair, SMALL, MUTANT, intensity=INTENSITY, runs=RUNS, threads=1)
        return float(made.fixed[1])

    cases: dict[str, Callable[[], float]] = {"here": ours}
    theirs = _sampled_by_egttools(pair)
    if theirs is not None:
        cases["EGTtools"] = theirs
    error = np.sqrt(exact * (1 - exact) / RUNS)
    for name, call in cases.items():
        off = abs(call() - exact) / error
        require(bool(off <= 4), f"{name}: a share of fixations is {off:.1f} standard errors off")
    seconds = interleaved(cases, repeats)
    case = f"one mutant among {SMALL - 1}, {RUNS:,} runs of imitation to fixation, one thread"
    note = "sampled fixation within 4 standard errors of the exact probability"
    rows = [row(QUESTION, case, seconds["here"], "s", note=note)]
    return [*rows, *_over("runs of imitation", seconds, f"{case}, EGTtools", note)]


def _over(what: str, seconds: dict[str, list[float]], case: str, note: str) -> list[Row]:
    if "EGTtools" not in seconds:
        return [absent(QUESTION, f"{what}: here over EGTtools", "times", MISSING)]
    times = ratios(seconds["EGTtools"], seconds["here"])
    return [
        row(QUESTION, case, seconds["EGTtools"], "s", note=note),
        row(QUESTION, f"{what}: here over EGTtools", times, "times", more=True, note=note),
    ]


def _egttools(payoffs: Floats) -> Callable[[], Floats] | None:
    try:
        from egttools.analytical import PairwiseComparison
        from egttools.games import Matrix2PlayerGameHolder
    except ImportError:
        return None
    game = Matrix2PlayerGameHolder(len(payoffs), payoffs)

    def play(game: Any = game) -> Floats:  # the evolver holds no reference to its game
        evolver = PairwiseComparison(LARGE, game)
        return np.array(evolver.calculate_transition_and_fixation_matrix_sml(INTENSITY)[1])

    return play


def _sampled_by_egttools(pair: Floats) -> Callable[[], float] | None:
    try:
        from egttools.games import Matrix2PlayerGameHolder
        from egttools.numerical import PairwiseComparisonNumerical
    except ImportError:
        return None
    game = Matrix2PlayerGameHolder(2, pair)

    def play(game: Any = game) -> float:
        evolver = PairwiseComparisonNumerical(SMALL, game, 10_000)
        return float(evolver.estimate_fixation_probability(1, 0, RUNS, 10_000_000, INTENSITY))

    return play
