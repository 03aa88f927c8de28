"""Keepers at work: entries go out to them, a few at a time, and answers come back."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Queue
from threading import Timer
from typing import Any

import numpy as np

from secdilemma import strategies as bundle
from secdilemma.authoring import Context
from secdilemma.errors import TournamentError
from secdilemma.isolation.limits import Limits
from secdilemma.isolation.matches import to_plain
from secdilemma.isolation.reading import Answer, read_answer

START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); {}".format(
    "from secdilemma.isolation.keeper import main; main()"
)
PATIENCE = 20
"""Seconds beyond an entry's own that a keeper may take before it counts as lost."""
LOST = "the process that ran it was destroyed"


@dataclass(frozen=True, slots=True)
class Explored:
    """The answers of some entries, in order, and which protections held while they ran."""

    answers: list[Answer]
    held: dict[str, bool]


def explore_apart(
    entries: Sequence[tuple[str, bytes]],
    contexts: list[Context],
    needed: int,
    limits: Limits,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> Explored:
    """Load and explore entries, each in a process of its own.

    Parameters
    ----------
    entries
        What each file is called, and what it holds.
    contexts, needed
        The matches to explore them for, and how many they must have tables for.
    limits
        What each may use.
    workers
        How many run at a time.
    progress
        Called with (entries done, entries in all).

    Raises
    ------
    TournamentError
        If this system cannot run a process apart at all.
    """
    if not hasattr(os, "fork"):
        raise TournamentError(
            "--isolate: this system cannot fork a process; expected Linux, or macOS with fewer "
            "protections (on Windows: the Windows Subsystem for Linux)."
        )
    done = 0

    def read(reply: bytes | None) -> Answer:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, len(entries))
        return _read(reply, contexts, needed, limits)

    with tempfile.TemporaryDirectory(prefix="secdilemma-") as folder:
        settings = _settings(contexts, needed, limits, folder)
        with _keepers(settings, limits, max(1, min(workers, len(entries)))) as (pool, free, held):

            def ask(entry: tuple[str, bytes]) -> bytes | None:
                keeper = free.get()
                try:
                    return keeper.ask(json.dumps(entry[0]).encode() + b"\n" + entry[1])
                finally:
                    free.put(keeper)

            answers = [read(reply) for reply in pool.map(ask, entries)]
    return Explored(answers, held)


def _read(reply: bytes | None, contexts: list[Context], needed: int, limits: Limits) -> Answer:
    if reply is None:
        return Answer(problem=LOST)
    header, _, text = reply.partition(b"\n")
    problem = json.loads(header)["problem"]
    return Answer(problem=problem) if problem else read_answer(text, contexts, needed, limits)


def _settings(contexts: list[Context], needed: int, limits: Limits, folder: str) -> dict[str, Any]:
    return {
        "contexts": to_plain(contexts),
        "needed": needed,
        "limits": asdict(limits),
        "folder": folder,
        "readable": readable(),
    }


def readable() -> list[str]:
    """Return where Python's own files and this package's lie: all that an entry may read."""
    paths = sysconfig.get_paths()
    packages = [str(Path(module.__path__[0]).parent) for module in (np,)]
    own = [str(Path(__file__).resolve().parents[1]), *bundle.__path__]
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"]
    named = [paths["stdlib"], paths["platstdlib"], paths["purelib"], *packages, *own, *system]
    return list(dict.fromkeys([*named, os.devnull, "/dev/urandom"]))


class Keeper:
    """One keeper, started anew if it is lost."""

    def __init__(self, settings: dict[str, Any], limits: Limits) -> None:
        self.settings = json.dumps(settings).encode()
        self.limits = limits
        self.process, self.held = self._start()

    def ask(self, request: bytes) -> bytes | None:
        """Return the reply to a request; None if the keeper was lost over it."""
        reply = self._exchange(self.process, request)
        if reply is None:
            self.close()
            self.process, _ = self._start()
        return reply

    def close(self) -> None:
        """End it and all that it started."""
        _end(self.process)

    def _start(self) -> tuple["subprocess.Popen[bytes]", dict[str, bool]]:
        # -s -P: neither the user's site-packages nor the folder one stands in are looked at
        process = subprocess.Popen(  # noqa: S603 - this very interpreter
            [sys.executable, "-s", "-P", "-c", START, json.dumps(sys.path[:])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            start_new_session=True,
        )
        reply = self._exchange(process, self.settings)
        header, _, text = (reply or b'{"problem": "the process ended"}').partition(b"\n")
        problem = json.loads(header)["problem"]
        if problem:
            _end(process)
            raise TournamentError(f"--isolate: no process could be started to run in: {problem}.")
        return process, json.loads(text)

    def _exchange(self, process: "subprocess.Popen[bytes]", request: bytes) -> bytes | None:
        late = Timer(self.limits.wall + PATIENCE, process.kill)
        late.daemon = True
        late.start()
        try:
            return _sent(process, request)
        finally:
            late.cancel()


def _end(process: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    process.wait()


def _sent(process: "subprocess.Popen[bytes]", request: bytes) -> bytes | None:
    out, into = process.stdin, process.stdout
    if out is None or into is None:
        return None
    try:
        out.write(len(request).to_bytes(4, "big") + request)
        out.flush()
    except OSError:
        return None
    length = into.read(4)
    size = int.from_bytes(length, "big")
    reply = into.read(size) if len(length) == 4 else b""
    return reply if len(length) == 4 and len(reply) == size else None


def _environment() -> dict[str, str]:
    """Return an environment that says nothing of this one, and in which sets have one order."""
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", **single}


@contextmanager
def _keepers(
    settings: dict[str, Any], limits: Limits, count: int
) -> Iterator[tuple[ThreadPoolExecutor, "Queue[Keeper]", dict[str, bool]]]:
    """Start keepers; what is held is what all of them hold."""
    made: list[Keeper] = []
    free: Queue[Keeper] = Queue()
    pool = ThreadPoolExecutor(count)
    try:
        made += pool.map(lambda _: Keeper(settings, limits), range(count))
        for each in made:
            free.put(each)
        yield pool, free, {name: all(each.held[name] for each in made) for name in made[0].held}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for each in made:
            each.close()
