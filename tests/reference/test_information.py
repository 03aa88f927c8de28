"""What is public, what is private and what each strategy looks at.

Source: design notes 0 (results 3, 6, 7, 9), 1.3, 2.3, 3.3 and 7A, items 14 and 18. Numbers with
three decimals are printed there; all are shares of turns of mutual restraint.
"""

from dataclasses import replace

import pytest
import support

from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import REGIMES, Perception
from secdilemma.games.worlds import world
from secdilemma.strategies.butterfield_fear import ButterfieldFear
from secdilemma.strategies.bw_mitigator import BwMitigator
from secdilemma.strategies.contrite_tit_for_tat import ContriteTitForTat
from secdilemma.strategies.defensive_realist import DefensiveRealist
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.herz_vicious_circle import HerzViciousCircle
from secdilemma.strategies.jervis_spiral import JervisSpiral
from secdilemma.strategies.kydd import KyddNoSignal, KyddReassurer
from secdilemma.strategies.memory_one import Wsls
from secdilemma.strategies.osgood_grit import OsgoodGrit
from secdilemma.strategies.tit_for_tat import Gtft, Tf2t, Tft
from secdilemma.strategies.unconditional import AllC

PER_A = REGIMES["perA"]
KAPPAS = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)


@pytest.mark.parametrize(
    ("kappa", "printed"),
    list(zip(KAPPAS, (0.040, 0.062, 0.108, 0.236, 0.464, 0.862), strict=True)),
)
def test_a_public_record_rescues_contrition(kappa, printed):
    match = support.with_itself(ContriteTitForTat(), replace(PER_A, public_record=kappa))
    assert match.restraint == pytest.approx(printed, abs=5e-4)


@pytest.mark.parametrize(
    ("strategy", "private", "public"),
    [
        (DefensiveRealist(), 0.595, 0.828),
        (BwMitigator(), 0.657, 0.986),
        (Wsls(), 0.752, 0.867),
    ],
)
def test_a_public_record_helps_those_who_know_what_they_did(strategy, private, public):
    for kappa, printed in ((0.0, private), (1.0, public)):
        match = support.with_itself(strategy, replace(PER_A, public_record=kappa))
        assert match.restraint == pytest.approx(printed, abs=5e-4)


OWN_BLIND = [
    Tft(),
    Gtft(),
    Tf2t(),
    HerzViciousCircle(gain=0.7),
    JervisSpiral(),
    KyddReassurer(),
    OsgoodGrit(),
    ButterfieldFear(),
]


@pytest.mark.parametrize("horizon", [turns(50), LONG_RUN], ids=lambda each: each.label)
@pytest.mark.parametrize("strategy", OWN_BLIND, ids=lambda each: type(each).__name__)
def test_a_public_record_is_nothing_to_the_own_blind(strategy, horizon):
    private = support.with_itself(strategy, PER_A, horizon=horizon)
    for kappa in KAPPAS[1:]:
        public = support.with_itself(strategy, replace(PER_A, public_record=kappa), horizon=horizon)
        assert public.shares == pytest.approx(private.shares, abs=1e-9)


def test_contrition_wins_under_execution_error_and_fails_under_misperception():
    executed = support.with_itself(ContriteTitForTat(), REGIMES["exec1"]).restraint
    misread = support.with_itself(ContriteTitForTat(), PER_A).restraint
    assert executed == pytest.approx(0.961, abs=5e-4)
    assert misread == pytest.approx(0.040, abs=5e-4)


@pytest.mark.parametrize(
    ("strategy", "printed"),
    [
        (KyddNoSignal(), (0.913, 0.860, 0.0)),
        (ButterfieldFear(), (0.710, 0.317, 0.0)),
        (Tft(), (0.171, 0.073, 0.040)),
    ],
    ids=lambda each: type(each).__name__,
)
def test_the_long_run_is_not_the_medium_run(strategy, printed):
    for horizon, share in zip((turns(50), turns(200), LONG_RUN), printed, strict=True):
        match = support.with_itself(strategy, PER_A, horizon=horizon)
        assert match.restraint == pytest.approx(share, abs=5e-4)


HERZ = [
    ("exec1", 0.838),
    ("exec5", 0.543),
    ("per5", 0.582),
    ("perA", 0.386),
    ("W12", 0.199),
    ("W34", 0.771),
]


@pytest.mark.parametrize(("regime", "printed"), HERZ)
def test_a_gain_of_nine_tenths_is_a_generosity_of_one(regime, printed):
    herz = support.with_itself(HerzViciousCircle(gain=0.9), REGIMES[regime])
    assert herz.restraint == pytest.approx(printed, abs=5e-4)


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("gain", [0.0, 0.3, 0.9, 1.0])
def test_up_to_a_gain_of_one_herz_is_generous_tit_for_tat(gain, regime):
    herz, gtft = HerzViciousCircle(gain=gain), Gtft(generosity=1 - gain)
    for rival in (herz, Wsls(), Tf2t()):
        for horizon in (turns(30), LONG_RUN):
            one = support.meet(herz, rival, REGIMES[regime], horizon=horizon)
            mirror = gtft if rival is herz else rival
            other = support.meet(gtft, mirror, REGIMES[regime], horizon=horizon)
            assert one.shares == pytest.approx(other.shares, abs=1e-9)


@pytest.mark.parametrize("regime", ["exec1", "per5", "perA", "W34"])
def test_above_a_gain_of_one_restraint_collapses_at_any_noise(regime):
    above = support.with_itself(HerzViciousCircle(gain=1.5), REGIMES[regime]).restraint
    at_one = support.with_itself(HerzViciousCircle(gain=1.0), REGIMES[regime]).restraint
    below = support.with_itself(HerzViciousCircle(gain=0.7), REGIMES[regime]).restraint
    assert above < 0.01 < at_one < below


@pytest.mark.parametrize(
    ("strategy", "holds"),
    [
        (Gtft(), True),
        (ContriteTitForTat(), True),
        (Wsls(), True),
        (DefensiveRealist(), True),
        (JervisSpiral(), True),
        (Tft(), False),
        (Grim(), False),
        (ButterfieldFear(), False),
        (HerzViciousCircle(gain=1.0), False),
        (HerzViciousCircle(), False),
    ],
)
def test_who_holds_restraint_under_one_per_cent_execution_error(strategy, holds):
    assert (support.with_itself(strategy, REGIMES["exec1"]).restraint >= 0.9) == holds


@pytest.mark.parametrize(
    ("name", "printed"), [("W1", 0.150), ("W2", 0.150), ("W3", 0.972), ("W4", 0.972)]
)
def test_the_spiral_depends_on_the_world(name, printed):
    place = world(name)
    match = support.with_itself(JervisSpiral(), place.perception, game=place.game)
    assert match.restraint == pytest.approx(printed, abs=5e-4)


@pytest.mark.parametrize(("regime", "printed"), [("W12", 0.155), ("W34", 0.959)])
def test_the_spiral_in_two_regimes(regime, printed):
    assert support.with_itself(JervisSpiral(), REGIMES[regime]).restraint == pytest.approx(
        printed, abs=5e-4
    )


def test_sensibility_is_worth_most_to_the_spiral():
    gains = {}
    for strategy in (JervisSpiral(), Tft()):
        blind = support.with_itself(strategy, REGIMES["W12"]).restraint
        aware = support.with_itself(strategy, replace(REGIMES["W12"], sensibility=1.0)).restraint
        gains[type(strategy).__name__] = aware - blind
    assert gains["JervisSpiral"] == pytest.approx(0.61, abs=5e-3)
    assert 0.08 <= gains["Tft"] <= 0.13


@pytest.mark.parametrize("strategy", [AllC(), Tft(), Wsls()])
def test_sensibility_acts_only_where_one_armed(strategy):
    clear = support.with_itself(strategy, Perception(sensibility=1.0))
    assert clear.restraint == 1.0
    excused = support.meet(AllC(), Wsls(), Perception(false_alarm=0.2, sensibility=1.0))
    assert excused.cooperation[0] == 1.0


NICE = [*OWN_BLIND[:5], OsgoodGrit(), ContriteTitForTat(), Wsls(), DefensiveRealist(), Grim()]


@pytest.mark.parametrize("strategy", NICE, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("lane", support.LANES)
def test_the_nice_restrain_for_ever_where_nothing_goes_wrong(strategy, lane):
    match = support.with_itself(strategy, horizon=turns(40), engine=lane)
    assert match.restraint == 1.0
