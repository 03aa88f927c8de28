"""What does an exact pair cost? By thousands of pairs inside one call, on one thread."""

from collections.abc import Callable

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.cli.benchmarks.fields import BOTH_NOISES, CLEAR, every_pair, random_field
from secdilemma.cli.benchmarks.timing import Row, interleaved, require, row, scaled
from secdilemma.games.arms import preset
from secdilemma.games.horizon import LONG_RUN, Horizon, discounted, turns
from secdilemma.games.perception import Perception
from secdilemma.matches.exact import play_exact
from secdilemma.matches.oracle import expected_shares
from secdilemma.matches.tally import Tally

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
    calls: dict[str, Callable[[], Tally]] = {}
    targets: dict[str, float] = {}
    for minds, most in MOST.items():
        for kind in ("certain", "stochastic"):
            automata = random_field(FIELD, minds, stochastic=kind == "stochastic")
            _check(automata, BOTH_NOISES)
            for name, horizon in HORIZONS.items():
                case = f"{minds} minds a side, {kind} automata, both noises, {name}"
                calls[case] = _call(automata, BOTH_NOISES, horizon)
                if name == "200 turns":
                    targets[case] = most
        automata = random_field(FIELD, minds)
        _check(automata, CLEAR)
        for length in (200, 10_000_000):
            case = f"{minds} minds a side, no noise, {length:,} turns"
            calls[case] = _call(automata, CLEAR, turns(length))
            targets[case] = 1.0
    seconds = interleaved(calls, 3 if quick else 9)
    per = 1e6 / len(every_pair(FIELD))
    note = "the exact lane and the plain oracle agree within 1e-9"
    return [
        row(QUESTION, case, scaled(each, per), "µs a pair", target=targets.get(case), note=note)
        for case, each in seconds.items()
    ]


def _call(
    automata: list[Automaton], perception: Perception, horizon: Horizon
) -> Callable[[], Tally]:
    pairs = every_pair(len(automata))
    return lambda: play_exact(automata, pairs, GAME, perception, horizon, chunk=len(pairs))


def _check(automata: list[Automaton], perception: Perception) -> None:
    """Compare a few pairs with the naive oracle before anything is timed."""
    pairs = every_pair(len(automata))[:: len(automata)][:5]
    tally = play_exact(automata, pairs, GAME, perception, turns(20))
    for (i, j), shares in zip(pairs, tally.shares, strict=True):
        expected, _ = expected_shares(automata[i], automata[j], GAME, perception, 20)
        same = np.allclose(shares, expected, rtol=0, atol=1e-9)
        require(bool(same), f"the exact lane and the oracle differ for random pair {i}, {j}")
