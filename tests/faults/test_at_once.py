"""Two runs at once in one folder: both are kept, and no name is taken twice."""

import subprocess
import sys
import time

import pytest
from support import visible

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="names are not locked"),
]

FEW = ("--with", "tft", "--with", "all-d", "--turns", "5")
WAITING = """
import sys, time
from pathlib import Path
import secdilemma.cli.play as command
from secdilemma.cli import main

play = command.play
def wait(*arguments, **options):
    Path(sys.argv.pop(1)).touch()
    while not Path("../go").exists():
        time.sleep(.01)
    return play(*arguments, **options)

command.play = wait
main()
"""
RUNS = {"run": ("run", *FEW), "run --field": ("run", "--field", "../strategies", "--turns", "5")}


DOVE = """name = "dove"
school = "test"
about = "It restrains, whatever happens."

[minds.calm]
respond = "restrain"
C = "calm"
D = "calm"
"""


@pytest.fixture
def begin(tmp_path, environment):
    """Return a starter of commands that wait, once their work begins, until ``go`` is there."""
    (tmp_path / "here").mkdir()
    (tmp_path / "strategies").mkdir()
    begun = []

    def begin(*command):
        mark = tmp_path / f"begun-{len(begun)}"
        process = subprocess.Popen(
            [sys.executable, "-c", WAITING.replace("sys.argv.pop(1)", repr(str(mark))), *command],
            cwd=tmp_path / "here",
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        while not mark.exists() and process.poll() is None:
            time.sleep(0.02)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def kept(tmp_path):
    return {str(path.relative_to(tmp_path / "here")): None for path in tmp_path.glob("here/*/*")}


@pytest.mark.parametrize("command", RUNS.values(), ids=RUNS)
def test_both_are_kept(begin, tmp_path, command):
    (tmp_path / "strategies" / "dove.toml").write_text(DOVE, encoding="utf-8")
    both = [begin(*command), begin(*command)]
    (tmp_path / "go").touch()
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    first, second = sorted(kept(tmp_path))
    assert second == f"{first}-2"
    assert (tmp_path / "here" / second / "run.json").exists()
    assert visible(kept(tmp_path)) == kept(tmp_path)


def test_a_name_that_a_run_at_work_has_is_refused_before_the_work(begin, tmp_path):
    first = begin("run", *FEW, "--out", "deep/kept")
    second = begin("run", *FEW, "--out", "deep/kept")
    assert second.wait(timeout=60) == 2
    assert second.stderr.read() == (
        "deep/kept: a run at work is about to write it; expected a new directory.\n"
    )
    (tmp_path / "go").touch()
    assert first.wait(timeout=60) == 0


def test_a_killed_run_holds_no_name_and_leaves_nothing_that_shows(begin, tmp_path):
    killed = begin("run", *FEW, "--out", "deep/kept")
    killed.kill()
    killed.wait()
    left = {path.name: None for path in (tmp_path / "here").iterdir()}
    assert visible(left) == {}
    (tmp_path / "go").touch()
    assert begin("run", *FEW, "--out", "deep/kept").wait(timeout=60) == 0
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["deep"]
