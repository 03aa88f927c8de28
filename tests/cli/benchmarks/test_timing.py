"""How the benchmark counts: medians, ratios, targets, checks, and what changed since."""

import json
import math

import pytest

from secdilemma.cli.benchmarks import QUESTIONS, comparison, session, timing
from secdilemma.cli.benchmarks.beside_c import measure as beside_c
from secdilemma.cli.benchmarks.timing import (
    MILLIONS,
    SHORT,
    Case,
    UnequalError,
    absent,
    interleaved,
    over,
    ratios,
    require,
    row,
    timed,
)
from secdilemma.cli.benchmarks.words import number, spread, target_of
from secdilemma.errors import ResultsError


def test_a_row_is_the_median_and_the_range():
    made = row("q", "c", [3.0, 1.0, 2.0], "ms")
    assert (made.value, made.low, made.high, made.repeats) == (2.0, 1.0, 3.0, 3)
    assert made.met is None


@pytest.mark.parametrize(
    ("value", "more", "met"), [(2.0, False, True), (2.0, True, False), (1.0, True, True)]
)
def test_a_target_is_met_on_the_right_side_of_it(value, more, met):
    target = 3.0 if not more or value == 2.0 else 1.0
    made = row("q", "c", [value], "s", target=target, more=more)
    assert made.met is met
    assert target_of(made.as_data()).endswith("not met" if not met else ": met")


def test_what_is_not_measured_has_no_number_and_meets_nothing():
    data = absent("q", "c", "times", "there is no compiler", 1000.0).as_data()
    assert (data["value"], data["low"], data["high"], data["met"]) == (None, None, None, None)
    assert spread(data) == ""
    assert target_of(data) == "≥ 1,000: not measured"
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_cases_are_timed_in_turn_and_called_before_they_count():
    calls = []
    cases = {name: lambda name=name: (calls.append(name), _wait()) for name in "ab"}
    seconds = interleaved(cases, 2)
    assert calls == ["a", "b", "a", "b", "a", "b"]
    assert all(each >= SHORT for name in "ab" for each in seconds[name])
    calls.clear()
    interleaved(cases, 1, warm=False)
    assert calls == ["a", "b"]


def test_a_short_call_is_repeated_and_its_mean_counts():
    calls = []
    (seconds,) = interleaved({"a": lambda: calls.append(1)}, 1, warm=False)["a"]
    assert len(calls) > 10
    assert seconds < SHORT / 10


def test_ratios_are_taken_repeat_by_repeat():
    assert ratios([2.0, 9.0], [1.0, 3.0]) == [2.0, 3.0]
    assert ratios([2.0], [1.0], per=5.0) == [10.0]


def test_unequal_results_stop_before_anything_is_timed():
    require(True, "fine")
    with pytest.raises(UnequalError, match="they differ; expected equal results"):
        require(False, "they differ")


def test_nothing_is_called_to_be_timed_where_the_check_fails():
    called = []

    def check():
        require(False, "they differ")

    with pytest.raises(UnequalError, match="they differ"):
        timed("q", [Case("c", lambda: called.append(1))], 1, check, warm=True)
    assert called == []


def test_cases_share_a_call_and_have_units_of_their_own(monkeypatch):
    slow, fast = lambda: 8.0, lambda: 2.0
    monkeypatch.setattr(timing, "_seconds", lambda call: call())
    cases = [
        Case("cost", fast, "ms", 1e3, target=1.0),
        Case("rate", fast, MILLIONS, 10.0),
        over("gain", fast, slow, 50.0, scale=5.0),
        Case("point", slow, series="turns", at=3),
    ]
    made = timed("q", cases, 2, lambda: "equal")
    assert [each.value for each in made] == [2000.0, 5.0, 20.0, 8.0]
    assert [each.unit for each in made] == ["ms", MILLIONS, "times", "s"]
    assert [each.more for each in made] == [False, True, True, False]
    assert [each.met for each in made] == [False, None, False, None]
    assert {(each.question, each.note, each.repeats) for each in made} == {("q", "equal", 2)}
    assert (made[3].series, made[3].at) == ("turns", 3)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (0.01234, "0.0123"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_numbers_have_three_digits(value, text):
    assert number(value) == text


def run_of(**values):
    rows = [
        row("q", "cost", [values["cost"]], "ms"),
        row("q", "rate", [values["rate"]], "million turns a second"),
        row("q", "gain", [values["gain"]], "times", more=True),
    ]
    measured = session.Measurement("lanes", tuple(rows), 0.5, 1.0)
    return session.as_data([measured], quick=True, label="x")


def test_changes_say_which_way_is_better():
    before, after = run_of(cost=10, rate=100, gain=5), run_of(cost=5, rate=50, gain=5)
    made = comparison.changes(before, after)
    assert made == {("q", "cost"): 2.0, ("q", "rate"): 0.5, ("q", "gain"): 1.0}
    assert [comparison.words_of(f) for f in made.values()] == ["2 x better", "2 x worse", "same"]


def test_only_what_both_runs_measured_is_compared():
    before, after = run_of(cost=1, rate=1, gain=1), run_of(cost=1, rate=1, gain=1)
    before["rows"][0] |= {"value": None}
    before["rows"][1] |= {"unit": "s"}
    assert list(comparison.changes(before, after)) == [("q", "gain")]


def test_an_earlier_run_is_read_back(tmp_path):
    path = tmp_path / "run.json"
    path.write_text(json.dumps(run_of(cost=1, rate=1, gain=1)), encoding="utf-8")
    assert comparison.read(path)["questions"] == [{"name": "lanes", "load": 0.5, "seconds": 1.0}]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"rows": 3}'])
def test_what_is_no_run_is_refused(tmp_path, text):
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match=r"bad\.json"):
        comparison.read(path)


def test_every_question_has_a_module_that_measures():
    from importlib import import_module

    for name in QUESTIONS:
        module = import_module(f"secdilemma.cli.benchmarks.{name.replace('-', '_')}")
        assert callable(module.measure), name


def test_without_a_compiler_the_row_says_so(monkeypatch):
    monkeypatch.setenv("PATH", "")
    (only,) = beside_c(quick=True)
    assert "no C compiler" in only.missing
    assert math.isnan(only.value)


def test_a_compiler_that_fails_is_named(monkeypatch, tmp_path):
    broken = tmp_path / "cc"
    broken.write_text("#!/bin/sh\necho no luck >&2\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (only,) = beside_c(quick=True)
    assert "no luck" in only.missing


def _wait():
    import time

    time.sleep(SHORT)
