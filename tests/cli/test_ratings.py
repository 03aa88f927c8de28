"""``secdilemma run --ratings``: axelrod's measures in three forms."""

import csv
import io
import json

import pytest

FEW = ("--with", "tft", "--with", "gtft", "--with", "all-d", "--turns", "20", "--no-save", "-q")


def test_the_table_is_ranked_and_says_what_it_counts(call):
    found = call("run", *FEW, "--noise", "none", "--game", "axelrod", "--ratings")
    assert found.code == 0
    assert "eigenjesus" in found.out
    lines = [line.split() for line in found.out.splitlines() if line[:5].strip().isdigit()]
    assert {line[1] for line in lines} == {"tft", "gtft", "all-d"}
    (winner,) = (line for line in lines if line[1] == "all-d")
    assert winner[3] == "2.00"
    assert "DD to C" not in found.out
    assert "DD to C" in call("run", *FEW, "--ratings", "--wide").out


def test_csv_and_json_say_the_same(call):
    as_csv = list(
        csv.DictReader(io.StringIO(call("run", *FEW, "--ratings", "--format", "csv").out))
    )
    as_json = json.loads(call("run", *FEW, "--ratings", "--format", "json").out)
    assert [row["name"] for row in as_csv] == [row["name"] for row in as_json]
    for a, b in zip(as_csv, as_json, strict=True):
        assert a["scenario"] == b["scenario"] == "security_dilemma"
        for key in ("wins", "score", "cc_to_c_rate", "eigenmoses_rating"):
            assert float(a[key]) == b[key]


def test_what_cannot_be_said_is_null(call):
    found = call("run", *FEW, "--ratings", "--format", "json", "--noise", "none")
    rows = {row["name"]: row for row in json.loads(found.out)}
    assert rows["all-d"]["cc_to_c_rate"] is None


def test_ratings_and_pairs_do_not_go_together(call):
    found = call("run", *FEW, "--ratings", "--pairs", "--format", "csv")
    assert found.code == 2
    assert "--ratings" in found.message


@pytest.mark.parametrize("form", ["table", "json"])
def test_each_scenario_has_its_ratings(call, tmp_path, form):
    file = tmp_path / "two.toml"
    file.write_text(
        'participants = ["tft", "all-d"]\nturns = 5\n'
        '[[scenarios]]\nname = "calm"\n'
        '[[scenarios]]\nname = "noisy"\nperception = "exec5"\n'
    )
    out = call("run", file, "--ratings", "--no-save", "-q", "--format", form).out
    assert "two/calm" in out
    assert "two/noisy" in out
