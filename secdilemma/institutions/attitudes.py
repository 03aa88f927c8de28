"""Remedies in the mind of a state: reassurance, sensibility, democracy; and mistrust itself."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from secdilemma.catalogue.wrappers.references import sensible
from secdilemma.games.perception import Perception
from secdilemma.institutions.base import Channel, Institution, Rule, together
from secdilemma.institutions.conduct import Calculating
from secdilemma.institutions.dyad import Act, Dyad, Standing, misreadings, weighed
from secdilemma.institutions.government import mended


@dataclass(frozen=True)
class Reassurance(Institution):
    """One side takes the initiative: it plays a reassurer's strategy instead of its own.

    Members reassure in all their dyads. Where both are members the first seat does, and greedy
    states never do. Who reassures begins as the reassurer does: the initiative is a decision. Its
    price is what restraint costs while the other still arms.

    Parameters
    ----------
    by
        The reassurer's strategy; None where nobody reassures.
    """

    by: Any = None

    kind: ClassVar[str] = "reassurance"
    fallible: ClassVar[bool] = False
    source: ClassVar[str] = "Osgood 1962; Kydd 2005; Plous 1985"
    rule: ClassVar[Rule] = "unilateral"
    neutral: ClassVar[dict[Channel, dict[str, Any]]] = {"enforcement": {"by": None}}

    def reassuring(self, dyad: Dyad, standing: Standing) -> tuple[bool, bool]:
        """Return who reassures."""
        able = [
            member and not greedy and self.by is not None
            for member, greedy in zip(standing.seats, dyad.greedy, strict=True)
        ]
        return able[0], able[1] and not able[0]

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Replace the strategy of who reassures; it begins afresh."""
        seats = self.reassuring(dyad, standing)
        if not any(seats):
            return dyad
        first, second = seats
        strategies, trust = dyad.strategies, dyad.trust
        return replace(
            dyad,
            strategies=(self.by if first else strategies[0], self.by if second else strategies[1]),
            trust=(1.0 if first else trust[0], 1.0 if second else trust[1]),
        )

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return turns of restraint against arming: initiatives that are not answered yet."""
        del after
        first, second = self.reassuring(before, standing)
        if not (first or second):
            return {}
        unanswered = (0.0, 1.0, 0.0, 0.0) if first else (0.0, 0.0, 1.0, 0.0)
        taken = (1.0, 1.0, 0.0, 0.0) if first else (1.0, 0.0, 1.0, 0.0)
        return {"turns of restraint by the reassurer": taken, "of them unanswered": unanswered}


@dataclass(frozen=True)
class Sensibility(Institution):
    """States that see themselves as others do (Booth and Wheeler 2008).

    A member that armed reads the arming that it sees as restraint, with probability s: it may have
    been an answer to its own. It does so towards outsiders too.

    Parameters
    ----------
    s
        The chance.
    """

    s: float = 1.0

    kind: ClassVar[str] = "sensibility"
    source: ClassVar[str] = "Booth and Wheeler 2008"
    rule: ClassVar[Rule] = "unilateral"
    strength: ClassVar[str] = "s"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {"information": {"s": 0.0}}

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Let members allow for how their own arming looks."""
        s = self.s * self.works
        return dyad.led(standing.seats, partial(_sensible, s=s)) if s else dyad

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return how often seen arming is excused."""
        del after
        seen, s = before.perception, self.s * self.works
        alarm = seen.uncorrected_false_alarm
        told = 1 - seen.sighted_miss
        first, second = (float(member) * s for member in standing.seats)
        by_first = (0.0, 0.0, first * alarm, first * told)
        by_second = (0.0, second * alarm, 0.0, second * told)
        return {"arming excused": weighed((1.0, by_first), (1.0, by_second))}


def _sensible(strategy: Any, s: float) -> Any:
    return sensible(strategy, s)


@dataclass(frozen=True)
class Democracy(Institution):
    """Shared values: members read each other better and with less suspicion, and trust more.

    Between two members ambiguity and threat bias shrink by `understanding` each, and mistrust at
    the outset by `affinity`: t0 becomes 1 - (1 - t0)(1 - affinity), .5 becoming .8 by default. All
    of it is assumed; the essay names democracy and multiculturalism, and no numbers.

    Parameters
    ----------
    understanding
        How much of the ambiguity, and of the bias in what is left, it takes away.
    affinity
        How much of the mistrust it takes away.
    """

    understanding: float = 0.5
    affinity: float = 0.6

    kind: ClassVar[str] = "democracy"
    source: ClassVar[str] = "the source essay; numbers assumed"
    rule: ClassVar[Rule] = "unilateral"
    strength: ClassVar[str] = "understanding"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {
        "information": {"understanding": 0.0, "affinity": 0.0}
    }

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Within, clear the sight and the prior."""
        if not standing.within:
            return dyad
        first, second = (together(t, self.affinity * self.works) for t in dyad.trust)
        return replace(dyad, perception=self._clearer(dyad.perception), trust=(first, second))

    def _clearer(self, seen: Perception) -> Perception:
        kept = 1 - self.understanding * self.works
        if kept == 1 or not seen.ambiguity:
            return seen
        made = Perception.from_ambiguity(seen.ambiguity * kept, seen.threat_bias * kept)
        return replace(seen, false_alarm=made.false_alarm, miss=made.miss)

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return misreadings mended (misses may grow where bias shrinks: see the two apart)."""
        if not standing.within:
            return {}
        was, now = misreadings(before.perception)[0], misreadings(after.perception)[0]
        return {
            "misreadings mended": mended(before, after),
            "false alarms avoided": weighed((1.0, was), (-1.0, now)),
        }


@dataclass(frozen=True)
class Mistrust(Institution):
    """No remedy but the ill: an arms race that came before the first turn.

    Each state begins as its strategy does with probability t0, and otherwise in the mind that
    `stretch` turns of arming by both, seen as what they were, have left it in. It is a condition,
    put first in a composition, from which remedies have to work.

    Parameters
    ----------
    trust
        t0.
    stretch
        Turns of arming.
    """

    trust: float = 0.3
    stretch: int = 20

    kind: ClassVar[str] = "mistrust"
    fallible: ClassVar[bool] = False
    source: ClassVar[str] = "assumed"
    rule: ClassVar[Rule] = "unilateral"
    strength: ClassVar[str] = "stretch"
    neutral: ClassVar[dict[Channel, dict[str, Any]]] = {"information": {"trust": 1.0, "stretch": 0}}
    _whole: ClassVar[tuple[str, ...]] = ("stretch",)

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Let both begin in mistrust."""
        if not standing.within:
            return dyad
        return replace(dyad, trust=(self.trust, self.trust), stretch=self.stretch)

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return nothing: what it does is done before the first turn."""
        del before, after, standing
        return {}


@dataclass(frozen=True)
class Calculation(Institution):
    """No remedy but a condition: states that know what outcomes pay them.

    A member restrains where arming can pay it in no case, that is where restraint is strictly
    dominant in what it is paid; in every other game it is its strategy. Without it enforcement
    changes scores and no action, for an automaton does not see payoffs.
    """

    kind: ClassVar[str] = "calculation"
    source: ClassVar[str] = "assumed; after Glaser 2010"
    fallible: ClassVar[bool] = False
    rule: ClassVar[Rule] = "unilateral"

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Let members calculate."""
        return dyad.led(standing.seats, Calculating)

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return how often a member restrains because arming cannot pay: always, or never."""
        del before
        sated = [
            float(member and own.R > own.T and own.S > own.P)
            for member, own in zip(standing.seats, after.payoffs, strict=True)
        ]
        return {"restraint that is dominant": (sum(sated),) * 4}
