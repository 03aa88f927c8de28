"""What is sampled holds at 95 % for all participants together; the truth is the exact lane's."""

import math

import numpy as np
import pytest
import support
from nasty import TIMES

from secdilemma.analysis.metrics import measure
from secdilemma.analysis.verdict import Verdict, judge
from secdilemma.automata.interface import strategy
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import Game, Payoffs, preset
from secdilemma.games.actions import ARM, RESTRAIN
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import regime
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

MAKE = open_catalogue().make
FIELD = ("tft", "gtft", "grim", "wsls", "all-d", "random", "jervis-spiral", "all-c")
TOURNAMENTS = 20 * TIMES
ONE = Work(threads=1)


def judged(spec):
    results = run(spec, ONE)
    return judge(results, measure(results, ONE))


@support.jitted()
@pytest.mark.parametrize(("noise", "length", "matches"), [("exec1", 200, 200), ("perA", 50, 30)])
def test_all_intervals_of_a_tournament_hold_together(noise, length, matches):
    """Of N tournaments .95 N hold; fewer than 3 standard deviations below that would refute it."""
    spec = Tournament(
        tuple(MAKE(name) for name in FIELD),
        preset("axelrod"),
        regime(noise),
        (turns(length),),
        repetitions=matches,
        engine="exact",
    )
    truth = [each.metrics for each in judged(spec)]
    hold = 0
    for seed in range(1, TOURNAMENTS + 1):
        found = judged(spec.with_changes(engine="simulated", seed=seed))
        hold += all(
            each.interval[0] - 1e-9 <= true.kept <= each.interval[1] + 1e-9
            and each.gap_interval[0] - 1e-9 <= true.gap <= each.gap_interval[1] + 1e-9
            for each, true in zip(found, truth, strict=True)
        )
    few = 0.95 * TOURNAMENTS - 3 * math.sqrt(0.95 * 0.05 * TOURNAMENTS)
    assert hold >= few


@pytest.mark.parametrize("level", [3.0, 0.1, 1e8, 0.0])
@pytest.mark.parametrize("engine", ["exact", "simulated"])
def test_nobody_is_exploitable_where_all_payoffs_are_equal(level, engine):
    game = Game("flat", Payoffs(T=level, R=level, P=level, S=level))
    spec = Tournament(
        tuple(MAKE(name) for name in ("all-c", "random", "gtft", "all-d")),
        game,
        regime("exec1"),
        (turns(100),),
        repetitions=50,
        engine=engine,
    )
    found = judged(spec)
    assert not any(each.verdict is Verdict.EXPLOITABLE for each in found)
    assert [rank for rank, _ in run(spec, ONE).ranking()] == [1, 1, 1, 1]


@strategy(school="tests", automaton=False)
class Live:
    """It remembers all that was seen, and so has no long run."""

    def begin(self):
        return ()

    def respond(self, mind):
        return ARM if sum(mind) % 3 == 1 else RESTRAIN

    def interpret(self, mind, own, seen):
        del own
        return (*mind, int(seen))


def test_one_without_a_long_run_makes_nobody_first_and_nobody_sustain():
    spec = Tournament(
        (MAKE("tf2t"), MAKE("all-d"), Live()), horizons=(LONG_RUN, turns(20)), repetitions=5
    )
    results = run(spec, ONE)
    assert np.isnan(results.scores[0]).all()
    assert [rank for rank, _ in results.ranking()] == [3, 3, 3]
    found = {each.metrics.name: each for each in judge(results, measure(results, ONE))}
    assert found["tf2t"].verdict is Verdict.INCONCLUSIVE
    assert "gains on it is not known" in found["tf2t"].reason
    assert found["all-d"].verdict is Verdict.NON_COOPERATIVE
    assert found["live"].verdict is Verdict.INCONCLUSIVE
    assert found["live"].reason
