"""The theorists' propositions, each an experiment that can refute it.

Nothing heavy is imported here; the propositions are declared in the modules that test them.

================  ==================================================================================
``accumulation``  does self-help start a competition? Stocks of arms as the reaction gain passes one
``declared``      every proposition by its id
``essay``         the essay's own conclusion: not to be escaped, but to be weakened
``intentions``    present and future intentions: what is known today may be wrong tomorrow
``origins``       fear or anarchy? One factorial decides between Butterfield and Herz
``realism``       the two realisms: genuine cooperation, or war inevitable and rational
``security``      does arming make a state safer? The self-defeating side of the dilemma
``spirals``       does it feed itself? What one arming provokes, and whether arming follows arming
``tragedy``       is it tragic? And does it help to see oneself as others do
``uncertainty``   is uncertainty the condition? What is left of the dilemma when nothing is misread
``wars``          does it cause war, and all war? One experiment decides B6 against H5 and J6
``harness/``      how propositions are tested: grids of cells, decisions, and what is kept and told
================  ==================================================================================
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from secdilemma.errors import UnknownNameError, suggestion

if TYPE_CHECKING:
    from secdilemma.experiments.propositions.harness.declaration import Proposition

IDS = (
    *("B1", "B2", "B3", "B4", "B5", "B6"),
    *("H1", "H2", "H3", "H4", "H5", "H6"),
    *("J1", "J2", "J3", "J4", "J5", "J6", "J7"),
    *("BW1", "BW2", "BW3", "DR", "OR", "TR", "E1"),
)
"""Butterfield's, Herz's, Jervis's, Booth and Wheeler's, the two realisms' and the essay's own."""

OPPOSED = (("B1", ("H1",)), ("B6", ("H5", "J6")))
"""Claims of which one experiment decides: at most one side can be right."""


def propositions(only: Iterable[str] = ()) -> "list[Proposition]":
    """Return the propositions, or those of the ids `only`, in the order of the theory.

    Raises
    ------
    UnknownNameError
        If there is none of that id.
    """
    from secdilemma.experiments.propositions.declared import DECLARED

    wanted = chosen(only)
    return [DECLARED[each] for each in IDS if each in wanted]


def chosen(only: Iterable[str]) -> Sequence[str]:
    """Return the ids that were asked for, in capitals; all where none was.

    Raises
    ------
    UnknownNameError
        If there is none of that id; the nearest is suggested.
    """
    asked = [each.strip().upper() for each in only]
    for given, each in zip(only, asked, strict=True):
        if each not in IDS:
            hint = _nearest(each)
            known = ", ".join(IDS)
            raise UnknownNameError(
                f"{given or repr(given)}: no such proposition; expected one of {known}.{hint}"
            )
    return asked or IDS


def _nearest(name: str) -> str:
    """Return ``" Did you mean J2?"``: the nearest id, or else the first of the same theorist."""
    alike = (each for each in IDS if name and each[0] == name[0])
    near = next(alike, None)
    return suggestion(name, IDS) or (f" Did you mean {near}?" if near else "")
