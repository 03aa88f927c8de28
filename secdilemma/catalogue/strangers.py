"""Strangers' folders: files that are read as data, and never imported into this process.

Strategies are found in many ways: a workspace, ``--strategies``, a tournament's ``[paths]``, an
environment variable, an installed plugin, a link, Python's own path. All of them end in an import,
and it is there that a stranger's file is refused, whatever led to it.
"""

import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from secdilemma.errors import StrategyError
from secdilemma.io.bundled import checkout_folder

_OWN_MODULES = "secdilemma.strategies."
_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A folder, known by identity, as are its files, which may have links elsewhere."""

    folder: Path
    root: _Identity | None
    files: frozenset[_Identity | None]
    installed: frozenset[_Identity | None]

    def holds(self, place: Path) -> bool:
        """Whether a place is the folder or lies in it, and in nothing installed within."""
        above = [each for each in map(_identity, (place, *place.parents)) if each is not None]
        if above and above[0] in self.files:
            return True
        inmost = (each for each in above if each == self.root or each in self.installed)
        return next(inmost, None) == self.root is not None


_strangers: list[_Stranger] = []


@contextmanager
def kept_out(folder: Path) -> Iterator[None]:
    """Keep every file of a folder, at any depth, from being imported into this process.

    Nor is the folder on Python's path meanwhile. Python's installed files stay importable though
    they may lie within it, as they do where it holds a virtual environment.

    Raises
    ------
    StrategyError
        If Python loaded a module from there before it was asked not to.
    """
    stranger = _stranger(folder)
    path = sys.path[:]
    _strangers.append(stranger)
    sys.meta_path.insert(0, _GATE)
    try:
        _require_unused(stranger)
        sys.path[:] = [each for each in path if not is_strangers(each)]
        yield
    finally:
        sys.path[:] = path
        sys.meta_path.remove(_GATE)
        _strangers.remove(stranger)


def is_strangers(place: Path | str) -> bool:
    """Whether a file or a folder is one that is kept out, however it is written or linked to."""
    if not _strangers:
        return False
    found = Path(os.path.realpath(place))
    return any(each.holds(found) for each in _strangers)


class _Gate:
    """The first finder of modules: it asks the others, and refuses what is a stranger's."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        for finder in [each for each in sys.meta_path if each is not self]:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                _require_own(spec)
                return spec
        return None


_GATE = _Gate()


def _require_own(spec: ModuleSpec) -> None:
    for file in (spec.origin, spec.cached) if spec.has_location else ():
        if file is not None and is_strangers(file):
            raise ImportError(f"{file}: it is an entry of a field, and is not imported here")


def _require_unused(stranger: _Stranger) -> None:
    """Raise if Python's path led it into the folder before this program began.

    Python writes whole paths. What has none, such as an entry that was trusted, it did not find.
    """
    named = [(name, getattr(module, "__file__", None)) for name, module in [*sys.modules.items()]]
    files = {
        os.path.dirname(file): file  # noqa: PTH120 - some thousand, and quick
        for name, file in named
        if isinstance(file, str) and not name.startswith(_OWN_MODULES)
    }
    used = [
        file
        for at, file in files.items()
        if Path(at).is_absolute() and stranger.holds(Path(os.path.realpath(at)))
    ]
    if used:
        raise StrategyError(
            f"{stranger.folder}: Python itself loaded {used[0]} as it began; expected a folder "
            f"that neither PYTHONPATH nor python -m leads to."
        )


def _stranger(folder: Path) -> _Stranger:
    installed = {_identity(Path(each)) for each in _installed()}
    files: set[_Identity | None] = set()
    with suppress(OSError), os.scandir(folder) as found:  # without a folder there is nothing in it
        files = {_identity(Path(each)) for each in found if each.is_file(follow_symlinks=False)}
    return _Stranger(folder, _identity(folder), frozenset(files), frozenset(installed))


def _installed() -> list[str]:
    """Return where Python's own files, installed distributions and this package lie."""
    paths = sysconfig.get_paths()
    named = [paths[each] for each in ("stdlib", "platstdlib", "purelib", "platlib")]
    return [*named, str(Path(__file__).parents[1]), *checkout_folder("strategies")]


def _identity(place: Path) -> _Identity | None:
    try:
        found = place.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
