"""How many turns a second the simulated lane plays on one core."""

from dataclasses import replace

import numpy as np
from fields import BOTH_NOISES, every_pair, random_field
from measuring import Row, interleaved, rates, row

from secdilemma import draws
from secdilemma.automaton import Automaton
from secdilemma.catalogue import open_catalogue
from secdilemma.exploring import explore
from secdilemma.games.arms import preset
from secdilemma.kernels.playing import play_pairs
from secdilemma.kernels.simulating import simulate_pairs
from secdilemma.packing import pack_limits, pack_programs
from secdilemma.perception import Perception

QUESTION = "simulated lane, one thread"
GAME = preset("arms_race")
TURNS = 200
EVERY_KNOB = replace(BOTH_NOISES, hotline=0.3, intelligence=0.2, public_record=0.5, sensibility=0.5)


def measure(*, quick: bool) -> list[Row]:
    """Return millions of turns a second of both kernels, which must give the same counts."""
    repetitions, repeats = (2_560, 3) if quick else (25_600, 9)
    tft = explore(open_catalogue().make("tft"))
    fields = {
        "tit for tat with itself": [tft],
        "36 pairs of random automata, 4 minds": random_field(8, 4, stochastic=True),
    }
    calls, played = {}, {}
    for label, automata in fields.items():
        each = max(128, repetitions // len(every_pair(len(automata))))
        for noise, perception in (("both noises", BOTH_NOISES), ("every knob", EVERY_KNOB)):
            fast, general = _kernels(automata, perception, each)
            if not all(map(np.array_equal, fast(), general())):
                raise AssertionError(f"the two kernels differ: {label}, {noise}")
            calls[f"fast kernel, {label}, {noise}"] = fast
            calls[f"general kernel, {label}, {noise}"] = general
            for kernel in ("fast", "general"):
                turns_played = TURNS * each * len(every_pair(len(automata)))
                played[f"{kernel} kernel, {label}, {noise}"] = turns_played
    seconds = interleaved(calls, repeats)
    return [
        row(
            QUESTION,
            case,
            rates(each, played[case] / 1e6),
            "million turns a second",
            target=150.0 if case == "fast kernel, tit for tat with itself, both noises" else None,
            more=True,
            note="the two kernels give the same counts",
        )
        for case, each in seconds.items()
    ]


def _kernels(automata: list[Automaton], perception: Perception, repetitions: int):  # noqa: ANN202
    pairs = every_pair(len(automata))
    programs, limits = pack_programs(automata), pack_limits(GAME, perception)
    keys = np.array([draws.pair_key(1, str(i), str(j)) for i, j in pairs], np.uint64)

    def fast() -> tuple[np.ndarray, np.ndarray]:
        sums, products = _zeros(len(pairs))
        simulate_pairs(programs, limits, pairs, keys, 0, repetitions, TURNS, sums, products)
        return sums, products

    def general() -> tuple[np.ndarray, np.ndarray]:
        sums, products = _zeros(len(pairs))
        wars = np.zeros((len(pairs), 2), np.int64)
        play_pairs(programs, limits, pairs, keys, 0, repetitions, TURNS, sums, products, wars)
        return sums, products

    return fast, general


def _zeros(pairs: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros((pairs, 7), np.int64), np.zeros((pairs, 7, 7), np.int64)
