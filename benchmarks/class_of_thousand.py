"""A class tournament of many entries of the scaffold's kind: explored, played and written down.

``python benchmarks/class_of_thousand.py [ENTRIES]`` prints the time by the clock and the processor
time of the whole command, all its processes included, run apart and with ``--trust``. The kernels
are compiled beforehand.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = [sys.executable, "-m", "secdilemma"]


def entries(folder: Path, count: int) -> None:
    """Write entries that differ in their patience, as ``secdilemma new strategy`` writes one."""
    made = ["new", "strategy", "careful", "--to", str(folder.parent)]
    subprocess.run([*PROGRAM, *made], check=True, capture_output=True)
    text = (folder.parent / "careful.py").read_text(encoding="utf-8")
    folder.mkdir()
    for k in range(count):
        own = text.replace("class Careful", f"class Careful{k}")
        own = own.replace("parameter(2,", f"parameter({k % 5 + 1},")
        (folder / f"careful{k}.py").write_text(own, encoding="utf-8")


def measured(arguments: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds by the clock and of processor time that a command takes."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*PROGRAM, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL)
    clock, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock, spent


def main() -> None:
    """Measure both ways and print a line each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        entries(folder / "class", count)
        measured(["run", "--with", "tft", "--with", "grim", "--no-save", "-q"], folder)
        for how in ([], ["--trust"]):
            out = f"out{len(how)}"
            clock, spent = measured(
                ["run", "--field", "class", *how, "--out", out, "-q", "--threads", "2"], folder
            )
            label = " ".join([f"{count:,} entries", *how])
            print(f"{label}: {clock:.1f} s, processor {spent:.1f} s")


if __name__ == "__main__":
    main()
