"""``evolve`` and ``invade``: what they say, keep, draw and refuse."""

import csv
import json
import re

import pyarrow.parquet
import pytest

THREE = ("--with", "tft", "--with", "all-c", "--with", "all-d", "--turns", "20", "-q")
FILES = {
    "run.json",
    "encounters.parquet",
    "trajectories.csv",
    "trajectories.parquet",
    "endings.csv",
}
PROCESSES = {
    "replicator": (),
    "mutating": ("--mutation", "0.01"),
    "ecology": ("--ecology", "--until", "50"),
    "moran": ("--moran", "12", "--runs", "9"),
    "death-birth": ("--moran", "12", "--runs", "9", "--update", "death-birth"),
    "on a graph": ("--moran", "12", "--runs", "5", "--graph", "regular:3"),
    "with mutation": ("--moran", "8", "--runs", "5", "--mutation", "0.1", "--steps", "100"),
    "imitation": ("--imitation", "0.5", "--moran", "10", "--runs", "5"),
    "fixation": ("--fixation", "--intensity", "0.1"),
}


def words(text):
    return " ".join(text.split())


@pytest.mark.parametrize("process", PROCESSES)
def test_every_process_speaks_first_then_shows_a_table(play, process):
    text = words(play("evolve", *THREE, *PROCESSES[process]))
    assert re.search(r"Mutual restraint: (under )?\d+ % of turns", text)
    assert text.index("Mutual restraint") < text.index("strategy school")
    assert re.search(r"secdilemma invade \S+ security_dilemma", text)


@pytest.mark.parametrize("process", PROCESSES)
def test_a_kept_run_is_repeated_to_the_byte(play, call, tmp_path, process):
    play("evolve", *THREE, *PROCESSES[process], "--out", "kept", "--threads", 1)
    assert {path.name for path in (tmp_path / "kept").iterdir()} == FILES
    outcome = call("rerun", "kept", "-q", "--threads", 2)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("kept: the same, byte for byte (run.json, encounters.parquet")


def test_a_tampered_trajectory_is_found(play, call, tmp_path):
    play("evolve", *THREE, "--out", "kept")
    path = tmp_path / "kept" / "trajectories.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.", "1.", 1), encoding="utf-8")
    outcome = call("rerun", "kept", "-q")
    assert (outcome.code, outcome.out) == (1, "kept: different: trajectories.csv.\n")


def test_damaged_settings_are_refused(play, refuse, tmp_path):
    play("evolve", *THREE, "--out", "kept")
    path = tmp_path / "kept" / "run.json"
    for change in ({"process": "magic"}, {"colour": "red"}):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["evolution"] |= change
        path.write_text(json.dumps(data), encoding="utf-8")
        assert refuse("rerun", "kept").startswith("kept/run.json: damaged: evolution.")


def test_trajectories_as_csv_and_parquet_hold_the_same(play, tmp_path):
    printed = play("evolve", *THREE, "--out", "kept", "--format", "csv")
    kept = tmp_path / "kept"
    assert (kept / "trajectories.csv").read_text(encoding="utf-8") == printed
    rows = list(csv.DictReader(printed.splitlines()))
    assert list(rows[0]) == ["scenario", "time", "mutual_restraint", "tft", "all-c", "all-d"]
    assert all(
        abs(sum(float(row[n]) for n in ("tft", "all-c", "all-d")) - 1) < 1e-9 for row in rows
    )
    table = pyarrow.parquet.read_table(kept / "trajectories.parquet").to_pylist()
    assert [row["tft"] for row in table] == [float(row["tft"]) for row in rows]


def test_as_json_the_settings_and_the_endings(play):
    made = json.loads(play("evolve", *THREE, "--moran", 10, "--runs", 4, "--format", "json"))
    assert made["evolution"]["process"] == "moran"
    assert made["evolution"]["size"] == 10
    rows = made["scenarios"][0]["strategies"]
    assert [row["participant"] for row in rows] == ["tft", "all-c", "all-d"]
    assert sum(row["won"] for row in rows) == pytest.approx(1)


def test_the_seed_acts_and_is_1_by_default(play):
    moran = ("evolve", *THREE, "--moran", 12, "--runs", 9, "--format", "csv")
    assert play(*moran) == play(*moran, "--seed", 1)
    assert play(*moran) != play(*moran, "--seed", 2)


@pytest.mark.parametrize(
    ("option", "base"),
    [
        (("--start", "all-d=0.9"), ()),
        (("--until", "3"), ()),
        (("--mutation", "0.05"), ()),
        (("--extinct", "0.01"), ()),
        (("--noise", "exec5"), ()),
        (("--baseline", "-9"), ("--ecology",)),
        (("--until", "7"), ("--ecology",)),
        (("--update", "death-birth"), ("--moran", "12", "--runs", "9")),
        (("--intensity", "0.1"), ("--moran", "12", "--runs", "9")),
        (("--fitness", "linear"), ("--moran", "12", "--runs", "9", "--intensity", "0.1")),
        (("--graph", "cycle"), ("--moran", "12", "--runs", "9")),
        (("--steps", "9"), ("--moran", "12", "--runs", "9")),
        (("--runs", "3"), ("--moran", "12")),
    ],
)
def test_every_option_acts(play, option, base):
    run = ("evolve", *THREE, *base, "--format", "csv")
    assert play(*run) != play(*run, *option)


def test_a_graph_alone_asks_for_a_moran_process(play):
    made = words(play("evolve", *THREE, "--graph", "cycle", "--runs", 3))
    assert "Moran process, 100 states on a graph (cycle)" in made


def test_four_worlds_side_by_side_with_jerviss_ordering(play):
    made = words(play("evolve", "four_worlds", *THREE))
    assert "Jervis's ordering" in made
    assert "strategy W1 W2 W3 W4" in made
    assert "mutual restraint at the end" in made


def test_an_asymmetric_game_has_two_populations(play):
    seats = ("evolve", "weapons_and_windows", *THREE, "--until", "100")
    made = words(play(*seats))
    assert "Left in the row's seat" in made or "row's seat: only" in made
    rows = list(csv.DictReader(play(*seats, "--format", "csv").splitlines()))
    assert {row["seat"] for row in rows if row["scenario"].endswith("window")} == {"row", "column"}


def test_axelrods_ecology(play):
    made = words(play("evolve", "axelrod_ecology", "--ecology", "-q"))
    assert "gradual 22 %" in made
    assert "100 % at the end" in made


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--start", "tfft=0.3"),
            "start: tfft: no such participant in this tournament. Did you mean tft?",
        ),
        (("--start", "tft"), "--start: got 'tft'; expected NAME=SHARE"),
        (("--start", "tft=0.5", "--start", "tft=0.5"), "--start: tft stands there twice"),
        (
            ("--start", "tft=0.7", "--start", "all-d=0.7"),
            "start: the shares sum to 1.4; expected 1.",
        ),
        (("--moran", "1"), "size: got 1; expected a whole number from 2 to 1,000,000."),
        (("--moran", "10", "--graph", "circle"), "Did you mean cycle?"),
        (("--moran", "10", "--graph", "grid"), "10 is no product of two numbers of at least 3"),
        (("--moran", "10", "--graph", "random:0"), "none was connected"),
        (("--moran", "10", "--fitness", "linear"), "expected more than 0. Lower the intensity"),
        (("--ecology", "--baseline", "3"), "below the baseline 3"),
        (
            ("--ecology", "--moran", "10"),
            "--ecology: it stands beside --moran; expected one process.",
        ),
        (("--ecology", "--fixation"), "expected one process."),
        (
            ("--ecology", "--until", "2.5"),
            "until: got 2.5; expected a whole number of generations.",
        ),
        (("--runs", "3"), "--runs: the replicator process has no use for it"),
        (("--fixation", "--start", "tft=1"), "--start: the fixation process has no use for it"),
        (("--until", "0"), "--until: got 0; expected a number above 0."),
        (("--mutation", "2"), "mutation: got 2.0; expected a number from 0 to 1."),
        (("--picture", "x.gif"), "x.gif: got the ending '.gif'; expected one of .svg, .png, .pdf."),
        (("--picture", "no/x.svg"), "no/x.svg: cannot be written"),
    ],
)
def test_rubbish_gets_a_sentence(refuse, arguments, message):
    assert message in refuse("evolve", *THREE, *arguments)


def test_an_asymmetric_game_knows_only_the_replicator(refuse):
    message = refuse("evolve", "weapons_and_windows", *THREE, "--moran", 10)
    assert "the game is asymmetric" in message


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
@pytest.mark.parametrize("process", ["replicator", "moran", "fixation"])
def test_a_picture_has_the_same_bytes_again(play, tmp_path, process, ending):
    for name in ("a", "b"):
        play("evolve", *THREE, *PROCESSES[process], "--picture", f"{name}.{ending}")
    first, second = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("a", "b"))
    assert first == second
    assert len(first) > 5000


def test_pictures_of_scenarios_and_of_two_populations(play, tmp_path):
    play("evolve", "weapons_and_windows", *THREE, "--until", "100", "--picture", "a.svg")
    play("invade", "tft", "four_worlds", *THREE, "--picture", "b.svg")
    assert (tmp_path / "a.svg").stat().st_size > 5000
    assert (tmp_path / "b.svg").stat().st_size > 5000


def test_invade_says_who_can_enter(play):
    made = words(play("invade", "all-c", "axelrod_1980_payoffs", *THREE))
    assert "all-d would replace all-c." in made
    assert "tft would drift among it." in made
    assert "secdilemma evolve axelrod_1980_payoffs --start all-c=0.99" in made


def test_invade_says_when_nobody_can(play):
    made = words(play("invade", "all-d", "axelrod_1980_payoffs", *THREE))
    assert "Nobody here can invade all-d: it resists all 2 others." in made


def test_invade_as_data(play):
    rows = json.loads(play("invade", "all-c", "axelrod_1980_payoffs", *THREE, "--format", "json"))
    assert {row["mutant"]: row["fate"] for row in rows} == {"all-d": "replaces", "tft": "neutral"}
    drift = next(row for row in rows if row["mutant"] == "tft")
    assert drift["times_drift"] == pytest.approx(1)


def test_a_resident_that_is_not_in_the_field_joins_it(play):
    rows = json.loads(play("invade", "gtft:generosity=0.5", *THREE, "--format", "json"))
    assert {row["mutant"] for row in rows} == {"tft", "all-c", "all-d"}


def test_invade_refuses(refuse):
    assert "asymmetric" in refuse("invade", "tft", "weapons_and_windows", *THREE)
    assert "nobody but the resident" in refuse("invade", "tft", "--with", "tft", "--turns", 5, "-q")
    assert "nobody" in refuse("invade", "nobody-at-all", *THREE)
