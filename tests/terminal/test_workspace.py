"""Where strategies and tournaments are found: workspaces, folders, ``[paths]`` and plugins."""

import json
import os
import sys

import pytest

from secdilemma.catalogue import workspace as module
from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import StrategyError

SOURCE = '''from secdilemma import ARM, strategy


@strategy(school="mine", aliases=[{aliases}])
class {name}:
    """It arms."""

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM

    def interpret(self, mind, own, seen):
        return mind
'''
TRAP = "from pathlib import Path\nPath('sprung').touch()\n"


def source(name="ZOwn", aliases=""):
    return SOURCE.format(name=name, aliases=aliases)


def write(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path):
    """Return an empty marked folder: where the command line is called from."""
    write(tmp_path / "secdilemma.toml")
    (tmp_path / "strategies").mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def _apart(call):
    """Let every test forget what it imported, as the caller of the command line does."""


@pytest.fixture
def plugin(tmp_path, monkeypatch):
    """Return an installer of plugins: a module and the metadata of its distribution."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    before = set(sys.modules)

    def install(distribution, text, point="", version="1.2"):
        module = distribution.replace("-", "_")
        write(site / f"{module}.py", text)
        info = site / f"{module}-{version}.dist-info"
        write(
            info / "METADATA", f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        )
        write(info / "entry_points.txt", f"[secdilemma.strategies]\nmine = {point or module}\n")

    yield install
    for name in set(sys.modules) - before:
        if name.startswith("z_plug"):
            del sys.modules[name]


def listed(play, *arguments):
    rows = json.loads(play("strategies", "--format", "json", *arguments))
    return {row["name"]: row for row in rows}


@pytest.mark.parametrize("place", [".", "strategies", "deep/er"])
def test_the_strategies_of_the_workspace_one_stands_in(play, workspace, monkeypatch, place):
    write(workspace / "strategies" / "z_own.py", source())
    (workspace / place).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(workspace / place)
    row = listed(play)["z-own"]
    assert row["origin"] == "workspace"
    assert row["file"] == str(workspace / "strategies" / "z_own.py")


def test_without_a_mark_nothing_is_run_and_a_hint_says_why(call, tmp_path):
    write(tmp_path / "strategies" / "z_own.py", TRAP + source())
    outcome = call("strategies")
    assert outcome.code == 0
    assert "z-own" not in outcome.out
    assert not (tmp_path / "sprung").exists()
    assert outcome.err == (
        "strategies: not looked into, for no secdilemma.toml marks this folder as a workspace; "
        "write one (it may be empty), or say --strategies strategies.\n"
    )
    assert "no secdilemma.toml marks this folder" in call("match", "z-own", "tft").err
    assert "z-own" in call("strategies", "--strategies", "strategies").out


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners of files")
def test_a_workspace_of_another_user_is_not_run(call, workspace, monkeypatch):
    write(workspace / "strategies" / "z_own.py", TRAP + source())
    owner = os.getuid()
    monkeypatch.setattr(module.os, "getuid", lambda: owner + 1)
    outcome = call("strategies")
    assert "z-own" not in outcome.out
    assert not (workspace / "sprung").exists()
    assert "it belongs to another user, so the workspace is not looked into" in outcome.err
    assert "mine" not in call("tournaments").out


def test_a_workspace_without_strategies_is_one_all_the_same(call, workspace):
    (workspace / "strategies").rmdir()
    assert call("strategies").err == ""


def test_tests_and_private_files_are_no_strategies(call, workspace):
    for name in ("test_z_own", "_z_own", "conftest", "setup"):
        write(workspace / "strategies" / f"{name}.py", TRAP)
    assert call("strategies").err == ""
    assert not (workspace / "sprung").exists()


def test_a_folder_named_twice_is_searched_once(play, workspace):
    write(workspace / "strategies" / "z_own.py", source())
    rows = listed(play, "--strategies", "strategies", "--strategies", workspace / "strategies")
    assert rows["z-own"]["origin"] == "workspace"


def test_where_each_is_from(play, workspace, plugin, strategy_file):
    write(workspace / "strategies" / "z_own.py", source())
    folder = strategy_file("z_given", source("ZGiven"), folder="given")
    plugin("z-plug", source("ZPlugged"))
    rows = listed(play, "--strategies", folder)
    found = {name: row["origin"] for name, row in rows.items()}
    assert (found["tft"], found["z-own"]) == ("bundled", "workspace")
    assert (found["z-given"], found["z-plugged"]) == ("folder", "plugin z-plug 1.2")
    table = play("strategies", "--strategies", folder, "--school", "mine")
    assert "plugin z-plug 1.2" in table
    assert play("strategies", "z-plugged").splitlines()[-1].startswith("plugin z-plug 1.2: ")


def test_names_taken_twice_name_both_files(refuse, workspace, strategy_file):
    one = write(workspace / "strategies" / "z_own.py", source())
    folder = strategy_file("z_other", source(), folder="given")
    assert refuse("strategies", "--strategies", folder) == (
        f"{folder}/z_other.py: the strategy name 'z-own' is taken by {one}; "
        f"expected a name of its own."
    )


def test_the_tournaments_of_the_workspace_by_name(play, workspace):
    write(workspace / "strategies" / "z_own.py", source())
    path = write(workspace / "tournaments" / "my_cup.toml", 'participants = ["z-own", "tft"]')
    rows = {row["name"]: row for row in json.loads(play("tournaments", "--format", "json"))}
    assert (rows["my_cup"]["origin"], rows["my_cup"]["file"]) == ("workspace", str(path))
    assert rows["arms_race"]["origin"] == "bundled"
    for name in ("my_cup", "my-cup", "MY-CUP"):
        out = play("run", name, "--turns", "3", "--no-save", "--format", "csv")
        assert {line.split(",")[2] for line in out.splitlines()[1:]} == {"z-own", "tft"}


def test_a_broken_tournament_of_the_workspace_is_reported_and_the_rest_are_listed(call, workspace):
    write(workspace / "tournaments" / "broken.toml", "seed = 1")
    outcome = call("tournaments")
    assert (outcome.code, outcome.err) == (0, "broken.toml: participants: missing.\n")
    assert "arms_race" in outcome.out


def test_a_tournament_of_a_bundled_name_names_both_files(refuse, workspace):
    path = write(workspace / "tournaments" / "arms-race.toml", 'participants = ["tft"]')
    message = refuse("run", "arms_race")
    assert message.startswith("arms_race: ")
    assert str(path) in message
    assert message.endswith("arms_race.toml and " + f"{path} both have that name; rename one.")


@pytest.mark.parametrize("paths", ['"given"', '["given"]', '["./given", "given"]'])
def test_the_paths_of_a_tournament_file(play, tmp_path, strategy_file, paths):
    strategy_file("z_own", source(), folder="given")
    text = f'participants = ["z-own", "tft"]\n[paths]\nstrategies = {paths}\n'
    write(tmp_path / "cup.toml", text)
    out = play("run", "cup.toml", "--turns", "3", "--no-save", "--format", "csv")
    assert "z-own" in out
    out = play("run", "cup.toml", "--with", "z-own", "--turns", "3", "--no-save", "--format", "csv")
    assert "tft" not in out


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ('strategies = "nowhere"', "cup.toml: paths.strategies: nowhere: no such folder of"),
        ("strategies = 3", "cup.toml: paths.strategies: got 3; expected a text"),
        ('strategy = "x"', "cup.toml: paths.strategy: unknown key. Did you mean strategies?"),
    ],
)
def test_wrong_paths_of_a_tournament_file(refuse, tmp_path, paths, message):
    write(tmp_path / "cup.toml", f'participants = ["tft"]\n[paths]\n{paths}\n')
    assert message in refuse("run", "cup.toml")


BROKEN_PLUGINS = {
    "an import that is missing": (
        "import nowhere_at_all",
        "",
        "z_plug.py, line 1: ModuleNotFoundError",
    ),
    "an exit": ("raise SystemExit(3)", "", "SystemExit: 3"),
    "nothing in it": ("x = 1", "", "it holds no strategy"),
    "no such attribute": ("x = 1", "z_plug:y", "AttributeError"),
    "no strategy": ("x = 1", "z_plug:x", "it holds no strategy"),
}


@pytest.mark.parametrize("what", BROKEN_PLUGINS)
def test_a_broken_plugin_is_named_and_the_others_load(call, plugin, what):
    text, point, reason = BROKEN_PLUGINS[what]
    plugin("z-plug", text, point)
    plugin("z-plug-two", source("ZTwo"))
    outcome = call("strategies", "z-two")
    assert outcome.code == 0
    assert outcome.err.startswith("plugin z-plug 1.2 (mine): not loaded: ")
    assert reason in outcome.err
    assert len(outcome.err.splitlines()) == 1


@pytest.mark.parametrize("point", ["z_plug", "z_plug:ZOne", "z_plug:BOTH"])
def test_what_an_entry_point_may_name(play, plugin, point):
    text = source("ZOne") + source("ZTwo") + "\nBOTH = [ZOne, ZTwo]\n"
    plugin("z-plug", text, point)
    rows = listed(play)
    assert "z-one" in rows
    assert ("z-two" in rows) == (point != "z_plug:ZOne")


def test_a_plugin_whose_name_is_taken_stops_nothing_but_itself(call, plugin):
    plugin("z-plug", source("ZOne") + source("ZTwo", '"tit-for-tat"'))
    outcome = call("strategies", "z-one")
    assert outcome.code == 0
    assert "z_plug.py: the strategy name 'tit-for-tat' is taken by " in outcome.err
    assert outcome.err.startswith("plugin z-plug 1.2 (mine): not loaded: ")
    assert "z-two" not in call("strategies").out


def test_plugins_are_loaded_only_when_strategies_are_asked_for(play, plugin, tmp_path):
    plugin("z-plug", TRAP + source("ZOne"))
    play("games")
    play("--help")
    assert not (tmp_path / "sprung").exists()
    play("strategies")
    assert (tmp_path / "sprung").exists()


def test_more_folders_make_another_catalogue_or_the_same(tmp_path, strategy_file):
    folder = strategy_file("z_own", source(), folder="given")
    catalogue = open_catalogue()
    assert "z-own" not in catalogue.entries
    wider = catalogue.with_folders([folder])
    assert wider.with_folders([folder]) is wider
    with pytest.raises(StrategyError, match="no such folder"):
        catalogue.with_folders([tmp_path / "nowhere"])


def test_no_workspace_where_the_folder_is_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert module.current_workspace() is None
    assert module.missed_workspace() == ""
