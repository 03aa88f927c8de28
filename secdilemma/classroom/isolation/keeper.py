"""The keeper: forks a cell for each entry, waits for it, and passes its answer on.

It runs no entry's code and holds nothing that an entry should not see. It reads requests from stdin
and writes replies to stdout, each a length of four bytes and then as many bytes.
"""

import gc
import json
import os
import random
import resource
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from secdilemma.classroom.isolation import cell, system
from secdilemma.classroom.isolation.contexts import from_plain
from secdilemma.classroom.isolation.entry import answer
from secdilemma.classroom.isolation.limits import MEGABYTE, Limits
from secdilemma.classroom.isolation.probe import probe

COMMON = (
    "abc", "bisect", "cmath", "collections", "contextlib", "copy", "dataclasses", "decimal",
    "enum", "fractions", "functools", "heapq", "itertools", "math", "numbers", "operator",
    "random", "re", "statistics", "string", "textwrap", "typing", "numpy.random",
)  # fmt: skip
"""Modules that entries often import: they are here already, and quick."""
_CLOCK = 0.25
"""Seconds by which two clocks of processor time may differ."""


@dataclass(frozen=True)
class Post:
    """What every cell of a keeper is given, and the keeper's own process namespace."""

    limits: Limits
    contexts: list[Any]
    needed: int
    address_space: int
    null: int
    processes: int


def main() -> None:
    """Serve until stdin ends."""
    request = receive(0)
    if request is None:
        return
    post = _prepare(json.loads(request))
    _serve(lambda: probe(post.limits), post)
    while (source := receive(0)) is not None:
        header, _, text = source.partition(b"\n")
        file, number = json.loads(header)
        _serve(partial(_explore, post, text, file, number), post)


def _explore(post: Post, text: bytes, file: str, number: int) -> dict[str, Any]:
    """Return what an entry answers; in each exploration of it, chance falls another way."""
    random.seed(number)
    np.random.seed(number)  # noqa: NPY002 - what an entry may use
    limits = post.limits
    return answer(text, file, post.contexts, post.needed, limits.minds, again=number == 0)


def receive(file: int) -> bytes | None:
    """Return the next message of an open file; None where there is none, or not the whole of it."""
    length = _exactly(file, 4)
    return None if length is None else _exactly(file, int.from_bytes(length, "big"))


def send(file: int, message: bytes) -> None:
    """Write a message to an open file."""
    left = memoryview(len(message).to_bytes(4, "big") + message)
    while left:
        left = left[os.write(file, left) :]


def _exactly(file: int, count: int) -> bytes | None:
    parts = []
    while count:
        part = os.read(file, min(count, MEGABYTE))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _prepare(settings: dict[str, Any]) -> Post:
    for name in COMMON:
        with suppress(ImportError):
            import_module(name)
    null = os.open(os.devnull, os.O_RDWR)
    address_space = _address_space()
    processes = _leave(settings["folder"], settings["readable"])
    gc.collect()
    gc.freeze()  # what is here is shared with every cell
    gc.enable()
    contexts = from_plain(settings["contexts"])
    limits, needed = Limits(**settings["limits"]), settings["needed"]
    return Post(limits, contexts, needed, address_space, null, processes)


def _leave(folder: str, readable: list[str]) -> int:
    """Leave behind what no cell has a use for: users, processes, the network, and files.

    Returns
    -------
    int
        The namespace of processes that this one is in: see :func:`system.own_processes`.
    """
    processes = -1
    if system.own_users():
        system.unshare(system.NEW_NETWORK)
        system.unshare(system.NEW_NAMES)
        processes = system.own_processes()
        if system.own_mounts() and not system.bare_root(folder, readable):
            system.read_only_mounts()
    os.chdir(folder)
    system.give_up_files(readable)
    return processes


def _address_space() -> int:
    """Return how many bytes this process takes up."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 1024 * MEGABYTE
    return pages * resource.getpagesize()


def _serve(work: Callable[[], Any], post: Post) -> None:
    """Fork a cell for some work, wait for it, and pass on what it sent."""
    out, into = os.pipe()
    system.next_processes(post.processes)
    system.unshare(system.NEW_IPC)
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            cell.confine(post.limits, post.address_space, post.null, into)
            cell.run(work, post.limits)
        finally:
            os._exit(70)
    os.close(into)
    text, late = _collected(out, begun + post.limits.wall, post.limits.answer * MEGABYTE)
    for kill in (os.kill, os.killpg):
        with suppress(OSError):
            kill(child, signal.SIGKILL)
    os.close(out)
    _, status, usage = os.wait4(child, 0)
    problem = _problem(text, status, usage.ru_utime + usage.ru_stime, post.limits, late=late)
    header = json.dumps({"problem": problem}).encode()
    send(1, header + b"\n" + (b"" if problem else text))


def _collected(pipe: int, deadline: float, most: int) -> tuple[bytes, bool]:
    """Return what comes through a pipe, a little more than `most` bytes, and whether it is late.

    Raises
    ------
    SystemExit
        If nobody is there any more who would be answered.
    """
    parts, size = [], 0
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    poll.register(0, 0)  # whether it is closed, and not whether something is to be read
    while size <= most:
        left = deadline - time.monotonic()
        ready = poll.poll(1000 * left) if left > 0 else []
        if not ready:
            return b"", True
        if any(file == 0 for file, _ in ready):
            raise SystemExit(1)
        part = os.read(pipe, 65536)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts), False


def _problem(text: bytes, status: int, cpu: float, limits: Limits, *, late: bool) -> str:
    """Return why there is no answer, in words; nothing where there is one."""
    if late:
        return f"it takes more than {limits.wall} s"
    if len(text) > limits.answer * MEGABYTE:
        return f"its tables are larger than {limits.answer} MB"
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if ended in (signal.SIGXCPU, signal.SIGKILL) and cpu > limits.cpu - _CLOCK:
        return f"it takes more than {limits.cpu} s of processor time"
    return "" if text else _silent(ended, status)


def _silent(ended: int, status: int) -> str:
    """Return how a process ended that said nothing."""
    if ended == signal.SIGKILL:  # by the keeper, once the pipe was closed, or for want of memory
        return "it ended without an answer"
    if ended:
        return f"its process was ended by {signal.Signals(ended).name} before it answered"
    return f"it ended its process (exit code {os.WEXITSTATUS(status)}) before it answered"
