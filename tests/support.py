"""Helpers for tests: playing one pair, an independent chain to check against, random automata.

Import as ``import support``: this folder is on the path.
"""

import sys
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import strategies as st

from secdilemma import strategies as bundle
from secdilemma.automata import distributions
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context
from secdilemma.games.arms import preset
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.oracle import one_turn
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import ARRAYS as EVERY_ARRAY, run
from secdilemma.tournament.specification import Tournament, Work

AXELROD = preset("axelrod")
ARMS_RACE = preset("arms_race")
CLEAR = Perception()
LANES = ("exact", "simulated", "interpreted")
ARRAYS = tuple(name for name in EVERY_ARRAY if name != "payoff_by_seat")


def jitted():
    """Mark a test that samples too much for plain Python."""
    return pytest.mark.skipif(numba.config.DISABLE_JIT, reason="too slow unjitted")


@dataclass(frozen=True)
class Match:
    """How a pair fared: shares of the seven outcomes, first seat first, and both payoffs."""

    shares: np.ndarray
    payoff: tuple[float, float]
    error: float
    restraint_error: float
    deviation: float
    war: float
    war_turn: float

    @property
    def restraint(self):
        """Share of turns of mutual restraint."""
        return float(self.shares[0])

    @property
    def cooperation(self):
        """Share of turns in which each side restrained."""
        return float(self.shares[0] + self.shares[1]), float(self.shares[0] + self.shares[2])


def meet(
    first,
    second,
    perception=CLEAR,
    *,
    game=AXELROD,
    horizon=LONG_RUN,
    engine="exact",
    repetitions=2,
    seed=7,
):
    """Return the match of two strategies, the first one in the first seat."""
    tournament = Tournament(
        participants=(Participant(first, name="a"), Participant(second, name="b")),
        game=game,
        perception=perception,
        horizons=(horizon,),
        repetitions=repetitions,
        seed=seed,
        engine=engine,
    )
    found = run(tournament, Work(threads=1))
    return Match(
        shares=found.outcomes[0, 0, 1],
        payoff=(float(found.payoff[0, 0, 1]), float(found.payoff[0, 1, 0])),
        error=float(found.payoff_error[0, 0, 1]),
        restraint_error=float(found.restraint_error[0, 0, 1]),
        deviation=float(found.payoff_deviation[0, 0, 1]),
        war=float(found.war[0, 0, 1]),
        war_turn=float(found.war_turn[0, 0, 1]),
    )


def with_itself(strategy, perception=CLEAR, **options):
    """Return the match of a strategy with another of its kind."""
    return meet(strategy, strategy, perception, **options)


def array_bytes(results):
    """Return every array of some results as bytes, by name."""
    return {name: np.ascontiguousarray(getattr(results, name)).tobytes() for name in ARRAYS}


class Periodic:
    """It plays a fixed sequence of C and D over and over, and looks at nothing."""

    def __init__(self, moves):
        self.moves = moves

    def begin(self):
        return 0

    def respond(self, at):
        return float(self.moves[at] == "C")

    def interpret(self, at, own, seen):
        del own, seen
        return (at + 1) % len(self.moves)


class Reactive:
    """It restrains with probability p after restraint was seen and q after arming, p at first."""

    def __init__(self, p, q):
        self.p, self.q = p, q

    def begin(self):
        return 0

    def respond(self, seen):
        return float(self.q if seen else self.p)

    def interpret(self, last, own, seen):
        del last, own
        return int(seen)


class MemoryOneVector:
    """It restrains with a probability for each outcome of the last turn, as after CC at first."""

    def __init__(self, vector):
        self.vector = vector

    def begin(self):
        return 0

    def respond(self, last):
        return float(self.vector[last])

    def interpret(self, last, own, seen):
        del last
        return 2 * own + seen


@dataclass(frozen=True)
class Chain:
    """The oracle's situations as a matrix: what follows each, and the outcome of its turn."""

    start: np.ndarray
    matrix: np.ndarray
    outcome: np.ndarray
    at_war: np.ndarray

    def over(self, count):
        """Return the shares over `count` turns, and P(war) and the sum of P(peace) before each."""
        law, shares, peace = self.start, np.zeros(7), 0.0
        for _ in range(count):
            shares += law @ self.outcome / count
            peace += 1 - law @ self.at_war
            law = law @ self.matrix
        return shares, float(law @ self.at_war), float(peace)

    def discounted(self, discount):
        """Return the discounted shares, summed until what is left is below 1e-17."""
        law, shares, weight = self.start, np.zeros(7), 1 - discount
        while weight > 1e-17:
            shares += weight * (law @ self.outcome)
            law, weight = law @ self.matrix, weight * discount
        return shares

    def long_run(self):
        """Return the Cesàro average, by repeated squaring of the lazy chain."""
        power = (self.matrix + np.eye(len(self.start))) / 2
        for _ in range(60):
            power = power @ power
            power /= power.sum(axis=1, keepdims=True)
        return self.start @ power @ self.outcome


def chain_of(first, second, game, perception):
    """Return the chain of two automata, branch by branch as the oracle walks a turn."""
    odds = [distributions.begin(each, Context(None, game), "chain") for each in (first, second)]
    beginning = {(a, b): p * q for a, p in odds[0] for b, q in odds[1]}
    found = list(beginning)
    rows, outcomes = [], []
    for situation in found:
        row, outcome = defaultdict(float), np.zeros(7)
        for p, kind, after in one_turn(first, second, situation, game, perception):
            outcome[kind] += p
            row[after] += p
            if p > 0 and after not in found:
                found.append(after)
        rows.append(row)
        outcomes.append(outcome)
    matrix = np.array([[row.get(after, 0.0) for after in found] for row in rows])
    start = np.array([beginning.get(each, 0.0) for each in found])
    at_war = np.array([float(isinstance(each, int)) for each in found])
    return Chain(start, matrix, np.array(outcomes), at_war)


def _odds(draw, count):
    weights = draw(
        st.lists(st.sampled_from([0, 0, 1, 1, 2, 5]), min_size=count, max_size=count).filter(any)
    )
    return [weight / sum(weights) for weight in weights]


@st.composite
def automata(draw, *, most=4, strikes=False, sure=False, branches=3, name="random"):
    """Return a random automaton; `sure` leaves nothing in it to chance."""
    n = draw(st.integers(1, most))
    rows = []
    for _ in range(4 * n):
        count = 1 if sure else draw(st.integers(1, min(branches, n)))
        targets = draw(st.lists(st.integers(0, n - 1), min_size=count, max_size=count, unique=True))
        rows.append([(t, p) for t, p in zip(targets, _odds(draw, count), strict=True) if p > 0])
    kinds = 3 if strikes else 2
    responses = np.zeros((n, 3))
    for mind in range(n):
        if sure:
            responses[mind, draw(st.integers(0, kinds - 1))] = 1.0
        else:
            responses[mind, :kinds] = _odds(draw, kinds)
    start = np.zeros(n)
    if sure:
        start[draw(st.integers(0, n - 1))] = 1.0
    else:
        start[:] = _odds(draw, n)
    return Automaton(
        name=name,
        minds=tuple(f"m{i}" for i in range(n)),
        start=start,
        responses=responses,
        edge_start=np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64),
        edge_target=np.array([t for row in rows for t, _ in row], np.int64),
        edge_probability=np.array([p for row in rows for _, p in row]),
    )


HEEDING = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('secdilemma', run_name='__main__')"
)
"""A program that heeds Ctrl-C even where it was started in the background, which ignores it."""

CHANCES = (0.0, 0.0, 0.01, 0.1, 0.3, 0.5)


@st.composite
def perceptions(draw, chances=CHANCES):
    """Return a random perception, many of its fields zero."""
    names = Perception.__dataclass_fields__
    return Perception(**{name: draw(st.sampled_from(chances)) for name in names})


@st.composite
def wars(draw):
    """Return a random war model, at equal power so that the game stays symmetric."""
    hazards = [draw(st.sampled_from((0.0, 0.0, 0.02, 0.2))) for _ in range(3)]
    return War(
        winner=draw(st.sampled_from((5.0, 1.0))),
        first_strike=draw(st.sampled_from((0.0, 1.0))),
        strike=draw(st.booleans()),
        hazard=hazards[0],
        hazard_one_arms=hazards[1],
        hazard_both_arm=hazards[2],
    )


def at_war(game, war):
    """Return `game` with a war model."""
    return replace(game, war=war)


def over(count):
    """Return the horizon of `count` turns."""
    return turns(count)


def visible(files):
    """Return what is not hidden of what lies in a folder, by name."""
    return {name: each for name, each in files.items() if ".secdilemma-" not in name}


@contextmanager
def own_strategies_forgotten():
    """Forget at the end which folders held strategies, and what was loaded there."""
    folders, modules = list(bundle.__path__), set(sys.modules)
    yield
    bundle.__path__[:] = folders
    for name in set(sys.modules) - modules:
        if name.startswith(f"{bundle.__name__}."):
            module = sys.modules[name]
            if not any(Path(module.__file__).is_relative_to(folder) for folder in folders):
                del sys.modules[name]
                vars(bundle).pop(name.rpartition(".")[2], None)
