"""The shipped pattern: every line passes, and every kind of line can fail in another world."""

import pytest
import support

from secdilemma.catalogue.catalogue import open_catalogue
from secdilemma.errors import UnknownNameError
from secdilemma.experiments import pattern as module
from secdilemma.experiments.registry import EXPERIMENTS, run_experiment
from secdilemma.games.perception import Perception

pytestmark = support.jitted()


class Swapped:
    """The bundled catalogue, but for some strategies that play as others."""

    def __init__(self, **others):
        self.bundled = open_catalogue()
        self.others = {name.replace("_", "-"): other for name, other in others.items()}

    def make(self, reference):
        name = reference.partition(":")[0]
        return self.bundled.make(self.others.get(reference, self.others.get(name, reference)))


def failing(**others):
    return [each.expected for each in module.pattern(Swapped(**others)) if not each.passed]


def test_every_line_passes():
    checks = run_experiment("pattern", open_catalogue())
    assert [each.expected for each in checks if not each.passed] == []
    assert len(checks) == 16
    assert len({each.expected for each in checks}) == 16


# what plays as what, and the line that must fail then
WORLDS = [
    ({"gtft": "tft"}, "hold mutual restraint with themselves"),
    ({"defensive_realist": "all-d"}, "hold mutual restraint with themselves"),
    ({"grim": "gtft"}, "1 % execution error: these do not"),
    ({"herz_vicious_circle": "gtft"}, "1 % execution error: these do not"),
    ({"ctft": "all-c"}, "contrite tit for tat collapses"),
    ({"tft": "all-c"}, "contrite tit for tat collapses"),
    ({"jervis_spiral": "all-c"}, "holds where postures can be told apart"),
    ({"jervis_spiral": "tft"}, "holds where postures can be told apart"),
    ({"kydd_reassurer": "all-d"}, "kydd-reassurer restores restraint"),
    ({"kydd_reassurer": "all-d"}, "kydd-reassurer cures no greed"),
    ({"osgood_grit": "all-d"}, "osgood-grit restores restraint"),
    ({"osgood_grit": "all-d"}, "osgood-grit cures no greed"),
    ({"offensive_realist": "tft"}, "osgood-grit cures no greed"),
    ({"herz_vicious_circle": "gtft"}, "Herz's reaction gain divides at 1"),
    ({"herz_vicious_circle": "grim"}, "Herz's reaction gain divides at 1"),
    ({"jervis_spiral": "all-c"}, "lifts Jervis's spiral several-fold"),
    ({"tft": "jervis-spiral"}, "lifts tit for tat only a little"),
    ({"tft": "all-c"}, "lifts tit for tat only a little"),
]


@pytest.mark.parametrize(("others", "line"), WORLDS)
def test_every_kind_of_line_can_fail(others, line):
    assert any(line in each for each in failing(**others))


@pytest.mark.parametrize("noise", module.REGIMES)
def test_the_reaction_gain_can_fail_in_each_regime(noise):
    lines = failing(herz_vicious_circle="gtft")
    assert any(each.startswith(f"{noise}: ") for each in lines)


def test_a_swap_that_concerns_one_line_fails_one_line():
    assert failing(defensive_realist="all-d") == [
        "1 % execution error: these hold mutual restraint with themselves, .9 at least"
    ]


def test_without_errors_what_errors_do_fails(monkeypatch):
    monkeypatch.setattr(module, "regime", lambda _: Perception())
    lines = [each.expected for each in module.pattern(open_catalogue()) if not each.passed]
    assert "1 % execution error: these do not" in lines
    assert any("contrite tit for tat collapses" in each for each in lines)
    assert any("cures no greed" in each or "restores restraint" in each for each in lines)


def test_a_line_says_what_was_found():
    (check,) = module._misperception(open_catalogue())
    assert check.found == "ctft 0.040, tft 0.040"
    (swapped,) = module._misperception(Swapped(ctft="all-c"))
    assert swapped.found == "ctft 1.000, tft 0.040"
    assert (check.passed, swapped.passed) == (True, False)


def test_an_experiment_that_does_not_exist_is_refused_by_name():
    with pytest.raises(UnknownNameError, match=r"patern: no such experiment.*pattern"):
        run_experiment("patern", open_catalogue())
    assert list(EXPERIMENTS) == ["pattern", "selection"]
