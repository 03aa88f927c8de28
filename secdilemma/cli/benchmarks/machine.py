"""What the numbers depend on: the machine, the versions, the load."""

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("secdilemma", "numpy", "numba", "axelrod", "egttools")
_ROOT = Path(__file__).resolve().parents[3]


def machine() -> dict[str, Any]:
    """Return the processor, cores, load, system, versions and, in a checkout, the commit."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": load(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: _version(name) for name in PACKAGES},
        "commit": _commit(),
    }


def load() -> list[float]:
    """Return the load averages over 1, 5 and 15 minutes; none where the system has none."""
    if not hasattr(os, "getloadavg"):
        return []
    return [round(each, 2) for each in os.getloadavg()]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


def _commit() -> str:
    """Return the commit of a checkout; an installed package is known by its version."""
    if not (_ROOT / ".git").exists():
        return ""
    try:
        head = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", "secdilemma", "strategies")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return head + (" with changes" if changed else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
