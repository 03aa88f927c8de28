"""``secdilemma rerun``: play a saved run again and compare every byte."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secdilemma.cli import interrupting, options, screen

if TYPE_CHECKING:
    from secdilemma.results import Results
    from secdilemma.tournament import Tournament


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options.threads_option
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Keep the new results.")
@options.quiet_option
@options.strategies_option
def rerun(
    folder: Path, threads: int | None, out: Path | None, *, quiet: bool, folders: tuple[Path, ...]
) -> int:
    """Play a saved run again and compare every byte.

    Exit code 0 if all files are the same, 1 if one differs.
    """
    from secdilemma.catalogue import open_catalogue
    from secdilemma.saving import read, require_writable, write_whole

    specs, data = read(folder, open_catalogue(folders))
    if out is not None:
        require_writable(out)
    again = _evolved if "evolution" in data else _played
    made = again(specs, data, threads, quiet=quiet)
    if out is not None:
        write_whole(made, out)
        interrupting.written(lambda: f"kept in {out}")
        screen.note(f"Written to {out}", quiet=quiet)
    different = [name for name, content in made.items() if _kept(folder / name) != content]
    if not different:
        click.echo(f"{folder}: the same, byte for byte ({_listed(made)}).")
        return 0
    click.echo(f"{folder}: different: {_listed(different)}.{_versions(data, made['run.json'])}")
    return 1


def _listed(names: Iterable[str]) -> str:
    """Return names of files, those in folders as a number."""
    given = list(names)
    top = [name for name in given if "/" not in name]
    pages = len(given) - len(top)
    return ", ".join([*top, *([screen.counted(pages, "feedback page")] if pages else [])])


def _played(
    specs: "list[Tournament]", data: dict[str, Any], threads: int | None, *, quiet: bool
) -> dict[str, bytes]:
    from secdilemma.cli.run import play
    from secdilemma.saving import encoded

    return encoded(_texts(play(specs, threads, quiet=quiet), data))


def _texts(results: "list[Results]", data: dict[str, Any]) -> dict[str, str]:
    """Return the files of a run directory, with those of a class where it was one."""
    from secdilemma.saving import files_of

    if "field" not in data:
        return files_of(results)
    from secdilemma.classroom.field import Field
    from secdilemma.classroom.files import class_files
    from secdilemma.classroom.standings import Standings

    return class_files(Standings(results[0], Field.from_plain(data["field"])))


def _evolved(
    specs: "list[Tournament]", data: dict[str, Any], threads: int | None, *, quiet: bool
) -> dict[str, bytes]:
    from secdilemma.cli.evolve import outcomes_of
    from secdilemma.evolution.keeping import files_of
    from secdilemma.evolution.settings import Settings

    settings = Settings.from_data(data["evolution"])
    outcomes = outcomes_of(specs, settings, threads, quiet=quiet)
    return files_of(list(zip(specs, outcomes, strict=True)))


def _kept(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _versions(data: dict[str, object], made: bytes) -> str:
    import json

    then, now = data.get("software"), json.loads(made)["software"]
    if then == now or not isinstance(then, dict):
        return ""
    changed = [f"{k} {then.get(k)} then, {v} now" for k, v in now.items() if then.get(k) != v]
    return f" Other versions: {'; '.join(changed)}."
