"""Golden outputs: what commands print, letter for letter.

After a change that is meant: python tests/golden/regenerate.py, and read the difference.
"""

import os

import pytest
from transcribing import COMMANDS, OUTPUTS, output


def test_every_command_has_its_text():
    assert {path.stem for path in OUTPUTS.iterdir()} == set(COMMANDS)


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="too slow unjitted")
@pytest.mark.parametrize("name", COMMANDS)
def test_it_prints_what_it_always_has(name):
    kept = (OUTPUTS / f"{name}.txt").read_text(encoding="utf-8")
    assert output(name) == kept
