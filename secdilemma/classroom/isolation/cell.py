"""The process in which an entry runs: confined first, then the entry, then its answer."""

import json
import os
import resource
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from secdilemma.classroom.isolation import system
from secdilemma.classroom.isolation.limits import MEGABYTE, Limits

OUT_OF_MEMORY = b'{"problem": "it needs more memory than it may have"}'
PIPE = 3
"""The only file that a cell has open, besides the null device."""


def confine(limits: Limits, address_space: int, null: int, pipe: int) -> None:
    """Give up what an entry has no use for; whether all of it could be is for the probe to say.

    Parameters
    ----------
    limits
        What the entry may use.
    address_space
        Bytes that this process takes up before it begins.
    null, pipe
        Open files: the null device, and where the answer goes.
    """
    os.setsid()
    _keep_only(null, pipe)
    system.give_up_signals()
    system.become_nobody()
    system.own_keyring()
    system.drop_capabilities()
    system.no_new_privileges()
    system.end_with_parent()
    system.leave_no_dump()
    for what, most in _limits(limits, address_space).items():
        with suppress(OSError, ValueError):
            resource.setrlimit(what, most)
    system.give_up_calls()


def run(answer: Callable[[], Any], limits: Limits) -> None:
    """Send what `answer` returns as JSON through the pipe, and end this process."""
    try:
        text = json.dumps(answer()).encode()
    except MemoryError:
        text = OUT_OF_MEMORY
    except BaseException as error:  # noqa: BLE001 - the entry may have broken anything here
        text = json.dumps({"problem": f"its answer: {type(error).__name__}"}).encode()
    try:
        _send(text[: limits.answer * MEGABYTE + 1])
    finally:
        os._exit(0)


def _send(text: bytes) -> None:
    left = memoryview(text)
    while left:
        left = left[os.write(PIPE, left) :]


def _keep_only(null: int, pipe: int) -> None:
    """Close every file but the pipe; the standard streams lead nowhere."""
    pipe = os.dup(pipe) if pipe < PIPE else pipe
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.dup2(pipe, PIPE)
    os.closerange(PIPE + 1, 4096)


def _limits(limits: Limits, address_space: int) -> dict[int, tuple[int, int]]:
    memory = address_space + limits.memory * MEGABYTE
    most = {
        resource.RLIMIT_CPU: (limits.cpu, limits.cpu),
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (limits.files, limits.files),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_MEMLOCK: (0, 0),
    }
    return {what: _within(what, soft, hard) for what, (soft, hard) in most.items()}


def _within(what: int, soft: int, hard: int) -> tuple[int, int]:
    """Return a limit that is no higher than the one this process is under already."""
    ceiling = resource.getrlimit(what)[1]
    if ceiling == resource.RLIM_INFINITY:
        return soft, hard
    return min(soft, ceiling), min(hard, ceiling)
