"""What a run keeps: written whole or not at all, played again to the byte, read with care."""

import csv
import io
import json
import re
from pathlib import Path
from shutil import copytree

import numpy as np
import pandas
import pyarrow
import pytest
from pyarrow import parquet

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import ResultsError
from secdilemma.tournament.files.run_directory import load

FEW = ("--with", "tft", "--with", "gtft", "--turns", "5")
FILES = {"pairs.parquet", "ranking.csv", "run.json"}
OLD = Path(__file__).parent / "format_1"


@pytest.fixture
def kept(play, tmp_path):
    play("run", *FEW, "--engine", "simulated", "--repetitions", "5", "--out", "kept", "-q")
    return tmp_path / "kept"


def edited(folder, change):
    path = folder / "run.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def test_a_run_directory_holds_three_files(kept):
    assert {path.name for path in kept.iterdir()} == FILES
    assert kept.stat().st_mode & 0o777 == 0o755
    data = json.loads((kept / "run.json").read_text(encoding="utf-8"))
    assert data["format"] == 2
    assert set(data["software"]) == {"secdilemma", "python", "numpy", "numba", "pyarrow"}
    assert len(parquet.read_table(kept / "pairs.parquet")) == 4 * 2 * 2


def test_nothing_is_left_beside_it(kept, tmp_path):
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert kept.is_dir()


def test_its_tables_are_what_the_command_prints(play, tmp_path):
    printed = play("run", *FEW, "--out", "a", "-q", "--format", "csv")
    assert (tmp_path / "a" / "ranking.csv").read_text(encoding="utf-8") == printed
    printed = play("run", *FEW, "--out", "b", "-q", "--format", "csv", "--pairs")
    kept = parquet.read_table(tmp_path / "b" / "pairs.parquet").to_pandas()
    again = pandas.read_csv(io.StringIO(printed), dtype=dict(kept.dtypes))
    pandas.testing.assert_frame_equal(again, kept, check_exact=True, check_categorical=False)


def test_it_says_neither_when_nor_where(play, tmp_path):
    for name in ("a", "b"):
        play("run", *FEW, "--out", name, "-q")
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        text = (tmp_path / "a" / name).read_bytes()
        assert str(tmp_path).encode() not in text
        assert not re.search(rb"20\d\d-\d\d-\d\d", text)


def test_by_default_a_dated_folder_under_runs(play, tmp_path):
    for _ in range(2):
        play("run", *FEW, "-q")
    first, second = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-security-dilemma", first)
    assert second == f"{first}-2"


def test_folders_on_the_way_are_made(play, tmp_path):
    play("run", *FEW, "-q", "--out", "deep/er/kept")
    assert {path.name for path in (tmp_path / "deep/er/kept").iterdir()} == FILES


def test_an_existing_folder_is_refused_before_the_work(refuse, tmp_path):
    (tmp_path / "kept").mkdir()
    message = refuse("run", *FEW, "--out", "kept")
    assert message == "kept: it exists already; expected a new directory."


def test_an_unwritable_folder_is_refused_before_the_work(refuse, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    message = refuse("run", *FEW, "--out", "file/below/it")
    assert message == "file/below/it: cannot be written: Not a directory."


def test_results_that_cannot_be_kept_are_still_printed(call, tmp_path):
    (tmp_path / "runs").write_text("in the way", encoding="utf-8")
    outcome = call("run", *FEW, "--format", "csv")
    assert outcome.code == 2
    assert len(list(csv.DictReader(outcome.out.splitlines()))) == 2
    assert re.search(r"^Not kept: runs/\S+: cannot be written: ", outcome.err, re.MULTILINE)


def test_no_save_and_out_contradict_each_other(refuse):
    """Whoever names a folder would miss it: --out must not be dropped without a word."""
    message = refuse("run", *FEW, "--out", "kept", "--no-save")
    assert "--no-save" in message
    assert "--out" in message


def test_a_rerun_gives_the_same_bytes(call, kept):
    outcome = call("rerun", kept, "-q")
    assert (outcome.code, outcome.err) == (0, "")
    assert (
        outcome.out == f"{kept}: the same, byte for byte (run.json, pairs.parquet, ranking.csv).\n"
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_a_rerun_of_scenarios_at_any_thread_count(call, play, tmp_path, threads):
    play("run", "four_worlds", *FEW, "--out", "worlds", "-q")
    assert call("rerun", "worlds", "-q", "--threads", threads).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["worlds"]


def test_a_rerun_can_keep_its_own(call, kept, tmp_path):
    assert call("rerun", kept, "--out", "again").code == 0
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (kept / name).read_bytes()


def test_a_rerun_into_an_existing_folder_is_refused(refuse, kept):
    assert refuse("rerun", kept, "--out", kept) == (
        f"{kept}: it exists already; expected a new directory."
    )


def test_a_rerun_knows_parameters_and_folders(play, strategy_file, call):
    folder = strategy_file("z_kept", PATIENT)
    play("run", "--with", "z-patient:calm=0.25", "--with", "tft", "--strategies", folder,
         "--out", "kept", "--turns", 3, "-q")  # fmt: skip
    assert call("rerun", "kept", "--strategies", folder, "-q").code == 0


def test_a_strategy_that_is_gone_is_named(play, strategy_file, refuse):
    folder = strategy_file("z_kept", PATIENT)
    play("run", "--with", "z-patient", "--strategies", folder, "--out", "kept", "-q")
    (folder / "z_kept.py").unlink()
    assert "z-patient: no strategy of that name." in refuse("rerun", "kept")


PATIENT = '''
from secdilemma import parameter, strategy


@strategy(school="test")
class ZPatient:
    """It restrains with one probability, whatever happens."""

    calm: float = parameter(0.5, low=0, high=1)

    def begin(self):
        return 0

    def respond(self, mind):
        return self.calm

    def interpret(self, mind, own, seen):
        return mind
'''


def test_a_tampered_table_is_found(call, kept):
    path = kept / "ranking.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("gtft", "gtfu", 1), encoding="utf-8")
    outcome = call("rerun", kept)
    assert (outcome.code, outcome.out) == (1, f"{kept}: different: ranking.csv.\n")


def test_a_missing_table_is_found(call, kept):
    (kept / "pairs.parquet").unlink()
    outcome = call("rerun", kept)
    assert (outcome.code, outcome.out) == (1, f"{kept}: different: pairs.parquet.\n")


def changed(path, change):
    table = parquet.read_table(path)
    frame = table.to_pandas()
    change(frame)
    parquet.write_table(pyarrow.Table.from_pandas(frame, table.schema), path, row_group_size=4)


def test_where_numbers_differ_the_largest_difference_is_named(call, kept):
    def change(frame):
        frame.loc[frame.index[6], "payoff"] += 1e-9
        frame.loc[frame.index[9], "cc"] += 0.25

    changed(kept / "pairs.parquet", change)
    outcome = call("rerun", kept)
    assert outcome.code == 1
    assert re.fullmatch(
        r".*: different: pairs\.parquet\. pairs\.parquet: the largest difference is 0\.25: cc at "
        r"scenario security_dilemma, horizon 1000, participant tft, opponent gtft: \S+ kept, \S+ "
        r"now\.\n",
        outcome.out,
    )


def test_another_library_writes_other_bytes_and_the_same_numbers(call, kept):
    changed(kept / "pairs.parquet", lambda frame: frame.copy())
    outcome = call("rerun", kept)
    assert outcome.code == 1
    assert outcome.out.endswith("pairs.parquet: every number is the same.\n")


def test_a_damaged_table_is_told(call, kept):
    path = kept / "pairs.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    outcome = call("rerun", kept)
    assert outcome.code == 1
    assert "different: pairs.parquet. pairs.parquet: damaged: " in outcome.out


@pytest.mark.parametrize("name", ["run", "evolve"])
def test_directories_of_the_first_format_are_compared_number_by_number(call, name):
    outcome = call("rerun", OLD / name, "-q")
    assert outcome.out == f"{OLD / name}: the same numbers, which it keeps in format 1.\n"
    assert outcome.code == 0


def test_a_number_that_differs_from_the_first_format_is_named(call, tmp_path):
    folder = copytree(OLD / "run", tmp_path / "old")

    def change(data):
        data["scenarios"][0]["arrays"]["war_turn"][1][0][1] = 7.0

    edited(folder, change)
    outcome = call("rerun", folder)
    assert outcome.code == 1
    assert "pairs.parquet: war_turn at scenario short, horizon 8" in outcome.out
    assert "participant tft, opponent all-d: 7.0 kept, nan now" in outcome.out


def test_the_first_format_is_read_to_the_last_bit():
    (made,) = load(OLD / "run", open_catalogue())
    data = json.loads((OLD / "run" / "run.json").read_text(encoding="utf-8"))
    for name, given in data["scenarios"][0]["arrays"].items():
        if given is not None:
            kept = np.array(given, np.float64)
            assert np.array_equal(getattr(made, name), kept, equal_nan=True), name


def test_another_seed_in_the_file_is_found(call, kept):
    def change(data):
        data["scenarios"][0]["tournament"]["seed"] = 99

    edited(kept, change)
    outcome = call("rerun", kept)
    assert outcome.code == 1
    assert "run.json, pairs.parquet, ranking.csv" in outcome.out


def test_other_versions_are_told(call, kept):
    edited(kept, lambda data: data["software"].update(numpy="1.0"))
    outcome = call("rerun", kept)
    assert outcome.code == 1
    assert re.search(r"Other versions: numpy 1\.0 then, \S+ now\.$", outcome.out.strip())


def test_a_folder_that_is_none(refuse, tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "nowhere"):
        assert refuse("rerun", name) == (
            f"{name}: no run directory: run.json: No such file or directory."
        )


def test_a_newer_format_is_refused(refuse, kept):
    def change(data):
        data["format"] = 3
        data["software"]["secdilemma"] = "9.0"

    edited(kept, change)
    assert refuse("rerun", kept) == (
        f"{kept}/run.json: format 3, written by secdilemma 9.0; this is secdilemma 0.1.0, which "
        f"reads formats up to 2. Upgrade to read it."
    )


def test_a_newer_format_is_refused_whatever_else_has_changed(refuse, kept):
    text = '{"format": 3, "scenarios": {"worlds": []}, "software": "secdilemma 9"}'
    (kept / "run.json").write_text(text, encoding="utf-8")
    assert "format 3" in refuse("rerun", kept)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": "1", "scenarios": []}',
        '{"format": 1}',
        '{"format": 1.5, "scenarios": []}',
        '{"format": 1, "scenarios": 3}',
        '{"format": 1, "scenarios": [3]}',
        '{"format": 1, "scenarios": [{}]}',
        '{"format": 1, "scenarios": [{"tournament": null}]}',
        '{"format": 1, "scenarios": [{"tournament": {}}]}',
        '{"format": 1, "scenarios": []}',
    ],
)
def test_a_damaged_file_is_named(refuse, kept, text):
    (kept / "run.json").write_text(text, encoding="utf-8")
    message = refuse("rerun", kept)
    assert f"{kept}/run.json" in message
    assert "damaged" in message


def test_bytes_that_are_no_text_are_damage(refuse, kept):
    (kept / "run.json").write_bytes(b"\xff\xfe\x00")
    assert refuse("rerun", kept).startswith(f"{kept}/run.json: damaged: ")


WRONG = {
    "a seed that is no number": lambda spec: spec.update(seed="x"),
    "a probability of 7": lambda spec: spec["perception"].update(hotline=7),
    "an unknown kind of error": lambda spec: spec["perception"].update(fog=0.5),
    "no participants": lambda spec: spec.update(participants=[]),
    "participants that are no list": lambda spec: spec.update(participants=None),
    "a strategy that is no name": lambda spec: spec["participants"][0].update(strategy=3),
    "a payoff that is no number": lambda spec: spec["game"]["row"].update(T="x"),
    "no game": lambda spec: spec.pop("game"),
    "an unknown horizon": lambda spec: spec.update(horizons=["x"]),
    "an unknown engine": lambda spec: spec.update(engine="warp"),
    "parameters that are no table": lambda spec: spec["participants"][0].update(parameters=3),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_damaged_specification_names_its_file(refuse, kept, what):
    edited(kept, lambda data: WRONG[what](data["scenarios"][0]["tournament"]))
    assert str(kept) in refuse("rerun", kept)


def test_an_old_directory_without_arrays_says_so_and_can_be_played_again(call, tmp_path):
    folder = copytree(OLD / "run", tmp_path / "old")
    edited(folder, lambda data: data["scenarios"][0].pop("arrays"))
    with pytest.raises(ResultsError, match="it keeps no arrays, for it is large; rerun plays it"):
        load(folder, open_catalogue())
    assert call("rerun", folder).code == 0
