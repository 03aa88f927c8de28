"""Files in the user's cache folder, each whole or not there; without them all is made anew.

A file begins with a checksum of its place and its content, which is looked at before anything else
is: what was cut off, changed, put there by another program or moved is deleted, and counts as not
there. Compiled code is code, so a folder that somebody else could write to is not used at all.
"""

import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import platformdirs

CHECKSUM = 32
UNUSED = 90 * 86400.0
"""Seconds after which a folder of other sources, which nobody used since, is removed."""
ABANDONED = 86400.0
"""Seconds after which a file that is being written is taken for one that will never be."""
_notes: list[str] = []
_BEING_WRITTEN = ".part"
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Cache:
    """A folder of files that are whole or not there.

    Parameters
    ----------
    kind
        What is in it, such as ``"kernels"``.
    made_from
        All that the files were made from, as a hash; the folder is named after both.
    variable
        An environment variable that names the folder in which it lies, in place of the user's cache
        folder, where ``SECDILEMMA_CACHE`` does not.

    Notes
    -----
    What cannot be used is done without, with one note on stderr.
    """

    def __init__(self, kind: str, made_from: str, variable: str = "SECDILEMMA_CACHE") -> None:
        self.kind = kind
        chosen = os.environ.get("SECDILEMMA_CACHE") or os.environ.get(variable)
        self.base = Path(chosen) if chosen else Path(platformdirs.user_cache_dir("secdilemma"))
        self.folder = self.base / f"{kind}-{made_from}"
        self._usable: bool | None = None

    def read(self, name: str) -> bytes | None:
        """Return the content of a file; None where there is none that is whole."""
        if not self._is_usable():
            return None
        path = self.folder / name
        try:
            content = _content(path)
        except FileNotFoundError:
            return None
        except (OSError, MemoryError):
            content = b""
        checksum, content = content[:CHECKSUM], content[CHECKSUM:]
        if checksum == self._checksum(name, content):
            return content
        _remove(path)
        return None

    def write(self, name: str, content: bytes) -> None:
        """Keep a file for other processes: at once whole, or not at all."""
        if not self._is_usable():
            return
        unfinished = None
        try:
            with tempfile.NamedTemporaryFile(
                dir=self.folder, suffix=_BEING_WRITTEN, delete=False
            ) as file:
                unfinished = Path(file.name)
                file.write(self._checksum(name, content) + content)
            unfinished.replace(self.folder / name)
        except OSError as error:
            if unfinished is not None:
                _remove(unfinished)
            self._do_without(f"{self.folder}: {error.strerror}")

    def _checksum(self, name: str, content: bytes) -> bytes:
        place = f"{self.folder.name}/{name}\0".encode()
        return hashlib.blake2b(place + content, digest_size=CHECKSUM).digest()

    def _is_usable(self) -> bool:
        if self._usable is None:
            self._usable = True
            try:
                self._open()
            except OSError as error:
                self._do_without(f"{self.folder}: {error.strerror}")
        return self._usable

    def _open(self) -> None:
        self.base.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.path.lexists(self.folder) and not self.folder.is_dir():
            self.folder.unlink()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        for folder in (self.base, self.folder):
            if not _only_mine(folder.stat()):
                self._do_without(f"{folder}: others can write to it, or own it")
                return
        with suppress(OSError):  # where only reading is possible, nothing is out of date
            os.utime(self.folder)
            self._tidy()

    def _tidy(self) -> None:
        """Remove what killed processes left, and what was made from other sources long ago."""
        now = time.time()
        for path in self.folder.glob(f"*{_BEING_WRITTEN}"):
            if now - path.stat().st_mtime > ABANDONED:
                _remove(path)
        for path in self.base.glob(f"{self.kind}-*"):
            if now - path.stat().st_mtime > UNUSED:
                _remove(path)

    def _do_without(self, why: str) -> None:
        self._usable = False
        if not _notes:
            _notes.append(f"Nothing is kept for the next run: {why}.")
            sys.stderr.write(_notes[0] + "\n")


def _content(path: Path) -> bytes:
    """Return the bytes of a file; empty where it is none, or another user's.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    # what is no file at all must neither be followed nor waited for
    unlike = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    number = os.open(path, os.O_RDONLY | unlike | getattr(os, "O_BINARY", 0))
    try:
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode) or not _only_mine(about):
            return b""
        with open(number, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(number)


def _only_mine(about: os.stat_result) -> bool:
    """Whether nobody else could have written what this is about; not known on Windows."""
    if not hasattr(os, "geteuid"):
        return True
    return about.st_uid == os.geteuid() and not about.st_mode & _WRITABLE_BY_OTHERS


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
