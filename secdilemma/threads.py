"""Work in chunks, over threads, with progress; the order of work never shows in its results."""

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def thread_count(asked: int | None) -> int:
    """Return how many threads to use: as many as asked, else one a core."""
    return asked or os.cpu_count() or 1


def in_chunks(
    play: Callable[[slice], None],
    count: int,
    threads: int,
    chunk: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Call `play` on slices that cover ``range(count)``.

    Parameters
    ----------
    play
        Works on one slice and writes only its own part of the results.
    count
        How many items there are.
    threads
        How many threads to use; with one, or one slice, none is started.
    chunk
        How many items a slice holds.
    progress
        Called in the calling thread with the number of items just done.
    """
    parts = [slice(i, min(i + chunk, count)) for i in range(0, count, chunk)]
    if threads <= 1 or len(parts) <= 1:
        for part in parts:
            play(part)
            _report(progress, part)
        return
    pool = ThreadPoolExecutor(threads)
    try:
        running = {pool.submit(play, part): part for part in parts}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
                _report(progress, running.pop(future))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _report(progress: Callable[[int], None] | None, part: slice) -> None:
    if progress is not None:
        progress(part.stop - part.start)
