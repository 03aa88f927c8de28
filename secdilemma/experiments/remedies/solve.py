"""The whole experiment: every remedy, what it works through, and the answers."""

from collections.abc import Callable
from dataclasses import dataclass

from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.experiments.remedies.answers import Claim, after_term, answers
from secdilemma.experiments.remedies.channels import contributions
from secdilemma.experiments.remedies.effect import (
    Consequences,
    Judged,
    anarchy_block,
    anarchy_outcomes,
    judge,
    rival,
)
from secdilemma.experiments.remedies.enlargement import enlargement
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.experiments.remedies.remedies import Remedy, remedies
from secdilemma.institutions import ArmsControl, Channel
from secdilemma.tournament.specification import Work


@dataclass(frozen=True)
class Solved:
    """What the experiment found.

    Parameters
    ----------
    ground
        What the remedies were tried on.
    anarchy
        What anarchy gives, short and long.
    judged
        The remedies, as they were tried.
    channels
        How much of each remedy's gain came through which channel; in the order of `judged`.
    answers
        To the essay's closing claims and to rival hypotheses.
    """

    ground: Ground
    anarchy: tuple[Consequences, Consequences]
    judged: tuple[Judged, ...]
    channels: tuple[dict[Channel, float], ...]
    answers: tuple[Claim, ...]


def solve(
    ground: Ground,
    catalogue: Catalogue,
    *,
    quick: bool = False,
    work: Work | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Solved:
    """Try every remedy against anarchy.

    Parameters
    ----------
    ground
        The field, its mistrust and its environment.
    catalogue
        Where reassurers are found.
    quick
        Only the main remedies.
    work
        Threads and chunks.
    progress
        Called with (remedies done, remedies in all).
    """
    tried: list[Remedy] = [each for each in remedies(catalogue.make) if each.quick or not quick]
    anarchy = anarchy_block(ground, work)
    judged, channels = [], []
    for k, remedy in enumerate(tried):
        judged.append(judge(ground, remedy, anarchy, work))
        channels.append(contributions(ground, remedy, anarchy, work))
        if progress is not None:
            progress(k + 1, len(tried))
    before = anarchy_outcomes(ground, anarchy)
    precedent = None
    if len(ground.seekers) > 1:
        precedent = enlargement(ground, rival(ground, anarchy), work=work)
    relapse = after_term(ground, ArmsControl(), anarchy)
    found = answers(before, judged, precedent, relapse)
    return Solved(ground, before, tuple(judged), tuple(channels), tuple(found))
