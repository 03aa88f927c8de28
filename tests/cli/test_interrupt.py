"""Ctrl-C: an end within a second, and nothing half-written."""

import os
import signal
import subprocess
import sys
import time

import pytest
import support

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send"),
    pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="about compiled code"),
]
ONE = ("--threads", "1")
MORAN = ("evolve", "--moran", "1000", "--runs", "100000", *ONE)
LONG = {
    "simulated": ("run", "--engine", "simulated", "--repetitions", "200000", *ONE),
    "interpreted": ("run", "--engine", "interpreted", "--repetitions", "200000", *ONE),
    "moran": MORAN,
    "graph": (*MORAN, "--graph", "cycle"),
    "fixation": ("evolve", "--moran", "1000000", "--fixation"),
    "invade": ("invade", "tft", "--moran", "1000000"),
    "field": ("run", "--field", "../class", *ONE),
    "match": ("match", "tft", "all-d", "--turns", "1000000"),
    "verdict": ("verdict", "wsls", "--draws", "100000", *ONE),
    "fingerprint": ("fingerprint", "kydd-reassurer", "--step", "0.005"),
    "solve": ("solve", *ONE),
    "propositions": ("propositions", *ONE),
    "experiments": ("experiments", "selection"),
    "bench": ("bench",),
    "check": ("check", *["gradual-2018"] * 40),
}
SOON, LATE = 1.5, 3.0
PYTHON = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import numpy as np
from secdilemma.populations import moran
print("begun", flush=True)
try:
    moran(np.eye(2) * 0, 1_000_000, runs=1, steps=2**40, threads=1)
except KeyboardInterrupt:
    print("heard", flush=True)
"""


def interrupted(command, folder, when):
    """Start a command, interrupt it, and return what it said; it must end within seconds."""
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            when(process)
            assert process.poll() is None, f"it ended by itself: {process.communicate()}"
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
        finally:
            process.kill()
    assert time.monotonic() - begun < 3
    assert "Traceback" not in err
    return process.returncode, out, err


@pytest.mark.parametrize(
    ("what", "seconds"), [*((what, SOON) for what in LONG), ("moran", LATE), ("fixation", LATE)]
)
def test_an_interrupted_command_ends_at_once_and_leaves_nothing(what, seconds, tmp_path):
    here, entries = tmp_path / "here", tmp_path / "class"
    here.mkdir()
    entries.mkdir()
    (entries / "slow.py").write_text("while True:\n    pass\n", encoding="utf-8")
    kept = ("--out", "deep/kept") if "run" in LONG[what][0] else ()
    command = [sys.executable, "-c", support.HEEDING, *LONG[what], *kept]
    code, out, err = interrupted(command, here, lambda _: time.sleep(seconds))
    assert code == 130
    assert out == "" or what == "verdict", "only its card is printed before the draws"
    assert err.splitlines()[-1] == "Interrupted; nothing was written."
    assert support.visible({path.name: path for path in here.iterdir()}) == {}


def test_in_python_it_is_heard_while_a_kernel_works_and_no_exit_waits(tmp_path):
    def begun(process):
        assert process.stdout.readline() == "begun\n"
        time.sleep(LATE)

    code, out, _ = interrupted([sys.executable, "-c", PYTHON], tmp_path, begun)
    assert (code, out) == (0, "heard\n")


def test_what_hears_nothing_is_ended_all_the_same_and_what_was_written_is_said(tmp_path):
    code = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from secdilemma.cli import interrupt
interrupt.watch()
interrupt.written(lambda: "kept in a folder")
while True:
    try:
        print("begun", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        pass
"""
    code, _, err = interrupted(
        [sys.executable, "-c", code], tmp_path, lambda process: process.stdout.readline()
    )
    assert code == 130
    assert err == "Interrupted; kept in a folder.\n"
