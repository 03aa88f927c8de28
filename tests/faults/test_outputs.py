"""Full, closed and foreign outputs: what is kept is kept, and the end is a sentence and a code."""

import sys

import pytest
from support import visible

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")

FEW = "--with tft --with all-d --turns 5"
COMMANDS = {
    f"run {FEW}": [],
    f"run {FEW} --format json": [],
    f"evolve {FEW} --out kept --picture a.svg": [],
    f"invade tft {FEW[:24]} --picture a.svg": [],
    "rerun kept --out again": [f"run {FEW} --out kept"],
    "strategies tft --svg a.svg": [],
    "propositions --only J2 --quick --out cells --page p.html": [],
}


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_kept_is_kept(faulted, command):
    made = faulted("devfull closed ascii", command, COMMANDS[command])
    assert made["whole"]["code"] == 0
    full, closed, ascii_only = made["found"]
    for found in made["found"]:
        assert visible(found["files"]) == found["files"]
        assert _without_cells(found["files"]) == _without_cells(made["whole"]["files"])
        assert "Traceback" not in found["err"]
    assert full["code"] == 2
    assert full["err"].endswith("output: it cannot be written: No space left on device.\n")
    assert closed["code"] == 141
    assert ascii_only["code"] == 0
    assert ascii_only["out"]


def _without_cells(files):
    """Return the files without what cells hold, which come in any order."""
    return {name: each for name, each in files.items() if not name.endswith("cells.jsonl")}


@pytest.mark.parametrize("command", ["--help", "run --help", "strategies", "completion bash"])
def test_what_only_prints_says_so_too(faulted, command):
    full, closed = faulted("devfull closed", command)["found"]
    assert (full["code"], closed["code"]) == (2, 141)
    assert full["err"] == "output: it cannot be written: No space left on device.\n"
    assert closed["err"] == ""
