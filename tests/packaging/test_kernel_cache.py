"""Where compiled kernels are kept: found again, never stale, done without where it must be."""

import os
import pickle
import shutil
import subprocess
import sys

import pytest

resource = pytest.importorskip("resource")

pytestmark = pytest.mark.skipif(
    os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled"
)
PLAY = (
    "run", "--with", "tft", "--with", "gtft", "--engine", "simulated", "--repetitions", "2",
    "--turns", "5", "--no-save", "--format", "csv",
)  # fmt: skip


def play(run_away, cache, **environment):
    return run_away(
        sys.executable, "-m", "secdilemma", *PLAY, SECDILEMMA_CACHE=str(cache), **environment
    )


def compiled(cache):
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_size)
        for path in cache.rglob("*")
        if path.is_file()
    }


def test_a_second_process_compiles_nothing(run_away, tmp_path):
    cache = tmp_path / "cache"
    first = play(run_away, cache)
    kept = compiled(cache)
    assert [path for path in kept if path.suffix == ".nbc"]
    (folder,) = cache.iterdir()
    assert folder.name.startswith("kernels-")
    assert play(run_away, cache) == first
    assert compiled(cache) == kept


def test_a_cache_that_cannot_be_written_is_done_without(checkout, run_away, tmp_path):
    """And nothing is kept beside the sources instead, where it would go stale unseen."""
    shutil.copytree(checkout, tmp_path / "tree", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    before = compiled(tmp_path)
    cache = tmp_path / "file" / "cache"
    text = play(run_away, cache, PYTHONPATH=str(tmp_path / "tree"))
    assert text.startswith("scenario,rank,")
    assert set(compiled(tmp_path)) == set(before)


@pytest.mark.parametrize("room", ["matches", "populations"])
def test_the_folder_is_named_after_the_sources(checkout, run_away, tmp_path, room):
    """A change in any kernel's file must not find what was compiled before it."""
    copy = tmp_path / "tree"
    shutil.copytree(checkout / "secdilemma", copy / "secdilemma")
    ask = "from secdilemma.matches.kernels.jit import cache_folder as f; print(f())"

    def folder():
        where = {"PYTHONPATH": str(copy), "SECDILEMMA_CACHE": str(tmp_path / "cache")}
        return run_away(sys.executable, "-c", ask, **where).strip()

    before = folder()
    assert folder() == before
    kernels = copy / "secdilemma" / room / "kernels"
    helper = next(path for path in sorted(kernels.glob("*.py")) if path.name != "__init__.py")
    helper.write_text(helper.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert folder() != before


def test_where_it_is_can_be_chosen(run_away, tmp_path):
    ask = "from secdilemma.matches.kernels.jit import cache_folder as f; print(f())"
    mine, theirs = str(tmp_path / "mine"), str(tmp_path / "theirs")
    both = run_away(sys.executable, "-c", ask, SECDILEMMA_CACHE=mine, NUMBA_CACHE_DIR=theirs)
    assert both.startswith(mine)
    assert run_away(
        sys.executable, "-c", ask, SECDILEMMA_CACHE="", NUMBA_CACHE_DIR=theirs
    ).startswith(theirs)


TINY = "from secdilemma.matches.kernels.jit import kernel\n" + "".join(
    f"@kernel\ndef tiny_{k}(x):\n    return x + {k}\n" for k in range(4)
)
USE = """
from tiny import *
made = (tiny_0, tiny_1, tiny_2, tiny_3)
print([each(1) for each in made])
print(sum(sum(each.stats.cache_hits.values()) for each in made))
"""


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch exploded; exit 1",))


@pytest.fixture
def tiny(tmp_path):
    """Return the output and the notes of a process that uses four tiny kernels."""

    (tmp_path / "tiny.py").write_text(TINY, encoding="utf-8")

    def tiny(**how):
        environment = os.environ | {"SECDILEMMA_CACHE": str(tmp_path / "cache")}
        done = subprocess.run(
            [sys.executable, "-c", USE],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
            **how,
        )
        return done.stdout.splitlines(), done.stderr

    return tiny


def test_damaged_kernels_are_made_anew(tiny, tmp_path):
    assert tiny() == (["[1, 2, 3, 4]", "0"], "")
    assert tiny() == (["[1, 2, 3, 4]", "4"], "")
    (folder,) = (tmp_path / "cache").iterdir()
    empty, bomb, flipped, moved = sorted(folder.glob("tiny.*.nbc"))
    whole = {path: path.read_bytes() for path in folder.iterdir()}
    empty.write_bytes(b"")
    bomb.write_bytes(pickle.dumps(Bomb()))
    flipped.write_bytes(whole[flipped][:-9] + b"#" + whole[flipped][-8:])
    moved.write_bytes(whole[flipped])
    assert tiny() == (["[1, 2, 3, 4]", "0"], "")
    assert tiny() == (["[1, 2, 3, 4]", "4"], "")
    assert not (tmp_path / "exploded").exists()
    assert set(folder.iterdir()) == set(whole)


def test_on_a_full_disk_kernels_are_done_without(tiny, tmp_path):
    def fill():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    out, err = tiny(preexec_fn=fill)
    assert out == ["[1, 2, 3, 4]", "0"]
    assert err.startswith("Nothing is kept for the next run: ")
    assert err.count("\n") == 1
    (folder,) = (tmp_path / "cache").iterdir()
    assert list(folder.iterdir()) == []
