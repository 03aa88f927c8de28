"""The exact lane: expected shares of every outcome, with no sampling error.

A pair is affordable while its reachable joint minds, `s` of them with `e` transitions, cost no more
than ``BUDGET`` elementary operations: e times the turns for a finite match, s³ / 3 for a discounted
match or the long run. A pair in which nothing is random always is: it is walked until it repeats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.games.horizon import Horizon
from secdilemma.games.perception import Perception
from secdilemma.matches.encoding import pack_tables
from secdilemma.matches.kernels.exact import TOO_LARGE, discounted_pairs, exact_pairs
from secdilemma.matches.kernels.scratch import WAR_STATES, Scratch, scratch_for
from secdilemma.matches.kernels.tables import Chances, Tables
from secdilemma.matches.kernels.walk import FINITE, LONG_RUN
from secdilemma.matches.tally import Floats, Ints, Lane, Tally
from secdilemma.matches.threads import in_chunks

BUDGET = 2.5e8
JOINT_LIMIT = 1_000_000
STATE_LIMIT = 60_000
EDGE_LIMIT = 6_000_000
_KINDS = {"turns": FINITE, "long-run": LONG_RUN}


def play_exact(
    automata: Sequence[Automaton],
    pairs: Ints,
    game: Game,
    perception: Perception,
    horizon: Horizon,
    *,
    threads: int = 1,
    chunk: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Tally:
    """Return the tally of `pairs` at one horizon; see :func:`play_exact_horizons`."""
    (tally,) = play_exact_horizons(
        automata,
        pairs,
        game,
        perception,
        (horizon,),
        threads=threads,
        chunk=chunk,
        progress=progress,
    )
    return tally


def play_exact_horizons(
    automata: Sequence[Automaton],
    pairs: Ints,
    game: Game,
    perception: Perception,
    horizons: Sequence[Horizon],
    *,
    threads: int = 1,
    chunk: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Tally]:
    """Return the tally of `pairs` at each horizon; what costs too much is left in ``Lane.NONE``.

    A pair's chain is built once for all horizons.

    Parameters
    ----------
    automata
        The automata that `pairs` index.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    horizons
        At least one.
    threads, chunk
        How many threads, and how many pairs at a time; neither changes a byte of the result.
    progress
        Called with the number of pairs done.
    """
    tables, chances = pack_tables(automata, game, perception)
    found = _Found.empty(len(horizons), len(pairs))

    def play(part: slice) -> None:
        _solve(tables, chances, pairs[part], horizons, found.part(part))

    in_chunks(play, len(pairs), threads, chunk or _chunk(len(pairs), threads), progress)
    return [found.tally(h) for h in range(len(horizons))]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the kernel writes, for h horizons and k pairs."""

    shares: Floats  # (h, k, 7)
    war: Floats  # (h, k, 2)
    method: Ints  # (h, k)

    @classmethod
    def empty(cls, horizons: int, pairs: int) -> "_Found":
        size = (horizons, pairs)
        return cls(np.zeros((*size, 7)), np.zeros((*size, 2)), np.zeros(size, np.int64))

    def part(self, part: slice) -> "_Found":
        return _Found(self.shares[:, part], self.war[:, part], self.method[:, part])

    def write(self, at: Ints, made: "_Found") -> None:
        self.shares[:, at], self.war[:, at], self.method[:, at] = made.shares, made.war, made.method

    def tally(self, h: int) -> Tally:
        solved = self.method[h] != TOO_LARGE
        tally = Tally.empty(len(solved))
        tally.spread[:] = 0.0
        tally.lane[solved] = Lane.EXACT
        tally.shares[solved] = self.shares[h, solved]
        tally.war[solved] = self.war[h, solved]
        return tally


def _solve(
    tables: Tables, chances: Chances, pairs: Ints, horizons: Sequence[Horizon], found: _Found
) -> None:
    joint = _joint_minds(tables, pairs)
    random = ~(tables.certain[pairs].all(axis=1)) | bool(chances.hazards.any())
    small = joint <= JOINT_LIMIT
    found.method[:, random & ~small] = TOO_LARGE
    keep = np.flatnonzero(~random | small)
    size = int(joint[random & small].max(initial=1))
    states = min(size, STATE_LIMIT) + WAR_STATES
    room = scratch_for(size, states, min(states * states, EDGE_LIMIT))
    kept = np.ascontiguousarray(pairs[keep])
    made = _Found.empty(len(horizons), len(keep))
    for kind, call in ((True, _discounted), (False, _undiscounted)):
        at = np.array([h for h, each in enumerate(horizons) if (each.kind == "discount") == kind])
        if len(at):
            some = _Found.empty(len(at), len(keep))
            call(tables, chances, kept, [horizons[h] for h in at], room, some)
            made.shares[at], made.war[at], made.method[at] = some.shares, some.war, some.method
    found.write(keep, made)


def _undiscounted(
    tables: Tables,
    chances: Chances,
    pairs: Ints,
    horizons: Sequence[Horizon],
    room: Scratch,
    made: _Found,
) -> None:
    kinds = np.array([_KINDS[each.kind] for each in horizons], np.int64)
    turns = np.array([each.turns for each in horizons], np.int64)
    written = (made.shares, made.war, made.method)
    exact_pairs(tables, chances, pairs, kinds, turns, BUDGET, room, *written)


def _discounted(
    tables: Tables,
    chances: Chances,
    pairs: Ints,
    horizons: Sequence[Horizon],
    room: Scratch,
    made: _Found,
) -> None:
    discounts = np.array([each.discount for each in horizons], np.float64)
    ends = np.array([each.prob_end for each in horizons], np.float64)
    written = (made.shares, made.war, made.method)
    discounted_pairs(tables, chances, pairs, discounts, ends, BUDGET, room, *written)


def _joint_minds(tables: Tables, pairs: Ints) -> Ints:
    minds = np.diff(tables.first)
    return minds[pairs[:, 0]] * minds[pairs[:, 1]]


def _chunk(pairs: int, threads: int) -> int:
    return max(16, min(256, pairs // (4 * max(threads, 1)) + 1))
