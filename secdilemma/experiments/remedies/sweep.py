"""Sweeps over an institution's strength, with the points at which the verdict changes."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any

from secdilemma.errors import TournamentError, UnknownNameError, suggestion
from secdilemma.experiments.remedies.effect import (
    Judged,
    anarchy_block,
    judge,
    member_payoffs,
    safety,
)
from secdilemma.experiments.remedies.ground import Ground
from secdilemma.experiments.remedies.remedies import Remedy
from secdilemma.experiments.remedies.roots import change
from secdilemma.institutions import KINDS, Institution
from secdilemma.tournament.specification import Work

POINTS = 11
WIDTH = 1e-3  # of the range: how exactly a change of verdict is found
FINE = 1e-7  # the same for what needs no play
_NOT_SWEPT = ("members", "by")


@dataclass(frozen=True)
class Sweep:
    """A parameter of an institution, and its range.

    Parameters
    ----------
    institution
        With its other parameters as they are.
    parameter
        The parameter's name.
    low, high
        The range.
    """

    institution: Institution
    parameter: str
    low: float
    high: float

    @property
    def whole(self) -> bool:
        """Whether the parameter is a whole number."""
        return isinstance(getattr(self.institution, self.parameter), int)

    def remedy(self, value: float) -> Remedy:
        """Return the institution at one strength."""
        made = round(value) if self.whole else value
        changes: dict[str, Any] = {self.parameter: made}
        institution = replace(self.institution, **changes)
        return Remedy(f"{institution.kind} {self.parameter} {made:g}", (institution,))

    @property
    def values(self) -> list[float]:
        """The strengths that are tried."""
        width = self.high - self.low
        made = [self.low + width * k / (POINTS - 1) for k in range(POINTS)]
        return sorted({float(round(each)) for each in made}) if self.whole else made


@dataclass(frozen=True)
class Tipping:
    """A strength at which something changes.

    Parameters
    ----------
    what
        ``"short term"``, ``"long term"`` or ``"restraint"``: the verdicts, or how restraint stands
        in the game as members play it.
    value
        The strength.
    before, after
        What it is below and above.
    """

    what: str
    value: float
    before: str
    after: str


def read_sweep(text: str) -> Sweep:
    """Return the sweep of ``monitor=0:1`` or ``world-government.monitor=0:1``.

    Raises
    ------
    TournamentError
        If it has not that form, the range is empty, or several institutions have the parameter.
    UnknownNameError
        If no institution has it.
    """
    name, equals, span = text.partition("=")
    kind, dot, parameter = name.strip().rpartition(".")
    low, high = _range(text, span) if equals else _range(text, "")
    if dot and kind not in KINDS:
        hint = suggestion(kind, KINDS)
        expected = ", ".join(KINDS)
        raise UnknownNameError(f"--sweep: got {kind!r}; expected one of {expected}.{hint}")
    able = [each for each in KINDS.values() if parameter in _parameters(each)]
    if dot:
        able = [each for each in able if each.kind == kind]
    if not able:
        known = sorted({p for each in KINDS.values() for p in _parameters(each)})
        if dot:
            known = _parameters(KINDS[kind])
        hint = suggestion(parameter, known)
        raise UnknownNameError(
            f"--sweep: got {parameter!r}; expected one of {', '.join(known)}.{hint}"
        )
    if len(able) > 1:
        which = ", ".join(f"{each.kind}.{parameter}" for each in able)
        raise TournamentError(f"--sweep: got {parameter!r}; expected one of {which}.")
    made = Sweep(able[0](), parameter, low, high)
    for end in (low, high):
        made.remedy(end)  # the institution says what is out of its range
    return made


def _parameters(kind: type[Institution]) -> list[str]:
    names = [each.name for each in fields(kind) if each.name not in _NOT_SWEPT]
    return names if kind.fallible else [name for name in names if name != "failure"]


def _range(text: str, span: str) -> tuple[float, float]:
    low, colon, high = span.partition(":")
    try:
        made = float(low), float(high)
    except ValueError:
        made = (0.0, 0.0)
    if not colon or not made[0] < made[1]:
        raise TournamentError(
            f"--sweep: got {text!r}; expected PARAMETER=LOW:HIGH, as monitor=0:1."
        )
    return made


def sweep(
    ground: Ground,
    plan: Sweep,
    work: Work | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[tuple[float, Judged]], list[Tipping]]:
    """Return what each strength gives, and where the verdicts change.

    Verdicts change between two strengths that were tried, and are bisected to a thousandth of the
    range; a change there and back between two neighbours is not seen.
    """
    anarchy = anarchy_block(ground, work)
    known: dict[float, Judged] = {}

    def at(value: float) -> Judged:
        if value not in known:
            known[value] = judge(ground, plan.remedy(value), anarchy, work)
        return known[value]

    made = []
    for k, value in enumerate(plan.values):
        made.append((value, at(value)))
        if progress is not None:
            progress(k + 1, len(plan.values))
    changes = [
        *_changes(plan, "short term", lambda x: str(at(x).verdicts[0]), WIDTH),
        *_changes(plan, "long term", lambda x: str(at(x).verdicts[1]), WIDTH),
        *_changes(plan, "restraint", lambda x: _safety(ground, plan, x), FINE),
    ]
    return made, changes


def _safety(ground: Ground, plan: Sweep, value: float) -> str:
    return safety(member_payoffs(ground, plan.remedy(value)))


def _changes(plan: Sweep, what: str, of: Callable[[float], Any], width: float) -> list[Tipping]:
    found = []
    values = plan.values
    step = 1.0 if plan.whole else width * (plan.high - plan.low)
    for low, high in pairwise(values):
        before = of(low)
        here = low
        while of(high) != before and high - here > step:
            turned = change(of, here, high, step)
            found.append(Tipping(what, turned, before, of(turned)))
            here, before = turned, of(turned)
        if of(high) != before:
            found.append(Tipping(what, high, before, of(high)))
    return found
