"""How the cost grows with turns, repetitions, participants, minds and threads."""

from collections.abc import Callable, Iterator
from functools import partial

from secdilemma.cli.benchmarks.fields import BOTH_NOISES, every_pair, pair_keys, random_field
from secdilemma.cli.benchmarks.timing import Case, Row, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.matches.exact import play_exact
from secdilemma.matches.sampled import play_simulated
from secdilemma.matches.tally import Tally
from secdilemma.matches.threads import thread_count

QUESTION = "growth, both noises"
GAME = preset("arms_race")
Call = Callable[[], Tally]


def measure(*, quick: bool) -> list[Row]:
    """Return milliseconds along each of the five."""
    cases = [
        Case(f"{series}: {at:,}", call, "ms", 1e3, series=series, at=at)
        for series, at, call in _points()
    ]

    def check() -> str:
        for series in {case.series for case in cases if case.series.startswith("threads")}:
            shares = {case.call().shares.tobytes() for case in cases if case.series == series}
            require(len(shares) == 1, f"{series}: another number of threads, other bytes")
        return "the same bytes at every number of threads"

    return timed(QUESTION, cases, 2 if quick else 5, check, warm=True)


def _points() -> Iterator[tuple[str, int, Call]]:
    for length in (50, 200, 1_000, 10_000):
        yield "turns, exact, 820 pairs of 4 minds", length, _exact(40, 4, length)
    for length in (50, 200, 1_000):
        yield "turns, simulated, 36 pairs x 1,000 matches", length, _simulated(length)
    for matches in (100, 1_000, 10_000):
        name = "repetitions, simulated, 36 pairs of 200 turns"
        yield name, matches, _simulated(200, matches)
    for count in (16, 32, 64, 128):
        yield "participants, exact, all pairs of 4 minds", count, _exact(count, 4, 200)
    for minds in (2, 4, 8, 16, 32):
        yield "minds a side, exact, 36 pairs of 200 turns", minds, _exact(8, minds, 200)
    for threads in sorted({1, 2, thread_count(None)}):
        yield "threads, exact, 2,080 pairs of 8 minds", threads, _exact(64, 8, 200, threads)
        name = "threads, simulated, 36 pairs x 20,000 matches"
        yield name, threads, _simulated(200, 20_000, threads)


def _exact(count: int, minds: int, length: int, threads: int = 1) -> Call:
    automata, pairs = random_field(count, minds), every_pair(count)
    return lambda: play_exact(automata, pairs, GAME, BOTH_NOISES, turns(length), threads=threads)


def _simulated(length: int, matches: int = 1_000, threads: int = 1) -> Call:
    automata, pairs = random_field(8, 4), every_pair(8)
    common = (automata, pairs, pair_keys(pairs), GAME, BOTH_NOISES, turns(length), matches)
    return partial(play_simulated, *common, threads=threads, chunk=9 if threads > 1 else None)
