"""Ctrl-C: an end within a second, and nothing half-written."""

import os
import signal
import subprocess
import sys
import time

import pytest
import support

LONG = {
    "simulated": ("--engine", "simulated", "--repetitions", "200000"),
    "interpreted": ("--engine", "interpreted", "--repetitions", "200000"),
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send")
@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="about compiled code")
@pytest.mark.parametrize("lane", LONG)
@pytest.mark.parametrize("seconds", [0.4, 2.0])
def test_an_interrupted_run_ends_at_once_and_leaves_nothing(lane, seconds, tmp_path):
    command = [sys.executable, "-c", support.HEEDING, "run", *LONG[lane], "--out", "deep/kept"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            time.sleep(seconds)
            assert process.poll() is None, "it ended by itself"
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
        finally:
            process.kill()
    assert time.monotonic() - begun < 2
    assert process.returncode == 130
    assert out == ""
    assert err.splitlines()[-1] == "Interrupted; nothing was written."
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []
