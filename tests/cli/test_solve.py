"""``secdilemma solve`` as its user meets it."""

import csv
import io
import json

import numba
import pytest

pytestmark = pytest.mark.skipif(numba.config.DISABLE_JIT, reason="too slow unjitted")

SMALL = """
participants = ["tft", "jervis-spiral", "bw-mitigator"]
game = "arms_race"
perception = "perA"
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    return str(path)


def test_it_answers_first_and_reasons_after(play, small):
    made = play("solve", small, "--quick")
    lines = made.splitlines()
    assert lines[0].startswith("Can the security dilemma be solved?")
    assert any(line.startswith("world government") and "CONDITIONAL" in line for line in lines)
    assert "consent asks for 56 %" in made
    assert "through payoffs" in made
    assert "does not hold" in made
    assert "--sweep" in lines[-1]


def test_the_same_twice(play, small):
    assert play("solve", small, "--quick") == play("solve", small, "--quick", "--threads", "1")


def test_csv_has_a_row_a_remedy(play, small):
    rows = list(csv.DictReader(io.StringIO(play("solve", small, "--format", "csv"))))
    assert len(rows) > 20
    assert {"remedy", "verdict_short", "verdict_long", "through_enforcement"} <= set(rows[0])
    for row in rows:
        parts = sum(float(row[f"through_{c}"]) for c in ("payoffs", "information", "enforcement"))
        assert parts == pytest.approx(-float(row["effect_long"]), abs=1e-9)


def test_json_says_what_was_done_and_how_often(play, small):
    data = json.loads(play("solve", small, "--quick", "--format", "json"))
    by_name = {each["remedy"]: each for each in data["remedies"]}
    government = by_name["world government"]
    assert government["institutions"][0]["kind"] == "world-government"
    assert government["acts_a_turn"]["world-government: taxes levied"] == pytest.approx(2.0)
    assert data["ground"]["seekers"] == ["tft", "jervis-spiral", "bw-mitigator"]
    assert {each["holds"] for each in data["answers"]} <= {True, False, None}


def test_trust_decides_about_the_government(play, small):
    verdicts = {}
    for trust in ("0.3", "0.9"):
        data = json.loads(play("solve", small, "--quick", "--trust", trust, "--format", "json"))
        (made,) = [each for each in data["remedies"] if each["remedy"] == "world government"]
        verdicts[trust] = made["verdict_long"]
    assert verdicts["0.3"] == "CONDITIONAL" != verdicts["0.9"]


def test_a_sweep_prints_its_tipping_points(play, small):
    made = play("solve", small, "--sweep", "world-government.sanction=0:4")
    assert "world-government.sanction" in made
    assert "restraint in the game turns from" in made
    rows = csv.DictReader(
        io.StringIO(play("solve", small, "--sweep", "hotline=0:1", "--format", "csv"))
    )
    assert [float(row["hotline"]) for row in rows] == pytest.approx([k / 10 for k in range(11)])
    data = json.loads(play("solve", small, "--sweep", "hotline=0:1", "--format", "json"))
    assert data["parameter"] == "hotline"
    assert {each["what"] for each in data["changes"]} <= {"short term", "long term", "restraint"}


def test_out_is_a_new_file_or_nothing(play, refuse, small, tmp_path):
    out = tmp_path / "found.json"
    assert play("solve", small, "--quick", "--format", "json", "--out", str(out), "-q") == ""
    assert json.loads(out.read_text(encoding="utf-8"))["remedies"]
    before = out.read_bytes()
    assert "exists already" in refuse("solve", small, "--quick", "--out", str(out))
    assert out.read_bytes() == before
    assert "in a folder that exists" in refuse("solve", small, "--out", str(tmp_path / "no" / "a"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--sweep", "montor=0:1"], "Did you mean monitor?"),
        (["--sweep", "monitor=1:0"], "LOW:HIGH"),
        (["--quick", "--sweep", "monitor=0:1"], "expected only one of them"),
        (["--game", "deadlock"], "expected R > P"),
        (["--noise", "perB"], "perB"),
        (["--trust", "2"], "--trust"),
        (["--greedy", "-1"], "--greedy"),
    ],
)
def test_what_cannot_be_done_is_refused(refuse, arguments, words):
    assert words in refuse("solve", *arguments)


def test_an_unknown_tournament_is_refused(refuse):
    assert "Did you mean anarchy?" in refuse("solve", "anarchi")


def test_of_several_scenarios_the_first_is_taken(call, tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(SMALL + '[[scenarios]]\nname = "a"\n[[scenarios]]\nname = "b"\n')
    made = call("solve", str(path), "--quick", "--format", "csv")
    assert made.code == 0
    assert "Of 2 scenarios the first: two/a" in made.err
