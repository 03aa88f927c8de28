"""When restraint is an equilibrium, checked by playing the deviations.

Sources: Dal Bó and Fréchette (2018), Axelrod (1981), Baliga and Sjöström (2004), Chassang and Padró
i Miquel (2010); design notes 1.2, 1.5 and 7A, items 8, 10, 12 and 17.
"""

import math

import pytest
import support

from secdilemma.games import (
    War,
    arms_payoffs,
    collapse_turn,
    first_strike_limit,
    preset,
    survival,
    thresholds,
)
from secdilemma.games.horizon import discounted
from secdilemma.games.perception import Perception
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.tit_for_tat import Tft
from secdilemma.strategies.unconditional import AllC, AllD

GAMES = [support.AXELROD, support.ARMS_RACE]


def worth(first, second, game, discount):
    """The first seat's discounted payoff a turn."""
    return support.meet(first, second, game=game, horizon=discounted(discount)).payoff[0]


@pytest.mark.parametrize(("game", "printed"), list(zip(GAMES, (0.5, 0.5), strict=True)))
def test_grim_is_an_equilibrium_from_its_threshold(game, printed):
    threshold = thresholds.discount_for_equilibrium(game.row)
    assert threshold == pytest.approx(printed, abs=1e-12)
    assert threshold == pytest.approx(game.row.greed / (1 + game.row.greed), abs=1e-12)
    for discount, sign in ((threshold - 0.05, -1), (threshold, 0), (threshold + 0.05, 1)):
        gain = worth(Grim(), Grim(), game, discount) - worth(AllD(), Grim(), game, discount)
        assert (gain > 1e-9) - (gain < -1e-9) == sign


@pytest.mark.parametrize(("game", "printed"), list(zip(GAMES, (0.6, 2 / 3), strict=True)))
def test_grim_risk_dominates_from_its_threshold(game, printed):
    threshold = thresholds.discount_for_risk_dominance(game.row)
    assert threshold == pytest.approx(printed, abs=1e-12)
    assert thresholds.basin_of_arming(game.row, threshold) == pytest.approx(0.5, abs=1e-12)


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.name)
@pytest.mark.parametrize("discount", [0.6, 0.75, 0.9])
def test_the_basin_of_arming_is_where_grim_and_arming_do_equally_well(game, discount):
    p = thresholds.basin_of_arming(game.row, discount)
    assert 0 < p < 1
    grim = p * worth(Grim(), Grim(), game, discount)
    grim += (1 - p) * worth(Grim(), AllD(), game, discount)
    armed = p * worth(AllD(), Grim(), game, discount)
    armed += (1 - p) * worth(AllD(), AllD(), game, discount)
    assert grim == pytest.approx(armed, abs=1e-9)


def test_the_basin_of_arming_is_everything_where_grim_is_no_equilibrium():
    assert thresholds.basin_of_arming(support.AXELROD.row, 0.3) == 1.0


def test_tit_for_tat_is_stable_from_its_threshold():
    threshold = thresholds.discount_for_tit_for_tat(support.AXELROD.row)
    assert threshold == pytest.approx(2 / 3, abs=1e-12)
    for deviant in (support.Periodic("DC"), AllD()):
        for discount, stable in ((threshold - 0.02, False), (threshold + 0.02, True)):
            gain = 3 - worth(deviant, Tft(), support.AXELROD, discount)
            assert gain > 0 if stable or isinstance(deviant, AllD) else gain < 0


def test_the_trust_threshold_of_the_stag_hunt():
    game = preset("stag_hunt")
    t = thresholds.trust_threshold(game.row)
    assert t == pytest.approx(0.6, abs=1e-12)
    R, S, T, P = 3, 0.4, 2.6, 1
    assert t * R + (1 - t) * S == pytest.approx(t * T + (1 - t) * P, abs=1e-12)
    assert math.isnan(thresholds.trust_threshold(support.AXELROD.row))


@pytest.mark.parametrize("loss", [1.0, 2.2, 2.6, 5.0])
@pytest.mark.parametrize("gain", [0.5, 1.6, 1.9])
def test_restraint_risk_dominates_a_stag_hunt_where_arming_is_dear(gain, loss):
    game = arms_payoffs(3, 2, gain, loss)
    if game.kind == "stag hunt":
        # Harsanyi and Selten: the trust needed is below one half iff c > (w + l) / 2.
        assert (thresholds.trust_threshold(game) < 0.5) == ((gain + loss) / 2 < 2)


@pytest.mark.parametrize(
    ("gain", "loss", "highest", "printed"),
    [(1, 0.5, 10.5, 0.0909), (1, 2, 102, 0.0099), (1, 3, 8, 0.1667)],
)
def test_how_many_arm_when_costs_are_private(gain, loss, highest, printed):
    share = thresholds.arming_share_of_uniform_costs(gain, loss, highest)
    assert share == pytest.approx(printed, abs=5e-5)
    best_reply = 0.0
    for _ in range(5000):  # a state arms if its cost is below what it expects to gain by it
        best_reply = ((1 - best_reply) * gain + best_reply * loss) / highest
    assert share == pytest.approx(best_reply, abs=1e-9)


@pytest.mark.parametrize("loss", [10.0, 12.0])
def test_fear_is_contagious_where_losses_exceed_every_cost(loss):
    assert thresholds.arming_share_of_uniform_costs(1, loss, 10) == 1.0


LIMITS = [  # peace pays U; the largest φ as an equilibrium and as risk-dominant
    (3.0, math.inf, math.log(3)),
    (1.0, 0.4055, 0.2007),
]


@pytest.mark.parametrize(("peace", "equilibrium", "risk_dominant"), LIMITS)
def test_an_arms_race_makes_striking_first_rational_much_sooner(peace, equilibrium, risk_dominant):
    for printed, strict in ((equilibrium, False), (risk_dominant, True)):
        limit = first_strike_limit(War(), peace, risk_dominant=strict)
        assert limit == pytest.approx(printed, abs=5e-5)
        for phi, holds in ((0.99, True), (1.01, False)):
            war = War(first_strike=min(phi * limit, 20.0))
            found = war.peace_is_risk_dominant(peace) if strict else war.peace_is_equilibrium(peace)
            assert found == (holds or limit == math.inf)


@pytest.mark.parametrize("phi", [0.0, 0.3, 1.0, 3.0])
def test_the_first_strike_advantage_is_a_hyperbolic_tangent(phi):
    war = War(first_strike=phi)
    advantage = war.win_probability(0, 1) - war.win_probability(0, -1)
    assert advantage == pytest.approx(math.tanh(phi / 2), abs=1e-12)
    assert war.win_probability(0, 1) + war.win_probability(1, -1) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("lane", support.LANES)
@pytest.mark.parametrize("hazard", [0.01, 0.2])
def test_peace_survives_a_constant_hazard_as_a_power(hazard, lane):
    count, repetitions = 30, 400 if lane == "interpreted" else 4000
    if support.numba.config.DISABLE_JIT and lane == "simulated":
        repetitions = 100
    game = support.at_war(support.AXELROD, War(hazard_both_arm=hazard))
    match = support.with_itself(
        AllD(), game=game, horizon=support.over(count), engine=lane, repetitions=repetitions
    )
    lasting = (1 - hazard) ** count
    slack = 1e-9 if lane == "exact" else 4 * math.sqrt(lasting * (1 - lasting) / repetitions)
    assert survival(hazard, count) == pytest.approx(lasting, abs=1e-12)
    assert match.war == pytest.approx(1 - lasting, abs=slack)
    if lane == "exact":
        turn = sum(t * hazard * (1 - hazard) ** (t - 1) for t in range(1, count + 1))
        assert match.war_turn == pytest.approx(turn / (1 - lasting), abs=1e-9)


def test_a_hazard_of_arming_spares_those_who_restrain():
    game = support.at_war(support.AXELROD, War(hazard_one_arms=0.1, hazard_both_arm=0.2))
    assert support.with_itself(AllC(), game=game).war == 0.0
    mixed = support.meet(AllC(), AllD(), game=game, horizon=support.over(10))
    assert mixed.war == pytest.approx(1 - 0.9**10, abs=1e-9)


@pytest.mark.parametrize(
    ("treasury", "cost", "income"), [(100, 2, 1), (50, 2, 1), (10, 3, 0), (7, 2, 0.5), (0, 1, 0)]
)
def test_a_state_that_always_arms_goes_bankrupt_when_its_treasury_is_spent(treasury, cost, income):
    left, turn = treasury, 0
    while left >= 0:
        left, turn = left + income - cost, turn + 1
    assert collapse_turn(treasury, cost, income) == turn


def test_income_that_covers_the_cost_lasts_for_ever():
    assert collapse_turn(100, 2, 2) == math.inf


def test_errors_do_not_move_the_hazard():
    game = support.at_war(support.AXELROD, War(hazard=0.05))
    match = support.with_itself(
        Tft(), Perception(false_alarm=0.3, miss=0.1), game=game, horizon=support.over(20)
    )
    assert match.war == pytest.approx(1 - 0.95**20, abs=1e-9)
