"""``secdilemma experiments``: a line a check, and an exit code that says whether all hold."""

import re

import pytest

from secdilemma.experiments import registry
from secdilemma.experiments.check import Check


@pytest.mark.slow
def test_every_line_of_the_pattern_holds(play):
    text = play("experiments")
    assert "FAIL" not in text
    assert len(re.findall(r"^pass  ", text, re.MULTILINE)) == 16
    assert text.splitlines()[-1] == "16 of 16 lines hold."
    assert text == play("experiments", "pattern")


@pytest.mark.slow
def test_a_strategy_that_plays_as_another_fails_its_line(call, monkeypatch):
    from secdilemma.catalogue.catalogue import Catalogue

    make = Catalogue.make
    other = {"gtft": "tft"}
    monkeypatch.setattr(Catalogue, "make", lambda self, name: make(self, other.get(name, name)))
    outcome = call("experiments")
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    failed = [k for k, line in enumerate(lines) if line.startswith("FAIL")]
    assert [lines[k] for k in failed] == [
        "FAIL  1 % execution error: these hold mutual restraint with themselves, .9 at least"
    ]
    assert "gtft 0.250" in lines[failed[0] + 1]
    assert lines[-1] == "15 of 16 lines hold."


@pytest.mark.parametrize(("passed", "code"), [((True, True), 0), ((True, False), 1)])
def test_the_exit_code_says_whether_all_lines_hold(call, monkeypatch, passed, code):
    checks = [Check(f"line {k}", "found", each) for k, each in enumerate(passed)]
    monkeypatch.setitem(registry.EXPERIMENTS, "pattern", lambda _: checks)
    outcome = call("experiments")
    assert outcome.code == code
    assert outcome.out.splitlines()[-1] == f"{sum(passed)} of 2 lines hold."
    assert outcome.err == ""


def test_an_unknown_experiment_is_refused(refuse):
    assert refuse("experiments", "patern").startswith("patern: no such experiment")
