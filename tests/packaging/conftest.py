"""The distribution, built once from a copy of the checkout without network."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked():
    """Return the files that a commit of this tree would hold, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        check=False,
        capture_output=True,
        cwd=ROOT,
    )
    if listed.returncode != 0:
        pytest.skip("no git checkout to copy")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [Path(name) for name in names if (ROOT / name).is_file()]


def copy_tree(folder):
    """Copy the tracked tree, with rubbish in it that no distribution may carry."""
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    for name in ("secdilemma/kernels/__pycache__", "strategies/__pycache__"):
        (folder / name).mkdir(parents=True)
        (folder / name / "rubbish.cpython-311.pyc").write_bytes(b"")
        (folder / name / "rubbish.exact-1.py311.nbi").write_bytes(b"")
    return folder


def run(*command, cwd, **environment):
    """Run a command away from this checkout's influence and return its stdout."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    settings = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "COLUMNS": "100"}
    done = subprocess.run(
        list(map(str, command)),
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=inherited | settings | environment,
        timeout=180,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory):
    """Return a bare copy of the checkout."""
    return copy_tree(tmp_path_factory.mktemp("copy") / "tree")


@pytest.fixture(scope="session")
def built(checkout, tmp_path_factory):
    """Return the folder with the sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "-o", folder, checkout, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built):
    """Return the path of the wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def wheel_names(wheel):
    """Return the names of the wheel's files."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="session")
def sdist_names(built):
    """Return the names of the sdist's files, without the leading folder."""
    (found,) = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


@pytest.fixture(scope="session")
def installed(wheel, tmp_path_factory):
    """Return a folder that the wheel was installed into."""
    folder = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check"]
    run(sys.executable, "-m", "pip", "install", *options, "--target", folder, wheel, cwd=folder)
    return folder


@pytest.fixture
def run_away(tmp_path):
    """Return :func:`run` in an empty folder."""

    def run_away(*command, **environment):
        return run(*command, cwd=tmp_path, **environment)

    return run_away
