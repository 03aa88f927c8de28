"""How the cost grows with turns, participants, minds and threads."""

import numpy as np
from fields import BOTH_NOISES, every_pair, random_field
from measuring import Row, interleaved, row

from secdilemma import draws
from secdilemma.games.arms import preset
from secdilemma.horizons import turns
from secdilemma.lanes.exact import play_exact
from secdilemma.lanes.simulated import play_simulated

QUESTION = "growth, both noises"
GAME = preset("arms_race")


def measure(*, quick: bool) -> list[Row]:
    """Return seconds along each of the four."""
    calls = {}
    for length in (50, 200, 1_000, 10_000):
        calls[f"turns: exact, 820 pairs of 4 minds, {length:,} turns"] = _exact(40, 4, length)
    for length in (50, 200, 1_000):
        calls[f"turns: simulated, 36 pairs x 1,000 matches, {length:,} turns"] = _simulated(length)
    for count in (16, 32, 64, 128):
        pairs = count * (count + 1) // 2
        calls[f"participants: exact, {count} of 4 minds ({pairs:,} pairs), 200 turns"] = _exact(
            count, 4, 200
        )
    for minds in (2, 4, 8, 16, 32):
        calls[f"minds: exact, 36 pairs of {minds} minds, 200 turns"] = _exact(8, minds, 200)
    for threads in (1, 2):
        calls[f"threads: exact, 2,080 pairs of 8 minds, {threads}"] = _exact(64, 8, 200, threads)
        calls[f"threads: simulated, 36 pairs x 20,000 matches, {threads}"] = _simulated(
            200, 20_000, threads
        )
    seconds = interleaved(calls, 2 if quick else 7)
    return [row(QUESTION, case, [1000 * each for each in s], "ms") for case, s in seconds.items()]


def _exact(count: int, minds: int, length: int, threads: int = 1):  # noqa: ANN202
    automata, pairs = random_field(count, minds), every_pair(count)
    return lambda: play_exact(automata, pairs, GAME, BOTH_NOISES, turns(length), threads=threads)


def _simulated(length: int, matches: int = 1_000, threads: int = 1):  # noqa: ANN202
    automata, pairs = random_field(8, 4), every_pair(8)
    keys = np.array([draws.pair_key(1, str(i), str(j)) for i, j in pairs], np.uint64)

    def play() -> None:
        play_simulated(
            automata,
            pairs,
            keys,
            GAME,
            BOTH_NOISES,
            turns(length),
            matches,
            threads=threads,
            chunk=9 if threads > 1 else None,
        )

    return play
