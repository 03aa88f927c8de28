"""No file of a field is imported by the program itself, whatever leads to it."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.shell_completion import ShellComplete
from isolating import tame

from secdilemma.classroom.isolation import keepers
from secdilemma.classroom.isolation.answers import Answer
from secdilemma.cli import cli

SHORT = 'participants = ["tft"]\nturns = 20\nhorizons = []\nperception = "perA"\n'
OWN = tame("Mine").replace("from secdilemma import", "{}\nfrom secdilemma import")


@pytest.fixture
def escape(tmp_path, monkeypatch):
    """Return the text of an entry that leaves a mark where it is run, and what finds the mark."""

    def explored(entries, *_, **__):
        return keepers.Explored([Answer(problem="it was not run here") for _ in entries], {})

    monkeypatch.setattr(keepers, "explore_apart", explored)
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    mark = tmp_path / "mark"
    return leaving(mark), mark.exists


def leaving(mark):
    return f"import pathlib\npathlib.Path({str(mark)!r}).touch()\n" + tame("Evil")


def written(text, *files):
    for each in files:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_text(text, encoding="utf-8")
    return files[0].parent


def in_workspace(text, here, _):
    (here / "secdilemma.toml").touch()
    return written(text, here / "strategies" / "evil.py")


def named(text, here, _):
    return written(text, here / "class" / "evil.py")


def linked_to(text, here, monkeypatch):
    in_workspace(text, here, monkeypatch)
    (here / "other").symlink_to(here / "strategies")
    return here / "other"


def holding_the_workspace(text, here, monkeypatch):
    in_workspace(text, here, monkeypatch)
    return written(text, here / "entry.py")


def within_the_workspace(text, here, monkeypatch):
    in_workspace(OWN.format("from secdilemma.strategies.seven import evil"), here, monkeypatch)
    seven = here / "strategies" / "seven"
    return written(text, seven / "evil.py", seven / "__init__.py")


def link_in_the_workspace(text, here, monkeypatch):
    folder = in_workspace(OWN.format(""), here, monkeypatch)
    field = named(text, here, monkeypatch)
    (folder / "innocent.py").symlink_to(field / "evil.py")
    return field


def hard_link_in_the_workspace(text, here, monkeypatch):
    folder = in_workspace(OWN.format(""), here, monkeypatch)
    field = named(text, here, monkeypatch)
    (folder / "innocent.py").hardlink_to(field / "evil.py")
    return field


def in_the_environment(text, here, monkeypatch):
    field = named(text, here, monkeypatch)
    monkeypatch.setenv("SECDILEMMA_STRATEGIES", f"{here}{os.pathsep}{field}")
    return field


def on_pythons_path(text, here, monkeypatch):
    field = written(text, here / "class" / "evil.py", here / "class" / "json_tool.py")
    monkeypatch.syspath_prepend(str(field))
    in_workspace(OWN.format("import evil"), here, monkeypatch)
    return field


def above_on_pythons_path(text, here, monkeypatch):
    field = named(text, here, monkeypatch)
    monkeypatch.syspath_prepend(str(here))
    in_workspace(OWN.format("import importlib\nimportlib.import_module('class.evil')"), here, None)
    return field


def as_a_plugin(text, here, monkeypatch):
    field = named(text, here, monkeypatch)
    monkeypatch.syspath_prepend(str(here))
    about = here / "evil-1.0.dist-info"
    written("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", about / "METADATA")
    written("[secdilemma.strategies]\nevil = class.evil\n", about / "entry_points.txt")
    return field


def in_paths_of_the_tournament(text, here, monkeypatch):
    (here / "short.toml").write_text(SHORT + '[paths]\nstrategies = ["class"]\n', encoding="utf-8")
    return named(text, here, monkeypatch)


def conftest(text, here, _):
    (here / "secdilemma.toml").touch()
    names = ("evil", "__init__", "conftest", "_helper", "sitecustomize", "test_evil")
    return written(text, *(here / "strategies" / f"{name}.py" for name in names))


ROUTES = [
    in_workspace, linked_to, holding_the_workspace, within_the_workspace, link_in_the_workspace,
    hard_link_in_the_workspace, in_the_environment, on_pythons_path, above_on_pythons_path,
    as_a_plugin, in_paths_of_the_tournament, conftest,
]  # fmt: skip


@pytest.mark.parametrize("options", [(), ("--isolate",)], ids=["default", "isolate"])
@pytest.mark.parametrize("route", ROUTES, ids=lambda each: each.__name__)
def test_no_route_leads_to_an_import(call, escape, tmp_path, monkeypatch, route, options):
    text, escaped = escape
    field = route(text, tmp_path, monkeypatch)
    tournament = "security_dilemma" if field == tmp_path else "short.toml"
    outcome = call("run", tournament, "--field", field, *options, "--no-save", "--with", "tft")
    assert outcome.code == 2
    assert not escaped()
    assert "no entry can be played" in outcome.err


@pytest.mark.parametrize("spelt", ["strategies", "./strategies/../strategies", "{here}/strategies"])
def test_however_the_folder_is_written(call, escape, tmp_path, monkeypatch, spelt):
    text, escaped = escape
    in_workspace(text, tmp_path, monkeypatch)
    field = spelt.format(here=tmp_path)
    how = ("--strategies", "strategies", "--isolate", "--no-save")
    assert call("run", "short.toml", "--field", field, *how).code == 2
    assert not escaped()


def test_nor_does_a_name(call, escape, tmp_path, monkeypatch):
    text, escaped = escape
    in_workspace(text, tmp_path, monkeypatch)
    outcome = call("run", "--field", "strategies", "--isolate", "--with", "evil")
    assert outcome.code == 2
    assert "strategies: not looked into, for its files are entries of the field" in outcome.message
    assert not escaped()


@pytest.mark.usefixtures("call")
def test_completing_a_name_does_not(escape, tmp_path, monkeypatch):
    text, escaped = escape
    in_workspace(text, tmp_path, monkeypatch)
    shell = ShellComplete(cli, {}, "secdilemma", "_SECDILEMMA_COMPLETE")
    found = shell.get_completions(["run", "--field", "strategies", "--with"], "tf")
    assert [each.value for each in found] == ["tf2t", "tft"]
    assert not escaped()


def test_a_trusted_field_is_loaded_here_and_afterwards_all_is_as_before(call, escape, tmp_path):
    text, escaped = escape
    written(text, tmp_path / "class" / "evil.py")
    before = sys.path[:], sys.meta_path[:]
    call("run", "short.toml", "--field", "class", "--no-save")
    assert (sys.path, sys.meta_path) == before
    assert not escaped()
    outcome = call("run", "short.toml", "--field", "class", "--no-save", "--trust", "-q")
    assert outcome.code == 0
    assert "Entries were trusted: they were loaded in the process of the tournament" in outcome.out
    assert escaped()


@pytest.mark.usefixtures("escape")
def test_a_tournament_of_the_field_is_refused(call, tmp_path):
    written(SHORT, tmp_path / "class" / "mine.toml")
    outcome = call("run", "class/mine.toml", "--field", "class")
    assert outcome.code == 2
    assert "class/mine.toml: an entry of the field" in outcome.message


@pytest.mark.usefixtures("escape")
def test_what_python_loaded_from_there_is_found_out(call, tmp_path, monkeypatch):
    written("", tmp_path / "class" / "sitecustomize.py")
    module = ModuleType("sitecustomize")
    module.__file__ = str(tmp_path / "class" / "sitecustomize.py")
    monkeypatch.setitem(sys.modules, "sitecustomize", module)
    outcome = call("run", "short.toml", "--field", "class")
    assert outcome.code == 2
    assert "class: Python itself loaded" in outcome.message


def test_what_was_trusted_before_is_not_what_python_loaded(play, tmp_path, monkeypatch):
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    monkeypatch.chdir(written(tame("Mine"), tmp_path / "class" / "entry.py"))
    run = ("run", "../short.toml", "--field", ".", "--no-save", "-q")
    assert "Entries were trusted" in play(*run, "--trust")
    assert "Each entry ran in processes of its own" in play(*run, "--isolate")


def test_a_saved_class_is_played_again_without_its_entries(play, tmp_path, monkeypatch):
    folder = in_workspace(tame("Evil"), tmp_path, monkeypatch)
    (tmp_path / "short.toml").write_text(SHORT, encoding="utf-8")
    run = ("run", "short.toml", "--field", "strategies", "--isolate", "--with", "tft")
    play(*run, "--out", "out", "-q")
    mark = Path(tmp_path, "mark")
    written(leaving(mark), folder / "evil.py")
    sys.modules.pop("secdilemma.strategies.evil", None)  # as in a process of its own
    assert "the same, byte for byte" in play("rerun", "out", "-q")
    assert not mark.exists()


def test_isolation_and_trust_exclude_each_other(refuse, tmp_path):
    (tmp_path / "class").mkdir()
    message = refuse("run", "--field", "class", "--isolate", "--trust")
    assert message == "--isolate: it stands beside --trust; expected only one of them."
    assert "--trust: expected --field beside it" in refuse("run", "--trust")
