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


class Verdict(StrEnum):
    """What an experiment says of a claim."""

    SUPPORTED = "supported"
    NOT_SUPPORTED = "not supported"
    MIXED = "mixed"
    UNDECIDED = "undecided"


def decide_cell(proposition: Proposition, measures: Sequence[Measure]) -> Verdict:
    """Return a cell's verdict: supported, not supported, or undecided.

    It is undecided where a premise fails, or where an interval lies across a bound and no other
    requirement is broken.
    """
    found = {measure.name: measure for measure in measures}
    if not premises_hold(proposition, measures):
        return Verdict.UNDECIDED
    claims = [_met(each, found) for each in proposition.requirements if not each.premise]
    if any(met is False for met in claims):
        return Verdict.NOT_SUPPORTED
    return Verdict.SUPPORTED if all(claims) else Verdict.UNDECIDED


def premises_hold(proposition: Proposition, measures: Sequence[Measure]) -> bool:
    """Return whether a cell puts the claim to the test at all."""
    found = {measure.name: measure for measure in measures}
    return all(_met(each, found) for each in proposition.requirements if each.premise)


def _met(requirement: Requirement, found: dict[str, Measure]) -> bool | None:
    return requirement.met(found[requirement.measure])


def decide(verdicts: Iterable[Verdict], scope: Scope = "most") -> Verdict:
    """Return the verdict on a claim from those of its cells; undecided ones do not count.

    Parameters
    ----------
    verdicts
        Of the cells.
    scope
        See :class:`~secdilemma.experiments.propositions.harness.declaration.Proposition`.
    """
    decisive = [each for each in verdicts if each is not Verdict.UNDECIDED]
    if not decisive:
        return Verdict.UNDECIDED
    share = decisive.count(Verdict.SUPPORTED) / len(decisive)
    if scope == "everywhere":
        return Verdict.SUPPORTED if share == 1 else Verdict.NOT_SUPPORTED
    if scope == "somewhere":
        return Verdict.SUPPORTED if share > 0 else Verdict.NOT_SUPPORTED
    if share >= MOST:
        return Verdict.SUPPORTED
    return Verdict.NOT_SUPPORTED if share <= FEW else Verdict.MIXED
