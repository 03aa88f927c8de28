"""What expected shares of outcomes do not say of a match: who wins it, and what follows what.

Of a pair of automata all of it is exact, from the pair's chain; of other pairs it is counted in the
matches that the interpreted lane plays.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from secdilemma.automata import distributions
from secdilemma.automata.automaton import Automaton
from secdilemma.automata.interface import Context
from secdilemma.errors import GrowingMindsError
from secdilemma.games.actions import RESTRAIN
from secdilemma.games.horizon import Horizon
from secdilemma.matches import draws
from secdilemma.matches.interpreted import trace
from secdilemma.matches.pair_chain import PairChain
from secdilemma.matches.tally import Floats
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.round_robin import key_of, table_of
from secdilemma.tournament.specification import Tournament

JOINT_LIMIT = 40_000
BUDGET = 5e8
"""Multiplications a pair, beyond which it is sampled."""
_TAIL = 1e-12
SWAP = [0, 2, 1, 3]


@dataclass(frozen=True, slots=True)
class Encounter:
    """One match of a pair, as its first seat has it.

    Parameters
    ----------
    lead
        ndarray(float, shape (3,)): the probability that it armed alone less often than the other,
        as often, and more often.
    following
        ndarray(float, shape (4, 2)): how often, of a match, each of CC, CD, DC and DD (own action
        first) is followed by own restraint and by own arming.
    followed
        The same of the other side, by its own action first.
    exact
        Whether there is no sampling error in it.
    """

    lead: Floats
    following: Floats
    followed: Floats
    exact: bool

    def reversed(self) -> "Encounter":
        """Return the match as the second seat has it."""
        return Encounter(self.lead[::-1], self.followed, self.following, self.exact)


def encounter(tournament: Tournament, horizon: Horizon, first: int, second: int) -> Encounter:
    """Return what a match of two participants, in their seats, is like.

    Parameters
    ----------
    tournament
        In which war cannot come.
    horizon
        Of fixed length or discounted.
    """
    chain = chain_of(tournament, horizon, first, second)
    if chain is not None and chain.edges * longest(horizon) ** 2 <= BUDGET:
        return solved(chain, horizon)
    return sampled(tournament, horizon, first, second)


def chain_of(tournament: Tournament, horizon: Horizon, first: int, second: int) -> PairChain | None:
    """Return the chain of two participants in their seats.

    None where one of them is no automaton, they have more than 40,000 joint minds, or the
    tournament is to be played by the interpreted lane.
    """
    a, b = (
        _automaton(tournament, horizon, participant, seat)
        for seat, participant in enumerate((first, second))
    )
    if a is None or b is None or len(a) * len(b) > JOINT_LIMIT:
        return None
    return PairChain.of(a, b, tournament.game, tournament.perception)


def solved(chain: PairChain, horizon: Horizon) -> Encounter:
    """Return what a match is like, from its chain."""
    occupancy = _before_the_last(chain, horizon)
    following = np.zeros((2, 4, 2))
    for o, matrix in enumerate(chain.by_outcome):
        after = occupancy @ matrix
        for seat in (0, 1):
            restrain = float(after @ chain.restrain[seat])
            following[seat, o if seat == 0 else SWAP[o]] = restrain, float(after.sum()) - restrain
    return Encounter(_leads(chain, horizon), following[0], following[1], exact=True)


def sampled(tournament: Tournament, horizon: Horizon, first: int, second: int) -> Encounter:
    """Return what the matches were like that the sampling lanes play of two participants."""
    table = table_of(tournament, horizon, first, second)
    key = key_of(tournament, first, second)
    leads, following = np.zeros(3), np.zeros((2, 4, 2))
    played = 0
    for repetition in range(tournament.repetitions):
        outcomes = [turn.outcome for turn in trace(table, key, repetition)]
        leads[1 + int(np.sign(outcomes.count(2) - outcomes.count(1)))] += 1
        for now, after in pairwise(outcomes):
            following[0, now, after // 2] += 1
            following[1, SWAP[now], after % 2] += 1
        played += 1
        if not table.chance:
            break
    exact = played < tournament.repetitions
    return Encounter(leads / played, following[0] / played, following[1] / played, exact)


def initial_restraint(tournament: Tournament, horizon: Horizon, participant: int) -> float:
    """Return how likely a participant is to restrain in the first turn, as carried out.

    One that is played live is asked as often as the tournament has repetitions, or once where it
    leaves nothing to chance. In an asymmetric game it is the mean of both seats.
    """
    each, game = tournament.participants[participant], tournament.game
    seats = (0,) if game.symmetric else (0, 1)
    told = [Context(horizon.known_turns, each.view(game, seat), seat) for seat in seats]
    restrain = math.fsum(_initial(each, context, tournament) for context in told) / len(seats)
    errors = tournament.perception
    return restrain * (1 - errors.execution_c) + (1 - restrain) * errors.execution_d


def longest(horizon: Horizon) -> int:
    """Return how many turns a match may take, but for a chance of 1e-12."""
    return horizon.turns or math.ceil(math.log(_TAIL) / math.log(horizon.discount))


def _initial(each: Participant, context: Context, tournament: Tournament) -> float:
    strategy = each.strategy
    plays_live = getattr(strategy, "plays_live", None)
    if plays_live is not None and plays_live(context):
        return _sampled_initial(each, context, tournament)
    return math.fsum(
        p * distributions.respond(strategy, mind, each.name)[0]
        for mind, p in distributions.begin(strategy, context, each.name)
    )


def _sampled_initial(each: Participant, context: Context, tournament: Tournament) -> float:
    key, moves = draws.pair_key(tournament.seed, each.name, each.name), []
    for repetition in range(tournament.repetitions):
        match = draws.repetition_key(key, repetition)
        session = each.strategy.session(context, draws.draw(match, -1, draws.MOVE, 0))
        moves.append(session.respond() is RESTRAIN)
        if not session.chance:
            break
    return sum(moves) / len(moves)


def _automaton(
    tournament: Tournament, horizon: Horizon, participant: int, seat: int
) -> Automaton | None:
    each, game = tournament.participants[participant], tournament.game
    if tournament.engine == "interpreted" or not each.finite:
        return None
    told = 0 if game.symmetric else seat
    try:
        return each.automaton(Context(horizon.known_turns, each.view(game, told), told))
    except GrowingMindsError:
        return None


def _before_the_last(chain: PairChain, horizon: Horizon) -> Floats:
    """Return the expected turns in each joint mind, of turns that another one follows."""
    step = chain.matrix.T
    law, total = chain.start, np.zeros(len(chain.start))
    keep = horizon.discount or 1.0
    for _ in range(longest(horizon) - 1):
        law = law * keep
        total = total + law
        law = step @ law
    return np.asarray(total, np.float64)


def _leads(chain: PairChain, horizon: Horizon) -> Floats:
    """Return the law of the sign of (DC turns less CD turns) at the end of a match.

    Row x of `law` is joint mind x, and column d + turn stands for a difference of d so far.
    """
    cc, cd, dc, dd = chain.by_outcome
    level, behind, ahead = (each.T for each in (cc + dd, cd, dc))
    law = chain.start[:, None]
    total, weight = np.zeros(3), 1.0
    most = longest(horizon)
    for turn in range(1, most + 1):
        wider = np.zeros((len(law), 2 * turn + 1))
        wider[:, 1:-1] += level @ law
        wider[:, :-2] += behind @ law
        wider[:, 2:] += ahead @ law
        law = wider
        if horizon.discount:
            ends = weight * (1 - horizon.discount) if turn < most else weight
            total += ends * _signs(law, turn)
            weight *= horizon.discount
    return total if horizon.discount else _signs(law, most)


def _signs(law: Floats, turn: int) -> Floats:
    mass = law.sum(axis=0)
    return np.array([mass[:turn].sum(), mass[turn], mass[turn + 1 :].sum()])
