"""What the operating system offers to confine a process; each function says whether it did.

Linux has namespaces (a process sees a network, mounts and processes of its own) and Landlock (a
process gives up reading and writing files for good). Both are reached through the C library; where
one is missing or not allowed, its function returns False and nothing has changed.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
NOBODY = 65534
_PRIVATE, _READ_ONLY = 0x4000 | 0x40000, 1  # MS_REC | MS_PRIVATE, MS_RDONLY
_MOUNT_SETATTR, _RECURSIVE, _HERE = 442, 0x8000, -100
_RULESET, _RULE, _RESTRICT = 444, 445, 446
_DUMPABLE, _KEEP_CAPABILITIES, _NO_NEW_PRIVILEGES = 4, 8, 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_MAY_READ_ANY_FILE = 1 << 2  # CAP_DAC_READ_SEARCH
_CAPABILITY_VERSION = 0x20080522


def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _done(call: str, *arguments: object) -> bool:
    function = getattr(_library(), call, None)
    return function is not None and function(*arguments) == 0


def unshare(flags: int) -> bool:
    """Give this process, or for processes its children, namespaces of their own."""
    return _done("unshare", flags)


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


def read_only_mounts() -> bool:
    """Make every file read-only to this process, and hide other processes in /proc."""
    if not unshare(NEW_MOUNTS) or not _done("mount", None, b"/", None, _PRIVATE, None):
        return False
    attributes = (ctypes.c_uint64 * 4)(_READ_ONLY | 2, 0, 0, 0)  # and no set-user-id programs
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    made = _library().syscall(
        _MOUNT_SETATTR, _HERE, b"/", _RECURSIVE, ctypes.byref(attributes), size
    )
    _done("mount", b"none", b"/proc", b"tmpfs", _READ_ONLY, b"size=4k")
    return bool(made == 0)


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


def become_nobody() -> bool:
    """Stop being the administrator, whom the limit on processes does not bind.

    Where that would leave Python's own files unreadable, nothing is done.
    """
    if os.geteuid() != 0 or not (_may_read_any_file() or _anybody_may_read(os.__file__)):
        return False
    _done("prctl", _KEEP_CAPABILITIES, 1, 0, 0, 0)
    try:
        with suppress(OSError):
            os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    except OSError:
        return False
    return drop_capabilities(_MAY_READ_ANY_FILE)


def _may_read_any_file() -> bool:
    """Whether this process holds the capability; a process in a user namespace of its own does."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    got = _done("capget", ctypes.byref(header), ctypes.byref(sets))
    return got and bool(sets[1] & _MAY_READ_ANY_FILE)


def _anybody_may_read(file: str) -> bool:
    path = Path(file).resolve()
    return bool(path.stat().st_mode & 0o004) and all(
        folder.stat().st_mode & 0o001 for folder in path.parents
    )


def drop_capabilities(kept: int = 0) -> bool:
    """Drop every capability but `kept`."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)
    if _done("capset", ctypes.byref(header), ctypes.byref(sets)):
        return True
    none = (ctypes.c_uint32 * 6)()
    return _done("capset", ctypes.byref(header), ctypes.byref(none))
