"""Files that the program is given: read whole as text, and TOML to plain data, within bounds."""

import stat
import tomllib
from pathlib import Path
from typing import Any

from secdilemma.errors import SecDilemmaError

LARGEST = 4_000_000
"""The most bytes of a file that is read."""

_DEEPEST = 32
_LARGEST_WHOLE = 2**63


def is_file(path: Path) -> bool:
    """Whether there is a regular file; a name that no file can have names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder; a name that no folder can have names none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def text_of(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a regular file in UTF-8; a byte order mark before it says nothing.

    Raises
    ------
    SecDilemmaError
        If it is none, cannot be read or has more than `largest` bytes; the message has no path.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            kind = "a directory" if stat.S_ISDIR(about.st_mode) else "no regular file"
            raise SecDilemmaError(f"it cannot be read: it is {kind}", expected="a file of text")
        if about.st_size > largest:
            raise SecDilemmaError(f"larger than {largest:,} bytes", expected="a smaller file")
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SecDilemmaError(f"not UTF-8 text: {error.reason}.") from error
    except ValueError as error:  # a NUL in the path
        raise SecDilemmaError(f"it cannot be read: {error}.") from error
    except OSError as error:
        raise SecDilemmaError(f"it cannot be read: {error.strerror}.") from error


def data_of(text: str) -> dict[str, Any]:
    """Return the data of a TOML text.

    Raises
    ------
    SecDilemmaError
        If it is no TOML, is nested more than 32 deep, or holds a whole number of more than 64 bits,
        which TOML does not know either.
    """
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise SecDilemmaError("not TOML that can be read: it is nested too deeply.") from error
    except ValueError as error:  # beside what is no TOML, a number of thousands of digits
        raise SecDilemmaError(f"not TOML: {error}.") from error
    _require_bounded("", data, 0)
    return data


def _require_bounded(where: str, value: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise SecDilemmaError(
            "nested too deeply", where=f"{where[:80]}…", expected=f"up to {_DEEPEST} deep"
        )
    if isinstance(value, int) and not -_LARGEST_WHOLE <= value <= _LARGEST_WHOLE:
        size = value.bit_length()
        raise SecDilemmaError(
            where=where, got=f"a whole number of {size:,} bits", expected="at most 64 bits"
        )
    if isinstance(value, dict):
        for key, each in value.items():
            _require_bounded(f"{where}.{key}" if where else key, each, depth + 1)
    elif isinstance(value, list):
        for k, each in enumerate(value):
            _require_bounded(f"{where}[{k}]", each, depth + 1)
