"""Improved communication and intelligence: separate knobs, each with its price."""

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from secdilemma.games.actions import ARM
from secdilemma.institutions.base import Channel, Institution, Rule, less, together
from secdilemma.institutions.conduct import Rereading
from secdilemma.institutions.dyad import Act, Dyad, Membership, arming, restraint, weighed
from secdilemma.institutions.government import mended

_SILENT = {
    "accuracy": 0.0,
    "hotline": 0.0,
    "public_record": 0.0,
    "talk": 0.0,
    "signals": 0.0,
}


@dataclass(frozen=True)
class Communication(Institution):
    """Better intelligence, a hotline, a public record, cheap talk and costly signals.

    Parameters
    ----------
    accuracy
        q: both errors of sight shrink by 1 - q.
    accuracy_cost
        κ_q >= 0: accuracy costs each κ_q q² a turn.
    hotline
        h: restraint that was taken for arming is put right.
    public_record
        κ: in that turn both sides go by the same two sightings, of their own action too.
    talk
        How often a state announces what it did. A security seeker tells the truth; a greedy state
        always says that it restrained (Acharya and Ramsay 2013; Baliga and Sjöström 2004).
    credence
        How often a security seeker believes an announcement of restraint over what it saw. Greedy
        states, who lie, believe nobody.
    signals
        How often a security seeker has its action verified, at a price: the other then sees it
        without error. Greedy states neither send nor heed signals (after Kydd 2005).
    signal_cost
        κ_sig >= 0, the price of one signal.
    """

    accuracy: float = 0.0
    accuracy_cost: float = 0.1
    hotline: float = 0.0
    public_record: float = 0.0
    talk: float = 0.0
    credence: float = 0.5
    signals: float = 0.0
    signal_cost: float = 0.1

    kind: ClassVar[str] = "communication"
    source: ClassVar[str] = "Kandori 2002"
    rule: ClassVar[Rule] = "benefit"
    strength: ClassVar[str] = "accuracy"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {
        "payoffs": {"accuracy_cost": 0.0, "signal_cost": 0.0},
        "information": _SILENT,
    }
    _unbounded: ClassVar[tuple[str, ...]] = ("accuracy_cost", "signal_cost")

    def change(self, dyad: Dyad, membership: Membership) -> Dyad:
        """Within, sharpen sight, correct, publish, talk and signal; charge for it."""
        if not membership.within:
            return dyad
        seen = dyad.perception
        signalled = 0.0 if any(dyad.greedy) else self.signals
        sharper = together(self.accuracy * self.works, signalled * self.works)
        believed = 0.0 if any(dyad.greedy) else self.talk * self.credence
        corrected = together(self.hotline * self.works, believed * self.works)
        made = replace(
            dyad,
            perception=replace(
                seen,
                intelligence=together(seen.intelligence, sharper),
                hotline=together(seen.hotline, corrected),
                public_record=together(seen.public_record, self.public_record * self.works),
            ),
        )
        return self._deceived(self._charged(made))

    def _charged(self, dyad: Dyad) -> Dyad:
        price = self.accuracy_cost * self.accuracy**2
        sender = price + self.signals * self.signal_cost
        charged = dyad.with_payoffs((True, True), lambda p: less(p, price, price))
        if any(dyad.greedy):
            return charged
        return dyad.with_payoffs((True, True), lambda p: less(p, sender, sender))

    def _deceived(self, dyad: Dyad) -> Dyad:
        """Let a security seeker believe what a greedy state says: that it restrained."""
        chance = self.talk * self.credence * self.works
        if not chance or dyad.greedy[0] == dyad.greedy[1]:
            return dyad
        seekers = (not dyad.greedy[0], not dyad.greedy[1])
        return dyad.led(seekers, partial(Rereading, seen=ARM, chance=chance))

    def acts(self, before: Dyad, after: Dyad, membership: Membership) -> dict[str, Act]:
        """Return misreadings mended, records, announcements, lies and signals."""
        if not membership.within:
            return {}
        greedy = [float(each) for each in before.greedy]
        lies = [(self.talk * greedy[s], arming(s)) for s in (0, 1)]
        signals = 0.0 if any(before.greedy) else 2 * self.signals
        return {
            "misreadings mended": mended(before, after),
            "public records": (self.public_record * self.works,) * 4,
            "announcements": (2 * self.talk,) * 4,
            "lies": weighed(*lies),
            "lies believed": self._believed(before),
            "signals": (signals,) * 4,
        }

    def _believed(self, before: Dyad) -> Act:
        """Return how often arming that was seen is taken for the restraint that a lie claims."""
        chance = self.talk * self.credence * self.works
        if before.greedy[0] == before.greedy[1]:
            return (0.0, 0.0, 0.0, 0.0)
        liar = 0 if before.greedy[0] else 1
        seen = 1 - before.perception.sighted_miss * (1 - self.accuracy * self.works)
        return weighed((chance * seen, arming(liar)), (0.0, restraint(liar)))
