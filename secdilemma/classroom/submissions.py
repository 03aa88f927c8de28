"""Finding the entries of a folder, and reading them without trusting them."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from secdilemma.classroom.isolation.entry import plain_text
from secdilemma.classroom.isolation.limits import LARGEST_FILE
from secdilemma.errors import StrategyError
from secdilemma.io.atomic import is_reserved

SUFFIXES = (".py", ".toml")
_LONGEST_FILE_NAME = 100


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that was handed in.

    Parameters
    ----------
    file
        What it is called, without its folder; in it everything prints.
    source
        What it holds; empty where it could not be read.
    problem
        Why it could not; empty where it could.
    """

    file: str
    source: bytes = b""
    problem: str = ""

    @property
    def stem(self) -> str:
        """Its name without the suffix."""
        return self.file.rpartition(".")[0] or self.file

    @property
    def slug(self) -> str:
        """Its stem as part of a file name that every system takes."""
        made = re.sub(r"[^a-z0-9]+", "-", self.stem.lower()).strip("-") or "entry"
        return f"entry-{made}" if is_reserved(made) else made


def handed_in(folder: Path) -> list[HandedIn]:
    """Return the entries of a folder: its .py and .toml files, by name.

    Those whose names begin with _, a dot or ``test_`` are no entries.

    Symbolic links, directories and devices are not read; they come back with a problem.

    Raises
    ------
    StrategyError
        If there is no such folder, or nothing in it.
    """
    try:
        names = sorted(each for each in os.listdir(folder) if _counts(each))  # noqa: PTH208
    except OSError as error:
        raise StrategyError(f"{folder}: no folder of entries: {error.strerror}.") from error
    if not names:
        raise StrategyError(
            "no entries", where=f"{folder}", expected="files that end in .py or .toml"
        )
    return [_read(folder, name) for name in names]


def _counts(name: str) -> bool:
    return name.endswith(SUFFIXES) and not name.startswith(("_", ".", "test_"))


def _read(folder: Path, name: str) -> HandedIn:
    shown = plain_text(name, _LONGEST_FILE_NAME)
    try:
        # neither a link nor a pipe that never ends is followed, whatever is put there meanwhile
        file = os.open(folder / name, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK"))
    except OSError as error:
        link = (folder / name).is_symlink()
        problem = "it is a symbolic link" if link else f"it cannot be read: {error.strerror}"
        return HandedIn(shown, problem=problem)
    try:
        return _read_open(shown, file)
    except OSError as error:
        return HandedIn(shown, problem=f"it cannot be read: {error.strerror}")
    finally:
        os.close(file)


def _flag(name: str) -> int:
    return int(getattr(os, name, 0))


def _read_open(shown: str, file: int) -> HandedIn:
    found = os.fstat(file)
    if not stat.S_ISREG(found.st_mode):
        return HandedIn(shown, problem="it is no ordinary file")
    if found.st_size > LARGEST_FILE:
        return HandedIn(shown, problem=f"it is larger than {LARGEST_FILE // 1024:,} kB")
    with os.fdopen(os.dup(file), "rb") as stream:
        return HandedIn(shown, stream.read(LARGEST_FILE))
