"""``secdilemma experiments``: the shipped experiments, a line a check."""

from pathlib import Path

import click

from secdilemma.cli import options, screen


@click.command()
@click.argument("name", default="pattern")
@options.strategies_option
def experiments(name: str, *, folders: tuple[Path, ...]) -> int:
    """Run a shipped experiment; each line passes or fails.

    NAME is pattern: what theory predicts of these automata. Exit code 1 if a line fails.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.experiments.registry import run_experiment

    checks = run_experiment(name, open_catalogue(folders))
    out = screen.console(wide=True)
    for check in checks:
        mark = "[green]pass[/green]" if check.passed else "[bold red]FAIL[/bold red]"
        out.print(f"{mark}  {check.expected}")
        out.print(f"      [dim]{check.found}[/dim]")
    failed = sum(not check.passed for check in checks)
    out.print()
    out.print(f"{len(checks) - failed} of {len(checks)} lines hold.")
    return 1 if failed else 0
