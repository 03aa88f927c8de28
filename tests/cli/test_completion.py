"""Shell completion: the scripts, and the names they complete."""

import os
import subprocess
import sys

import click
import pytest

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.cli import cli, options
from secdilemma.games.perception import REGIMES
from secdilemma.tournament.files.library import bundled_tournaments

CONTEXT = click.Context(cli)


def values(items):
    return [item.value for item in items]


def test_strategies_complete():
    assert values(options.complete_strategies(CONTEXT, None, "")) == list(open_catalogue().entries)
    assert values(options.complete_strategies(CONTEXT, None, "gt")) == ["gtft", "gtft-10"]
    assert values(options.complete_strategies(CONTEXT, None, "zzz")) == []


def test_a_completed_strategy_comes_with_its_idea():
    (item,) = options.complete_strategies(CONTEXT, None, "jervis-s")
    assert item.help == open_catalogue().entries["jervis-spiral"].info.idea


def test_tournaments_complete_and_else_files():
    assert values(options.complete_tournaments(None, None, "")) == list(bundled_tournaments())
    assert values(options.complete_tournaments(None, None, "four")) == ["four_worlds"]
    (item,) = options.complete_tournaments(None, None, "./mi")
    assert (item.value, item.type) == ("./mi", "file")


def test_regimes_complete():
    assert values(options.complete_regimes(None, None, "")) == list(REGIMES)
    assert values(options.complete_regimes(None, None, "per")) == [
        name for name in REGIMES if name.startswith("per")
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts(play, shell):
    script = play("completion", shell)
    assert "_SECDILEMMA_COMPLETE" in script
    assert "secdilemma" in script


def test_an_unknown_shell_is_refused(refuse):
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in refuse("completion", "tcsh")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("secdilemma run se", ["plain,security_dilemma"]),
        ("secdilemma match tft gt", ["plain,gtft", "plain,gtft-10"]),
        ("secdilemma run --with jervis-s", ["plain,jervis-spiral"]),
        ("secdilemma strategies grad", ["plain,gradual", "plain,gradual-2018"]),
        ("secdilemma run --noise per", ["plain,per5", "plain,perA"]),
        ("secdilemma tourn", ["plain,tournaments"]),
        ("secdilemma run mine.to", ["file,mine.to"]),
    ],
)
def test_what_a_shell_would_be_told(words, expected, tmp_path):
    assert told(words, tmp_path) == expected


def told(words, folder):
    """Return what completion answers in a real process."""
    code = "import sys; sys.argv = ['secdilemma']; from secdilemma.cli import main; main()"
    environment = os.environ | {
        "_SECDILEMMA_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()
