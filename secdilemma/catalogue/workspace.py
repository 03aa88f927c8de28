"""A workspace: a folder of one's own, with ``strategies/`` and ``tournaments/`` in it.

It is marked by a file ``secdilemma.toml``, whose content does not matter. Strategy files are code,
so only a marked folder is looked into, from the folder one stands in upwards, and on POSIX only if
the mark is one's own: standing in a stranger's folder runs nothing of theirs.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from secdilemma.catalogue.strangers import is_strangers
from secdilemma.io.bundled import checkout_folder
from secdilemma.io.inputs import is_file

MARKER = "secdilemma.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A marked folder.

    Parameters
    ----------
    root
        The folder with the mark, resolved.
    """

    root: Path

    @property
    def strategies(self) -> Path:
        """Where its strategies lie."""
        return self.root / "strategies"

    @property
    def tournaments(self) -> Path:
        """Where its tournaments lie."""
        return self.root / "tournaments"


def current_workspace() -> Workspace | None:
    """Return the workspace that one stands in; None where there is none, or not one's own."""
    root = _marked()
    return Workspace(root) if root is not None and _is_own(root / MARKER) else None


def missed_workspace() -> str:
    """Say why a folder of strategies that one stands beside is not looked into; "" if none is."""
    root = _marked()
    strategies = (root or Path()) / "strategies"
    if is_strangers(strategies):
        return f"{strategies}: not looked into, for its files are entries of the field."
    if root is not None and not _is_own(root / MARKER):
        return (
            f"{root / MARKER}: it belongs to another user, so the workspace is not looked into; "
            f"--strategies {quote(str(root / 'strategies'))} does so all the same."
        )
    beside = Path("strategies")
    if root is None and any(strategy_files(beside)) and not _is_bundled(beside):
        return (
            f"{beside}: not looked into, for no {MARKER} marks this folder as a workspace; "
            f"write one (it may be empty), or say --strategies {beside}."
        )
    return ""


def strategy_files(folder: Path) -> list[Path]:
    """Return the files of a folder that may hold strategies, sorted.

    Python and TOML files are, except those whose name begins with ``_`` or ``.``, tests, the
    settings of other tools, and the files of strangers.
    """
    found = [*folder.glob("*.py"), *folder.glob("*.toml")]
    own = [path for path in found if is_strategy_file(path) and not is_strangers(path)]
    return sorted(path for path in own if is_file(path))


def is_strategy_file(path: Path) -> bool:
    """Whether a Python or TOML file is one of those of :func:`strategy_files`, by its name."""
    others = ("conftest.py", "setup.py", "pyproject.toml", "ruff.toml", MARKER)
    return not path.name.startswith(("_", ".", "test_")) and path.name not in others


def _marked() -> Path | None:
    try:
        place = Path.cwd()
    except OSError:  # the folder one stands in was removed
        return None
    return next((each for each in (place, *place.parents) if (each / MARKER).is_file()), None)


def _is_bundled(folder: Path) -> bool:
    return str(folder.resolve()) in checkout_folder("strategies")


def _is_own(path: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    try:
        return path.stat().st_uid == os.getuid()
    except OSError:
        return False
