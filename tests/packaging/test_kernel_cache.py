"""Where compiled kernels are kept: found again, never stale, done without where it must be."""

import os
import shutil
import sys

import pytest

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


def test_the_folder_is_named_after_the_sources(checkout, run_away, tmp_path):
    """A change in any kernel's file must not find what was compiled before it."""
    copy = tmp_path / "tree"
    shutil.copytree(checkout / "secdilemma", copy / "secdilemma")
    ask = "from secdilemma.kernels.compiling import cache_folder as f; print(f())"

    def folder():
        where = {"PYTHONPATH": str(copy), "SECDILEMMA_CACHE": str(tmp_path / "cache")}
        return run_away(sys.executable, "-c", ask, **where).strip()

    before = folder()
    assert folder() == before
    kernels = copy / "secdilemma" / "kernels"
    helper = next(path for path in sorted(kernels.glob("*.py")) if path.name != "__init__.py")
    helper.write_text(helper.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert folder() != before


def test_where_it_is_can_be_chosen(run_away, tmp_path):
    ask = "from secdilemma.kernels.compiling import cache_folder as f; print(f())"
    mine, theirs = str(tmp_path / "mine"), str(tmp_path / "theirs")
    both = run_away(sys.executable, "-c", ask, SECDILEMMA_CACHE=mine, NUMBA_CACHE_DIR=theirs)
    assert both.startswith(mine)
    assert run_away(
        sys.executable, "-c", ask, SECDILEMMA_CACHE="", NUMBA_CACHE_DIR=theirs
    ).startswith(theirs)
