"""The verdict: every boundary of every class by hand, and known strategies in known regimes.

Thresholds: design notes 6. Known strategies: design notes 3.3 and 7C.
"""

import math
from dataclasses import replace

import pytest
import support

from secdilemma.catalogue import open_catalogue
from secdilemma.horizons import LONG_RUN, turns
from secdilemma.metrics import Metrics, measure
from secdilemma.perception import Perception, regime
from secdilemma.recovery import UNSETTLED, Recovery
from secdilemma.results import run
from secdilemma.strategies.memory_one import Wsls
from secdilemma.strategies.tit_for_tat import Tft
from secdilemma.strategies.unconditional import AllC, AllD
from secdilemma.tournament import Tournament, Work
from secdilemma.verdict import CONVENTION, Verdict, judge, slow

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
    ({"recovery": UNSETTLED}, Verdict.FRAGILE),
    ({"gap": NEUTRAL}, Verdict.SUSTAINS),
    ({"gap": NEUTRAL + 1e-6}, Verdict.EXPLOITABLE),
    ({"gap": -1.0}, Verdict.SUSTAINS),
    ({"gap": 1.0, "restraint": 0.7}, Verdict.FRAGILE),
    ({"gap": 1.0, "recovery": UNSETTLED}, Verdict.FRAGILE),
    ({"gap": math.nan}, Verdict.SUSTAINS),
]


@pytest.mark.parametrize(("changes", "expected"), CLASSES)
def test_every_class_has_its_boundary(judged, changes, expected):
    found = judged(**changes)
    assert found.verdict is expected
    assert found.repetitions_needed == 0.0


STRADDLING = [
    # what is known, its margin in standard errors of the sampled number, and the verdict
    ({"restraint": 0.92, "restraint_error": 0.03 / Z}, Verdict.INCONCLUSIVE),
    ({"restraint": 0.92, "restraint_error": 0.01 / Z}, Verdict.SUSTAINS),
    ({"restraint": 0.88, "restraint_error": 0.03 / Z}, Verdict.INCONCLUSIVE),
    ({"restraint": 0.88, "restraint_error": 0.01 / Z}, Verdict.FRAGILE),
    ({"restraint": 0.52, "restraint_error": 0.03 / Z}, Verdict.INCONCLUSIVE),
    ({"restraint": 0.52, "restraint_error": 0.01 / Z}, Verdict.FRAGILE),
    ({"restraint": 0.48, "restraint_error": 0.03 / Z}, Verdict.INCONCLUSIVE),
    ({"restraint": 0.48, "restraint_error": 0.01 / Z}, Verdict.COLLAPSES),
    ({"gap": 0.05, "gap_error": 0.02 / Z}, Verdict.INCONCLUSIVE),
    ({"gap": 0.05, "gap_error": 0.005 / Z}, Verdict.EXPLOITABLE),
    ({"gap": 0.03, "gap_error": 0.02 / Z}, Verdict.INCONCLUSIVE),
    ({"gap": 0.03, "gap_error": 0.005 / Z}, Verdict.SUSTAINS),
]


@pytest.mark.parametrize(("changes", "expected"), STRADDLING)
def test_an_interval_that_straddles_a_threshold_decides_nothing(judged, changes, expected):
    assert judged(**changes, repetitions=200).verdict is expected


def test_the_interval_is_of_what_errors_allow(judged):
    found = judged(restraint=0.49, ceiling=0.98, restraint_error=0.0098, repetitions=200)
    assert found.interval == pytest.approx((0.5 - Z * 0.01, 0.5 + Z * 0.01), abs=1e-9)


def test_the_interval_ends_at_all_and_at_nothing(judged):
    assert judged(restraint=0.99, restraint_error=0.1).interval[1] == 1.0
    assert judged(restraint=0.01, restraint_error=0.1).interval[0] == 0.0


def test_a_lucky_sample_above_the_ceiling_has_an_interval_the_right_way_round(judged):
    low, high = judged(restraint=1.0, ceiling=0.98, restraint_error=0.001).interval
    assert low <= high


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


def test_judging_forty_sampled_at_once_takes_more_than_judging_one(results):
    one = replace(GOOD, restraint=0.93, restraint_error=0.013, repetitions=200)
    alone = judge(results, [one])[0]
    among = judge(results, [one] * 40)[0]
    # z is 1.960 alone and 3.227 (a tail of .025 / 40) among forty: .93 - 3.227 * .013 = .888
    assert alone.interval[0] == pytest.approx(0.93 - 1.95996 * 0.013, abs=1e-5)
    assert among.interval[0] == pytest.approx(0.93 - 3.22722 * 0.013, abs=1e-5)
    assert (alone.verdict, among.verdict) == (Verdict.SUSTAINS, Verdict.INCONCLUSIVE)


def test_what_is_exact_does_not_count_for_multiplicity(results):
    one = replace(GOOD, restraint=0.93, restraint_error=0.013, repetitions=200)
    assert judge(results, [one] + [GOOD] * 39)[0].verdict is Verdict.SUSTAINS


def test_a_sampled_gap_counts_for_multiplicity(results):
    one = replace(GOOD, restraint=0.93, restraint_error=0.013, repetitions=200)
    other = replace(GOOD, gap_error=0.001, repetitions=200)
    assert judge(results, [one] + [other] * 39)[0].verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("restraint", [0.92, 0.87, 0.53, 0.47])
def test_the_matches_needed_are_those_that_decide(judged, restraint):
    # .02 and .03 from an edge at an error of .03 from 200 matches: (1.96 * .03 / d)^2 * 200
    distance = min(abs(restraint - 0.9), abs(restraint - 0.5))
    found = judged(restraint=restraint, restraint_error=0.03, repetitions=200)
    assert found.verdict is Verdict.INCONCLUSIVE
    needed = found.repetitions_needed
    assert needed == pytest.approx(200 * (Z * 0.03 / distance) ** 2, abs=1)
    for matches, decided in ((1.01 * needed, True), (0.99 * needed, False)):
        error = 0.03 * math.sqrt(200 / matches)
        again = judged(restraint=restraint, restraint_error=error, repetitions=200)
        assert (again.verdict is not Verdict.INCONCLUSIVE) is decided


def test_the_matches_needed_for_an_open_gap_are_those_that_decide_the_gap(judged):
    # .01 above what is neutral, at an error of .02 from 200 matches: (1.96 * .02 / .01)^2 * 200
    found = judged(gap=0.05, gap_error=0.02, restraint_error=0.001, repetitions=200)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.repetitions_needed == pytest.approx(200 * (Z * 0.02 / 0.01) ** 2, abs=1)


def test_more_matches_decide_an_open_gap_though_restraint_is_exact(judged):
    found = judged(gap=0.05, gap_error=0.02, repetitions=200)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert math.isfinite(found.repetitions_needed)


def test_more_matches_do_not_help_on_the_edge_itself(judged):
    found = judged(restraint=0.9, restraint_error=0.01, repetitions=200)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.repetitions_needed == math.inf


@pytest.mark.parametrize("error", [0.0, math.nan])
def test_what_could_not_be_computed_is_inconclusive(judged, error):
    found = judged(restraint=math.nan, restraint_error=error)
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.repetitions_needed == math.inf
    assert judged(without_error=math.nan).verdict is Verdict.INCONCLUSIVE


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
