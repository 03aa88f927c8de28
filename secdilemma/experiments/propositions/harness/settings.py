"""The world in which the propositions are put to the test, and how to make it another."""

from dataclasses import dataclass

SEEKERS = (
    "bw-mitigator",
    "butterfield-fear",
    "ctft",
    "defensive-realist",
    "downs-rocke-trigger",
    "grim",
    "gtft",
    "herz-vicious-circle",
    "jervis-deterrence",
    "jervis-spiral",
    "kydd-reassurer",
    "osgood-grit",
    "tf2t",
    "tft",
    "transcender",
)
"""Strategies of states that only want to be safe: none of them arms for gain."""

QUICK_SEEKERS = (
    "butterfield-fear",
    "defensive-realist",
    "gtft",
    "herz-vicious-circle",
    "jervis-deterrence",
    "jervis-spiral",
    "kydd-reassurer",
    "tft",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all experiments share; the default is the world that the propositions speak of.

    Another setting is another world: tests use it to show that each proposition can fail.

    Parameters
    ----------
    seekers
        Strategies of the states that only want to be safe.
    greedy
        The strategy of states that want more.
    clear
        Whether nothing is ever misperceived, whatever the cell says.
    execution
        Probability that an action is carried out wrongly.
    peaceful
        Whether war is impossible.
    hazard
        Probability a turn of accidental war whatever anyone does.
    balance
        θ in place of the cell's, where it is not None.
    toothless
        Whether sanctions are never carried out.
    trust
        How much of it there is before remedies are tried.
    swaps
        Pairs of (strategy, the one that plays in its place).
    """

    seekers: tuple[str, ...] = SEEKERS
    greedy: str = "offensive-realist"
    clear: bool = False
    execution: float = 0.0
    peaceful: bool = False
    hazard: float = 0.0
    balance: float | None = None
    toothless: bool = False
    trust: float = 0.3
    swaps: tuple[tuple[str, str], ...] = ()
