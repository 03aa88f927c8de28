"""The one decorator that owns every numba option, and where compiled code is kept.

numba's own cache does not notice that a helper in another file changed, stays behind in
site-packages after an uninstall, fails at import where nothing is writable, and believes a damaged
file. So compiled code is kept in the user's cache folder, under a name made from all kernel sources
and the versions of the compiler, by :class:`secdilemma.io.cache.Cache`.
"""

import hashlib
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import llvmlite  # type: ignore[import-untyped]
import numba as _numba

from secdilemma.io.cache import Cache

numba: Any = _numba  # its stubs know neither its settings nor all of its options
config: Any = numba.config
_inner: Any = numba.core
_NullCache: Any
_CompileResult: Any
_dumps: Any
try:
    _NullCache = _inner.caching.NullCache
    _CompileResult, _dumps = _inner.compiler.CompileResult, _inner.serialize.dumps
except AttributeError:  # a numba that keeps its inner things elsewhere: nothing is cached
    _NullCache = None
_Arguments = ParamSpec("_Arguments")
_Value = TypeVar("_Value")
_OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True}


def cache_folder() -> Path:
    """Return the folder of the compiled kernels of these very sources.

    ``SECDILEMMA_CACHE`` names another place, and so does numba's own ``NUMBA_CACHE_DIR``.
    """
    return _CACHE.folder


def cache_is_cold() -> bool:
    """Whether no kernel has been compiled yet, so that the first run will take longer."""
    return not any(cache_folder().glob("*.nbc"))


def kernel(body: Callable[_Arguments, _Value]) -> Callable[_Arguments, _Value]:
    """Compile `body` when it is first called, and keep the result for the next process.

    Where nothing can be written the kernel is compiled for this process alone. With
    ``NUMBA_DISABLE_JIT=1`` the plain Python function is returned.
    """
    if config.DISABLE_JIT:
        return body
    made = numba.njit(no_cfunc_wrapper=True, **_OPTIONS)(body)
    if _NullCache is not None:
        made._cache = _Compiled(body)  # noqa: SLF001 - where numba looks before it compiles
    return made  # type: ignore[no-any-return]


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
    versions = (numba.__version__, llvmlite.__version__, sys.implementation.cache_tag)
    digest = hashlib.blake2b(repr(versions).encode(), digest_size=8)
    rooms = Path(__file__).parents[2]  # the package: every folder of kernels counts
    for source in sorted(rooms.glob("*/kernels/*.py")):
        digest.update(str(source.relative_to(rooms)).encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


_CACHE = Cache("kernels", _fingerprint(), "NUMBA_CACHE_DIR")

if _NullCache is not None:

    class _Compiled(_NullCache):  # type: ignore[misc]
        """What was compiled of one kernel before, by signature and processor."""

        def __init__(self, body: Callable[..., Any]) -> None:
            self.name = f"{body.__module__.rpartition('.')[2]}.{body.__name__}"
            self.code = (body.__code__.co_code, repr(body.__code__.co_consts))

        def load_overload(self, sig: Any, target_context: Any) -> Any:
            """Return the compiled kernel of a signature; None where there is none that fits."""
            target_context.refresh()
            content = _CACHE.read(self._file(sig, target_context.codegen()))
            if content is None:
                return None
            try:
                return _CompileResult._rebuild(target_context, *pickle.loads(content))  # noqa: S301, SLF001
            except Exception:  # noqa: BLE001 - a numba that made it otherwise
                return None

        def save_overload(self, sig: Any, cres: Any) -> None:
            """Keep the compiled kernel of a signature."""
            try:
                if cres.library.has_dynamic_globals or any(not x.can_cache for x in cres.lifted):
                    return
                content = _dumps(cres._reduce())  # noqa: SLF001
            except Exception:  # noqa: BLE001 - a numba that cannot
                return
            _CACHE.write(self._file(sig, cres.library.codegen), content)

        def _file(self, sig: Any, codegen: Any) -> str:
            key = repr((sig, codegen.magic_tuple(), self.code)).encode()
            return f"{self.name}-{hashlib.blake2b(key, digest_size=16).hexdigest()}.nbc"
