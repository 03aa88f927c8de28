"""What an entry attempts in a cell and must not achieve; each plays on once it has failed."""

import sys
from pathlib import Path

import pytest
from isolating import tame

from secdilemma.classroom.isolation import system_calls

TRY = """
import ctypes, errno, mmap, os, signal, socket, sys
from contextlib import suppress

library = ctypes.CDLL(None, use_errno=True)

def fails(attempt):
    try:
        attempt()
    except (OSError, MemoryError, RuntimeError, ValueError):
        return True
    return False

def refused(*arguments):
    made = library.syscall(*(ctypes.c_long(each) for each in arguments))
    return made == -1 and ctypes.get_errno() in (errno.EPERM, errno.ENOSYS)
"""
NUMBERS = {
    name: number
    for table in (system_calls.SHARING, system_calls.PRIVILEGED)
    for name, number in table.get(system_calls.machine(), {}).items()
}


def number(name):
    return NUMBERS.get(name, -1)


ATTEMPTS = {
    # System V and POSIX shared memory, and what else outlives or joins processes
    "shared_memory": f"refused({number('shmget')}, 0, 4096, 0o1600)",
    "shared_memory_of_another": f"refused({number('shmget')}, 4711, 4096, 0o666)",
    "semaphores": f"refused({number('semget')}, 0, 1, 0o1600)",
    "messages": f"refused({number('msgget')}, 0, 0o1600)",
    "memory_file": "fails(lambda: os.memfd_create('hoard'))",
    "mapped_to_be_shared": "fails(lambda: mmap.mmap(-1, 300 * 2**20))",
    "socket_pair": "fails(socket.socketpair)",
    "abstract_socket": "fails(lambda: socket.socket(socket.AF_UNIX).bind(chr(0) + 'x'))",
    "pipes_hold_nothing": "fails(os.pipe)",
    # the session keyring, and the user's
    "session_keyring": f"refused({number('keyctl')}, 0, -3, 1)",
    "user_keyring": f"refused({number('keyctl')}, 0, -4, 1)",
    # namespaces and privileges
    "users_within": f"refused({number('unshare')}, 0x10000000)",
    "clone_with_namespaces": "fails(os.fork)",
    "no_capabilities": "set(capabilities()) == {0}",
    "dumps_no_core": "fails(lambda: resource.setrlimit(resource.RLIMIT_CORE, (9, 9)))",
    "traces_nobody": f"refused({number('ptrace')}, 16, 1, 0, 0)",
    # what exists, and how large
    "sees_no_file": "not os.path.lexists(VICTIM)",
    "sees_no_folder": "not any(map(os.path.lexists, ('/home', '/proc/1', '/sys/kernel', '/var')))",
    "lists_no_folder": "fails(lambda: os.listdir('/')) and fails(lambda: os.listdir('/tmp'))",
    "watches_nothing": f"refused({number('inotify_init1')}, 0)",
    "no_file_by_handle": f"refused({number('open_by_handle_at')}, -100, 0, 0)",
    "reads_no_entry": "fails(lambda: open(VICTIM, 'rb'))",
    # its parent, its files, its environment
    "signals_nobody": "all(fails(lambda: os.kill(k, 0)) for k in (-1, 0, 2, os.getppid() or 3))",
    "stays_in_its_group": "fails(os.setsid) and fails(lambda: os.setpriority(0, 0, 1))",
    "cannot_outlive_its_parent": "library.prctl(1, 0, 0, 0, 0) == -1",
    "has_one_pipe": "[k for k in range(3, 64) if not fails(lambda: os.fstat(k))] == [3]",
    "starts_no_timer": "fails(lambda: signal.setitimer(signal.ITIMER_REAL, 1))",
    "sees_no_argument": "FOLDER not in ' '.join((*sys.argv, *os.environ.values()))",
}


@pytest.fixture(scope="module")
def attempted(apart, tmp_path_factory):
    """Attempt everything once; return the reasons by attempt."""
    victim = tmp_path_factory.mktemp("victims") / "victim.py"
    victim.write_text("SECRET = 1\n", encoding="utf-8")
    heading = f"import resource\nVICTIM, FOLDER = {str(victim)!r}, {victim.parent.name!r}\n"
    heading += CAPABILITIES
    texts = {
        name: heading + TRY + f"assert {attempt}\n" + tame("Tries")
        for name, attempt in ATTEMPTS.items()
    }
    return {name: answer.problem for name, answer in apart(**texts).items()}


CAPABILITIES = """
def capabilities():
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)(*[1] * 6)
    library.capget(ctypes.byref(header), ctypes.byref(sets))
    return list(sets)
"""


@pytest.mark.parametrize("name", sorted(ATTEMPTS))
def test_an_attempt_fails(attempted, held, name):
    open_here = [each for each, holds in held.items() if not holds]
    if open_here:
        pytest.skip(f"this system cannot keep an entry from it all; open: {', '.join(open_here)}")
    assert attempted[name] == ""


@pytest.mark.skipif(sys.platform != "linux", reason="cells are whole on Linux alone")
@pytest.mark.usefixtures("attempted")
def test_nothing_is_left_behind():
    """No System V segment, semaphore or queue is there after all attempts."""
    listed = [Path("/proc/sysvipc", kind) for kind in ("shm", "sem", "msg")]
    if not all(each.exists() for each in listed):
        pytest.skip("this system does not list them")
    for each in listed:
        rows = each.read_text(encoding="ascii").splitlines()
        assert not [row for row in rows if row.split()[:1] == ["4711"]]


COIN = tame("Coin").replace("return mind", "return ODDS")
OUTSIDE = {
    "random_once": "import random\nODDS = float(random.random() < 0.5)\n",
    "numpy_once": "import numpy as np\nODDS = float(np.random.random() < 0.5)\n",
    "choice_once": "import random\nODDS = random.choice([0.0, 1.0])\n",
    "system_chance": "import os\nODDS = int.from_bytes(os.urandom(6), 'big') / 2**48\n",
    "fresh_generator": "from numpy.random import default_rng\nODDS = default_rng().random()\n",
    "clock": "import time\nODDS = time.time_ns() % 999983 / 999983\n",
    "seconds": "import time\nODDS = int(time.time()) % 1000 / 1000\n",
    "order_of_a_set": "ODDS = ord(list({*'abcde'})[1]) / 255\n",
    "hash_of_a_text": "ODDS = hash('tit for tat') % 1009 / 1009\n",
}


@pytest.fixture(scope="module")
def compared(apart):
    """Explore, once, entries that settle at their import what they do."""
    seeded = "import random\nODDS = random.Random(7).random()\n"
    mind = "frozenset({'a', 'b', 'c', 'd', str(mind)[:1]})"
    sets = tame("Sets").replace("return RESTRAIN", "return frozenset('abcd')")
    sets = sets.replace("return mind", f"return 1.0 if {mind} else 0.5")
    sets = sets.replace("return seen", "return mind")
    texts = {name: text + COIN for name, text in OUTSIDE.items()}
    return apart(**texts, seeded=seeded + COIN, sets=sets)


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_what_depends_on_something_outside_is_found_in_another_process(compared, name):
    assert compared[name].problem.startswith("two explorations of it disagree")
    assert compared[name].problem.endswith("return odds, such as 0.5, instead")


def test_a_seeded_generator_and_minds_that_are_sets_are_none(compared):
    assert compared["seeded"].problem == compared["sets"].problem == ""
    assert compared["sets"].strategy.tables[0].minds == ("mind 1",), "sets have no order"
