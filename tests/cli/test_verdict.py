"""``secdilemma verdict``, and the verdicts that ``secdilemma run`` prints."""

import csv
import io
import json

import pytest

from secdilemma.analysis.verdict import Verdict

CLASSES = {each.value for each in Verdict}
SMALL = """
participants = ["tft", "gtft", "all-c", "all-d", "kydd-no-signal"]
turns = 20
game = "axelrod"
perception = "exec1"
"""


@pytest.fixture
def small(tmp_path):
    """Return a tournament file of five strategies."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def strict_json(text):
    def refuse(constant):
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(text, parse_constant=refuse)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def one(play, small, name, *arguments):
    draws = () if "--format" in arguments else ("--draws", 0)  # of a table alone
    return play("verdict", name, "--tournament", small, *draws, *arguments)


def test_one_strategy_is_explained_in_full(play, small):
    text = one(play, small, "gtft")
    lines = text.splitlines()
    assert lines[0] == "gtft: SUSTAINS"
    assert lines[1].startswith(
        "Keeps 96 % of the restraint that its errors allow, mends one action"
    )
    for part in (
        "execution error 1 %",
        "mutual restraint with itself   94 % in the long run",
        "recovers surely, after 3.0 turns, at a joint loss of 2.00",
        "it is never locked in arming",
        "strongest invader",
        "0.8 SUSTAINS · 0.9 SUSTAINS · 0.975 FRAGILE",
        "The verdict depends on where the line is drawn: .90 is a convention.",
        "In 20 matches of 100 turns between two of its kind there were ",
        "by accident",
    ):
        assert part in text, part
    assert "parameter draws" not in text
    assert all(len(line) <= 100 for line in lines[:-1])


def test_a_verdict_that_is_sure_does_not_doubt_the_line(play, small):
    text = one(play, small, "tft")
    assert text.startswith("tft: COLLAPSES\nOne action by mistake is enough and it never recovers")
    assert "200 turns on average" in text  # 2 / e
    assert "convention" not in text


def test_metastable_is_marked(play, small):
    assert one(play, small, "kydd-no-signal", "--noise", "perA").startswith(
        "kydd-no-signal: COLLAPSES (metastable)\n"
    )


def test_draws_give_the_shares_of_the_classes(play, small):
    text = play("verdict", "gtft", "--tournament", small, "--draws", 4)
    assert "parameter draws around the defaults: 100 % SUSTAINS\n" in text


def test_an_alias_and_parameters_are_judged_as_such(play, small):
    assert one(play, small, "Tit_For_Tat").startswith("tft: ")
    text = one(play, small, "gtft:generosity=0.05")
    assert text.startswith("gtft:generosity=0.05: FRAGILE\n")
    assert "20.0 turns" in text


def test_noise_replaces_the_errors_of_the_tournament(play, small):
    text = one(play, small, "gtft", "--noise", "perA")
    assert text.startswith("gtft: FRAGILE\n")
    assert "misperception 8 % / 2 %" in text
    assert "execution" not in text.replace("by mistake", "")
    assert one(play, small, "gtft", "--noise", "0.01") == one(play, small, "gtft")


def test_no_noise_no_broken_peace(play, small):
    text = one(play, small, "tft", "--noise", "none")
    assert text.startswith("tft: SUSTAINS")
    assert "In 20 matches of 100 turns between two of its kind both always restrained." in text


def test_json_and_csv_of_one_say_the_same(play, small):
    data = strict_json(one(play, small, "tft", "--format", "json"))
    (row,) = rows_of(one(play, small, "tft", "--format", "csv"))
    assert list(row) == list(data)
    assert data["name"] == row["name"] == "tft"
    assert data["verdict"] == row["verdict"] == "COLLAPSES"
    assert data["restraint"] == pytest.approx(0.25)
    assert data["kept"] == pytest.approx(0.25 / 0.99**2)
    assert data["expected_peace"] == pytest.approx(200)
    assert data["recovery_turns"] is None
    assert row["recovery_turns"] == ""
    assert {data[f"verdict_at_{t}"] for t in ("0.8", "0.9", "0.975")} == {"COLLAPSES"}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_field_in_one_regime_is_a_row_a_strategy(play, small, form):
    text = play("verdict", "--tournament", small, "--noise", "exec1", "--format", form)
    rows = rows_of(text) if form == "csv" else strict_json(text)
    assert {row["name"]: row["verdict"] for row in rows} == {
        "tft": "COLLAPSES",
        "gtft": "SUSTAINS",
        "all-c": "SUSTAINS-EXPLOITABLE",
        "all-d": "NON-COOPERATIVE",
        "kydd-no-signal": "COLLAPSES",
    }
    assert {row["regime"] for row in rows} == {"exec1"}


def test_a_field_without_noise_is_judged_in_every_regime(play, small):
    rows = rows_of(play("verdict", "--tournament", small, "--format", "csv"))
    regimes = ("exec1", "exec5", "per5", "perA", "W12", "W34")
    assert [row["regime"] for row in rows] == [each for each in regimes for _ in range(5)]
    assert {row["verdict"] for row in rows} <= CLASSES
    table = play("verdict", "--tournament", small)
    heading, *lines = table.splitlines()
    assert heading.split() == ["strategy", *regimes]
    assert sorted(line.split()[0] for line in lines[:5]) == sorted({row["name"] for row in rows})
    assert "COLLAPSES* 0" in table
    assert "* metastable." in lines[-1]


@pytest.mark.slow
def test_the_whole_field_is_judged_by_default(play):
    rows = rows_of(play("verdict", "--format", "csv"))
    assert len(rows) == 6 * 45
    assert {row["verdict"] for row in rows} == CLASSES - {"INCONCLUSIVE"}


def test_a_sampled_verdict_gives_its_interval(play, small):
    small.write_text(
        SMALL + 'engine = "simulated"\nrepetitions = 30\nhorizons = [20]\n', encoding="utf-8"
    )
    data = strict_json(one(play, small, "tft", "--format", "json"))
    assert data["horizon"] == "20"
    assert data["restraint_error"] > 0
    assert data["interval_low"] < data["kept"] < data["interval_high"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verdict", "tft-tat"), "tft-tat: no strategy of that name."),
        (("verdict", "gtft:greed=1"), "gtft: it has no parameter 'greed'."),
        (("verdict", "tft", "--noise", "perX"), "perception 'perX': no such regime"),
        (("verdict", "--noise", "perX"), "perception 'perX': no such regime"),
        (("verdict", "tft", "--tournament", "nosuch"), "nosuch: no such file"),
        (("verdict", "tft", "--tournament", "four_worlds"), "--tournament: four_worlds has 4"),
    ],
)
def test_what_is_unknown_is_refused(refuse, arguments, said):
    assert refuse(*arguments).startswith(said)


def test_a_negative_number_of_draws_is_refused(refuse):
    assert "--draws" in refuse("verdict", "tft", "--draws", "-1")


def test_sure_execution_errors_are_no_crash(call):
    outcome = call("run", "--with", "tft", "--with", "all-d", "--no-save", "--noise", "1")
    assert outcome.code == 0


FEW = ("--with", "tft", "--with", "gtft", "--with", "all-c", "--with", "all-d", "--no-save")


def test_run_prints_a_verdict_column_and_the_answer(play):
    text = play("run", *FEW, "--noise", "exec1")
    rows = {line.split()[1]: line.split()[-1] for line in text.splitlines() if " classic " in line}
    assert rows == {
        "tft": "COLLAPSES",
        "gtft": "SUSTAINS",
        "all-c": "SUSTAINS-EXPLOITABLE",
        "all-d": "NON-COOPERATIVE",
    }
    closing = " ".join(text.split("\n\n")[-1].split())
    assert closing == (
        "Sustain cooperation here: gtft. "
        "all-c holds it with its own kind but can be exploited. "
        "Tit for tat collapses: one action by mistake is enough and it never recovers; without "
        "errors they keep the peace."
    )


def test_run_says_so_where_nobody_sustains(play):
    text = play("run", "--with", "tft", "--with", "preemptor", "--no-save", "--noise", "perA")
    assert "Sustain cooperation here: none outright." in text
    assert "COLLAPSES*" in text
    assert "* metastable: high at first, lost in the long run." in text


def test_run_wide_gives_the_reason(play):
    text = play("run", *FEW, "--noise", "exec1", "--wide")
    assert "but all-d gains 1.96 a turn on it" in " ".join(text.split())
    assert "because" in text
