"""Populations, and beside EGTtools where it is installed: Moran processes and fixation.

What is compared is pairwise imitation in a well-mixed population, which both have; the fixation
probabilities are exact on both sides.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from secdilemma.cli.benchmarks.beside_egttools import MISSING
from secdilemma.cli.benchmarks.timing import Case, Row, absent, over, require, timed
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
    size = f"N = {SMALL}, {FEW} strategies, {RUNS:,} runs to fixation, two threads"

    def call(game: Floats) -> Callable[[], Floats]:
        return lambda: moran(game, SMALL, runs=RUNS, intensity=SELECTION, threads=2).fixed

    def check() -> str:
        error = np.sqrt((1 / FEW) * (1 - 1 / FEW) / RUNS)
        off = float(np.max(np.abs(call(games["neutral"])() - 1 / FEW))) / error
        what = f"a neutral strategy's share of fixations is {off:.1f} standard errors off"
        require(off <= 4, what)
        return "neutral strategies fix in equal shares, within 4 standard errors"

    cases = [Case(f"Moran, {size}, {name}", call(game), target=2.0) for name, game in games.items()]
    return timed(QUESTION, cases, repeats, check, warm=True)


def _fixation(payoffs: Floats, repeats: int) -> list[Row]:
    """Return the cost of all fixation probabilities, and of fewer beside EGTtools' exact ones."""
    fewer = np.ascontiguousarray(payoffs[:BOTH, :BOTH])

    def ours(game: Floats) -> Floats:
        return fixation_probabilities(game, LARGE, update="imitation", intensity=INTENSITY)

    def name(count: int) -> str:
        return f"fixation probabilities, {count} strategies, N = {LARGE}, one thread"

    theirs = _egttools(fewer)

    def check() -> str:
        if theirs is None:
            return ""
        mutants = ~np.eye(BOTH, dtype=bool)
        worst = float(np.max(np.abs(ours(fewer) - theirs())[mutants]))
        require(worst <= ALMOST, f"a fixation probability differs by {worst:.1e}")
        return f"all {BOTH * (BOTH - 1)} fixation probabilities equal within 1e-9"

    every = [Case(name(MANY), lambda: ours(payoffs), target=1.0)]
    cases, missing = _beside("fixation probabilities", name(BOTH), lambda: ours(fewer), theirs)
    return [
        *timed(QUESTION, every, repeats, warm=True),
        *timed(QUESTION, cases, repeats, check),
        *missing,
    ]


def _mutants(payoffs: Floats, repeats: int) -> list[Row]:
    """Return the cost of sampling one fixation probability, both by runs of imitation."""
    pair = np.ascontiguousarray(payoffs[:2, :2])
    exact = fixation_probabilities(pair, SMALL, update="imitation", intensity=INTENSITY)[0, 1]
    theirs = _sampled_by_egttools(pair)

    def ours() -> float:
        made = imitation(pair, SMALL, MUTANT, intensity=INTENSITY, runs=RUNS, threads=1)
        return float(made.fixed[1])

    def check() -> str:
        error = np.sqrt(exact * (1 - exact) / RUNS)
        for name, call in (("here", ours), ("EGTtools", theirs)):
            off = 0.0 if call is None else float(abs(call() - exact) / error)
            what = f"{name}: a share of fixations is {off:.1f} standard errors off"
            require(off <= 4, what)
        return "sampled fixation within 4 standard errors of the exact probability"

    case = f"one mutant among {SMALL - 1}, {RUNS:,} runs of imitation to fixation, one thread"
    cases, missing = _beside("runs of imitation", case, ours, theirs)
    return [*timed(QUESTION, cases, repeats, check, warm=True), *missing]


def _beside(
    what: str, case: str, ours: Callable[[], Any], theirs: Callable[[], Any] | None
) -> tuple[list[Case], list[Row]]:
    """Return the cases here and beside EGTtools, or the row that says it is missing."""
    here, ratio = Case(case, ours), f"{what}: here over EGTtools"
    if theirs is None:
        return [here], [absent(QUESTION, ratio, "times", MISSING)]
    return [
        here,
        Case(f"{case}, EGTtools", theirs),
        over(ratio, ours, theirs),
    ], []


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
