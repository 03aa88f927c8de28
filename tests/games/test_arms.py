"""Presets, the arms-game family, bimatrices and Jervis's worlds; design notes 1.1 and 1.3."""

import pytest
import support

from secdilemma.errors import GameError, UnknownNameError
from secdilemma.games import (
    ARM,
    PRESETS,
    RESTRAIN,
    STRIKE,
    War,
    arms_game,
    arms_payoffs,
    bimatrix,
    donation,
    preset,
    preset_source,
)
from secdilemma.games.actions import Action
from secdilemma.games.worlds import WORLDS, jervis_world, world, world_in_words
from secdilemma.tournament.participants import Participant

TABLE = [
    ("axelrod", (5, 3, 1, 0), 1, 0.5, "prisoner's dilemma"),
    ("arms_race", (2, 0, -2, -4), 1, 1, "prisoner's dilemma"),
    ("stag_hunt", (2.6, 3, 1, 0.4), -0.2, 0.3, "stag hunt"),
    ("chicken", (4, 3, 0, 1), 1 / 3, -1 / 3, "chicken"),
    ("harmony", (2, 3, 1, 2), -0.5, -0.5, "harmony"),
    ("deadlock", (3, 1, 2, 0), None, None, "deadlock"),
    ("donation", (3, 2, 0, -1), 0.5, 0.5, "prisoner's dilemma"),
]


def numbers(payoffs):
    return (payoffs.T, payoffs.R, payoffs.P, payoffs.S)


def test_every_preset_is_in_the_table():
    assert set(PRESETS) == {name for name, *_ in TABLE}


@pytest.mark.parametrize(("name", "payoffs", "greed", "fear", "kind"), TABLE)
def test_a_preset(name, payoffs, greed, fear, kind):
    game = preset(name)
    assert game.name == name
    assert numbers(game.row) == pytest.approx(payoffs, abs=1e-12)
    assert game.row.kind == kind
    assert game.symmetric
    assert game.war is None
    if greed is not None:
        assert game.row.greed == pytest.approx(greed, abs=1e-12)
        assert game.row.fear == pytest.approx(fear, abs=1e-12)
    assert preset_source(name)


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("assurance", "stag_hunt"),
        ("pd", "axelrod"),
        ("Stag-Hunt", "stag_hunt"),
        ("ARMS RACE", "arms_race"),
    ],
)
def test_other_names_of_presets(alias, name):
    assert preset(alias) == preset(name)


def test_an_unknown_preset_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'chiken': no such preset.*Did you mean chicken"):
        preset("chiken")


@pytest.mark.parametrize("greed", [0.0, 0.7])
@pytest.mark.parametrize(("cost", "gain", "loss"), [(2, 4, 3), (1.5, 0.5, 2), (3, 4, 1)])
def test_the_arms_game_in_its_own_units(cost, gain, loss, greed):
    made = arms_payoffs(3, cost, gain, loss, greed)
    assert pytest.approx(cost) == made.R - made.P
    assert made.greed == pytest.approx((gain + greed) / cost - 1)
    assert made.fear == pytest.approx(loss / cost - 1)
    assert numbers(arms_game("x", 3, cost, gain, loss, greed).row) == numbers(made)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((3, 0, 1, 1), "cost: got 0; expected a number other than 0"),
        ((3, 2, -1, 1), "gain: got -1; expected a number of at least 0"),
        ((3, 2, 1, -1), "loss: got -1"),
        ((3, 2, 1, 1, -0.1), "greed: got -0.1"),
        (("3", 2, 1, 1), "baseline: got '3'; expected a finite number"),
    ],
)
def test_what_no_arms_game_has(arguments, message):
    with pytest.raises(GameError, match=message):
        arms_payoffs(*arguments)


def test_the_donation_game():
    game = donation(4, 1)
    assert numbers(game.row) == (4, 3, 0, -1)
    assert game.row.greed == game.row.fear == pytest.approx(1 / 3)
    with pytest.raises(GameError, match="benefit: got 1; expected more than the price"):
        donation(1, 1)
    with pytest.raises(GameError, match="benefit: got 1"):
        donation(1, 2)


def test_a_bimatrix_tells_the_seats_apart():
    game = bimatrix("uneven", [[3, 0], [5, 1]], [[2, -1], [4, 0]])
    assert numbers(game.payoffs(0)) == (5, 3, 1, 0)
    assert numbers(game.payoffs(1)) == (4, 2, 0, -1)
    assert not game.symmetric
    assert bimatrix("even", [[3, 0], [5, 1]], [[3, 0], [5, 1]]).symmetric


@pytest.mark.parametrize("bad", [[[1, 2, 3], [1, 2, 3]], [[1, 2]], [1, 2], "abcd", None])
def test_a_bimatrix_is_two_by_two(bad):
    with pytest.raises(GameError, match=r"row: got .*; expected a 2 by 2 matrix"):
        bimatrix("bad", bad, [[3, 0], [5, 1]])
    with pytest.raises(GameError, match="column: got"):
        bimatrix("bad", [[3, 0], [5, 1]], bad)


def test_unequal_power_makes_a_game_uneven():
    assert support.at_war(support.AXELROD, War()).symmetric
    assert not support.at_war(support.AXELROD, War(power_ratio=2.0)).symmetric


def test_a_strike_is_an_action_only_where_there_is_war():
    assert support.AXELROD.actions == (RESTRAIN, ARM)
    assert support.at_war(support.AXELROD, War()).actions == (RESTRAIN, ARM, STRIKE)
    assert support.at_war(support.AXELROD, War(strike=False)).actions == (RESTRAIN, ARM)


def test_without_war_a_turn_of_it_is_worth_nothing():
    assert support.AXELROD.war_value(0, 1) == 0.0


def test_actions_have_the_letters_of_the_field():
    assert [each.letter for each in Action] == ["C", "D", "W"]
    assert [Action.from_letter(letter) for letter in "CDW"] == list(Action)


def test_a_description_names_the_class():
    assert (
        "T 5, R 3, P 1, S 0: prisoner's dilemma, greed 1.00, fear 0.50"
        in preset("axelrod").describe()
    )


def test_a_greedy_participant_has_its_own_payoffs():
    greedy = Participant(support.Periodic("C"), name="g", greed=2.0)
    assert numbers(greedy.payoffs_in(support.AXELROD.row)) == (7, 3, 1, 0)
    own = Participant(support.Periodic("C"), name="o", payoffs=preset("chicken").row, greed=1.0)
    assert numbers(own.payoffs_in(support.AXELROD.row)) == (5, 3, 0, 1)
    with pytest.raises(GameError, match=r"g.greed: got -1"):
        Participant(support.Periodic("C"), name="g", greed=-1)


FOUR = [
    ("W1", (5, 3, 1, -2), 0.204, 0.051, "prisoner's dilemma"),
    ("W2", (2.6, 3, 1, 0.4), 0.204, 0.051, "stag hunt"),
    ("W3", (5, 3, 1, -2), 0.012, 0.003, "prisoner's dilemma"),
    ("W4", (2.6, 3, 1, 0.4), 0.012, 0.003, "stag hunt"),
]


@pytest.mark.parametrize(("name", "payoffs", "alarm", "miss", "kind"), FOUR)
def test_jervis_four_worlds(name, payoffs, alarm, miss, kind):
    made = world(name)
    assert numbers(made.game.row) == pytest.approx(payoffs, abs=1e-12)
    assert made.perception.false_alarm == pytest.approx(alarm, abs=1e-12)
    assert made.perception.miss == pytest.approx(miss, abs=1e-12)
    assert made.game.row.kind == kind
    assert world(name.lower()) == made
    assert world_in_words(name)


def test_there_are_four():
    assert tuple(WORLDS) == ("W1", "W2", "W3", "W4")
    with pytest.raises(UnknownNameError, match="'W5': no such world; expected W1 to W4"):
        world("W5")


@pytest.mark.parametrize("theta", [0.1, 0.2, 0.3, 0.45, 0.6, 1.0])
def test_fear_is_half_a_unit_above_greed_whatever_the_balance(theta):
    payoffs = jervis_world(theta, 0.5).game.row
    assert payoffs.greed == pytest.approx(2 * theta - 1)
    assert payoffs.fear - payoffs.greed == pytest.approx(0.5)
    expected = "harmony" if theta < 0.25 else "stag hunt" if theta < 0.5 else "prisoner's dilemma"
    assert payoffs.kind == expected


@pytest.mark.parametrize("bad", [(-0.1, 0.5), (1.1, 0.5), (0.5, 2)])
def test_a_world_is_made_of_two_shares(bad):
    with pytest.raises(GameError, match="expected a probability"):
        jervis_world(*bad)


def test_where_postures_can_be_told_apart_nothing_is_ambiguous():
    assert jervis_world(1.0, 1.0).perception.ambiguity == 0.0
