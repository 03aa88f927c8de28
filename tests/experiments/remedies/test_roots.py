"""Where a function changes, found by bisection."""

import math

import pytest

from secdilemma.experiments.remedies.roots import change, crossing


def test_a_rise_through_zero_is_found():
    assert crossing(lambda x: x - 0.37, 0.0, 1.0) == pytest.approx(0.37, abs=2e-6)


def test_a_jump_is_found():
    assert crossing(lambda x: 1.0 if x >= 2.5 else -1.0, 0.0, 4.0) == pytest.approx(2.5, abs=1e-5)


def test_what_is_never_negative_begins_at_the_low_end():
    assert crossing(lambda x: x, 0.0, 1.0) == 0.0


def test_what_is_always_negative_has_no_crossing():
    assert math.isnan(crossing(lambda x: x - 2, 0.0, 1.0))


def test_a_coarser_search_is_as_exact_as_asked():
    found = crossing(lambda x: x - 0.37, 0.0, 1.0, 0.01)
    assert 0.37 <= found <= 0.38


def test_a_change_of_kind_is_found_within_the_width():
    assert change(lambda x: "a" if x < 0.4 else "b", 0.0, 1.0, 0.001) == pytest.approx(
        0.4, abs=0.001
    )
