"""Names that are taken by a hidden locked file, and what killed programs leave beside it.

The system lets go of a lock when the program ends, however it ends; where a file system knows no
locks, names are looked for and not taken.
"""

import contextlib
import hashlib
import os
import re
import shutil
from pathlib import Path

try:
    import fcntl
except ImportError:  # not POSIX
    fcntl = None  # type: ignore[assignment]

_OURS = re.compile(r"(\.secdilemma-[0-9a-f]{32})(?:\.lock|-[0-9a-f]{8}\.part)")


def hidden(base: Path, leaf: Path, ending: str) -> Path:
    """Return the hidden name that stands for one at `leaf` from `base`."""
    digest = hashlib.blake2b(os.fsencode(leaf), digest_size=16).hexdigest()
    return base / f".secdilemma-{digest}{ending}"


def locked(lock: Path, *, unknown: bool) -> int | None:
    """Return an open file that is locked until it is closed; None if another has it.

    Where the file system knows no locks, `unknown` says whether it counts as locked.
    """
    while True:
        file = _opened(lock)
        if not _lock(file, unknown=unknown):
            os.close(file)
            return None
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file), lock.stat()):
                return file
        os.close(file)  # the one who had it has just removed it


def _opened(lock: Path) -> int:
    flags = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(lock, os.O_RDWR | flags, 0o666)
    except PermissionError:  # another user's may be read
        return os.open(lock, os.O_RDONLY | flags, 0o666)


def _lock(file: int, *, unknown: bool) -> bool:
    if fcntl is None:
        return unknown
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return unknown
    return True


def is_taken_above(base: Path, leaf: Path) -> bool:
    """Whether a run has taken the name while folders on the way to it were missing."""
    for above in base.parents:
        lock = hidden(above, (base / leaf).relative_to(above), ".lock")
        if lock.exists():
            file = locked(lock, unknown=True)
            if file is None:
                return True
            lock.unlink(missing_ok=True)
            os.close(file)
    return False


def sweep(folder: Path) -> None:
    """Remove the hidden files that killed programs have left in a folder."""
    with contextlib.suppress(OSError):
        found = {m[1] for each in folder.iterdir() if (m := _OURS.fullmatch(each.name))}
        for stem in found:
            _sweep_one(folder, stem)


def _sweep_one(folder: Path, stem: str) -> None:
    lock = folder / f"{stem}.lock"
    file = locked(lock, unknown=False)
    if file is not None:
        try:
            for part in folder.glob(f"{stem}-*.part"):
                discard(part)
            lock.unlink()
        finally:
            os.close(file)


def discard(part: Path) -> None:
    """Remove a hidden folder; what it holds of an older result goes back if its name is free."""
    if part.is_symlink() or not part.is_dir():
        part.unlink(missing_ok=True)
        return
    for old in (part / "old").glob("*"):
        if not os.path.lexists(part.parent / old.name):
            old.rename(part.parent / old.name)
    shutil.rmtree(part)
