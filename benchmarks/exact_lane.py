"""What does an exact pair cost? By thousands of pairs inside one call, on one thread."""

import numpy as np
from fields import BOTH_NOISES, CLEAR, every_pair, random_field
from measuring import Row, interleaved, row, scaled

from secdilemma.games.arms import preset
from secdilemma.horizons import LONG_RUN, Horizon, discounted, turns
from secdilemma.lanes.exact import play_exact
from secdilemma.perception import Perception
from secdilemma.reference import expected_shares

QUESTION = "exact lane, one thread"
GAME = preset("arms_race")


def measure(*, quick: bool) -> list[Row]:
    """Return microseconds a pair in every kind of match."""
    count, repeats = (40, 3) if quick else (100, 9)
    calls, pairs = {}, len(every_pair(count))
    targets: dict[str, float | None] = {}
    for minds, most in ((2, 5.0), (4, 25.0)):
        for kind in ("certain", "stochastic"):
            automata = random_field(count, minds, stochastic=kind == "stochastic")
            label = f"{minds} minds a side, {kind} automata"
            _check(automata, BOTH_NOISES)
            for horizon, name in (
                (turns(200), "200 turns"),
                (turns(10_000), "10,000 turns"),
                (discounted(0.995), "discount 0.995"),
                (LONG_RUN, "long run"),
            ):
                case = f"{label}, both noises, {name}"
                calls[case] = _call(automata, BOTH_NOISES, horizon)
                targets[case] = most if name == "200 turns" else None
    for minds in (2, 4):
        automata = random_field(count, minds)
        _check(automata, CLEAR)
        for length in (200, 10_000, 10_000_000):
            case = f"{minds} minds a side, no noise, {length:,} turns"
            calls[case] = _call(automata, CLEAR, turns(length))
            targets[case] = 1.0
    seconds = interleaved(calls, repeats)
    return [
        row(QUESTION, case, scaled(each, 1e6 / pairs), "µs a pair", target=targets[case])
        for case, each in seconds.items()
    ]


def _call(automata: list, perception: Perception, horizon: Horizon):  # noqa: ANN202
    pairs = every_pair(len(automata))
    return lambda: play_exact(automata, pairs, GAME, perception, horizon, chunk=len(pairs))


def _check(automata: list, perception: Perception) -> None:
    """Compare a few pairs with the naive oracle before anything is timed."""
    pairs = every_pair(len(automata))[:: len(automata)][:5]
    tally = play_exact(automata, pairs, GAME, perception, turns(20))
    for (i, j), shares in zip(pairs, tally.shares, strict=True):
        expected, _ = expected_shares(automata[i], automata[j], GAME, perception, 20)
        if not np.allclose(shares, expected, rtol=0, atol=1e-9):
            raise AssertionError(f"the exact lane and the oracle differ for pair {i}, {j}")
