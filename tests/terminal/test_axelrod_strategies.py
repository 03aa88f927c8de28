"""Strategies of axelrod in the terminal."""

import json

import pytest

pytest.importorskip("axelrod")


def test_the_listing_says_which_lane_and_why(call):
    printed = call("strategies", "--from", "axelrod", "--format", "json").out
    rows = {row["name"]: row for row in json.loads(printed)}
    assert len(rows) == 241
    assert rows["axelrod:tit-for-tat"]["lane"] == "native"
    assert rows["axelrod:tit-for-tat"]["minds"] == "2"
    assert "the other's last 1" in rows["axelrod:tit-for-tat"]["why"]
    assert rows["axelrod:alexei"]["lane"] == "native to a known length"
    assert "the match's length" in rows["axelrod:alexei"]["why"]
    assert rows["axelrod:cycle-hunter"]["lane"] == "live"
    assert rows["axelrod:cycle-hunter"]["why"] == "it reads its whole history"


def test_a_run_says_who_is_played_live(call):
    short = ("--turns", "5", "--repetitions", "2", "--no-save")
    live = call("run", "--with", "axelrod:tit-for-tat", "--with", "axelrod:darwin", *short)
    assert "Played live, turn by turn: axelrod:darwin; 2 matches a pair" in live.err
    native = call("run", "--with", "axelrod:tit-for-tat", "--with", "tft", *short)
    assert "live" not in native.err
    silent = call("run", "--with", "axelrod:darwin", *short, "-q")
    assert "Played live" not in silent.err
