"""The exact lane against the naive oracle, on random automata, errors and wars."""

import numpy as np
import pytest
import support
from hypothesis import example, given, settings, strategies as st

from secdilemma.automata.automaton import Automaton
from secdilemma.games.horizon import LONG_RUN, discounted
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.exact import play_exact
from secdilemma.matches.oracle import expected_shares
from secdilemma.matches.tally import Lane

modest = settings(max_examples=40, derandomize=True)
few = settings(max_examples=15, derandomize=True)
PAIR = np.array([[0, 1]])
CHANCES = (*support.CHANCES, 1.0)  # what is certain too


def exact(first, second, game, perception, horizon):
    """Return the shares and the war of one pair."""
    tally = play_exact([first, second], PAIR, game, perception, horizon)
    assert tally.lane[0] == Lane.EXACT
    assert tally.shares[0].sum() == pytest.approx(1, abs=1e-9)
    return tally.shares[0], tally.war[0]


@few
@given(support.automata(), support.automata(), support.perceptions(CHANCES), st.integers(1, 4))
def test_short_matches_are_as_the_oracle_walks_them(first, second, perception, turns):
    shares, _ = exact(first, second, support.AXELROD, perception, support.over(turns))
    expected, _ = expected_shares(first, second, support.AXELROD, perception, turns)
    assert shares == pytest.approx(expected, abs=1e-9)


@modest
@given(support.automata(), support.automata(), support.perceptions(CHANCES), st.integers(5, 700))
def test_long_matches(first, second, perception, turns):
    shares, _ = exact(first, second, support.AXELROD, perception, support.over(turns))
    chain = support.chain_of(first, second, support.AXELROD, perception)
    assert shares == pytest.approx(chain.over(turns)[0], abs=1e-9)


@modest
@given(
    support.automata(),
    support.automata(),
    support.perceptions(CHANCES),
    st.sampled_from([0.05, 0.5, 0.9, 0.98]),
)
def test_discounted_matches(first, second, perception, discount):
    shares, _ = exact(first, second, support.AXELROD, perception, discounted(discount))
    chain = support.chain_of(first, second, support.AXELROD, perception)
    assert shares == pytest.approx(chain.discounted(discount), abs=1e-9)


@modest
@given(support.automata(), support.automata(), support.perceptions(CHANCES))
def test_the_long_run(first, second, perception):
    shares, _ = exact(first, second, support.AXELROD, perception, LONG_RUN)
    chain = support.chain_of(first, second, support.AXELROD, perception)
    assert shares == pytest.approx(chain.long_run(), abs=1e-8)


certain = st.one_of(
    st.just(support.CLEAR),
    st.builds(Perception, sensibility=st.just(1.0), public_record=st.just(0.5)),
    st.builds(Perception, execution_c=st.sampled_from((0.0, 1.0)), execution_d=st.just(1.0)),
    st.builds(Perception, false_alarm=st.just(1.0), miss=st.sampled_from((0.0, 1.0))),
)


@modest
@given(
    support.automata(sure=True, strikes=True),
    support.automata(sure=True, strikes=True),
    certain,
    st.integers(1, 60),
    st.booleans(),
)
def test_pairs_that_leave_nothing_to_chance(first, second, perception, turns, striking):
    game = support.at_war(support.AXELROD, War(strike=striking))
    chain = support.chain_of(first, second, game, perception)
    shares, war = exact(first, second, game, perception, support.over(turns))
    expected, by_the_end, _ = chain.over(turns)
    assert shares == pytest.approx(expected, abs=1e-9)
    assert war[0] == pytest.approx(by_the_end, abs=1e-9)
    shares, _ = exact(first, second, game, perception, discounted(0.9))
    assert shares == pytest.approx(chain.discounted(0.9), abs=1e-9)
    shares, _ = exact(first, second, game, perception, LONG_RUN)
    assert shares == pytest.approx(chain.long_run(), abs=1e-9)


@modest
@given(
    support.automata(sure=True),
    support.automata(sure=True),
    st.sampled_from((0.0, 1.0)),
    st.sampled_from((0.3, 1.0)),
)
def test_a_public_record_of_what_is_surely_misread(first, second, miss, record):
    perception = Perception(false_alarm=1.0, miss=miss, public_record=record)
    chain = support.chain_of(first, second, support.AXELROD, perception)
    shares, _ = exact(first, second, support.AXELROD, perception, support.over(8))
    assert shares == pytest.approx(chain.over(8)[0], abs=1e-9)


@modest
@given(
    support.automata(most=3, strikes=True),
    support.automata(most=3, strikes=True),
    support.perceptions(),
    support.wars(),
    st.integers(1, 80),
)
def test_war_in_a_finite_match(first, second, perception, war, turns):
    game = support.at_war(support.AXELROD, war)
    shares, found = exact(first, second, game, perception, support.over(turns))
    expected, by_the_end, peace = support.chain_of(first, second, game, perception).over(turns)
    assert shares == pytest.approx(expected, abs=1e-9)
    assert found[0] == pytest.approx(by_the_end, abs=1e-9)
    if by_the_end > 1e-6:
        # Σ P(peace before turn t) = Σ t P(outbreak in t) + turns × P(never).
        turn = (peace - turns * (1 - by_the_end)) / by_the_end
        assert found[1] == pytest.approx(turn, abs=1e-6)
    elif by_the_end == 0:
        assert np.isnan(found[1])


@few
@given(
    support.automata(most=2, strikes=True),
    support.automata(most=2, strikes=True),
    support.perceptions(),
    support.wars(),
    st.integers(1, 3),
)
def test_war_as_the_oracle_walks_it(first, second, perception, war, turns):
    game = support.at_war(support.AXELROD, war)
    shares, found = exact(first, second, game, perception, support.over(turns))
    expected, by_the_end = expected_shares(first, second, game, perception, turns)
    assert shares == pytest.approx(expected, abs=1e-9)
    assert found[0] == pytest.approx(by_the_end, abs=1e-9)


@modest
@given(
    support.automata(most=3, strikes=True),
    support.automata(most=3, strikes=True),
    support.perceptions(),
    support.wars(),
)
def test_war_in_a_discounted_match_and_in_the_long_run(first, second, perception, war):
    game = support.at_war(support.AXELROD, war)
    chain = support.chain_of(first, second, game, perception)
    shares, found = exact(first, second, game, perception, discounted(0.9))
    assert shares == pytest.approx(chain.discounted(0.9), abs=1e-9)
    # War breaks out in turn t of a match that gets there with probability .9 to the (t - 1).
    law, weight, outbreak = chain.start, 1.0, 0.0
    for _ in range(400):
        after = law @ chain.matrix
        outbreak += weight * (after - law) @ chain.at_war
        law, weight = after, 0.9 * weight
    assert found[0] == pytest.approx(outbreak, abs=1e-9)
    shares, found = exact(first, second, game, perception, LONG_RUN)
    assert shares == pytest.approx(chain.long_run(), abs=1e-8)
    assert found[0] == pytest.approx(chain.long_run()[4:].sum(), abs=1e-8)


@modest
@given(support.automata(), support.automata(), support.perceptions())
@example(
    *[
        Automaton(
            "coin",
            ("m",),
            np.ones(1),
            np.array([[0.5, 0.5, 0]]),
            np.arange(5),
            np.zeros(4, np.int64),
            np.ones(4),
        )
    ]
    * 2,
    Perception(),
)
def test_swapping_the_seats_transposes(first, second, perception):
    for horizon in (support.over(37), discounted(0.8), LONG_RUN):
        here, _ = exact(first, second, support.AXELROD, perception, horizon)
        there, _ = exact(second, first, support.AXELROD, perception, horizon)
        assert there[[0, 2, 1, 3]] == pytest.approx(here[:4], abs=1e-9)


def ladder(minds, slip):
    """Return an automaton that climbs when it restrained, slips when it did not, by chance."""
    rows = []
    for mind in range(minds):
        up, down = min(minds - 1, mind + 1), max(0, mind - 1)
        rows += [[(up, 1 - slip), (down, slip)]] * 2 + [[(down, 1.0)]] * 2
    restrain = np.linspace(0.05, 0.95, minds)
    return Automaton(
        name="ladder",
        minds=tuple(range(minds)),
        start=np.eye(minds)[0],
        responses=np.column_stack([restrain, 1 - restrain, np.zeros(minds)]),
        edge_start=np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64),
        edge_target=np.array([t for row in rows for t, _ in row], np.int64),
        edge_probability=np.array([p for row in rows for _, p in row]),
    )


@pytest.mark.parametrize("turns", [1, 16, 17, 33, 250])
def test_chains_too_large_for_matrix_powers(turns):
    first, second = ladder(9, 0.2), ladder(8, 0.4)
    perception = Perception(false_alarm=0.1, miss=0.05)
    shares, _ = exact(first, second, support.AXELROD, perception, support.over(turns))
    chain = support.chain_of(first, second, support.AXELROD, perception)
    assert len(chain.start) > 51
    assert shares == pytest.approx(chain.over(turns)[0], abs=1e-9)


def test_a_large_chain_in_the_long_run():
    first, second = ladder(9, 0.2), ladder(8, 0.4)
    chain = support.chain_of(first, second, support.AXELROD, support.CLEAR)
    for horizon, expected in (
        (LONG_RUN, chain.long_run()),
        (discounted(0.9), chain.discounted(0.9)),
    ):
        shares, _ = exact(first, second, support.AXELROD, support.CLEAR, horizon)
        assert shares == pytest.approx(expected, abs=1e-9)


def test_many_minds_to_begin_in_lose_no_mass():
    minds = 150  # 22,500 joint minds to begin in
    waiting = Automaton(
        name="waiting",
        minds=tuple(range(minds)),
        start=np.full(minds, 1 / minds),
        responses=np.tile([0.5, 0.5, 0.0], (minds, 1)),
        edge_start=np.arange(4 * minds + 1),
        edge_target=np.repeat(np.arange(minds), 4),
        edge_probability=np.ones(4 * minds),
    )
    tally = play_exact(
        [waiting], np.array([[0, 0]]), support.AXELROD, Perception(), support.over(20)
    )
    if tally.lane[0] == Lane.EXACT:  # where it is not, it is too large and says so
        assert tally.shares[0] == pytest.approx([0.25] * 4 + [0] * 3, abs=1e-9)


class Wearing:
    """It restrains for twenty turns, and then gives up for good with a chance of 1e-8 a turn."""

    def begin(self):
        return 0

    def respond(self, age):
        return 0.0 if age == 21 else 1.0

    def interpret(self, age, own, seen):
        del own, seen
        return {20: 1 - 1e-8, 21: 1e-8} if age == 20 else min(21, age + 1)


@pytest.mark.parametrize("turns", [300, 5000])
def test_a_slow_drift_is_not_taken_for_rest(turns):
    found = support.meet(Wearing(), support.Periodic("C"), horizon=support.over(turns))
    given_up = sum(1 - (1 - 1e-8) ** max(0, t - 20) for t in range(turns)) / turns
    assert found.shares[2] == pytest.approx(given_up, abs=1e-11)
