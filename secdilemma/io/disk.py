"""Files and folders on the disk: made to last, and put in place of others in one step."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

Content = bytes | Callable[[BinaryIO], object]
"""What a file holds: bytes, or a function that writes them into an open file."""

_UNABLE = (errno.EINVAL, errno.ENOTSUP)  # a file system that has no such operation


def write(path: Path, content: Content) -> None:
    """Write a new file, and the folders on the way to it that are missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        content(file) if callable(content) else file.write(content)


def sync_tree(folder: Path) -> None:
    """Have the system write a folder and all in it to the disk."""
    for path, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync(Path(path, name))
        sync(Path(path))


def sync(path: Path) -> None:
    """Have the system write a file or folder to the disk."""
    if os.name != "posix" and path.is_dir():
        return  # only POSIX opens folders
    file = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
    finally:
        os.close(file)


def swap(new: Path, old: Path, aside: Path) -> None:
    """Put a directory in place of another: in one step, or else by way of a third name."""
    if not _exchange(new, old):
        aside.parent.mkdir(parents=True)
        old.rename(aside)
        new.rename(old)


def _exchange(one: Path, other: Path) -> bool:
    """Let two names change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
