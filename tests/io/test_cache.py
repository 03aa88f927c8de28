"""Files that other processes kept: believed only if whole, and done without where it must be."""

import os
import pickle
import stat
import time

import pytest

from secdilemma.io import cache as module
from secdilemma.io.cache import UNUSED, Cache

WHOLE = b"what was made before" * 20


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch exploded",))


def flipped(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def replaced(path, make):
    path.unlink()
    make(path)


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "cut off in the checksum": lambda path: path.write_bytes(path.read_bytes()[:10]),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "a bit of the checksum": lambda path: flipped(path, 0),
    "a bit of the content": lambda path: flipped(path, -1),
    "without a checksum": lambda path: path.write_bytes(pickle.dumps(Bomb())),
    "another's": lambda path: path.write_bytes((path.parent / "other").read_bytes()),
    "a folder": lambda path: replaced(path, lambda at: (at / "with").mkdir(parents=True)),
    "a link": lambda path: replaced(path, lambda at: at.symlink_to(path.parent / "other")),
    "a link to nowhere": lambda path: replaced(path, lambda at: at.symlink_to("nowhere")),
    "a pipe": lambda path: replaced(path, os.mkfifo),
    "unreadable": lambda path: path.chmod(0),
    "written by others": lambda path: path.chmod(0o666),
}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SECDILEMMA_CACHE", str(tmp_path / "base"))
    monkeypatch.setattr(module, "_notes", [])
    made = Cache("kernels", "these")
    made.write("file", WHOLE)
    made.write("other", b"something else")
    return made


def unreadable(path):
    raise PermissionError(path)


def again(cache):
    """Return the cache as the next process finds it."""
    return Cache(cache.kind, cache.folder.name.partition("-")[2])


def test_what_is_whole_is_read(cache):
    assert again(cache).read("file") == WHOLE
    assert again(cache).read("never written") is None
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_not_whole_is_deleted_and_made_anew(damage, cache, capsys, monkeypatch):
    path = cache.folder / "file"
    monkeypatch.chdir(cache.folder)
    DAMAGES[damage](path)
    if damage == "unreadable" and os.geteuid() == 0:
        monkeypatch.setattr(module, "_content", unreadable)
    assert again(cache).read("file") is None
    assert not os.path.lexists(path)
    monkeypatch.undo()
    cache.write("file", WHOLE)
    assert cache.read("file") == WHOLE
    assert cache.read("other") == b"something else"
    assert sorted(each.name for each in cache.folder.iterdir()) == ["file", "other"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("mode", [0o770, 0o702, 0o777])
@pytest.mark.parametrize("level", ["base", "folder"])
def test_a_folder_that_others_can_write_to_is_not_used(mode, level, cache, capsys):
    folder = getattr(cache, level)
    folder.chmod(mode)
    before = sorted(cache.folder.iterdir())
    for found in (again(cache), Cache("axelrod", "those")):
        found.write("new", WHOLE)
        if level == "base" or found.kind == "kernels":
            assert found.read("file") is None
            assert not (found.folder / "new").exists()
    assert sorted(cache.folder.iterdir()) == before
    said = f"Nothing is kept for the next run: {folder}: others can write to it, or own it.\n"
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize("level", ["base", "folder", "file"])
def test_what_another_user_owns_is_not_used(level, cache, monkeypatch):
    owned = (cache.folder / "file" if level == "file" else getattr(cache, level)).stat().st_ino
    real = module._only_mine
    monkeypatch.setattr(module, "_only_mine", lambda about: about.st_ino != owned and real(about))
    assert again(cache).read("file") is None


@pytest.mark.parametrize("error", [28, 13, 30], ids=os.strerror)
def test_what_cannot_be_written_leaves_no_broken_file(error, cache, capsys, monkeypatch):
    class Full:
        def __init__(self, file):
            self.file, self.name = file, file.name

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, content):
            self.file.write(content[: len(content) // 2])
            raise OSError(error, os.strerror(error))

    real = module.tempfile.NamedTemporaryFile
    monkeypatch.setattr(module.tempfile, "NamedTemporaryFile", lambda *a, **k: Full(real(*a, **k)))
    for _ in range(2):
        cache.write("new", WHOLE)
    assert sorted(each.name for each in cache.folder.iterdir()) == ["file", "other"]
    assert again(cache).read("file") == WHOLE
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"Nothing is kept for the next run: {cache.folder}: {os.strerror(error)}.\n"


@pytest.mark.parametrize("level", ["base", "folder"])
def test_a_file_where_the_folder_should_be(level, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SECDILEMMA_CACHE", str(tmp_path / "base"))
    monkeypatch.setattr(module, "_notes", [])
    cache = Cache("kernels", "these")
    path = getattr(cache, level)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(b"in the way")
    cache.write("file", WHOLE)
    if level == "base":  # the user named it, and it may be anything
        assert path.read_bytes() == b"in the way"
        assert capsys.readouterr().err.count("\n") == 1
    else:
        assert again(cache).read("file") == WHOLE


def test_what_nobody_uses_is_removed_in_time(cache):
    old, new = Cache("kernels", "old"), Cache("kernels", "new")
    for each in (old, new):
        each.write("file", WHOLE)
    left = cache.folder / "left.part"
    left.write_bytes(b"by a process that was killed")
    long_ago = time.time() - UNUSED - 60
    for path in (old.folder, left, cache.folder):
        os.utime(path, (long_ago, long_ago))
    assert again(cache).read("file") == WHOLE
    assert not old.folder.exists()
    assert not left.exists()
    assert new.folder.exists()
