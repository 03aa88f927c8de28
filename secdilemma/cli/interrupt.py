"""Ctrl-C: the end within a second, whatever is under way, and a true word on what was written."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

PATIENCE = 0.5
"""Seconds that the main thread is given to end by itself and clear up."""
EXIT_CODE = 130
_SHOW_CURSOR = b"\x1b[?25h"
_written: list[Callable[[], str]] = []
_ending = threading.Lock()


def written(what: Callable[[], str]) -> None:
    """Say, should an interruption come from now on, what was written all the same.

    Parameters
    ----------
    what
        Returns it in words, such as ``"3 cells kept in cells.jsonl"``.
    """
    _written.append(what)


def watch() -> None:
    """End within a second of Ctrl-C even while the main thread waits for compiled code.

    Python itself hears it in the main thread alone, and only between two of its own steps.
    """
    if os.name == "nt" or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    heard, telling = os.pipe()
    os.set_blocking(telling, False)
    signal.set_wakeup_fd(telling, warn_on_full_buffer=False)
    threading.Thread(target=_listen, args=(heard,), daemon=True).start()


def _listen(heard: int) -> None:
    while os.read(heard, 1) != bytes([signal.SIGINT]):
        pass
    time.sleep(PATIENCE)
    stop()


def stop() -> NoReturn:
    """End at once: threads that are still at work hold nothing that must be finished."""
    if _ending.acquire(blocking=False):
        said = "; ".join(each() for each in _written) or "nothing was written"
        with suppress(OSError):  # nobody can be told where stderr is closed or full
            if sys.stderr.isatty():
                os.write(sys.stderr.fileno(), _SHOW_CURSOR)
            sys.stderr.write(f"Interrupted; {said}.\n")
            sys.stderr.flush()
    os._exit(EXIT_CODE)
