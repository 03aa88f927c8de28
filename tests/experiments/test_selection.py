"""The four worlds under selection: where Jervis's ordering holds, and where it does not."""

import pytest

from secdilemma.catalogue import open_catalogue
from secdilemma.evolution.words import what_breaks
from secdilemma.experiments.selection import CONDITIONS, checked, in_four_worlds

NAMED = {condition.words: condition for condition in CONDITIONS}
HOLDS = (
    "every strategy, 200 turns",
    "every strategy, the long run",
    "eighteen strategies, the long run",
    "half of the misreading",
)
FAILS = {
    "no misreading": "W1 is not below W2, W3 and W4: all four are equal",
    "nobody who restrains whatever happens": "W2 is below W3",
    "rare mutations among 100 states": "W2 is below W3",
    "a start with 99 % all-d": "W1 is not below W2 and W3",
}


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


@pytest.mark.slow
@pytest.mark.parametrize("words", HOLDS)
def test_the_ordering_holds_in_the_reference_conditions(catalogue, words):
    check = checked(NAMED[words], in_four_worlds(NAMED[words], catalogue))
    assert check.passed, check.found


@pytest.mark.slow
@pytest.mark.parametrize("words", FAILS)
def test_and_where_it_does_not_the_line_says_why(catalogue, words):
    check = checked(NAMED[words], in_four_worlds(NAMED[words], catalogue))
    assert not check.passed
    assert check.found.endswith(FAILS[words])


@pytest.mark.slow
def test_the_eighteen_of_the_design(catalogue):
    """The design's numbers: .190 and .368 at an even start; .597, 1, .980 and 1 at the end.

    All are met but W1's end, which hangs on whether a share of e^-1000 may grow back.
    """
    found = in_four_worlds(NAMED["eighteen strategies, the long run"], catalogue)
    starts = {name: round(start, 3) for name, (start, _) in found.items()}
    assert starts == {"W1": 0.190, "W2": 0.190, "W3": 0.368, "W4": 0.368}
    assert found["W2"][1] == pytest.approx(1, abs=5e-4)
    assert found["W3"][1] == pytest.approx(0.980, abs=1e-3)
    assert found["W4"][1] == pytest.approx(1, abs=5e-4)
    assert found["W1"][1] == pytest.approx(0.640, abs=1e-3), "ours; the design has .597"
    ever = "eighteen strategies, the long run, nobody extinct, until 1,000,000"
    assert in_four_worlds(NAMED[ever], catalogue)["W1"][1] < 0.01


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ((0.6, 1.0, 0.98, 1.0), ""),
        ((0.6, 0.979, 0.98, 1.0), ""),
        ((0.6, 0.9, 0.98, 1.0), "W2 is below W3"),
        ((0.6, 0.9, 0.98, 0.9 + 1e-15), "W2 and W4 are below W3"),
        ((0.99, 1.0, 0.98, 1.0), "W1 is not below W3"),
        ((0.99, 0.98, 0.98 - 1e-15, 1.0), "W1 is not below W2 and W3"),
        ((1.0, 1.0, 1.0, 1.0), "W1 is not below W2, W3 and W4: all four are equal"),
        ((1.0, 1.0 - 1e-15, 1.0, 1.0), "W1 is not below W2, W3 and W4: all four are equal"),
    ],
)
def test_what_breaks_the_ordering(late, said):
    assert what_breaks(dict(zip(("W1", "W2", "W3", "W4"), late, strict=True))) == said
