"""Who would join: institutions are assembled by states that look at what joining pays them."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from secdilemma.experiments.remedies.blocks import Blocks, Institutions
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.experiments.remedies.roots import PRECISION, crossing
from secdilemma.games.comparison import above, at_least, equal
from secdilemma.institutions import ArmsControl, GlobalNato, WorldGovernment
from secdilemma.institutions.base import Rule
from secdilemma.institutions.thresholds import consent_threshold
from secdilemma.matches.tally import Floats

MOST_STEPS = 50
COARSE = 1e-3  # for blocs, each of whose sizes has to be played


@dataclass(frozen=True)
class Assembly:
    """How an institution comes about, or does not.

    Parameters
    ----------
    rule
        How states come under it.
    members
        ndarray(float, shape (n,)): the share of each kind of state that belongs in the end.
    trust, trust_needed
        What trust there is, and what consent asks for; 0 where none is asked.
    feared
        Whether states keep away because they fear the members.
    joiners
        The security seekers that belong.
    """

    rule: Rule
    members: Floats
    trust: float
    trust_needed: float
    feared: bool
    joiners: tuple[str, ...]
    complete: bool
    """Whether all security seekers belong."""
    blocks: Blocks | None = None
    horizon: int = 1

    @cached_property
    def tipping(self) -> float:
        """μ*: the share of members from which joining pays a security seeker on average.

        0 where it always pays or nobody is asked, nan where it never does.
        """
        return tipping(self.blocks, self.horizon) if self.blocks is not None else 0.0

    @property
    def kinds(self) -> int:
        """How many kinds of security seeker were asked."""
        return len(self.blocks.ground.seekers) if self.blocks else len(self.joiners)

    @property
    def trusted(self) -> bool:
        """Whether there is the trust that consent asks for."""
        return bool(at_least(self.trust, self.trust_needed))


def rule_of(institutions: Institutions) -> Rule:
    """Return the strictest rule of participation among institutions."""
    rules = {each.rule for each in institutions}
    for rule in ("consent", "benefit"):
        if rule in rules:
            return rule
    return "unilateral"


def trust_needed(ground: Ground, institutions: Institutions) -> float:
    """Return the trust that consent to a composition asks for: the most that any of it does."""
    needs = [0.0]
    for each in institutions:
        if isinstance(each, WorldGovernment):
            t = consent_threshold(ground.payoffs, each)
            needs.append(math.inf if math.isnan(t) else t)
        if isinstance(each, ArmsControl):
            needs.append(treaty_threshold(ground, each))
    return max(needs)


def treaty_threshold(ground: Ground, treaty: ArmsControl) -> float:
    """Return the belief in the other's compliance from which a treaty that can be left is worth it.

    A cheat is left after 1 / (leaving x what is seen of arming) turns on average, each at S instead
    of P; a partner who complies is worth R - P a turn over the term.
    """
    p = ground.payoffs
    seen = 1 - ground.tournament.perception.sighted_miss * (1 - treaty.verification)
    out = treaty.leaving * seen
    exposed = min(float(treaty.turns), 1 / out if out else math.inf) * (p.P - p.S)
    gain = treaty.turns * (p.R - p.P)
    return exposed / (exposed + gain) if above(exposed + gain, 0.0, p.scale) else 0.0


def assemble(blocks: Blocks, horizon: int, trust: float) -> Assembly:
    """Return what is assembled from founders: a share of each kind of state as large as its trust.

    Step by step each kind of state belongs where belonging pays it more than staying out would,
    given who belongs; who is indifferent stays. It ends where nobody moves.

    Parameters
    ----------
    blocks
        What the institutions give, by standing.
    horizon
        Which of the ground's horizons states look at.
    trust
        How much each trusts that the others will comply.
    """
    ground = blocks.ground
    rule, n = rule_of(blocks.institutions), len(ground.names)
    needed = trust_needed(ground, blocks.institutions)
    feared = _feared(blocks, trust)
    members = np.full(n, min(trust, 1.0))
    if rule == "unilateral":
        members = np.ones(n)
    elif not at_least(trust, needed) or feared:
        members = np.zeros(n)
    else:
        members = _settled(blocks, horizon, members)
    joiners = tuple(ground.names[i] for i in ground.seekers if at_least(members[i], 1.0))
    return Assembly(
        rule=rule,
        members=members,
        trust=trust,
        trust_needed=needed,
        feared=feared,
        joiners=joiners,
        complete=len(joiners) == len(ground.seekers),
        blocks=None if rule == "unilateral" else blocks,
        horizon=horizon,
    )


def _feared(blocks: Blocks, trust: float) -> bool:
    return any(
        isinstance(each, GlobalNato) and above(each.threat * trust, each.fear_bound)
        for each in blocks.institutions
    )


def _settled(blocks: Blocks, horizon: int, members: Floats) -> Floats:
    scale = blocks.ground.scale
    for _ in range(MOST_STEPS):
        gain = advantage(blocks, horizon, members)
        stays = np.where(at_least(gain, 0.0, scale), members, 0.0)
        after = np.where(above(gain, 0.0, scale), 1.0, stays)
        if np.array_equal(after, members):
            break
        members = after
    return members


def advantage(blocks: Blocks, horizon: int, members: Floats) -> Floats:
    """Return what belonging pays each kind of state more than staying out, ndarray(float, (n,))."""
    ground, share = blocks.ground, _share(blocks.ground, members)
    here = blocks
    if _of_a_bloc(blocks):
        here = _bloc(blocks, round(share, 9))
    gain = here.inside(members)[horizon] - here.outside(members)[horizon]
    return np.asarray(gain @ _weights(ground))


def _of_a_bloc(blocks: Blocks) -> bool:
    """Whether what happens across the border depends on how large the bloc is."""
    return any(isinstance(each, GlobalNato) for each in blocks.institutions)


def _bloc(blocks: Blocks, share: float) -> Blocks:
    """Return the blocks for a bloc of some share; what is within does not depend on it."""
    if share not in blocks.of_share:
        here = replace(blocks, share=share)
        here.__dict__["within"] = blocks.within
        blocks.of_share[share] = here
    return blocks.of_share[share]


def tipping(blocks: Blocks, horizon: int) -> float:
    """Return the share of members of every kind from which joining pays a security seeker."""
    n = len(blocks.ground.names)

    def gain(share: float) -> float:
        every = advantage(blocks, horizon, np.full(n, share))
        mean = float(every[list(blocks.ground.seekers)].mean())
        return 0.0 if equal(mean, 0.0, blocks.ground.scale) else mean

    return crossing(gain, 0.0, 1.0, COARSE if _of_a_bloc(blocks) else PRECISION)


def as_given(ground: Ground, members: Floats, trust: float) -> Assembly:
    """Return the assembly of an institution whose membership is given and not asked."""
    joiners = tuple(ground.names[i] for i in ground.seekers if members[i] > 0)
    return Assembly(
        "unilateral", members, trust, 0.0, feared=False, joiners=joiners, complete=False
    )


def _share(ground: Ground, members: Floats) -> float:
    return float(members @ _weights(ground))


def _weights(ground: Ground) -> Floats:
    """Return how common each kind of state is among a state's opponents."""
    made = np.zeros(len(ground.names))
    made[list(ground.seekers)] = (1 - ground.greedy_share) / len(ground.seekers)
    made[list(ground.greedy)] = ground.greedy_share / len(ground.greedy)
    return made
