"""The random words of :mod:`secdilemma.matches.draws`, in compiled form."""

import numpy as np

from secdilemma.matches.kernels.jit import inlined

SLOTS = 8
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FACTOR_1 = np.uint64(0xBF58476D1CE4E5B9)
FACTOR_2 = np.uint64(0x94D049BB133111EB)
HALF = np.uint64(0xFFFFFFFF)
UPPER = np.uint64(32)
LOWER = np.uint64(0)
SHIFT_1, SHIFT_2, SHIFT_3 = np.uint64(30), np.uint64(27), np.uint64(31)


@inlined
def mixed(z: np.uint64) -> np.uint64:
    """Return SplitMix64's output for the counter value `z`."""
    z = (z ^ (z >> SHIFT_1)) * FACTOR_1
    z = (z ^ (z >> SHIFT_2)) * FACTOR_2
    return z ^ (z >> SHIFT_3)


@inlined
def repetition_key(pair_key: np.uint64, repetition: int) -> np.uint64:
    """Return the key of a repetition, counted from 0."""
    return mixed(pair_key + np.uint64(repetition + 1) * GOLDEN)


@inlined
def counter(turn: int, slot: int) -> np.uint64:
    """Return what a turn and a slot add to the key; turn -1 is the beginning."""
    return np.uint64((turn + 1) * SLOTS + slot) * GOLDEN
