"""Institutions: remedies as composable transformations of a dyad, left to right."""

from secdilemma.institutions.alliance import GlobalNato
from secdilemma.institutions.attitudes import Democracy, Mistrust, Reassurance, Sensibility
from secdilemma.institutions.base import CHANNELS, Channel, Institution
from secdilemma.institutions.communication import Communication
from secdilemma.institutions.dyad import Act, Dyad, Standing
from secdilemma.institutions.government import WorldGovernment
from secdilemma.institutions.treaties import Arbitration, ArmsControl

KINDS: dict[str, type[Institution]] = {
    each.kind: each
    for each in (
        WorldGovernment,
        GlobalNato,
        Communication,
        ArmsControl,
        Reassurance,
        Sensibility,
        Democracy,
        Arbitration,
        Mistrust,
    )
}

__all__ = [
    "CHANNELS",
    "KINDS",
    "Act",
    "Arbitration",
    "ArmsControl",
    "Channel",
    "Communication",
    "Democracy",
    "Dyad",
    "GlobalNato",
    "Institution",
    "Mistrust",
    "Reassurance",
    "Sensibility",
    "Standing",
    "WorldGovernment",
    "compose",
]


def compose(dyad: Dyad, institutions: tuple[Institution, ...], states: int) -> Dyad:
    """Return a dyad under institutions, applied left to right.

    Parameters
    ----------
    dyad
        As anarchy leaves it.
    institutions
        From the first to the last.
    states
        How many states there are, of which members are a share.
    """
    for institution in institutions:
        dyad = institution.change(dyad, institution.standing(dyad, states))
    return dyad
