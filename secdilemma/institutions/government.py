"""World government: a higher unity that watches, sanctions, taxes and disarms."""

from dataclasses import dataclass, replace
from typing import ClassVar

from secdilemma.games.payoffs import Payoffs
from secdilemma.institutions.base import Channel, Institution, Rule, less, together
from secdilemma.institutions.dyad import (
    Act,
    Dyad,
    Membership,
    arming,
    misreadings,
    restraint,
    weighed,
)


@dataclass(frozen=True)
class WorldGovernment(Institution):
    """A government over its members, which removes anarchy between them (Herz 1950).

    Between two members each pays the tax τ a turn; one that arms is caught with probability m, and
    one that restrains is wrongly caught with probability f; who is caught pays the sanction σ.
    What is monitored is shared, so that both errors of sight shrink by 1 - m. Disarmament scales
    what arms are good for, gain and loss, by 1 - η. The defaults are assumptions.

    Parameters
    ----------
    monitor
        m: arming is caught.
    false_positive
        f: restraint is taken for arming, and sanctioned.
    sanction
        σ >= 0: what being caught costs, in payoffs.
    tax
        τ >= 0 a turn, paid by each member in each of its dyads, outsiders' included.
    disarmament
        η: how much of the means to gain by arming, and to lose by restraint, is taken away.
    publicity
        κ_g: what it saw becomes a record that both members go by.
    sharing
        How much of its monitoring it shares: a becomes a (1 - m sharing).
    """

    monitor: float = 0.9
    false_positive: float = 0.02
    sanction: float = 3.0
    tax: float = 0.2
    disarmament: float = 0.5
    publicity: float = 0.0
    sharing: float = 1.0

    kind: ClassVar[str] = "world-government"
    source: ClassVar[str] = "Herz 1950"
    rule: ClassVar[Rule] = "consent"
    strength: ClassVar[str] = "monitor"
    neutral: ClassVar[dict[Channel, dict[str, float]]] = {
        "payoffs": {"tax": 0.0, "disarmament": 0.0},
        "information": {"sharing": 0.0, "publicity": 0.0},
        "enforcement": {"sanction": 0.0},
    }
    _unbounded: ClassVar[tuple[str, ...]] = ("sanction", "tax")

    @property
    def caught(self) -> float:
        """How often arming is sanctioned, failures counted."""
        return self.monitor * self.works

    @property
    def wronged(self) -> float:
        """How often restraint is sanctioned, failures counted."""
        return self.false_positive * self.works

    def change(self, dyad: Dyad, membership: Membership) -> Dyad:
        """Tax members; within, sanction, disarm, and share what is seen."""
        taxed = dyad.with_payoffs(membership.seats, lambda p: less(p, self.tax, self.tax))
        if not membership.within:
            return taxed
        made = taxed.with_payoffs(membership.seats, self._governed)
        seen = dyad.perception
        return replace(
            made,
            perception=replace(
                seen,
                intelligence=together(seen.intelligence, self.caught * self.sharing),
                public_record=max(seen.public_record, self.publicity * self.works),
            ),
        )

    def _governed(self, payoffs: Payoffs) -> Payoffs:
        kept = disarmed(payoffs, self.disarmament * self.works)
        return less(kept, self.wronged * self.sanction, self.caught * self.sanction)

    def acts(self, before: Dyad, after: Dyad, membership: Membership) -> dict[str, Act]:
        """Return sanctions and wrong sanctions imposed, misreadings mended, taxes levied."""
        paying = float(sum(membership.seats)) * bool(self.tax)
        counts = {"taxes levied": (paying,) * 4}
        if not membership.within:
            return counts
        return counts | {
            "sanctions imposed": weighed(*[(self.caught, arming(s)) for s in (0, 1)]),
            "wrong sanctions": weighed(*[(self.wronged, restraint(s)) for s in (0, 1)]),
            "misreadings mended": mended(before, after),
        }


def disarmed(payoffs: Payoffs, share: float) -> Payoffs:
    """Return payoffs with gain and loss scaled by 1 - `share`, R and P kept.

    In the arms game T = P + w + γ and S = R - l; greed γ is scaled with the gain, for what one
    wants the arms for does not matter once they are gone.
    """
    if share == 0:
        return payoffs
    gain, loss = payoffs.T - payoffs.P, payoffs.R - payoffs.S
    return replace(payoffs, T=payoffs.P + (1 - share) * gain, S=payoffs.R - (1 - share) * loss)


def mended(before: Dyad, after: Dyad) -> Act:
    """Return how many misreadings fewer a turn with each outcome brings."""
    parts = zip(misreadings(before.perception), misreadings(after.perception), strict=True)
    return weighed(*[pair for was, now in parts for pair in ((1.0, was), (-1.0, now))])
