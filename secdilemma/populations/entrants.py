"""Who can enter a population of residents: every mutant's fate and chance."""

from dataclasses import dataclass

import numpy as np

from secdilemma import populations
from secdilemma.errors import DynamicsError
from secdilemma.games.comparison import EQUAL, levels
from secdilemma.populations import Fate
from secdilemma.populations.payoffs import PairPayoffs
from secdilemma.populations.words import listed


@dataclass(frozen=True, slots=True)
class Entrant:
    """A mutant among residents.

    Parameters
    ----------
    name
        Of the mutant.
    fate
        What becomes of a few of them in a large population.
    advantage
        What one of them earns more than the residents, a turn.
    chance
        The chance of a single one to take over a finite population.
    restraint
        Mutual restraint of two of them, which is what the population would have.
    """

    name: str
    fate: Fate
    advantage: float
    chance: float
    restraint: float


def entrants(
    pairs: PairPayoffs, resident: str, size: int = 100, intensity: float = 1.0
) -> list[Entrant]:
    """Every possible mutant among residents, the most able first.

    Parameters
    ----------
    pairs
        What everybody earns from everybody.
    resident
        One of its names.
    size, intensity
        Of the finite population, for the chance to take over: births and deaths, exponential
        fitness.

    Raises
    ------
    DynamicsError
        If the game is asymmetric, or there is nobody but the resident.

    Examples
    --------
    >>> restraint = np.diag([1.0, 0.0])
    >>> payoff = np.array([[[3.0, 0.0], [5.0, 1.0]]])
    >>> pairs = PairPayoffs(("restrain", "arm"), payoff, restraint, "a turn", 5.0)
    >>> [(each.name, each.fate.word, each.advantage) for each in entrants(pairs, "restrain")]
    [('arm', 'replaces', 2.0)]
    """
    if len(pairs.payoff) > 1:
        raise DynamicsError("invade: the game is asymmetric; expected a symmetric one.")
    if len(pairs.names) < 2:
        raise DynamicsError("invade: there is nobody but the resident; expected others.")
    i = pairs.names.index(resident)
    found = populations.invasion(pairs.payoff[0], tolerance=EQUAL * pairs.scale)
    logs = populations.log_fixation_probabilities(pairs.payoff[0], size, intensity=intensity)[i]
    own, ease = np.diag(pairs.restraint), levels(logs)
    made = [
        Entrant(
            name,
            Fate(int(found.fate[i, j])),
            float(found.advantage[i, j]),
            float(np.exp(logs[j])),
            float(own[j]),
        )
        for j, name in enumerate(pairs.names)
    ]
    mutants = [j for j in range(len(made)) if j != i]
    order = sorted(mutants, key=lambda j: (-made[j].fate, ease[j], made[j].name))
    return [made[j] for j in order]


def answer(resident: str, found: list[Entrant]) -> list[str]:
    """Who can enter, in words."""
    would = {
        Fate.REPLACES: f"would replace {resident}",
        Fate.COEXISTS: "would settle beside it",
        Fate.NEUTRAL: "would drift among it",
    }
    lines = []
    for fate, does in would.items():
        names = [each.name for each in found if each.fate is fate]
        more = [f"{len(names) - 6} more"] if len(names) > 6 else []
        if names:
            lines.append(f"{listed(names[:6] + more)} {does}.")
    resisted = sum(each.fate is Fate.RESISTED for each in found)
    if not lines:
        return [f"Nobody here can invade {resident}: it resists all {resisted} others."]
    return [*lines, f"It resists {resisted} of {len(found)}."]
