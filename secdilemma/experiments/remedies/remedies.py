"""The remedies that are tried: every institution, and chosen combinations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from secdilemma.institutions import (
    Arbitration,
    ArmsControl,
    Communication,
    Democracy,
    GlobalNato,
    Institution,
    Reassurance,
    Sensibility,
    WorldGovernment,
)

Membership = Literal["all", "half", "rival excluded"]


@dataclass(frozen=True)
class Remedy:
    """Institutions under one name.

    Parameters
    ----------
    name
        For listings.
    institutions
        Applied from left to right.
    first
        What comes before it: the trust that its record builds is what consent asks for.
    membership
        Who belongs, where that is given and not asked: all, half of each kind of state, or all but
        the rival.
    quick
        Whether ``--quick`` tries it.
    """

    name: str
    institutions: tuple[Institution, ...]
    first: tuple[Institution, ...] = ()
    membership: Membership = "all"
    quick: bool = False


IMPROVED = Communication(accuracy=0.5, hotline=0.9, public_record=0.9)


def remedies(make: Callable[[str], Any]) -> list[Remedy]:
    """Return all remedies; `make` makes a strategy of its name."""
    return [
        Remedy("intelligence", (Communication(accuracy=0.5),)),
        Remedy("hotline", (Communication(hotline=0.9),)),
        Remedy("public record", (Communication(public_record=0.9),)),
        Remedy("cheap talk", (Communication(talk=1.0),)),
        Remedy("costly signals", (Communication(signals=0.5),)),
        Remedy("improved communication", (IMPROVED,), quick=True),
        Remedy("arms control", (ArmsControl(),), quick=True),
        Remedy("reassurance (GRIT)", (Reassurance(by=make("osgood-grit")),), quick=True),
        Remedy("reassurance (Kydd)", (Reassurance(by=make("kydd-reassurer")),)),
        Remedy("reassurance (Plous)", (Reassurance(by=make("plous-initiatives")),)),
        Remedy("sensibility", (Sensibility(),), quick=True),
        Remedy("democracy", (Democracy(),), quick=True),
        Remedy("arbitration", (Arbitration(),), quick=True),
        Remedy("world government", (WorldGovernment(),), quick=True),
        Remedy("global NATO, all in", (GlobalNato(),), quick=True),
        Remedy("global NATO, half in", (GlobalNato(),), membership="half", quick=True),
        Remedy("global NATO, rival out", (GlobalNato(),), membership="rival excluded", quick=True),
        Remedy("arms control + hotline", (ArmsControl(), Communication(hotline=0.9))),
        Remedy("communication + sensibility", (IMPROVED, Sensibility())),
        Remedy("democracy + NATO", (Democracy(), GlobalNato())),
        Remedy(
            "communication → government",
            (IMPROVED, WorldGovernment()),
            first=(IMPROVED,),
            quick=True,
        ),
        Remedy(
            "talks+democracy → government",
            (IMPROVED, Democracy(), WorldGovernment()),
            first=(IMPROVED, Democracy()),
        ),
    ]
