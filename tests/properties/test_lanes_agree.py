"""Three lanes, one meaning: compiled and plain matches draw the same, and average to the exact.

Random automata, errors and wars. Counts are whole numbers, so equal means equal.
"""

import numpy as np
import pytest
import support
from hypothesis import given, settings, strategies as st

from secdilemma.games.horizon import discounted
from secdilemma.matches import draws
from secdilemma.matches.encoding import pack_programs, pack_thresholds
from secdilemma.matches.exact import play_exact
from secdilemma.matches.interpreted import Table, play_interpreted, trace
from secdilemma.matches.kernels.sampled import play_pairs
from secdilemma.matches.kernels.sampled_fast import simulate_pairs
from secdilemma.matches.sampled import play_simulated

modest = settings(max_examples=40, derandomize=True)
PAIR = np.array([[0, 1]])
CHANCES = (*support.CHANCES, 1.0)
keys = st.integers(0, 2**64 - 1)


def table_of(first, second, game, perception, horizon):
    return Table.of((first, second), ("a", "b"), game, perception, horizon)


def simulated(first, second, key, game, perception, horizon, repetitions):
    words = np.array([key], np.uint64)
    return play_simulated([first, second], PAIR, words, game, perception, horizon, repetitions)


@modest
@given(
    support.automata(branches=2), support.automata(branches=2), support.perceptions(CHANCES), keys
)
def test_the_fast_and_the_general_kernel_count_the_same(first, second, perception, key):
    programs = pack_programs([first, second])
    limits = pack_thresholds(support.AXELROD, perception)
    pairs, words = np.array([[0, 1], [1, 1], [1, 0]]), np.array([key, 5, key], np.uint64)
    counts = []
    with np.errstate(over="ignore"):
        for kernel in (simulate_pairs, play_pairs):
            sums, products = np.zeros((3, 7), np.int64), np.zeros((3, 7, 7), np.int64)
            wars = [] if kernel is simulate_pairs else [np.zeros((3, 2), np.int64)]
            kernel(programs, limits, pairs, words, 1, 9, 20, sums, products, *wars)
            counts.append((sums, products))
    (sums, products), (other_sums, other_products) = counts
    assert sums.sum() == 3 * 8 * 20
    assert np.array_equal(sums, other_sums)
    assert np.array_equal(products, other_products)


@support.jitted()
@given(support.automata(branches=2), support.automata(branches=2), support.perceptions(), keys)
@settings(max_examples=10, derandomize=True)
def test_the_fast_kernel_beyond_one_block_of_repetitions(first, second, perception, key):
    programs = pack_programs([first, second])
    limits = pack_thresholds(support.AXELROD, perception)
    words = np.array([key], np.uint64)
    counts = []
    for kernel in (simulate_pairs, play_pairs):
        sums, products = np.zeros((1, 7), np.int64), np.zeros((1, 7, 7), np.int64)
        wars = [] if kernel is simulate_pairs else [np.zeros((1, 2), np.int64)]
        kernel(programs, limits, PAIR, words, 0, 300, 11, sums, products, *wars)
        counts.append((sums.tobytes(), products.tobytes()))
    assert counts[0] == counts[1]


@modest
@given(support.automata(), support.automata(), support.perceptions(CHANCES), keys)
def test_a_compiled_match_is_the_plain_one(first, second, perception, key):
    horizon = support.over(25)
    turns = trace(table_of(first, second, support.AXELROD, perception, horizon), key)
    counts = np.bincount([turn.outcome for turn in turns], minlength=7)
    tally = simulated(first, second, key, support.AXELROD, perception, horizon, 1)
    assert len(turns) == 25
    assert np.array_equal(np.rint(25 * tally.shares[0]), counts)


@modest
@given(support.automata(), support.automata(), support.perceptions(), keys, st.integers(1, 12))
def test_a_compiled_match_is_the_plain_one_turn_by_turn(first, second, perception, key, turns):
    # The outcome of turn t is what a match of t turns counts beyond one of t - 1.
    plain = trace(table_of(first, second, support.AXELROD, perception, support.over(turns)), key)
    before = np.zeros(7)
    for turn in plain:
        horizon = support.over(turn.number)
        tally = simulated(first, second, key, support.AXELROD, perception, horizon, 1)
        counts = np.rint(turn.number * tally.shares[0])
        assert np.flatnonzero(counts - before).tolist() == [turn.outcome]
        before = counts


@modest
@given(
    support.automata(strikes=True),
    support.automata(strikes=True),
    support.perceptions(),
    support.wars(),
    keys,
    st.sampled_from([support.over(15), discounted(0.8)]),
)
def test_many_matches_with_war_and_random_ends(first, second, perception, war, key, horizon):
    game = support.at_war(support.AXELROD, war)
    plain = play_interpreted(table_of(first, second, game, perception, horizon), key, 6)
    compiled = simulated(first, second, key, game, perception, horizon, 6)
    for name in ("shares", "war", "spread", "repetitions"):
        assert getattr(plain, name).tobytes() == getattr(compiled, name).tobytes(), name


@modest
@given(support.automata(), support.automata(), support.perceptions(), keys)
def test_what_a_trace_says_of_a_turn(first, second, perception, key):
    for turn in trace(table_of(first, second, support.AXELROD, perception, support.over(20)), key):
        assert turn.outcome == 2 * turn.actions[0] + turn.actions[1]
        jointly = perception.joint_decision > 0 and turn.intended == (0, 0)
        assert jointly or first.responses[first.index[turn.minds[0]], turn.intended[0]] > 0
        if not turn.public:
            assert turn.recorded == turn.actions
        if perception.execution_c == 0 and turn.intended[0] == 0:
            assert turn.actions[0] == 0
        if perception.false_alarm == 0 and turn.actions[1] == 0:
            assert turn.seen[0] == 0


@support.jitted()
@settings(max_examples=25, derandomize=True)
@given(support.automata(), support.automata(), support.perceptions(), keys)
def test_sampled_shares_are_within_standard_errors_of_the_exact(first, second, perception, key):
    horizon, repetitions = support.over(30), 3000
    exact = play_exact([first, second], PAIR, support.AXELROD, perception, horizon).shares[0]
    tally = simulated(first, second, key, support.AXELROD, perception, horizon, repetitions)
    error = np.sqrt(np.diagonal(tally.spread[0]).clip(0) / repetitions)
    rare = 15 / (30 * repetitions)  # an event of at most 15 expected turns may never be seen
    assert np.all(np.abs(tally.shares[0] - exact) <= 5 * error + rare)


@support.jitted()
@settings(max_examples=25, derandomize=True)
@given(
    support.automata(most=3, strikes=True),
    support.automata(most=3, strikes=True),
    support.perceptions(),
    support.wars(),
    st.sampled_from([support.over(20), discounted(0.9)]),
)
def test_sampled_war_is_within_standard_errors_of_the_exact(
    first, second, perception, war, horizon
):
    game, repetitions = support.at_war(support.AXELROD, war), 3000
    exact = play_exact([first, second], PAIR, game, perception, horizon)
    tally = simulated(first, second, 99, game, perception, horizon, repetitions)
    error = np.sqrt(np.diagonal(tally.spread[0]).clip(0) / repetitions)
    rare = 15 / (10 * repetitions)
    assert np.all(np.abs(tally.shares[0] - exact.shares[0]) <= 5 * error + rare)
    p = exact.war[0, 0]
    assert abs(tally.war[0, 0] - p) <= 5 * np.sqrt(p * (1 - p) / repetitions) + 5 / repetitions


class SeatTeller:
    """It restrains in the first seat and arms in the second."""

    def begin(self, context):
        return context.seat

    def respond(self, seat):
        return 1.0 - seat

    def interpret(self, seat, own, seen):
        del own, seen
        return seat


def test_in_a_symmetric_game_every_lane_tells_a_strategy_the_same_of_its_seat():
    shares = [
        support.with_itself(SeatTeller(), horizon=support.over(4), engine=lane).shares.tolist()
        for lane in support.LANES
    ]
    assert shares[0] == shares[1] == shares[2]


class LengthTeller:
    """It arms in the last turn."""

    def begin(self, context):
        return context.turns

    def respond(self, left):
        return 0.0 if left == 1 else 1.0

    def interpret(self, left, own, seen):
        del own, seen
        return left - 1


@pytest.mark.parametrize("lane", support.LANES)
@pytest.mark.parametrize("count", [1, 2, 9])
def test_every_lane_tells_the_length_of_the_match(lane, count):
    match = support.with_itself(LengthTeller(), horizon=support.over(count), engine=lane)
    assert match.shares[3] == pytest.approx(1 / count, abs=1e-12)
    assert match.shares[0] == pytest.approx(1 - 1 / count, abs=1e-12)


def test_keys_tell_seeds_pairs_and_seats_apart():
    made = {draws.pair_key(seed, a, b) for seed in (1, 11) for a in "ab" for b in ("a", "b", "1")}
    assert len(made) == 12
