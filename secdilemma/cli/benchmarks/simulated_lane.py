"""How many turns a second the simulated lane plays on one core."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.exploration import explore
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.cli.benchmarks.fields import BOTH_NOISES, every_pair, pair_keys, random_field
from secdilemma.cli.benchmarks.timing import MILLIONS, Case, Row, require, timed
from secdilemma.games.arms import preset
from secdilemma.games.perception import Perception
from secdilemma.matches.encoding import pack_programs, pack_thresholds
from secdilemma.matches.kernels.sampled import play_pairs
from secdilemma.matches.kernels.sampled_fast import simulate_pairs
from secdilemma.matches.tally import Ints

QUESTION = "simulated lane, one thread"
GAME = preset("arms_race")
TURNS = 200
EVERY_KNOB = replace(BOTH_NOISES, hotline=0.3, intelligence=0.2, public_record=0.5, sensibility=0.5)
TARGETS = {"fast kernel, tit for tat with itself, both noises": 150.0}
Counts = Callable[[], tuple[Ints, Ints]]


def measure(*, quick: bool) -> list[Row]:
    """Return millions of turns a second of both kernels, which must give the same counts."""
    repetitions, repeats = (2_560, 3) if quick else (25_600, 9)
    fields = {
        "tit for tat with itself": [explore(open_catalogue().make("tft"))],
        "36 pairs of random automata, 4 minds": random_field(8, 4, stochastic=True),
    }
    cases: list[Case] = []
    for label, automata in fields.items():
        pairs = len(every_pair(len(automata)))
        each = max(128, repetitions // pairs)
        for noise, perception in (("both noises", BOTH_NOISES), ("every knob", EVERY_KNOB)):
            fast, general = _kernels(automata, perception, each)
            same = all(map(np.array_equal, fast(), general()))
            require(same, f"the two kernels count differently: {label}, {noise}")
            for kernel, call in (("fast", fast), ("general", general)):
                name = f"{kernel} kernel, {label}, {noise}"
                played = TURNS * each * pairs / 1e6
                cases.append(Case(name, call, MILLIONS, played, TARGETS.get(name)))
    return timed(QUESTION, cases, repeats, lambda: "the two kernels give the same counts")


def _kernels(
    automata: list[Automaton], perception: Perception, repetitions: int
) -> tuple[Counts, Counts]:
    pairs = every_pair(len(automata))
    programs, limits = pack_programs(automata), pack_thresholds(GAME, perception)
    common = (programs, limits, pairs, pair_keys(pairs), 0, repetitions, TURNS)

    def fast() -> tuple[Ints, Ints]:
        sums, products = _zeros(len(pairs))
        simulate_pairs(*common, sums, products)
        return sums, products

    def general() -> tuple[Ints, Ints]:
        sums, products = _zeros(len(pairs))
        play_pairs(*common, sums, products, np.zeros((len(pairs), 2), np.int64))
        return sums, products

    return fast, general


def _zeros(pairs: int) -> tuple[Ints, Ints]:
    return np.zeros((pairs, 7), np.int64), np.zeros((pairs, 7, 7), np.int64)
