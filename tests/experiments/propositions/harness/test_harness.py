"""The harness: decisions, moderators, grids, keeping, threads."""

import json
import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import support
from hypothesis import given, strategies as st

from secdilemma.errors import ResultsError, UnknownNameError
from secdilemma.experiments.propositions import IDS, chosen, propositions
from secdilemma.experiments.propositions.harness import cells as keeping_module
from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.cells import FILE, Kept
from secdilemma.experiments.propositions.harness.decision import Support, decide, decide_cell
from secdilemma.experiments.propositions.harness.declaration import (
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.grid import MEANING, cells_of
from secdilemma.experiments.propositions.harness.harness import run_propositions
from secdilemma.experiments.propositions.harness.intervals import mean_measure, ratio_measure
from secdilemma.experiments.propositions.harness.laboratory import Laboratory
from secdilemma.experiments.propositions.harness.moderator import (
    corrected_association,
    find_moderator,
)
from secdilemma.experiments.propositions.harness.report import data_of, in_short, row_of
from secdilemma.experiments.propositions.harness.settings import Setting

YES, NO, OPEN = Support.SUPPORTED, Support.NOT_SUPPORTED, Support.UNDECIDED
CALLS = []


def toy(lab, cell):
    """Measure a number that depends on the cell alone."""
    CALLS.append(cell)
    value = cell.number("ambiguity") + (cell.number("threat_bias") > 0.5)
    return (Measure.exact("effect", value), Measure.exact("there", lab.matches))


LARGE = (Requirement("effect", low=0.5),)


def claim(experiment=toy, requirements=LARGE, **changes):
    words = dict.fromkeys(
        ("wording", "theorist", "source", "intervention", "control", "measured", "rule"), "words"
    )
    defaults = {"factors": ("ambiguity", "threat_bias"), "falsifier": "words"} | changes
    return Proposition(
        id="X1", **words, experiment=experiment, requirements=requirements, **defaults
    )


@pytest.mark.parametrize(
    ("low", "high", "met"),
    [(0.06, 0.2, True), (0.05, 0.2, True), (0.0, 0.04, False), (0.01, 0.2, None)],
)
def test_an_interval_decides_where_it_lies_on_one_side(low, high, met):
    assert Requirement("x", low=0.05).met(Measure("x", (low + high) / 2, low, high)) is met


@pytest.mark.parametrize(
    ("low", "high", "met"),
    [(-0.04, 0.04, True), (0.06, 0.1, False), (-0.2, -0.06, False), (0.0, 0.06, None)],
)
def test_no_effect_needs_the_whole_interval_within_the_smallest_effect(low, high, met):
    assert Requirement.no_effect("x").met(Measure("x", (low + high) / 2, low, high)) is met


def test_what_is_not_known_decides_nothing():
    assert Requirement("x", low=0.0).met(Measure.exact("x", math.nan)) is None


def verdict_of(values, requirements):
    measures = [Measure.exact(name, value) for name, value in values.items()]
    return decide_cell(claim(requirements=requirements), measures)


def test_a_cell_needs_all_its_requirements_and_one_broken_refutes():
    both = (Requirement("a", low=0.5), Requirement("b", high=0.5))
    assert verdict_of({"a": 1.0, "b": 0.0}, both) is YES
    assert verdict_of({"a": 1.0, "b": 1.0}, both) is NO
    assert verdict_of({"a": 1.0, "b": math.nan}, both) is OPEN
    assert verdict_of({"a": 0.0, "b": math.nan}, both) is NO


def test_where_the_premise_fails_nothing_is_decided():
    both = (Requirement("a", low=0.5, premise=True), Requirement("b", high=0.5))
    assert verdict_of({"a": 0.0, "b": 1.0}, both) is OPEN
    assert verdict_of({"a": 1.0, "b": 1.0}, both) is NO
    assert verdict_of({"a": 1.0, "b": 0.0}, both) is YES


@pytest.mark.parametrize(
    ("supporting", "refuting", "scope", "verdict"),
    [
        (8, 2, "most", YES),
        (7, 3, "most", Support.MIXED),
        (2, 8, "most", NO),
        (3, 7, "most", Support.MIXED),
        (0, 0, "most", OPEN),
        (99, 1, "everywhere", NO),
        (9, 0, "everywhere", YES),
        (1, 99, "somewhere", YES),
        (0, 9, "somewhere", NO),
    ],
)
def test_four_fifths_of_the_decisive_cells_decide(supporting, refuting, scope, verdict):
    cells = [YES] * supporting + [NO] * refuting + [OPEN] * 5
    assert decide(cells, scope) is verdict


@given(st.lists(st.sampled_from([YES, NO, OPEN])), st.randoms())
def test_the_order_of_the_cells_decides_nothing(cells, random):
    shuffled = random.sample(cells, len(cells))
    assert decide(cells) is decide(shuffled)


def cells_and_verdicts(supported):
    cells = cells_of(claim(), quick=False)
    return cells, [YES if supported(each) else NO for each in cells]


def test_the_moderator_is_the_factor_that_splits_the_cells():
    cells, verdicts = cells_and_verdicts(lambda cell: cell.number("threat_bias") > 0.5)
    found = find_moderator(cells, verdicts)
    assert found.factor == "threat_bias"
    assert found.association == pytest.approx((0.75 / 0.875) ** 0.5)  # by hand
    assert found.shares == {0.0: 0.0, 0.6: 1.0, 1.0: 1.0}
    assert found.in_words() == "threat bias: yes 0.6, 1; no 0"


def test_many_levels_are_cut_short_where_asked():
    cells = [Cell({"strategy": name}) for name in "abcdef"]
    found = find_moderator(cells * 4, [YES, YES, YES, YES, YES, NO] * 4)
    assert found.in_words(3) == "strategy: yes a, b and 3 more; no f"


def test_there_is_no_moderator_where_all_cells_agree_or_nothing_separates_them():
    cells, _ = cells_and_verdicts(bool)
    assert find_moderator(cells, [YES] * len(cells)) is None
    assert find_moderator(cells, [OPEN] * len(cells)) is None
    even = [Cell({"a": k % 2}) for k in range(8)]
    assert find_moderator(even, [YES, YES, NO, NO] * 2) is None


def test_many_levels_are_no_advantage_by_themselves():
    rng = np.random.default_rng(1)
    chance = []
    for _ in range(200):
        outcomes = rng.random(30) < 0.5
        groups = [outcomes[2 * k : 2 * k + 2] for k in range(15)]
        chance.append(corrected_association([(int(g.sum()), int(2 - g.sum())) for g in groups]))
    assert np.median(chance) < 0.15
    assert corrected_association([(5, 0), (0, 5)]) == pytest.approx(1.0)
    assert corrected_association([(5, 5)]) == 0.0


def test_undecided_cells_do_not_moderate():
    cells, verdicts = cells_and_verdicts(lambda cell: cell.number("threat_bias") > 0.5)
    noisy = [OPEN if k % 4 == 3 else each for k, each in enumerate(verdicts)]
    assert find_moderator(cells, noisy).factor == "threat_bias"


def test_a_grid_holds_every_combination_of_its_own_factors_once():
    cells = cells_of(claim(), quick=False)
    assert len({tuple(each.factors.items()) for each in cells}) == len(cells) == 9
    assert {tuple(each.factors) for each in cells} == {("ambiguity", "threat_bias")}
    own = claim(levels={"ambiguity": (0.5,)}, quick={"threat_bias": (0.25,)})
    assert [dict(each.factors) for each in cells_of(own, quick=True)] == [
        {"ambiguity": 0.5, "threat_bias": 0.25}
    ]


def test_every_factor_is_explained_and_every_claim_declared_in_full():
    for each in propositions():
        assert set(each.factors) <= set(MEANING)
        assert all(each.declaration().values()), each.id
        assert {r.measure for r in each.requirements}
        assert not all(requirement.premise for requirement in each.requirements)
        quick, full = (len(cells_of(each, quick=q)) for q in (True, False))
        assert 0 < quick <= full
    assert len(IDS) == 26
    assert len([each for each in IDS if each[0] in "BHJ" and len(each) == 2]) == 19


def test_the_ids_are_chosen_in_any_case_and_order():
    assert [each.id for each in propositions(["j2", "B1"])] == ["B1", "J2"]
    with pytest.raises(UnknownNameError, match=r"J9: no such proposition.*Did you mean J"):
        chosen(["J9"])


def test_cells_that_are_kept_are_not_done_again(tmp_path):
    CALLS.clear()
    first = run_propositions([claim()], kept=Kept(tmp_path))
    done = len(CALLS)
    second = run_propositions([claim()], kept=Kept(tmp_path))
    assert (done, len(CALLS)) == (9, 9)
    assert data_of(first[0]) == data_of(second[0])


def test_a_cell_depends_on_setting_matches_and_program(tmp_path, monkeypatch):
    run_propositions([claim()], kept=Kept(tmp_path))
    CALLS.clear()
    run_propositions([claim()], Laboratory(matches=50), kept=Kept(tmp_path))
    run_propositions([claim()], Laboratory(Setting(clear=True)), kept=Kept(tmp_path))
    assert len(CALLS) == 18
    monkeypatch.setattr(keeping_module, "program", lambda: "another")
    run_propositions([claim()], kept=Kept(tmp_path))
    assert len(CALLS) == 27


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("at", [0, 3, 8])
def test_an_interrupted_run_loses_only_what_was_under_way(tmp_path, at, threads):
    whole = data_of(run_propositions([claim()])[0])
    done = []

    def breaking(lab, cell):
        if len(done) == at:
            raise StoppedError
        done.append(cell)
        return toy(lab, cell)

    breaking.__qualname__, breaking.__module__ = toy.__qualname__, toy.__module__
    with pytest.raises(StoppedError):
        run_propositions([claim(breaking)], kept=Kept(tmp_path), threads=threads)
    kept = Kept(tmp_path)
    left = 9 - len(kept.cells)
    assert left in range(9 - at, 9 - at + threads)  # those under way are lost, and no others
    CALLS.clear()
    assert data_of(run_propositions([claim()], kept=kept)[0]) == whole
    assert len(CALLS) == left


def test_a_line_cut_off_by_a_crash_costs_that_cell_only(tmp_path):
    whole = data_of(run_propositions([claim()], kept=Kept(tmp_path))[0])
    path = tmp_path / FILE
    text = path.read_text()
    path.write_text(text[: len(text) - 20])
    CALLS.clear()
    again = run_propositions([claim()], kept=Kept(tmp_path))
    assert data_of(again[0]) == whole
    assert len(CALLS) == 1
    assert len(Kept(tmp_path).cells) == 9
    lines = path.read_text().splitlines()
    assert json.loads(lines[-1])["measures"]


def test_rubbish_among_the_cells_is_overlooked(tmp_path):
    (tmp_path / FILE).write_bytes(b'\xff\xfe\n{"key": 3}\n[]\nnull\n{"key": "a", "measures": [1]}')
    assert len(Kept(tmp_path).cells) == 0
    run_propositions([claim()], kept=Kept(tmp_path))
    assert len(Kept(tmp_path).cells) == 9


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match="expected a folder that can be written to"):
        Kept(tmp_path / "file" / "below")


def test_many_may_keep_cells_at_once(tmp_path):
    kept = Kept(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda k: kept.keep(f"{k}", (Measure.exact("x", k),)), range(100)))
    assert Kept(tmp_path).cells == kept.cells


def test_numbers_survive_being_kept(tmp_path):
    odd = (Measure("x", 0.1 + 0.2, math.nan, math.inf), Measure.exact("y", -1e-300))
    Kept(tmp_path).keep("k", odd)
    (found, other) = Kept(tmp_path).cells["k"]
    assert (found.value, found.high, other) == (0.1 + 0.2, math.inf, odd[1])
    assert math.isnan(found.low)


@support.jitted()
def test_threads_change_no_byte():
    some = propositions(["B2", "B3", "H3"])
    lab = {"matches": 20}
    one, many = (
        json.dumps(
            [
                data_of(each)
                for each in run_propositions(some, Laboratory(**lab), quick=True, threads=t)
            ]
        )
        for t in (1, 4)
    )
    assert one == many


def test_progress_counts_every_cell_once():
    seen = []
    run_propositions([claim()], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(k, 9) for k in range(1, 10)]


def test_the_effect_counts_only_cells_that_put_the_claim_to_the_test():
    premise = Requirement("effect", low=0.5, premise=True)
    wanted = (premise, Requirement("there", low=1.0))
    (found,) = run_propositions([claim(requirements=wanted)])
    assert len(found.effects) == 6
    assert found.effect == pytest.approx(np.mean([1.02, 1.1, 1.25]))
    assert found.span == (1.02, 1.25)
    assert row_of(found)["cells_undecided"] == 3


def test_the_answer_names_who_wins_of_opposed_claims():
    yes, no = (Requirement("effect", low=-1.0),), (Requirement("effect", low=9.0),)

    def named(name, requirements):
        made = claim(requirements=requirements)
        fields = {f: getattr(made, f) for f in made.__dataclass_fields__}
        return Proposition(**(fields | {"id": name}))

    def answer(*pairs):
        return in_short(run_propositions([named(*pair) for pair in pairs]))

    assert "H1 holds (B1 is not supported; H1 is supported)" in answer(("B1", no), ("H1", yes))[1]
    assert "neither side holds" in answer(("B1", no), ("H1", no))[1]
    lines = answer(("B6", no), ("H5", yes), ("J6", yes))
    assert lines[0] == "Of 3 propositions, 2 supported, 1 not supported."
    assert "H5 and J6 hold" in lines[1]


def test_an_interval_covers_the_mean_it_was_drawn_from():
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(60):
        found = mean_measure("x", rng.exponential(1.0, 80))
        hits += found.low <= 1.0 <= found.high
    assert hits >= 50
    flat = mean_measure("x", np.full(5, 2.0))
    assert (flat.low, flat.high) == (2.0, 2.0)
    wide, narrow = (mean_measure("x", rng.random(50), level) for level in (0.95, 0.90))
    assert wide.high - wide.low > narrow.high - narrow.low


def test_a_share_that_was_never_seen_is_not_sure_to_be_nothing():
    none = ratio_measure("x", np.zeros(10), np.full(10, 3.0))
    assert (none.value, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(3 / 30)
    assert math.isnan(ratio_measure("x", np.zeros(3), np.zeros(3)).value)
    some = ratio_measure("x", np.array([1.0, 0, 2, 1] * 10), np.array([2.0, 1, 3, 1] * 10))
    assert some.value == pytest.approx(4 / 7)
    assert some.low < some.value < some.high
