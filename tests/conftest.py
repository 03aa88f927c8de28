"""What is left out without the compiler, where only small sizes are played."""

import os

FULL_SIZE = [
    "agreement",
    "catalogue/axelrod",
    "classroom",
    "cli",
    "docs",
    "experiments",
    "faults",
    "packaging",
    "terminal",
]
collect_ignore = FULL_SIZE if os.environ.get("NUMBA_DISABLE_JIT") == "1" else []
