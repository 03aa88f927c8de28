"""The exact lane: expected shares of every outcome, with no sampling error.

A pair is affordable while its reachable joint minds, `s` of them with `e` transitions, cost no more
than ``BUDGET`` elementary operations: e times the turns for a finite match, s³ / 3 for a discounted
match or the long run. A pair in which nothing is random always is: it is walked until it repeats.
"""

from collections.abc import Callable, Sequence

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
    """Return the tally of `pairs`; those that cost too much are left in ``Lane.NONE``.

    Parameters
    ----------
    automata
        The automata that `pairs` index.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    threads, chunk
        How many threads, and how many pairs at a time; neither changes a byte of the result.
    progress
        Called with the number of pairs done.
    """
    tables, chances = pack_tables(automata, game, perception)
    tally = Tally.empty(len(pairs))
    tally.shares[:] = 0.0
    tally.spread[:] = 0.0
    method = np.zeros(len(pairs), np.int64)

    def play(part: slice) -> None:
        _solve(
            tables, chances, pairs[part], horizon, tally.shares[part], tally.war[part], method[part]
        )

    in_chunks(play, len(pairs), threads, chunk or _chunk(len(pairs), threads), progress)
    solved = method != TOO_LARGE
    tally.lane[solved] = Lane.EXACT
    tally.shares[~solved] = np.nan
    tally.war[~solved] = np.nan
    return tally


def _solve(
    tables: Tables,
    chances: Chances,
    pairs: Ints,
    horizon: Horizon,
    shares: Floats,
    war: Floats,
    method: Ints,
) -> None:
    joint = _joint_minds(tables, pairs)
    random = ~(tables.certain[pairs].all(axis=1)) | bool(chances.hazards.any())
    small = joint <= JOINT_LIMIT
    method[random & ~small] = TOO_LARGE
    keep = np.flatnonzero(~random | small)
    size = int(joint[random & small].max(initial=1))
    states = min(size, STATE_LIMIT) + WAR_STATES
    room = workspace(size, states, min(states * states, EDGE_LIMIT))
    part_shares, part_war, part_method = (
        np.zeros((len(keep), 7)),
        np.zeros((len(keep), 2)),
        np.zeros(len(keep), np.int64),
    )
    exact_pairs(
        tables,
        chances,
        np.ascontiguousarray(pairs[keep]),
        _KINDS[horizon.kind],
        horizon.turns,
        horizon.discount,
        BUDGET,
        room,
        part_shares,
        part_war,
        part_method,
    )
    shares[keep], war[keep], method[keep] = part_shares, part_war, part_method


def _joint_minds(tables: Tables, pairs: Ints) -> Ints:
    minds = np.diff(tables.first)
    return minds[pairs[:, 0]] * minds[pairs[:, 1]]


def _chunk(pairs: int, threads: int) -> int:
    return max(16, min(256, pairs // (4 * max(threads, 1)) + 1))
