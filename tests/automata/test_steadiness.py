"""Chance and state outside the mind are found by every way in which a strategy comes to play."""

import gc
import time
from itertools import count

import pytest

from secdilemma import Context, Participant, Tournament, explore, run, turns
from secdilemma.automata.exploration import forget
from secdilemma.automata.survey import survey
from secdilemma.catalogue.catalogue import load_module, make_importable, open_catalogue
from secdilemma.catalogue.wrappers.references import parse_wrappers, wrapped
from secdilemma.errors import StrategyError
from secdilemma.games import preset
from secdilemma.matches.interpreted import trace
from secdilemma.tournament.round_robin import key_of, table_of

FILE = '''
import copy, datetime, functools, itertools, os, random, secrets, statistics, time, uuid
from random import choice as pick, random as draw
from time import time as now
import numpy as np
from secdilemma import ARM, RESTRAIN, strategy

def counter():
    calls = 0
    def count():
        nonlocal calls
        calls += 1
        return calls
    return count

def numbers():
    yield from range(10**9)

CALLS, COUNT, EVENTS = [0], counter(), {{"turns": 0}}
OWN, NUMPY, OLD_NUMPY = random.Random(5), np.random.default_rng(5), np.random.RandomState(5)
TURNS, YIELDED, CYCLE = itertools.count(), numbers(), itertools.cycle([0] * 999 + [1])
total = 0
CACHE = {{}}

def add():
    global total
    total += 1
    return total

@functools.lru_cache
def once():
    return random.random()

def default(calls=[]):
    calls.append(1)
    return len(calls)

def fibonacci(n):
    if n not in CACHE:
        CACHE[n] = n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
    return CACHE[n]

@strategy(school="test", automaton={automaton})
class Own:
    """It is a test."""

    patience: int = 2
    SEEN = []

    def begin(self):
        return 0

    def respond(self, mind):
        return ARM if {respond} else RESTRAIN

    def interpret(self, mind, own, seen):
        return {interpret}
'''

NUMBERS = count()  # of files, whose modules stay loaded
RARE = 10**9
CHANCE = {
    "a coin": "random.random() < 0.5",
    "a rare coin": "random.random() < 1e-300",
    "a function of a coin that was imported": "pick([0] * 10**6 + [1])",
    "a coin that was imported": "draw() < 1e-300",
    "a coin that is thrown once": "once() < 0.5",
    "bits": "random.getrandbits(64) == 0",
    "a shuffle": "random.sample(range(10**6), 1) == [3]",
    "a generator without a seed": "random.Random().random() < 1e-300",
    "the system's generator": "random.SystemRandom().random() < 1e-300",
    "secrets": "secrets.randbelow(10**9) == 0",
    "a token": "secrets.token_hex(8) == '0'",
    "urandom": "os.urandom(9) == bytes(9)",
    "uuid4": "uuid.uuid4().int == 0",
    "uuid1": "uuid.uuid1().int == 0",
    "the clock": "time.time() < 0",
    "the clock, imported": "now() < 0",
    "a counter of the clock": "time.perf_counter_ns() < 0",
    "the date": "datetime.datetime.now().year < 0",
    "the day": "datetime.date.today().year < 0",
    "the process": "os.getpid() == 0",
    "an address": "id(self) == 0",
    "a hash": "hash('text') == 0",
}
STATE = {
    "a generator of its own": "OWN.random() < 1e-300",
    "numpy's global generator": "np.random.rand() < 1e-300",
    "a generator of numpy": "NUMPY.random() < 1e-300",
    "an old generator of numpy": "OLD_NUMPY.rand() < 1e-300",
    "a list": f"CALLS.append(1) or len(CALLS) > {RARE}",
    "a number in a list": f"CALLS.__setitem__(0, CALLS[0] + 1) or CALLS[0] > {RARE}",
    "a dictionary": f"EVENTS.update(turns=EVENTS['turns'] + 1) or EVENTS['turns'] > {RARE}",
    "a global": f"add() > {RARE}",
    "a closure": f"COUNT() > {RARE}",
    "a default": f"default() > {RARE}",
    "a class attribute": f"self.SEEN.append(1) or len(self.SEEN) > {RARE}",
    "itself": "object.__setattr__(self, 'calls', getattr(self, 'calls', 0) + 1) or self.calls < 0",
    "its parameter": "object.__setattr__(self, 'patience', self.patience + 1) or self.patience < 0",
    "an iterator": f"next(TURNS) > {RARE}",
    "a generator function": f"next(YIELDED) > {RARE}",
    "a cycle": "next(CYCLE)",
    "an attribute of a function": f"setattr(add, 'n', getattr(add, 'n', 0) + 1) or add.n > {RARE}",
}
SOUND = {
    "a seeded generator": "random.Random(mind).random() < 0.5",
    "a seeded generator of numpy": "np.random.default_rng(mind).random() < 0.5",
    "a cache": "fibonacci(mind) % 2",
    "a module imported late": "__import__('fractions').Fraction(1, 2) > mind",
    "a copy": "copy.deepcopy([mind]) == [1]",
    "a mean": "statistics.mean([mind, 1]) > 1",
    "a date that is given": "datetime.date(2000, 1, 1).year < mind",
}


@pytest.fixture
def make(tmp_path):
    """Return what makes a strategy of some source, each from a file of its own."""

    def made(respond="False", interpret="(mind + 1) % 3", automaton="True", above=""):
        file = tmp_path / f"own_{next(NUMBERS)}.py"
        text = FILE.format(respond=respond, interpret=interpret, automaton=automaton)
        file.write_text(f"{text}\n{above}\n")
        make_importable([tmp_path])
        forget()
        return load_module(file).Own()

    return made


def tournament(own, **more):
    return Tournament((Participant(own), Participant(own, name="other")), repetitions=2, **more)


WAYS = {
    "explored": lambda own: explore(own, Context()),
    "run": lambda own: run(tournament(own, horizons=(turns(5),))),
    "interpreted": lambda own: run(tournament(own, horizons=(turns(5),), engine="interpreted")),
    "traced": lambda own: trace(
        table_of(tournament(own), turns(5), 0, 1), key_of(tournament(own), 0, 1)
    ),
}


OUTSIDE = r"(own|other)\S*: .*outside .*mind.*; expected the same answer"


@pytest.mark.parametrize("way", ["explored", "interpreted"])
@pytest.mark.parametrize("kind", CHANCE | STATE)
def test_what_depends_on_anything_outside_the_mind_is_refused(make, kind, way):
    own = make((CHANCE | STATE)[kind], automaton=str(way == "explored"))
    with pytest.raises(StrategyError, match=OUTSIDE):
        WAYS[way](own)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["a rare coin", "the clock", "a generator of numpy", "a closure"])
def test_by_every_way_to_play(make, kind, way):
    with pytest.raises(StrategyError, match=OUTSIDE):
        WAYS[way](make((CHANCE | STATE)[kind]))


@pytest.mark.parametrize("way", ["explored", "interpreted"])
@pytest.mark.parametrize("wrapper", ["sensibility=0.5", "noisy=0.1", "mixed=0.5:tft", "grudging=1"])
def test_within_a_wrapper_too(make, wrapper, way):
    _, wrappings = parse_wrappers(f"own+{wrapper}")
    own = wrapped(make("random.random() < 1e-300"), wrappings, open_catalogue().make)
    with pytest.raises(StrategyError, match=OUTSIDE):
        WAYS[way](own)


@pytest.mark.parametrize("kind", ["a rare coin", "the clock, imported", "a generator of numpy"])
def test_minds_that_grow_and_are_left_to_chance(make, kind):
    following = f"(mind + 1, 0)[{(CHANCE | STATE)[kind]}]"
    with pytest.raises(StrategyError, match=OUTSIDE):
        WAYS["interpreted"](make(interpret=following, automaton="False"))


@pytest.mark.parametrize("way", ["explored", "interpreted"])
@pytest.mark.parametrize("kind", SOUND)
def test_what_only_depends_on_the_mind_is_played(make, kind, way):
    own = make(SOUND[kind], automaton=str(way == "explored"))
    WAYS[way](own)
    assert survey(own, "own").problems == []


@pytest.mark.parametrize(
    "what", ["random.random()", "time.time()", "os.urandom(1)", "uuid.uuid4()"]
)
def test_a_file_that_is_left_to_chance_while_it_is_loaded(make, what):
    for _ in range(2):
        with pytest.raises(StrategyError, match=r"it asks \S+ while it is loaded; expected"):
            make(above=f"COIN = {what}")


def test_a_file_may_make_seeded_numbers_while_it_is_loaded(make):
    make(above="COINS = [random.Random(3).random() for _ in range(9)]\nimport http.client")


def test_every_bundled_strategy_keeps_to_its_minds():
    catalogue = open_catalogue()
    forget()
    for name in catalogue.entries:
        explore(catalogue.make(name), Context(7, preset("arms_race")))


def test_what_the_garbage_collector_calls_is_not_the_strategys_doing(make):
    def note(*_):
        time.perf_counter()

    gc.callbacks.append(note)
    try:
        WAYS["explored"](make("__import__('gc').collect() < 0"))
    finally:
        gc.callbacks.remove(note)
