"""Institutions: remedies as composable transformations of a dyad, left to right.

=================  =================================================================================
``alliance``       a global NATO: members decide jointly and defend each other
``attitudes``      remedies in the mind of a state: reassurance, sensibility, democracy
``base``           what every institution has: members, a failure rate, a rule of participation,
                   counters
``communication``  improved communication and intelligence: separate knobs, each with its price
``conduct``        how an institution leads a strategy: it begins, acts or reads otherwise
``dyad``           two states in their seats, and everything about them that an institution may
                   change
``forms``          institutions as plain data: the tables of a tournament file, and back
``government``     world government: a higher unity that watches, sanctions, taxes and disarms
``thresholds``     closed forms: when an institution is enough, from the payoffs of the base game
                   alone
``treaties``       arms control with verification and exit, and arbitration of what was misread
=================  =================================================================================
"""

from secdilemma.institutions.alliance import GlobalNato
from secdilemma.institutions.attitudes import (
    Calculation,
    Democracy,
    Mistrust,
    Reassurance,
    Sensibility,
)
from secdilemma.institutions.base import CHANNELS, Channel, Institution
from secdilemma.institutions.communication import Communication
from secdilemma.institutions.dyad import Act, Dyad, Membership
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
        Calculation,
    )
}

__all__ = [
    "CHANNELS",
    "KINDS",
    "Act",
    "Arbitration",
    "ArmsControl",
    "Calculation",
    "Channel",
    "Communication",
    "Democracy",
    "Dyad",
    "GlobalNato",
    "Institution",
    "Membership",
    "Mistrust",
    "Reassurance",
    "Sensibility",
    "WorldGovernment",
    "compose",
    "in_words",
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
        dyad = institution.change(dyad, institution.membership(dyad, states))
    return dyad


def in_words(institutions: tuple[Institution, ...]) -> str:
    """Return institutions in a line, such as ``mistrust, global nato (3 members)``; "" of none."""
    return ", ".join(_in_words(each) for each in institutions)


def _in_words(institution: Institution) -> str:
    name = institution.kind.replace("-", " ")
    if institution.members is None:
        return name
    count = len(institution.members)
    return f"{name} ({count} member{'s' if count != 1 else ''})"
