"""Entries run apart: nothing hostile is ever imported here, only read and handed on as bytes."""

import os
from pathlib import Path

import pytest

from secdilemma.automata.interface import Context
from secdilemma.classroom.isolation.contexts import contexts_of
from secdilemma.classroom.isolation.keepers import explore_apart
from secdilemma.classroom.isolation.limits import PROTECTIONS, Limits
from secdilemma.games.arms import preset
from secdilemma.games.horizon import LONG_RUN, turns
from secdilemma.games.perception import Perception
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

HOSTILE = Path(__file__).resolve().parent / "hostile"
TIGHT = Limits(cpu=1, wall=4, memory=128, answer=1, files=16, minds=300)

TAME = '''
"""It plays tit for tat."""

from secdilemma import RESTRAIN, strategy


@strategy(school="hostile")
class {name}:
    """It plays tit for tat."""

    def begin(self):
        return RESTRAIN

    def respond(self, mind):
        return mind

    def interpret(self, mind, own, seen):
        return seen
'''


def pytest_collection_modifyitems(items):
    """Leave out what this system cannot run."""
    here = Path(__file__).parent / "classroom" / "isolation"
    for item in items:
        if item.path.is_relative_to(here) and not hasattr(os, "fork"):
            item.add_marker(pytest.mark.skip(reason="no processes can be forked here"))


def field_of(*horizons):
    """Return a tournament to be explored for."""
    game, calm = preset("arms_race"), Perception()
    tame = Participant(Always())
    return Tournament((tame,), game, calm, horizons or (turns(20), LONG_RUN))


class Always:
    """It restrains."""

    def begin(self):
        return 0

    def respond(self, mind):
        return 1.0 + mind

    def interpret(self, mind, own, seen):
        return 0 * mind * own * seen


@pytest.fixture(scope="session")
def apart():
    """Return a caller that explores texts apart, each named by its file; it gives the answers."""

    def apart(limits=TIGHT, horizons=(), **entries):
        contexts, needed = contexts_of([field_of(*horizons)])
        given = [(f"{stem}.py", text.encode()) for stem, text in entries.items()]
        found = explore_apart(given, contexts, needed, limits, 2, partly=True)
        return dict(zip(entries, found.answers, strict=True))

    return apart


@pytest.fixture(scope="session")
def held():
    """Return which protections hold on this system."""
    contexts, needed = contexts_of([field_of()])
    found = explore_apart([], contexts, needed, TIGHT, 1, partly=True).held
    assert set(found) == set(PROTECTIONS)
    return found


def tame(name):
    """Return the text of a harmless entry."""
    return TAME.format(name=name)


def context(length=20):
    """Return a context as a match of some length has it."""
    return Context(length, preset("arms_race"), 0)
