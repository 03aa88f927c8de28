"""The program that decides about calls to the system, run here for each architecture."""

import errno
import os
import re
import struct
from pathlib import Path

import pytest

from secdilemma.classroom.isolation import system_calls

ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
TABLES = (
    system_calls._ALLOWED,
    system_calls._LOOKED_AT,
    system_calls.SHARING,
    system_calls.PRIVILEGED,
)
BOTH = pytest.mark.parametrize("machine", sorted(HEADERS))


def outcome(machine, number, *arguments, kind=None, process=7):
    """Return what the kernel would: interpret the program over one call."""
    kind = system_calls._ARCHITECTURES[machine] if kind is None else kind
    six = [each % 2**64 for each in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("<IIQ6Q", number, kind, 0, *six)
    program, at, held = system_calls.program(machine, process), 0, 0
    while True:
        code, yes, no, constant = program[at]
        at += 1
        if code == 0x06:  # BPF_RET | BPF_K
            return constant
        if code == 0x20:  # BPF_LD | BPF_W | BPF_ABS
            held = struct.unpack_from("<I", data, constant)[0]
        else:  # BPF_JMP with BPF_JEQ, BPF_JGE, BPF_JSET
            met = {0x15: held == constant, 0x35: held >= constant, 0x45: held & constant != 0}
            at += yes if met[code] else no


def refused(result):
    return result in (REFUSE | errno.EPERM, REFUSE | errno.ENOSYS)


@BOTH
def test_what_is_not_listed_is_refused(machine):
    harmless = set(system_calls._ALLOWED[machine].values())
    looked_at = set(system_calls._LOOKED_AT[machine].values())
    for number in {*range(700), *range(2**30, 2**30 + 700), 2**31, 2**32 - 1} - looked_at:
        result = outcome(machine, number, -1, -1, -1)
        assert result == ALLOW if number in harmless else refused(result), number
    unknown = REFUSE | errno.ENOSYS
    assert {outcome(machine, each) for each in (435, 600, 2**30 + 1)} == {unknown}, "a library asks"


@BOTH
def test_what_reaches_further_is_refused_with_any_arguments(machine):
    for table in (system_calls.SHARING, system_calls.PRIVILEGED):
        for name, number in table[machine].items():
            assert refused(outcome(machine, number)), name
            assert refused(outcome(machine, number, *[7] * 6)), name


@BOTH
def test_another_architecture_ends_the_process(machine):
    kinds = {
        0x40000003,
        0x40000028,
        *system_calls._ARCHITECTURES.values(),
    }  # i386 and arm among them
    for kind in kinds - {system_calls._ARCHITECTURES[machine]}:
        assert outcome(machine, 0, kind=kind) == KILL


@BOTH
def test_files_are_opened_for_reading_alone(machine):
    number = system_calls._LOOKED_AT[machine]["openat"]
    for flags in (os.O_RDONLY, os.O_CLOEXEC, os.O_NOFOLLOW | os.O_NONBLOCK):
        assert outcome(machine, number, -100, 0, flags) == ALLOW
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, 0o20000000, 3):
        assert refused(outcome(machine, number, -100, 0, flags | os.O_CLOEXEC))


@BOTH
@pytest.mark.parametrize("name", ["kill", "tgkill"])
def test_signals_reach_oneself_alone(machine, name):
    number = system_calls._LOOKED_AT[machine][name]
    assert outcome(machine, number, 7, 9) == ALLOW
    for other in (0, 1, -1, -7, 8, 2**31):
        assert refused(outcome(machine, number, other, 9))


@BOTH
def test_limits_are_asked_and_not_set(machine):
    number = system_calls._LOOKED_AT[machine]["prlimit64"]
    assert outcome(machine, number, 0, 6, 0, 2**40) == ALLOW
    for address in (1, 2**32, 2**47):
        assert refused(outcome(machine, number, 0, 6, address, 0))


@BOTH
def test_files_and_devices_are_not_told_much(machine):
    file, device = (system_calls._LOOKED_AT[machine][name] for name in ("fcntl", "ioctl"))
    assert outcome(machine, file, 3, 3) == outcome(machine, device, 1, 0x5401) == ALLOW
    assert all(refused(outcome(machine, file, 3, each)) for each in (8, 10, 1026, 1031, 1033))
    assert all(refused(outcome(machine, device, 1, each)) for each in (0x5412, 0x541C, 0x5422))


@BOTH
def test_the_numbers_are_those_of_the_kernel(machine):
    if not HEADERS[machine].exists():
        pytest.skip("the kernel's headers are not here")
    text = HEADERS[machine].read_text(encoding="utf-8")
    found = dict(re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)\s*$", text, re.MULTILINE))
    found.setdefault("newfstatat", found.get("fstatat"))
    for table in TABLES:
        for name, number in table[machine].items():
            assert found.get(name) == str(number), name


@BOTH
def test_the_kernel_takes_eight_bytes_an_instruction(machine):
    made = system_calls.program(machine, 7)
    assert len(system_calls.packed(made)) == 8 * len(made) == system_calls.SIZE * len(made)
    assert len(made) < 4096
