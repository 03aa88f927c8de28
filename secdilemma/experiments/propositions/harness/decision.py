"""From measures to a verdict: a cell's, and the proposition's."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from secdilemma.experiments.propositions.harness.declaration import (
    Measure,
    Proposition,
    Requirement,
    Scope,
)

MOST, FEW = 0.8, 0.2


class Support(StrEnum):
    """What an experiment says of a claim."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    MIXED = "mixed"
    UNDECIDED = "undecided"


def decide_cell(proposition: Proposition, measures: Sequence[Measure]) -> Support:
    """Return a cell's verdict: supported, not supported, or undecided.

    It is undecided where a premise fails, or where an interval lies across a bound and no other
    requirement is broken.
    """
    found = {measure.name: measure for measure in measures}
    if not premises_hold(proposition, measures):
        return Support.UNDECIDED
    claims = [_met(each, found) for each in proposition.requirements if not each.premise]
    if any(met is False for met in claims):
        return Support.NOT_SUPPORTED
    return Support.SUPPORTED if all(claims) else Support.UNDECIDED


def premises_hold(proposition: Proposition, measures: Sequence[Measure]) -> bool:
    """Return whether a cell puts the claim to the test at all."""
    found = {measure.name: measure for measure in measures}
    return all(_met(each, found) for each in proposition.requirements if each.premise)


def _met(requirement: Requirement, found: dict[str, Measure]) -> bool | None:
    return requirement.met(found[requirement.measure])


def decide(verdicts: Iterable[Support], scope: Scope = "most") -> Support:
    """Return the verdict on a claim from those of its cells; undecided ones do not count.

    Parameters
    ----------
    verdicts
        Of the cells.
    scope
        See :class:`~secdilemma.experiments.propositions.harness.declaration.Proposition`.
    """
    decisive = [each for each in verdicts if each is not Support.UNDECIDED]
    if not decisive:
        return Support.UNDECIDED
    share = decisive.count(Support.SUPPORTED) / len(decisive)
    if scope == "everywhere":
        return Support.SUPPORTED if share == 1 else Support.NOT_SUPPORTED
    if scope == "somewhere":
        return Support.SUPPORTED if share > 0 else Support.NOT_SUPPORTED
    if share >= MOST:
        return Support.SUPPORTED
    return Support.NOT_SUPPORTED if share <= FEW else Support.MIXED
