"""``secdilemma new``: what it writes loads, plays, passes its own tests and the linter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from secdilemma.cli import scaffold
from secdilemma.errors import ResultsError

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
NAMES = ["patient", "tit-4-tat", "none", "a", "x" * scaffold.LONGEST]


def run_tool(folder, *command, **environment):
    done = subprocess.run(
        [sys.executable, "-m", *command],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | environment,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def everything(folder):
    found = (path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def lint(folder):
    pytest.importorskip("ruff")
    run_tool(
        folder, "ruff", "check", "--no-cache", "--isolated", "--extend-select", "I,F,B,UP", "."
    )
    run_tool(folder, "ruff", "format", "--no-cache", "--isolated", "--check", ".")


@pytest.fixture
def workspace(play, monkeypatch, tmp_path):
    """Return a new workspace, in which the command line is then called."""
    play("new", "workspace", "ws")
    monkeypatch.chdir(tmp_path / "ws")
    return tmp_path / "ws"


def test_a_workspace_plays_at_once(call, workspace):
    assert everything(workspace) == [
        ".gitignore",
        "README.md",
        "secdilemma.toml",
        "strategies",
        "strategies/cautious.py",
        "strategies/test_cautious.py",
        "tournaments",
        "tournaments/first.toml",
    ]
    assert call("strategies").err == ""
    out = call("run", "first", "--turns", "5", "--no-save").out
    assert "cautious" in out
    assert "\nSustain cooperation here" in out


@pytest.mark.slow
def test_what_is_written_passes_its_tests_and_the_linter(play, workspace):
    for name in NAMES:
        play("new", "strategy", name)
    play("new", "strategy", "mild", "--data")
    play("new", "strategy", "d" * scaffold.LONGEST, "--data")
    play("new", "tournament", "cup")
    lint(workspace)
    out = run_tool(workspace, "pytest", "-q", "-p", "no:cacheprovider", "strategies")
    assert "16 passed" in out
    run_tool(
        workspace, "ruff", "check", "--no-cache", "--config", str(PROJECT),
        *(str(path) for path in workspace.glob("strategies/[!t]*.py") if path.stem != "none"),
    )  # fmt: skip
    table = play("run", "cup", "--turns", "5", "--no-save", "--format", "csv")
    played = {line.split(",")[2] for line in table.splitlines()[1:]}
    assert {*NAMES, "mild", "cautious", *scaffold.OPPONENTS} <= played


def test_what_is_said(call, workspace):
    done = call("new", "strategy", "My Own_one")
    assert done.out == "Next: secdilemma check my-own-one\n"
    assert done.err == "Wrote strategies/my_own_one.py\nWrote strategies/test_my_own_one.py\n"
    assert call("new", "tournament", "cup").out == "Next: secdilemma run cup\n"
    done = call("new", "strategy", "mine", "--to", workspace / "else", "--data")
    assert done.out == "Next: secdilemma check else/mine.toml\n"
    assert (workspace / "else" / "test_mine.py").is_file()


@pytest.mark.slow
def test_a_plugin_is_found_when_it_is_installed(call, tmp_path, monkeypatch):
    done = call("new", "plugin", "z-own-plugin")
    assert done.out == "Next: pip install -e z-own-plugin && secdilemma check z-own-plugin\n"
    root = tmp_path / "z-own-plugin"
    lint(root)
    site = tmp_path / "site"
    run_tool(
        tmp_path, "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
        "--disable-pip-version-check", "--target", site, root,
    )  # fmt: skip
    out = run_tool(
        tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "z-own-plugin/tests",
        PYTHONPATH=os.pathsep.join([str(site), str(PROJECT.parent)]),
    )  # fmt: skip
    assert "2 passed" in out
    monkeypatch.syspath_prepend(str(site))
    assert "plugin z-own-plugin 0.1.0" in call("strategies", "z-own-plugin").out
    shutil.rmtree(site)


BAD = {
    "no workspace": (("strategy", "mine"), "new strategy: no workspace here; expected to stand in"),
    "no workspace for it": (("tournament", "cup"), "new tournament: no workspace here"),
    "a name taken": (("strategy", "Grim", "--to", "x"), "grim: the name is taken by "),
    "an alias taken": (("strategy", "tit for tat", "--to", "x"), "tit-for-tat: the name is taken"),
    "a file taken": (("strategy", "tit-for-tat", "--to", "x"), "tit_for_tat.py; choose another."),
    "a form taken": (("strategy", "memory-one", "--to", "x"), "memory-one: the name is taken by"),
    "a tournament taken": (("tournament", "arms_race"), "arms-race: the name is taken by "),
    "no name": (("strategy", "", "--to", "x"), "'': no name: got ''; expected up to 30 of a-z"),
    "a path": (("strategy", "../up", "--to", "x"), "no name: got '../up'"),
    "a digit first": (("strategy", "2tft2", "--to", "x"), "no name: got '2tft2'"),
    "too long": (("strategy", "a" * 31, "--to", "x"), "no name: got "),
    "a test": (("strategy", "test-me", "--to", "x"), "test_me.py is the name of a test"),
    "a module": (("plugin", "json"), "json: Python has a module 'json' already"),
    "a plugin's name taken": (("plugin", "grim"), "grim: the name is taken by "),
    "another kind": (("strategie", "mine"), "'strategie' is not one of"),
    "data of no strategy": (("tournament", "cup", "--data"), "--data: expected only with new"),
    "a workspace elsewhere": (("workspace", "ws", "--to", "x"), "--to: a workspace is written"),
}


@pytest.mark.parametrize("what", BAD)
def test_mistakes_are_refused(refuse, what):
    arguments, message = BAD[what]
    assert message in refuse("new", *arguments)


@pytest.mark.parametrize("kind", ["workspace", "plugin"])
def test_nothing_is_overwritten(play, refuse, kind, tmp_path):
    play("new", kind, "z-own")
    first = next(path for path in (tmp_path / "z-own").rglob("README.md"))
    first.write_text("mine", encoding="utf-8")
    lines = refuse("new", kind, "z-own").splitlines()
    assert all(line.endswith(": it exists already; nothing was written.") for line in lines)
    assert len(lines) == len([path for path in (tmp_path / "z-own").rglob("*") if path.is_file()])


def test_a_strategy_beside_a_test_of_that_name_is_not_written(refuse, workspace):
    (workspace / "strategies" / "test_mine.py").touch()
    message = refuse("new", "strategy", "mine")
    assert (
        message == f"{workspace}/strategies/test_mine.py: it exists already; nothing was written."
    )


def test_a_workspace_beside_what_is_there(play, tmp_path):
    (tmp_path / "strategies").mkdir()
    (tmp_path / "strategies" / "z_old.py").touch()
    assert play("new", "workspace", ".") == "Next: secdilemma check && secdilemma run first\n"


def test_what_cannot_be_written_whole_is_not_written(tmp_path, monkeypatch):
    files = {tmp_path / "a" / "b" / "one": "1", tmp_path / "a" / "two": "2"}
    real = Path.open

    def full(self, *arguments, **options):
        if self.name == "two":
            raise OSError(28, "No space left on device", str(self))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(ResultsError, match=r"one: cannot be written: No space left on device\."):
        scaffold.write_new(files)
    assert everything(tmp_path) == []


def test_a_folder_where_nothing_can_be_written(refuse, tmp_path):
    (tmp_path / "file").touch()
    message = refuse("new", "workspace", "file/ws")
    assert "cannot be written" in message
