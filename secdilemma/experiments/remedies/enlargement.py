"""The German precedent: a rival that was armed against for long is taken into the alliance."""

from dataclasses import dataclass

import numpy as np

from secdilemma.experiments.remedies.ground import Ground
from secdilemma.games.comparison import at_least
from secdilemma.games.horizon import turns
from secdilemma.institutions import GlobalNato, Institution, Mistrust
from secdilemma.matches.tally import Floats
from secdilemma.tournament.dyads import play_dyads
from secdilemma.tournament.specification import Work

LOCKED = 100
LEVEL = 0.9
WATCHED = 60


@dataclass(frozen=True)
class Enlargement:
    """Mutual restraint between the rival and the others, turn by turn from the decision on.

    Parameters
    ----------
    rival
        Its name.
    included, excluded
        ndarray(float, shape (60,)): mean mutual restraint of the rival's dyads in each turn.
    """

    rival: str
    included: Floats
    excluded: Floats

    @property
    def turns_included(self) -> int | None:
        """The turn from which restraint is .9 or more once it is in; None beyond 60 turns."""
        return first_from(self.included, LEVEL)

    @property
    def turns_excluded(self) -> int | None:
        """The same where it is left out."""
        return first_from(self.excluded, LEVEL)


def enlargement(
    ground: Ground, rival: int, alliance: GlobalNato | None = None, work: Work | None = None
) -> Enlargement:
    """Return what including a rival does after a hundred turns of arming by both sides.

    The others are members. Every dyad of the rival has been locked in mutual arming for a hundred
    turns, with no trust left; then it is included, or goes on being excluded.
    """
    alliance = alliance or GlobalNato()
    locked = Ground(ground.tournament, Mistrust(trust=0.0, stretch=LOCKED), ground.greedy_share)
    return Enlargement(
        rival=ground.names[rival],
        included=_by_turn(locked, rival, (alliance,), True, work),
        excluded=_by_turn(locked, rival, (alliance,), False, work),
    )


def _by_turn(
    ground: Ground,
    rival: int,
    institutions: tuple[Institution, ...],
    included: bool,
    work: Work | None,
) -> Floats:
    others = [i for i in ground.seekers if i != rival]
    share = (len(others) + included) / len(ground.names)
    dyads = [ground.dyad((i, rival), institutions, (True, included), share) for i in others]
    spec = ground.tournament.with_changes(horizons=tuple(turns(t + 1) for t in range(WATCHED)))
    tallies = play_dyads(dyads, spec, work)
    mean = np.array([tally.shares[:, 0].mean() for tally in tallies])
    total = mean * np.arange(1, WATCHED + 1)
    return np.diff(total, prepend=0.0)


def first_from(by_turn: Floats, level: float) -> int | None:
    """Return the first turn, from 1, in which a level is reached for good; None if it is not."""
    below = np.flatnonzero(~at_least(by_turn, level))
    first = int(below[-1]) + 2 if len(below) else 1
    return first if first <= len(by_turn) else None
