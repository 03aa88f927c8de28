"""Finding tournaments: the bundled files by name, any file by its path."""

from pathlib import Path

from secdilemma import tournaments as bundle
from secdilemma.catalogue import Catalogue
from secdilemma.errors import TournamentError, suggestion
from secdilemma.tournament import Tournament

DEFAULT = "security_dilemma"


def bundled_tournaments() -> dict[str, Path]:
    """Return the bundled tournament files by name, sorted."""
    found = {path.stem: path for folder in bundle.__path__ for path in Path(folder).glob("*.toml")}
    return dict(sorted(found.items()))


def find_tournament(name: str) -> Path:
    """Return the file of a bundled name, or of a path.

    Raises
    ------
    TournamentError
        If there is neither; the nearest name is suggested.
    """
    bundled = bundled_tournaments()
    key = name.lower().replace("-", "_")
    if key in bundled:
        return bundled[key]
    path = Path(name)
    if name.strip() and path.is_file():
        return path
    if name.strip() and path.is_dir():
        raise TournamentError(f"{name}: a directory; expected a tournament file.")
    hint = suggestion(path.stem.lower(), bundled)
    raise TournamentError(
        f"{name or repr(name)}: no such file, and no bundled tournament of that name.{hint} "
        f"(secdilemma tournaments lists all {len(bundled)})"
    )


def load_tournament(name: str, catalogue: Catalogue) -> list[Tournament]:
    """Return the tournaments of a bundled name or a path: one, or one a scenario.

    Raises
    ------
    TournamentError
        If there is no such file or it is wrong.
    """
    from secdilemma.schema import read_tournament

    return read_tournament(find_tournament(name), catalogue)
