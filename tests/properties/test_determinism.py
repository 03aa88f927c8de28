"""The same seed gives the same bytes, whatever the threads, the chunks and the company."""

import numpy as np
import pytest
import support

from secdilemma.games.horizon import LONG_RUN, discounted, turns
from secdilemma.games.perception import REGIMES
from secdilemma.strategies.jervis_spiral import JervisSpiral
from secdilemma.strategies.memory_one import Joss, Wsls
from secdilemma.strategies.osgood_grit import OsgoodGrit
from secdilemma.strategies.tit_for_tat import Gtft, Tft
from secdilemma.strategies.unconditional import AllD, Random
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

FIELD = (Tft(), Gtft(), Wsls(), Joss(), JervisSpiral(), Random(), AllD(), OsgoodGrit())
WORKS = [(1, 1), (1, 3), (1, None), (2, 1), (2, 3), (2, None), (3, 1), (3, 3), (3, None)]


def tournament(engine, *, seed=3, field=FIELD):
    horizons = (turns(20), discounted(0.9))
    return Tournament(
        participants=field,
        perception=REGIMES["perA"],
        horizons=horizons if engine != "exact" else (*horizons, LONG_RUN),
        repetitions=5 if engine == "interpreted" else 40,
        seed=seed,
        engine=engine,
    )


def bytes_of(spec, threads=1, chunk=None):
    return support.array_bytes(run(spec, Work(threads=threads, chunk=chunk)))


@pytest.fixture(scope="module")
def alone():
    """The bytes of each lane in one thread."""
    return {engine: bytes_of(tournament(engine)) for engine in support.LANES}


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize(("threads", "chunk"), WORKS)
def test_threads_and_chunks_change_no_byte(alone, engine, threads, chunk):
    assert bytes_of(tournament(engine), threads, chunk) == alone[engine]


@pytest.mark.parametrize("engine", support.LANES)
def test_twice_in_a_row(alone, engine):
    spec = tournament(engine)
    assert bytes_of(spec, threads=2) == bytes_of(spec, threads=2) == alone[engine]


@support.jitted()
def test_long_work_is_cut_into_pieces_that_show_nowhere():
    # 3,000 turns times 20,000 repetitions is three pieces a pair.
    spec = Tournament(
        participants=(Gtft(), Wsls()),
        perception=REGIMES["perA"],
        horizons=(turns(3000),),
        repetitions=20_000,
        engine="simulated",
    )
    assert bytes_of(spec, threads=1) == bytes_of(spec, threads=2, chunk=1)


@pytest.mark.parametrize("engine", ["simulated", "interpreted"])
def test_another_seed_differs(alone, engine):
    other = bytes_of(tournament(engine, seed=4))
    assert other["outcomes"] != alone[engine]["outcomes"]
    assert other["payoff"] != alone[engine]["payoff"]


def test_the_seed_is_nothing_to_the_exact_lane(alone):
    assert bytes_of(tournament("exact", seed=4)) == alone["exact"]


@pytest.mark.parametrize("engine", support.LANES)
def test_one_more_participant_leaves_the_others_bytes(engine):
    few = run(tournament(engine, field=FIELD[1:5]), Work(threads=1))
    more = run(tournament(engine, field=FIELD[:6]), Work(threads=1))
    for name in support.ARRAYS:
        inner = np.ascontiguousarray(getattr(more, name)[:, 1:5, 1:5])
        assert inner.tobytes() == getattr(few, name).tobytes(), name


@pytest.mark.parametrize("engine", support.LANES)
@pytest.mark.parametrize("chunk", [1, 3, None])
def test_progress_ends_with_everything_done(engine, chunk):
    seen = []
    spec = tournament(engine, field=FIELD[:4])
    run(spec, Work(threads=2, chunk=chunk, progress=lambda done, total: seen.append((done, total))))
    total = 10 * len(spec.horizons)
    assert {each for _, each in seen} == {total}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (total, total)
