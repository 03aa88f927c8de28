"""Noticing what a strategy asks beside its mind: random generators, the clock, and the like.

An answer that was left to chance once looks like any other, and a rare coin falls the same way for
years. So it is the call that is noticed, whatever it returned and by whatever name it was imported.
"""

import gc
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import _bootstrap
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, Self

INSTEAD = (
    "expected the same answer from the same mind (for chance, return a probability of restraint "
    "such as 0.5, or {mind: probability})"
)
"""What to do about it, for messages."""
LOADED_INSTEAD = "expected a number that is the same in every process, or a parameter"
"""The same of a file that asks while it is loaded."""

_CLOCKS = {
    *("time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns"),
    *("process_time", "process_time_ns", "thread_time", "thread_time_ns", "clock_gettime"),
    *("clock_gettime_ns", "localtime", "gmtime", "ctime", "asctime", "strftime"),
}
_SYSTEM = {"urandom", "getrandom", "getpid", "getppid", "times", "getloadavg"}
_CALLS = {
    **dict.fromkeys(_CLOCKS, ("time",)),
    **dict.fromkeys(_SYSTEM, ("posix", "nt")),
    "generate_time_safe": ("_uuid",),
    "UuidCreate": ("_uuid",),
}
_ADDRESSES = {"id": ("builtins",), "hash": ("builtins",), "get_ident": ("_thread",)}
_DRAWS = {"random", "getrandbits"}
_DATES = {"now", "utcnow", "today"}
_SUSPECTS = {*_CALLS, *_ADDRESSES, *_DRAWS, *_DATES}
_ON_BEHALF = {"random", "secrets", "uuid", "_pydatetime", "datetime", "os", "time"}
_SEED: CodeType = random.Random.seed.__code__
_BITS: CodeType = random.SystemRandom.getrandbits.__code__
_find_and_load: FunctionType = vars(_bootstrap)["_find_and_load"]
_IMPORT: CodeType = _find_and_load.__code__


class Watch:
    """What is called on this thread while it lasts, as ``with Watch() as watch``.

    Nothing is noticed where a profiler, or another watch, already looks on. What modules do while
    they are imported is their own; only the module whose import is watched itself counts.

    Parameters
    ----------
    imports
        How many imports deep a call still counts: 0 within a question, 1 for a file's own import.
    """

    __slots__ = ("_depth", "_imports", "_looking", "_seeded", "seen")

    def __init__(self, imports: int = 0) -> None:
        self.seen = ""
        self._imports, self._depth = imports, 0
        self._looking = self._seeded = False

    def __enter__(self) -> Self:
        self._looking = sys.getprofile() is None
        if self._looking:
            sys.setprofile(self._look)
        return self

    def __exit__(self, *error: object) -> None:
        if self._looking:
            sys.setprofile(None)

    def _look(self, frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call":
            counts = self._depth <= self._imports and not self.seen
            if counts and called.__name__ in _SUSPECTS and not _is_collecting(frame):
                self._suspect(frame, called, called.__name__)
        elif event == "call":
            if frame.f_code is _IMPORT:
                self._depth += 1
            elif frame.f_code is _SEED:
                self._seed(frame)
        elif event == "return" and frame.f_code is _IMPORT:
            self._depth -= 1

    def _seed(self, frame: FrameType) -> None:
        """Tell a generator that is made of a number from one that is made of the clock."""
        self._seeded = frame.f_locals["a"] is not None
        if not self._seeded and self._depth <= self._imports and not self.seen:
            self.seen = "random.Random() without a seed"

    def _suspect(self, frame: FrameType, called: Any, name: str) -> None:
        owner = called.__self__
        if isinstance(owner, random.Random):
            shared = owner is random._inst  # noqa: SLF001
            if name in _DRAWS and (shared or not self._seeded):
                self.seen = _asked(frame, f"random.{name}")
        elif isinstance(owner, type):
            if name in _DATES and issubclass(owner, date):
                self.seen = f"{owner.__name__}.{name}"
        elif isinstance(owner, ModuleType):
            self._of_module(frame, owner.__name__, name)

    def _of_module(self, frame: FrameType, module: str, name: str) -> None:
        asking = frame.f_globals.get("__name__", "")
        if module in _CALLS.get(name, ()) and asking.partition(".")[0] != "logging":
            if _is_seeded_anew(frame):
                return
            self.seen = _asked(frame, f"{'os' if module in ('posix', 'nt') else module}.{name}")
        elif module in _ADDRESSES.get(name, ()) and not self._imports and is_authors(asking):
            own = frame.f_code.co_name == "__hash__"  # what dictionaries ask for, and keep
            self.seen = "" if own else name


def _is_collecting(frame: FrameType) -> bool:
    """Whether it is a callback of the garbage collector that asks, which may begin at any time."""
    callbacks = [getattr(each, "__code__", None) for each in gc.callbacks]
    at: FrameType | None = frame if callbacks else None
    while at is not None and at.f_code not in callbacks:
        at = at.f_back
    return at is not None


def _is_seeded_anew(frame: FrameType) -> bool:
    """Whether it is numpy that asks: its RandomState draws a seed before it takes the one given."""
    at = frame.f_back
    return frame.f_code is _BITS and at is not None and "RandomState" in at.f_code.co_names


def _asked(frame: FrameType, name: str) -> str:
    """Return the call that the author wrote, such as random.choice, of which a draw is made."""
    at: FrameType | None = frame
    while at is not None and (module := at.f_globals.get("__name__", "")) in _ON_BEHALF:
        name = f"{module}.{at.f_code.co_name}"
        at = at.f_back
    return name


def is_authors(module: str) -> bool:
    """Whether a module may be a strategy author's, and no part of Python or of this package."""
    top = module.partition(".")[0]
    if top == "secdilemma":
        return module.startswith("secdilemma.strategies.")
    return top not in sys.stdlib_module_names


@contextmanager
def unwatched() -> Iterator[None]:
    """Let what is called meanwhile go unnoticed: it is not the strategy's own doing."""
    watching = sys.getprofile()
    if not isinstance(getattr(watching, "__self__", None), Watch):
        yield
        return
    sys.setprofile(None)
    try:
        yield
    finally:
        sys.setprofile(watching)
