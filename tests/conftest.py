"""What every folder of tests shares: the helpers of ``tests/support.py``, made importable.

Without the compiler only small sizes are played: folders of tests at full size are left out.
"""

import os
import sys
from pathlib import Path

_HERE = str(Path(__file__).resolve().parent)
if _HERE not in sys.path:
    sys.path.append(_HERE)

FULL_SIZE = ["bench", "bridges", "cli", "docs", "experiments", "faults", "isolation", "packaging"]
collect_ignore = FULL_SIZE if os.environ.get("NUMBA_DISABLE_JIT") == "1" else []
