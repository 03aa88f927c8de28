"""Chance outside the mind is refused by every command that plays, with what to write instead."""

import pytest

SOURCE = '''import random
from secdilemma import ARM, RESTRAIN, strategy


@strategy(school="test", automaton={automaton})
class ZOwn:
    """It is a test."""

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM if random.random() < 1e-300 else RESTRAIN

    def interpret(self, mind, own, seen):
        return {following}
'''
FIELD = """turns = 5
[[participants]]
strategy = "z-own"
[[participants]]
strategy = "tft"
"""
RUN = ("run", "--with", "z-own", "--with", "tft", "--no-save", "--turns", "5")
COMMANDS = {
    "run": RUN,
    "run, simulated": (*RUN, "--engine", "simulated"),
    "run, interpreted": (*RUN, "--engine", "interpreted"),
    "run, a field": ("run", "--field", "mine", "--no-save", "--turns", "5"),
    "match": ("match", "z-own", "tft"),
    "verdict": ("verdict", "z-own"),
    "evolve": ("evolve", "field.toml"),
    "invade": ("invade", "z-own", "--with", "tft"),
    "fingerprint": ("fingerprint", "z-own"),
    "solve": ("solve", "field.toml", "--quick"),
    "export": ("export", "z-own", "--format", "toml"),
    "check": ("check", "z-own"),
}
GROWING = ("run, interpreted", "run", "match", "check")


@pytest.fixture
def refused(call, tmp_path):
    """Return what asserts that a command refuses a strategy with a coin."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "field.toml").write_text(FIELD)

    def refused(command, **how):
        (tmp_path / "mine" / "z_own.py").write_text(SOURCE.format(**how))
        outcome = call(*command, *(() if "--field" in command else ("--strategies", "mine")))
        said = " ".join(f"{outcome.out} {outcome.err}".split())
        assert outcome.code == 2, said
        assert "asks random.random, outside its mind; expected the same answer" in said
        assert "return a probability of restraint such as 0.5, or {mind: probability}" in said

    return refused


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_it(refused, command):
    refused(COMMANDS[command], automaton=True, following="mind")


@pytest.mark.parametrize("command", GROWING)
def test_so_where_minds_grow(refused, command):
    refused(COMMANDS[command], automaton=False, following="mind + 1")
