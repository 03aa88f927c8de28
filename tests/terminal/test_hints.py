"""Every command that a command prints can be pasted into a shell, and runs."""

import re
import shlex

import pytest

RENAMED = """
turns = 4
horizons = []
participants = [
  { strategy = "gtft", name = "Old State's (1) hope", parameters = { generosity = 0.2 } },
  { strategy = "all-d", name = "all-c" },
  { strategy = "own-way" },
]
[paths]
strategies = "my strategies"
"""
SCENARIOS = """
turns = 4
horizons = []
participants = [{ strategy = "tft", name = "a b" }, "all-d"]
[[scenarios]]
name = "calm 1"
[[scenarios]]
name = "noisy 'two'"
perception = "exec5"
"""
OWN = 'school = "mine"\nabout = "Calm."\n[minds.calm]\nrespond = "restrain"\nalways = "calm"\n'
PROSE = "draws it|asks who|lets them|keeps the|says what|shows from|shows one|plays one"
HINT = re.compile(rf"(secdilemma [a-z]+ .*?)(?= (?:{PROSE})|$)", re.MULTILINE)
ASKED = [
    ("run", "{file}", "--out", "kept run"),
    (
        "run",
        "{file}",
        "--no-save",
        "--noise",
        "0.1",
        "--with",
        "tft",
        "--with",
        "gtft:generosity=1/3",
    ),
    ("evolve", "{file}", "--out", "kept evolution"),
    ("evolve", "{file}", "--moran", "5", "--runs", "3", "--noise", "perA,execution=0.1"),
    ("evolve", "{file}", "--fixation"),
    ("invade", "tft", "{file}"),
    ("invade", "gtft", "{file}", "--with", "tft"),
    ("invade", "all-c", "{file}"),
    ("invade", "own-way", "{file}", "--strategies", "my strategies"),
]


@pytest.fixture
def files(tmp_path, call):
    del call  # it stands in the folder
    folder = tmp_path / "my strategies"
    folder.mkdir()
    (folder / "own_way.toml").write_text(OWN)
    for name, text in (("it's renamed.toml", RENAMED), ("two scenarios.toml", SCENARIOS)):
        (tmp_path / name).write_text(text)
    return {"renamed": "it's renamed.toml", "scenarios": "two scenarios.toml"}


def hints_of(call, *arguments):
    outcome = call(*arguments)
    assert outcome.code == 0, outcome.err
    return [found[1] for found in HINT.finditer(outcome.out + outcome.err)]


@pytest.mark.parametrize("which", ["renamed", "scenarios"])
@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_every_printed_command_runs(call, files, asked, which):
    if which == "scenarios" and "all-c" in asked:
        return
    hints = hints_of(call, *(each.format(file=files[which]) for each in asked))
    assert hints or asked[0] != "evolve"
    for hint in hints:
        program, *arguments = shlex.split(hint)
        assert program == "secdilemma"
        outcome = call(*arguments)
        assert outcome.code == 0, (hint, outcome.err)


@pytest.mark.parametrize("kind", ["strategy", "tournament"])
def test_what_new_says_next_runs(call, tmp_path, kind):
    (tmp_path / "a b").mkdir()
    (hint,) = hints_of(call, "new", kind, "next", "--to", "a b")
    outcome = call(*shlex.split(hint)[1:], *(["--no-save"] if kind == "tournament" else []))
    assert outcome.code == 0, (hint, outcome.err)


def test_a_resident_is_the_participant_of_that_name(call, files):
    """all-c is what the file calls its all-d, whose like are at war with one another."""
    out = call("invade", "all-c", files["renamed"], "--format", "csv", "--noise", "0").out
    assert {line.split(",")[1] for line in out.splitlines()[1:]} == {"all-c"}
    assert "Old State's (1) hope" in out
    assert sum("all-d" in line for line in out.splitlines()) == 0
