"""Tournament files that are wrong: every error at once, each with file, key and value."""

import re

import pytest

from secdilemma.catalogue.catalogue import open_catalogue

STRATEGIES = len(open_catalogue().entries)
CLASSES = "prisoner's dilemma, stag hunt, chicken, harmony, deadlock"
LISTED = f"(secdilemma strategies lists all {STRATEGIES})"
PRESETS = "expected one of axelrod, arms_race, stag_hunt, chicken, harmony, deadlock, donation."
BESIDE = "it stands beside a world, which is a game already; expected only one."
TWO = 'participants = ["tft", "grim"]\n'


@pytest.fixture
def complaints(refuse, tmp_path):
    """Return the lines of complaint about a tournament file."""

    def complaints(text):
        path = tmp_path / "mine.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return refuse("run", "mine.toml", "--out", "kept").splitlines()

    return complaints


def test_an_empty_file(complaints):
    expected = ['mine.toml: it is empty; expected at least participants = "all".']
    assert complaints("") == complaints("# nothing\n\n") == expected


@pytest.mark.parametrize("text", ["a = ", "[game", "participants = [", "a = 1\na = 2", "\x00"])
def test_a_file_that_is_no_toml(complaints, text):
    (line,) = complaints(text)
    assert re.fullmatch(r"mine\.toml: not TOML: .+ \(at .+\)\.", line)


def test_a_file_that_is_no_text(complaints):
    (line,) = complaints(b"\xff\xfe\x00")
    assert line == "mine.toml: not UTF-8 text: invalid start byte."


def test_no_participants(complaints):
    (line,) = complaints("turns = 5\n")
    assert line == "mine.toml: participants: missing."
    (line,) = complaints("participants = []\n")
    assert line == "mine.toml: participants: got none; expected at least one strategy."


def test_no_horizon(complaints):
    (line,) = complaints(TWO + "horizons = []\n")
    assert line == "mine.toml: horizons: got none; expected at least one."


def test_an_unknown_key_is_suggested(complaints):
    assert complaints(TWO + "turnz = 5\n") == ["mine.toml: turnz: unknown key. Did you mean turns?"]
    (listed,) = complaints(TWO + "[world]\nclass = 1\nbalance = 0.5\ndifferentiation = 0.5\n")
    rule = "expected one of balance, differentiation"
    assert listed == f"mine.toml: world.class: unknown key; {rule}."
    assert "mine.toml: game.los: unknown key. Did you mean loss?" in complaints(
        TWO + "[game]\nlos = 1\n"
    )


def test_many_errors_of_form_at_once(complaints):
    found = complaints(
        TWO
        + 'turnz = 3\nseed = -1\nengine = "exct"\nrepetitions = 1\n'
        + '[perception]\nhotline = 1.5\n[game]\nT = "a"\n'
    )
    for key, value in [
        ("repetitions", "1"),
        ("seed", "-1"),
        ("engine", "'exct'"),
        ("game.T", "'a'"),
        ("perception.hotline", "1.5"),
    ]:
        assert any(line.startswith(f"mine.toml: {key}: got {value}; expected ") for line in found)
    assert "mine.toml: turnz: unknown key. Did you mean turns?" in found
    assert any(line.endswith("Did you mean exact?") for line in found)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (TWO + "[perception]\nhotline = 1.5\n", "perception.hotline"),
        (TWO + '[game]\nT = "a"\n', "game.T"),
        (TWO + "[game.war]\nhazard = 2\n", "game.war.hazard"),
        (TWO + "world = {balance = 2, differentiation = 0}\n", "world.balance"),
        ('participants = ["tft", {strategy = "grim", greed = -1}]\n', "participants[1].greed"),
        ('participants = ["tft", {name = "x"}]\n', "participants[1].strategy"),
    ],
)
def test_one_mistake_is_one_line(complaints, text, key):
    """What the file could have said instead (a text, 'all') is no mistake of this file's."""
    found = complaints(text)
    assert [line for line in found if not line.startswith(f"mine.toml: {key}: ")] == []
    assert len(found) == 1


def test_many_errors_of_meaning_at_once(complaints):
    found = complaints(
        'participants = ["tfft", "gtft:generosity=3", {strategy = "tft", parameters = {a = 1}}]\n'
        'turns = 0\ngame = "arm_race"\n'
    )
    assert found == [
        f"mine.toml: participants[0]: tfft: no strategy of that name. Did you mean tft? {LISTED}",
        "mine.toml: participants[1]: gtft.generosity: got '3'; expected a number from 0 to 1.",
        "mine.toml: participants[2]: tft: it has no parameter 'a'. (it has none)",
        "mine.toml: turns: got 0; expected a whole number of turns from 1 to 10,000,000.",
        f"mine.toml: game 'arm_race': no such preset; {PRESETS} Did you mean arms_race?",
    ]


def test_a_wrong_game_does_not_hide_a_wrong_perception(complaints):
    found = complaints(TWO + 'game = "arm_race"\nperception = "perX"\n')
    assert any("'arm_race'" in line for line in found)
    assert any("'perX'" in line for line in found)


def test_errors_of_scenarios_say_which(complaints):
    found = complaints(
        TWO + '[[scenarios]]\nname = "calm"\nworld = "W9"\n'
        '[[scenarios]]\nname = "storm"\nperception = "perX"\n'
    )
    assert [line.partition("scenarios.")[2].split(".")[0] for line in found] == ["calm", "storm"]
    assert "'W9'" in found[0]
    assert "'perX'" in found[1]


def test_two_scenarios_of_one_name(complaints):
    (line,) = complaints(TWO + '[[scenarios]]\nname = "calm"\n[[scenarios]]\nname = "calm"\n')
    assert "'calm'" in line


@pytest.mark.parametrize(
    ("payoffs", "kind", "expected"),
    [
        (
            "T = 5\nR = 3\nP = 1\nS = 0\n",
            "stag hunt",
            "got T 5, R 3, P 1, S 0, which is prisoner's dilemma; expected stag hunt: R > T and ",
        ),
        (
            "T = 3\nR = 5\nP = 1\nS = 0\n",
            "prisoner's dilemma",
            "got T 3, R 5, P 1, S 0, which is stag hunt; expected prisoner's dilemma: ",
        ),
    ],
)
def test_payoffs_that_break_the_class_asked_for(complaints, payoffs, kind, expected):
    (line,) = complaints(f'{TWO}[game]\n{payoffs}kind = "{kind}"\n')
    assert line.startswith(f"mine.toml: game: {expected}")


def test_payoffs_of_an_unknown_class(complaints):
    (line,) = complaints(TWO + '[game]\nT = 5\nR = 3\nP = 1\nS = 0\nkind = "stags"\n')
    assert line.startswith("mine.toml: game")
    assert f"got 'stags'; expected a class: {CLASSES}." in line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[game]\nT = 5\nR = 3\nP = 1\n", "game.S: missing; expected T, R, P, S."),
        (
            "[game]\nrow = [[1, 2], [3, 4]]\nT = 5\n",
            "game: it is given as payoffs and as bimatrix; expected one of them.",
        ),
        ("turns = 3\ndiscount = 0.9\n", "turns: it stands beside discount; expected one length."),
        ("discount = 1.5\n", "discount: got 1.5; expected a probability, 0 to 1."),
        ('world = "W9"\n', "world 'W9': no such world; expected W1 to W4."),
        ("scenarios = 3\n", "scenarios: got 3; expected a valid list."),
        (
            '[[scenarios]]\nname = "a"\nworld = "W1"\ngame = "chicken"\n',
            f"scenarios.a.game: {BESIDE}",
        ),
        (
            "[perception]\nambiguity = 0.1\nmiss = 0.1\n",
            "perception: both ambiguity and false_alarm or miss; expected one of the two ways.",
        ),
    ],
)
def test_one_thing_wrong(complaints, text, expected):
    assert complaints(TWO + text) == [f"mine.toml: {expected}"]


@pytest.mark.parametrize("value", ["1e3", "true", '"200"', "1979-05-27", "[200]"])
def test_a_length_of_the_wrong_type(complaints, value):
    (line,) = complaints(f"{TWO}turns = {value}\n")
    assert line.startswith("mine.toml: turns: got ")
    assert "integer" in line or "whole number" in line


def test_a_matrix_of_the_wrong_shape_names_its_key(complaints):
    (line,) = complaints(TWO + "[game]\nrow = [[1, 2], [3]]\ncolumn = [[1, 2], [3, 4]]\n")
    assert line.startswith("mine.toml: game.row: got [[1.0, 2.0], [3.0]]; expected a 2 by 2 matrix")


def test_a_chance_of_ending_is_shown_as_it_was_given(complaints):
    (line,) = complaints(TWO + "prob_end = 0\n")
    assert line.startswith("mine.toml: prob_end: got 0")


@pytest.mark.parametrize(
    "field", ["execution", "false_alarm", "miss", "hotline", "intelligence", "public_record"]
)
@pytest.mark.parametrize("value", ["-0.1", "1.5", "inf", "nan"])
def test_a_probability_out_of_range(complaints, field, value):
    found = complaints(f"{TWO}[perception]\n{field} = {value}\n")
    start = f"mine.toml: perception.{field}: got {float(value)!r}; expected "
    assert any(line.startswith(start) for line in found)


def test_two_participants_of_one_name(complaints):
    (line,) = complaints('participants = ["tft", {strategy = "grim", name = "tft"}]\n')
    assert line.startswith("mine.toml: participants: two are called 'tft'")


@pytest.mark.parametrize("name", ["a\\nb", "[bold]", "[/red]"])
def test_any_name_of_a_participant_can_be_read_in_the_table(call, tmp_path, name):
    """A name is printed as it is, or refused; it is no markup, and it breaks no line."""
    text = f'participants = ["tft", {{strategy = "grim", name = "{name}"}}]\nturns = 3\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    outcome = call("run", "mine.toml", "--no-save", "-q")
    assert "Traceback" not in outcome.err
    assert outcome.code == 2 or name in outcome.out
