"""What the operating system offers to confine a process; each function says whether it did.

Linux has namespaces (a process sees a network, mounts and processes of its own), Landlock (a
process gives up reading and writing files for good) and seccomp (a process gives up calls to the
system for good). All are reached through the C library; where one is missing or not allowed, its
function returns False and nothing has changed.
"""

import ctypes
import errno
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from secdilemma.classroom.isolation import system_calls

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
NOBODY = 65534
_PRIVATE, _READ_ONLY = 0x4000 | 0x40000, 1  # MS_REC | MS_PRIVATE, MS_RDONLY
_NO_SET_USER, _BOUND = 2, 0x4000 | 0x1000  # MS_NOSUID, MS_REC | MS_BIND
_MOUNT_SETATTR, _RECURSIVE, _HERE = 442, 0x8000, -100
_DETACHED = 2  # MNT_DETACH
_RULESET, _RULE, _RESTRICT = 444, 445, 446
_SIGNAL_OF_DEATH, _DUMPABLE, _FILTER_CALLS, _NO_NEW_PRIVILEGES = 1, 4, 22, 38
_BY_PROGRAM = 2  # SECCOMP_MODE_FILTER
_OWN_KEYRING = 1  # KEYCTL_JOIN_SESSION_KEYRING
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_CAPABILITY_VERSION = 0x20080522


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(call: str, *arguments: object) -> bool:
    function = getattr(_library(), call, None)
    return function is not None and function(*arguments) == 0


def unshare(flags: int) -> bool:
    """Give this process, or for processes its first child, namespaces of its own."""
    return _done("unshare", flags)


def own_processes() -> int:
    """Go on as the first process of a namespace, whose end is the end of all others in it.

    Returns
    -------
    int
        An open file that stands for the namespace, for :func:`next_processes`; -1 if there is none.
    """
    if not unshare(NEW_PROCESSES):
        return -1
    first = os.fork()
    if first != 0:
        os._exit(0 if os.waitpid(first, 0)[1] == 0 else 1)
    end_with_parent()
    with suppress(OSError):
        return os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    return -1


def next_processes(own: int) -> bool:
    """Give the next child, and no other, a namespace of processes, within an `own` one."""
    return _done("setns", own, NEW_PROCESSES) and unshare(NEW_PROCESSES)


def own_users() -> bool:
    """Enter a user namespace in which this process may make the others.

    The administrator's also knows nobody, whom :func:`become_nobody` needs.
    """
    users, groups = os.geteuid(), os.getegid()
    ready = os.pipe()
    keeper = os.getpid()
    child = os.fork()
    if child == 0:
        os.read(ready[0], 1)
        os._exit(0 if users == 0 and _map_administrator(keeper) else 1)
    entered = unshare(NEW_USERS)
    os.write(ready[1], b".")
    mapped = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    for end in ready:
        os.close(end)
    if not entered:
        return False
    return mapped or _map_self(users, groups)


def _map_administrator(keeper: int) -> bool:
    text = f"0 0 1\n{NOBODY} {NOBODY} 1\n"
    with suppress(OSError):
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{keeper}/{name}").write_text(text, encoding="ascii")
        return True
    return False


def _map_self(user: int, group: int) -> bool:
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1\n", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1\n", encoding="ascii")
        return True
    return False


def own_mounts() -> bool:
    """Let this process see and change mounts without anybody else noticing."""
    return unshare(NEW_MOUNTS) and _done("mount", None, b"/", None, _PRIVATE, None)


def bare_root(folder: str, shown: Iterable[str]) -> bool:
    """Leave this process, which has mounts of its own, nothing to see but some files, read-only.

    Parameters
    ----------
    folder
        An empty folder: the new root is made in it, and has an empty folder of the same name.
    shown
        Files and folders that stay where they are.
    """
    if not _done("mount", b"none", os.fsencode(folder), b"tmpfs", _NO_SET_USER, b"mode=755"):
        return False
    with suppress(OSError):
        for each in shown:
            _show(each, folder)
        Path(folder + folder).mkdir(parents=True, exist_ok=True)
        if _read_only(folder) and _make_root(folder):
            return True
    _done("umount2", os.fsencode(folder), _DETACHED)
    return False


def _show(path: str, root: str) -> None:
    """Show a file or a folder, if there is one, under a root as well."""
    place = Path(root + path)
    if Path(path).is_dir():
        place.mkdir(parents=True, exist_ok=True)
    elif Path(path).exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    else:
        return
    if not _done("mount", os.fsencode(path), os.fsencode(place), None, _BOUND, None):
        raise OSError(ctypes.get_errno(), f"{path}: cannot be shown")


def _make_root(folder: str) -> bool:
    before = os.getcwd()  # noqa: PTH109 - it may be gone
    os.chdir(folder)
    number = system_calls.PRIVILEGED.get(system_calls.machine(), {}).get("pivot_root")
    # the old root comes to lie upon the new one, and is taken off: pivot_root(2)
    if number is None or _library().syscall(number, b".", b".") != 0:
        os.chdir(before)
        return False
    return _done("umount2", b".", _DETACHED) and _done("chdir", b"/")


def read_only_mounts() -> bool:
    """Make every file read-only to this process, and hide other processes in /proc."""
    made = _read_only("/")
    _done("mount", b"none", b"/proc", b"tmpfs", _READ_ONLY, b"size=4k")
    return made


def _read_only(folder: str) -> bool:
    """Make all below a mount read-only, and no set-user-id program work there."""
    attributes = (ctypes.c_uint64 * 4)(_READ_ONLY | _NO_SET_USER, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    path, given = os.fsencode(folder), ctypes.byref(attributes)
    return bool(_library().syscall(_MOUNT_SETATTR, _HERE, path, _RECURSIVE, given, size) == 0)


def landlock_version() -> int:
    """Return the version of Landlock; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    with suppress(AttributeError):
        return max(0, int(_library().syscall(_RULESET, None, ctypes.c_size_t(0), 1)))
    return 0


def give_up_files(readable: Iterable[str]) -> bool:
    """Give up all files but reading those in some folders, and give up TCP."""
    version = landlock_version()
    if not version:
        return False
    rights = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    rules = _ruleset(rights, 3 if version >= 4 else 0, 0)
    for folder in readable:
        with suppress(OSError):
            _allow_reading(rules, folder)
    return _restrict(rules)


def give_up_signals() -> bool:
    """Give up signals and sockets to processes that are not this one's own."""
    if landlock_version() < 6:
        return False
    return _restrict(_ruleset(0, 0, 3))


def _ruleset(files: int, network: int, scopes: int) -> int:
    attributes = (ctypes.c_uint64 * 3)(files, network, scopes)
    version = landlock_version()
    size = ctypes.c_size_t(8 if version < 4 else 16 if version < 6 else 24)
    return int(_library().syscall(_RULESET, ctypes.byref(attributes), size, 0))


def _allow_reading(rules: int, folder: str) -> None:
    file = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    rights = _READ_FILE | (_READ_FOLDER if Path(folder).is_dir() else 0)
    rule = rights.to_bytes(8, "little") + file.to_bytes(4, "little")
    _library().syscall(_RULE, rules, 1, ctypes.c_char_p(rule), 0)
    os.close(file)


def _restrict(rules: int) -> bool:
    if rules < 0:
        return False
    no_new_privileges()
    done = bool(_library().syscall(_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return done


def no_new_privileges() -> bool:
    """Let no program that this process starts gain rights."""
    return _done("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def end_with_parent() -> bool:
    """Let this process be killed when the one that started it ends."""
    return _done("prctl", _SIGNAL_OF_DEATH, signal.SIGKILL, 0, 0, 0)


def leave_no_dump() -> bool:
    """Keep this process's memory from being written down when it crashes, or looked into."""
    return _done("prctl", _DUMPABLE, 0, 0, 0, 0)


def own_keyring() -> bool:
    """Join a keyring that no other process has."""
    number = system_calls.SHARING.get(system_calls.machine(), {}).get("keyctl")
    return number is not None and int(_library().syscall(number, _OWN_KEYRING, None)) > 0


def give_up_calls() -> bool:
    """Give up all calls to the system but those that a cell may make: see `calls`."""
    architecture = system_calls.machine()
    if not architecture:
        return False
    program = system_calls.packed(system_calls.program(architecture, os.getpid()))
    kept = ctypes.create_string_buffer(program)
    given = _Program(len(program) // system_calls.SIZE, ctypes.addressof(kept))
    return no_new_privileges() and _done(
        "prctl", _FILTER_CALLS, _BY_PROGRAM, ctypes.byref(given), 0, 0
    )


class _Program(ctypes.Structure):
    """A program as prctl takes it: how many instructions, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def become_nobody() -> bool:
    """Stop being the administrator, whom the limit on processes does not bind.

    Where that would leave Python's own files unreadable, nothing is done.
    """
    if os.geteuid() != 0 or not _anybody_may_read(os.__file__):
        return False
    try:
        with suppress(OSError):
            os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    except OSError:
        return False
    return True


def _anybody_may_read(file: str) -> bool:
    path = Path(file).resolve()
    return bool(path.stat().st_mode & 0o004) and all(
        folder.stat().st_mode & 0o001 for folder in path.parents
    )


def drop_capabilities() -> bool:
    """Drop every capability."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    none = (ctypes.c_uint32 * 6)()
    return _done("capset", ctypes.byref(header), ctypes.byref(none))


def has_capabilities() -> bool:
    """Whether this process has any capability."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    return not _done("capget", ctypes.byref(header), ctypes.byref(sets)) or any(sets)


def refuses(number: int) -> bool:
    """Whether a call to the system is refused; its arguments are such that it could do nothing."""
    nothing = (ctypes.c_long(each) for each in (-1, 0, 0, 0, 0, 0))
    failed = _library().syscall(ctypes.c_long(number), *nothing) == -1
    return failed and ctypes.get_errno() in (errno.EPERM, errno.ENOSYS)
