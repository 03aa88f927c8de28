"""Run a command and print its wall seconds, processor seconds, peak memory and exit code as JSON.

It is started anew for each measurement, and imports next to nothing: the peak memory that the
system reports of a child is at least that of the process which started it.
"""

import json
import os
import sys
import time

begun = time.perf_counter()
child = os.fork()
if child == 0:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - what it is for
_, status, used = os.wait4(child, 0)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - begun,
            "processor_seconds": used.ru_utime + used.ru_stime,
            "megabytes": used.ru_maxrss / 1024,
            "exit_code": os.waitstatus_to_exitcode(status),
        }
    )
)
