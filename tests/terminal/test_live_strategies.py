"""Strategies that are no automaton: ratings, check and export know them like any other."""

import csv
import io
import json

import pytest


def rated(call, *arguments):
    outcome = call("run", "--ratings", "--no-save", "-q", "--format", "csv", *arguments)
    assert outcome.code == 0, outcome.err
    return {row["name"]: row for row in csv.DictReader(io.StringIO(outcome.out))}


@pytest.mark.parametrize("length", ["turns = 6", "prob_end = 0.4"])
@pytest.mark.parametrize("name", ["axelrod:darwin", "axelrod:meta-majority"])
def test_ratings_of_one_that_is_played_live(call, tmp_path, name, length):
    file = tmp_path / "short.toml"
    rest = 'horizons = []\nrepetitions = 2\ngame = "axelrod"'
    file.write_text(f'participants = ["{name}", "tft"]\n{length}\n{rest}', encoding="utf-8")
    rows = rated(call, file)
    assert set(rows) == {name, "tft"}
    assert rows[name]["initial_cooperation_rate"] == "1.0"


def test_ratings_of_an_axelrod_strategy_that_is_told_the_length(call):
    rows = rated(
        call, "--with", "axelrod:back-stabber", "--with", "all-d", "--turns", "2", "--noise", "0"
    )
    assert rows["axelrod:back-stabber"]["initial_cooperation_rate"] == "0.0"


def test_check_knows_what_match_knows(play):
    report = json.loads(play("check", "axelrod:tit-for-tat", "--quick", "--json"))
    (found,) = report["files"][0]["strategies"]
    assert (found["name"], found["minds"], found["lane"]) == ("axelrod:tit-for-tat", 2, "exact")
    for reference in ("gtft:generosity=0.5", "tft+noisy=0.1", "memory-one:1,0,0,1"):
        report = json.loads(play("check", reference, "--quick", "--json"))
        (found,) = report["files"][0]["strategies"]
        assert found["problems"] == []
        assert found["minds"] == int(found["minds"]) > 0
    assert "decided from its automaton" in play("check", "axelrod:tit-for-tat")


def test_check_of_one_that_is_played_live_says_so(play):
    out = play("check", "axelrod:darwin", "--quick")
    assert "interpreted" in out
    assert "played live" in " ".join(out.split())


@pytest.mark.parametrize("form", ["toml", "svg", "dot", "axelrod"])
def test_export_knows_what_match_knows(play, form):
    assert "tit-for-tat" in play("export", "axelrod:tit-for-tat", "--format", form)


def test_what_is_no_strategy_of_axelrod(refuse):
    for command in (("export", "--format", "toml"), ("check",)):
        assert "Did you mean axelrod:tit-for-tat?" in refuse(*command, "axelrod:tit-for-tatt")
