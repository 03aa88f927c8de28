"""The verdicts of the quick grid, written down: a change here is a change of what the page says.

After a change that is meant: python tests/golden/regenerate.py, and read the difference.
"""

from pathlib import Path

import pytest
import support
from nasty import TIMES
from transcribing import verdicts

from secdilemma.experiments.propositions import IDS

KEPT = Path(__file__).parent / "propositions.txt"


@pytest.mark.slow
@support.jitted()
def test_the_quick_grid_says_what_it_always_has():
    """Four of them take most of the time, and are asked where the budget is larger."""
    ids = [each for each in IDS if TIMES > 1 or each not in ("B3", "J1", "DR", "E1")]
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    assert verdicts(*ids).splitlines() == [each for each in lines if each.split()[0] in ids]
