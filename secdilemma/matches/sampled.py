"""The simulated lane: matches played from tables, counted in whole numbers."""

from collections.abc import Callable, Sequence

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.games.horizon import LONGEST, Horizon
from secdilemma.games.perception import Perception
from secdilemma.matches.encoding import pack_programs, pack_thresholds
from secdilemma.matches.kernels.sampled import play_pairs
from secdilemma.matches.kernels.sampled_fast import simulate_pairs
from secdilemma.matches.kernels.tables import Flags, Programs, Thresholds, Words
from secdilemma.matches.tally import Ints, Lane, Tally, from_counts, require_countable
from secdilemma.matches.threads import in_chunks

TURNS_A_CHUNK = 20_000_000


def play_simulated(
    automata: Sequence[Automaton],
    pairs: Ints,
    keys: Words,
    game: Game,
    perception: Perception,
    horizon: Horizon,
    repetitions: int,
    *,
    threads: int = 1,
    chunk: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Tally:
    """Return the tally of `pairs`, each played `repetitions` times; not for the long run.

    Parameters
    ----------
    automata
        The automata that `pairs` index.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    keys
        ndarray(uint64, shape (k,)): the pairs' random keys.
    repetitions
        Matches a pair, from 1.
    threads, chunk
        How many threads, and how many pieces of work at a time; neither changes a byte.
    progress
        Called with the number of pairs done.

    Raises
    ------
    TournamentError
        If matches may not end or counts pass 64 bits; see
        :func:`~secdilemma.matches.tally.require_countable`.
    """
    require_countable(horizon, repetitions)
    programs = pack_programs(automata)
    limits = pack_thresholds(game, perception, horizon.prob_end)
    branches = np.array([each.branches for each in automata], np.int64)
    few = np.asarray(branches[pairs].max(axis=1) <= 2)
    fast: Flags = few if game.war is None and horizon.finite else np.zeros_like(few)
    turns = horizon.turns or LONGEST
    expected = horizon.turns or round(1 / horizon.prob_end)
    pieces = _pieces(len(pairs), repetitions, expected, chunk, threads)
    sums, products, wars = _zeros(len(pairs))
    found: list[tuple[Ints, Ints, Ints] | None] = [None] * len(pieces)

    def play(part: slice) -> None:
        for at in range(part.start, part.stop):
            span, begin, end = pieces[at]
            part_keys, length = keys[span], (begin, end, turns)
            found[at] = _counted(programs, limits, pairs[span], part_keys, length, fast[span])

    finished = 0

    def done(count: int) -> None:
        nonlocal finished
        before = finished * len(pairs) // len(pieces)
        finished += count
        if progress is not None:
            progress(finished * len(pairs) // len(pieces) - before)

    in_chunks(play, len(pieces), threads, 1, done)
    for (span, _, _), made in zip(pieces, found, strict=True):
        for total, piece in zip((sums, products, wars), made or (), strict=True):
            total[span] += piece
    return _tally(sums, products, wars, repetitions)


def _counted(
    programs: Programs,
    limits: Thresholds,
    pairs: Ints,
    keys: Words,
    length: tuple[int, int, int],
    fast: Flags,
) -> tuple[Ints, Ints, Ints]:
    """Return the counts of some pairs, each by the fastest kernel that it allows."""
    made = _zeros(len(pairs))
    for vectors in (True, False):
        some = np.flatnonzero(fast == vectors)
        if not len(some):
            continue
        sums, products, wars = counts = _zeros(len(some))
        common = (programs, limits, pairs[some], keys[some], *length, sums, products)
        with np.errstate(over="ignore"):  # 64-bit words wrap around by design
            if vectors:
                simulate_pairs(*common)
            else:
                play_pairs(*common, wars)
        for whole, piece in zip(made, counts, strict=True):
            whole[some] = piece
    return made


def _zeros(count: int) -> tuple[Ints, Ints, Ints]:
    return (
        np.zeros((count, 7), np.int64),
        np.zeros((count, 7, 7), np.int64),
        np.zeros((count, 2), np.int64),
    )


def _pieces(
    pairs: int, repetitions: int, turns: int, chunk: int | None, threads: int
) -> list[tuple[slice, int, int]]:
    """Cut the work into pieces: a span of pairs, and a range of repetitions."""
    reps = min(repetitions, max(1, TURNS_A_CHUNK // turns))
    share = -(-pairs // (4 * threads)) if threads > 1 else pairs  # so that no thread waits long
    span = chunk or max(1, min(share, TURNS_A_CHUNK // (turns * reps)))
    return [
        (slice(i, min(i + span, pairs)), begin, min(begin + reps, repetitions))
        for i in range(0, pairs, span)
        for begin in range(0, repetitions, reps)
    ]


def _tally(sums: Ints, products: Ints, wars: Ints, repetitions: int) -> Tally:
    tally = Tally.empty(len(sums))
    tally.shares, tally.war, tally.spread = from_counts(sums, products, wars, repetitions)
    tally.repetitions[:] = repetitions
    tally.lane[:] = Lane.SIMULATED
    return tally
