"""Errors of execution and of sight, and their names; design notes 2.1."""

from dataclasses import fields

import pytest

from secdilemma.errors import GameError, UnknownNameError
from secdilemma.games.perception import REGIMES, Perception, regime


@pytest.mark.parametrize("name", [each.name for each in fields(Perception)])
@pytest.mark.parametrize("bad", [-0.01, 1.01, float("nan"), "0.1", None, True])
def test_every_field_is_a_probability(name, bad):
    with pytest.raises(GameError, match=f"perception.{name}: got .*; expected a probability"):
        Perception(**{name: bad})


def test_ambiguity_and_bias_there_and_back():
    made = Perception.from_ambiguity(0.1, 0.6)
    assert (made.false_alarm, made.miss) == pytest.approx((0.08, 0.02))
    assert made.ambiguity == pytest.approx(0.1)
    assert made.threat_bias == pytest.approx(0.6)
    assert Perception().threat_bias == 0.0


@pytest.mark.parametrize(("ambiguity", "bias"), [(1.5, 0.6), (2.0, 0.1), (-0.1, 0), (0.1, 1.5)])
def test_what_ambiguity_cannot_be(ambiguity, bias):
    with pytest.raises(GameError, match=r"perception\.(ambiguity|threat_bias): got"):
        Perception.from_ambiguity(ambiguity, bias)


def test_worst_case_thinking_misses_nothing():
    assert Perception.from_ambiguity(0.3, 1.0).miss == 0.0
    assert Perception.from_ambiguity(2.0, 0.0).false_alarm == 1.0


def test_intelligence_scales_both_errors_of_sight():
    made = Perception(false_alarm=0.4, miss=0.2, intelligence=0.75)
    assert made.sighted_false_alarm == pytest.approx(0.1)
    assert made.sighted_miss == pytest.approx(0.05)
    assert made.ambiguity == pytest.approx(0.6)  # before intelligence


def test_a_hotline_corrects_false_alarms_that_intelligence_has_left():
    made = Perception(false_alarm=0.4, miss=0.2, intelligence=0.75, hotline=0.5)
    assert made.uncorrected_false_alarm == pytest.approx(0.05)
    assert made.sighted_miss == pytest.approx(0.05)


def test_execution_error_of_both_kinds():
    made = Perception(false_alarm=0.1).with_execution(0.05)
    assert (made.execution_c, made.execution_d, made.false_alarm) == (0.05, 0.05, 0.1)


EXPECTED = {
    "none": (0, 0, 0, 0),
    "exec1": (0.01, 0.01, 0, 0),
    "exec5": (0.05, 0.05, 0, 0),
    "per5": (0, 0, 0.05, 0.05),
    "perA": (0, 0, 0.08, 0.02),
    "W12": (0, 0, 0.20, 0.05),
    "W34": (0, 0, 0.016, 0.004),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_regime(name):
    p = regime(name.swapcase())
    assert (p.execution_c, p.execution_d, p.false_alarm, p.miss) == EXPECTED[name]
    assert p == REGIMES[name]


def test_an_unknown_regime():
    assert set(REGIMES) == set(EXPECTED)
    with pytest.raises(UnknownNameError, match=r"'exec2': no such regime; .*Did you mean exec"):
        regime("exec2")


@pytest.mark.parametrize(
    ("perception", "words"),
    [
        (Perception(), "no errors"),
        (REGIMES["perA"], "misperception 8 % / 2 %"),
        (REGIMES["exec1"], "execution error 1 %"),
        (Perception(execution_c=0.1), "execution error 10 % / 0 %"),
        (Perception(false_alarm=0.1, hotline=0.5), "misperception 10 % / 0 %, hotline 50 %"),
        (Perception(public_record=0.25), "public record 25 %"),
    ],
)
def test_in_words(perception, words):
    assert perception.describe() == words
