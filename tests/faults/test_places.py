"""Names taken beforehand, files written whole under them, and no older result ever lost."""

import errno
import os
import sys
from pathlib import Path

import pytest
from support import visible

from secdilemma.errors import ResultsError
from secdilemma.io import disk, locks
from secdilemma.io.atomic import Place, TakenError, first_free, write_file, write_whole

TWO = {"run.json": b"{}", "in/side.txt": lambda file: file.write(b"text")}
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX")


def everything(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_a_directory_is_written_with_the_folders_on_the_way(tmp_path):
    assert write_whole(TWO, tmp_path / "deep" / "er") == tmp_path / "deep" / "er"
    assert everything(tmp_path) == {
        "deep": None,
        "deep/er": None,
        "deep/er/run.json": b"{}",
        "deep/er/in": None,
        "deep/er/in/side.txt": b"text",
    }


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o027, 0o077])
def test_modes_are_what_the_umask_says(tmp_path, mask):
    before = os.umask(mask)
    try:
        write_whole(TWO, tmp_path / "deep" / "er")
        write_file(b"", tmp_path / "file")
    finally:
        os.umask(before)
    for path in tmp_path.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o777 if path.is_dir() else 0o666) & ~mask


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", ".", "a\\b", "c:x", "a\0b"])
def test_no_name_leads_out(tmp_path, name):
    with pytest.raises(ResultsError, match=r"file name: got .*; expected names"):
        write_whole({"run.json": b"", name: b""}, tmp_path / "new" / "er")
    assert everything(tmp_path) == {}


@posix
def test_a_name_is_taken_once(tmp_path):
    with Place(tmp_path / "deep" / "er"):
        for same in (tmp_path / "deep" / "er", tmp_path / "deep" / "." / "more" / ".." / "er"):
            with pytest.raises(TakenError, match="a run at work is about to write it"):
                Place(same)
        (tmp_path / "deep").mkdir()
        with pytest.raises(TakenError, match="a run at work is about to write it"):
            Place(tmp_path / "deep" / "er")
        write_whole(TWO, tmp_path / "deep" / "other")
    Place(tmp_path / "deep" / "er").close()
    assert set(everything(tmp_path)) == {
        *("deep", "deep/other", "deep/other/run.json", "deep/other/in"),
        "deep/other/in/side.txt",
    }


def test_folders_on_the_way_that_another_made_meanwhile(tmp_path):
    with Place(tmp_path / "a" / "b" / "one") as one, Place(tmp_path / "a" / "b" / "two") as two:
        write_whole(TWO, one)
        write_whole(TWO, two)
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["one", "two"]


def test_the_first_free_name(tmp_path):
    (tmp_path / "runs" / "x").mkdir(parents=True)
    with first_free(tmp_path / "runs", "x") as second, first_free(tmp_path / "runs", "x") as third:
        assert [second.path.name, third.path.name] == ["x-2", "x-3"]
    with first_free(tmp_path, "ü" * 300) as place:
        write_whole(TWO, place)


def test_what_came_there_meanwhile_is_not_replaced(tmp_path):
    with Place(tmp_path / "new") as place:
        (tmp_path / "new").mkdir()
        with pytest.raises(TakenError, match="it exists already"):
            write_whole(TWO, place)
    assert everything(tmp_path) == {"new": None}


UNWRITABLE = {
    "a file": "file",
    "below a file": "file/below",
    "a long name": "x" * 256,
    "a long name in a new folder": f"new/{'x' * 256}/y",
    "a long path": "/".join(["y" * 200] * 21),
    "a link to nowhere": "dangling",
    "here": ".",
    "a folder that is there": "folder",
    "a NUL": "a\0b",
}


@posix
@pytest.mark.parametrize("name", UNWRITABLE.values(), ids=UNWRITABLE)
def test_what_cannot_be_written_is_refused_beforehand(tmp_path, name):
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    before = everything(tmp_path)
    with pytest.raises(ResultsError):
        Place(tmp_path / name)
    assert everything(tmp_path) == before


@posix
@pytest.mark.parametrize("path", ["/dev/null", "/dev/full"])
def test_a_device_is_not_replaced(path):
    with pytest.raises(ResultsError):
        write_file(b"", Path(path), overwrite=True)


@posix
def test_a_folder_in_which_nothing_can_be_written(tmp_path, monkeypatch):
    def refuse(path, *_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    monkeypatch.setattr(locks.os, "open", refuse)
    with pytest.raises(ResultsError, match=r"new: cannot be written: Read-only file system\."):
        Place(tmp_path / "new")


@posix
def test_a_file_system_without_locks(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(locks.fcntl, "flock", refuse)
    with Place(tmp_path / "new") as one, Place(tmp_path / "new") as two:
        write_whole(TWO, one)
        with pytest.raises(TakenError, match="it exists already"):
            write_whole(TWO, two)
    assert set(visible(everything(tmp_path))) == set(everything(tmp_path))


@pytest.mark.parametrize("exchange", [True, False])
def test_a_run_directory_is_replaced_whole(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(disk, "_exchange", lambda *_: False)
    write_whole({"run.json": b"old", "more": b""}, tmp_path / "kept")
    write_whole({"run.json": b"new"}, tmp_path / "kept", overwrite=True)
    assert everything(tmp_path) == {"kept": None, "kept/run.json": b"new"}


def test_only_a_run_directory_is_replaced(tmp_path):
    (tmp_path / "kept").mkdir()
    with pytest.raises(TakenError, match="it exists already"):
        write_whole(TWO, tmp_path / "kept", overwrite=True)


@pytest.mark.skipif(sys.platform == "win32", reason="os.rename is what pathlib calls")
@pytest.mark.parametrize("fails", [1, 2])
def test_an_older_run_directory_outlasts_a_failure(tmp_path, monkeypatch, fails):
    write_whole({"run.json": b"old"}, tmp_path / "kept")
    monkeypatch.setattr(disk, "_exchange", lambda *_: False)
    real, count = os.rename, []

    def rename(*arguments, **options):
        count.append(1)
        if len(count) == fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*arguments, **options)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(ResultsError, match="cannot be written"):
        write_whole({"run.json": b"new"}, tmp_path / "kept", overwrite=True)
    assert everything(tmp_path) == {"kept": None, "kept/run.json": b"old"}


@posix
def test_what_a_killed_run_leaves_is_removed_and_an_older_result_put_back(tmp_path):
    stem = locks.hidden(tmp_path, tmp_path.relative_to(tmp_path) / "kept", "")
    part = stem.with_name(f"{stem.name}-01234567.part")
    (part / "new" / "kept").mkdir(parents=True)
    (part / "old" / "kept").mkdir(parents=True)
    (part / "old" / "kept" / "run.json").write_bytes(b"old")
    others = [".secdilemma-mine", ".secdilemma-0123.lock", f"{stem.name}-01234567.parts", ".x.lock"]
    for name in others:
        (tmp_path / name).touch()
    write_whole(TWO, tmp_path / "other")
    assert (tmp_path / "kept" / "run.json").read_bytes() == b"old"
    hidden = {path.name for path in tmp_path.iterdir()} - {"kept", "other"}
    assert hidden == set(others), "only what is surely ours"


@posix
def test_what_a_run_at_work_has_hidden_is_left_alone(tmp_path):
    def other(file):
        write_whole(TWO, tmp_path / "other")
        file.write(b"{}")

    write_whole({"run.json": other}, tmp_path / "kept")
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "other"}
