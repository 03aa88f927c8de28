"""``secdilemma rerun``: play a saved run again and compare every byte, or else every number."""

import io
import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from secdilemma.cli import options, screen
from secdilemma.cli.destinations import directory, kept
from secdilemma.errors import ResultsError
from secdilemma.io.atomic import Place, write_whole

if TYPE_CHECKING:
    from secdilemma.catalogue.catalogue import Catalogue
    from secdilemma.io.disk import Content
    from secdilemma.tournament.results import Results
    from secdilemma.tournament.specification import Tournament


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options.threads_option
@options.directory_option(help="Keep the new results.")
@options.quiet_option
@options.strategies_option
def rerun(
    folder: Path, threads: int | None, out: Path | None, *, quiet: bool, folders: tuple[Path, ...]
) -> int:
    """Play a saved run again and compare every byte.

    Where tables differ it compares their numbers and names the largest difference. A directory of
    an older format, whose bytes are others, is compared number by number.

    Exit code 0 if all is the same, 1 if something differs.
    """
    from secdilemma.catalogue.catalogue import open_catalogue
    from secdilemma.tournament.files.run_directory import read

    catalogue = open_catalogue(folders)
    specs, data = read(folder, catalogue)
    place = None if out is None else directory(out)
    again = _evolved if "evolution" in data else _played
    made = again(specs, data, threads, quiet=quiet)
    with kept(place and partial(_keep, made, place), quiet=quiet):
        different, same = _compared(folder, made, data, catalogue)
        if different:
            told = "".join(f" {name}: {line}." for name, line in different.items() if line)
            versions = _versions(data, cast("bytes", made["run.json"]))
            click.echo(f"{folder}: different: {_listed(different)}.{told}{versions}")
        else:
            click.echo(f"{folder}: {same}.")
    return 1 if different else 0


def _compared(
    folder: Path, made: "dict[str, Content]", data: dict[str, Any], catalogue: "Catalogue"
) -> tuple[dict[str, str], str]:
    """What differs, with the largest difference in words, and what is said of the same."""
    from secdilemma.tournament.files.run_directory import FORMAT, load

    if data["format"] == FORMAT:
        return _bytes_that_differ(folder, made), f"the same, byte for byte ({_listed(made)})"
    whole = all(each.get("arrays") for each in data["scenarios"])
    different = _numbers_that_differ(folder, made, load(folder, catalogue) if whole else None)
    return different, f"the same numbers, which it keeps in format {data['format']}"


def _keep(made: "dict[str, Content]", place: Place) -> str:
    return f"Written to {write_whole(made, place)}"


def _listed(names: Iterable[str]) -> str:
    """Names of files, those in folders as a number."""
    given = list(names)
    top = [name for name in given if "/" not in name]
    pages = len(given) - len(top)
    return ", ".join([*top, *([screen.counted(pages, "feedback page")] if pages else [])])


def _played(
    specs: "list[Tournament]", data: dict[str, Any], threads: int | None, *, quiet: bool
) -> "dict[str, Content]":
    """The files of a run directory, with those of a class where it was one."""
    from secdilemma.cli.play import play
    from secdilemma.tournament.files.run_directory import files_of

    if "field" not in data:
        return files_of(play(specs, threads, quiet=quiet))
    from secdilemma.classroom.field import Field
    from secdilemma.classroom.files import class_files
    from secdilemma.classroom.standings import Standings

    field = Field.from_plain(data["field"])
    (results,) = play(specs, threads, quiet=quiet)
    return class_files(Standings(results, field))


def _evolved(
    specs: "list[Tournament]", data: dict[str, Any], threads: int | None, *, quiet: bool
) -> "dict[str, Content]":
    from secdilemma.cli.evolve import outcomes_of
    from secdilemma.populations.files import files_of
    from secdilemma.populations.process import Settings

    settings = Settings.from_data(data["evolution"])
    outcomes = outcomes_of(specs, settings, threads, quiet=quiet)
    return files_of(list(zip(specs, outcomes, strict=True)))


class _Comparison(io.RawIOBase):
    """A file that is not written but compared with one that is there."""

    def __init__(self, kept: BinaryIO) -> None:
        self.kept = kept
        self.same = True

    def writable(self) -> bool:
        """Return True: it takes what is written."""
        return True

    def write(self, given: Any) -> int:
        """Compare what is written with what comes next."""
        content = bytes(given)
        self.same = self.same and self.kept.read(len(content)) == content
        return len(content)


def _same(folder: Path, name: str, content: "Content") -> bool:
    """Whether a directory has a file that holds exactly this."""
    from secdilemma.tournament.files.run_directory import opened

    try:
        with opened(folder, name) as kept:
            comparison = _Comparison(kept)
            if isinstance(content, bytes):
                comparison.write(content)
            else:
                content(comparison)  # type: ignore[arg-type]  # it has what a writer needs
            return comparison.same and not kept.read(1)
    except (OSError, ResultsError):
        return False


def _bytes_that_differ(folder: Path, made: "dict[str, Content]") -> dict[str, str]:
    """The files that differ, and of a table also where its numbers differ most."""
    from secdilemma.io.parquet import Columns
    from secdilemma.tournament.files.run_directory import opened

    found = {name: "" for name, content in made.items() if not _same(folder, name, content)}
    for name in found:
        content = made[name]
        if isinstance(content, Columns) and (folder / name).exists():
            try:
                with opened(folder, name) as stream:
                    told = content.compared_with(content.read(folder / name, stream))
                found[name] = told or "every number is the same"
            except ResultsError as error:
                found[name] = str(error).removeprefix(f"{folder / name}: ").removesuffix(".")
    return found


def _numbers_that_differ(
    folder: Path, made: "dict[str, Content]", kept: "list[Results] | None"
) -> dict[str, str]:
    """The files whose numbers differ from those of an older format, and where most."""
    from secdilemma.io.parquet import Columns
    from secdilemma.tournament.files.run_directory import PAIRS, pair_pieces

    texts = [name for name in made if name.endswith((".csv", ".html", ".txt"))]
    there = [name for name in texts if (folder / name).exists()]
    found = {name: "" for name in there if not _same(folder, name, made[name])}
    pairs = made.get(PAIRS)
    if kept is not None and isinstance(pairs, Columns):
        told = pairs.compared_with(pair_pieces(kept))
        found |= {PAIRS: told} if told else {}
    return found


def _versions(data: dict[str, object], made: bytes) -> str:
    """Which versions differ from those that a directory names."""
    then, now = data.get("software"), json.loads(made)["software"]
    if then == now or not isinstance(then, dict):
        return ""
    changed = [f"{k} {then.get(k)} then, {v} now" for k, v in now.items() if then.get(k) != v]
    return f" Other versions: {'; '.join(changed)}."
