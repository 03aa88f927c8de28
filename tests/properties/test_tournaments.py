"""What holds of every tournament: shares, seats, order and units.

Random automata, errors and payoffs; results compared as bytes where nothing may change at all.
"""

import numpy as np
import pytest
import support
from hypothesis import given, settings, strategies as st

from secdilemma.games.game import Game
from secdilemma.games.horizon import LONG_RUN, discounted
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

modest = settings(max_examples=25, derandomize=True)
HORIZONS = (support.over(12), discounted(0.9), LONG_RUN)
SAMPLED = (support.over(12), discounted(0.7))
numbers = st.integers(-6, 6).map(float)
games = st.builds(Game, st.just("random"), st.builds(Payoffs, numbers, numbers, numbers, numbers))
three = st.tuples(support.automata(most=3), support.automata(most=3), support.automata(most=2))


def played(automata, game, perception, *, order=(0, 1, 2), engine="exact", war=None):
    participants = tuple(Participant(automata[k], name=f"p{k}") for k in order)
    tournament = Tournament(
        participants=participants,
        game=support.at_war(game, war),
        perception=perception,
        horizons=HORIZONS if engine == "exact" else SAMPLED,
        repetitions=5,
        engine=engine,
    )
    return run(tournament, Work(threads=1))


@modest
@given(three, games, support.perceptions(), st.sampled_from(support.LANES))
def test_shares_are_shares_and_seats_mirror(automata, game, perception, engine):
    found = played(automata, game, perception, engine=engine)
    assert found.outcomes.min() >= 0
    assert found.outcomes.sum(axis=-1) == pytest.approx(1, abs=1e-9)
    mirrored = found.outcomes.transpose(0, 2, 1, 3)[..., [0, 2, 1, 3, 5, 4, 6]]
    assert mirrored == pytest.approx(found.outcomes, abs=1e-12)
    values = np.array([game.row.R, game.row.S, game.row.T, game.row.P])
    assert found.payoff == pytest.approx(found.outcomes[..., :4] @ values, abs=1e-9)


@modest
@given(three, games, support.perceptions(), st.permutations(range(3)))
@pytest.mark.parametrize("engine", support.LANES)
def test_the_order_of_participants_changes_no_byte(engine, automata, game, perception, order):
    here = played(automata, game, perception, engine=engine)
    there = played(automata, game, perception, engine=engine, order=order)
    at = np.ix_(range(len(here.horizon_labels)), order, order)
    for name in support.ARRAYS:
        expected = np.ascontiguousarray(getattr(here, name)[at])
        assert getattr(there, name).tobytes() == expected.tobytes(), name


@modest
@given(
    three,
    games,
    support.perceptions(),
    st.sampled_from(("exact", "simulated")),
    st.sampled_from((0.5, 3.0, -2.0)),
    st.sampled_from((0.0, 10.0, -7.5)),
)
def test_affine_payoffs_give_affine_scores(automata, game, perception, engine, scale, shift):
    row = game.row
    other = Payoffs(*(scale * x + shift for x in (row.T, row.R, row.P, row.S)))
    here = played(automata, game, perception, engine=engine)
    there = played(automata, Game("scaled", other), perception, engine=engine)
    assert there.outcomes.tobytes() == here.outcomes.tobytes()
    assert there.payoff == pytest.approx(scale * here.payoff + shift, abs=1e-9)
    assert there.scores == pytest.approx(scale * here.scores + shift, abs=1e-9)
    assert there.payoff_error == pytest.approx(abs(scale) * here.payoff_error, abs=1e-7)


@modest
@given(support.automata(sure=True), support.automata(sure=True))
def test_without_noise_what_is_sure_never_varies(first, second):
    options = {"horizon": support.over(20)}
    exact = support.meet(first, second, **options)
    sampled = support.meet(first, second, engine="simulated", repetitions=9, **options)
    assert sampled.deviation == pytest.approx(0, abs=1e-7)
    assert sampled.restraint_error == pytest.approx(0, abs=1e-7)
    assert sampled.shares == pytest.approx(exact.shares, abs=1e-12)


@pytest.mark.parametrize("field", ["execution_c", "false_alarm"])
def test_with_noise_it_does(field):
    answer = support.Reactive(1.0, 0.0)
    perception = Perception(**{field: 0.2})
    sampled = support.with_itself(
        answer, perception, horizon=support.over(20), engine="simulated", repetitions=9
    )
    assert sampled.deviation > 0.01


@modest
@given(three, support.perceptions())
def test_a_war_that_cannot_be_struck_is_arming(automata, perception):
    peace = played(automata, support.AXELROD, perception)
    unarmed = played(automata, support.AXELROD, perception, war=War(strike=False))
    assert unarmed.outcomes == pytest.approx(peace.outcomes, abs=1e-9)
    assert unarmed.war == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("engine", ["exact", "simulated"])
@pytest.mark.parametrize("horizon", [*map(support.over, (5, 9, 12, 300)), discounted(0.9)])
def test_where_war_cannot_come_it_has_no_chance_and_no_turn(horizon, engine):
    game = support.at_war(support.AXELROD, War(strike=False))
    for p in (0.1, 0.7, 1 / 3):
        coin = support.Reactive(p, 1 - p)
        match = support.with_itself(
            coin, Perception(false_alarm=0.1, miss=0.3), game=game, horizon=horizon, engine=engine
        )
        assert match.war == 0.0
        assert np.isnan(match.war_turn)


@modest
@given(support.automata(strikes=True), support.automata(strikes=True), support.perceptions())
def test_where_there_is_no_war_a_strike_is_arming(first, second, perception):
    armed = []
    for each in (first, second):
        responses = each.responses.copy()
        responses[:, 1] += responses[:, 2]
        responses[:, 2] = 0
        fields = {
            name: getattr(each, name)
            for name in ("name", "minds", "start", "edge_start", "edge_target", "edge_probability")
        }
        armed.append(type(each)(responses=responses, **fields))
    for engine in ("exact", "simulated"):
        options = {"horizon": support.over(15), "engine": engine, "repetitions": 4}
        struck = support.meet(first, second, perception, **options)
        merely = support.meet(*armed, perception, **options)
        assert struck.shares == pytest.approx(merely.shares, abs=1e-9)
