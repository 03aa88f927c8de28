"""The command line: one file a command, loaded when it is asked for.

=================  =================================================================================
``arguments``      what is wrong with arguments before a command sees them: nothing that is given
                   goes unused
``bench``          ``secdilemma bench``: what it costs, side by side with others, on this machine
``check``          ``secdilemma check``: what strategies and tournaments are, and what is wrong with
                   them
``checks``         checking files before anybody plays them: what each strategy is, and what is
                   wrong with it
``completion``     ``secdilemma completion``: the script that makes a shell complete names
``crash``          the last resort: an error of the program's own, its trace in a file
``destinations``   what commands keep: names are taken before the work, and files written before any
                   is printed
``evolve``         ``secdilemma evolve``: let the strategies of a tournament spread by what they
                   earn
``evolve_tables``  what came of a population, as a person reads it: who is left, how much restraint,
                   the table
``experiments``    ``secdilemma experiments``: the shipped experiments, a line a check
``export``         ``secdilemma export``: a strategy or a game in another format
``field``          ``secdilemma run --field``: a class tournament, from a folder of entries to a
                   leaderboard
``fingerprint``    ``secdilemma fingerprint``: a strategy against a square of probes, or turn by
                   turn
``games``          ``secdilemma games``: the stage games, and what theory says of them
``interrupt``      ctrl-C: the end within a second, whatever is under way, and a true word on what
                   was written
``invade``         ``secdilemma invade``: who could enter a population of one strategy
``match``          ``secdilemma match``: one pair, turn by turn, with every misreading marked
``new``            ``secdilemma new``: a strategy, a tournament, a workspace or a plugin to begin
                   with
``options``        options and completions that several commands share
``output``         what commands print: a table, CSV or JSON; and an output that may not take all of
                   it
``play``           playing tournaments for a command: what is told before and while it is done
``propositions``   ``secdilemma propositions``: the theorists' claims, each put to the test
``ranking``        the ranking as a person reads it: what was played, the table, and what it comes
                   to
``ratings``        ``secdilemma run --ratings``: axelrod's measures of a tournament
``rerun``          ``secdilemma rerun``: play a saved run again and compare every byte, or else
                   every number
``run``            ``secdilemma run``: play a tournament, rank it, say who keeps the peace, keep the
                   results
``scaffold``       beginnings of one's own: a strategy, a tournament, a workspace, a plugin
``screen``         how numbers, tables and progress look
``solve``          ``secdilemma solve``: every remedy against anarchy, and what the essay's question
                   comes to
``solve_tables``   how ``secdilemma solve`` prints what it found: a table with answers, CSV or JSON
``strategies``     ``secdilemma strategies``: the list, or one strategy in full
``tournaments``    ``secdilemma tournaments``: the bundled tournaments, and those of the workspace
``verdict``        ``secdilemma verdict``: one strategy judged in full, or the field in every regime
``benchmarks/``    what it costs, measured side by side with others in one run
=================  =================================================================================
"""

import gc
import sys
from contextlib import suppress
from importlib import import_module

import click

from secdilemma.cli import interrupt
from secdilemma.cli.output import written_out
from secdilemma.errors import SecDilemmaError, suggestion
from secdilemma.version import __version__

COMMANDS = {
    "run": "Play a tournament and rank who keeps the peace.",
    "verdict": "Judge who sustains cooperation, and say why.",
    "evolve": "Let the strategies of a tournament spread by what they earn.",
    "invade": "Ask who could invade a population of one strategy.",
    "match": "Play one pair, turn by turn.",
    "strategies": "List the strategies, or show one.",
    "fingerprint": "Show what a strategy gets from every kind of answer to it.",
    "games": "List the games and what theory says of them.",
    "tournaments": "List the tournaments.",
    "new": "Begin a strategy, a tournament, a workspace or a plugin.",
    "check": "Say what a strategy is, and what is wrong with it.",
    "export": "Write a strategy or a game in another format.",
    "experiments": "Run the shipped experiments; each line passes or fails.",
    "propositions": "Put the theorists' propositions to the test.",
    "solve": "Try every remedy against anarchy: can the dilemma be solved?",
    "rerun": "Play a saved run again and compare every byte.",
    "bench": "Measure what it costs here, beside axelrod, EGTtools and C.",
    "completion": "Print the shell completion script.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that --help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of a first session."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"secdilemma.cli.{cmd_name}")
        command = getattr(module, cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command when there is none of that name; refuse idle options."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            hint = suggestion(name, COMMANDS)
            raise SecDilemmaError(f"{name}: no such command.{hint} (secdilemma --help lists them)")
        found, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:
            from secdilemma.cli.arguments import require_used

            require_used(command, ctx, rest)
        return found, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="secdilemma")
def cli() -> None:
    """A tournament engine for the security dilemma.

    Two states that only want to be safe can frighten each other into an arms race. Which
    strategies sustain cooperation all the same? Start with: secdilemma run
    """


def main() -> None:
    """Run the command line; a user's mistake ends with its message and exit code 2.

    So does an output that cannot be written; one that was closed ends with 141. An error of the
    program's own ends with a sentence, its trace in a file, and exit code 70.
    """
    from secdilemma.cli.screen import guarded_streams

    gc.disable()  # what start-up makes stays; collecting it would cost a tenth of the time
    interrupt.watch()
    try:
        with written_out(), guarded_streams():
            code = _exit_code()
    except SecDilemmaError as error:  # what was left to be written out could not be
        _say(str(error))
        code = 2
    sys.exit(code)


def _exit_code() -> int:
    """Run the command, say what went wrong, and return how the program is to end."""
    try:
        code = cli.main(standalone_mode=False)
    except SecDilemmaError as error:
        _say(str(error))
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        interrupt.stop()
    except Exception as error:  # noqa: BLE001 - the last resort: nobody is shown a trace
        from secdilemma.cli.crash import report

        _say(report(error))
        return 70
    return code if isinstance(code, int) else 0


def _say(text: str) -> None:
    with suppress(OSError):  # nobody can be told where stderr is closed or full
        click.echo(text, err=True)
