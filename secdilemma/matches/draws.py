"""Every random draw is a function of (seed, pair, repetition, turn, slot), and of nothing else.

A pair has a key, a repetition of it another, and each turn eight words of 64 random bits, one a
slot; the upper half of a word is the first seat's draw and the lower half the second's. The words
are SplitMix64 (Steele, Lea and Flood 2014) in counter form, so no thread, chunk or process has any
say in them, and two scenarios that differ in one knob share all other draws. An event of
probability p happens when a draw, of 32 bits, is below round(2^32 p).
"""

import hashlib

GOLDEN = 0x9E3779B97F4A7C15
MASK = 0xFFFFFFFFFFFFFFFF
HALF = 0xFFFFFFFF
SLOTS = 8
RESPOND, EXECUTE, SIGHT, HOTLINE, RECORD, SENSIBILITY, MOVE, FATE = range(SLOTS)
CERTAIN = 1 << 32


def mix(z: int) -> int:
    """Return SplitMix64's output for the counter value `z`; 64 bits in and out."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def pair_key(seed: int, first: str, second: str) -> int:
    """Return the key of the pair of participants so named, in their seats."""
    text = f"{seed}\x1f{first}\x1f{second}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


def repetition_key(key: int, repetition: int) -> int:
    """Return the key of one repetition, counted from 0."""
    return mix((key + (repetition + 1) * GOLDEN) & MASK)


def word(key: int, turn: int, slot: int) -> int:
    """Return the 64 random bits of a slot; turn -1 is the beginning, before the first turn."""
    return mix((key + ((turn + 1) * SLOTS + slot) * GOLDEN) & MASK)


def draw(key: int, turn: int, slot: int, seat: int) -> int:
    """Return the 32 random bits of a seat."""
    bits = word(key, turn, slot)
    return bits >> 32 if seat == 0 else bits & HALF


def threshold(probability: float) -> int:
    """Return the number below which a draw means that the event happened."""
    return round(probability * CERTAIN)


def cumulative_thresholds(probabilities: list[float]) -> list[int]:
    """Return the thresholds that choose among branches; the last is certain."""
    total, limits = 0.0, []
    for p in probabilities:
        total += p
        limits.append(threshold(min(total, 1.0)))
    limits[-1] = CERTAIN
    return limits
