"""Whatever file operation fails or is the last: the whole result is there, or nothing that shows.

Each command is killed, and its disk fills up, at one file operation after the other; one of
eight in the suite, all with ``SECDILEMMA_FUZZ=8``.
"""

import sys
from pathlib import Path

import pytest
from support import visible

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc says which file is synced")

FEW = "--with tft --with all-d --turns 5"
WORKSPACE = ["new workspace ."]
COMMANDS = {
    f"run {FEW}": ("kill", []),
    f"run {FEW} --out deep/er/kept": ("kill once", []),
    "run --field strategies --turns 5": ("full", WORKSPACE),
    f"evolve {FEW} --out kept --picture a.svg": ("full", [f"evolve {FEW} --picture a.svg -q"]),
    "rerun kept --out again": ("full", [f"run {FEW} --out kept"]),
    "export tft --format svg --out a.svg": ("kill full", []),
    "new workspace w": ("kill full", []),
    "new strategy mine": ("kill full", WORKSPACE),
}
CASES = [(mode, command) for command, (modes, _) in COMMANDS.items() for mode in modes.split()]


def whole(files, before, after):
    """Whether each result is there whole, or what was there before, and nothing else that shows.

    A result is a folder or file at the top of what is new; of a field or workspace that was there
    before, each file.
    """
    shown = visible(files)
    assert set(before) <= set(shown)
    assert set(shown) <= set(after)
    assert all(each in (before.get(name), after[name]) for name, each in shown.items())
    new = {
        next(p for p in _upwards(name) if p not in before) for name in after if name not in before
    }
    for top in new & set(shown):
        inside = {name for name in after if Path(name).is_relative_to(top)}
        assert inside <= set(shown), f"{top} is not whole"
    return shown == after


def _upwards(name):
    return [str(each) for each in (*reversed(Path(name).parents), Path(name))][1:]


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "command"), CASES)
def test_whole_or_nothing(faulted, mode, command):
    made = faulted(mode, command, COMMANDS[command][1])
    before, after = made["before"], visible(made["whole"]["files"])
    assert made["whole"]["code"] == 0
    assert len(made["found"]) > 2
    for found in made["found"]:
        everything = whole(found["files"], before, after)
        assert "Traceback" not in found["err"]
        if mode == "kill" and found["met"]:
            assert found["code"] == -9
            again = found["again"]["files"]
            if found["again"]["code"] == 0:
                assert visible(again) == again, "something hidden is left"
            assert visible(again).items() >= after.items()
        else:
            assert found["code"] in (0, 2)
            assert everything or found["code"] == 2
            if found["code"] == 2:
                assert "cannot be written" in found["err"] or "perhaps not to last" in found["err"]
