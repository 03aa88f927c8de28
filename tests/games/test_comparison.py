"""Equal, above, ranks and the greatest, on a scale."""

import numpy as np
import pytest

from secdilemma.games.comparison import (
    above,
    at_least,
    equal,
    greatest,
    least,
    ordered,
    ranks,
    scale_of,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("payoffs", "scale"),
    [
        ([[3, 0], [5, 1]], 5.0),
        ([3e-10, 0, 5e-10], 5e-10),
        ([3.0, 3.0], 3e-3),
        ([1e8 + 3, 1e8], 1e5),
        ([-2.0, NAN, -1.0, np.inf], 1.0),
        ([0.0], 0.0),
        ([], 0.0),
    ],
)
def test_the_scale_of_payoffs_is_their_spread_or_what_their_digits_allow(payoffs, scale):
    assert scale_of(payoffs) == pytest.approx(scale, rel=1e-6)


@pytest.mark.parametrize("unit", [1e-10, 1.0, 1e8])
def test_what_differs_by_rounding_is_equal_in_any_unit(unit):
    one, same, more = 0.3 * unit, (0.1 + 0.2) * unit, 0.30001 * unit
    assert one != same
    assert equal(one, same, unit)
    assert at_least(one, same, unit)
    assert not above(same, one, unit)
    assert above(more, one, unit)
    assert not at_least(one, more, unit)
    assert not any(each(NAN, one, unit) for each in (equal, above, at_least))


def test_equal_numbers_share_a_rank_and_what_is_unknown_the_last():
    assert ranks([1.0, 3.0, 3.0 - 1e-12, 2.0]).tolist() == [4, 1, 1, 3]
    assert ranks([1.0, NAN, 2.0, NAN]).tolist() == [2, 4, 1, 4]
    assert ranks([NAN, NAN, NAN]).tolist() == [3, 3, 3]


def test_small_steps_do_not_add_up_to_a_tie():
    steps = 1.0 - 0.6e-9 * np.arange(10)
    assert ranks(steps).tolist() == [1, 1, 3, 3, 5, 5, 7, 7, 9, 9]


def test_ties_are_broken_by_name():
    values, names = [1.0, 2.0, 2.0 + 1e-12, NAN], ["d", "c", "b", "a"]
    assert ordered(values, names) == [2, 1, 0, 3]
    assert greatest(values, names) == 2
    assert least([1.0 + 1e-12, 1.0, 2.0], ["a", "b", "c"]) == 0
