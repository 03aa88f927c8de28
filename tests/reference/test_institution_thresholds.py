"""The closed forms of institutions, against what the engine plays; derived, not quoted."""

import math

import pytest
import support
from hypothesis import assume, given, settings, strategies as st

from secdilemma.games.arms import arms_game
from secdilemma.games.horizon import LONG_RUN
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.institutions import (
    Communication,
    GlobalNato,
    Membership,
    WorldGovernment,
    thresholds,
)
from secdilemma.tournament.dyads import dyad_of, play_dyads, values_of_dyads
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

C, D = support.Periodic("C"), support.Periodic("D")
TFT = support.Reactive(1.0, 0.0)
WITHIN = Membership(first=True, second=True, share=1.0)
ACROSS = Membership(first=True, second=False, share=0.5)

odds = st.floats(0, 1)
games = st.builds(
    lambda c, w, l: arms_game("g", 3.0, c, w, l), *[st.floats(0.5, 4.0) for _ in range(3)]
)


def prices(most):
    """Return prices as they may be: 0, or 1e-100 and more."""
    return st.floats(0, most).map(lambda price: price if price >= 1e-100 else 0.0)


governments = st.builds(
    WorldGovernment,
    monitor=odds,
    false_positive=st.floats(0, 0.3),
    sanction=prices(5),
    tax=prices(0.5),
    disarmament=st.floats(0, 0.9),
    failure=st.sampled_from([0.0, 0.3]),
)
quick = settings(max_examples=60, derandomize=True)


def pay(first, second, game, institution, membership, horizon=LONG_RUN):
    """Return what the first of two strategies earns a turn, as the engine plays them."""
    spec = Tournament(
        (Participant(first, "a"), Participant(second, "b")), game=game, horizons=(horizon,)
    )
    dyad = dyad_of(spec, 0, 1)
    if institution is not None:
        dyad = institution.change(dyad, membership)
    (tally,) = play_dyads([dyad], spec)
    values, _ = values_of_dyads([dyad], spec)
    return float(tally.shares[0] @ values[0])


@quick
@given(games, governments)
def test_restraint_is_dominant_where_enforcement_exceeds_the_larger_of_greed_and_fear(game, made):
    (r, s), (t, p) = ([pay(own, other, game, made, WITHIN) for other in (C, D)] for own in (C, D))
    need = thresholds.enforcement_for_dominance(game.row, made)
    margin = thresholds.enforcement(made) - need
    assume(abs(margin) > 1e-9)
    assert (r > t and s > p) == (margin > 0)


@quick
@given(games, governments)
def test_without_disarmament_the_condition_is_the_cost_times_greed_or_fear(game, made):
    armed = WorldGovernment(monitor=made.monitor, disarmament=0.0)
    cost = game.row.R - game.row.P
    need = thresholds.enforcement_for_dominance(game.row, armed)
    assert need == pytest.approx(cost * max(game.row.greed, game.row.fear), abs=1e-12)


@quick
@given(games, governments)
def test_a_prisoners_dilemma_becomes_a_stag_hunt_above_the_temptation(game, made):
    assume(game.row.kind == "prisoner's dilemma")
    margin = thresholds.enforcement(made) - thresholds.enforcement_for_assurance(game.row, made)
    assume(abs(margin) > 1e-9)
    assert (pay(C, C, game, made, WITHIN) > pay(D, C, game, made, WITHIN)) == (margin > 0)


@quick
@given(games, governments)
def test_joining_pays_from_the_tipping_share_on(game, made):
    tip = thresholds.tipping_share(game.row, made)
    assume(not math.isnan(tip) and 0.01 < tip < 0.99)
    within, across = pay(C, C, game, made, WITHIN), pay(D, D, game, made, ACROSS)
    outside = pay(D, D, game, None, None)
    for share, pays in ((tip - 1e-6, False), (tip + 1e-6, True)):
        assert (share * within + (1 - share) * across >= outside) == pays


@quick
@given(games, governments)
def test_a_state_disarms_first_from_the_consent_threshold_on(game, made):
    # In the theory's form disarmament leaves the base game's payoffs as they are.
    bare = WorldGovernment(
        **{
            k: getattr(made, k) for k in ("monitor", "false_positive", "sanction", "tax", "failure")
        },
        disarmament=0.0,
    )
    need = thresholds.consent_threshold(game.row, bare)
    assume(not math.isnan(need) and 0.01 < need < 0.99)
    kept, cheated = pay(C, C, game, bare, WITHIN), pay(C, D, game, bare, ACROSS)
    armed = pay(D, D, game, None, None)
    for trust, consents in ((need - 1e-6, False), (need + 1e-6, True)):
        assert (trust * kept + (1 - trust) * cheated >= armed) == consents


def test_the_thresholds_of_the_default_government_in_the_essays_arms_race():
    made, game = WorldGovernment(), support.ARMS_RACE.row
    assert thresholds.enforcement(made) == pytest.approx(0.88 * 3)
    assert thresholds.tipping_share(game, made) == pytest.approx(0.2 / (2 - 0.06))
    assert thresholds.consent_threshold(game, made) == pytest.approx((2 + 0.2) / (4 - 0.06))


@pytest.mark.parametrize("hotline", [0.0, 0.3, 0.9, 1.0])
@pytest.mark.parametrize(("alarm", "miss"), [(0.08, 0.02), (0.2, 0.05), (0.05, 0.05), (0.3, 0.1)])
def test_tit_for_tat_over_a_hotline(alarm, miss, hotline):
    spec = Tournament(
        (Participant(TFT, "tft"),),
        perception=Perception(false_alarm=alarm, miss=miss),
        horizons=(LONG_RUN,),
    )
    dyad = Communication(hotline=hotline).change(dyad_of(spec, 0, 0), WITHIN)
    (tally,) = play_dyads([dyad], spec)
    restraint = tally.shares[0, 0] + tally.shares[0, 1]
    expected = thresholds.hotline_restraint(alarm, miss, hotline)
    assert restraint == pytest.approx(expected, abs=1e-9)


def test_the_hotline_at_the_designs_number():
    assert thresholds.hotline_restraint(0.08, 0.02, 0.9) == pytest.approx(0.7143, abs=5e-5)


@pytest.mark.parametrize("joint", [0.1, 0.4, 0.8])
@pytest.mark.parametrize("threat", [0.1, 0.5, 1.0])
def test_a_partial_bloc_helps_from_the_share_of_the_closed_form(joint, threat):
    noise = Perception(false_alarm=0.08, miss=0.02)
    pair = (
        Participant(support.Reactive(1.0, 0.3), "a"),
        Participant(support.Reactive(1, 0.3), "b"),
    )
    spec = Tournament(pair, perception=noise, horizons=(LONG_RUN,))
    made = GlobalNato(joint=joint, threat=threat)
    before = restraint(spec, None, None)
    inside = restraint(spec, made, WITHIN)
    across = restraint(spec, made, Membership(first=True, second=False, share=0.5))
    assert across < before < inside
    least = thresholds.partial_alliance_share(inside, across, before)
    for share in (least - 1e-6, least + 1e-6, 0.1, 0.9):
        mixed = share**2 * inside + 2 * share * (1 - share) * across + (1 - share) ** 2 * before
        helps = thresholds.partial_alliance_helps(share, inside, across, before)
        assert helps == (mixed >= before) == (share >= least)


def restraint(spec, institution, membership):
    """Return mutual restraint of the first two participants, as the engine plays them."""
    dyad = dyad_of(spec, 0, 1)
    if institution is not None:
        dyad = institution.change(dyad, membership)
    (tally,) = play_dyads([dyad], spec)
    return float(tally.shares[0, 0])


def test_a_bloc_that_frightens_nobody_helps_at_any_share():
    assert thresholds.partial_alliance_share(0.9, 0.5, 0.5) == 0.0
    assert math.isnan(thresholds.partial_alliance_share(0.4, 0.3, 0.5))


class Trustworthy:
    """It restrains first, and then if it saw restraint."""

    def begin(self):
        return True

    def respond(self, reassured):
        return float(reassured)

    def interpret(self, reassured, own, seen):
        del own
        return bool(reassured and not seen)


@pytest.mark.parametrize("prior", [0.2, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("payoffs", [Payoffs(5, 3, 1, 0), Payoffs(2, 0, -2, -4)])
def test_a_signal_of_the_closed_forms_size_is_not_mimicked(prior, payoffs):
    # Two stages with stakes α and 1 - α; the other is trustworthy with probability q, else arms.
    game = support.AXELROD.__class__("g", payoffs)

    def stage(own, number):
        total = 0.0
        for other, q in ((Trustworthy(), prior), (D, 1 - prior)):
            over = [number * pay(own, other, game, None, None, support.over(number))]
            before = pay(own, other, game, None, None, support.over(1)) if number == 2 else 0.0
            total += q * (over[0] - before)
        return total

    mimic, candid = support.Periodic("CD"), support.Periodic("DD")
    size = thresholds.signal_size(payoffs, prior)
    assert 0 < size < 1
    for alpha, mimics in ((size - 1e-6, True), (size + 1e-6, False)):
        worth = [alpha * stage(own, 1) + (1 - alpha) * stage(own, 2) for own in (mimic, candid)]
        assert (worth[0] > worth[1]) == mimics


def test_the_signal_size_at_axelrods_payoffs():
    assert thresholds.signal_size(Payoffs(5, 3, 1, 0), 1.0) == pytest.approx(2 / 3)
