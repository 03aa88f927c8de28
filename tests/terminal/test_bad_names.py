"""Names and numbers that are wrong on the command line: one sentence, code 2, nothing done."""

import pytest

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.tournament.files.library import bundled_tournaments

STRATEGIES = len(open_catalogue().entries)
TOURNAMENTS = len(bundled_tournaments())
PRESETS = "axelrod, arms_race, stag_hunt, chicken, harmony, deadlock, donation"
RANGE = "expected a whole number of turns from 1 to 10,000,000."


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("gtfd", " Did you mean gtft?"),
        ("butterfeild-fear", " Did you mean butterfield-fear?"),
        ("TITFORTAT", " Did you mean tit-for-tat?"),
        ("xqzzy", ""),
    ],
)
def test_an_unknown_strategy(refuse, name, hint):
    expected = f"{name}: no strategy of that name.{hint} (secdilemma strategies lists all "
    expected += f"{STRATEGIES})"
    assert refuse("match", name, "grim") == expected
    assert refuse("match", "grim", name) == expected
    assert refuse("run", "--with", name, "--out", "kept") == expected
    assert refuse("strategies", name) == expected


def test_an_unknown_parameter(refuse):
    expected = (
        "butterfield-fear: it has no parameter 'panik'. Did you mean panic? "
        "(panic, ceiling, up, down, latent, alarm)"
    )
    assert refuse("match", "butterfield-fear:panik=3", "grim") == expected
    assert refuse("run", "--with", "Butterfield_Fear:panik=3") == expected


def test_a_parameter_where_there_is_none(refuse):
    assert refuse("match", "tft:a=1", "grim") == "tft: it has no parameter 'a'. (it has none)"


@pytest.mark.parametrize("value", ["2", "-0.1", "abc", "nan", "inf", "", "1/0", "0x1"])
def test_a_parameter_out_of_range(refuse, value):
    assert refuse("run", "--with", f"gtft:generosity={value}") == (
        f"gtft.generosity: got {value!r}; expected a number from 0 to 1."
    )


@pytest.mark.parametrize("value", ["2.5", "x", "true", "-1"])
def test_a_whole_number_out_of_range(refuse, value):
    message = refuse("match", f"butterfield-fear:panic={value}", "tft")
    assert message.startswith(f"butterfield-fear.panic: got {value!r}; expected a whole number")


@pytest.mark.parametrize(
    ("reference", "part"),
    [("tft:", "''"), ("tft:x", "'x'"), ("tft:=1", "'=1'"), ("tft:a=1,", "''")],
)
def test_a_reference_that_is_none(refuse, reference, part):
    assert refuse("run", "--with", reference) == (
        f"{reference}: got {part} after the colon; expected name=value, comma-separated."
    )


def test_an_empty_strategy_name_is_shown_as_such(refuse):
    assert refuse("match", "", "tft").startswith("''")


def test_a_participant_twice(refuse):
    assert refuse("run", "--with", "tft", "--with", "TFT") == (
        "participants: two are called 'tft'; expected distinct names "
        "(give one of them a name of its own)."
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("security_dilema", " Did you mean security_dilemma?"),
        ("four-world", " Did you mean four_worlds?"),
        ("arms_race.tmol", " Did you mean arms_race?"),
        ("xqzzy.toml", ""),
    ],
)
def test_an_unknown_tournament(refuse, name, hint):
    assert refuse("run", name, "--out", "kept") == (
        f"{name}: no such file, and no bundled tournament of that name.{hint} "
        f"(secdilemma tournaments lists all {TOURNAMENTS})"
    )


def test_a_folder_is_no_tournament(refuse, tmp_path):
    (tmp_path / "mine.toml").mkdir()
    assert refuse("run", "mine.toml") == "mine.toml: a directory; expected a tournament file."


def test_an_empty_tournament_name_is_shown_as_such(refuse):
    assert refuse("run", "").startswith("''")


@pytest.mark.parametrize(
    ("name", "hint"), [("arm_race", " Did you mean arms_race?"), ("xqzzy", "")]
)
def test_an_unknown_preset(refuse, name, hint):
    expected = f"game {name!r}: no such preset; expected one of {PRESETS}.{hint}"
    assert refuse("run", "--game", name) == expected
    assert refuse("match", "tft", "tft", "--game", name) == expected


def test_a_suggested_preset_is_one_that_would_do(refuse):
    message = refuse("run", "--game", "prisoners")
    hint = message.partition("Did you mean ")[2].rstrip("?")
    assert hint in {"", *PRESETS.split(", ")} or f"game {hint!r}" not in refuse(
        "run", "--game", hint, "--turns", 0
    )


@pytest.mark.parametrize("value", ["1.5", "-0.1", "nan", "inf", "1e3"])
def test_an_execution_error_that_is_no_probability(refuse, value):
    message = refuse("run", "--with", "tft", f"--noise={value}")
    assert "execution" in message
    assert message.endswith(f": got {float(value)!r}; expected a probability, 0 to 1.")


@pytest.mark.parametrize("kind", ["hotline", "miss", "false_alarm", "public_record", "sensibility"])
@pytest.mark.parametrize("value", ["1.01", "-1"])
def test_a_kind_of_error_that_is_no_probability(refuse, kind, value):
    for command in (("run", "--with", "tft"), ("match", "tft", "tft")):
        message = refuse(*command, f"--noise=perA,{kind}={value}")
        assert message.endswith(f"{kind}: got {float(value)!r}; expected a probability, 0 to 1.")


def test_a_noise_that_is_no_number(refuse):
    assert refuse("match", "tft", "tft", "--noise", "hotline=abc") == (
        "--noise: hotline: got 'abc'; expected a probability, 0 to 1."
    )


def test_an_unknown_kind_of_error(refuse):
    message = refuse("run", "--noise", "hotlin=0.5")
    assert message.startswith("--noise: no kind of error is called 'hotlin'; expected one of ")
    assert message.endswith("Did you mean hotline?")


def test_an_unknown_regime(refuse):
    message = refuse("run", "--noise", "perZ")
    assert "no such regime; expected one of none, exec1, exec5, per5, perA, W12, W34." in message
    assert "Did you mean perA?" in message


@pytest.mark.parametrize("value", ["", ",", "perA,,0.1"])
def test_an_empty_part_of_the_noise(refuse, value):
    expected = f"--noise: got {value!r}; expected an error, a regime or parts."
    assert refuse("run", "--noise", value) == expected


@pytest.mark.parametrize("value", ["0", "-5", "10000001", str(10**30)])
def test_a_length_out_of_range(refuse, value):
    assert refuse("run", f"--turns={value}") == f"--turns: got {value}; {RANGE}"


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--turns", "abc"),
        ("--turns", "1.5"),
        ("--seed", "x"),
        ("--threads", "0"),
        ("--threads", "-1"),
        ("--threads", "many"),
        ("--engine", "warp"),
        ("--format", "xml"),
        ("--repetitions", "few"),
    ],
)
def test_an_option_of_the_wrong_kind(refuse, option, value):
    message = refuse("run", f"{option}={value}")
    assert option in message
    assert value in message


@pytest.mark.parametrize("value", [-1, 2**63 + 1, 10**30])
def test_a_seed_out_of_range(refuse, value):
    assert refuse("run", f"--seed={value}", "--out", "kept") == (
        f"seed: got {value}; expected a whole number from 0 to 9,223,372,036,854,775,808."
    )


@pytest.mark.parametrize("value", [-1, 0, 1, 10**9 + 1])
def test_repetitions_out_of_range(refuse, value):
    assert refuse("run", f"--repetitions={value}", "--out", "kept") == (
        f"repetitions: got {value}; expected a whole number from 2 to 1,000,000,000."
    )


def test_a_folder_of_strategies_that_is_none(refuse, tmp_path, monkeypatch):
    assert (
        refuse("strategies", "--strategies", "nowhere") == "nowhere: no such folder of strategies."
    )
    (tmp_path / "file.py").write_text("", encoding="utf-8")
    assert "file.py" in refuse("match", "tft", "tft", "--strategies", "file.py")
    monkeypatch.setenv("SECDILEMMA_STRATEGIES", "elsewhere")
    assert "elsewhere: no such folder of strategies." in refuse("run")
