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
