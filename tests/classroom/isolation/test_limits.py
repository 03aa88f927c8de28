"""Every limit acts, and lets through what keeps within it."""

import pytest
from isolating import TIGHT, tame

from secdilemma.classroom.isolation.limits import RANGES, Limits, with_limits
from secdilemma.errors import TournamentError


def heading(line, name="Busy"):
    return line + tame(name)


def test_defaults():
    assert Limits() == Limits(cpu=5, wall=10, memory=512, answer=8, files=32, minds=2000)


def test_processor_time_is_limited(apart, held):
    if not held["time"]:
        pytest.skip("not on this system")
    busy = "import time\nwhile time.process_time() < {}:\n    pass\n"
    limits = with_limits(TIGHT, ("cpu=1", "wall=60"))
    answers = apart(limits, long=heading(busy.format(30)), short=heading(busy.format(0.3)))
    assert answers["long"].problem == "it takes more than 1 s of processor time"
    assert answers["short"].strategy is not None


def test_time_by_the_clock_is_limited(apart):
    limits = with_limits(TIGHT, ("wall=2",))
    wait = "import time\ntime.sleep({})\n"
    answers = apart(limits, long=heading(wait.format(50)), short=heading(wait.format(0.1)))
    assert answers["long"].problem == "it takes more than 2 s"
    assert answers["short"].strategy is not None


@pytest.mark.parametrize(("limit", "plays"), [(64, False), (400, True)])
def test_memory_is_limited(apart, held, limit, plays):
    if not held["memory"]:
        pytest.skip("not on this system")
    text = heading("HOARD = bytearray(200 * 2**20)\n")
    answer = apart(with_limits(TIGHT, (f"memory={limit}",)), hoard=text)["hoard"]
    assert (answer.strategy is not None) == plays
    assert plays or answer.problem == "it needs more memory than it may have"


@pytest.mark.parametrize(("limit", "plays"), [(16, False), (200, True)])
def test_open_files_are_limited(apart, limit, plays):
    text = heading("import os\nFILES = [os.open(os.devnull, os.O_RDONLY) for _ in range(100)]\n")
    answer = apart(with_limits(TIGHT, (f"files={limit}",)), many=text)["many"]
    assert (answer.strategy is not None) == plays
    assert plays or "Too many open files" in answer.problem


COUNTER = '''
from secdilemma import RESTRAIN, strategy


@strategy(school="mine")
class Counter:
    """It counts to a hundred."""

    def begin(self):
        return 0

    def respond(self, mind):
        return RESTRAIN

    def interpret(self, mind, own, seen):
        return min(mind + 1, 99)
'''


@pytest.mark.parametrize(("limit", "plays"), [(99, False), (100, True)])
def test_minds_are_limited(apart, limit, plays):
    answer = apart(with_limits(TIGHT, (f"minds={limit}",)), counter=COUNTER)["counter"]
    assert (answer.strategy is not None) == plays
    assert plays or answer.problem.startswith(f"it has more than {limit} minds")


@pytest.mark.parametrize(("limit", "plays"), [(1, False), (8, True)])
def test_the_answer_is_limited(apart, limit, plays):
    many = "import secdilemma.classroom.isolation.entry as e\nkeep = e.described\n"
    many += "e.described = lambda *a: {**keep(*a), 'idea': 'x' * 2**21}\n"
    answer = apart(with_limits(TIGHT, (f"answer={limit}",)), wordy=heading(many))["wordy"]
    assert (answer.strategy is not None) == plays
    assert plays or answer.problem == "its tables are larger than 1 MB"
    assert not plays or len(answer.strategy.info.idea) == 120


@pytest.mark.parametrize("name", sorted(RANGES))
def test_each_limit_can_be_set(name):
    low, high = RANGES[name]
    assert getattr(with_limits(Limits(), (f"{name}={low}",)), name) == low
    for wrong in (low - 1, high + 1):
        with pytest.raises(TournamentError, match=rf"limit {name}: got {wrong}"):
            with_limits(Limits(), (f"{name}={wrong}",))


@pytest.mark.parametrize("text", ["cpu", "cpu=", "cpu=x", "cpu=1.5", "cpu=-1", "cpu=١"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(TournamentError, match=r"--limit: got .*; expected cpu=NUMBER"):
        with_limits(Limits(), (text,))


def test_an_unknown_limit_is_refused_with_the_nearest():
    with pytest.raises(TournamentError, match=r"'memroy'.*Did you mean memory\?"):
        with_limits(Limits(), ("memroy=5",))
