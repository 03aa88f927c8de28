"""Help, version and unknown commands; and that they are quick, because they import little."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import secdilemma
from secdilemma.cli import COMMANDS, cli

NEVER = ("axelrod", "pandas", "pyarrow", "matplotlib", "scipy.sparse")
HEAVY = ("numba", "scipy", "pydantic", *NEVER)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(command, flag):
    shown = CliRunner().invoke(cli, [*command, flag])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: {' '.join(['cli', *command])} ")
    about = [line for line in shown.output.splitlines() if line.startswith("  ")]
    assert about[0].strip().endswith("."), "its first line is a sentence"


def test_every_option_says_what_it_does():
    context = cli.make_context("secdilemma", [], resilient_parsing=True)
    for name in COMMANDS:
        options = [
            each
            for each in cli.get_command(context, name).params
            if isinstance(each, click.Option) and each.name not in {"length", "seed", "game_name"}
        ]
        assert [each.name for each in options if not each.help] == [], name


def test_the_first_help_lists_every_command_with_its_line():
    shown = CliRunner().invoke(cli, ["--help"]).output
    for name, line in COMMANDS.items():
        assert any(row.split(None, 1) == [name, line] for row in shown.splitlines())


def test_version():
    shown = CliRunner().invoke(cli, ["--version"])
    assert shown.exit_code == 0
    assert shown.output == f"secdilemma, version {secdilemma.__version__}\n"


def test_no_command_shows_help(call):
    outcome = call()
    assert "Usage:" in outcome.out + outcome.err
    assert "Traceback" not in outcome.err


def test_an_unknown_command_is_refused_with_the_nearest(refuse):
    assert (
        refuse("runn") == "runn: no such command. Did you mean run? (secdilemma --help lists them)"
    )


def test_an_unknown_option_is_refused(refuse):
    assert "--bogus" in refuse("run", "--bogus")
    assert "--bogus" in refuse("--bogus")


def test_a_missing_argument_is_refused(refuse):
    assert "SECOND" in refuse("match", "tft")


def test_the_installed_script_is_the_same_command(tmp_path):
    script = Path(sys.executable).with_name("secdilemma")
    if not script.exists():
        pytest.skip("not installed beside this interpreter")
    done = subprocess.run(
        [script, "--version"], check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert done.stdout == f"secdilemma, version {secdilemma.__version__}\n"


def imported(*arguments):
    """Return which heavy packages a command imports."""
    code = (
        "import sys\n"
        f"sys.argv = ['secdilemma', *{arguments!r}]\n"
        "from secdilemma.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as ended:\n    assert not ended.code, ended.code\n"
        f"print('imported:', *[name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120
    )
    return set(done.stdout.splitlines()[-1].removeprefix("imported:").split())


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "--version",
        "run --help",
        "solve --help",
        "games",
        "strategies",
        "strategies gtft",
        "match tft grim",
    ],
)
def test_what_needs_no_kernel_imports_nothing_heavy(command):
    assert imported(*command.split()) == set()


def test_listing_tournaments_imports_only_the_validation_library():
    assert imported("tournaments") == {"pydantic"}


def test_a_run_imports_little_beside_the_compiler():
    found = imported("run", "--with", "tft", "--with", "grim", "--turns", "5", "--no-save")
    assert "numba" in found
    assert not found & set(NEVER)
