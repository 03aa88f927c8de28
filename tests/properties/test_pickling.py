"""Whatever is public can be pickled and copied: it comes back equal, and plays the same."""

import copy
import dataclasses
import math
import multiprocessing
import pickle
import subprocess
import sys
from functools import partial

import numpy as np
import pytest

import secdilemma
from secdilemma import (
    Context,
    Participant,
    Tournament,
    Work,
    discounted,
    errors,
    explore,
    populations,
    run,
    turns,
)
from secdilemma.analysis.metrics import measure
from secdilemma.analysis.rating import ratings
from secdilemma.analysis.verdict import judge
from secdilemma.automata.tables import Tabled
from secdilemma.catalogue.catalogue import memory_one_entry, open_catalogue
from secdilemma.catalogue.data.strategies import parse_strategy, read_strategy
from secdilemma.catalogue.wrappers import TRANSFORMERS
from secdilemma.games import preset
from secdilemma.games.perception import REGIMES
from secdilemma.games.worlds import WORLDS
from secdilemma.institutions import Reassurance
from secdilemma.populations.payoffs import pair_payoffs

CATALOGUE = open_catalogue()
TOML = """
about = "It forgives by chance."
school = "test"
[parameters]
mercy = 0.5
[minds.calm]
respond = "restrain"
C = "calm"
D = { alarmed = "1 - mercy", calm = "mercy" }
[minds.alarmed]
respond = "arm"
always = "calm"
"""
PYTHON = '''from enum import Enum
from typing import NamedTuple
from secdilemma import ARM, RESTRAIN, strategy

class Mood(Enum):
    CALM = "calm"
    ALARMED = "alarmed"

class Turn(NamedTuple):
    number: int
    mood: Mood

@strategy(school="test", name="mine-{name}")
class Mine:
    """It counts to three."""

    patience: int = 3

    def begin(self):
        return Turn(0, Mood.CALM)

    def respond(self, mind):
        return ARM if mind.number >= self.patience else RESTRAIN

    def interpret(self, mind, own, seen):
        return Turn(min(mind.number + 1, 5), Mood.ALARMED)
'''
WRAPPED = ("tft+sensibility=0.5", "gtft+payoff-aware", "memory-one:1,0,0,1+noisy=0.1")
DATA = parse_strategy(TOML, "forgiver-by-chance")
STRATEGIES = {
    **{name: partial(CATALOGUE.make, name) for name in (*CATALOGUE.entries, *WRAPPED)},
    **{
        name: partial(CATALOGUE.make, f"tft+{name}" + (f"={kind.example}" if kind.example else ""))
        for name, kind in TRANSFORMERS.items()
    },
    "memory-one": partial(CATALOGUE.make, "memory-one:1,1/3,0,1"),
    "toml": DATA,
    "toml, with a parameter": partial(DATA, mercy=0.25),
    "automaton": lambda: explore(DATA(), Context()),
    "tables": lambda: Tabled(DATA.__strategy__, (explore(DATA(), Context()),)),
}


def tournament(*strategies):
    participants = (Participant(each, name=f"p{k}") for k, each in enumerate(strategies))
    return Tournament(tuple(participants), horizons=(turns(5), discounted(0.9)), repetitions=2)


FIELD = tournament(DATA(), CATALOGUE.make("tft"), CATALOGUE.make("all-d"))
OBJECTS = {
    **{f"the public {name}": getattr(secdilemma, name) for name in secdilemma.__all__},
    **{name: preset(name) for name in ("arms_race", "chicken", "axelrod")},
    **{f"the world {each}": each for each in WORLDS},
    **{f"the regime {name}": each for name, each in REGIMES.items()},
    "a context": Context(5, preset("axelrod"), 1),
    "a horizon": discounted(0.5),
    "a participant": Participant(DATA(), name="own", greed=0.5, payoffs=preset("axelrod").row),
    "a strategy class of data": DATA,
    "the class of memory-one": memory_one_entry().kind,
    "an entry": memory_one_entry(),
    "a catalogue": CATALOGUE,
    "a tournament": FIELD,
    "a tournament on a graph": dataclasses.replace(FIELD, edges=(("p0", "p1"), ("p1", "p2"))),
    "a tournament under institutions": dataclasses.replace(FIELD, institutions=(Reassurance(),)),
    "work": Work(threads=1, progress=print),
    "an institution": Reassurance(),
}
MEASURES = {
    "results": lambda results: results,
    "metrics": measure,
    "judgements": lambda results: judge(results, measure(results)),
    "ratings": ratings,
    "pairs": pair_payoffs,
    "a trajectory": populations.replicator,
    "rest points": populations.rest_points,
    "an invasion": populations.invasion,
    "rare mutations": populations.rare_mutation,
}
ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.SecDilemmaError)
]
HOW = {
    "pickled": lambda each: pickle.loads(pickle.dumps(each)),
    "pickled by the oldest protocol but one": lambda each: pickle.loads(pickle.dumps(each, 2)),
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
}


def same(one, other):
    """Whether two results of equal kind hold the same, arrays and nan included."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if dataclasses.is_dataclass(one):
        fields = [each.name for each in dataclasses.fields(one)]
        return all(same(getattr(one, name), getattr(other, name)) for name in fields)
    return one == other or (math.isnan(one) and math.isnan(other))


def shares(strategy):
    made = run(tournament(strategy, CATALOGUE.make("random")))
    return made.outcomes.tobytes(), made.tournament.participants[0].reference


@pytest.mark.parametrize("which", STRATEGIES)
def test_a_strategy_comes_back_as_it_was(which):
    made = STRATEGIES[which]()
    for how in HOW.values():
        found = how(made)
        assert type(found) is type(made)
        assert found == made
        assert hash(found) == hash(made)
        assert Participant(found) == Participant(made)
        assert Participant(found).reference == Participant(made).reference


@pytest.mark.parametrize("which", ["toml", "memory-one", "automaton", "tables"])
def test_a_strategy_that_came_back_plays_the_same(which):
    made = STRATEGIES[which]()
    assert shares(pickle.loads(pickle.dumps(made))) == shares(made)


@pytest.mark.parametrize("which", OBJECTS)
def test_whatever_is_public_comes_back_as_it_was(which):
    made = OBJECTS[which]
    for how in HOW.values():
        found = how(made)
        assert type(found) is type(made)
        assert found == made
        if which != "a catalogue":  # it notes its problems, and is not hashed
            assert hash(found) == hash(made)


@pytest.fixture(scope="module")
def results():
    """Return the results of a small field."""
    return run(FIELD)


@pytest.mark.parametrize("what", MEASURES)
def test_what_was_measured_comes_back_as_it_was(results, what):
    made = MEASURES[what](results)
    for how in HOW.values():
        assert same(made, how(made))


def test_results_are_equal_by_value(results):
    assert pickle.loads(pickle.dumps(results)) == results
    assert dataclasses.replace(results, payoff=results.payoff + 1) != results


@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_comes_back_as_it_was(kind):
    made = kind("p: got 2; expected a probability, 0 to 1.")
    for how in HOW.values():
        found = how(made)
        assert (type(found), found.args, str(found)) == (kind, made.args, str(made))


def test_the_arrays_of_an_automaton_stay_read_only():
    found = pickle.loads(pickle.dumps(STRATEGIES["automaton"]()))
    with pytest.raises(ValueError, match="read-only"):
        found.start[0] = 0.5


def test_automata_that_differ_are_not_equal():
    one = STRATEGIES["automaton"]()
    other = explore(DATA(mercy=0.25), Context())
    assert one != other
    assert one != "automaton"


def test_processes_of_their_own_play_the_same():
    strategies = [
        STRATEGIES[name]() for name in ("toml", "memory-one", "tft", "noisy", "automaton")
    ]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(shares, strategies) == [shares(each) for each in strategies]


@pytest.fixture
def in_folder(tmp_path):
    """Return a strategy of a file that no other process knows of, and the file."""
    name = f"mine_{tmp_path.name}".replace("-", "_")
    file = tmp_path / f"{name}.py"
    file.write_text(PYTHON.format(name=tmp_path.name.replace("_", "-")))
    own = open_catalogue([tmp_path]).make(
        f"mine-{tmp_path.name}".replace("_", "-"), {"patience": 2}
    )
    return own, file


LOAD = """
import pickle, sys
from secdilemma.errors import SecDilemmaError
try:
    found = pickle.loads(sys.stdin.buffer.read())
    print(repr(found), type(found).__module__, pickle.loads(pickle.dumps(found)) == found)
except SecDilemmaError as error:
    print(error)
"""


def loaded_elsewhere(made):
    kept = pickle.dumps(made)
    done = subprocess.run(
        [sys.executable, "-c", LOAD], input=kept, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode().strip()


def test_a_strategy_of_a_file_comes_back_as_it_was(in_folder):
    own, _ = in_folder
    for how in HOW.values():
        found = how(own)
        assert (type(found), found, hash(found)) == (type(own), own, hash(own))


def test_a_strategy_of_a_file_is_found_by_another_process(in_folder):
    own, file = in_folder
    assert loaded_elsewhere(own) == f"{own!r} secdilemma.strategies.{file.stem} True"


def test_so_is_its_automaton_whose_minds_are_of_its_own_classes(in_folder):
    own, _ = in_folder
    made = explore(own)
    assert pickle.loads(pickle.dumps(made)) == made
    assert loaded_elsewhere(made) == f"{made!r} secdilemma.automata.automaton True"


def test_where_its_file_is_gone_another_process_says_so(in_folder):
    own, file = in_folder
    file.unlink()
    assert f"{file}: no such file" in loaded_elsewhere(own)


def test_where_its_file_holds_another_strategy_another_process_says_so(in_folder):
    own, file = in_folder
    file.write_text(file.read_text().replace("class Mine", "class Other"))
    assert f"{file}: it has no class Mine" in loaded_elsewhere(own)


def test_a_toml_file_needs_not_be_there(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(TOML)
    own = read_strategy(file)(mercy=0.75)
    file.unlink()
    assert loaded_elsewhere(own) == f"{own!r} secdilemma.catalogue.data.rules True"
