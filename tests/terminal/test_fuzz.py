"""Every option of every command with values that no check expects: exit code 0, 1 or 2, no trace.

The work is tiny, and what a value makes large is refused; the commands are called in this process.
"""

from importlib import import_module
from random import Random

import click
import pytest
from nasty import TEXTS, TIMES

from secdilemma.cli import COMMANDS

TINY = {
    "run": ["--with", "tft", "--with", "all-d", "--no-save"],
    "verdict": ["tft", "--draws", "0"],
    "evolve": ["--with", "tft", "--with", "all-d"],
    "invade": ["tft", "--with", "all-d"],
    "match": ["tft", "all-d"],
    "strategies": ["tft"],
    "fingerprint": ["tft", "--step", "1"],
    "games": [],
    "tournaments": [],
    "new": ["strategy", "x"],
    "check": ["tft", "--quick"],
    "export": ["tft", "--format", "toml"],
    "solve": ["--sweep", "nothing=0:1"],  # which is refused once all else has been read
    "rerun": ["nothing"],
    "propositions": ["--only", "none"],
    "experiments": ["--nothing"],
    "bench": ["--nothing"],
    "completion": [],
}
NUMBERS = [
    "0",
    "-1",
    "nan",
    "inf",
    "-0.0",
    "1e400",
    "1e308",
    "5e-324",
    "9" * 400,
    "9" * 5000,
    "²",
    "１",
]
LONG = {"--threads", "--runs", "--steps", "--until", "--repetitions", "--moran"}
"""Options of which a large value is a long time that somebody may want."""


def options_of(command):
    found = getattr(import_module(f"secdilemma.cli.{command}"), command).params
    return [each for each in found if isinstance(each, click.Option) and not each.is_flag]


def values_for(option):
    numbers = NUMBERS[:4] if option in LONG else NUMBERS
    return [*numbers, *(each for each in TEXTS if "axelrod" not in each)]


def require_polite(call, *arguments):
    outcome = call(*arguments)
    assert outcome.code in (0, 1, 2), (arguments, outcome)
    for text in (outcome.out, outcome.err):
        assert "Traceback" not in text, arguments
        assert not set(text) & {"\x1b", "\x9b", "\u202e", "\u200b", "\x00"}, arguments
    assert outcome.code == 0 or outcome.err.strip() or outcome.out.strip(), arguments


def test_every_command_is_tried():
    assert set(TINY) == set(COMMANDS)


@pytest.mark.parametrize("command", TINY)
def test_an_option_with_a_nasty_value(call, command):
    draw = Random(f"options {command}")  # noqa: S311
    for option in options_of(command):
        name = option.opts[0]
        values = values_for(name)
        for value in draw.sample(values, min(len(values), 3 * TIMES)):
            require_polite(call, command, *_without(TINY[command], name), f"{name}={value}")


def _without(arguments, name):
    if name not in arguments:
        return arguments
    at = arguments.index(name)
    return arguments[:at] + arguments[at + 2 :]


@pytest.mark.parametrize("command", TINY)
def test_a_nasty_argument(call, command):
    draw = Random(f"arguments {command}")  # noqa: S311
    values = [each for each in TEXTS if "axelrod" not in each]
    for value in draw.sample(values, min(len(values), 6 * TIMES)):
        require_polite(call, command, "--", value, *(["tft"] if command == "match" else []))


def test_a_nasty_command(call):
    for value in TEXTS:
        require_polite(call, value)
