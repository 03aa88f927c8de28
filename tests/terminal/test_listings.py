"""``strategies``, ``games`` and ``tournaments``: what there is, as text and as data."""

import csv
import io
import json

import pytest

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.games import PRESETS
from secdilemma.games.worlds import WORLDS
from secdilemma.tournament.files.library import bundled_tournaments

KNOWN = {
    "strategies": lambda: set(open_catalogue().entries),
    "games": lambda: {*PRESETS, *WORLDS},
    "tournaments": lambda: set(bundled_tournaments()),
}


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("command", KNOWN)
def test_a_listing_has_them_all_in_every_format(play, command):
    table = play(command)
    for name in KNOWN[command]():
        assert any(line.split()[:1] == [name] for line in table.splitlines()), name
    assert {row["name"] for row in rows_of(play(command, "--format", "csv"))} == KNOWN[command]()
    made = json.loads(play(command, "--format", "json"))
    assert {row["name"] for row in made} == KNOWN[command]()


@pytest.mark.parametrize("command", KNOWN)
def test_a_listing_is_data_and_nothing_else(call, command):
    assert call(command, "--format", "csv").err == ""


def test_a_narrow_table_keeps_to_the_width(play):
    for command in KNOWN:
        assert max(len(line) for line in play(command).splitlines()) <= 100


def test_every_strategy_is_exact_and_says_where_it_is_from(play):
    for row in json.loads(play("strategies", "--format", "json")):
        assert row["lane"] == "exact", row
        assert int(row["minds"]) >= 1
        assert row["school"]
        assert row["idea"].endswith(".")
        assert row["sources"], row["name"]
        assert row["file"].endswith(".py")


@pytest.mark.parametrize("school", ["Herz", "herz", "HERZ"])
def test_one_school(play, school):
    rows = json.loads(play("strategies", "--school", school, "--format", "json"))
    assert [row["name"] for row in rows] == ["herz-vicious-circle"]


def test_an_unknown_school_is_refused_with_the_nearest(refuse):
    message = refuse("strategies", "--school", "Hertz")
    assert message.startswith("--school: got 'Hertz'; expected one of ")
    assert message.endswith("Did you mean Herz?")


@pytest.mark.parametrize("name", ["gtft", "GTFT", "generous_tit_for_tat", "gtft:generosity=0.1"])
def test_one_strategy_in_full(play, name):
    text = play("strategies", name)
    assert text.startswith("gtft · classic\n")
    assert "generosity" in text
    assert "a number from 0 to 1" in " ".join(text.split())
    assert "aliases: generous-tit-for-tat" in text
    assert text.rstrip().endswith("tit_for_tat.py")


def test_one_strategy_as_data(play):
    (row,) = json.loads(play("strategies", "butterfield-fear", "--format", "json"))
    assert row["name"] == "butterfield-fear"
    assert "panic=4" in row["parameters"]
    assert [row["name"]] == [
        each["name"] for each in rows_of(play("strategies", "butterfield", "--format", "csv"))
    ]


def test_every_strategy_answers_to_every_alias(play):
    catalogue = open_catalogue()
    for alias, name in catalogue.aliases.items():
        for spelling in (alias, alias.upper(), alias.replace("-", "_"), alias.replace("-", " ")):
            assert catalogue.find(spelling).info.name == name
    assert play("strategies", "Tit_For_Tat").startswith("tft · ")


def test_wide_adds_sources_and_files(play):
    narrow, wide = play("strategies"), play("strategies", "--wide")
    assert "Axelrod 1984" not in narrow
    assert "Axelrod 1984" in wide


def test_a_single_one_is_counted_in_the_singular(play):
    assert "1 strategies" not in play("strategies", "--school", "Herz")


def test_the_arms_race_in_the_list_of_games(play):
    rows = {row["name"]: row for row in json.loads(play("games", "--format", "json"))}
    found = rows["arms_race"]
    assert [found[key] for key in "TRPS"] == [2.0, 0.0, -2.0, -4.0]
    assert found["class"] == "prisoner's dilemma"
    assert found["delta_equilibrium"] == pytest.approx(0.5)
    assert found["trust"] is None
    assert rows["W2"]["class"] == "stag hunt"


def test_the_list_of_tournaments(play):
    rows = {row["name"]: row for row in json.loads(play("tournaments", "--format", "json"))}
    assert rows["four_worlds"]["scenarios"] == 4
    assert rows["arms_race"]["participants"] == 5
    assert rows["security_dilemma"]["length"] == "200 turns"
    assert rows["security_dilemma"]["participants"] == 45
    assert rows["axelrod_1980"]["sets"] == "axelrod:first-tournament"


def test_a_folder_of_strategies_joins_the_list(play, strategy_file):
    folder = strategy_file("z_own", OWN)
    rows = {
        row["name"]: row
        for row in json.loads(
            play("strategies", "--strategies", folder, "--format", "json", "--school", "mine")
        )
    }
    assert rows["z-own"]["file"] == str(folder / "z_own.py")
    assert rows["z-own"]["aliases"] == "zo"


def test_the_environment_names_folders_too(play, strategy_file, monkeypatch):
    monkeypatch.setenv("SECDILEMMA_STRATEGIES", str(strategy_file("z_own", OWN)))
    assert play("strategies", "ZO").startswith("z-own · mine")


def test_a_folder_is_looked_at_only_when_it_is_named(play, strategy_file):
    """One catalogue must not change what another, opened later in the process, finds."""
    play("strategies", "--strategies", strategy_file("z_own", OWN))
    assert "z-own" not in open_catalogue().entries


OWN = '''
from secdilemma import ARM, strategy


@strategy(school="mine", aliases=["zo"])
class ZOwn:
    """It arms."""

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM

    def interpret(self, mind, own, seen):
        return mind
'''
