"""Beside axelrod.Match: tit for tat with itself at 5 % noise, same turns, same repetitions.

axelrod's noise is execution error: a flipped move is what both sides then remember. So it is
compared with execution error alone.
"""

import warnings
from collections.abc import Callable
from math import sqrt

import numpy as np
from measuring import Row, interleaved, rates, ratios, row

from secdilemma import draws
from secdilemma.catalogue import open_catalogue
from secdilemma.exploring import explore
from secdilemma.games.arms import preset
from secdilemma.horizons import turns
from secdilemma.lanes.exact import play_exact
from secdilemma.lanes.simulated import play_simulated
from secdilemma.perception import regime

QUESTION = "beside axelrod, tit for tat with itself, 5 % noise"
TURNS, PAIRS, NOISE = 200, 2, 0.05
GAME = preset("axelrod")


def measure(*, quick: bool) -> list[Row]:
    """Return turns a second of both engines, and their ratios repeat by repeat."""
    matches, repeats = (640, 2) if quick else (6_400, 3)
    ours, theirs, exact = _simulated(matches), _axelrod(PAIRS * matches), _exact()
    expected = exact()
    checked = _check(expected, {"simulated": ours(), "axelrod": theirs()}, PAIRS * matches)
    cases = {"axelrod": theirs, "simulated": ours, "exact": exact}
    seconds = interleaved(cases, repeats)
    played = TURNS * PAIRS * matches
    of = f"{PAIRS * matches:,} matches of {TURNS} turns"
    return [
        row(QUESTION, f"axelrod.Match, {of}", rates(seconds["axelrod"], played), "turns a second"),
        row(
            QUESTION,
            f"simulated lane, two threads, {of}",
            rates(seconds["simulated"], played / 1e6),
            "million turns a second",
            more=True,
            note=checked,
        ),
        row(
            QUESTION,
            "simulated lane over axelrod",
            ratios(seconds["axelrod"], seconds["simulated"]),
            "times",
            target=1000.0,
            more=True,
            note="same turns, same repetitions, one process, in turn",
        ),
        row(
            QUESTION,
            f"exact lane over axelrod, the same {PAIRS} pairs",
            ratios(seconds["axelrod"], seconds["exact"]),
            "times",
            more=True,
            note=f"{checked}; exact is the expectation, axelrod a mean",
        ),
    ]


def _simulated(matches: int) -> Callable[[], np.ndarray]:
    tft = explore(open_catalogue().make("tft"))
    pairs = np.zeros((PAIRS, 2), np.int64)
    keys = np.array([draws.pair_key(1, "tft", str(k)) for k in range(PAIRS)], np.uint64)

    def play() -> np.ndarray:
        tally = play_simulated(
            [tft],
            pairs,
            keys,
            GAME,
            regime("exec5"),
            turns(TURNS),
            matches,
            threads=2,
            chunk=1,
        )
        return tally.shares.mean(axis=0)

    return play


def _exact() -> Callable[[], np.ndarray]:
    tft = explore(open_catalogue().make("tft"))
    pairs = np.zeros((PAIRS, 2), np.int64)
    return lambda: play_exact([tft], pairs, GAME, regime("exec5"), turns(TURNS)).shares[0]


def _axelrod(matches: int) -> Callable[[], np.ndarray]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import axelrod  # it takes seconds, and only this file needs it

    def play() -> np.ndarray:
        counts = np.zeros(7)
        match = axelrod.Match(
            (axelrod.TitForTat(), axelrod.TitForTat()), turns=TURNS, noise=NOISE, seed=1
        )
        letters = {axelrod.Action.C: 0, axelrod.Action.D: 1}
        for _ in range(matches):
            for own, other in match.play():
                counts[2 * letters[own] + letters[other]] += 1
        return counts / counts.sum()

    return play


def _check(expected: np.ndarray, found: dict[str, np.ndarray], matches: int) -> str:
    """Compare cooperation rates with the exact one; turns of a match are not independent."""
    rate = expected[0] + (expected[1] + expected[2]) / 2
    # tit for tat keeps its course for about 1 / (2 * noise) turns: so many fewer are independent.
    error = 0.5 / sqrt(matches * TURNS * NOISE)
    for name, shares in found.items():
        got = shares[0] + (shares[1] + shares[2]) / 2
        if abs(got - rate) > 4 * error:
            raise AssertionError(f"cooperation rate of {name}: got {got}, exact {rate}")
    rates_found = ", ".join(f"{n} {s[0] + (s[1] + s[2]) / 2:.4f}" for n, s in found.items())
    return f"cooperation rate: exact {rate:.4f}, {rates_found}; 4 standard errors {4 * error:.4f}"
