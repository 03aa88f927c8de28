"""Finding tournaments: those bundled and of one's workspace by name, any file by its path."""

from pathlib import Path

from secdilemma import tournaments as bundle
from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.catalogue.strangers import is_strangers
from secdilemma.catalogue.workspace import current_workspace
from secdilemma.errors import TournamentError, suggestion
from secdilemma.io.inputs import is_file, is_folder
from secdilemma.tournament.specification import Tournament


def bundled_tournaments() -> dict[str, Path]:
    """Return the bundled tournament files by name, sorted."""
    found = {path.stem: path for folder in bundle.__path__ for path in Path(folder).glob("*.toml")}
    return dict(sorted(found.items()))


def own_tournaments() -> dict[str, Path]:
    """Return the tournament files of the workspace that one stands in by name, sorted."""
    workspace = current_workspace()
    found = workspace.tournaments.glob("*.toml") if workspace is not None else ()
    bundled = {path.resolve() for path in bundled_tournaments().values()}
    own = [path for path in found if path.resolve() not in bundled and not is_strangers(path)]
    return {path.stem: path for path in sorted(own)}


def find_tournament(name: str) -> Path:
    """Return the file of a name, or of a path.

    Raises
    ------
    TournamentError
        If there is neither, or two files have the name; the nearest name is suggested.
    """
    bundled, own = bundled_tournaments(), own_tournaments()
    found = [each for known in (bundled, own) if (each := _named(name, known))]
    if len(found) > 1:
        raise TournamentError(f"{name}: {found[0]} and {found[1]} both have that name; rename one.")
    if found:
        return found[0]
    path = Path(name)
    if name.strip() and is_file(path):
        if is_strangers(path):
            raise TournamentError(f"{name}: an entry of the field; expected a tournament of yours.")
        return path
    if name.strip() and is_folder(path):
        raise TournamentError(f"{name}: a directory; expected a tournament file.")
    hint = suggestion(path.stem.lower(), [*bundled, *own])
    raise TournamentError(
        f"{name or repr(name)}: no such file, and no "
        f"{'' if own else 'bundled '}tournament of that name.{hint} "
        f"(secdilemma tournaments lists all {len(bundled) + len(own)})"
    )


def _named(name: str, known: dict[str, Path]) -> Path | None:
    if name in known:
        return known[name]
    key = name.lower().replace("-", "_")
    return next((known[each] for each in known if each.lower().replace("-", "_") == key), None)


def catalogue_for(name: str, catalogue: Catalogue) -> Catalogue:
    """Return a catalogue that also looks into the folders of a tournament file's ``[paths]``.

    Raises
    ------
    TournamentError
        If there is no such file, it cannot be read, or a folder does not exist.
    """
    from secdilemma.tournament.files.reader import read_paths

    return read_paths(find_tournament(name), catalogue)


def load_tournament(name: str, catalogue: Catalogue) -> list[Tournament]:
    """Return the tournaments of a name or a path: one, or one a scenario.

    Raises
    ------
    TournamentError
        If there is no such file or it is wrong.
    """
    from secdilemma.tournament.files.reader import read_tournament

    return read_tournament(find_tournament(name), catalogue)
