"""A global NATO: members decide jointly and defend each other; outsiders may fear them."""

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from secdilemma.games.actions import RESTRAIN
from secdilemma.games.perception import Perception
from secdilemma.institutions.base import Channel, Institution, Rule, less, together
from secdilemma.institutions.conduct import Balancing, Rereading
from secdilemma.institutions.dyad import Act, Dyad, Standing, arming, restraint, weighed


@dataclass(frozen=True)
class GlobalNato(Institution):
    """A common defence organisation, which integrates its members' militaries (Beyer 2018).

    With probability j a turn two members carry out a joint decision to restrain: a member may
    abstain, but not act against the other. Where an outsider arms against a member that restrains,
    the |M| - 1 others help: the member is spared, and the outsider denied, x c_s (|M| - 1), and the
    help costs the members x c_s in all. Outsiders fear the bloc by its share μ of all states: their
    threat bias rises by χ μ, and with probability χ μ times `counter_bloc` a match they balance,
    and arm against members throughout. The defaults are assumptions.

    Parameters
    ----------
    joint
        j: joint decisions.
    defence
        x: how readily members defend each other.
    support
        c_s >= 0: what one member's help is worth, and what a defence costs the members in all.
    dues
        τ >= 0 a turn, paid by each member in each of its dyads.
    threat
        χ: how much outsiders fear a bloc of all other states.
    counter_bloc
        How readily fear turns into a counter-bloc.
    fear_bound
        A state does not join what it fears more than this (see the rules of participation).
    """

    joint: float = 0.8
    defence: float = 0.5
    support: float = 0.2
    dues: float = 0.1
    threat: float = 0.3
    counter_bloc: float = 1.0
    fear_bound: float = 1.0

    kind: ClassVar[str] = "global-nato"
    source: ClassVar[str] = "Beyer 2018"
    rule: ClassVar[Rule] = "benefit"
    strength: ClassVar[str] = "joint"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {
        "payoffs": {"dues": 0.0, "defence": 0.0},
        "information": {"threat": 0.0},
        "enforcement": {"joint": 0.0},
    }
    _unbounded: ClassVar[tuple[str, ...]] = ("support", "dues")

    def fear(self, standing: Standing) -> float:
        """Return χ μ, an outsider's fear of the bloc."""
        return self.threat * standing.share

    def help(self, standing: Standing) -> float:
        """Return x c_s (|M| - 1), what the others' help is worth."""
        return self.defence * self.works * self.support * max(0.0, standing.size - 1)

    def change(self, dyad: Dyad, standing: Standing) -> Dyad:
        """Collect dues; within, decide jointly; across, defend, and be feared."""
        made = dyad.with_payoffs(standing.seats, lambda p: less(p, self.dues, self.dues))
        if standing.within:
            joint = together(made.perception.joint_decision, self.joint * self.works)
            return made.perceiving(joint_decision=joint)
        return self._across(made, standing) if standing.across else made

    def _across(self, dyad: Dyad, standing: Standing) -> Dyad:
        outsider = (not standing.first, not standing.second)
        spared = self.help(standing)
        bill = self.defence * self.works * self.support if spared else 0.0
        made = dyad.with_payoffs(standing.seats, lambda p: replace(p, S=p.S + spared - bill))
        made = made.with_payoffs(outsider, lambda p: replace(p, T=p.T - spared))
        suspicion = self.suspicion(dyad.perception, standing)
        if suspicion:
            made = made.led(outsider, partial(Rereading, seen=RESTRAIN, chance=suspicion))
        balances = self.balancing(standing)
        return made.led(outsider, partial(Balancing, chance=balances)) if balances else made

    def balancing(self, standing: Standing) -> float:
        """Return how often an outsider balances against the bloc."""
        return self.fear(standing) * self.counter_bloc

    def suspicion(self, perception: Perception, standing: Standing) -> float:
        """Return how often an outsider takes seen restraint for arming, out of fear.

        It is the chance that brings the false alarm to what a threat bias of min(1, β + χ μ) makes
        of the ambiguity. Misses shrink by it too, instead of to (1 - β)/2 of the ambiguity: a
        reading that no longer sees the truth cannot do more. The bias comes out a little lower.
        """
        bias = min(1.0, perception.threat_bias + self.fear(standing))
        scale = (1 - perception.intelligence) * (1 - perception.hotline)
        feared = perception.ambiguity * (1 + bias) / 2 * scale
        now = perception.false_alarm * scale
        return 0.0 if now >= 1 else max(0.0, (feared - now) / (1 - now))

    def acts(self, before: Dyad, after: Dyad, standing: Standing) -> dict[str, Act]:
        """Return joint decisions, dues, defences, and what outsiders do out of fear."""
        del after
        paying = float(sum(standing.seats)) * bool(self.dues)
        counts: dict[str, Act] = {"dues paid": (paying,) * 4}
        if standing.within:
            return counts | {"joint decisions": (self.joint * self.works,) * 4}
        if not standing.across:
            return counts
        member = 0 if standing.first else 1
        attacked = self.defence * self.works * (self.help(standing) > 0)
        spared = weighed((attacked, _attack_on(member)))
        balances = self.balancing(standing)
        return counts | {
            "members defended": spared,
            "suspicions": self._suspicions(before, standing, member),
            "turns of counter-bloc": (balances,) * 4,
        }

    def _suspicions(self, before: Dyad, standing: Standing, member: int) -> Act:
        seen = before.perception
        chance = self.suspicion(seen, standing)
        calm = 1 - seen.uncorrected_false_alarm
        return weighed(
            (chance * calm, restraint(member)), (chance * seen.sighted_miss, arming(member))
        )


def _attack_on(member: int) -> Act:
    return (0.0, 1.0, 0.0, 0.0) if member == 0 else (0.0, 0.0, 1.0, 0.0)
