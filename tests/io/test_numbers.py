"""Numbers read alike wherever they stand."""

import math

import pytest

from secdilemma.io.numbers import (
    counted,
    given_chance,
    in_percent,
    number,
    odds,
    percent,
    three_digits,
)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0"),
        (0.0004, "0"),
        (0.003, "<1"),
        (0.505, "50"),
        (0.994, "99"),
        (0.996, "99"),
        (0.9996, "100"),
        (1.0, "100"),
        (math.nan, "–"),
    ],
)
def test_only_all_reads_100_and_only_nothing_0(share, text):
    assert percent(share) == text
    assert in_percent(share) == (text if text == "–" else f"{text} %")


def test_what_is_not_known_is_said_as_asked():
    assert in_percent(math.nan, unknown="no") == "no"
    assert number(math.nan) == "–"
    assert number(math.nan, unknown="not known", short=True) == "not known"


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.25, "−0.25"), (-0.0004, "0.00"), (0.125, "0.12"), (1e9, "1000000000.00")],
)
def test_a_number_has_a_true_minus_and_no_minus_before_0(value, text):
    assert number(value) == text


def test_a_long_number_may_be_told_by_three_digits():
    assert number(-1.5e12, short=True) == "−1.5e+12"
    assert number(999.5, 1, short=True) == "999.5"


@pytest.mark.parametrize(
    ("p", "text"), [(1 / 3, "33 %"), (0.005, "0.5 %"), (0.999, "99.9 %"), (1.0, "100 %")]
)
def test_a_chance_that_was_given_keeps_its_digits(p, text):
    assert given_chance(p, 2) == text


def test_odds_read_neither_0_nor_1_where_they_are_not():
    assert [odds(p) for p in (0.004, 0.25, 0.9981)] == ["0.004", "0.25", "0.9981"]


def test_three_digits_are_written_out_below_a_thousand_million():
    assert [three_digits(x) for x in (0.5, 12345.0, 1e10)] == ["0.5", "12,300", "1.00e+10"]


def test_things_are_counted_in_their_plural():
    assert [counted(n, "entry") for n in (1, 2)] == ["1 entry", "2 entries"]
    assert counted(1000, "match") == "1,000 matches"
