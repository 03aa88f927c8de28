"""The calls to the operating system that a cell may make, as a program that the kernel runs.

What is not on the list is refused, whatever kernels will offer: an entry calculates, and reads
Python's files. The program is one of seccomp's (classic BPF): instructions of eight bytes over the
number of a call, the architecture, and six arguments (Linux, ``Documentation/userspace-api/
seccomp_filter.rst``). The numbers are those of ``asm/unistd_64.h`` and ``asm-generic/unistd.h``.
"""

import errno
import os
import struct

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false (both in instructions, from the next), and a constant."""
_LAYOUT = "=HBBI"
SIZE = struct.calcsize(_LAYOUT)
"""Bytes that an instruction takes."""

_ALLOWED = {
    "x86_64": {
        "read": 0, "write": 1, "close": 3, "fstat": 5, "stat": 4, "lstat": 6, "newfstatat": 262,
        "statx": 332, "access": 21, "faccessat": 269, "faccessat2": 439, "readlink": 89,
        "readlinkat": 267, "getdents": 78, "getdents64": 217, "getcwd": 79, "lseek": 8,
        "pread64": 17, "readv": 19, "writev": 20, "preadv": 295, "dup": 32, "dup2": 33,
        "dup3": 292, "close_range": 436, "brk": 12, "mmap": 9, "mprotect": 10, "munmap": 11,
        "mremap": 25, "madvise": 28, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15,
        "rt_sigpending": 127, "rt_sigsuspend": 130, "rt_sigtimedwait": 128, "sigaltstack": 131,
        "restart_syscall": 219, "futex": 202, "set_robust_list": 273, "rseq": 334,
        "set_tid_address": 218, "sched_yield": 24, "sched_getaffinity": 204, "getcpu": 309,
        "membarrier": 324, "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230,
        "nanosleep": 35, "pause": 34, "gettimeofday": 96, "time": 201, "times": 100,
        "getrusage": 98, "getrlimit": 97, "sysinfo": 99, "uname": 63, "getrandom": 318,
        "poll": 7, "ppoll": 271,
        "select": 23, "pselect6": 270, "getpid": 39, "gettid": 186, "getppid": 110, "getuid": 102,
        "geteuid": 107, "getgid": 104, "getegid": 108, "getresuid": 118, "getresgid": 120,
        "getgroups": 115, "capget": 125, "exit": 60, "exit_group": 231,
    },
    "aarch64": {
        "read": 63, "write": 64, "close": 57, "fstat": 80, "newfstatat": 79, "statx": 291,
        "faccessat": 48, "faccessat2": 439, "readlinkat": 78, "getdents64": 61, "getcwd": 17,
        "lseek": 62, "pread64": 67, "readv": 65, "writev": 66, "preadv": 69, "dup": 23,
        "dup3": 24, "close_range": 436, "brk": 214, "mmap": 222, "mprotect": 226, "munmap": 215,
        "mremap": 216, "madvise": 233, "rt_sigaction": 134, "rt_sigprocmask": 135,
        "rt_sigreturn": 139, "rt_sigpending": 136, "rt_sigsuspend": 133, "rt_sigtimedwait": 137,
        "sigaltstack": 132, "restart_syscall": 128, "futex": 98, "set_robust_list": 99,
        "rseq": 293, "set_tid_address": 96, "sched_yield": 124, "sched_getaffinity": 123,
        "getcpu": 168, "membarrier": 283, "clock_gettime": 113, "clock_getres": 114,
        "clock_nanosleep": 115, "nanosleep": 101, "gettimeofday": 169, "times": 153,
        "getrusage": 165, "getrlimit": 163, "sysinfo": 179, "uname": 160, "getrandom": 278,
        "ppoll": 73, "pselect6": 72, "getpid": 172, "gettid": 178, "getppid": 173, "getuid": 174,
        "geteuid": 175, "getgid": 176, "getegid": 177, "getresuid": 148, "getresgid": 150,
        "getgroups": 158, "capget": 90, "exit": 93, "exit_group": 94,
    },
}  # fmt: skip
"""Harmless with any arguments."""

_LOOKED_AT = {
    "x86_64": {
        "open": 2, "openat": 257, "fcntl": 72, "ioctl": 16, "kill": 62, "tgkill": 234,
        "prlimit64": 302,
    },
    "aarch64": {
        "openat": 56, "fcntl": 25, "ioctl": 29, "kill": 129, "tgkill": 131, "prlimit64": 261,
    },
}  # fmt: skip
"""Harmless with some arguments."""

SHARING = {
    "x86_64": {
        "shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240, "memfd_create": 319,
        "add_key": 248, "request_key": 249, "keyctl": 250,
    },
    "aarch64": {
        "shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180, "memfd_create": 279,
        "add_key": 217, "request_key": 218, "keyctl": 219,
    },
}  # fmt: skip
"""Some that would share or leave something; for the probe, as nothing unlisted is allowed."""

PRIVILEGED = {
    "x86_64": {
        "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155,
        "chroot": 161, "ptrace": 101, "process_vm_readv": 310, "perf_event_open": 298, "bpf": 321,
        "userfaultfd": 323, "io_uring_setup": 425, "inotify_init1": 294, "fanotify_init": 300,
        "name_to_handle_at": 303, "open_by_handle_at": 304, "kcmp": 312, "pidfd_open": 434,
        "personality": 135, "quotactl": 179,
    },
    "aarch64": {
        "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51,
        "ptrace": 117, "process_vm_readv": 270, "perf_event_open": 241, "bpf": 280,
        "userfaultfd": 282, "io_uring_setup": 425, "inotify_init1": 26, "fanotify_init": 262,
        "name_to_handle_at": 264, "open_by_handle_at": 265, "kcmp": 272, "pidfd_open": 434,
        "personality": 92, "quotactl": 60,
    },
}  # fmt: skip
"""Some that reach beyond a process; for the probe too."""

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where they are in what the program reads
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _END = 0x7FFF0000, 0x00050000, 0x80000000
_NEW = 424
"""From here on all architectures number alike; libraries know what to do without these calls."""
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0o20000000  # and O_TMPFILE's own
_FILE_COMMANDS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD to F_SETFL, F_DUPFD_CLOEXEC
_DEVICE_COMMANDS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it a terminal, and such


def machine() -> str:
    """Return the architecture whose numbers this process uses; "" where they are not known here."""
    name = os.uname().machine
    return name if name in _ARCHITECTURES and struct.calcsize("P") == 8 else ""


def program(architecture: str, process: int) -> list[Instruction]:
    """Return the program for an architecture and the process that it is for.

    Parameters
    ----------
    architecture
        ``"x86_64"`` or ``"aarch64"``.
    process
        Its number, as it sees it itself: it may send signals to no other.
    """
    made = [_load(_ARCHITECTURE), *_unless(_ARCHITECTURES[architecture], _END), _load(_NUMBER)]
    for number in _ALLOWED[architecture].values():
        made += _if_equal(number, _ALLOW)
    for name, number in _LOOKED_AT[architecture].items():
        body = _looking(name, process)
        made += [(_EQUAL, 0, len(body), number), *body]
    return [*made, (_AT_LEAST, 0, 1, _NEW), _refuse(errno.ENOSYS), _refuse(errno.EPERM)]


def packed(instructions: list[Instruction]) -> bytes:
    """Return a program as the kernel takes it."""
    return b"".join(struct.pack(_LAYOUT, *each) for each in instructions)


def _looking(name: str, process: int) -> list[Instruction]:
    """Return what decides about one call by its arguments."""
    if name in ("open", "openat"):
        flags = _load(_argument(1 if name == "open" else 2))
        return [flags, (_ANY_BIT, 0, 1, _CHANGING), _refuse(errno.EPERM), (_RETURN, 0, 0, _ALLOW)]
    if name == "prlimit64":  # asking and not setting: the third argument is no address
        low, high = _argument(2), _argument(2) + 4
        return [_load(low), *_unless(0, _REFUSE | errno.EPERM), *_among(high, (0,))]
    if name in ("kill", "tgkill"):
        return _among(_argument(0), (process,))
    return _among(_argument(1), _FILE_COMMANDS if name == "fcntl" else _DEVICE_COMMANDS)


def _among(offset: int, values: tuple[int, ...]) -> list[Instruction]:
    """Return what allows a call where a word has one of some values."""
    allowing = [each for value in values for each in _if_equal(value, _ALLOW)]
    return [_load(offset), *allowing, _refuse(errno.EPERM)]


def _argument(index: int) -> int:
    """Return where the lower word of an argument is; both architectures put it first."""
    return _ARGUMENTS + 8 * index


def _load(offset: int) -> Instruction:
    return _LOAD, 0, 0, offset


def _if_equal(value: int, outcome: int) -> list[Instruction]:
    return [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, outcome)]


def _unless(value: int, outcome: int) -> list[Instruction]:
    return [(_EQUAL, 1, 0, value), (_RETURN, 0, 0, outcome)]


def _refuse(error: int) -> Instruction:
    return _RETURN, 0, 0, _REFUSE | error
