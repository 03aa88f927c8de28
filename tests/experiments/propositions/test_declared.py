"""Each proposition can fail: a world altered on purpose, in which its experiment refutes it."""

import pytest
import support

from secdilemma.experiments.propositions import IDS, propositions
from secdilemma.experiments.propositions.harness.harness import run_propositions
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.experiments.propositions.harness.settings import SEEKERS, Setting

pytestmark = support.jitted()


def everyone(other, *but):
    """Return swaps by which every seeker plays as another, but for some."""
    return tuple((name, other) for name in SEEKERS if name not in but)


UNFRIENDLY = ("tft", "jervis-deterrence", "bully", "stft", "random", "hard-tft")

WORLDS = {
    "B1": Setting(),
    "B2": Setting(swaps=everyone("jervis-deterrence")),
    "B3": Setting(swaps=everyone("all-d")),
    "B4": Setting(swaps=everyone("all-c")),
    "B5": Setting(swaps=everyone("all-c")),
    "B6": Setting(),
    "H1": Setting(toothless=True),
    "H2": Setting(swaps=everyone("all-c")),
    "H3": Setting(swaps=(("herz-vicious-circle", "gtft"),)),
    "H4": Setting(seekers=("all-d",), peaceful=True),
    "H5": Setting(clear=True),
    "H6": Setting(swaps=everyone("gtft")),
    "J1": Setting(seekers=UNFRIENDLY, clear=True),
    "J2": Setting(clear=True),
    "J3": Setting(swaps=everyone("random")),
    "J4": Setting(swaps=everyone("all-c"), peaceful=True),
    "J5": Setting(peaceful=True),
    "J6": Setting(clear=True),
    "J7": Setting(swaps=(*everyone("random"), ("kydd-no-signal", "random"))),
    "BW1": Setting(swaps=everyone("all-d", "herz-vicious-circle"), peaceful=True),
    "BW2": Setting(swaps=everyone("all-c"), greedy="all-c"),
    "BW3": Setting(swaps=everyone("grim")),
    "DR": Setting(swaps=everyone("herz-vicious-circle")),
    "OR": Setting(peaceful=True),
    "TR": Setting(swaps=everyone("all-c"), greedy="all-c"),
    "E1": Setting(swaps=everyone("tf2t"), greedy="all-c", clear=True, balance=0.3),
}
"""What is altered; nothing where the propositions' own world refutes the claim already."""


def test_every_proposition_has_its_world():
    assert list(WORLDS) == list(IDS)


@pytest.mark.parametrize("claim", IDS)
def test_it_is_refuted_in_a_world_altered_on_purpose(claim):
    laboratory = Laboratory(WORLDS[claim], matches=40)
    (finding,) = run_propositions(propositions([claim]), laboratory, quick=True)
    assert finding.verdict == "not supported", [
        (dict(each.cell.factors), each.measures, each.verdict) for each in finding.cells
    ]
