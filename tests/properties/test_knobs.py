"""Every knob acts where it should, and changes no byte at zero or with nothing to act on."""

import inspect
from dataclasses import fields, replace

import numpy as np
import pytest
import support

from secdilemma.games.actions import STRIKE, Action
from secdilemma.games.horizon import LONG_RUN, discounted
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.encoding import pack_thresholds
from secdilemma.matches.interpreted import Table, trace
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

TFT = support.Reactive(1.0, 0.0)
RESTRAINED = support.Periodic("C")
ARMED = support.Periodic("D")
BY_TURNS = support.Periodic("CD")
CONTRARY = support.MemoryOneVector((1.0, 0.0, 0.2, 0.9))  # looks at its own action too


class Striker:
    """It strikes at the first turn after it saw arming, or at once."""

    def __init__(self, *, at_once=False):
        self.at_once = at_once

    def begin(self):
        return self.at_once

    def respond(self, provoked):
        return STRIKE if provoked else 1.0

    def interpret(self, provoked, own, seen):
        del own
        return bool(provoked or seen)


def bytes_of(
    pair, perception=support.CLEAR, *, game=support.AXELROD, engine="simulated", greed=0.0
):
    participants = (Participant(pair[0], name="a", greed=greed), Participant(pair[1], name="b"))
    tournament = Tournament(
        participants=participants,
        game=game,
        perception=perception,
        horizons=(support.over(12),),
        repetitions=6,
        engine=engine,
    )
    found = run(tournament, Work(threads=1))
    seats = b"" if found.payoff_by_seat is None else found.payoff_by_seat.tobytes()
    return support.array_bytes(found) | {"payoff_by_seat": seats}


# The knob, the pair and the other errors under which it must act, and those where it cannot.
ERRORS = {
    "execution_c": ((RESTRAINED, TFT), {}, (ARMED, ARMED), {}),
    "execution_d": ((ARMED, TFT), {}, (RESTRAINED, RESTRAINED), {}),
    "false_alarm": ((RESTRAINED, TFT), {}, (ARMED, support.Reactive(0.0, 0.0)), {}),
    "miss": ((ARMED, TFT), {}, (RESTRAINED, RESTRAINED), {}),
    "hotline": ((RESTRAINED, TFT), {"false_alarm": 0.4}, (ARMED, TFT), {"miss": 0.4}),
    "intelligence": ((RESTRAINED, TFT), {"false_alarm": 0.4}, (TFT, TFT), {"execution_c": 0.3}),
    "public_record": (
        (CONTRARY, CONTRARY),
        {"false_alarm": 0.3, "miss": 0.1},
        (CONTRARY, CONTRARY),
        {"execution_c": 0.3},
    ),
    "sensibility": ((BY_TURNS, TFT), {"false_alarm": 0.4}, (TFT, TFT), {}),
    "joint_decision": ((ARMED, BY_TURNS), {}, (RESTRAINED, RESTRAINED), {}),
}


def test_no_error_is_left_out():
    assert set(ERRORS) == {each.name for each in fields(Perception)}


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("knob", ERRORS)
def test_an_error_acts(knob, engine):
    pair, others, _, _ = ERRORS[knob]
    without = bytes_of(pair, Perception(**others), engine=engine)
    acting = bytes_of(pair, Perception(**others, **{knob: 0.5}), engine=engine)
    assert acting["outcomes"] != without["outcomes"]


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("knob", ERRORS)
def test_an_error_at_zero_changes_no_byte(knob, engine):
    pair, others, _, _ = ERRORS[knob]
    here = bytes_of(pair, Perception(**others), engine=engine)
    there = bytes_of(pair, Perception(**others, **{knob: 0.0}), engine=engine)
    assert here == there


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("knob", ERRORS)
def test_an_error_with_nothing_to_act_on_changes_no_share(knob, engine):
    _, _, pair, others = ERRORS[knob]
    here = bytes_of(pair, Perception(**others), engine=engine)
    there = bytes_of(pair, Perception(**others, **{knob: 0.5}), engine=engine)
    shares = [np.frombuffer(each["outcomes"]).reshape(2, 2, 7)[0, 1] for each in (here, there)]
    assert shares[0] == pytest.approx(shares[1], abs=1e-12)


@pytest.mark.parametrize("knob", ERRORS)
def test_one_knob_leaves_the_draws_of_the_others(knob):
    # Common random numbers: a knob that turns out not to act leaves every later turn as it was.
    _, _, pair, others = ERRORS[knob]
    matches = []
    for value in (0.0, 0.5):
        perception = Perception(**others, **{knob: value})
        table = Table.of(pair, ("a", "b"), support.AXELROD, perception, support.over(20))
        matches.append([turn.actions for turn in trace(table, 4)])
    assert matches[0] == matches[1]


HARMLESS = War()
STRIKERS = (Striker(at_once=True), RESTRAINED)

# A war field, its other value, the pair and the rest of the war.
WARS = [
    ("winner", 9.0, STRIKERS, {}),
    ("loser", -3.0, STRIKERS, {}),
    ("cost", 0.5, STRIKERS, {}),
    ("first_strike", 1.0, STRIKERS, {}),
    ("decisiveness", 2.0, STRIKERS, {"power_ratio": 3.0}),
    ("power_ratio", 3.0, STRIKERS, {}),
    ("strike", False, STRIKERS, {}),
    ("hazard", 0.3, (RESTRAINED, RESTRAINED), {}),
    ("hazard_one_arms", 0.3, (RESTRAINED, ARMED), {}),
    ("hazard_both_arm", 0.3, (ARMED, ARMED), {}),
]


def test_no_war_field_is_left_out():
    assert {knob for knob, *_ in WARS} == {each.name for each in fields(War)}


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize(("knob", "value", "pair", "rest"), WARS)
def test_a_war_field_acts(knob, value, pair, rest, engine):
    here = bytes_of(pair, game=support.at_war(support.AXELROD, War(**rest)), engine=engine)
    war = War(**rest, **{knob: value})
    there = bytes_of(pair, game=support.at_war(support.AXELROD, war), engine=engine)
    told = ("payoff", "payoff_by_seat")  # of unequal powers the mean may be the same
    assert any(here[each] != there[each] for each in told)


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("knob", ["first_strike", "hazard", "hazard_one_arms", "hazard_both_arm"])
@pytest.mark.parametrize("pair", [STRIKERS, (ARMED, RESTRAINED), (CONTRARY, ARMED)])
def test_a_war_field_at_zero_changes_no_byte(knob, pair, engine):
    noise = Perception(false_alarm=0.2)
    here = support.at_war(support.AXELROD, War())
    there = support.at_war(support.AXELROD, War(**{knob: 0.0}))
    assert bytes_of(pair, noise, game=here, engine=engine) == bytes_of(
        pair, noise, game=there, engine=engine
    )


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("war", [HARMLESS, War(winner=99.0, cost=0.0), War(first_strike=3.0)])
def test_a_war_that_never_comes_changes_no_share(war, engine):
    noise = Perception(false_alarm=0.2, miss=0.1)
    shares = [
        support.meet(
            CONTRARY, TFT, noise, game=game, engine=engine, horizon=support.over(12), repetitions=6
        ).shares
        for game in (support.AXELROD, support.at_war(support.AXELROD, war))
    ]
    assert shares[0] == pytest.approx(shares[1], abs=1e-12)


@pytest.mark.parametrize(
    ("war", "neutral"),
    [
        (War(decisiveness=5.0), War()),  # at equal power it decides nothing
        (War(power_ratio=4.0, decisiveness=0.0), War()),  # nor does power, if it is not decisive
        (War(hazard_one_arms=0.4), War()),  # both arm
    ],
)
def test_a_war_field_with_nothing_to_act_on(war, neutral):
    pair = (Striker(), ARMED) if war.hazard_one_arms == 0 else (ARMED, ARMED)
    payoffs = [
        support.meet(
            *pair, game=support.at_war(support.AXELROD, each), horizon=support.over(9)
        ).payoff
        for each in (war, neutral)
    ]
    assert payoffs[0] == pytest.approx(payoffs[1], abs=1e-12)


def test_first_strike_is_nothing_where_both_strike():
    both = (Striker(at_once=True), Striker(at_once=True))
    for phi in (0.0, 2.0):
        game = support.at_war(support.AXELROD, War(first_strike=phi))
        match = support.meet(*both, game=game, horizon=support.over(5))
        assert match.payoff == pytest.approx((0.5, 0.5), abs=1e-12)
        assert (match.war, match.war_turn) == (1.0, 1.0)


@pytest.mark.parametrize("engine", support.LANES)
def test_greed_acts_on_arming_alone_and_on_its_own_payoff_only(engine):
    pair = (support.Periodic("DDCC"), support.Periodic("CDCD"))
    plain, greedy = bytes_of(pair, engine=engine), bytes_of(pair, engine=engine, greed=1.5)
    payoffs = [np.frombuffer(each["payoff"]).reshape(2, 2) for each in (plain, greedy)]
    assert greedy["outcomes"] == plain["outcomes"]
    assert payoffs[1][0, 1] - payoffs[0][0, 1] == pytest.approx(1.5 / 4, abs=1e-12)
    assert payoffs[1][1].tolist() == payoffs[0][1].tolist()
    assert bytes_of(pair, engine=engine, greed=0.0) == plain


def test_prob_end_acts():
    payoff = {
        delta: support.meet(TFT, ARMED, horizon=discounted(delta)).payoff[0]
        for delta in (0.25, 0.5, 0.9)
    }
    # The first turn pays S = 0 and every later one P = 1.
    assert payoff == pytest.approx({0.25: 0.25, 0.5: 0.5, 0.9: 0.9}, abs=1e-12)


@pytest.mark.parametrize("engine", ["simulated", "interpreted"])
def test_prob_end_acts_where_it_is_sampled(engine):
    matches = 2000 if engine == "simulated" and not support.numba.config.DISABLE_JIT else 400
    match = support.meet(TFT, ARMED, horizon=discounted(0.75), engine=engine, repetitions=matches)
    assert match.payoff[0] == pytest.approx(0.75, abs=4 * match.error)
    assert 0 < match.error < 0.05


def test_prob_end_at_zero_ends_no_match():
    assert support.over(12).prob_end == LONG_RUN.prob_end == 0.0
    perception = Perception(false_alarm=0.2)
    here = pack_thresholds(support.AXELROD, perception)
    there = pack_thresholds(support.AXELROD, perception, 0.0)
    assert [np.asarray(x).tobytes() for x in here] == [np.asarray(x).tobytes() for x in there]
    table = Table.of((TFT, ARMED), ("a", "b"), support.AXELROD, perception, support.over(300))
    assert len(trace(table, 1)) == 300


@pytest.mark.parametrize("engine", support.LANES)
def test_an_alternator_scores_two_a_turn_with_itself(engine):
    match = support.with_itself(BY_TURNS, horizon=support.over(100), engine=engine)
    assert match.payoff == (2.0, 2.0)
    assert match.shares.tolist() == [0.5, 0, 0, 0.5, 0, 0, 0]


def test_an_alternator_scores_two_in_the_long_run():
    assert support.with_itself(BY_TURNS).payoff == (2.0, 2.0)


class Witness:
    """It fails if it is told anything but a mind and two actions."""

    def begin(self):
        return "calm"

    def respond(self, *arguments):
        assert arguments in {("calm",), ("uneasy",)}
        return 0.5

    def interpret(self, *arguments):
        mind, *actions = arguments
        assert mind in {"calm", "uneasy"}
        assert len(actions) == 2
        assert all(type(each) is Action and each != STRIKE for each in actions)
        return "calm" if actions[1] == 0 else "uneasy"


@pytest.mark.parametrize("engine", support.LANES)
def test_a_strategy_is_told_its_mind_and_two_actions_and_no_payoff(engine):
    payoffs = replace(support.AXELROD.row, T=77.5, R=33.25, P=-11.5, S=-99.75)
    game = replace(support.AXELROD, row=payoffs)
    support.meet(
        Witness(),
        TFT,
        Perception(false_alarm=0.2),
        game=game,
        engine=engine,
        horizon=support.over(20),
    )


@pytest.mark.parametrize("engine", support.LANES)
def test_payoffs_change_no_outcome(engine):
    noise = Perception(false_alarm=0.2, execution_c=0.1)
    plain = bytes_of((CONTRARY, TFT), noise, engine=engine)
    other = bytes_of((CONTRARY, TFT), noise, game=support.ARMS_RACE, engine=engine)
    assert plain["outcomes"] == other["outcomes"]
    assert plain["payoff"] != other["payoff"]


def test_the_protocol_names_no_payoff():
    from secdilemma.automata.interface import Strategy

    assert list(inspect.signature(Strategy.interpret).parameters) == ["self", "mind", "own", "seen"]
