"""A tournament with changes: whatever can be changed is one of its fields."""

from dataclasses import fields

import pytest

from secdilemma import Tournament, turns
from secdilemma.strategies.tit_for_tat import Tft
from secdilemma.strategies.unconditional import AllD
from secdilemma.tournament.specification import Changes


def test_what_can_be_changed_is_a_field():
    assert set(Changes.__annotations__) <= {each.name for each in fields(Tournament)}


def test_a_change_leaves_the_rest_as_it_was():
    spec = Tournament((Tft(), AllD()), repetitions=7, edges=[("tft", "all-d")])
    changed = spec.with_changes(horizons=(turns(5),), edges=None)
    assert changed.horizons == (turns(5),)
    assert changed.edges is None
    assert (changed.participants, changed.repetitions) == (spec.participants, 7)


def test_a_misspelt_change_is_refused():
    with pytest.raises(TypeError, match="repetition"):
        Tournament((Tft(),)).with_changes(repetition=3)
