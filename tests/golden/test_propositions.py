"""The verdicts of the quick grid, written down: a change here is a change of what the page says.

After a change that is meant: python tests/golden/regenerate.py, and read the difference.
"""

from pathlib import Path

import pytest
import support
from transcribing import verdicts

KEPT = Path(__file__).parent / "propositions.txt"


@pytest.mark.slow
@support.jitted()
def test_the_quick_grid_says_what_it_always_has():
    assert verdicts() == KEPT.read_text(encoding="utf-8")
