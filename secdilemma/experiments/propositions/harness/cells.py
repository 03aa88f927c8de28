"""Cells that are done, kept one a line, so that an interrupted run loses only the one under way.

A cell's key is a hash of everything its measures depend on: the proposition's name and factors, the
setting, the number of matches, and the program itself. Lines of another program are left alone and
not used. Each line has a checksum, and one that was cut off by a crash or damaged is overlooked.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from secdilemma.errors import ResultsError
from secdilemma.experiments.propositions.harness.declaration import Measure
from secdilemma.io.disk import sync

FILE = "cells.jsonl"


@lru_cache
def program() -> str:
    """Return a hash of the package's own sources, strategies included."""
    from secdilemma import strategies

    digest = hashlib.blake2b(digest_size=16)
    for folder in (Path(__file__).parents[3], *map(Path, strategies.__path__)):
        for source in sorted(folder.rglob("*.py")):
            digest.update(source.relative_to(folder).as_posix().encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()


def key_of(spec: dict[str, Any]) -> str:
    """Return the key of a cell that is specified by plain data."""
    text = json.dumps([program(), spec], sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


class Kept:
    """The cells kept in a folder, and those of this run; without a folder only the latter.

    Raises
    ------
    ResultsError
        If the folder cannot be written to.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = None if folder is None else folder / FILE
        self.cells: dict[str, tuple[Measure, ...]] = {}
        self._lock = Lock()
        self._problem: OSError | None = None
        if self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.cells.update(_read(self.path))
                _end_line(self.path)
                sync(self.path.parent)
            except OSError as error:
                raise ResultsError(
                    f"{folder}: it cannot hold cells: {error.strerror}; expected a folder that can "
                    f"be written to."
                ) from error

    def keep(self, key: str, measures: tuple[Measure, ...]) -> None:
        """Remember a cell, and write it down at once; none is written after one that could not."""
        rows = [[m.name, m.value, m.low, m.high] for m in measures]
        made = {"key": key, "measures": rows}
        line = json.dumps(made | {"checksum": _checksum(made)}) + "\n"
        with self._lock:
            self.cells[key] = measures
            if self.path is not None and self._problem is None:
                try:
                    _append(self.path, line)
                except OSError as error:
                    self._problem = error

    def require_whole(self) -> None:
        """Raise if a cell could not be written down.

        Raises
        ------
        ResultsError
            The first reason; the cells before it are kept.
        """
        if self._problem is not None:
            raise ResultsError(
                f"{self.path}: not every cell could be written: {self._problem.strerror}."
            ) from self._problem


def _append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _checksum(made: dict[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(made, sort_keys=True).encode(), digest_size=16).hexdigest()


def _read(path: Path) -> Iterator[tuple[str, tuple[Measure, ...]]]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            made = json.loads(line)
            if made.pop("checksum") == _checksum(made):
                yield made["key"], tuple(Measure(*row) for row in made["measures"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue  # cut off by a crash, or no line of ours


def _end_line(path: Path) -> None:
    """End a line that was cut off, so that the next one stands alone."""
    with path.open("a+b") as file:
        if file.tell() == 0:
            return
        file.seek(-1, os.SEEK_END)
        if file.read(1) != b"\n":
            file.write(b"\n")
