"""How a pair is played: exactly, sampled, interpreted or with stocks of arms; one meaning.

===============  ===================================================================================
``armed``        the simulated lane with stocks of arms and treasuries: each match by itself
``draws``        every random draw is a function of (seed, pair, repetition, turn, slot), and of
                 nothing else
``encoding``     automata and an environment as the arrays that kernels take
``exact``        the exact lane: expected shares of every outcome, with no sampling error
``interpreted``  the interpreted lane: any object with the three methods, played in plain Python
``oracle``       the naive oracle: one turn as the theory states it, in slow and plain Python
``pair_chain``   a pair of automata under errors as a chain, its transitions told apart by outcome
``sampled``      the simulated lane: matches played from tables, counted in whole numbers
``self_play``    two of a kind as a chain: where play settles, and how long peace lasts under errors
``tally``        what every lane hands back: for each pair, how its turns were spent
``threads``      work in chunks, over threads, with progress
``kernels/``     compiled loops over arrays
===============  ===================================================================================
"""

from typing import TYPE_CHECKING

from secdilemma.io.modules import handed_on

if TYPE_CHECKING:
    from secdilemma.matches.armed import play_armed as play_armed
    from secdilemma.matches.interpreted import trace as trace
    from secdilemma.matches.pair_chain import PairChain as PairChain
    from secdilemma.matches.self_play import expected_peace as expected_peace

_HOMES = {
    "PairChain": "pair_chain",
    "expected_peace": "self_play",
    "play_armed": "armed",
    "trace": "interpreted",
}
__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = handed_on(__name__, _HOMES)
