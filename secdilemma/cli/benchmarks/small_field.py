"""256 small random automata, all pairs, both kinds of noise, 200 turns, in seconds."""

import numpy as np

from secdilemma.cli.benchmarks.fields import BOTH_NOISES, every_pair, random_automaton
from secdilemma.cli.benchmarks.timing import Case, Row, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.matches.exact import play_exact
from secdilemma.matches.tally import Tally

QUESTION = "256 random automata of 1 to 4 minds, all 32,896 pairs, both noises, 200 turns"
GAME = preset("arms_race")


def measure(*, quick: bool) -> list[Row]:
    """Return seconds on one thread and on two, which must give the same bytes."""
    generator = np.random.default_rng(1)
    automata = [random_automaton(generator, 1 + k % 4, stochastic=k % 8 >= 4) for k in range(256)]
    pairs = every_pair(256)

    def play(threads: int) -> Tally:
        return play_exact(automata, pairs, GAME, BOTH_NOISES, turns(200), threads=threads)

    def check() -> str:
        same = play(1).shares.tobytes() == play(2).shares.tobytes()
        require(same, "one thread and two give different bytes")
        return "the same bytes on one thread and on two"

    cases = [
        Case("one thread", lambda: play(1)),
        Case("two threads", lambda: play(2), target=1.0),
    ]
    return timed(QUESTION, cases, 3 if quick else 9, check)
