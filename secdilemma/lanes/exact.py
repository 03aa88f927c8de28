"""The exact lane: expected shares of every outcome, with no sampling error.

A pair is affordable while its reachable joint minds, `s` of them with `e` transitions, cost no more
than ``BUDGET`` elementary operations: e times the turns for a finite match, s³ / 3 for a discounted
match or the long run. A pair in which nothing is random always is: it is walked until it repeats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from secdilemma.automaton import Automaton
from secdilemma.games.game import Game
from secdilemma.horizons import Horizon
from secdilemma.kernels.exact import TOO_LARGE, exact_pairs
from secdilemma.kernels.tables import Chances, Tables
from secdilemma.kernels.workspace import WAR_STATES, workspace
from secdilemma.lanes.counting import Floats, Ints, Lane, Tally
from secdilemma.lanes.threading import in_chunks
from secdilemma.packing import pack_tables
from secdilemma.perception import Perception

BUDGET = 2.5e8
JOINT_LIMIT = 1_000_000
STATE_LIMIT = 60_000
EDGE_LIMIT = 6_000_000
_KINDS = {"turns": 0, "discount": 1, "long-run": 2}


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
    made = _Found.empty(len(horizons), len(keep))
    exact_pairs(
        tables,
        chances,
        np.ascontiguousarray(pairs[keep]),
        np.array([_KINDS[each.kind] for each in horizons], np.int64),
        np.array([each.turns for each in horizons], np.int64),
        np.array([each.discount for each in horizons], np.float64),
        BUDGET,
        workspace(size, states, min(states * states, EDGE_LIMIT)),
        made.shares,
        made.war,
        made.method,
    )
    found.write(keep, made)


def _joint_minds(tables: Tables, pairs: Ints) -> Ints:
    minds = np.diff(tables.first)
    return minds[pairs[:, 0]] * minds[pairs[:, 1]]


def _chunk(pairs: int, threads: int) -> int:
    return max(16, min(256, pairs // (4 * max(threads, 1)) + 1))
