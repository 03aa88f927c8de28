"""Beside axelrod.Match: tit for tat with itself at 5 % noise, same turns, same repetitions.

axelrod's noise is execution error: a flipped move is what both sides then remember. So it is
compared with execution error alone.
"""

from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np

from secdilemma.automata.exploration import explore
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.cli.benchmarks.axelrod_side import NOT_INSTALLED, library
from secdilemma.cli.benchmarks.timing import MILLIONS, Case, Row, absent, over, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.games.perception import regime
from secdilemma.matches import draws
from secdilemma.matches.exact import play_exact
from secdilemma.matches.sampled import play_simulated
from secdilemma.matches.tally import Floats

QUESTION = "beside axelrod.Match, tit for tat with itself, 5 % noise"
TURNS, PAIRS, NOISE = 200, 2, 0.05
GAME = preset("axelrod")
Shares = Callable[[], Floats]


def measure(*, quick: bool) -> list[Row]:
    """Return turns a second of both engines, and their ratios repeat by repeat."""
    axelrod = library()
    if axelrod is None:
        return [absent(QUESTION, "simulated lane over axelrod", "times", NOT_INSTALLED, 1000.0)]
    matches, repeats = (3_200, 1) if quick else (3_200, 3)
    every = PAIRS * matches
    theirs, simulated, exact = _axelrod(axelrod, every), _simulated(matches), _exact()
    of, count = f"{every:,} matches of {TURNS} turns", TURNS * every / 1e6
    cases = [
        Case(f"axelrod, {of}", theirs, MILLIONS, count),
        Case(f"simulated lane, two threads, {of}", simulated, MILLIONS, count),
        over("simulated lane over axelrod, same turns and repetitions", simulated, theirs, 1000.0),
        over(
            f"exact lane over axelrod, the same {PAIRS} pairs; its precision is higher",
            exact,
            theirs,
        ),
    ]

    def check() -> str:
        return _check({"axelrod": theirs(), "simulated": simulated(), "exact": exact()}, every)

    first, *others = timed(QUESTION, cases, repeats, check)
    return [first, *(replace(each, note="") for each in others)]


def _simulated(matches: int) -> Shares:
    tft = explore(open_catalogue().make("tft"))
    pairs = np.zeros((PAIRS, 2), np.int64)
    keys = np.array([draws.pair_key(1, "tft", str(k)) for k in range(PAIRS)], np.uint64)
    length, noise = turns(TURNS), regime("exec5")

    def play() -> Floats:
        tally = play_simulated([tft], pairs, keys, GAME, noise, length, matches, threads=2, chunk=1)
        return np.asarray(tally.shares.mean(axis=0))

    return play


def _exact() -> Shares:
    tft = explore(open_catalogue().make("tft"))
    pairs = np.zeros((PAIRS, 2), np.int64)
    return lambda: play_exact([tft], pairs, GAME, regime("exec5"), turns(TURNS)).shares[0]


def _axelrod(axelrod: Any, matches: int) -> Shares:
    letters = {axelrod.Action.C: 0, axelrod.Action.D: 1}

    def play() -> Floats:
        counts = np.zeros(7)
        match = axelrod.Match(
            (axelrod.TitForTat(), axelrod.TitForTat()), turns=TURNS, noise=NOISE, seed=1
        )
        for _ in range(matches):
            for own, other in match.play():
                counts[2 * letters[own] + letters[other]] += 1
        return np.asarray(counts / counts.sum())

    return play


def _check(found: dict[str, Floats], matches: int) -> str:
    """Compare cooperation rates with the exact one; turns of a match are not independent."""
    rate = {name: s[0] + (s[1] + s[2]) / 2 for name, s in found.items()}
    # tit for tat keeps its course for about 1 / (2 * noise) turns: so many fewer are independent.
    error = 0.5 / sqrt(matches * TURNS * NOISE)
    for name, got in rate.items():
        what = f"cooperation rate of {name}: got {got:.5f}, exact {rate['exact']:.5f}"
        require(bool(abs(got - rate["exact"]) <= 4 * error), what)
    words = ", ".join(f"{name} {got:.4f}" for name, got in rate.items())
    return f"cooperation rate: {words}; 4 standard errors {4 * error:.4f}"
