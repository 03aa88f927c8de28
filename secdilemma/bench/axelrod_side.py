"""What the benchmarks need of axelrod: the library, and which strategies both sides have."""

import warnings
from functools import lru_cache
from typing import Any

from secdilemma.catalogue import open_catalogue
from secdilemma.participants import Participant

NOT_INSTALLED = "axelrod is not installed"
COMMON = {
    "2tft": "TwoTitsForTat",
    "all-c": "Cooperator",
    "all-d": "Defector",
    "bully": "Bully",
    "extort-2": "ZDExtort2",
    "firm-but-fair": "FirmButFair",
    "grim": "Grudger",
    "gtft": "GTFT",
    "hard-prober": "HardProber",
    "hard-tf2t": "HardTitFor2Tats",
    "hard-tft": "HardTitForTat",
    "joss": "FirstByJoss",
    "prober": "Prober",
    "prober-2": "Prober2",
    "prober-3": "Prober3",
    "random": "Random",
    "stft": "SuspiciousTitForTat",
    "tf2t": "TitFor2Tats",
    "tft": "TitForTat",
    "wsls": "WinStayLoseShift",
    "zdgtft-2": "ZDGTFT2",
}


@lru_cache
def library() -> Any | None:
    """Return axelrod, or None where it is not installed; it takes seconds to import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import axelrod
        except ImportError:
            return None
    return axelrod


def field() -> dict[str, str]:
    """Return the strategies that both sides have: how they are named here, and in axelrod."""
    return dict(COMMON)


def participants(names: dict[str, str]) -> tuple[Participant, ...]:
    """Return the participants of some names."""
    catalogue = open_catalogue()
    return tuple(Participant(catalogue.make(name), name=name) for name in names)
