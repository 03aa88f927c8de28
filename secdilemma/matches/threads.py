"""Work in chunks, over threads, with progress; the order of work never shows in its results.

The calling thread does none of it: it waits, so that an interruption is heard at once, whatever
compiled code is under way. The threads are daemons, which no exit of the interpreter waits for.
"""

import os
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import TypeVar

from secdilemma.errors import TournamentError

MOST_THREADS = 1024
_Value = TypeVar("_Value")


def thread_count(asked: int | None) -> int:
    """Return how many threads to use: as many as asked, else one a core.

    Raises
    ------
    TournamentError
        If what is asked is no whole number from 1 to 1,024.
    """
    if asked is None:
        return os.cpu_count() or 1
    whole = isinstance(asked, int) and not isinstance(asked, bool)
    if not whole or not 1 <= asked <= MOST_THREADS:
        raise TournamentError(
            f"threads: got {asked!r:.60}; expected a whole number from 1 to {MOST_THREADS:,}."
        )
    return asked


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
        How many threads to use, from 1.
    chunk
        How many items a slice holds.
    progress
        Called in the calling thread with the number of items just done.

    Notes
    -----
    After an error or an interruption no further slice is begun.
    """
    parts = [slice(i, min(i + chunk, count)) for i in range(0, count, chunk)]
    left, over = iter(parts), Event()
    done: SimpleQueue[tuple[slice, BaseException | None]] = SimpleQueue()

    def work() -> None:
        for part in left:
            if over.is_set():
                return
            try:
                play(part)
            except BaseException as error:  # noqa: BLE001 - raised again by the calling thread
                done.put((part, error))
                return
            done.put((part, None))

    for _ in range(min(max(threads, 1), len(parts))):
        Thread(target=work, daemon=True).start()
    try:
        for _ in parts:
            part, error = done.get()
            if error is not None:
                raise error
            if progress is not None:
                progress(part.stop - part.start)
    finally:
        over.set()


def aside(work: Callable[[], _Value]) -> _Value:
    """Return what `work` returns, done in a thread beside the calling one, which waits."""
    made: list[_Value] = []
    in_chunks(lambda _: made.append(work()), 1, 1, 1)
    return made[0]
