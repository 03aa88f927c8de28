"""Running commands with faults, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nasty import TIMES

FAULTING = Path(__file__).with_name("faulting.py")
SETTINGS = ("SECDILEMMA_STRATEGIES", "_SECDILEMMA_COMPLETE", "FORCE_COLOR")


@pytest.fixture
def environment():
    """Return the environment without this package's settings, 100 columns wide."""
    kept = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    return kept | {"COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


@pytest.fixture
def faulted(tmp_path, environment):
    """Return a caller of a command with one fault after the other; see ``faulting.py``."""

    def faulted(mode, command, before=()):
        every = max(1, 8 // TIMES)
        spec = {"mode": mode, "command": command.split(), "folder": str(tmp_path), "every": every}
        spec["before"] = [each.split() for each in before]
        done = subprocess.run(
            [sys.executable, FAULTING, json.dumps(spec)],
            check=False,
            capture_output=True,
            env=environment,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return faulted
