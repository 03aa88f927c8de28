"""Through what a remedy works: payoffs, information or enforcement."""

from itertools import combinations
from math import factorial

from secdilemma.experiments.remedies.blocks import Block, Blocks, Institutions
from secdilemma.experiments.remedies.effect import anarchy_outcomes, given_members, outcomes
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.experiments.remedies.remedies import Remedy
from secdilemma.institutions import CHANNELS, Channel
from secdilemma.tournament.specification import Work


def channels_of(institutions: Institutions) -> tuple[Channel, ...]:
    """Return the channels that any of some institutions works through."""
    return tuple(each for each in CHANNELS if any(each in i.channels for i in institutions))


def contributions(
    ground: Ground, remedy: Remedy, anarchy: Block, work: Work | None = None
) -> dict[Channel, float]:
    """Return how much of a remedy's gain came through each channel, in the long term.

    Every set of channels is played with the others switched off, and a channel is given its mean
    marginal gain over all orders of switching them on (Shapley 1953): the parts add up to the gain,
    which is the fall in severity with those who are meant to belong.

    Returns
    -------
    dict
        A number a channel that is used; negative where the channel makes it worse.
    """
    used = channels_of(remedy.institutions)
    members = given_members(ground, remedy, anarchy)
    before = anarchy_outcomes(ground, anarchy)[1].severity
    gains: dict[frozenset[Channel], float] = {frozenset(): 0.0}
    for size in range(1, len(used) + 1):
        for chosen in combinations(used, size):
            off = [each for each in CHANNELS if each not in chosen]
            made = tuple(each.without(*off) for each in remedy.institutions)
            blocks = Blocks(ground, made, float(members.mean()), anarchy, work)
            gains[frozenset(chosen)] = before - outcomes(blocks, members)[1].severity
    return {channel: _shapley(channel, used, gains) for channel in used}


def _shapley(
    channel: Channel, used: tuple[Channel, ...], gains: dict[frozenset[Channel], float]
) -> float:
    others = [each for each in used if each != channel]
    total = 0.0
    for size in range(len(others) + 1):
        weight = factorial(size) * factorial(len(used) - size - 1) / factorial(len(used))
        for chosen in combinations(others, size):
            without = frozenset(chosen)
            total += weight * (gains[without | {channel}] - gains[without])
    return total
