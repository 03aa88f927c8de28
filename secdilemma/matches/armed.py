"""The simulated lane with stocks of arms and treasuries: each match by itself."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from secdilemma.automata.automaton import Automaton
from secdilemma.games.armament import Arms
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception
from secdilemma.games.war import War
from secdilemma.matches.encoding import pack_programs, pack_thresholds
from secdilemma.matches.kernels.armed import Stocks, stock_pairs
from secdilemma.matches.kernels.tables import Words
from secdilemma.matches.tally import Floats, Ints
from secdilemma.matches.threads import in_chunks

OUTCOMES = 10


@dataclass(frozen=True, slots=True)
class ArmedMatches:
    """How n matches of each of k pairs went.

    Parameters
    ----------
    shares
        ndarray(float, shape (k, n, 10)): share of turns with each of CC, CD, DC, DD, war begun by
        the first, the second, both or accident, and after the collapse of the first, the second or
        both.
    payoff
        ndarray(float, shape (k, n, 2)): mean payoff a turn of each seat, by true actions.
    stock
        ndarray(float, shape (k, n, m, 2)): stocks of arms at the beginning of the turns asked for,
        counted from 0; the last is the end of the match. At war and after a collapse they stand.
    war_turn, collapse_turn
        ndarray(int, shape (k, n)): after which turn war broke out, or a state collapsed; 0 never.
    """

    shares: Floats
    payoff: Floats
    stock: Floats
    war_turn: Ints
    collapse_turn: Ints


def play_armed(
    automata: Sequence[Automaton],
    pairs: Ints,
    keys: Words,
    game: Game,
    perception: Perception,
    arms: Arms,
    turns: int,
    *,
    repetitions: int,
    marks: Sequence[int] = (),
    threads: int = 1,
) -> ArmedMatches:
    """Return the matches of `pairs` with stocks of arms.

    Parameters
    ----------
    automata
        The automata that `pairs` index.
    pairs
        ndarray(int, shape (k, 2)): the automata in the first and the second seat.
    keys
        ndarray(uint64, shape (k,)): the pairs' random keys.
    arms
        The layer; power decides wars through it, on top of the game's own power ratio.
    turns, repetitions
        The length of a match and how many each pair plays, from 1.
    marks
        Turns at whose beginning stocks are looked at, ascending and below `turns`.
    threads
        How many; it changes no byte.
    """
    programs, limits = pack_programs(automata), pack_thresholds(game, perception)
    stocks = pack_stocks(game, arms)
    at = np.array([*marks, turns], np.int64)
    size = (len(pairs), repetitions)
    counts, payoffs = np.zeros((*size, OUTCOMES), np.int64), np.zeros((*size, 2))
    levels, ends = np.zeros((*size, len(at), 2)), np.zeros((*size, 2), np.int64)

    def play(part: slice) -> None:
        with np.errstate(over="ignore"):  # 64-bit words wrap around by design
            stock_pairs(
                *(programs, limits, stocks, pairs[part], keys[part], 0, at),
                *(counts[part], payoffs[part], levels[part], ends[part]),
            )

    in_chunks(play, len(pairs), threads, 1)
    return ArmedMatches(counts / turns, payoffs / turns, levels, ends[..., 0], ends[..., 1])


def pack_stocks(game: Game, arms: Arms) -> Stocks:
    """Return the layer of arms as numbers, with what the game pays."""
    war = game.war or War()
    kept = (1 - arms.depreciation) ** arms.foresight
    return Stocks(
        depreciation=float(arms.depreciation),
        stock=np.array(arms.stock, np.float64),
        feedback=arms.feedback,
        exhaustible=arms.treasury is not None,
        treasury=np.array(arms.treasury or (0.0, 0.0), np.float64),
        income=float(arms.income),
        spending=float(arms.spending),
        richest=float(arms.richest),
        ruin=float(arms.ruin),
        vigilance=np.array(arms.vigilance, np.float64),
        kept=kept,
        added=arms.after(0.0, armed=True, turns=arms.foresight),
        payoffs=np.array([game.payoffs(seat).matrix for seat in (0, 1)], np.float64),
        stake=float(war.winner - war.loser),
        floor=float(war.loser - war.cost),
        first_strike=float(war.first_strike),
        decisiveness=float(war.decisiveness),
        power=math.log(war.power_ratio),
    )
