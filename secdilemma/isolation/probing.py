"""What a cell can and cannot do on this system: each protection is tried, and none assumed."""

import os
import resource
import socket
from contextlib import suppress
from pathlib import Path

from secdilemma.isolation.limits import MEGABYTE, Limits


def probe(limits: Limits) -> dict[str, bool]:
    """Return which protections hold in the process that calls it."""
    return {
        "time": _time(limits),
        "memory": _memory(limits),
        "writing": _writing(),
        "reading": _reading(),
        "network": _network(),
        "processes": _processes(),
        "signals": _signals(),
    }


def _time(limits: Limits) -> bool:
    return resource.getrlimit(resource.RLIMIT_CPU)[0] <= limits.cpu


def _memory(limits: Limits) -> bool:
    try:
        bytearray((limits.memory + 64) * MEGABYTE)
    except MemoryError:
        return True
    return False


def _writing() -> bool:
    places = [Path(), *map(Path, ("/tmp", "/var/tmp", "/dev/shm"))]  # noqa: S108
    return not any(_written(place / f"secdilemma-probe-{os.getpid()}") for place in places)


def _written(path: Path) -> bool:
    with suppress(OSError):
        path.write_bytes(b"")
        path.unlink()
        return True
    return False


def _reading() -> bool:
    with suppress(OSError):
        return not Path("/etc/passwd").read_bytes()
    return True


def _network() -> bool:
    return not _reaches(socket.SOCK_STREAM) and not _reaches(socket.SOCK_DGRAM)


def _reaches(kind: socket.SocketKind) -> bool:
    """Whether the machine itself answers, if only to refuse."""
    try:
        with socket.socket(socket.AF_INET, kind) as made:
            made.settimeout(1)
            made.connect(("127.0.0.1", 9))
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return True


def _processes() -> bool:
    try:
        child = os.fork()
    except OSError:
        return True
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return False


def _signals() -> bool:
    parent = os.getppid()
    if parent == 0:
        return True  # in a process namespace of its own there is nobody else
    try:
        os.kill(parent, 0)
    except OSError:
        return True
    return False
