"""What a file, a command line or an error holds reaches the terminal only as something to read."""

import json

import pytest

from secdilemma.cli import strategies

BAD = "\x1b[31mred\x1b[0m \x9b1m \x07 \u202egnp \u200b \U000e0041 \x7f"
HARMLESS = {"\n", "\t"}


def quoted(text):
    return json.dumps(text).replace("\\udb40\\udc41", "\\U000E0041")


def unseen(text):
    return {each for each in text if not each.isprintable()} - HARMLESS


@pytest.fixture
def strange(tmp_path, call):
    """A workspace in which every text that may be anything is strange."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "odd.toml").write_text(
        f'school = "[red]"\nabout = {quoted("[bold]" + BAD + "[/red]")}\ncites = [{quoted(BAD)}]\n'
        '[minds."[red]"]\nrespond = "restrain"\nalways = "[red]"\n'
    )
    (tmp_path / "f.toml").write_text(
        f"turns = 3\nhorizons = []\ndescription = {quoted('[bold]' + BAD)}\n"
        'participants = ["tft", {strategy = "all-d", name = "a [b] [/b]"}]\n'
    )
    two = (tmp_path / "f.toml").read_text()
    for name in "ab":
        two += f'[[scenarios]]\nname = "{name} [/x]"\ndescription = {quoted("[/red]" + BAD)}\n'
    (tmp_path / "two.toml").write_text(two)
    return call


@pytest.mark.parametrize(
    "arguments",
    [
        ("strategies", "odd", "--strategies", "mine"),
        ("strategies", "odd", "--strategies", "mine", "--format", "json"),
        ("strategies", "--strategies", "mine"),
        ("strategies", "--strategies", "mine", "--format", "csv"),
        ("check", "mine/odd.toml"),
        ("check", "mine/odd.toml", "--json"),
        ("export", "odd", "--strategies", "mine", "--format", "toml"),
        ("run", "f.toml", "--no-save"),
        ("run", "two.toml", "--no-save"),
        ("run", "two.toml", "--no-save", "--ratings"),
        ("evolve", "two.toml"),
        ("invade", "a [b] [/b]", "f.toml"),
        ("run", "f.toml", "--no-save", "--format", "json"),
    ],
    ids=" ".join,
)
def test_texts_of_files(strange, arguments):
    outcome = strange(*arguments)
    assert outcome.code == 0, outcome.err
    assert not unseen(outcome.out + outcome.err)
    if "json" in "".join(arguments):
        json.loads(outcome.out)


@pytest.mark.parametrize(
    "arguments",
    [
        (BAD,),
        ("run", BAD),
        ("run", "--with", BAD),
        ("run", "--game", BAD),
        ("run", "--noise", BAD),
        ("run", f"--{BAD}"),
        ("run", "--edges", BAD),
        ("match", "tft", "all-d", BAD),
        ("match", "tft", "all-d", "--turns", BAD),
        ("new", BAD, "x"),
        ("check", BAD),
        ("rerun", BAD),
        ("evolve", "--start", BAD),
    ],
    ids=lambda arguments: arguments[0][:5],
)
def test_the_command_line_itself(call, arguments):
    outcome = call(*arguments)
    assert outcome.code == 2
    assert outcome.err.strip()
    assert not unseen(outcome.out + outcome.err)


def test_names_of_files(call, tmp_path):
    path = tmp_path / f"{BAD.replace('/', '')}.toml"
    path.write_text("participants = 3\n")
    outcome = call("run", path.name)
    assert outcome.code == 2
    assert not unseen(outcome.err)


def test_our_own_colours_still_reach_a_terminal(call, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[1m" in call("run", "--with", "tft", "--no-save", "-q").out


def test_an_error_of_our_own_is_a_sentence_and_a_file(call, monkeypatch, tmp_path):
    monkeypatch.setenv("SECDILEMMA_CACHE", str(tmp_path / "cache"))

    def broken(*_, **__):
        raise KeyError(BAD)

    monkeypatch.setattr(strategies, "row_of", broken)
    for _ in range(2):
        outcome = call("strategies")
        assert outcome.code == 70
        assert outcome.out == ""
        assert outcome.err.startswith("secdilemma: an error of ours: KeyError: ")
        assert "please report it" in outcome.err
        assert "Traceback" not in outcome.err
        assert outcome.err.count("\n") == 1
        assert not unseen(outcome.err)
    (file,) = (tmp_path / "cache").iterdir()
    assert "Traceback" in file.read_text()
    assert str(file) in outcome.err


def test_where_no_trace_can_be_kept_the_sentence_says_so(call, monkeypatch, tmp_path):
    (tmp_path / "full").write_text("")
    monkeypatch.setenv("SECDILEMMA_CACHE", str(tmp_path / "full"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "full"))
    monkeypatch.setattr(strategies, "row_of", lambda *_: 1 / 0)
    outcome = call("strategies")
    assert outcome.code == 70
    assert "its trace could not be kept" in outcome.err
