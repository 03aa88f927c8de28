"""``secdilemma match``: one pair, turn by turn."""

import csv
import io
import json

import pytest

COLUMNS = ["turn"] + [
    f"{seat}{what}"
    for seat in ("first", "second")
    for what in ("", "_mind", "_intended", "_action", "_sees", "_misreads", "_payoff")
]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def strips_of(text):
    """Return the two strips of signs of a match that fits on one line."""
    lines = text.splitlines()
    at = next(k for k, line in enumerate(lines) if line.startswith("turn"))
    return lines[at + 1].split()[-1], lines[at + 3].split()[-1]


def test_forty_turns_by_default(play):
    first, second = strips_of(play("match", "tft", "gtft"))
    assert (len(first), len(second)) == (40, 40)
    assert set(first + second) <= set("○●◌◉")


def test_without_noise_tit_for_tat_answers_once_and_for_good(play):
    text = play("match", "tft", "all-d", "--noise", "none", "--turns", 12)
    assert strips_of(text) == ("○●●●●●●●●●●●", "●●●●●●●●●●●●")
    assert "Both restrained in 0 of 12 turns." in text
    assert "Nothing was misread and nothing went wrong." in text
    assert "Payoff a turn: tft −2.17, all-d −1.67." in text


def test_peace_has_nothing_to_tell_of_a_break(play):
    text = play("match", "tft", "grim", "--noise", "none", "--turns", 5)
    assert strips_of(text) == ("○○○○○", "○○○○○")
    assert "broke" not in text


def test_slips_and_misreadings_are_marked(play):
    slips = play("match", "all-c", "all-d", "--noise", "execution=1", "--turns", 4)
    assert strips_of(slips) == ("◉◉◉◉", "◌◌◌◌")
    assert "8 actions by mistake." in slips
    misread = play("match", "all-c", "all-d", "--noise", "false_alarm=1,miss=1", "--turns", 3)
    assert [line.strip() for line in misread.splitlines() if line.startswith("  sees")] == [
        "sees  △△△",
        "sees  ▲▲▲",
    ]
    assert "6 misreadings." in misread


def test_a_break_is_told_with_its_turn_and_end(play):
    told = " ".join(play("match", "all-c", "all-d", "--noise", "0", "--turns", 2).split())
    story = told.partition("Nothing was misread and nothing went wrong.")[2]
    assert "turn 1" in story
    assert "aim" in story, "all-d armed because it wanted to"


def test_a_match_with_itself_tells_its_seats_apart(play):
    text = play("match", "tft", "tft", "--turns", 3)
    assert "tft (1)" in text
    assert "tft (2)" in text


def test_the_same_seed_is_the_same_match(play):
    arguments = ("match", "gtft", "random", "--format", "csv")
    assert play(*arguments, "--seed", 5) == play(*arguments, "--seed", 5)
    assert play(*arguments, "--seed", 5) != play(*arguments, "--seed", 6)
    assert play(*arguments, "--repetition", 1) != play(*arguments, "--repetition", 2)


def test_a_longer_match_begins_like_a_shorter_one(play):
    short, long = (
        rows_of(play("match", "gtft", "random", "--format", "csv", "--turns", n)) for n in (7, 30)
    )
    assert long[:7] == short
    assert len(long) == 30


def test_csv_has_a_row_a_turn(call):
    outcome = call("match", "tft", "all-d", "--noise", "none", "--turns", 3, "--format", "csv")
    assert outcome.err == ""
    rows = rows_of(outcome.out)
    assert list(rows[0]) == COLUMNS
    assert [row["turn"] for row in rows] == ["1", "2", "3"]
    assert [row["first_action"] for row in rows] == ["C", "D", "D"]
    assert [row["first_mind"] for row in rows] == ["content", "provoked", "provoked"]
    assert [float(row["first_payoff"]) for row in rows] == [-4.0, -2.0, -2.0]
    assert [float(row["second_payoff"]) for row in rows] == [2.0, -2.0, -2.0]


def test_json_has_an_object_a_turn(call):
    outcome = call("match", "tft", "all-d", "--noise", "none", "--turns", 3, "--format", "json")
    assert outcome.err == ""
    rows = json.loads(outcome.out)
    assert [list(row) for row in rows] == [COLUMNS] * 3
    assert rows[1]["first_misreads"] is False
    assert rows[1]["first_payoff"] == -2.0


def test_csv_and_json_say_the_same(play):
    arguments = ("match", "butterfield-fear", "random", "--turns", 9, "--format")
    made = json.loads(play(*arguments, "json"))
    assert rows_of(play(*arguments, "csv")) == [
        {key: str(value) for key, value in row.items()} for row in made
    ]


TALKER = """
from secdilemma import ARM, strategy


@strategy(school="test")
class ZTalker:
    'It says things that a careless CSV writer breaks on.'

    def begin(self):
        return 'say "no", then\\nleave'

    def respond(self, mind):
        return ARM

    def interpret(self, mind, own, seen):
        return mind
"""


def test_csv_survives_any_mind(play, strategy_file):
    folder = strategy_file("z_talker", TALKER)
    text = play("match", "z-talker", "tft", "--strategies", folder, "--turns", 2, "--format", "csv")
    rows = rows_of(text)
    assert [row["first_mind"] for row in rows] == ['say "no", then\nleave'] * 2
    assert [row["second"] for row in rows] == ["tft"] * 2


def test_a_trace_has_a_line_a_turn_with_minds(play):
    text = play("match", "tft", "all-d", "--noise", "none", "--turns", 3, "--trace")
    body = [line.split() for line in text.splitlines() if line[:4].strip().isdigit()]
    assert body[0][:5] == ["1", "content", "C", "D", "−4.00"]
    assert body[1][:5] == ["2", "provoked", "D", "D", "−2.00"]
    assert len(body) == 3


def test_the_game_pays(play):
    text = play("match", "all-d", "all-c", "--game", "axelrod", "--noise", "none", "--turns", 2)
    assert "Payoff a turn: all-d 5.00, all-c 0.00." in text


def test_a_long_match_wraps_to_the_width(play):
    text = play("match", "tft", "tft", "--noise", "none", "--turns", 200)
    assert max(len(line) for line in text.splitlines()) <= 100
    assert text.count("○" * 10) >= 40
    assert sum(line.startswith("turn ") for line in text.splitlines()) > 1


@pytest.mark.parametrize(
    ("option", "value"), [("--turns", "0"), ("--turns", "-3"), ("--turns", "10000001")]
)
def test_a_length_out_of_range_is_refused(refuse, option, value):
    assert refuse("match", "tft", "tft", option, value) == (
        f"--turns: got {value}; expected a whole number of turns from 1 to 10,000,000."
    )


@pytest.mark.parametrize("value", ["-1", "x", "1.5"])
def test_a_seed_that_is_none_is_refused(refuse, value):
    message = refuse("match", "tft", "tft", "--seed", value)
    assert "--seed" in message
    assert value in message


def test_a_seed_is_bounded_as_in_a_run(refuse):
    """What `run` refuses, `match` must not take: its match could never be found in a run."""
    refuse("match", "tft", "tft", "--seed", 2**64)
