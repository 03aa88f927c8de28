"""Beginnings of one's own: a strategy, a tournament, a workspace, a plugin.

Each is a few files that are written whole or not at all, and that never replace a file.
"""

import keyword
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from string import Template

from secdilemma.automata.interface import NAME, kebab_case
from secdilemma.catalogue.catalogue import WORKSPACE, Catalogue
from secdilemma.catalogue.workspace import MARKER, Workspace, current_workspace, is_strategy_file
from secdilemma.errors import ScaffoldError, UnknownNameError
from secdilemma.io.atomic import Place

Files = dict[Path, str]
SCHOOL = "my school"
LONGEST = 30
OPPONENTS = ("tft", "tf2t", "gtft", "osgood-grit", "all-d")
_TEMPLATES = Path(__file__).with_name("templates")
_RULE = f"up to {LONGEST} of a-z, 0-9 and hyphens, the first a letter, such as tit-for-tat"
_FOLDER_IMPORTS = """\
from pathlib import Path

from secdilemma import ARM, RESTRAIN, explore
from secdilemma.catalogue.catalogue import open_catalogue

make = open_catalogue([Path(__file__).parent]).make"""


def new_strategy(
    name: str, catalogue: Catalogue, folder: Path | None = None, *, data: bool = False
) -> Files:
    """The files of a new strategy: itself and its test.

    Parameters
    ----------
    name
        In kebab case; underscores, spaces and capitals are allowed for.
    catalogue
        In which the name must be free.
    folder
        Where to; by default the workspace's ``strategies/``.
    data
        Whether as TOML instead of Python.

    Raises
    ------
    ScaffoldError
        If the name is none or is taken, or there is no workspace.
    """
    name = _free_name(name, catalogue)
    place = folder or _workspace("strategy").strategies
    stem = name.replace("-", "_")
    words = _words(name)
    if data:
        test = _filled("test_data_strategy.py", words)
        return {
            place / f"{stem}.toml": _filled("strategy.toml", words),
            place / f"test_{stem}.py": test,
        }
    return {place / f"{stem}.py": _filled("strategy.py", words), **_test(place, stem, words)}


def new_tournament(name: str, catalogue: Catalogue, folder: Path | None = None) -> Files:
    """The file of a new tournament: one's own strategies among a few classics.

    Raises
    ------
    ScaffoldError
        If the name is none or is taken, or there is no workspace.
    """
    from secdilemma.tournament.files.library import bundled_tournaments, own_tournaments

    name = _name(name)
    known = {**bundled_tournaments(), **own_tournaments()}
    taken = {each.lower().replace("_", "-"): path for each, path in known.items()}
    if name in taken:
        raise ScaffoldError(f"{name}: the name is taken by {taken[name]}.")
    place = folder or _workspace("tournament").tournaments
    own = [each.info.name for each in catalogue.entries.values() if each.origin == WORKSPACE]
    return {place / f"{name.replace('-', '_')}.toml": _tournament(name, own)}


def new_workspace(folder: Path) -> Files:
    """The files of a new workspace, with a strategy and a tournament to begin with."""
    words = _words("cautious")
    place = folder / "strategies"
    title = {"title": folder.resolve().name or "Workspace"}
    return {
        folder / MARKER: _filled("marker", {}),
        folder / "README.md": _filled("workspace.md", title),
        folder / ".gitignore": "runs/\n__pycache__/\n",
        place / "cautious.py": _filled("strategy.py", words),
        **_test(place, "cautious", words),
        folder / "tournaments" / "first.toml": _tournament("first", ["cautious"]),
    }


def new_plugin(name: str, catalogue: Catalogue, folder: Path | None = None) -> Files:
    """The files of a new distribution with a strategy of the same name in it.

    Raises
    ------
    ScaffoldError
        If the name is none or is taken, by a strategy or by a module of Python's.
    """
    name = _free_name(name, catalogue)
    module = name.replace("-", "_")
    if find_spec(module) is not None:
        raise ScaffoldError(f"{name}: Python has a module {module!r} already; choose another name.")
    words = _words(name) | {"module": module}
    root = (folder or Path()) / name
    imports = (
        f"from secdilemma import ARM, RESTRAIN, explore\n\nfrom {module} import {words['kind']}"
    )
    own = {
        "imports": imports,
        "make": f"{words['kind']}()",
        "make_patient": f"{words['kind']}(patience=5)",
    }
    return {
        root / "pyproject.toml": _filled("plugin.toml", words),
        root / "README.md": _filled("plugin.md", words),
        root / "src" / module / "__init__.py": _filled("plugin_init.py", words),
        root / "src" / module / "strategies.py": _filled("strategy.py", words),
        root / "tests" / f"test_{module}.py": _filled("test_strategy.py", words | own),
    }


def write_new(files: Files) -> None:
    """Write files, all or none, and the folders that they need.

    Raises
    ------
    ScaffoldError
        If one of them exists.
    ResultsError
        If one cannot be written; then nothing is left behind.
    """
    taken = [path for path in files if path.exists() or path.is_symlink()]
    if taken:
        listed = "\n".join(f"{path}: it exists already; nothing was written." for path in taken)
        raise ScaffoldError(listed)
    with Place(*files, expected="file") as place:
        place.keep({path: text.encode() for path, text in files.items()})


def _name(text: str) -> str:
    name = text.strip().lower().replace("_", "-").replace(" ", "-")
    if not NAME.fullmatch(name) or not name[0].isalpha() or len(name) > LONGEST:
        raise ScaffoldError(f"{text or repr(text)}: no name: got {text!r}; expected {_RULE}.")
    return name


def _free_name(text: str, catalogue: Catalogue) -> str:
    name = _name(text)
    stem = name.replace("-", "_")
    if not is_strategy_file(Path(f"{stem}.py")):
        raise ScaffoldError(
            f"{name}: {stem}.py is the name of a test or of settings; choose another."
        )
    taken: Path | None = None
    try:
        taken = catalogue.find(name).path
    except UnknownNameError:
        files = (folder.path / f"{stem}.py" for folder in catalogue.folders)
        taken = next((path for path in files if path.exists()), None)
    if taken is not None:
        raise ScaffoldError(f"{name}: the name is taken by {taken}; choose another.")
    return name


def _workspace(what: str) -> Workspace:
    found = current_workspace()
    if found is None:
        raise ScaffoldError(
            f"new {what}: no workspace here; expected to stand in one (secdilemma new workspace "
            f"DIR makes one), or --to DIR."
        )
    return found


def _words(name: str) -> dict[str, str]:
    """What the templates of a strategy are filled with."""
    kind = "".join(part.capitalize() for part in name.split("-"))
    kind = f"{kind}_" if keyword.iskeyword(kind) else kind
    named = "" if kebab_case(kind) == name else f', name="{name}"'
    return {"name": name, "kind": kind, "named": named, "school": SCHOOL}


def _test(place: Path, stem: str, words: Mapping[str, str]) -> Files:
    name = words["name"]
    own = {"make": f'make("{name}")', "make_patient": f'make("{name}:patience=5")'}
    own["imports"] = _FOLDER_IMPORTS
    return {place / f"test_{stem}.py": _filled("test_strategy.py", {**words, **own})}


def _tournament(name: str, own: list[str]) -> str:
    participants = "\n".join(f'    "{each}",' for each in (*own, *OPPONENTS))
    about = "My strategies among a few reciprocators, and one that always arms."
    title = name.replace("-", " ").capitalize()
    words = {"name": name, "title": title, "description": about, "participants": participants}
    return _filled("tournament.toml", words)


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = (_TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(words)
