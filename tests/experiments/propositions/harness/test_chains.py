"""What the experiments measure with: chains, replies, populations, security, structure."""

import math
from dataclasses import replace

import numpy as np
import pytest
import support
from hypothesis import given, strategies as st

from secdilemma.automata.automaton import Automaton
from secdilemma.automata.exploration import explore
from secdilemma.automata.interface import Context
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.chains import (
    calm_minds,
    course,
    reproduction_number,
)
from secdilemma.experiments.propositions.harness.laboratory import CRISIS, Laboratory
from secdilemma.experiments.propositions.harness.populations import (
    mean_meeting,
    select,
    shares_of,
    subsets,
    variance_shares,
)
from secdilemma.experiments.propositions.harness.replies import DONE, WAITING, Reply
from secdilemma.experiments.propositions.harness.settings import SEEKERS, Setting
from secdilemma.experiments.propositions.intentions import arming_among_seekers, trust_needed
from secdilemma.experiments.propositions.origins import government_of
from secdilemma.experiments.propositions.realism import unequal
from secdilemma.experiments.propositions.security import security, spending
from secdilemma.games import preset
from secdilemma.games.actions import ARM, RESTRAIN
from secdilemma.games.arms import arms_payoffs
from secdilemma.games.horizon import turns
from secdilemma.games.perception import Perception, regime
from secdilemma.games.worlds import jervis_world

GAME = preset("arms_race")
CATALOGUE = open_catalogue()


def automaton(name) -> Automaton:
    return explore(CATALOGUE.make(name), Context(game=GAME), name=name)


@pytest.mark.parametrize("gain", [0.25, 0.5, 0.9, 1.0, 1.1, 1.5, 2.0])
@pytest.mark.parametrize("ambiguity", [0.0, 0.02, 0.25])
def test_the_reproduction_number_of_a_reaction_gain_is_gain_times_clearness(gain, ambiguity):
    one = automaton(f"herz-vicious-circle:gain={gain}")
    seen = Perception.from_ambiguity(ambiguity, 0.6)
    assert reproduction_number(one, seen) == pytest.approx(gain * (1 - ambiguity))


@pytest.mark.parametrize(
    ("name", "provoked"),
    [
        ("all-c", 0.0),
        ("tft", 1.0),
        ("tf2t", 0.0),
        ("2tft", 2.0),
        ("gtft", 2 / 3),
        ("grim", math.inf),
    ],
)
def test_what_one_arming_provokes_in_well_known_rules(name, provoked):
    assert reproduction_number(automaton(name), Perception()) == pytest.approx(provoked)


def test_who_is_never_calm_has_no_reproduction_number():
    assert math.isnan(reproduction_number(automaton("all-d"), Perception()))


@pytest.mark.parametrize("name", ["tft", "gtft", "jervis-spiral", "butterfield-fear", "ctft"])
@pytest.mark.parametrize(
    "seen", [regime("perA"), Perception(0.1, 0.05, 0.2, 0.1, public_record=0.4)]
)
def test_the_course_of_a_match_has_the_outcomes_of_the_exact_lane(name, seen):
    length = 30
    made = course(automaton(name), GAME, seen, length)
    match = support.with_itself(CATALOGUE.make(name), seen, game=GAME, horizon=turns(length))
    np.testing.assert_allclose(made.follows.sum(axis=1) / length, match.shares[:4], atol=1e-9)
    assert made.restrains.sum() + made.arms.sum() == pytest.approx(length)
    assert made.arms.sum() / length == pytest.approx(1 - match.cooperation[0])


def test_a_coin_has_no_memory_and_tit_for_tat_has():
    coin = course(automaton("random"), GAME, Perception(), 50)
    assert coin.serial_dependence == pytest.approx(0.0)
    assert coin.restraint_spell == pytest.approx(1 / (1 - 0.25))
    a, bias = 0.1, 0.6
    echo = course(automaton("tft"), GAME, Perception.from_ambiguity(a, bias), 50)
    alarm, miss = a * (1 + bias) / 2, a * (1 - bias) / 2
    # DD is followed by DD if neither misses it, CC by DD if both take it for arming
    assert echo.serial_dependence == pytest.approx((1 - miss) ** 2 - alarm**2)
    assert echo.restraint_spell == pytest.approx(1 / (1 - (1 - alarm) ** 2))


def test_what_never_happens_is_followed_by_nothing():
    calm = course(automaton("all-c"), GAME, Perception(), 10)
    assert math.isnan(calm.serial_dependence)
    assert calm.restraint_spell == math.inf


def test_more_minds_than_can_be_joined_are_refused():
    cut = replace(automaton("tft"), depth=3)
    with pytest.raises(ValueError, match="too many minds"):
        course(cut, GAME, Perception(), 1)


def test_calm_minds_are_those_that_restraint_seen_leads_to():
    assert calm_minds(automaton("tft")) == {0}
    fear = automaton("butterfield-fear")
    assert {fear.minds[k] for k in calm_minds(fear)} == {1, 2}
    realist = automaton("all-d")
    assert calm_minds(realist) == set(range(len(realist)))


def test_a_reply_replaces_the_first_answer_and_nothing_else():
    forgiving = Reply(CATALOGUE.make("tft"), RESTRAIN, 2)
    (start, one) = next(iter(forgiving.begin(Context()).items()))
    assert (start[0], one) == (WAITING, 1.0)
    (left,) = forgiving.interpret(start, RESTRAIN, ARM)
    assert left[0] == 2
    assert forgiving.respond(left) is RESTRAIN
    (second,) = forgiving.interpret(left, RESTRAIN, ARM)
    (third,) = forgiving.interpret(second, RESTRAIN, ARM)
    assert (second[0], third[0]) == (1, DONE)
    assert forgiving.respond(third) == CATALOGUE.make("tft").respond(third[1])
    (calm,) = forgiving.interpret(start, RESTRAIN, RESTRAIN)
    assert calm[0] == WAITING


def test_arming_in_reply_costs_tit_for_tat_its_peace():
    seen = regime("perA")
    shares = {}
    for action in (ARM, RESTRAIN):
        reply = Reply(CATALOGUE.make("tft"), action)
        shares[action] = support.meet(reply, CATALOGUE.make("tft"), seen, horizon=turns(50)).shares
    assert shares[RESTRAIN][0] > shares[ARM][0]


def test_security_is_neither_war_nor_exposure():
    shares = np.array([0.1, 0.2, 0.05, 0.25, 0.1, 0.2, 0.1])
    assert security(shares) == pytest.approx(1 - 0.2 - 0.4)
    assert spending(shares) == pytest.approx(0.3)


def test_shares_of_a_population():
    assert shares_of(4, 1, 0.2).tolist() == pytest.approx([0.2, 0.2, 0.2, 0.2, 0.2])
    assert shares_of(2, 0, 0.0).tolist() == [0.5, 0.5]
    table = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert mean_meeting(table, np.array([0.3, 0.7])) == pytest.approx(0.09)


def test_selection_leaves_what_earns_most():
    dilemma = np.array([[3.0, 0.0], [5.0, 1.0]])
    assert select(dilemma, np.full(2, 0.5))[1] == pytest.approx(1.0)
    hunt = np.array([[3.0, 0.0], [2.0, 1.0]])
    assert select(hunt, np.array([0.6, 0.4]))[0] == pytest.approx(1.0)
    assert select(hunt, np.array([0.4, 0.6]))[0] == pytest.approx(0.0, abs=1e-9)


@given(
    st.lists(st.floats(-1, 1), min_size=3, max_size=3),
    st.lists(st.floats(-1, 1), min_size=2, max_size=2),
)
def test_variance_of_what_adds_up_lies_between_rows_and_columns(rows, columns):
    table = np.add.outer(np.array(rows), np.array(columns))
    between = variance_shares(table)
    if table.var() > 1e-9:
        assert sum(between) == pytest.approx(1.0)
        assert between[0] == pytest.approx(np.var(rows) / table.var())


def test_nothing_that_varies_has_no_shares_and_interaction_belongs_to_neither():
    assert all(math.isnan(each) for each in variance_shares(np.ones((2, 3))))
    assert variance_shares(np.array([[1.0, 0.0], [0.0, 1.0]])) == (0.0, 0.0)


def test_subsets_are_the_same_for_the_same_seed():
    made = subsets("abcdef", 4, 3, 9)
    assert made == subsets("abcdef", 4, 3, 9)
    assert {len(set(each)) for each in made} == {3}


@given(balance=st.floats(0.05, 1.0))
def test_a_government_makes_restraint_dominant_and_taxes_nobody(balance):
    payoffs = jervis_world(balance, 1.0).game.row
    ruler = government_of(payoffs)
    armed, restrained = ruler.caught * ruler.sanction, ruler.wronged * ruler.sanction
    need = max(payoffs.T - payoffs.R, payoffs.P - payoffs.S, 0.0)
    assert armed - restrained >= need  # (m - f) σ against c max(G, F)
    if need > 0:
        assert payoffs.T - armed < payoffs.R - restrained
        assert payoffs.P - armed < payoffs.S - restrained
    assert (ruler.tax, ruler.disarmament, ruler.sharing) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("ratio", [0.25, 0.5, 2.0, 4.0])
def test_power_scales_gain_and_loss_and_turning_the_table_turns_the_power(ratio):
    game = unequal(GAME, ratio)
    base, first = GAME.row, game.payoffs(0)
    share = ratio / (1 + ratio)
    gain, loss = first.T - first.P, first.R - first.S
    assert gain == pytest.approx((base.T - base.P) * 2 * share)
    assert loss == pytest.approx((base.R - base.S) * 2 * (1 - share))
    assert (first.R, first.P) == (base.R, base.P)
    turned = unequal(GAME, 1 / ratio).payoffs(1)
    values = [turned.T, turned.S]
    assert values == pytest.approx([first.T, first.S])


def test_equal_power_changes_nothing():
    assert unequal(GAME, 1) is GAME


@pytest.mark.parametrize(
    ("change", "need", "arms"),
    [
        (0.0, 0.5, 0.0),
        (0.3, 0.5, 0.3**2),  # only where both were known for greedy
        (0.6, 0.5, 0.4**2),  # only where both were known for seekers
        (0.1, 0.95, 1.0),
        (0.0, 1.1, 1.0),
        (0.4, 0.0, 0.0),
    ],
)
def test_seekers_arm_once_doubt_of_tomorrow_passes_what_the_game_asks(change, need, arms):
    assert arming_among_seekers(change, need) == pytest.approx(arms)


def test_what_a_game_asks_of_trust():
    hunt, dilemma = arms_payoffs(3, 2, 1.6, 2.6), preset("axelrod").row
    assert trust_needed(hunt, 0.9) == pytest.approx(0.6)
    assert trust_needed(preset("harmony").row, 0.9) == 0.0
    # Dal Bó and Fréchette's basin is one half where Grim and AllD are even, at δ = .6
    assert trust_needed(dilemma, 0.6) == pytest.approx(0.5)
    assert trust_needed(dilemma, 0.99) < trust_needed(dilemma, 0.6)


def test_a_setting_is_another_world():
    cell = Cell({"balance": 0.7, "ambiguity": 0.1, "threat_bias": 0.6})
    usual = Laboratory()
    assert usual.sight(cell).ambiguity == pytest.approx(0.1)
    assert usual.game(cell, CRISIS).war == CRISIS
    clear = Laboratory(Setting(clear=True, execution=0.02))
    assert clear.sight(cell).ambiguity == 0
    assert clear.sight(cell).execution_c == 0.02
    assert Laboratory(Setting(peaceful=True)).game(cell, CRISIS).war is None
    hazardous = Laboratory(Setting(hazard=0.1)).game(cell, CRISIS).war
    assert (hazardous.hazard, hazardous.hazard_both_arm) == (0.1, 0.0)
    assert hazardous.first_strike == CRISIS.first_strike
    moved = Laboratory(Setting(balance=0.3)).game(cell)
    assert moved.row == jervis_world(0.3, 1.0).game.row
    swapped = Laboratory(Setting(swaps=(("tft", "all-d"), ("gtft:generosity=0.2", "all-c"))))
    assert swapped.make("tft") == CATALOGUE.make("all-d")
    assert swapped.make("gtft:generosity=0.2") == CATALOGUE.make("all-c")
    assert swapped.make("gtft") == CATALOGUE.make("gtft")


def test_no_seeker_of_the_field_arms_for_gain():
    """Against one that always restrains, none arms for ever."""
    for name in SEEKERS:
        match = support.meet(CATALOGUE.make(name), CATALOGUE.make("all-c"), horizon=turns(500))
        assert match.cooperation[0] > 0.95, name
