"""Beside a plain C loop, compiled on the spot: tit for tat with itself, both kinds of noise."""

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from secdilemma.automata.exploration import explore
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.cli.benchmarks.fields import BOTH_NOISES
from secdilemma.cli.benchmarks.timing import MILLIONS, Case, Row, absent, over, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.matches import draws
from secdilemma.matches.encoding import pack_thresholds
from secdilemma.matches.exact import play_exact
from secdilemma.matches.sampled import play_simulated
from secdilemma.matches.tally import Floats

QUESTION = "beside a plain C loop, tit for tat with itself, both noises, one thread"
SOURCE = Path(__file__).with_name("loop.c")
FLAGS = ("-O3", "-march=native", "-shared", "-fPIC")
TURNS = 200
GAME = preset("arms_race")
Shares = Callable[[], Floats]


def measure(*, quick: bool) -> list[Row]:
    """Return turns a second of the C loop and of the simulated lane, and their ratio."""
    matches, repeats = (2_560, 3) if quick else (25_600, 9)
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        return [absent(QUESTION, "simulated lane over C", "times", "there is no C compiler (cc)")]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        loop, problem = _compiled(compiler, Path(folder))
        if loop is None:
            return [absent(QUESTION, "simulated lane over C", "times", problem)]
        c, simulated = _in_c(loop, matches), _simulated(matches)
        of, count = f"{matches:,} matches of {TURNS} turns", TURNS * matches / 1e6
        cases = [
            Case(f"C, {Path(compiler).name} -O3 -march=native, {of}", c, MILLIONS, count),
            Case(f"simulated lane, {of}", simulated, MILLIONS, count),
            over("simulated lane over C", simulated, c),
        ]
        return timed(
            QUESTION, cases, repeats, lambda: _check({"C": c(), "simulated": simulated()}, matches)
        )


def _compiled(compiler: str, folder: Path) -> tuple[ctypes.CDLL | None, str]:
    library = folder / "loop.so"
    done = subprocess.run(  # noqa: S603 - the compiler of this machine, on our own source
        [compiler, *FLAGS, str(SOURCE), "-o", str(library)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        return None, f"{compiler} failed: {done.stderr.strip().splitlines()[-1:]}"
    return ctypes.CDLL(str(library)), ""


def _in_c(loop: ctypes.CDLL, matches: int) -> Shares:
    limits = pack_thresholds(GAME, BOTH_NOISES)

    def play() -> Floats:
        counts = np.zeros(4, np.int64)
        loop.play(
            ctypes.c_uint64(1),
            ctypes.c_int64(matches),
            ctypes.c_int64(TURNS),
            limits.execution.ctypes.data_as(ctypes.c_void_p),
            limits.sight_error.ctypes.data_as(ctypes.c_void_p),
            counts.ctypes.data_as(ctypes.c_void_p),
        )
        return np.asarray(counts / counts.sum())

    return play


def _simulated(matches: int) -> Shares:
    tft, pairs = explore(open_catalogue().make("tft")), np.zeros((1, 2), np.int64)
    keys = np.array([draws.pair_key(1, "tft", "tft")], np.uint64)
    length = turns(TURNS)

    def play() -> Floats:
        made = play_simulated([tft], pairs, keys, GAME, BOTH_NOISES, length, matches)
        return made.shares[0, :4]

    return play


def _check(found: dict[str, Floats], matches: int) -> str:
    """Compare every outcome's share with the exact one, by the spread between matches."""
    tft, pairs = explore(open_catalogue().make("tft")), np.zeros((1, 2), np.int64)
    exact = play_exact([tft], pairs, GAME, BOTH_NOISES, turns(TURNS)).shares[0, :4]
    keys = np.array([draws.pair_key(2, "tft", "tft")], np.uint64)
    made = play_simulated([tft], pairs, keys, GAME, BOTH_NOISES, turns(TURNS), 2_560)
    error = np.sqrt(np.diagonal(made.spread[0])[:4] / matches)
    for name, shares in found.items():
        off = float(np.max(np.abs(shares - exact) / error))
        require(off <= 4, f"{name}: an outcome's share is {off:.1f} standard errors off the exact")
    return "both within 4 standard errors of the exact lane, outcome by outcome"
