"""The verdict: every boundary of every class by hand, and known strategies in known regimes.

Thresholds: design notes 6. Known strategies: design notes 3.3 and 7C.
"""

import math
from dataclasses import replace

import numpy as np
import pytest
import support

from secdilemma.analysis.explanation import reason
from secdilemma.analysis.metrics import Gains, Metrics, measure
from secdilemma.analysis.recovery import UNSETTLED, Recovery
from secdilemma.analysis.verdict import CONVENTION, Verdict, judge, slow
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import Perception, regime
from secdilemma.strategies.memory_one import Wsls
from secdilemma.strategies.tit_for_tat import Tft
from secdilemma.strategies.unconditional import AllC, AllD
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

GOOD = Metrics(
    name="x",
    horizon=LONG_RUN,
    restraint=1.0,
    restraint_error=0.0,
    ceiling=1.0,
    short_term=1.0,
    without_error=1.0,
    efficiency=1.0,
    recovery=Recovery(1.0, 3.0, 1.0),
    invader="y",
    gap=0.0,
    gap_error=0.0,
    field=0.5,
    repetitions=0,
)
SCALE = 2.0  # R - P of both Axelrod's game and the arms race
NEUTRAL = 0.02 * SCALE
Z = 1.959963984540054
make = open_catalogue().make


@pytest.fixture(scope="module")
def results():
    """Return results at 5, 3, 1, 0, which give the verdict its scale and nothing else."""
    return run(Tournament((AllC(),), game=support.AXELROD, horizons=(turns(1),)))


@pytest.fixture
def judged(results):
    """Return a judge of one participant whose metrics are good but for some."""
    return lambda **changes: judge(results, [replace(GOOD, **changes)])[0]


CLASSES = [
    ({}, Verdict.SUSTAINS),
    ({"without_error": 0.9}, Verdict.SUSTAINS),
    ({"without_error": 0.8999}, Verdict.NON_COOPERATIVE),
    ({"without_error": 0.0, "restraint": 0.0}, Verdict.NON_COOPERATIVE),
    ({"restraint": 0.9}, Verdict.SUSTAINS),
    ({"restraint": 0.8999}, Verdict.FRAGILE),
    ({"restraint": 0.5}, Verdict.FRAGILE),
    ({"restraint": 0.4999}, Verdict.COLLAPSES),
    ({"restraint": 0.0}, Verdict.COLLAPSES),
    ({"restraint": 0.9, "ceiling": 0.99}, Verdict.SUSTAINS),
    ({"restraint": 0.89, "ceiling": 0.98}, Verdict.SUSTAINS),
    ({"restraint": 0.495, "ceiling": 0.98}, Verdict.FRAGILE),
    ({"recovery": Recovery(1.0, 10.0, 1.0)}, Verdict.SUSTAINS),
    ({"recovery": Recovery(1.0, 10.001, 1.0)}, Verdict.FRAGILE),
    ({"recovery": Recovery(0.99, math.inf, math.inf)}, Verdict.FRAGILE),
    ({"gap": NEUTRAL}, Verdict.SUSTAINS),
    ({"gap": NEUTRAL + 1e-6}, Verdict.EXPLOITABLE),
    ({"gap": -1.0}, Verdict.SUSTAINS),
    ({"gap": 1.0, "restraint": 0.7}, Verdict.FRAGILE),
    ({"restraint": 0.7, "recovery": UNSETTLED}, Verdict.FRAGILE),
    ({"gap": math.nan, "invader": ""}, Verdict.SUSTAINS),
]


@pytest.mark.parametrize(("changes", "expected"), CLASSES)
def test_every_class_has_its_boundary(judged, changes, expected):
    found = judged(**changes)
    assert found.verdict is expected
    assert found.repetitions_needed == 0.0


def sampled(mean, spread, matches, bounds=(0.0, 1.0), z=Z):
    """Return the interval that the verdict should have, from z² / 2 matches more at each bound."""
    values = [mean - spread, mean + spread] * (matches // 2)
    values = np.array([*values, *bounds])
    weights = np.array([1.0] * matches + [z * z / 2] * 2)
    centre = np.average(values, weights=weights)
    half = z * math.sqrt(np.average((values - centre) ** 2, weights=weights) / weights.sum())
    return centre - half, centre + half


def error_of(spread, matches):
    """Return the standard error of the mean of matches that are all `spread` away from it."""
    return spread / math.sqrt(matches - 1)


def gained(gain, spread, matches):
    """Return metrics in which y's payoff is sampled, and lies `gain` above what x gets of x."""
    payoff, error = np.array([3.0 + gain, 3.0]), np.array([error_of(spread, matches), 0.0])
    gains = Gains(("y",), payoff, error, np.array([matches, 0]), (0.0, 5.0))
    return {"gap": gain, "gap_error": float(error[0]), "gains": gains}


@pytest.mark.parametrize("mean", [0.0, 0.3, 0.93, 1.0])
@pytest.mark.parametrize("matches", [2, 200])
def test_the_interval_is_of_what_errors_allow(judged, mean, matches):
    spread = min(mean, 1 - mean) / 2
    error = error_of(spread, matches)
    found = judged(restraint=mean, ceiling=0.98, restraint_error=error, repetitions=matches)
    expected = [min(1.0, max(0.0, end / 0.98)) for end in sampled(mean, spread, matches)]
    assert found.interval == pytest.approx(expected)


STRADDLING = [
    # the mean, how far each match is from it, matches, and the verdict
    (0.92, 0.05, 200, Verdict.INCONCLUSIVE),
    (0.94, 0.05, 200, Verdict.SUSTAINS),
    (0.895, 0.05, 200, Verdict.INCONCLUSIVE),
    (0.86, 0.05, 200, Verdict.FRAGILE),
    (0.51, 0.05, 200, Verdict.INCONCLUSIVE),
    (0.51, 0.05, 20_000, Verdict.FRAGILE),
    (0.49, 0.05, 200, Verdict.INCONCLUSIVE),
    (0.49, 0.05, 20_000, Verdict.COLLAPSES),
    (1.0, 0.0, 20, Verdict.INCONCLUSIVE),
    (1.0, 0.0, 200, Verdict.SUSTAINS),
]


@pytest.mark.parametrize(("mean", "spread", "matches", "expected"), STRADDLING)
def test_an_interval_that_straddles_a_threshold_decides_nothing(
    judged, mean, spread, matches, expected
):
    error = error_of(spread, matches)
    found = judged(restraint=mean, restraint_error=error, repetitions=matches)
    assert found.verdict is expected
    assert bool(found.reason) == (expected is Verdict.INCONCLUSIVE)


@pytest.mark.parametrize(
    ("gain", "matches", "expected"),
    [
        (0.05, 500, Verdict.INCONCLUSIVE),
        (0.05, 20_000, Verdict.EXPLOITABLE),
        (0.03, 500, Verdict.INCONCLUSIVE),
        (0.03, 20_000, Verdict.SUSTAINS),
    ],
)
def test_so_does_one_of_the_greatest_gain(judged, gain, matches, expected):
    found = judged(**gained(gain, 0.1, matches))
    assert found.verdict is expected
    low, high = sampled(3.0 + gain, 0.1, matches, (0.0, 5.0))
    assert found.gap_interval == pytest.approx((low - 3.0, high - 3.0))
    if expected is Verdict.INCONCLUSIVE:
        assert "gains on it is between" in found.reason


SENSITIVE = [
    (0.99, (Verdict.SUSTAINS, Verdict.SUSTAINS, Verdict.SUSTAINS)),
    (0.95, (Verdict.SUSTAINS, Verdict.SUSTAINS, Verdict.FRAGILE)),
    (0.85, (Verdict.SUSTAINS, Verdict.FRAGILE, Verdict.FRAGILE)),
    (0.70, (Verdict.FRAGILE, Verdict.FRAGILE, Verdict.FRAGILE)),
    (0.30, (Verdict.COLLAPSES, Verdict.COLLAPSES, Verdict.COLLAPSES)),
]


@pytest.mark.parametrize(("restraint", "expected"), SENSITIVE)
def test_the_verdict_is_also_given_at_080_and_0975(judged, restraint, expected):
    found = judged(restraint=restraint)
    assert dict(found.sensitivity) == dict(zip((0.80, 0.90, 0.975), expected, strict=True))
    assert found.verdict is dict(found.sensitivity)[CONVENTION]
    assert found.sure == (len(set(expected)) == 1)


def test_the_line_also_moves_for_what_cooperates_at_all(judged):
    found = judged(without_error=0.85, restraint=0.85)
    assert [each for _, each in found.sensitivity] == [
        Verdict.SUSTAINS,
        Verdict.NON_COOPERATIVE,
        Verdict.NON_COOPERATIVE,
    ]


METASTABLE = [
    ({"short_term": 0.85, "restraint": 0.4999}, True),
    ({"short_term": 0.8499, "restraint": 0.0}, False),
    ({"short_term": 1.0, "restraint": 0.5}, False),
    ({"short_term": 1.0, "restraint": 0.0, "horizon": turns(1000)}, False),
]


@pytest.mark.parametrize(("changes", "expected"), METASTABLE)
def test_metastable_is_high_at_first_and_lost_in_the_long_run(judged, changes, expected):
    found = judged(**changes)
    assert found.metastable is expected
    assert found.label.endswith("(metastable)") is expected


def test_recovery_counts_as_slow_beyond_ten_turns_or_if_unsure():
    quick, late = Recovery(1.0, 10.0, 0.0), Recovery(1.0, 10.1, 0.0)
    unsure = Recovery(1 - 1e-6, 1.0, 0.0)
    found = [slow(replace(GOOD, recovery=each)) for each in (quick, late, unsure, UNSETTLED)]
    assert found == [False, True, True, True]


SURE = {"restraint": 0.94, "restraint_error": error_of(0.05, 200), "repetitions": 200}


def test_judging_forty_sampled_at_once_takes_more_than_judging_one(results):
    one = replace(GOOD, **SURE)
    alone = judge(results, [one])[0]
    among = judge(results, [one] * 40)[0]
    # z is 1.960 alone and 3.227 (a tail of .025 / 40) among forty
    assert alone.interval == pytest.approx(sampled(0.94, 0.05, 200))
    assert among.interval == pytest.approx(sampled(0.94, 0.05, 200, z=3.22722), abs=1e-5)
    assert (alone.verdict, among.verdict) == (Verdict.SUSTAINS, Verdict.INCONCLUSIVE)


def test_what_is_exact_does_not_count_for_multiplicity(results):
    one = replace(GOOD, **SURE)
    assert judge(results, [one] + [GOOD] * 39)[0].verdict is Verdict.SUSTAINS


def test_every_sampled_gain_counts_for_multiplicity(results):
    one, other = replace(GOOD, **SURE), replace(GOOD, **gained(0.0, 0.001, 200))
    assert judge(results, [one] + [other] * 39)[0].verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("mean", [0.92, 0.895, 0.51, 0.49])
def test_the_matches_needed_are_those_that_decide(judged, mean):
    found = judged(restraint=mean, restraint_error=error_of(0.05, 200), repetitions=200)
    needed = found.repetitions_needed
    for matches, decided in ((needed, True), (needed - 4, False)):
        error = 0.05 / math.sqrt(matches - 1)
        again = judged(restraint=mean, restraint_error=error, repetitions=int(matches))
        assert (again.verdict is not Verdict.INCONCLUSIVE) is decided


def test_more_matches_decide_an_open_gap_though_restraint_is_exact(judged):
    found = judged(**gained(0.05, 0.1, 500))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert 500 < found.repetitions_needed < 20_000
    again = judged(**gained(0.05, 0.1, 2 * int(found.repetitions_needed / 2) + 2))
    assert again.verdict is Verdict.EXPLOITABLE


def test_more_matches_do_not_help_on_the_edge_itself(judged):
    found = judged(restraint=0.9, restraint_error=0.01, repetitions=200)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.repetitions_needed == math.inf


NOT_KNOWN = [
    ({"restraint": math.nan}, "its restraint with itself could not be computed"),
    ({"without_error": math.nan}, "if nothing goes wrong could not be computed"),
    ({"ceiling": 0.0}, "errors leave it no restraint"),
    ({"recovery": UNSETTLED}, "what one mistake does to it is not known"),
    ({"unknown": "z"}, "what z gains on it is not known"),
    ({"unknown": "z", "gap": math.nan, "invader": ""}, "what z gains on it is not known"),
]


@pytest.mark.parametrize(("changes", "because"), NOT_KNOWN)
def test_what_is_not_known_is_inconclusive_and_says_why(judged, changes, because):
    found = judged(**changes)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert because in found.reason
    assert found.repetitions_needed == math.inf
    assert because in reason(found, "execution")


def test_what_is_known_can_decide_all_the_same(judged):
    assert judged(unknown="z", gap=1.0).verdict is Verdict.EXPLOITABLE
    assert judged(unknown="z", without_error=0.0).verdict is Verdict.NON_COOPERATIVE


def test_if_every_restraint_fails_there_is_a_verdict_all_the_same():
    spec = Tournament((Tft(), AllD()), perception=Perception(execution_c=1.0))
    found = run(spec)
    assert all(isinstance(each.verdict, Verdict) for each in judge(found, measure(found)))


DECIDED = [("gtft:generosity=0.25", 40, 8, 1), ("gtft", 40, 4, 3), ("gtft", 100, 8, 3)]


@support.jitted()
@pytest.mark.parametrize(("name", "length", "matches", "seed"), DECIDED)
def test_rerunning_with_the_matches_needed_decides(name, length, matches, seed):
    spec = Tournament(
        (make(name), AllD()),
        game=support.AXELROD,
        perception=regime("exec1"),
        horizons=(turns(length),),
        repetitions=matches,
        seed=seed,
        engine="simulated",
    )
    first = judged_of(spec)[0]
    assert first.verdict is Verdict.INCONCLUSIVE
    assert matches < first.repetitions_needed < 10_000
    again = judged_of(spec.with_changes(repetitions=int(first.repetitions_needed)))[0]
    exact = judged_of(spec.with_changes(engine="exact"))[0]
    assert again.verdict is exact.verdict is Verdict.SUSTAINS
    low, high = again.interval
    assert low <= exact.metrics.kept <= high


@support.jitted()
def test_no_fewer_matches_are_needed_than_were_not_enough():
    spec = Tournament(
        (Wsls(), AllD()),
        game=support.AXELROD,
        perception=regime("exec1"),
        horizons=(turns(100),),
        repetitions=40,
        engine="simulated",
    )
    found = judged_of(spec)[0]
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.repetitions_needed > 40


def judged_of(spec):
    found = run(spec, Work(threads=1))
    return judge(found, measure(found, Work(threads=1)))


def verdicts(names, noise, game=support.AXELROD):
    spec = Tournament(
        tuple(make(name) for name in names),
        game=game,
        perception=regime(noise),
        horizons=(LONG_RUN, turns(50)),
    )
    return {each.metrics.name: each for each in judged_of(spec)}


FIELD = (
    "gtft", "ctft", "wsls", "jervis-spiral", "defensive-realist", "tft", "grim",
    "kydd-no-signal", "preemptor", "all-c", "all-d",
)  # fmt: skip


@pytest.fixture(scope="module", params=["axelrod", "arms_race"])
def game(request):
    """Return each game in turn."""
    return support.preset(request.param)


@support.jitted()
def test_one_percent_of_execution_error(game):
    found = verdicts(FIELD, "exec1", game)
    holding = ("gtft", "ctft", "wsls", "jervis-spiral", "defensive-realist")
    assert {found[name].verdict for name in holding} == {Verdict.SUSTAINS}
    assert {found[name].verdict for name in ("tft", "grim")} == {Verdict.COLLAPSES}
    assert found["all-d"].verdict is Verdict.NON_COOPERATIVE
    assert found["all-c"].verdict is Verdict.EXPLOITABLE
    # grim bears its grudge for ever after the first slip, so all-d gains as much as it does
    assert found["all-c"].metrics.invader in {"all-d", "grim", "preemptor"}


@support.jitted()
def test_threat_biased_misperception(game):
    found = verdicts(FIELD, "perA", game)
    for name in ("ctft", "tft"):
        assert found[name].verdict is Verdict.COLLAPSES
        assert not found[name].metastable
    for name in ("kydd-no-signal", "preemptor"):
        assert found[name].verdict is Verdict.COLLAPSES
        assert found[name].metastable
    assert found["all-c"].verdict is Verdict.EXPLOITABLE
    assert found["all-d"].verdict is Verdict.NON_COOPERATIVE


@support.jitted()
def test_nobody_of_the_whole_field_gains_on_contrition_under_execution_error():
    # design notes 7C: about -.010 at 5, 3, 1, 0, there with a field of eighteen
    entries = open_catalogue().entries
    found = verdicts(tuple(entries), "exec1")
    assert found["ctft"].metrics.gap == pytest.approx(-0.010, abs=5e-4)
    assert found["wsls"].metrics.gap == pytest.approx(0.034, abs=5e-4)
    sure = [name for name, each in found.items() if each.metrics.gap < -0.005]
    assert sure == ["ctft"]


@support.jitted()
@pytest.mark.parametrize("noise", ["exec1", "exec5", "per5", "perA", "W12", "W34"])
def test_the_whole_field_is_judged_in_every_regime(noise):
    names = tuple(open_catalogue().entries)
    found = verdicts(names, noise, support.ARMS_RACE)
    assert tuple(found) == names
    for each in found.values():
        assert each.verdict in set(Verdict) - {Verdict.INCONCLUSIVE}
        assert each.metrics.restraint_error == 0.0
        assert each.interval == (each.metrics.kept, each.metrics.kept)
        assert 0 <= each.metrics.kept <= 1 + 1e-9
