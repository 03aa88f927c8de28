"""Hostile entries: each is contained, is named with the reason, and leaves nothing behind."""

import os
import random
import signal
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from isolating import HOSTILE, TIGHT, field_of, tame

from secdilemma.classroom.isolation.contexts import contexts_of
from secdilemma.classroom.isolation.keepers import explore_apart

REFUSED = {
    "becomes_a_shell": "no use for files, processes or the network",
    "breaks_the_checks": "holds what is no probability",
    "closes_its_files": "it ended without an answer",
    "counts_its_calls": "it depends on something outside the mind",
    "crashes": "ended by SIGSEGV before it answered",
    "endless_begin": "it takes more than",
    "endless_import": "it takes more than",
    "endless_interpret": "it takes more than",
    "endless_names": "it takes more than",
    "endless_respond": "it takes more than",
    "equal_to_everything": "",
    "exits_at_once": "it ended its process (exit code 0) before it answered",
    "fork_bomb": "no use for files, processes or the network",
    "grandchild": "no use for files, processes or the network",
    "growing_minds": "more than 300 minds, or they never stop growing",
    "huge_automaton": "more than 300 minds, or they never stop growing",
    "ignores_signals": "it takes more than",
    "kills_everything": "line 9: ",
    "memory_at_once": "it needs more memory than it may have",
    "memory_hog": "it needs more memory than it may have",
    "name_with_escapes": r"its name: got '\x1b[2J<script>alert(1)</script>'; expected lower-case",
    "no_strategy": "it has no strategies; expected one @strategy",
    "not_a_number": "returned nan",
    "odds_above_one": "is 1.5; expected a probability",
    "presses_ctrl_c": "line 14: KeyboardInterrupt",
    "raises_base_exception": "line 10: Gone",
    "reads_other_entries": "no use for files, processes or the network",
    "reads_processes": "line 8: ",
    "recurses": "RecursionError",
    "sends_datagrams": "no use for files, processes or the network",
    "sleeping": "it takes more than 4 s",
    "spoofs_depth": "its answer is no data that anyone could read",
    "spoofs_nonsense": "its answer is no data that anyone could read",
    "spoofs_numbers": "its answer holds a number that is not finite",
    "spoofs_probabilities": "do not sum to 1",
    "spoofs_targets": "the tables of its automaton do not fit together",
    "spoofs_without_end": "its tables are larger than 1 MB",
    "stops_itself": "it takes more than 4 s",
    "syntax_error": "line 3: ",
    "sys_exit": "raised SystemExit: 0",
    "threads_that_go_on": "can't start new thread",
    "tosses_coins": "asks random.random, outside its mind",
    "two_strategies": "it has 2 strategies (First, Second); expected one",
    "uses_the_network": "no use for files, processes or the network",
    "writes_a_file": "no use for files, processes or the network",
}
NEEDS = {  # without this protection an entry would do real harm to whoever runs the tests
    "becomes_a_shell": "writing",
    "closes_its_files": "time",
    "deletes_files": "writing",
    "fork_bomb": "processes",
    "grandchild": "processes",
    "ignores_signals": "time",
    "kills_everything": "signals",
    "memory_at_once": "memory",
    "memory_hog": "memory",
    "reads_other_entries": "reading",
    "reads_processes": "reading",
    "sends_datagrams": "network",
    "threads_that_go_on": "processes",
    "uses_the_network": "network",
    "writes_a_file": "writing",
}
CLAIMS_A_NAME = {"a_thief"}  # a matter between entries: see tests/cli/test_field.py
HARMLESS = sorted(path.stem for path in (HOSTILE / "harmless").glob("*.py"))


@pytest.fixture(scope="module")
def ran(held):
    """Run every hostile entry once; return the answers, and what was found before and after."""
    paths = [path for path in sorted(HOSTILE.glob("*/*.py")) if _bearable(path.stem, held)]
    contexts, needed = contexts_of([field_of()])
    with tempfile.TemporaryDirectory(prefix="secdilemma-victim") as victim:
        Path(victim, "results.csv").write_text("precious", encoding="utf-8")
        before = _surroundings(victim)
        given = [(path.name, path.read_bytes()) for path in paths]
        found = explore_apart(given, contexts, needed, TIGHT, 2, partly=True)
        after = _surroundings(victim)
    return dict(zip((path.stem for path in paths), found.answers, strict=True)), before, after


def _bearable(stem, held):
    return stem not in NEEDS or held[NEEDS[stem]]


def _surroundings(victim):
    return {
        "victim": sorted(path.read_text(encoding="utf-8") for path in Path(victim).iterdir()),
        "folder": sorted(path.name for path in Path().iterdir()),
        "random": random.getstate(),
        "numpy": np.random.get_state()[1].tolist(),  # noqa: NPY002
        "signals": [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)],
        "entries": [name for name in sys.modules if name.startswith("secdilemma_entry")],
        "children": _children(),
    }


def _children():
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return listed.read_text(encoding="ascii").split() if listed.exists() else []


def test_every_hostile_entry_is_accounted_for():
    files = {path.stem for path in (HOSTILE / "refused").glob("*.py")}
    assert files == set(REFUSED) | CLAIMS_A_NAME
    assert len(files) + len(HARMLESS) >= 20


@pytest.mark.parametrize("stem", sorted(REFUSED))
def test_it_is_refused_with_the_reason(ran, stem):
    answers, _, _ = ran
    if stem not in answers:
        pytest.skip(f"this system cannot keep an entry from it: {NEEDS[stem]}")
    answer = answers[stem]
    assert answer.strategy is None
    assert REFUSED[stem] in answer.problem
    assert answer.problem.isprintable()
    assert 0 < len(answer.problem) <= 400
    assert "Traceback" not in answer.problem


@pytest.mark.parametrize("stem", HARMLESS)
def test_what_does_no_harm_plays_as_its_tame_twin(ran, apart, stem):
    answers, _, _ = ran
    if stem not in answers:
        pytest.skip(f"this system cannot keep an entry from it: {NEEDS[stem]}")
    twin = apart(twin=tame("Twin"))["twin"].strategy.tables
    tables = answers[stem].strategy.tables
    assert len(tables) == len(twin) == 1
    for part in ("start", "responses", "edge_start", "edge_target", "edge_probability"):
        assert np.array_equal(getattr(tables[0], part), getattr(twin[0], part))


def test_nothing_that_prints_oddly_comes_back(ran):
    answers, _, _ = ran
    answer = answers["minds_with_markup"]
    texts = [*answer.strategy.tables[0].minds, answer.strategy.info.idea, answer.author]
    assert all(text.isprintable() for text in texts)
    assert any("<script>" in text for text in texts), "what prints is kept, to be escaped later"


@pytest.mark.parametrize(
    "what", ["victim", "folder", "random", "numpy", "signals", "entries", "children"]
)
def test_nothing_around_it_has_changed(ran, what):
    _, before, after = ran
    assert after[what] == before[what]
