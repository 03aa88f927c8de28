"""Memory-one strategies under execution error, and zero-determinant strategies.

Sources: Nowak and Sigmund (1993) for WSLS, Press and Dyson (2012) and Stewart and Plotkin (2012)
for the linear relations; design notes 7A, items 5 to 7.
"""

import pytest
import support

from secdilemma.games.perception import REGIMES, Perception
from secdilemma.strategies.contrite_tit_for_tat import ContriteTitForTat
from secdilemma.strategies.grim import Grim
from secdilemma.strategies.memory_one import Extort2, FirmButFair, Joss, Wsls, Zdgtft2
from secdilemma.strategies.tit_for_tat import Gtft, Tf2t, Tft
from secdilemma.strategies.unconditional import AllC, AllD, Random


@pytest.mark.parametrize(("error", "printed"), [(0.01, 0.960696), (0.05, 0.817)])
def test_win_stay_lose_shift_mends_execution_errors(error, printed):
    match = support.with_itself(Wsls(), Perception().with_execution(error))
    d = 2 * error * (1 - error)
    assert match.restraint == pytest.approx((1 - d) * (1 - error) ** 2 + d * error**2, abs=1e-9)
    assert match.restraint == pytest.approx(printed, abs=5e-5)


# At an execution error of 1 %, and the slope k of 3 - k ε where the theory gives one.
PAYOFFS = [
    (Tft(), 2.25, None),
    (Gtft(), 2.9703, 3),
    (Wsls(), 2.9511, 5),
    (ContriteTitForTat(), 2.9801, 2),
    (Tf2t(), 2.9898, None),
    (AllC(), 2.9899, 1),
    (Zdgtft2(), 2.9294, 8),
    (Grim(), 1.0299, None),
    (AllD(), 1.0299, None),
]


@pytest.mark.parametrize(("strategy", "printed", "slope"), PAYOFFS)
def test_self_play_under_one_per_cent_execution_error(strategy, printed, slope):
    match = support.with_itself(strategy, REGIMES["exec1"])
    assert match.payoff == pytest.approx((printed, printed), abs=5e-5)
    if slope is not None:
        tiny = support.with_itself(strategy, Perception().with_execution(1e-6))
        assert (3 - tiny.payoff[0]) / 1e-6 == pytest.approx(slope, abs=1e-3)


@support.jitted()
@pytest.mark.parametrize(("strategy", "printed", "slope"), PAYOFFS[:7])
def test_self_play_sampled_agrees(strategy, printed, slope):
    del slope
    match = support.with_itself(
        strategy,
        REGIMES["exec1"],
        horizon=support.over(20_000),  # its beginning costs less than 1e-2 of a standard error
        engine="simulated",
        repetitions=60,
    )
    slow = 0.002 if isinstance(strategy, Tft) else 0.0  # the beginning: 50 turns at up to 0.75
    assert match.error < 0.02
    assert abs(match.payoff[0] - printed) < 4 * match.error + 5e-5 + slow


def test_extortion_against_two_rivals():
    assert support.meet(Extort2(), AllC()).payoff == pytest.approx((3.5, 2.25), abs=1e-9)
    assert support.meet(Extort2(), Tft()).payoff == pytest.approx((1.0, 1.0), abs=1e-9)


RIVALS = [
    AllC(),
    AllD(),
    Random(),
    Wsls(),
    Tf2t(),
    Gtft(),
    Joss(),
    FirmButFair(),
    support.Reactive(0.7, 0.4),
    support.Periodic("CCD"),
]


@pytest.mark.parametrize("rival", RIVALS, ids=lambda each: type(each).__name__)
def test_extortion_takes_twice_the_share(rival):
    mine, theirs = support.meet(Extort2(), rival).payoff
    assert mine - 1 == pytest.approx(2 * (theirs - 1), abs=1e-9)


@pytest.mark.parametrize("rival", RIVALS, ids=lambda each: type(each).__name__)
def test_generosity_bears_twice_the_loss(rival):
    mine, theirs = support.meet(Zdgtft2(), rival).payoff
    assert mine - 3 == pytest.approx(2 * (theirs - 3), abs=1e-9)


@pytest.mark.parametrize("rival", RIVALS, ids=lambda each: type(each).__name__)
def test_an_equaliser_sets_its_rivals_score(rival):
    # p2 and p3 follow from p1 = .9 and p4 = .1; the score is ((1 - p1) P + p4 R) / (1 - p1 + p4).
    equaliser = support.MemoryOneVector((0.9, 0.7, 0.2, 0.1))
    assert support.meet(equaliser, rival).payoff[1] == pytest.approx(2.0, abs=1e-9)


def zero_determinant(phi, s, l):
    """The form of Stewart and Plotkin (2012), for T 5, R 3, P 1, S 0."""
    T, R, P, S = 5, 3, 1, 0
    return (
        1 - phi * (1 - s) * (R - l),
        1 - phi * (s * (l - S) + T - l),
        phi * ((l - S) + s * (T - l)),
        phi * (1 - s) * (l - P),
    )


def test_the_vectors_are_zero_determinant():
    assert Extort2().vector == pytest.approx(zero_determinant(1 / 9, 1 / 2, 1), abs=1e-12)
    assert Zdgtft2().vector == pytest.approx(zero_determinant(1 / 4, 1 / 2, 3), abs=1e-12)
