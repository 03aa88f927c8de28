"""256 small random automata, all pairs, both kinds of noise, 200 turns, in seconds."""

import numpy as np

from secdilemma.cli.benchmarks.fields import BOTH_NOISES, every_pair, random_automaton
from secdilemma.cli.benchmarks.timing import Row, interleaved, require, row
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.matches.exact import play_exact
from secdilemma.matches.tally import Floats

QUESTION = "256 random automata of 1 to 4 minds, all 32,896 pairs, both noises, 200 turns"
GAME = preset("arms_race")


def measure(*, quick: bool) -> list[Row]:
    """Return seconds on one thread and on two, which must give the same bytes."""
    generator = np.random.default_rng(1)
    automata = [random_automaton(generator, 1 + k % 4, stochastic=k % 8 >= 4) for k in range(256)]
    pairs = every_pair(256)

    def play(threads: int) -> Floats:
        tally = play_exact(automata, pairs, GAME, BOTH_NOISES, turns(200), threads=threads)
        return tally.shares

    require(play(1).tobytes() == play(2).tobytes(), "one thread and two give different bytes")
    calls = {"one thread": lambda: play(1), "two threads": lambda: play(2)}
    seconds = interleaved(calls, 3 if quick else 9, warm=False)
    note = "the same bytes on one thread and on two"
    targets = {"two threads": 1.0}
    return [
        row(QUESTION, case, each, "s", target=targets.get(case), note=note)
        for case, each in seconds.items()
    ]
