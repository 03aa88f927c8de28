"""``secdilemma run``: what it plays and what it prints."""

import csv
import io
import json
import re
import subprocess
import sys

import numpy as np
import pytest

from secdilemma.catalogue.catalogue import open_catalogue

FEW = ("--with", "tft", "--with", "gtft", "--with", "all-d")
RANKING = [
    "scenario",
    "rank",
    "participant",
    "school",
    "score",
    "restraint_in_field",
    "arming_in_field",
    "restraint_with_itself_200",
    "restraint_with_itself_50",
    "restraint_with_itself_1000",
    "restraint_with_itself_long-run",
]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def strict_json(text):
    def refuse(constant):
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(text, parse_constant=refuse)


def ranking(play, *arguments):
    return rows_of(play("run", *FEW, "--no-save", "--format", "csv", *arguments))


@pytest.mark.slow
def test_the_default_is_the_security_dilemma_with_every_strategy(call, tmp_path):
    outcome = call("run", "--no-save", "--format", "csv")
    assert outcome.code == 0
    rows = rows_of(outcome.out)
    assert {row["scenario"] for row in rows} == {"security_dilemma"}
    assert {row["participant"] for row in rows} == set(open_catalogue().entries)
    assert list(tmp_path.iterdir()) == []


def test_the_table_has_the_heading_the_ranking_and_the_answer(call):
    outcome = call("run", *FEW, "--no-save")
    lines = outcome.out.splitlines()
    assert lines[0] == (
        "Security dilemma · arms race (T 2, R 0, P −2, S −4: prisoner's dilemma, "
        "greed 1.00, fear 1.00)"
    )
    assert lines[1].startswith("3 strategies, 6 pairs, 200 turns · misperception 8 % / 2 %, ")
    rows = [line.split() for line in lines if line.lstrip()[:2] in {"1 ", "2 ", "3 "}]
    assert [row[:3] for row in rows if row[0].isdigit() and row[1] != "strategies,"] == [
        ["1", "tft", "classic"],
        ["2", "all-d", "classic"],
        ["3", "gtft", "classic"],
    ]
    assert "cooperation" in " ".join(lines[-4:]).lower(), "it ends with the answer"
    assert all(len(line) <= 100 for line in lines)


def test_colour_is_for_terminals(play):
    assert "\x1b" not in play("run", *FEW, "--no-save")


def test_csv_on_stdout_is_nothing_but_csv(call):
    outcome = call("run", *FEW, "--no-save", "--format", "csv")
    rows = rows_of(outcome.out)
    assert list(rows[0]) == RANKING
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert outcome.out.endswith("\n")
    assert "\r" not in outcome.out
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_json_on_stdout_is_nothing_but_json(play):
    data = strict_json(play("run", *FEW, "--no-save", "--format", "json"))
    (scenario,) = data["scenarios"]
    assert [row["rank"] for row in scenario["ranking"]] == [1, 2, 3]
    assert scenario["tournament"]["seed"] == 1
    assert data["software"]["secdilemma"]


def test_json_has_null_where_nothing_is_known(play):
    text = play(
        "run", *FEW, "--no-save", "--format", "json", "--engine", "interpreted",
        "--repetitions", 2, "--turns", 5,
    )  # fmt: skip
    ranked = strict_json(text)["scenarios"][0]["ranking"]
    assert {row["restraint_with_itself_long-run"] for row in ranked} == {None}


def test_pairs_in_csv_are_a_row_a_horizon_participant_and_opponent(play):
    rows = rows_of(play("run", *FEW, "--no-save", "--format", "csv", "--pairs"))
    keys = [(row["horizon"], row["participant"], row["opponent"]) for row in rows]
    assert len(keys) == len(set(keys)) == 4 * 3 * 3
    assert {row["horizon"] for row in rows} == {"200", "50", "1000", "long-run"}
    for row in rows:
        shares = sum(float(row[kind]) for kind in ("cc", "cd", "dc", "dd"))
        assert shares == pytest.approx(1, abs=1e-9)


def test_pairs_in_json_are_the_run_file_with_arrays(play, tmp_path):
    made = json.loads(play("run", *FEW, "--out", "kept", "--format", "json", "--pairs"))
    arrays = [scenario.pop("arrays") for scenario in made["scenarios"]]
    assert made == json.loads((tmp_path / "kept" / "run.json").read_text(encoding="utf-8"))
    assert np.array(arrays[0]["outcomes"]).shape == (4, 3, 3, 7)


def test_pairs_need_a_machine_format(refuse):
    assert refuse("run", "--pairs") == "--pairs: expected --format csv or json beside it."


def test_turns_change_the_scored_length_and_nothing_else(play):
    rows = ranking(play, "--turns", 7)
    assert [key for key in rows[0] if key.startswith("restraint_with_itself")] == [
        f"restraint_with_itself_{each}" for each in (7, 50, 1000, "long-run")
    ]
    usual = ranking(play)
    by_name = {row["participant"]: row["restraint_with_itself_50"] for row in usual}
    assert {row["participant"]: row["restraint_with_itself_50"] for row in rows} == by_name


SAMPLED = ("--engine", "simulated", "--repetitions", "20", "--turns", "20")


def test_a_seed_gives_the_same_text_and_another_seed_another(play):
    first, again = (ranking(play, *SAMPLED, "--seed", 3) for _ in range(2))
    assert first == again
    assert first != ranking(play, *SAMPLED, "--seed", 4)


def test_threads_change_nothing(play):
    made = {play("run", *FEW, "--no-save", *SAMPLED, "--threads", n, "-q") for n in (1, 2, 5)}
    assert len(made) == 1


def test_repetitions_narrow_the_errors(play, tmp_path):
    text = 'participants = ["tft", "gtft"]\nturns = 20\nhorizons = []\nperception = "perA"\n'
    (tmp_path / "short.toml").write_text(text, encoding="utf-8")

    def error(count):
        text = play(
            "run", "short.toml", "--no-save", "--format", "csv", "--pairs",
            "--engine", "simulated", "--repetitions", count,
        )  # fmt: skip
        (row,) = [
            row for row in rows_of(text) if (row["participant"], row["opponent"]) == ("tft", "gtft")
        ]
        assert int(row["repetitions"]) == count
        return float(row["payoff_error"])

    assert error(10) > 2 * error(400) > 0


@pytest.mark.parametrize("engine", ["exact", "simulated", "interpreted"])
def test_the_engine_is_the_one_asked_for(play, engine):
    text = play(
        "run", *FEW, "--no-save", "--format", "csv", "--pairs", "--engine", engine,
        "--repetitions", 2, "--turns", 5,
    )  # fmt: skip
    assert {row["lane"] for row in rows_of(text) if row["horizon"] == "5"} == {engine}


def perception(play, *arguments):
    text = play("run", "--with", "tft", "--no-save", "--format", "json", "--turns", 3, *arguments)
    return {
        key: value
        for key, value in strict_json(text)["scenarios"][0]["tournament"]["perception"].items()
        if value
    }


@pytest.mark.parametrize(
    ("noise", "expected"),
    [
        ("0", {}),
        ("none", {}),
        ("0.05", {"execution_c": 0.05, "execution_d": 0.05}),
        ("execution=0.05", {"execution_c": 0.05, "execution_d": 0.05}),
        ("perA", {"false_alarm": 0.08, "miss": 0.02}),
        ("exec1", {"execution_c": 0.01, "execution_d": 0.01}),
        (
            "perA,execution=0.01,hotline=0.5",
            {
                "false_alarm": 0.08,
                "miss": 0.02,
                "execution_c": 0.01,
                "execution_d": 0.01,
                "hotline": 0.5,
            },
        ),
        ("miss=1, public_record=0.25", {"miss": 1.0, "public_record": 0.25}),
    ],
)
def test_noise_is_a_number_a_regime_or_parts(play, noise, expected):
    assert perception(play, "--noise", noise) == expected


def test_without_noise_the_tournament_keeps_its_own(play):
    assert perception(play) == {
        "execution_c": 0.01,
        "execution_d": 0.01,
        "false_alarm": 0.08,
        "miss": 0.02,
    }


def test_noise_none_leaves_friends_at_peace(play):
    text = play("run", "--with", "tft", "--with", "grim", "--noise", "none", "--no-save",
                "--format", "csv")  # fmt: skip
    assert {row["score"] for row in rows_of(text)} == {"0.0"}
    assert {row["rank"] for row in rows_of(text)} == {"1"}


def test_the_game_is_the_one_asked_for(play):
    text = play("run", *FEW, "--no-save", "--format", "json", "--game", "chicken")
    game = strict_json(text)["scenarios"][0]["tournament"]["game"]
    assert game["name"] == "chicken"
    assert game["row"] == {"T": 4.0, "R": 3.0, "P": 0.0, "S": 1.0}


def test_participants_come_with_parameters(play):
    text = play(
        "run", "--with", "gtft:generosity=0.1", "--with", "gtft-10", "--no-save", "--format",
        "json", "--turns", 3,
    )  # fmt: skip
    scenario = strict_json(text)["scenarios"][0]
    made = {each["name"]: each for each in scenario["tournament"]["participants"]}
    assert set(made) == {"gtft:generosity=0.1", "gtft-10"}
    assert made["gtft:generosity=0.1"]["parameters"] == {"generosity": 0.1}
    assert len({row["score"] for row in scenario["ranking"]}) == 1


@pytest.mark.parametrize(
    "reference",
    [
        "gtft",
        "GTFT",
        "generous-tit-for-tat",
        "generous_tit_for_tat",
        "Generous Tit For Tat",
        " gtft ",
    ],
)
def test_a_strategy_answers_to_aliases_in_any_case_and_spelling(play, reference):
    text = play("run", "--with", reference, "--no-save", "--format", "csv", "--turns", 3)
    assert [row["participant"] for row in rows_of(text)] == ["gtft"]


def test_scenarios_are_played_one_by_one(play):
    rows = rows_of(play("run", "four_worlds", *FEW, "--no-save", "--format", "csv", "--turns", 5))
    assert len(rows) == 4 * 3
    assert list(dict.fromkeys(row["scenario"] for row in rows)) == [
        f"four_worlds/W{k}" for k in (1, 2, 3, 4)
    ]


def test_scenarios_side_by_side_and_each_in_full(play):
    together = play("run", "four_worlds", *FEW, "--no-save", "--turns", 5)
    again = "secdilemma evolve four_worlds --turns 5 --with tft --with gtft --with all-d"
    assert together.rstrip().endswith(f"{again} says what selection leaves of them in each.")
    assert together.count("gtft") >= 1
    assert [f"W{k}: " in together for k in (1, 2, 3, 4)] == [True] * 4
    apart = play("run", "four_worlds", *FEW, "--no-save", "--turns", 5, "--wide")
    assert [apart.count(f"Four worlds: W{k} ·") for k in (1, 2, 3, 4)] == [1] * 4


@pytest.mark.parametrize("name", ["arms_race", "arms-race", "ARMS_RACE"])
def test_a_bundled_tournament_answers_in_any_case(play, name):
    text = play("run", name, "--no-save", "--format", "csv", "--turns", 3)
    assert {row["scenario"] for row in rows_of(text)} == {"arms_race"}


def test_a_file_is_a_tournament(play, tmp_path):
    text = 'participants = ["tft", "gtft:generosity=0.5"]\nturns = 4\nhorizons = []\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    rows = rows_of(play("run", "mine.toml", "--no-save", "--format", "csv"))
    assert {row["scenario"] for row in rows} == {"mine"}
    assert {row["participant"] for row in rows} == {"tft", "gtft:generosity=0.5"}
    assert list(rows[0])[-1] == "restraint_with_itself_4"


def test_a_wide_table_says_how_each_was_played(play):
    wide = play("run", *FEW, "--no-save", "--wide", "--turns", 5)
    narrow = play("run", *FEW, "--no-save", "--turns", 5)
    assert re.search(r"\blane\b", wide)
    assert not re.search(r"\blane\b", narrow)
    assert wide.count("exact") == narrow.count("exact") + 3


def test_quiet_says_nothing_on_stderr(call):
    assert call("run", *FEW, "--turns", 3, "--quiet").err == ""


def test_stderr_says_where_the_results_are(call, tmp_path):
    outcome = call("run", *FEW, "--turns", 3, "--format", "csv", "--out", "kept")
    assert rows_of(outcome.out)
    assert outcome.err.splitlines()[-1] == "Written to kept  ·  secdilemma rerun kept"
    assert (tmp_path / "kept" / "run.json").is_file()


@pytest.mark.slow
def test_in_a_process_of_its_own(shell):
    outcome = shell("run", *FEW, "--no-save", "--turns", 3)
    assert outcome.code == 0
    assert outcome.err == "" or outcome.err.startswith("First run: compiling")
    assert outcome.out.startswith("Security dilemma · ")


def test_a_pipe_that_closes_early_is_no_crash(tmp_path):
    command = [sys.executable, "-m", "secdilemma", "match", "tft", "tft", "--turns", "20000"]
    with subprocess.Popen(
        [*command, "--format", "csv"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        code = process.wait(timeout=60)
    assert complaint == b""
    assert code == 141
