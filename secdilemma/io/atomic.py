"""Files and directories that are written whole or not at all, under names taken beforehand.

A :class:`Place` takes its names when the work begins: a hidden file beside each is locked, and the
system lets go of the lock when the program ends, however it ends. What is kept is written into a
hidden folder there, made to last, and moved to its name in one step. What a killed program leaves
behind is hidden, and the next one that writes there removes it.
"""

import contextlib
import itertools
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, final

from secdilemma.errors import ResultsError
from secdilemma.io.disk import Content, swap, sync, sync_tree, write
from secdilemma.io.locks import discard, hidden, is_taken_above, locked, sweep

LONGEST = 200
"""The most bytes of a name that is made from another, which leaves room for a number."""


_FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}(?<!\.)")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class TakenError(ResultsError):
    """A name at which something lies, or that a run at work is about to write."""


@final
class Place:
    """Names that nobody else takes until it is closed, at which files are then kept whole.

    Parameters
    ----------
    paths
        Where the files or the directory will lie. Missing folders on the way are made with them.
    expected
        What they are to be: ``"directory"`` or ``"file"``.
    overwrite
        Whether a run directory or a regular file may lie there, to be replaced.

    Raises
    ------
    TakenError
        If something lies there, or another place has the name.
    ResultsError
        If nothing can be written there.
    """

    def __init__(self, *paths: Path, expected: str = "directory", overwrite: bool = False) -> None:
        self.path = paths[0]
        self._expected, self._overwrite = expected, overwrite
        self._locks: list[tuple[Path, int]] = []
        try:
            self._take(paths)
        except (OSError, ValueError) as error:  # the latter for a NUL in a path
            self.close()
            raise ResultsError(f"{self.path}: cannot be written: {_reason(error)}.") from error
        except BaseException:
            self.close()
            raise

    def _take(self, paths: tuple[Path, ...]) -> None:
        targets = {path: _target(path, follow=self._overwrite) for path in paths}
        above = Path(os.path.commonpath([each.parent for each in targets.values()]))
        self._base = next(each for each in (above, *above.parents) if each.exists())
        self._leaves = {path: each.relative_to(self._base) for path, each in targets.items()}
        for path, leaf in self._leaves.items():
            _require_short(self._base, leaf)
            self._require_free(path, targets[path])
        sweep(self._base)
        sweep(self._base.parent)
        for path, leaf in self._leaves.items():
            lock = hidden(self._base, leaf, ".lock")
            file = locked(lock, unknown=True)
            if file is not None:
                self._locks.append((lock, file))
            if file is None or is_taken_above(self._base, leaf):
                raise TakenError(
                    f"{path}: a run at work is about to write it; expected a new {self._expected}."
                )
            self._require_free(path, targets[path])  # nor was it taken just before

    def _require_free(self, path: Path, target: Path) -> None:
        if not os.path.lexists(target):
            return
        directory = self._expected == "directory"
        if not self._overwrite or (directory and not (target / "run.json").is_file()):
            raise TakenError(
                "it exists already", where=f"{path}", expected=f"a new {self._expected}"
            )
        if not directory and not target.is_file():
            raise ResultsError(f"{path}: cannot be written: expected a regular file or a new one.")

    def keep(self, contents: Mapping[Path, Content]) -> None:
        """Write files, all of them or none, so that they outlast a crash of the system.

        Files that replace others are moved there one by one.

        Parameters
        ----------
        contents
            What each file holds, by its path, which is one of the place's or below it.

        Raises
        ------
        ResultsError
            If it cannot be done; then nothing is left behind, and what lay there lies there still.
        """
        part = hidden(self._base, self._leaves[self.path], f"-{secrets.token_hex(4)}.part")
        try:
            part.mkdir()
            for path, content in contents.items():
                write(part / "new" / self._inside(path), content)
            sync_tree(part / "new")
            moved = self._move(part)
        except OSError as error:
            raise ResultsError(f"{self.path}: cannot be written: {_reason(error)}.") from error
        finally:
            with contextlib.suppress(OSError):
                discard(part)
        try:
            for folder in {each.parent for each in moved}:
                sync(folder)
        except OSError as error:
            raise ResultsError(
                f"{self.path}: written, but perhaps not to last: {_reason(error)}."
            ) from error

    def _inside(self, path: Path) -> Path:
        """Return where a file of the place lies, from its base."""
        whole = next(each for each in (path, *path.parents) if each in self._leaves)
        return self._leaves[whole] / path.relative_to(whole)

    def _move(self, part: Path) -> list[Path]:
        """Move what is written to its names, or move nothing; return what was moved."""
        moved: list[Path] = []
        try:
            for leaf in self._leaves.values():
                if (part / "new" / leaf).exists():  # or else it came along with another
                    moved += [self._move_one(part, leaf)]
        except BaseException:
            for each in moved if not self._overwrite else ():
                each.rename(part / secrets.token_hex(4))
            raise
        return moved

    def _move_one(self, part: Path, leaf: Path) -> Path:
        """Move a file or directory, or the first folder on the way to it that is missing."""
        new = part / "new"
        for above in list(leaf.parents)[-2::-1]:
            target = self._base / above
            if not os.path.lexists(target):
                try:
                    return (new / above).rename(target)
                except OSError:
                    if not os.path.lexists(target):  # or else another run has just made it
                        raise
        target = self._base / leaf
        self._require_free(target, target)
        if self._overwrite and target.is_dir():
            swap(new / leaf, target, part / "old" / leaf)
            return target
        return (new / leaf).replace(target)

    def close(self) -> None:
        """Let go of the names."""
        while self._locks:
            lock, file = self._locks.pop()
            with contextlib.suppress(OSError):
                lock.unlink()
            with contextlib.suppress(OSError):
                os.close(file)

    def __enter__(self) -> Self:
        """Return the place; leaving it lets go of the names."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the names."""
        self.close()


def file_place(path: Path, *, overwrite: bool = False) -> Place:
    """Take the name of a file in a folder that exists.

    Parameters
    ----------
    path
        The file.
    overwrite
        Whether a regular file may lie there, to be replaced.

    Raises
    ------
    ResultsError
        If there is no such folder, nothing can be written there, or the name is taken.
    """
    if not path.absolute().parent.is_dir():
        raise ResultsError(f"{path}: cannot be written: expected a file in a folder that exists.")
    return Place(path, expected="file", overwrite=overwrite)


def first_free(folder: Path, name: str) -> Place:
    """Take the first of the names `name`, `name`-2, `name`-3, … of a directory that is free.

    Parameters
    ----------
    folder
        Where it will lie.
    name
        It is cut where no file could have a name as long.

    Raises
    ------
    ResultsError
        If nothing can be written there.
    """
    stem = name.encode(errors="replace")[:LONGEST].decode(errors="ignore")
    for number in itertools.count(1):
        with contextlib.suppress(TakenError):
            return Place(folder / (stem if number == 1 else f"{stem}-{number}"))
    raise AssertionError  # names never run out


def write_whole(
    contents: Mapping[str, Content], folder: Path | Place, *, overwrite: bool = False
) -> Path:
    """Write files into a new directory, all of them or none, and return it.

    Parameters
    ----------
    contents
        What each file holds, by name; a name may have folders in it, set off by ``/``.
    folder
        Where to; a place was taken beforehand.
    overwrite
        Whether a run directory may lie at a path, to be replaced; it is lost only to a whole one.

    Raises
    ------
    ResultsError
        If it exists, cannot be written, or a name leads out of it; then nothing is left behind.
    """
    for name in contents:
        require_file_name(name)
    if isinstance(folder, Place):
        folder.keep({folder.path / name: content for name, content in contents.items()})
        return folder.path
    with Place(folder, overwrite=overwrite) as place:
        return write_whole(contents, place)


def write_file(content: Content, path: Path | Place, *, overwrite: bool = False) -> Path:
    """Write a file, all of it or nothing, and return its path.

    Parameters
    ----------
    content
        What it holds.
    path
        Where to; a place was taken beforehand.
    overwrite
        Whether a regular file may lie at a path, to be replaced; it is lost only to a whole one.

    Raises
    ------
    ResultsError
        If it cannot be written; then nothing is left behind.
    """
    if isinstance(path, Place):
        path.keep({path.path: content})
        return path.path
    with file_place(path, overwrite=overwrite) as place:
        return write_file(content, place)


def require_file_name(name: str) -> None:
    """Raise unless `name` is that of a file inside a directory, on every system.

    Raises
    ------
    ResultsError
        If it is absolute, leads elsewhere, or is a name that some system cannot have.
    """
    for part in name.split("/"):
        if not _FILE_NAME.fullmatch(part) or is_reserved(part):
            rule = "names of letters, digits and . _ -, that no system reserves"
            raise ResultsError(where="file name", got=f"{name!r:.300}", expected=rule)


def is_reserved(name: str) -> bool:
    """Whether some system has no file of that name, such as ``con`` or ``nul.txt``."""
    return _RESERVED.fullmatch(name) is not None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _target(path: Path, *, follow: bool) -> Path:
    """Return where a path leads, without links; a link at its end is only followed if asked to."""
    if follow or path.name in ("", ".."):
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent)) / path.name


def _require_short(base: Path, leaf: Path) -> None:
    """Raise where a name, or the whole path while it is hidden, is longer than the system takes."""
    staged = hidden(base, leaf, "-00000000.part") / "new" / leaf
    for each in (*(base / name for name in leaf.parts), staged):
        with contextlib.suppress(FileNotFoundError):
            each.lstat()
