"""The one decorator that owns every numba option, and where compiled code is kept.

numba's own cache does not notice that a helper in another file changed, stays behind in
site-packages after an uninstall, and fails at import where nothing is writable. So compiled code is
kept in the user's cache folder, under a name made from all kernel sources and numba's version.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba as _numba
import platformdirs

numba: Any = _numba  # its stubs know neither its settings nor all of its options
config: Any = numba.config
_Arguments = ParamSpec("_Arguments")
_Value = TypeVar("_Value")
_OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True}


def cache_folder() -> Path:
    """Return the folder of the compiled kernels of these very sources.

    ``SECDILEMMA_CACHE`` names another place, and so does numba's own ``NUMBA_CACHE_DIR``.
    """
    chosen = os.environ.get("SECDILEMMA_CACHE") or os.environ.get("NUMBA_CACHE_DIR")
    base = Path(chosen) if chosen else Path(platformdirs.user_cache_dir("secdilemma"))
    return base / f"kernels-{_fingerprint()}"


def cache_is_cold() -> bool:
    """Whether no kernel has been compiled yet, so that the first run will take longer."""
    folder = cache_folder()
    return not (folder.is_dir() and any(folder.rglob("*.nbc")))


def kernel(body: Callable[_Arguments, _Value]) -> Callable[_Arguments, _Value]:
    """Compile `body` when it is first called, and keep the result for the next process.

    Where nothing can be written the kernel is compiled for this process alone. With
    ``NUMBA_DISABLE_JIT=1`` the plain Python function is returned.
    """
    if config.DISABLE_JIT:
        return body
    if not _writable(Path(_FOLDER)):
        return numba.njit(no_cfunc_wrapper=True, **_OPTIONS)(body)  # type: ignore[no-any-return]
    with _cache_set():
        return numba.njit(cache=True, no_cfunc_wrapper=True, **_OPTIONS)(body)  # type: ignore[no-any-return]


def inlined(body: Callable[_Arguments, _Value]) -> Callable[_Arguments, _Value]:
    """Make `body` part of every kernel that calls it, before anything is compiled.

    A call between kernels counts references on every array it passes, which in a loop over a
    handful of numbers costs more than the numbers do.
    """
    if config.DISABLE_JIT:
        return body
    return numba.njit(inline="always", **_OPTIONS)(body)  # type: ignore[no-any-return]


def part(body: Callable[_Arguments, _Value]) -> Callable[_Arguments, _Value]:
    """Compile `body` for other kernels to call.

    It has no door to Python and counts no references, and so it must make no arrays.
    """
    if config.DISABLE_JIT:
        return body
    doors = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return numba.njit(**doors, _nrt=False, **_OPTIONS)(body)  # type: ignore[no-any-return]


def _fingerprint() -> str:
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


_FOLDER = str(cache_folder())


@lru_cache
def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder; numba would look for another place itself."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@contextmanager
def _cache_set() -> Iterator[None]:
    before = config.CACHE_DIR
    config.CACHE_DIR = _FOLDER
    try:
        yield
    finally:
        config.CACHE_DIR = before
