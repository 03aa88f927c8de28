"""Beside EGTtools: the payoffs of its own noisy strategies, at its own precision.

EGTtools samples every pair in which something is random, 10,000 matches each, in one thread. It
gives both seats of a self-play the same object, so that a strategy which remembers anything would
remember both seats' turns; compared are only strategies that remember nothing but the other's last
action, which it hands them anew each turn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from secdilemma.automata.exploration import explore
from secdilemma.cli.benchmarks.fields import every_pair, pair_keys
from secdilemma.cli.benchmarks.timing import Case, Row, absent, over, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.horizon import turns
from secdilemma.games.perception import Perception
from secdilemma.matches.exact import play_exact
from secdilemma.matches.sampled import play_simulated
from secdilemma.matches.tally import Floats, Ints, Tally

TURNS, REPETITIONS = 200, 10_000
ERRORS = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.2)
QUESTION = "beside EGTtools, payoffs of its imperfect tit for tat and of its random strategy"
GAME, CLEAR = preset("axelrod"), Perception()
TEMPTATION, REWARD, PUNISHMENT, SUCKER = 5.0, 3.0, 1.0, 0.0
MISSING = "EGTtools is not installed (pip install secdilemma[bench])"


@dataclass(frozen=True)
class Reactive:
    """It restrains with one probability at first, another after restraint, another after arming."""

    first: float
    after_restraint: float
    after_arming: float

    def begin(self) -> int:
        """Return the mind before anything was seen."""
        return 2

    def respond(self, seen: int) -> float:
        """Return the probability of restraint."""
        return (self.after_restraint, self.after_arming, self.first)[seen]

    def interpret(self, mind: int, own: int, seen: int) -> int:
        """Remember what was seen."""
        del mind, own
        return int(seen)


def measure(*, quick: bool) -> list[Row]:
    """Return microseconds a pair of both engines, and their ratios repeat by repeat."""
    try:
        from egttools import games
        from egttools.behaviors.NormalForm import TwoActions
    except ImportError:
        case = "exact lane over EGTtools, a noisy pair"
        return [absent(QUESTION, case, "times", MISSING, 1000.0)]
    errors = ERRORS[:2] if quick else ERRORS
    ours = [*(Reactive(1.0, 1.0 - error, error) for error in errors), Reactive(0.5, 0.5, 0.5)]
    automata = [explore(each, name=f"reactive-{k}") for k, each in enumerate(ours)]
    pairs = every_pair(len(automata))
    common, keys = (GAME, CLEAR, turns(TURNS)), pair_keys(pairs)
    exact = partial(play_exact, automata, pairs, *common)
    simulated = partial(play_simulated, automata, pairs, keys, *common, REPETITIONS)
    theirs = _egttools(TwoActions, games, errors)
    played = f"{REPETITIONS:,} matches of {TURNS} turns"
    micro, per = "µs a pair", 1e6 / len(pairs)
    one = f"one thread, {len(pairs)} pairs, {played} each"
    cases = [
        Case(f"EGTtools, {one}", theirs, micro, per),
        Case(f"exact lane, one thread, the same {len(pairs)} pairs in one call", exact, micro, per),
        Case(f"simulated lane, {one}", simulated, micro, per),
        over("exact lane over EGTtools, at no less than its precision", exact, theirs, 1000.0),
        over("simulated lane over EGTtools, same turns and repetitions", simulated, theirs),
    ]
    return timed(
        QUESTION, cases, 2 if quick else 5, lambda: _check(pairs, exact(), simulated(), theirs())
    )


def _egttools(behaviours: Any, games: Any, errors: Sequence[float]) -> Callable[[], Floats]:
    """Return a caller that samples its payoff matrix; its actions are 0 to arm and 1 to restrain.

    The strategies are kept here, for a game holds no reference to them.
    """
    payoffs = np.array([[PUNISHMENT, TEMPTATION], [SUCKER, REWARD]])
    strategies = [*(behaviours.ImperfectTFT(error) for error in errors), behaviours.Random()]

    def play() -> Floats:
        game = games.NormalFormGame(TURNS, payoffs, strategies)
        return np.array(game.expected_payoffs())

    return play


def _check(pairs: Ints, exact: Tally, simulated: Tally, theirs: Floats) -> str:
    """Compare the payoffs of both seats, by the spread between matches."""
    payoffs = np.zeros((2, 7))
    payoffs[:, :4] = [
        [REWARD, SUCKER, TEMPTATION, PUNISHMENT],
        [REWARD, TEMPTATION, SUCKER, PUNISHMENT],
    ]
    off = []
    for k, (i, j) in enumerate(pairs):
        for values, got in zip(payoffs, (theirs[i, j], theirs[j, i]), strict=True):
            error = np.sqrt(values @ simulated.spread[k] @ values / REPETITIONS)
            expected = exact.shares[k] @ values
            off += [abs(found - expected) / error for found in (got, simulated.shares[k] @ values)]
    worst = float(np.max(off))
    require(worst <= 4, f"a payoff is {worst:.1f} standard errors off the exact one")
    return (
        "payoffs of EGTtools and of the simulated lane within 4 standard errors of the exact lane; "
        "the exact lane has no sampling error"
    )
