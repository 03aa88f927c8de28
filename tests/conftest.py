"""What is left out without the compiler, and what no test hangs on: how fast the machine is."""

import os

from hypothesis import HealthCheck, settings

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

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
