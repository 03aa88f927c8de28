"""Herz: the vicious circle, which up to a gain of one is generous tit for tat."""

from itertools import product

import pytest
from strategy_form import StrategyForm, chance

from secdilemma import explore
from secdilemma.strategies.herz_vicious_circle import HerzViciousCircle
from secdilemma.strategies.tit_for_tat import (
    Gtft,
    Tft,
)


class TestHerzViciousCircle(StrategyForm):
    """Herz: k programmes owed for an arming seen, one finished a turn, at most 6."""

    kind = HerzViciousCircle
    minds = {0, 1, 2, 3, 4, 5, 6}
    rules = [
        ({}, "", 1),
        ({}, "D", 0),
        ({}, "D C", 0.5),
        ({}, "D C C", 1),
        ({"gain": 0}, "D D D", 1),
        ({"gain": 0.25}, "D", 0.75),
        ({"gain": 1}, "D C", 1),
        ({"gain": 2}, "D C", 0),
        ({"gain": 2}, "D C C", 1),
        ({"gain": 3}, "D D D C C C C C", 0),
        ({"gain": 3}, "D D D C C C C C C", 1),
        ({"gain": 3, "ceiling": 7}, "D D D C C C C C C", 0),
        ({"ceiling": 0}, "D D D", 1),
    ]


@pytest.mark.parametrize("gain", [0.0, 0.3, 0.9, 1.0])
def test_herz_is_generous_tit_for_tat(gain):
    herz, gtft = HerzViciousCircle(gain=gain), Gtft(generosity=1 - gain)
    assert set(explore(herz).minds) <= {0, 1}
    for length in range(5):
        for history in map(" ".join, product(("CC", "CD", "DC", "DD"), repeat=length)):
            assert chance(herz, history) == pytest.approx(chance(gtft, history), abs=1e-12)


def test_herz_at_a_gain_of_one_is_tit_for_tat_and_above_it_is_not():
    for history in ("", "D", "D C", "D D C", "C D"):
        assert chance(HerzViciousCircle(gain=1), history) == chance(Tft(), history)
    assert chance(HerzViciousCircle(gain=1.1), "D C") == pytest.approx(0.9)
