"""``secdilemma export``: to stdout or a new file, in every format."""

import pytest

BEGINNINGS = {
    "toml": "# tft, as data.",
    "svg": "<svg xmlns=",
    "dot": 'digraph "tft" {',
    "axelrod": '"""tft, as an axelrod player; written by secdilemma export.',
}


@pytest.mark.parametrize("form", BEGINNINGS)
def test_a_strategy(call, play, tmp_path, form):
    text = play("export", "tft", "--format", form)
    assert text.startswith(BEGINNINGS[form])
    done = call("export", "tft", "--format", form, "--out", "made")
    assert (done.code, done.out, done.err) == (0, "", "Wrote made\n")
    assert (tmp_path / "made").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["axelrod", "W1"])
def test_a_game(play, name):
    assert play("export", name, "--format", "nfg").startswith(f'NFG 1 R "{name}"')
    assert play("export", name, "--format", "toml").startswith(f'[game]\nname = "{name}"')


def test_an_exported_strategy_plays_as_the_original(play, tmp_path):
    (tmp_path / "mine").mkdir()
    play("export", "grim", "--format", "toml", "--out", "mine/z_own.toml")
    rows = play(
        "match", "z-own", "grim", "--strategies", "mine", "--format", "csv", "--seed", "3",
    ).splitlines()  # fmt: skip
    again = play(
        "match", "grim", "z-own", "--strategies", "mine", "--format", "csv", "--noise", "0"
    )
    assert len(rows) == 41
    assert {line.split(",")[4] for line in again.splitlines()[1:]} == {"C"}
    assert "z_own.toml: z-own, 2 minds, exact" in play("check", "mine/z_own.toml", "--quick")


def test_length_and_game_reach_the_strategy(play):
    one = play("export", "gtft+payoff-aware", "--format", "toml", "--game", "axelrod")
    other = play("export", "gtft+payoff-aware", "--format", "toml", "--game", "arms_race")
    assert one != other


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tfft", "--format", "toml"), "tfft: no strategy of that name. Did you mean tft?"),
        (("arms_rase", "--format", "nfg"), "Did you mean arms_race?"),
        (("tft", "--format", "nfg"), "tft: a strategy has no format 'nfg'; expected one of toml"),
        (
            ("axelrod", "--format", "svg"),
            "axelrod: a game has no format 'svg'; expected one of nfg",
        ),
        (("gradual", "--format", "svg"), "it has 76 minds; a picture shows 20 at most"),
        (("tft",), "--format"),
        (("tft", "--format", "toml", "--turns", "0"), "--turns"),
    ],
)
def test_mistakes_are_refused(refuse, arguments, message):
    assert message in refuse("export", *arguments)


def test_a_file_is_never_overwritten(refuse, tmp_path):
    (tmp_path / "made").write_text("mine", encoding="utf-8")
    message = refuse("export", "tft", "--format", "dot", "--out", "made")
    assert message == "made: it exists already; expected a new file."
