"""The experiment of remedies: each class can come out, and what is found fits the closed forms."""

from dataclasses import replace

import numpy as np
import pytest
import support

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import SecDilemmaError
from secdilemma.experiments.remedies.answers import after_term, answers
from secdilemma.experiments.remedies.assembly import assemble, trust_needed
from secdilemma.experiments.remedies.blocks import Blocks, block, severity
from secdilemma.experiments.remedies.channels import channels_of, contributions
from secdilemma.experiments.remedies.effect import (
    Effect,
    anarchy_block,
    anarchy_outcomes,
    judge,
    rival,
    safety,
)
from secdilemma.experiments.remedies.enlargement import Enlargement, enlargement, first_from
from secdilemma.experiments.remedies.ground import ground_of
from secdilemma.experiments.remedies.remedies import Remedy, remedies
from secdilemma.experiments.remedies.sweep import read_sweep, sweep
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.institutions import (
    ArmsControl,
    Communication,
    GlobalNato,
    Reassurance,
    Sensibility,
    WorldGovernment,
    thresholds,
)
from secdilemma.institutions.conduct import Calculating
from secdilemma.tournament.dyads import dyad_of, play_dyads
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

pytestmark = support.jitted()
NOISE = Perception(false_alarm=0.08, miss=0.02)
GOVERNMENT = WorldGovernment(tax=0.01, false_positive=0.0)


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


def made_ground(catalogue, names=("tft", "jervis-spiral", "bw-mitigator"), trust=0.3, **changes):
    participants = tuple(Participant(catalogue.make(name)) for name in names)
    spec = Tournament(participants, perception=NOISE, **changes)
    return ground_of(spec, catalogue, trust)


@pytest.fixture(scope="module")
def ground(catalogue):
    return made_ground(catalogue)


@pytest.fixture(scope="module")
def anarchy(ground):
    return anarchy_block(ground)


def judged(ground, *institutions, **more):
    return judge(ground, Remedy("it", institutions, **more), anarchy_block(ground))


def test_severity_is_zero_at_mutual_restraint_and_one_at_mutual_arming(ground):
    p = ground.payoffs
    assert severity(ground, np.array([p.R, p.P])) == pytest.approx([0.0, 1.0])


def test_a_field_without_a_greedy_state_is_given_one(ground):
    assert ground.names[-1] == "greedy"
    assert ground.seekers == (0, 1, 2)
    assert ground.tournament.participants[-1].greed == pytest.approx(1.0)


def test_a_state_that_armed_for_long_begins_so(catalogue):
    free = made_ground(catalogue, trust=1.0)
    locked = made_ground(catalogue, trust=0.0)
    calm, tense = (anarchy_outcomes(g, anarchy_block(g))[0] for g in (free, locked))
    assert calm.severity < tense.severity


def test_solved_can_come_out(catalogue):
    made = judged(made_ground(catalogue, trust=0.9), GOVERNMENT)
    assert made.verdicts == (Effect.SOLVED, Effect.SOLVED)
    assert made.safe == "dominant"
    assert made.assembly[1].complete


def test_solved_takes_trust(ground):
    made = judged(ground, GOVERNMENT)
    assert made.given_verdicts[1] is Effect.SOLVED
    assert made.verdict is Effect.CONDITIONAL
    assert "consent asks for" in made.reasons[1]
    assert made.assembled[1].severity == pytest.approx(
        anarchy_outcomes(ground, anarchy_block(ground))[1].severity
    )


def test_weakened_can_come_out(ground):
    assert judged(ground, Sensibility()).verdict is Effect.WEAKENED


def test_unchanged_can_come_out(ground):
    made = judged(ground, Communication())
    assert made.verdicts == (Effect.UNCHANGED, Effect.UNCHANGED)
    before = anarchy_outcomes(ground, anarchy_block(ground))[1]
    assert made.given[1].severity == before.severity


def test_worsened_can_come_out(ground):
    taxes = WorldGovernment(monitor=0.0, sanction=0.0, disarmament=0.0, tax=0.5)
    assert judged(ground, taxes).verdict is Effect.WORSENED


def test_a_greedy_field_can_deny_what_seekers_alone_would_have(catalogue):
    toothless = replace(GOVERNMENT, disarmament=0.0, sanction=2.2, monitor=1.0)
    made = judged(made_ground(catalogue, trust=0.9), toothless)
    assert made.safe == "dominant"  # for a state without greed
    assert made.given[1].severity <= 0.05
    assert made.verdict is not Effect.SOLVED
    assert "among greedy states" in made.reasons[1]


@pytest.mark.parametrize(
    ("payoffs", "word"),
    [
        (Payoffs(T=1, R=3, P=0, S=2), "dominant"),
        (Payoffs(T=1, R=3, P=1, S=0), "risk-dominant"),
        (Payoffs(T=2.6, R=3, P=1, S=0), "neither"),
        (Payoffs(T=5, R=3, P=1, S=0), "neither"),
    ],
)
def test_how_restraint_stands_in_a_game(payoffs, word):
    assert safety(payoffs) == word


def test_consent_asks_for_the_trust_of_the_closed_form(ground):
    made = WorldGovernment()
    expected = thresholds.consent_threshold(ground.payoffs, made)
    assert trust_needed(ground, (made,)) == expected
    for trust, complete in ((expected - 0.01, False), (expected + 0.01, True)):
        blocks = Blocks(ground, (made,), 1.0, anarchy_block(ground))
        assert assemble(blocks, 1, trust).complete == complete


def test_a_treaty_asks_for_less_trust_the_easier_it_is_left(ground):
    eager, slow = (trust_needed(ground, (ArmsControl(leaving=x),)) for x in (0.9, 0.1))
    assert 0 < eager < slow < 1


def test_a_feared_bloc_is_not_joined(ground, anarchy):
    bold = GlobalNato(threat=1.0, fear_bound=0.1)
    calm = replace(bold, fear_bound=0.9)
    for made, feared in ((bold, True), (calm, False)):
        assembly = assemble(Blocks(ground, (made,), 1.0, anarchy), 1, 0.3)
        assert assembly.feared == feared
        assert bool(assembly.members.any()) != feared


def test_trust_gained_first_counts_for_consent(ground):
    first = (Communication(hotline=1.0, accuracy=1.0, accuracy_cost=0.0), Sensibility())
    made = judged(ground, *first, WorldGovernment(), first=first)
    assert made.gained > 0.56 > ground.start.trust
    assert made.assembly[1].trusted
    assert made.given[0].severity == judged(ground, *first).given[0].severity
    assert made.given[1].severity != judged(ground, *first).given[1].severity
    assert made.reasons[0].startswith("only what comes first")
    alone = judged(ground, *first, WorldGovernment())
    assert not alone.assembly[1].trusted


def test_unasked_remedies_hold_for_outsiders_too(ground, anarchy):
    blocks = Blocks(ground, (Communication(hotline=0.9), Sensibility()), 0.0, anarchy)
    alone = Blocks(ground, (Sensibility(),), 1.0, anarchy)
    assert np.allclose(blocks.outsiders.payoff, alone.within.payoff)
    assert not np.allclose(blocks.outsiders.payoff, anarchy.payoff)


def test_a_half_bloc_is_a_mixture(ground, anarchy):
    blocks = Blocks(ground, (GlobalNato(),), 0.5, anarchy)
    half = np.full(len(ground.names), 0.5)
    mixed = blocks.mean_of("restraint", half)
    across = blocks.across.restraint
    expected = (
        blocks.within.restraint + across + np.swapaxes(across, 1, 2) + anarchy.restraint
    ) / 4
    assert np.allclose(mixed, expected)


def test_the_rival_is_who_restrains_least(ground, anarchy):
    seekers = list(ground.seekers)
    mean = anarchy.restraint[1][np.ix_(seekers, seekers)].mean(axis=1)
    assert rival(ground, anarchy) == seekers[int(np.argmin(mean))]


def test_known_payoffs_do_what_a_calculating_state_would(ground):
    spec = ground.tournament
    made = WorldGovernment()
    fast = ground.dyad((0, 1), (made,), (True, True), 1.0)
    slow = dyad_of(spec, 0, 1)
    slow = ground.start.change(slow, ArmsControl().membership(slow, 4))
    slow = made.change(slow, made.membership(slow, 4)).led((True, True), Calculating)
    for a, b in zip(play_dyads([fast], spec), play_dyads([slow], spec), strict=True):
        assert a.shares == pytest.approx(b.shares, abs=1e-12)


def test_channels_add_up_to_the_gain(ground, anarchy):
    for institutions in ((WorldGovernment(),), (GlobalNato(), Communication(hotline=0.5))):
        remedy = Remedy("it", institutions)
        parts = contributions(ground, remedy, anarchy)
        before, after = anarchy_outcomes(ground, anarchy)[1], judge(ground, remedy, anarchy)
        assert set(parts) == set(channels_of(institutions))
        assert sum(parts.values()) == pytest.approx(before.severity - after.given[1].severity)


def test_a_remedy_of_one_channel_works_through_it(ground, anarchy):
    free = Communication(hotline=0.9, accuracy_cost=0.0, signal_cost=0.0)
    parts = contributions(ground, Remedy("it", (free,)), anarchy)
    assert set(parts) == {"information"}
    assert parts["information"] > 0.05


def test_a_sweep_finds_where_restraint_becomes_dominant(ground):
    made = WorldGovernment(disarmament=0.0, false_positive=0.1)
    plan = replace(read_sweep("monitor=0:1"), institution=made)
    points, changes = sweep(ground, plan)
    assert [value for value, _ in points] == pytest.approx([k / 10 for k in range(11)])
    need = thresholds.enforcement_for_dominance(ground.payoffs, made)
    expected = made.false_positive + need / made.sanction
    (tip,) = [each for each in changes if each.what == "restraint"]
    assert tip.value == pytest.approx(expected, abs=1e-6)
    assert (tip.before, tip.after) == ("neither", "dominant")


def test_a_sweep_finds_where_the_verdict_changes(ground):
    _, changes = sweep(ground, read_sweep("hotline=0:1"))
    (tip,) = [each for each in changes if each.what == "long term"]
    below, above = (
        judged(ground, Communication(hotline=tip.value + d)).verdict for d in (-0.002, 0.0)
    )
    assert (below.value, above.value) == (tip.before, tip.after)
    before = anarchy_outcomes(ground, anarchy_block(ground))[1].severity
    effect = judged(ground, Communication(hotline=tip.value)).given[1].severity - before
    assert effect == pytest.approx(-0.10, abs=1e-3)


def test_a_sweep_of_whole_numbers_stays_whole(ground):
    points, changes = sweep(ground, read_sweep("arms-control.turns=0:6"))
    assert all(value == round(value) for value, _ in points)
    assert all(each.value == round(each.value) for each in changes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("monitor", "expected PARAMETER=LOW:HIGH"),
        ("monitor=1:0", "expected PARAMETER=LOW:HIGH"),
        ("monitor=a:b", "expected PARAMETER=LOW:HIGH"),
        ("montor=0:1", "Did you mean monitor"),
        ("accuracy=0:1", "communication.accuracy, arbitration.accuracy"),
        ("nothing.accuracy=0:1", "expected one of world-government"),
        ("communication.monitor=0:1", "got 'monitor'"),
        ("monitor=0:2", "expected a probability"),
        ("mistrust.failure=0:1", "got 'failure'"),
    ],
)
def test_a_sweep_that_is_none_is_refused(text, words):
    with pytest.raises(SecDilemmaError) as error:
        read_sweep(text)
    assert words in str(error.value)


def test_a_game_without_a_dilemma_is_refused(catalogue):
    with pytest.raises(SecDilemmaError, match="expected R > P"):
        made_ground(catalogue, game=support.AXELROD.__class__("g", Payoffs(3, 1, 2, 0)))
    asymmetric = support.AXELROD.__class__("g", Payoffs(5, 3, 1, 0), Payoffs(2, 0, -2, -4))
    with pytest.raises(SecDilemmaError, match="expected a symmetric game"):
        made_ground(catalogue, game=asymmetric)
    greedy = Tournament((Participant(catalogue.make("tft"), greed=1.0),))
    with pytest.raises(SecDilemmaError, match="got none without greed"):
        ground_of(greedy, catalogue)


def test_sampled_pairs_are_said_to_be_and_have_an_error(catalogue):
    exact = made_ground(catalogue, ("tft",))
    spec = exact.tournament.with_changes(engine="simulated", repetitions=200)
    sampled = replace(exact, tournament=spec)
    a, b = (block(g, (Sensibility(),), (True, True), 1.0) for g in (exact, sampled))
    assert a.exact
    assert not b.exact
    assert a.variance.max() == 0 < b.variance.max()
    assert b.payoff[0, 0, 0] == pytest.approx(
        a.payoff[0, 0, 0], abs=5 * np.sqrt(b.variance[0, 0, 0])
    )


def test_a_reassurer_plays_both_seats_in_turn(ground):
    made = block(ground, (Reassurance(by=support.Periodic("C")),), (True, True), 1.0)
    n = len(ground.names)
    assert not np.isnan(made.payoff).any()
    assert made.payoff.shape == (2, n, n)
    assert made.payoff[1, 0, 1] != pytest.approx(made.other[1, 1, 0])


def test_including_a_locked_rival_brings_peace_that_excluding_it_does_not(ground, anarchy):
    made = enlargement(ground, rival(ground, anarchy))
    assert made.turns_included is not None
    assert made.turns_excluded is None or made.turns_excluded > made.turns_included
    assert made.included[0] >= 0.8  # joint decisions from the first turn


def test_a_powerless_alliance_includes_in_vain(ground, anarchy):
    weak = GlobalNato(joint=0.0, threat=0.0, defence=0.0)
    made = enlargement(ground, rival(ground, anarchy), weak)
    assert made.included == pytest.approx(made.excluded)


def test_the_first_turn_from_which_a_level_is_kept():
    assert first_from(np.array([0.95, 0.5, 0.9, 0.91]), 0.9) == 3
    assert first_from(np.array([0.95, 0.92]), 0.9) == 1
    assert first_from(np.array([0.95, 0.5]), 0.9) is None


def test_restraint_after_a_treatys_term_is_measured_after_it(ground, anarchy):
    bound, unbound = after_term(ground, ArmsControl(), anarchy)
    short, long = (field[np.ix_((0, 1, 2), (0, 1, 2))].mean() for field in anarchy.restraint)
    assert unbound == pytest.approx((1000 * long - 50 * short) / 950)
    assert 0 <= bound <= 1


def test_answers_can_come_out_either_way(catalogue):
    results = []
    for trust, government in ((0.3, WorldGovernment()), (0.9, GOVERNMENT)):
        ground = made_ground(catalogue, trust=trust)
        anarchy = anarchy_block(ground)
        nato = GlobalNato(threat=0.0 if trust > 0.5 else 1.0)
        talk = Communication(hotline=0.95 if trust < 0.5 else 0.05)
        tried = [
            Remedy("improved communication", (talk,)),
            Remedy("world government", (government,)),
            Remedy("global NATO, rival out", (nato,), membership="rival excluded"),
            Remedy("communication → government", (talk, government), first=(talk,)),
        ]
        made = [judge(ground, each, anarchy) for each in tried]
        before = anarchy_outcomes(ground, anarchy)
        peace = np.ones(60)
        precedent = Enlargement("x", peace, peace if trust > 0.5 else 0 * peace)
        relapse = (0.5, 0.6) if trust > 0.5 else (0.6, 0.5)
        results.append([each.holds for each in answers(before, made, precedent, relapse)])
    first, second = results
    differs = [a != b for a, b in zip(first, second, strict=True)]
    # 0 not in the short term, 2 communication, 4 needs trust, 6 outsiders, 7 no escape, 8 the
    # precedent, 9 Wagner
    for k in (0, 2, 4, 6, 7, 8, 9):
        assert differs[k], k


def test_what_was_not_tried_is_not_answered(ground, anarchy):
    found = answers(anarchy_outcomes(ground, anarchy), [])
    assert {each.holds for each in found if "not tried" in each.because} == {None}


def test_every_remedy_has_a_name_of_its_own_and_quick_is_part_of_all(catalogue):
    every = remedies(catalogue.make)
    assert len({each.name for each in every}) == len(every)
    assert 8 <= sum(each.quick for each in every) < len(every)
    kinds = {type(i).kind for each in every for i in each.institutions}
    assert len(kinds) == 8  # all but mistrust, which is the ground
