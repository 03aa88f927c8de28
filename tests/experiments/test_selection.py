"""The four worlds under selection: where Jervis's ordering holds, and where it does not."""

import re
from pathlib import Path

import pytest

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.experiments.selection import CONDITIONS, checked, in_four_worlds
from secdilemma.populations.words import what_breaks

NAMED = {condition.words: condition for condition in CONDITIONS}
HOLDS = (
    "every strategy, 200 turns",
    "every strategy, the long run",
    "half of the misreading",
)
FAILS = {
    "no misreading": "W1 is not below W2, W3 and W4: all four are equal",
    "nobody who restrains whatever happens": "W2 is below W3",
    "rare mutations among 100 states": "W2 is below W3",
    "a start with 99 % all-d": "W1 is not below W2 and W3",
}


PAGE = Path(__file__).resolve().parents[2] / "docs" / "populations.md"


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


def printed(words):
    """Return what the page prints of a condition: mutual restraint at the end, world by world."""
    line = rf"^\| {re.escape(words)} \| (.+) \| (?:holds|no: .+) \|$"
    (row,) = re.findall(line, PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return row.split(" | ")


def late(found):
    return [f"{end:.3f}".removeprefix("0") for _, end in found.values()]


@pytest.mark.slow
@pytest.mark.parametrize("words", [*HOLDS, *FAILS])
def test_where_the_ordering_holds_and_what_the_line_says_where_it_does_not(catalogue, words):
    found = in_four_worlds(NAMED[words], catalogue)
    check = checked(NAMED[words], found)
    assert check.passed == (words in HOLDS), check.found
    assert check.found.endswith(FAILS.get(words, ""))
    assert late(found) == printed(words)


@pytest.mark.slow
def test_the_eighteen_of_the_design(catalogue):
    """The design's numbers: .190 and .368 at an even start; .597, 1, .980 and 1 at the end.

    All are met but W1's end, which hangs on whether a share of e^-1000 may grow back.
    """
    words = "eighteen strategies, the long run"
    found = in_four_worlds(NAMED[words], catalogue)
    assert checked(NAMED[words], found).passed
    assert [round(start, 3) for start, _ in found.values()] == [0.190, 0.190, 0.368, 0.368]
    assert late(found) == printed(words) == [".640", "1.000", ".980", "1.000"], "W1: ours, not .597"
    ever = in_four_worlds(NAMED[f"{words}, nobody extinct, until 1,000,000"], catalogue)
    assert late(ever) == printed("the same, nobody extinct, until 1,000,000")


@pytest.mark.parametrize(
    ("ends", "said"),
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
def test_what_breaks_the_ordering(ends, said):
    assert what_breaks(dict(zip(("W1", "W2", "W3", "W4"), ends, strict=True))) == said
