"""Every institution acts where it is needed, says how often, and at strength zero does nothing."""

from dataclasses import fields, replace

import numpy as np
import pytest
import support

from secdilemma.errors import GameError, TournamentError
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.institutions import (
    CHANNELS,
    KINDS,
    Arbitration,
    ArmsControl,
    Calculation,
    Communication,
    Democracy,
    GlobalNato,
    Institution,
    Membership,
    Mistrust,
    Reassurance,
    Sensibility,
    WorldGovernment,
    compose,
)
from secdilemma.institutions.dyad import misreadings
from secdilemma.matches.interpreted import Table, trace
from secdilemma.tournament.dyads import dyad_of, dyads_of, play_dyads
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

NOISE = Perception(false_alarm=0.2, miss=0.05)
TFT = support.Reactive(1.0, 0.0)
FORGIVING = support.Reactive(1.0, 0.4)
RESTRAINED = support.Periodic("C")
ARMED = support.Periodic("D")
CONTRITE = support.MemoryOneVector((1.0, 0.0, 0.2, 0.9))
PLAIN = (TFT, FORGIVING)

# An institution, the pair and the greed of the second that need it, what it does of which something
# is done there, and the outcome that differs.
SCENARIOS = {
    "sanctions": (WorldGovernment(sharing=0.0), (TFT, FORGIVING), 0, "sanctions imposed", "payoff"),
    "taxes": (WorldGovernment(sharing=0.0), (RESTRAINED, ARMED), 0, "taxes levied", "payoff"),
    "wrong sanctions": (WorldGovernment(), (RESTRAINED,) * 2, 0, "wrong sanctions", "payoff"),
    "monitoring": (WorldGovernment(), PLAIN, 0, "misreadings mended", "outcomes"),
    "joint decisions": (GlobalNato(), (ARMED, TFT), 0, "joint decisions", "outcomes"),
    "accuracy": (Communication(accuracy=0.5), PLAIN, 0, "misreadings mended", "outcomes"),
    "hotline": (Communication(hotline=0.9), PLAIN, 0, "misreadings mended", "outcomes"),
    "record": (
        Communication(public_record=0.9),
        (CONTRITE, CONTRITE),
        0,
        "public records",
        "outcomes",
    ),
    "talk": (Communication(talk=1.0), PLAIN, 0, "announcements", "outcomes"),
    "lies": (Communication(talk=1.0), (TFT, ARMED), 1.0, "lies believed", "outcomes"),
    "signals": (Communication(signals=0.5), PLAIN, 0, "signals", "outcomes"),
    "treaty": (ArmsControl(turns=6), (ARMED, TFT), 0, "inspections", "outcomes"),
    "reassurance": (
        Reassurance(by=RESTRAINED),
        (ARMED, FORGIVING),
        0,
        "turns of restraint by the reassurer",
        "outcomes",
    ),
    "sensibility": (Sensibility(), PLAIN, 0, "arming excused", "outcomes"),
    "democracy": (Democracy(), PLAIN, 0, "false alarms avoided", "outcomes"),
    "arbitration": (Arbitration(), PLAIN, 0, "cases heard", "outcomes"),
}
BLOC = {
    "defence": (RESTRAINED, ARMED, "members defended", "payoff"),
    "suspicion": (RESTRAINED, TFT, "suspicions", "outcomes"),
    "counter-bloc": (RESTRAINED, FORGIVING, "turns of counter-bloc", "outcomes"),
}


def tournament(pair, *, greed=0.0, engine="exact", institutions=(), perception=NOISE):
    participants = (Participant(pair[0], "a"), Participant(pair[1], "b", greed=greed))
    return Tournament(
        participants,
        game=support.ARMS_RACE,
        perception=perception,
        horizons=(support.over(12),),
        repetitions=6,
        engine=engine,
        institutions=institutions,
    )


def acts(spec, institution):
    """Return how often an institution acts a turn in the dyad of a and b."""
    dyad = dyad_of(spec, 0, 1)
    membership = institution.membership(dyad, 2)
    after = institution.change(dyad, membership)
    (tally,) = play_dyads([after], spec)
    done = institution.acts(dyad, after, membership)
    return {what: float(tally.shares[0, :4] @ np.array(act)) for what, act in done.items()}


def played(spec):
    return support.array_bytes(run(spec, Work(threads=1)))


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_it_acts_where_it_is_needed_and_the_outcome_differs(name, engine):
    institution, pair, greed, what, measure = SCENARIOS[name]
    spec = tournament(pair, greed=greed, engine=engine)
    assert acts(spec, institution)[what] > 0
    with_it = played(spec.with_changes(institutions=(institution,)))
    assert with_it[measure] != played(spec)[measure]


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("name", BLOC)
def test_a_bloc_acts_across_its_border(name, engine):
    member, outsider, what, measure = BLOC[name]
    bloc = GlobalNato(members=("a", "c"), threat=0.6)
    third = Participant(RESTRAINED, "c")
    spec = tournament((member, outsider), engine=engine)
    spec = spec.with_changes(participants=(*spec.participants, third))
    dyad = dyad_of(spec, 0, 1)
    membership = bloc.membership(dyad, 3)
    (tally,) = play_dyads([bloc.change(dyad, membership)], spec)
    done = bloc.acts(dyad, dyad, membership)[what]
    assert float(tally.shares[0, :4] @ np.array(done)) > 0
    assert played(spec.with_changes(institutions=(bloc,)))[measure] != played(spec)[measure]


def test_every_institution_has_a_scenario():
    tried = {type(each[0]) for each in SCENARIOS.values()} | {Mistrust, Calculation}
    assert tried == set(KINDS.values())


STRONG = [each[0] for each in SCENARIOS.values()] + [
    Mistrust(),
    GlobalNato(members=("a",), threat=0.6),
    Communication(accuracy=0.3, hotline=0.5, public_record=0.2, talk=0.7, signals=0.3),
]


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("greed", [0.0, 1.0])
@pytest.mark.parametrize("institution", STRONG, ids=lambda each: each.kind)
def test_with_all_channels_off_it_changes_no_byte(institution, greed, engine):
    nothing = institution.without(*CHANNELS)
    spec = tournament((CONTRITE, TFT), greed=greed, engine=engine)
    assert played(spec.with_changes(institutions=(nothing,))) == played(spec)


@pytest.mark.parametrize(
    "institution",
    [each for each in STRONG if each.fallible and each.members is None],
    ids=lambda each: each.kind,
)
def test_where_everything_fails_nothing_happens_but_the_bill(institution):
    failing = replace(institution, failure=1.0)
    if isinstance(failing, ArmsControl):
        failing = replace(failing, turns=0)  # that a state keeps its word does not fail
    spec = tournament((CONTRITE, TFT))
    with_it = spec.with_changes(institutions=(failing,))
    assert played(with_it)["outcomes"] == played(spec)["outcomes"]


def numbers(kind):
    left_out = {"members", "by"} | ({"failure"} if not kind.fallible else set())
    return [each.name for each in fields(kind) if each.name not in left_out]


# What makes each parameter matter: the institution, the participants and their greed.
NEEDS = {
    ("world-government", "failure"): {},
    ("communication", "accuracy_cost"): {"accuracy": 0.5},
    ("communication", "credence"): {"talk": 1.0},
    ("communication", "signal_cost"): {"signals": 0.5},
    ("communication", "failure"): {"accuracy": 0.5},
    ("global-nato", "support"): {"members": ("a", "c")},
    ("global-nato", "defence"): {"members": ("a", "c")},
    ("global-nato", "threat"): {"members": ("a",)},
    ("global-nato", "counter_bloc"): {"members": ("a",)},
}
OTHER = {"turns": 3, "stretch": 3, "sanction": 1.0, "tax": 1.0}


@pytest.mark.parametrize(
    ("kind", "knob"),
    [(k, n) for k, each in KINDS.items() for n in numbers(each)],
)
def test_every_parameter_acts(kind, knob):
    if (kind, knob) == ("global-nato", "fear_bound"):
        pytest.skip("it acts on who joins: see the tests of assembly")
    base = {"by": RESTRAINED} if kind == "reassurance" else {}
    if kind == "mistrust" and knob == "stretch":
        base = {"trust": 0.2}
    first = KINDS[kind](**base, **NEEDS.get((kind, knob), {}))
    value = getattr(first, knob)
    second = replace(first, **{knob: OTHER.get(knob, 0.35 if value != 0.35 else 0.7)})
    pair = (CONTRITE, support.MemoryOneVector((1.0, 0.1, 0.2, 0.6)))
    spec = tournament(pair)
    third = Participant(support.Periodic("CCDDD"), "c")  # how long it has armed matters to it
    spec = spec.with_changes(participants=(*spec.participants, third))
    before = (Mistrust(stretch=4),) if kind == "democracy" else ()
    outcomes = [played(spec.with_changes(institutions=(*before, each))) for each in (first, second)]
    assert outcomes[0] != outcomes[1]


@support.jitted()
@pytest.mark.parametrize("lane", ["simulated", "interpreted"])
@pytest.mark.parametrize("institution", STRONG, ids=lambda each: each.kind)
def test_lanes_agree_under_institutions(lane, institution):
    spec = tournament((CONTRITE, TFT), engine=lane, institutions=(institution,), greed=1.0)
    spec = spec.with_changes(repetitions=3000 if lane == "simulated" else 400)
    sampled, exact = run(spec), run(spec.with_changes(engine="exact"))
    error = np.maximum(sampled.payoff_error, 1e-9)
    assert np.all(np.abs(sampled.payoff - exact.payoff) <= 5 * error + 1e-6)


def test_simulated_and_interpreted_draw_the_same_under_institutions():
    every = tuple(each for each in STRONG if each.members is None)
    spec = tournament((CONTRITE, TFT), institutions=every, greed=1.0)
    made = [played(spec.with_changes(engine=lane)) for lane in ("simulated", "interpreted")]
    assert made[0]["outcomes"] == made[1]["outcomes"]
    assert made[0]["payoff"] == made[1]["payoff"]


def test_institutions_are_applied_from_left_to_right():
    spec = tournament(PLAIN)
    dyad = replace(dyad_of(spec, 0, 1), trust=(0.5, 0.5), stretch=5)
    mistrust, democracy = Mistrust(trust=0.5, stretch=5), Democracy()
    assert compose(dyad, (mistrust, democracy), 2).trust == pytest.approx((0.8, 0.8))
    assert compose(dyad, (democracy, mistrust), 2).trust == (0.5, 0.5)


def test_outsiders_play_the_base_game():
    spec = tournament(PLAIN)
    spec = spec.with_changes(participants=(*spec.participants, Participant(CONTRITE, "c")))
    for kind in KINDS.values():
        extra = {"by": RESTRAINED} if kind is Reassurance else {}
        under = spec.with_changes(institutions=(kind(members=("a",), **extra),))
        pairs = spec.pairs
        for dyad, base, pair in zip(dyads_of(under), dyads_of(spec), pairs, strict=True):
            if 0 not in pair:
                assert dyad == base, kind.kind


def test_a_member_of_a_government_pays_its_tax_among_outsiders_too():
    spec = tournament((RESTRAINED, ARMED), institutions=(WorldGovernment(members=("a",)),))
    dyad = dyads_of(spec)[1]
    assert dyad.names == ("a", "b")
    assert pytest.approx(-4.2) == dyad.payoffs[0].S
    assert dyad.payoffs[1] == support.ARMS_RACE.row
    assert dyad.perception == NOISE


def test_a_government_changes_payoffs_as_the_theory_says():
    made = WorldGovernment(disarmament=0.0)
    spec = tournament(PLAIN, institutions=(made,))
    pay = dyads_of(spec)[1].payoffs[0]
    f, m, sanction, tax = 0.02, 0.9, 3.0, 0.2
    assert pytest.approx(0 - f * sanction - tax) == pay.R
    assert pytest.approx(-4 - f * sanction - tax) == pay.S
    assert pytest.approx(2 - m * sanction - tax) == pay.T
    assert pytest.approx(-2 - m * sanction - tax) == pay.P


def test_the_help_of_a_bloc_spares_its_member_and_is_denied_to_the_attacker():
    bloc = GlobalNato(members=("a", "c", "d"), defence=0.5, support=0.2, dues=0.0)
    others = tuple(Participant(RESTRAINED, name) for name in "cd")
    spec = tournament((RESTRAINED, ARMED))
    spec = spec.with_changes(participants=(*spec.participants, *others), institutions=(bloc,))
    (dyad,) = [each for each in dyads_of(spec) if each.names == ("a", "b")]
    assert pytest.approx(-4 + 0.5 * 0.2 * 2 - 0.5 * 0.2) == dyad.payoffs[0].S
    assert pytest.approx(2 - 0.5 * 0.2 * 2) == dyad.payoffs[1].T


def test_an_outsiders_false_alarms_are_those_of_its_raised_bias():
    bloc = GlobalNato(members=("a",), threat=0.5)
    membership = Membership(first=True, second=False, share=0.5)
    x = bloc.suspicion(NOISE, membership)
    feared = NOISE.ambiguity * (1 + NOISE.threat_bias + 0.25) / 2
    assert NOISE.false_alarm + (1 - NOISE.false_alarm) * x == pytest.approx(feared)


def test_misreadings_mended_are_those_that_the_trace_no_longer_shows():
    perception = Perception(false_alarm=0.3, miss=0.2)
    counts = []
    for hotline in (0.0, 0.8):
        seen = replace(perception, hotline=hotline)
        table = Table.of(PLAIN, ("a", "b"), support.ARMS_RACE, seen, support.over(400))
        turns = [turn for r in range(10) for turn in trace(table, 3, r)]
        wrong = sum(turn.misread(0) + turn.misread(1) for turn in turns)
        shares = np.bincount([turn.outcome for turn in turns], minlength=4) / len(turns)
        expected = sum(shares @ np.array(act) for act in misreadings(seen))
        assert wrong / len(turns) == pytest.approx(expected, abs=0.04)
        counts.append(expected)
    assert counts[1] < counts[0]


def test_counts_are_exact_where_what_is_done_is_sure():
    clear = Perception(false_alarm=0.1)
    spec = tournament((RESTRAINED, RESTRAINED), perception=clear)
    assert acts(spec, Communication(hotline=0.9))["misreadings mended"] == pytest.approx(0.18)
    armed = tournament((ARMED, ARMED), perception=clear)
    assert acts(armed, WorldGovernment())["sanctions imposed"] == pytest.approx(1.8)
    assert acts(armed, GlobalNato())["joint decisions"] == pytest.approx(0.8)


def test_greedy_states_keep_no_treaty_and_send_no_signals():
    spec = tournament((TFT, ARMED), greed=1.0)
    dyad = dyad_of(spec, 0, 1)
    everyone = ArmsControl().membership(dyad, 2)
    assert [len(each) for each in ArmsControl().change(dyad, everyone).conduct] == [1, 0]
    signals = Communication(signals=1.0, signal_cost=0.0).change(dyad, everyone)
    assert signals.perception == NOISE
    assert Reassurance(by=RESTRAINED).reassuring(dyad, everyone) == (True, False)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: WorldGovernment(monitor=1.5), "world-government.monitor: got 1.5"),
        (lambda: WorldGovernment(sanction=-1), "at least 0"),
        (lambda: Communication(failure="x"), "failure: got 'x'"),
        (lambda: Communication(failure=True), "failure: got True"),
        (lambda: Reassurance(failure=0.1), "expected 0: what a state decides"),
        (lambda: ArmsControl(turns=2.5), "expected a whole number"),
        (lambda: ArmsControl(turns=-1), "expected a whole number"),
    ],
)
def test_numbers_out_of_range_are_refused(make, words):
    with pytest.raises((GameError, TournamentError), match=words):
        make()


def test_a_member_that_does_not_take_part_is_refused():
    with pytest.raises(TournamentError, match=r"members: got 'aa'.*Did you mean aab"):
        Tournament((Participant(TFT, "aab"),), institutions=(GlobalNato(members=("aa",)),))


def test_the_base_class_does_nothing_by_itself():
    dyad = dyad_of(tournament(PLAIN), 0, 1)
    with pytest.raises(NotImplementedError):
        Institution().change(dyad, Membership(first=True, second=True, share=1.0))
    with pytest.raises(NotImplementedError):
        Institution().acts(dyad, dyad, Membership(first=True, second=True, share=1.0))


def test_own_payoffs_and_greed_are_counted_before_the_institution():
    own = Payoffs(T=5, R=3, P=1, S=0)
    participants = (Participant(TFT, "a", payoffs=own), Participant(TFT, "b", greed=0.5))
    spec = Tournament(participants, institutions=(WorldGovernment(disarmament=0.0, tax=0.1),))
    dyad = dyads_of(spec)[1]
    assert pytest.approx(3 - 0.06 - 0.1) == dyad.payoffs[0].R
    assert pytest.approx(2.5 - 2.7 - 0.1) == dyad.payoffs[1].T


@pytest.mark.parametrize("engine", support.LANES)
def test_states_that_calculate_comply_with_a_government_that_enforces(engine):
    bare, calm = WorldGovernment(), Calculation()
    spec = tournament((ARMED, ARMED), engine=engine)
    ignorant = run(spec.with_changes(institutions=(bare,)))
    knowing = run(spec.with_changes(institutions=(calm, bare)))
    assert ignorant.restraint.max() == 0.0
    assert knowing.restraint.min() == 1.0
    dyads = [dyad_of(spec, 0, 1), dyads_of(spec.with_changes(institutions=(bare,)))[1]]
    membership = calm.membership(dyads[0], 2)
    counts = [calm.acts(each, each, membership)["restraint that is dominant"][0] for each in dyads]
    assert counts == [0.0, 2.0]


@pytest.mark.parametrize("engine", support.LANES)
def test_to_calculate_changes_no_byte_where_arming_may_pay(engine):
    spec = tournament((CONTRITE, TFT), engine=engine)
    assert played(spec.with_changes(institutions=(Calculation(),))) == played(spec)


@pytest.mark.parametrize("engine", support.LANES)
def test_mistrust_at_full_trust_changes_no_byte_and_acts_below(engine):
    spec = tournament((CONTRITE, TFT), engine=engine)
    trusting, wary = (spec.with_changes(institutions=(Mistrust(trust=t),)) for t in (1.0, 0.5))
    assert played(trusting) == played(spec)
    assert played(wary)["outcomes"] != played(spec)["outcomes"]
