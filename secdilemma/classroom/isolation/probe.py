"""What a cell can and cannot do on this system: each protection is tried, and none assumed."""

import _thread
import mmap
import os
import resource
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from secdilemma.classroom.isolation import system, system_calls
from secdilemma.classroom.isolation.limits import MEGABYTE, Limits


def probe(limits: Limits) -> dict[str, bool]:
    """Return which protections hold in the process that calls it."""
    return {
        "time": _time(limits),
        "memory": _memory(limits),
        "writing": _writing(),
        "reading": _reading(),
        "names": _names(),
        "network": _network(),
        "processes": _processes(),
        "signals": _signals(),
        "sharing": _refused(system_calls.SHARING),
        "privileges": _refused(system_calls.PRIVILEGED) and not system.has_capabilities(),
    }


def _time(limits: Limits) -> bool:
    return resource.getrlimit(resource.RLIMIT_CPU)[0] <= limits.cpu


def _memory(limits: Limits) -> bool:
    """Whether too much cannot be had, be it its own, mapped to be shared, or kept by the system."""
    size = (limits.memory + 64) * MEGABYTE
    own = _fails(lambda: bytearray(size)) and _fails(lambda: mmap.mmap(-1, size))
    return own and _refused(system_calls.SHARING)


def _fails(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError, RuntimeError):
        return True
    return False


def _refused(numbers: dict[str, dict[str, int]]) -> bool:
    """Whether each of some calls to the system is refused; not, where their numbers are unknown."""
    known = numbers.get(system_calls.machine(), {})
    return bool(known) and all(map(system.refuses, known.values()))


def _writing() -> bool:
    here = (Path(), Path(os.__file__).parent, Path(__file__).parent)
    places = [*here, *map(Path, ("/", "/tmp", "/var/tmp", "/dev/shm"))]  # noqa: S108
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


def _names() -> bool:
    places = ("/etc/passwd", "/etc/hostname", "/proc/self", "/sys/kernel", "/dev/shm", "/var")  # noqa: S108
    return not any(map(os.path.lexists, places))


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
    """Whether neither a thread nor a process can be started."""
    if not _fails(lambda: _thread.start_new_thread(int, ())):
        return False
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
