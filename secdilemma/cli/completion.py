"""``secdilemma completion``: the script that makes a shell complete names."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the shell completion script.

    For bash: secdilemma completion bash >> ~/.bashrc
    """
    from secdilemma.cli import cli

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "secdilemma", "_SECDILEMMA_COMPLETE").source())
