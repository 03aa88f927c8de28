"""Robustness: shares of verdicts over draws of parameters."""

from collections import Counter

import pytest
import support

from secdilemma import Participant, Tournament, Work
from secdilemma.analysis import robustness
from secdilemma.analysis.metrics import measure
from secdilemma.analysis.robustness import verdict_shares
from secdilemma.analysis.verdict import Verdict, judge
from secdilemma.automata.interface import parameters
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games.horizon import LONG_RUN
from secdilemma.games.perception import regime
from secdilemma.strategies.kydd import KyddReassurer
from secdilemma.strategies.tit_for_tat import Gtft, Tft
from secdilemma.strategies.unconditional import AllD
from secdilemma.tournament.results import run

ONE = Work(threads=1)
# At an execution error of 1 %, generosity g keeps (q / (1 - r) / .99)^2 of the ceiling with
# q = .98 g + .01 and r = .98 (1 - g): exactly .9 at this g, and 1 / g < 10 turns to recover.
EDGE = (0.99 * 0.9**0.5 * 0.02 - 0.01) / (0.98 - 0.98 * 0.99 * 0.9**0.5)


def shares(strategy, draws, *, noise="exec1", seed=1):
    own = Participant(strategy, name="own")
    spec = Tournament((own, AllD()), game=support.AXELROD, perception=regime(noise), seed=seed)
    return verdict_shares(own, spec, draws, ONE)


def test_a_strategy_without_parameters_is_in_one_class():
    assert shares(Tft(), 7) == {Verdict.COLLAPSES: 1.0}


def test_a_verdict_far_from_the_line_does_not_depend_on_the_numbers():
    assert shares(Gtft(), 20) == {Verdict.SUSTAINS: 1.0}


def test_on_the_line_the_numbers_decide():
    assert pytest.approx(0.147, abs=1e-3) == EDGE
    found = shares(Gtft(generosity=EDGE), 40)
    own = [dict(robustness._drawn(Participant(Gtft(generosity=EDGE)), 1, k)) for k in range(40)]
    above = sum(each["generosity"] >= EDGE for each in own) / 40
    assert 0.2 < above < 0.8
    assert found == {
        Verdict.SUSTAINS: pytest.approx(above),
        Verdict.FRAGILE: pytest.approx(1 - above),
    }


def test_shares_sum_to_one_and_follow_the_seed():
    first, again, other = (shares(Gtft(generosity=EDGE), 15, seed=s) for s in (3, 3, 4))
    assert first == again
    assert sum(first.values()) == pytest.approx(1)
    assert all(share > 0 for share in first.values())
    assert first != other


def test_one_draw_is_one_verdict():
    assert sorted(shares(KyddReassurer(), 1, noise="perA").values()) == [1.0]


def test_a_draw_is_the_same_however_many_there_are():
    own = Participant(KyddReassurer())
    assert robustness._drawn(own, 5, 3) == robustness._drawn(own, 5, 3)
    assert len({robustness._drawn(own, 5, k) for k in range(30)}) > 20


@pytest.mark.parametrize("name", list(open_catalogue().entries))
def test_draws_stay_around_the_defaults_and_within_ranges(name):
    strategy = open_catalogue().make(name)
    kinds = {each.name: each for each in parameters(strategy)}
    for k in range(40):
        drawn = dict(robustness._drawn(Participant(strategy), 1, k))
        assert set(drawn) == set(kinds)
        for key, value in drawn.items():
            kind = kinds[key]
            assert type(value) is kind.type
            assert kind.low is None or value >= kind.low
            assert kind.high is None or value <= kind.high
            if kind.type is float:
                assert abs(value - kind.default) <= 0.25 * abs(kind.default) + 1e-12
            elif kind.type is int:
                assert abs(value - kind.default) <= max(1, round(0.25 * abs(kind.default)))
            else:
                assert value == kind.default


@pytest.mark.parametrize("name", ["kydd-reassurer", "gtft", "herz-vicious-circle"])
def test_draws_reach_both_ends_of_their_width(name):
    strategy = open_catalogue().make(name)
    drawn = [dict(robustness._drawn(Participant(strategy), 1, k)) for k in range(200)]
    for kind in parameters(strategy):
        values = [each[kind.name] for each in drawn]
        width = 0.25 * abs(kind.default)
        if kind.type is int:
            reach = max(1, round(width))
            wanted = range(kind.default - reach, kind.default + reach + 1)
            assert set(values) == {v for v in wanted if kind.low <= v <= kind.high}
        elif kind.type is float:
            assert max(values) - min(values) >= 0.9 * min(2 * width, width + kind.high)


def test_the_shares_are_those_of_judging_each_draw_alone():
    own = Participant(KyddReassurer(), name="own")
    spec = Tournament((own, AllD(), Tft()), perception=regime("perA"))
    counted = Counter()
    for k in range(6):
        moved = Participant(KyddReassurer(**dict(robustness._drawn(own, 1, k))), name="own")
        alone = spec.with_changes(participants=(moved, AllD(), Tft()), horizons=(LONG_RUN,))
        results = run(alone, ONE)
        counted[judge(results, measure(results, ONE))[0].verdict] += 1
    expected = {verdict: count / 6 for verdict, count in counted.items()}
    assert verdict_shares(own, spec, 6, ONE) == expected


def test_an_automaton_made_in_code_has_no_parameters_to_move():
    from secdilemma import explore

    assert shares(explore(Tft()), 3) == {Verdict.COLLAPSES: 1.0}
