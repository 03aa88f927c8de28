"""A program that runs a command again and again, each time with another fault.

It is given JSON, ``{"command": [...], "before": [[...], ...], "mode": ..., "folder": ...}``, plays
the command once so that all is loaded and compiled, and then forks for each fault: ``kill``,
``full`` and ``once`` at every n-th file operation below the folder, until there are no more;
``devfull``, ``closed`` and ``ascii`` are faults of stdout. It prints what came of each as JSON.
"""

import builtins
import errno
import io
import itertools
import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path

from secdilemma.cli import main

CREATES = ("open", "os.mkdir", "os.rename", "os.link", "write", "fsync")
CHANGES = (*CREATES, "os.remove", "os.rmdir", "os.truncate")
RESULT = {}


class Faults:
    """Counts the operations that change files below a folder, and has one of them go wrong."""

    def __init__(self, folder, mode, at):
        self.folder, self.mode, self.at, self.count = folder, mode, at, 0
        sys.addaudithook(self.audit)
        self.fsync, self.open = os.fsync, io.open
        os.fsync = self.synced
        io.open = builtins.open = self.opened

    def audit(self, event, arguments):
        if event in CHANGES and isinstance(arguments[0], str | os.PathLike):
            writing = event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if writing:
                self.meet(event, arguments[0])

    def synced(self, file):
        self.meet("fsync", Path(f"/proc/self/fd/{int(file)}").readlink())
        return self.fsync(file)

    def opened(self, file, mode="r", buffering=-1, *rest, **options):
        if set("wxa") & set(mode) and isinstance(file, str | os.PathLike) and self.is_below(file):
            raw = Counted(file, mode.replace("b", "").replace("t", ""))
            raw.faults = self
            made = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            return made if "b" in mode else io.TextIOWrapper(made, encoding="utf-8", newline="\n")
        return self.open(file, mode, buffering, *rest, **options)

    def is_below(self, path):
        return Path.cwd().joinpath(path).is_relative_to(self.folder)

    def meet(self, event, path):
        if not self.is_below(path):
            return
        self.count += 1
        if self.mode == "kill" and self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.mode == "once" and self.count == self.at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.mode == "full" and self.count >= self.at and event in CREATES[:2] + CREATES[4:]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Counted(io.FileIO):
    """A file of which each write is an operation."""

    def write(self, data):
        self.faults.meet("write", self.name)
        return super().write(data)


def call(arguments):
    """Run a command and return its exit code."""
    sys.argv = ["secdilemma", *arguments]
    try:
        main()
    except SystemExit as ended:
        return ended.code or 0
    except Exception:  # noqa: BLE001 - as the interpreter would end
        traceback.print_exc()
        return 1


def child(spec, folder, fault=None):
    """Run the command in a process of its own; return its code, whether it met the fault, …"""
    log = folder.with_suffix(".log")
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.chdir(folder)
        for stream, number in ((os.open(f"{log}.out", os.O_WRONLY | os.O_CREAT), 1),
                               (os.open(log, os.O_WRONLY | os.O_CREAT), 2)):  # fmt: skip
            os.dup2(stream, number)
        if spec["mode"] == "devfull":
            os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
        if spec["mode"] == "closed":
            ends = os.pipe()
            os.dup2(ends[1], 1)
            os.close(ends[0])
            os.close(ends[1])
        if spec["mode"] == "ascii":
            sys.stdout.reconfigure(encoding="ascii", errors="strict")
        faults = Faults(folder, spec["mode"], fault) if fault else None
        code = call(spec["command"])
        os.write(writer, str(faults.count if faults else 0).encode())
        sys.stderr.flush()
        os._exit(code)
    os.close(writer)
    _, status = os.waitpid(process, 0)
    counted = os.read(reader, 100)
    os.close(reader)
    out = Path(f"{log}.out").read_text(encoding="utf-8", errors="replace")
    said = log.read_text(encoding="utf-8", errors="replace")
    log.unlink()
    Path(f"{log}.out").unlink()
    reached = not counted or (fault is not None and int(counted) >= fault)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "met": reached,
        "out": out,
        "err": said,
        "files": tree(folder),
    }


def tree(folder):
    """Return every file and folder, with what files hold."""
    return {
        str(path.relative_to(folder)): path.read_bytes().hex() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if "__pycache__" not in path.parts
    }


def fresh(spec, name):
    """Return a folder in which all is as before the command."""
    folder = Path(spec["folder"]) / name
    shutil.copytree(Path(spec["folder"]) / "before", folder)
    return folder


def work(spec):
    """Return what came of the command without a fault, and with each."""
    before = Path(spec["folder"]) / "before"
    before.mkdir(exist_ok=True)
    here = Path.cwd()
    os.chdir(before)
    nowhere, kept = os.open(os.devnull, os.O_WRONLY), [os.dup(1), os.dup(2)]
    os.dup2(nowhere, 1)
    for each in spec["before"]:
        assert call(each) == 0, each
    os.chdir(fresh(spec, "warm"))
    assert call(spec["command"]) == 0
    sys.stdout.flush()
    sys.stdout = sys.__stdout__
    os.dup2(kept[0], 1)
    os.chdir(here)
    whole = child(spec | {"mode": None}, fresh(spec, "whole"))
    found = []
    if spec["mode"] in ("kill", "once", "full"):
        for k in itertools.count(1, spec["every"]):
            folder = fresh(spec, f"{k}")
            found.append(child(spec, folder, k))
            if not found[-1]["met"]:
                break
            if spec["mode"] == "kill":
                found[-1]["again"] = child(spec | {"mode": None}, folder)
            shutil.rmtree(folder)
    else:
        found = [child(spec | {"mode": each}, fresh(spec, each)) for each in spec["mode"].split()]
    return {"before": tree(before), "whole": whole, "found": found}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(work(json.loads(sys.argv[1]))))
