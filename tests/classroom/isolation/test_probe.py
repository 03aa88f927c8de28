"""What holds is found out by trying; where the system offers less, it is said, and play goes on."""

import os
from pathlib import Path

import pytest
from isolating import TIGHT, field_of, tame

from secdilemma.classroom.isolation import keepers
from secdilemma.classroom.isolation.contexts import contexts_of
from secdilemma.classroom.isolation.keepers import explore_apart, readable
from secdilemma.errors import TournamentError

PLAIN = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from secdilemma.classroom.isolation import system
{}
from secdilemma.classroom.isolation.keeper import main
main()
"""
NO_LANDLOCK = "system.landlock_version = lambda: 0\n"
NO_NAMESPACES = "system.unshare = lambda flags: False\nsystem.own_users = lambda: False\n"
NO_NOBODY = "system.become_nobody = system.drop_capabilities = lambda: False\n"
NO_FILTER = "system.give_up_calls = lambda: False\n"


@pytest.fixture
def without(monkeypatch):
    """Return a caller that explores entries where the system lacks something."""

    def without(missing, limits=TIGHT, **entries):
        monkeypatch.setattr(keepers, "START", PLAIN.format(missing))
        contexts, needed = contexts_of([field_of()])
        given = [(f"{stem}.py", text.encode()) for stem, text in entries.items()]
        found = explore_apart(given, contexts, needed, limits, 1, partly=True)
        return dict(zip(entries, found.answers, strict=True)), found.held

    return without


def test_time_and_memory_need_neither_namespaces_nor_landlock(without):
    text = "while True:\n    pass\n"
    answers, held = without(NO_LANDLOCK + NO_NAMESPACES, endless=text, good=tame("Good"))
    assert held["time"]
    assert "it takes more than" in answers["endless"].problem
    assert answers["good"].strategy is not None


ALONE = {  # what holds where only one of the three is there, besides time
    "namespaces": (NO_LANDLOCK + NO_FILTER, {"writing", "reading", "names", "network", "signals"}),
    "landlock": (NO_NAMESPACES + NO_FILTER, {"writing", "reading"}),
    "filter": (
        NO_LANDLOCK + NO_NAMESPACES,
        {"memory", "writing", "network", "processes", "signals", "sharing", "privileges"},
    ),
}


@pytest.mark.parametrize("name", sorted(ALONE))
def test_each_of_three_does_its_part_alone_and_the_rest_is_found_open(without, held, name):
    if not all(held.values()):
        pytest.skip("not all of the three are here")
    missing, expected = ALONE[name]
    _, found = without(missing)
    assert {each for each, holds in found.items() if holds} >= expected
    must_be_open = {"namespaces": "sharing", "landlock": "network", "filter": "reading"}
    assert not found[must_be_open[name]]


def test_what_is_open_is_refused_unless_the_user_says_otherwise(monkeypatch):
    monkeypatch.setattr(keepers, "START", PLAIN.format(NO_FILTER))
    contexts, needed = contexts_of([field_of()])
    given = [("good.py", tame("Good").encode())]
    with pytest.raises(TournamentError, match=r"cannot keep .* expected --isolate .* or --trust"):
        explore_apart(given, contexts, needed, TIGHT, 1)


def test_landlock_alone_prevents_writing(without, held, tmp_path):
    if not held["reading"]:
        pytest.skip("no Landlock here")
    text = f"open({str(tmp_path / 'written')!r}, 'w')\n" + tame("Writer")
    answers, found = without(NO_NAMESPACES + NO_FILTER, writer=text)
    assert found["writing"]
    assert "no use for files" in answers["writer"].problem
    assert list(tmp_path.iterdir()) == []


def test_namespaces_alone_prevent_writing(without, held, tmp_path):
    if not held["network"]:
        pytest.skip("no namespaces here")
    text = f"open({str(tmp_path / 'written')!r}, 'w')\n" + tame("Writer")
    answers, found = without(NO_LANDLOCK + NO_FILTER, writer=text)
    assert found["writing"]
    assert found["signals"]
    assert "no use for files" in answers["writer"].problem
    assert list(tmp_path.iterdir()) == []


def test_who_destroys_its_keeper_is_named_and_the_rest_play_on(without):
    text = "import os\nos.kill(os.getppid(), 9)\n" + tame("Killer")
    missing = NO_LANDLOCK + NO_NAMESPACES + NO_NOBODY + NO_FILTER
    answers, held = without(missing, first=tame("First"), killer=text, last=tame("Last"))
    assert not held["signals"]
    assert answers["killer"].problem == keepers.LOST
    assert answers["first"].strategy is not None
    assert answers["last"].strategy is not None


def test_a_keeper_that_never_answers_is_given_up(without, monkeypatch):
    monkeypatch.setattr(keepers, "PATIENCE", 0)
    with pytest.raises(TournamentError, match="no process could be started"):
        without("import time\ntime.sleep(100)\n")


def test_a_system_that_cannot_fork_is_refused(monkeypatch):
    monkeypatch.delattr(os, "fork")
    contexts, needed = contexts_of([field_of()])
    with pytest.raises(
        TournamentError, match=r"cannot fork a process .*expected Linux .*or --trust"
    ):
        explore_apart([("a.py", b"")], contexts, needed, TIGHT, 1)


def test_an_entry_may_read_no_folder_of_its_user():
    home = str(Path.home())
    assert all(not home.startswith(folder.rstrip("/") + "/") for folder in readable())
    assert "/" not in readable()
    assert home not in readable()


def test_the_throwaway_folder_is_empty_and_goes(apart, tmp_path):
    text = "import os\nassert os.listdir('.') == []\nHERE = os.getcwd()\n" + tame("Looker")
    text += f"\n\nassert HERE != {str(tmp_path)!r}, HERE\n"
    assert apart(looker=text)["looker"].problem in ("", _refused_listing())


def _refused_listing():
    return (
        "line 2: PermissionError: [Errno 13] Permission denied: '.'; an entry has no use for "
        "files, processes or the network"
    )


def test_the_environment_is_clean(apart, monkeypatch):
    monkeypatch.setenv("SECDILEMMA_TEST_SECRET", "hunter2")
    text = "import os\nassert len(os.environ) == 6, sorted(os.environ)\n"
    text += "assert 'hunter2' not in os.environ.values()\n"
    assert apart(clean=text + tame("Clean"))["clean"].problem == ""


def test_stdin_is_empty(apart):
    text = "import sys\nassert sys.stdin.read() == ''\n" + tame("Reads")
    assert apart(reads=text)["reads"].problem == ""


def test_sets_have_one_order(apart):
    text = tame("Ordered").replace("return RESTRAIN", "return ' '.join({'a', 'b', 'c', 'd'})")
    text = text.replace("return mind", "return 1.0").replace("return seen", "return mind")
    once, again = (apart(ordered=text)["ordered"].strategy.tables[0].minds for _ in range(2))
    assert once == again


def test_what_an_entry_may_use_it_can_use(apart):
    text = "import collections, dataclasses, fractions, math, random, statistics, numpy, json\n"
    text += "import secdilemma\nfrom secdilemma import parameter\n"
    assert apart(useful=text + tame("Useful"))["useful"].problem == ""
