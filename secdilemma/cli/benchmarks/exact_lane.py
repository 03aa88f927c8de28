"""What does an exact pair cost? By thousands of pairs inside one call, on one thread."""

from functools import partial

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.cli.benchmarks.fields import BOTH_NOISES, CLEAR, every_pair, random_field
from secdilemma.cli.benchmarks.timing import Case, Row, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import LONG_RUN, Horizon, discounted, turns
from secdilemma.games.perception import Perception
from secdilemma.matches.exact import play_exact
from secdilemma.matches.oracle import expected_shares

QUESTION = "exact lane, one thread, 5,050 pairs in one call"
GAME = preset("arms_race")
FIELD = 100
HORIZONS = {
    "200 turns": turns(200),
    "10,000 turns": turns(10_000),
    "discount 0.995": discounted(0.995),
    "long run": LONG_RUN,
}
MOST = {2: 5.0, 4: 25.0}


def measure(*, quick: bool) -> list[Row]:
    """Return microseconds a pair in every kind of match."""
    pairs = every_pair(FIELD)
    cases: list[Case] = []

    def add(
        name: str,
        automata: list[Automaton],
        perception: Perception,
        horizon: Horizon,
        target: float | None,
    ) -> None:
        call = partial(play_exact, automata, pairs, GAME, perception, horizon, chunk=len(pairs))
        cases.append(Case(name, call, "µs a pair", 1e6 / len(pairs), target))

    for minds, most in MOST.items():
        for kind in ("certain", "stochastic"):
            automata = random_field(FIELD, minds, stochastic=kind == "stochastic")
            _check(automata, BOTH_NOISES)
            for words, horizon in HORIZONS.items():
                name = f"{minds} minds a side, {kind} automata, both noises, {words}"
                target = most if words == "200 turns" else None
                add(name, automata, BOTH_NOISES, horizon, target)
        automata = random_field(FIELD, minds)
        _check(automata, CLEAR)
        for length in (200, 10_000_000):
            name = f"{minds} minds a side, no noise, {length:,} turns"
            add(name, automata, CLEAR, turns(length), 1.0)
    note = "the exact lane and the plain oracle agree within 1e-9"
    return timed(QUESTION, cases, 3 if quick else 9, lambda: note, warm=True)


def _check(automata: list[Automaton], perception: Perception) -> None:
    """Compare a few pairs with the naive oracle before anything is timed."""
    pairs = every_pair(len(automata))[:: len(automata)][:5]
    tally = play_exact(automata, pairs, GAME, perception, turns(20))
    for (i, j), shares in zip(pairs, tally.shares, strict=True):
        expected, _ = expected_shares(automata[i], automata[j], GAME, perception, 20)
        same = np.allclose(shares, expected, rtol=0, atol=1e-9)
        require(bool(same), f"the exact lane and the oracle differ for random pair {i}, {j}")
