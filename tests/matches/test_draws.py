"""Random words: SplitMix64's published sequence, and the same words in both forms."""

import numpy as np
import pytest

from secdilemma.matches import draws
from secdilemma.matches.kernels import draws as compiled

PUBLISHED = [  # of seed 1234567
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
]


def test_the_published_sequence():
    state, made = 1234567, []
    for _ in PUBLISHED:
        state = (state + draws.GOLDEN) & draws.MASK
        made.append(draws.mix(state))
    assert made == PUBLISHED


def test_words_are_the_sequence_in_counter_form():
    # Counter k of a key is the k-th output; turn -1, slot 1 is the first.
    made = [draws.word(1234567, k // 8 - 1, k % 8) for k in range(1, 6)]
    assert made == PUBLISHED
    assert draws.word(1234567, 0, 0) == draws.mix((1234567 + 8 * draws.GOLDEN) & draws.MASK)


@pytest.mark.parametrize("key", [0, 1234567, 2**64 - 1, 0x9E3779B97F4A7C15])
@pytest.mark.parametrize("turn", [-1, 0, 1, 199, 9_999_999])
def test_compiled_words_are_the_plain_ones(key, turn):
    with np.errstate(over="ignore"):
        for slot in range(draws.SLOTS):
            made = compiled.mixed(np.uint64(key) + compiled.counter(turn, slot))
            assert int(made) == draws.word(key, turn, slot)
        for repetition in (0, 1, 10**6):
            made = compiled.repetition_key(np.uint64(key), repetition)
            assert int(made) == draws.repetition_key(key, repetition)


def test_the_two_forms_agree_on_their_numbers():
    assert int(compiled.GOLDEN) == draws.GOLDEN
    assert compiled.SLOTS == draws.SLOTS
    slots = [draws.RESPOND, draws.EXECUTE, draws.SIGHT, draws.HOTLINE, draws.RECORD]
    assert [*slots, draws.SENSIBILITY, draws.MOVE, draws.FATE] == list(range(8))


def test_the_seats_have_the_halves_of_a_word():
    word = draws.word(99, 4, draws.SIGHT)
    assert draws.draw(99, 4, draws.SIGHT, 0) == word >> 32
    assert draws.draw(99, 4, draws.SIGHT, 1) == word & 0xFFFFFFFF


def test_draws_are_even():
    made = np.array([draws.draw(5, t, draws.MOVE, s) for t in range(4000) for s in (0, 1)])
    assert abs(made.mean() / draws.CERTAIN - 0.5) < 4 * np.sqrt(1 / 12 / len(made))
    halves = made.reshape(-1, 2)
    assert abs(np.corrcoef(halves.T)[0, 1]) < 4 / np.sqrt(len(halves))


@pytest.mark.parametrize(
    ("p", "limit"), [(0.0, 0), (1.0, 2**32), (0.5, 2**31), (2.0**-32, 1), (1e-12, 0)]
)
def test_thresholds(p, limit):
    assert draws.threshold(p) == limit


def test_the_last_branch_takes_what_is_left():
    assert draws.cumulative_thresholds([0.25, 0.5, 0.2499999]) == [2**30, 3 * 2**30, 2**32]
    assert draws.cumulative_thresholds([1.0]) == [2**32]


def test_keys_are_for_good():
    # A change of these would change every published result; blake2b of "seed␟first␟second".
    import hashlib

    digest = hashlib.blake2b(b"1\x1ftft\x1fwsls", digest_size=8).digest()
    assert draws.pair_key(1, "tft", "wsls") == int.from_bytes(digest, "little")
    assert draws.pair_key(1, "wsls", "tft") != draws.pair_key(1, "tft", "wsls")
