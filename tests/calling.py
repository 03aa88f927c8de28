"""Calling the command line: in this process for speed, in one of its own where that matters."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from support import own_strategies_forgotten

from secdilemma.cli import main

SETTINGS = ("SECDILEMMA_STRATEGIES", "_SECDILEMMA_COMPLETE", "FORCE_COLOR")


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def message(self):
        """What stderr says, on one line."""
        return " ".join(self.err.split())


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    """Return a caller of the command line in this process, from an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["secdilemma", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Outcome(ended.value.code, captured.out, captured.err)

    with own_strategies_forgotten():
        yield call


@pytest.fixture
def play(call):
    """Return a caller of a command that must succeed; it returns stdout."""

    def play(*arguments):
        outcome = call(*arguments)
        assert outcome.code == 0, outcome.err
        return outcome.out

    return play


@pytest.fixture
def refuse(call, tmp_path):
    """Return a caller of a command that must refuse politely; it returns the message."""

    def refuse(*arguments):
        before = everything(tmp_path)
        outcome = call(*arguments)
        assert outcome.code == 2, outcome
        assert outcome.out == ""
        assert "Traceback" not in outcome.err
        assert everything(tmp_path) == before, "something was written"
        return outcome.err.rstrip("\n")

    return refuse


@pytest.fixture
def shell(tmp_path):
    """Return a caller of the command line in a process of its own."""

    def shell(*arguments, **environment):
        done = subprocess.run(
            [sys.executable, "-m", "secdilemma", *map(str, arguments)],
            check=False,
            capture_output=True,
            cwd=tmp_path,
            env=clean_environment() | environment,
            timeout=120,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return shell


@pytest.fixture
def strategy_file(tmp_path):
    """Return a writer of strategy files; it returns the folder to pass to ``--strategies``."""

    def write(stem, text, folder="mine"):
        path = tmp_path / folder / f"{stem}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path.parent

    return write


def everything(folder):
    """Return all that a folder holds, byte for byte."""
    return {
        path.relative_to(folder): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if "__pycache__" not in path.parts
    }


def clean_environment():
    """Return the environment without this package's settings, 100 columns wide."""
    kept = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    return kept | {"COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
