"""Arms control with verification and exit, and arbitration of what was misread."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.institutions.base import Channel, Institution, Rule, less, together
from secdilemma.institutions.conduct import Bound
from secdilemma.institutions.dyad import Act, Dyad, Standing
from secdilemma.institutions.government import mended


@dataclass(frozen=True)
class ArmsControl(Institution):
    """An agreement to restrain for a term, verified, which a state may leave.

    Security seekers keep it; a greedy state signs and plays on. Each counts the term for itself,
    and leaves with probability `leaving` where it sees arming. Inspections go on after the term.
    The defaults are assumptions.

    Parameters
    ----------
    turns
        How long it binds, in turns from the first.
    verification
        m: inspections let both errors of sight shrink by 1 - m.
    leaving
        The exit clause: the chance that seen arming makes a state leave.
    inspection_cost
        >= 0 a turn, for each.
    """

    turns: int = 50
    verification: float = 0.5
    leaving: float = 0.5
    inspection_cost: float = 0.05

    kind: ClassVar[str] = "arms-control"
    source: ClassVar[str] = "Downs and Rocke 1990"
    rule: ClassVar[Rule] = "consent"
    strength: ClassVar[str] = "verification"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {
        "payoffs": {"inspection_cost": 0.0},
        "information": {"verification": 0.0},
        "enforcement": {"turns": 0},
    }
    _unbounded: ClassVar[tuple[str, ...]] = ("inspection_cost",)
    _whole: ClassVar[tuple[str, ...]] = ("turns",)

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Within, verify and bind."""
        if not standing.within:
            return dyad
        price = self.inspection_cost
        made = dyad.with_payoffs((True, True), lambda p: less(p, price, price))
        seen = together(dyad.perception.intelligence, self.verification * self.works)
        made = made.perceiving(intelligence=seen)
        loyal = (not dyad.greedy[0], not dyad.greedy[1])
        bound = partial(Bound, turns=self.turns, leaving=self.leaving)
        return made.led(loyal, bound) if self.turns else made

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return misreadings mended, and inspections made."""
        if not standing.within:
            return {}
        return {
            "misreadings mended": mended(before, after),
            "inspections": (2 * self.verification * self.works,) * 4,
        }


@dataclass(frozen=True)
class Arbitration(Institution):
    """A third party that settles what happened when two states disagree (Boyd and Mathew 2021).

    Where an action was misread the case goes to the arbiter with probability `calls`; he finds the
    truth with probability `accuracy`, and both sides go by his finding, right or wrong. Over the
    turns that is a public record of probability `calls`, and errors smaller by calls x accuracy.
    Arbitration tit for tat is then contrite tit for tat under this institution. Where `calls` is
    below 1 the two effects are drawn apart, which is an approximation.

    Parameters
    ----------
    calls
        How often a disagreement is brought before the arbiter.
    accuracy
        How often he finds what happened.
    case_cost
        >= 0, what a case costs each side.
    """

    calls: float = 1.0
    accuracy: float = 0.7
    case_cost: float = 0.2

    kind: ClassVar[str] = "arbitration"
    source: ClassVar[str] = "Boyd and Mathew 2021"
    rule: ClassVar[Rule] = "benefit"
    strength: ClassVar[str] = "calls"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {
        "payoffs": {"case_cost": 0.0},
        "information": {"calls": 0.0},
    }
    _unbounded: ClassVar[tuple[str, ...]] = ("case_cost",)

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Within, settle and charge."""
        if not standing.within:
            return dyad
        seen, called = dyad.perception, self.calls * self.works
        made = dyad.perceiving(
            intelligence=together(seen.intelligence, called * self.accuracy),
            public_record=together(seen.public_record, called),
        )
        cases = self.cases(seen)
        return made.with_payoffs((True, True), lambda p: self._charged(p, cases))

    def _charged(self, payoffs: Payoffs, cases: Act) -> Payoffs:
        cost = self.case_cost
        return Payoffs(
            R=payoffs.R - cost * cases[0],
            S=payoffs.S - cost * cases[1],
            T=payoffs.T - cost * cases[2],
            P=payoffs.P - cost * cases[3],
        )

    def cases(self, perception: Perception) -> Act:
        """Return how often a turn with each outcome leads to a case."""
        alarm = perception.uncorrected_false_alarm
        miss = perception.sighted_miss
        called = self.calls
        mixed = called * together(alarm, miss)
        return (called * together(alarm, alarm), mixed, mixed, called * together(miss, miss))

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return cases heard and misreadings mended."""
        if not standing.within:
            return {}
        return {
            "cases heard": self.cases(before.perception),
            "misreadings mended": mended(before, after),
        }
