"""Keepers at work: entries go out to them, a few at a time, and answers come back."""

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Queue
from threading import Semaphore, Timer
from typing import Any
from zlib import crc32

import numpy as np

from secdilemma.automata.interface import Context
from secdilemma.catalogue.catalogue import bundled_folders
from secdilemma.classroom.isolation.answers import Answer, agreed, read_answer
from secdilemma.classroom.isolation.contexts import to_plain
from secdilemma.classroom.isolation.limits import ESSENTIAL, Limits, in_words
from secdilemma.errors import TournamentError

START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); {}".format(
    "from secdilemma.classroom.isolation.keeper import main; main()"
)
PATIENCE = 20
"""Seconds beyond an entry's own that a keeper may take before it counts as lost."""
LOST = "the process that ran it was destroyed"
_LEAVE = 0.2
"""Seconds that a keeper has to end by itself."""
MAY_ASK = re.compile(
    rb"random|secrets|uuid|getrandom|datetime|perf_counter|monotonic|clock|getpid|ctypes|__import__"
    rb"|import\s+time|from\s+time|\btime\s*\.|\bid\s*\("
)
"""Words of an entry that may ask chance or the clock; others are only explored twice."""
MORE_EXPLORATIONS = 8
"""Explorations after the first of an entry that may ask chance: a coin falls the same way in all
of them once in 2^8."""
PAUSE = 1.1
"""Seconds before those after the second: whoever reads a clock by the second reads another."""


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
    *,
    partly: bool = False,
) -> Explored:
    """Load and explore entries twice, each time in a process of its own, and compare.

    The two explorations of an entry know nothing of each other, and sets have another order in the
    second. One that may ask chance or the clock is explored some times more, a while later.

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
        Called with (explorations done, explorations in all).
    partly
        Whether they run even where this system cannot keep them from all that is essential.

    Raises
    ------
    TournamentError
        If this system cannot run a process apart, or cannot keep it from something essential.
    """
    if not hasattr(os, "fork"):
        raise TournamentError(
            "--field: this system cannot fork a process to run entries in; expected Linux (on "
            "Windows: the Windows Subsystem for Linux), or --trust to load them in this process."
        )
    with tempfile.TemporaryDirectory(prefix="secdilemma-") as folder:
        settings = _settings(contexts, needed, limits, folder)
        with _keepers(settings, limits, max(1, min(workers, len(entries)))) as keepers:
            if not partly:
                _require_essential(keepers.held)

            def read(reply: bytes | None) -> Answer:
                return _read(reply, contexts, needed, limits)

            return Explored(_compared(entries, keepers, read, progress), keepers.held)


def _require_essential(held: dict[str, bool]) -> None:
    missing = [name for name, holds in held.items() if name in ESSENTIAL and not holds]
    if missing:
        raise TournamentError(
            f"--field: this system cannot keep entries from {in_words(missing)}; expected --isolate"
            f" to run them apart all the same, or --trust to load them in this process."
        )


def _compared(
    entries: Sequence[tuple[str, bytes]],
    keepers: "Keepers",
    read: Callable[[bytes | None], Answer],
    progress: Callable[[int, int], None] | None,
) -> list[Answer]:
    """Return the answers to the first exploration of each entry, where all the others agree."""
    done = 0

    def asked(these: list[int], number: int) -> Iterator[tuple[int, Answer]]:
        nonlocal done
        replies = keepers.ask([(*entries[k], number) for k in these])
        for k, reply in zip(these, replies, strict=True):
            done += 1
            if progress is not None:
                progress(done, max(done, 2 * len(entries)))
            yield k, read(reply)

    answers = [answer for _, answer in asked(list(range(len(entries))), 0)]
    for number in range(1, MORE_EXPLORATIONS + 1):
        left = [k for k, each in enumerate(answers) if not each.problem]
        if number > 1:
            left = [k for k in left if MAY_ASK.search(entries[k][1])]
        if number == 2 and left:
            time.sleep(PAUSE)
        for k, again in asked(left, number):
            answers[k] = agreed(answers[k], again)
    return answers


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
    own = [str(Path(__file__).resolve().parents[2]), *map(str, bundled_folders())]
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"]
    named = [paths["stdlib"], paths["platstdlib"], paths["purelib"], *packages, *own, *system]
    return list(dict.fromkeys([*named, os.devnull, "/dev/urandom"]))


class Keeper:
    """One keeper, started anew if it is lost; `order` tells in which order sets come."""

    def __init__(self, settings: dict[str, Any], limits: Limits, order: int) -> None:
        self.order = order
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
            env=_environment(self.order),
            cwd="/",
            start_new_session=True,
        )
        reply = self._exchange(process, self.settings)
        header, _, text = (reply or b'{"problem": "the process ended"}').partition(b"\n")
        problem = json.loads(header)["problem"]
        if problem:
            _end(process)
            raise TournamentError(
                f"--field: no process could be started to run entries in: {problem}; expected "
                f"--trust to load them in this process."
            )
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
    """End a keeper: one at rest goes by itself once nothing can be asked any more."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):
                stream.close()
    try:
        process.wait(_LEAVE)
    except subprocess.TimeoutExpired:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
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


def _environment(order: int) -> dict[str, str]:
    """Return an environment that says nothing of this one, and in which sets have one order."""
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": str(order), **single}


class Keepers:
    """Keepers of two orders of sets, at work at the same time; what is held is what all hold."""

    def __init__(self, made: Sequence[Keeper], workers: int) -> None:
        self.held = {name: all(each.held[name] for each in made) for name in made[0].held}
        self.free: list[Queue[Keeper]] = [Queue(), Queue()]
        for each in made:
            self.free[each.order].put(each)
        self.pools = [ThreadPoolExecutor(queue.qsize()) for queue in self.free]
        self.slots = Semaphore(workers)

    def ask(self, requests: Sequence[tuple[str, bytes, int]]) -> Iterator[bytes | None]:
        """Yield the replies to requests: an entry's file, its text, and which exploration it is.

        Explorations of an entry take turns between the orders; which is first is by its text, so
        that both kinds of keepers have as much to do.
        """
        orders = [(crc32(text) + number) % 2 for _, text, number in requests]
        replies = [
            self.pools[order].submit(self._asked, order, request)
            for order, request in zip(orders, requests, strict=True)
        ]
        while replies:
            yield replies.pop(0).result()

    def _asked(self, order: int, request: tuple[str, bytes, int]) -> bytes | None:
        file, text, number = request
        keeper = self.free[order].get()
        try:
            with self.slots:
                return keeper.ask(json.dumps([file, number]).encode() + b"\n" + text)
        finally:
            self.free[order].put(keeper)

    def stop(self) -> None:
        """Ask nothing any more."""
        for pool in self.pools:
            pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _keepers(settings: dict[str, Any], limits: Limits, workers: int) -> Iterator[Keepers]:
    """Start keepers, of each order at least one."""
    made: list[Keeper] = []
    count = max(2, workers)
    try:
        with ThreadPoolExecutor(count) as starting:
            made += starting.map(lambda k: Keeper(settings, limits, k % 2), range(count))
        keepers = Keepers(made, workers)
        try:
            yield keepers
        finally:
            keepers.stop()
    finally:
        for each in made:
            each.close()
