"""Finding strategies: the bundled folder, the user's folders, names, aliases and parameters.

A broken file is kept as a problem and does not stop the others. The user's folders come from
``--strategies`` and from ``SECDILEMMA_STRATEGIES`` (several are separated as in ``PATH``).
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from secdilemma import strategies as bundle
from secdilemma.authoring import StrategyInfo, build, info_of, is_strategy
from secdilemma.errors import SecDilemmaError, StrategyError, UnknownNameError, suggestion
from secdilemma.wrappers import parse_wrappers, wrapped

ENVIRONMENT = "SECDILEMMA_STRATEGIES"
_BUNDLED = tuple(Path(path) for path in bundle.__path__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One strategy class, and the file that it came from."""

    kind: type
    info: StrategyInfo
    path: Path


@dataclass(frozen=True)
class Catalogue:
    """Every strategy of some folders.

    Parameters
    ----------
    folders
        In the order in which they are searched.
    """

    folders: tuple[Path, ...]
    problems: list[str] = field(default_factory=list, compare=False)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The strategies by name, sorted.

        Raises
        ------
        StrategyError
            If two files have a strategy, or an alias, of the same name.
        """
        found: dict[str, Entry] = {}
        for path in self._files():
            for entry in self._load(path):
                self._require_free(entry, found)
                found[entry.info.name] = entry
        return dict(sorted(found.items()))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """The name that each alias stands for."""
        return {alias: name for name, entry in self.entries.items() for alias in entry.info.aliases}

    def find(self, name: str) -> Entry:
        """Return the strategy of a name or alias, in any case, with - or _.

        Raises
        ------
        UnknownNameError
            If there is none; the nearest name is suggested.
        """
        key = name.strip().lower().replace("_", "-").replace(" ", "-")
        key = self.aliases.get(key, key)
        if key in self.entries:
            return self.entries[key]
        hint = suggestion(key, [*self.entries, *self.aliases])
        raise UnknownNameError(
            f"{name or repr(name)}: no strategy of that name.{hint} "
            f"(secdilemma strategies lists all {len(self.entries)})" + self._broken_files()
        )

    def make(self, reference: str, values: Mapping[str, Any] | None = None) -> Any:
        """Return the strategy that a reference names, such as ``butterfield-fear:panic=3``.

        Parameters
        ----------
        reference
            A name or alias, after a colon any parameters, and after plus signs any wrappers.
        values
            More parameters.

        Raises
        ------
        UnknownNameError
            If there is no strategy or wrapper of that name.
        StrategyError
            If there is no parameter of that name, or its value does not fit.
        """
        inner, wrappings = parse_wrappers(reference)
        name, text = split_reference(inner)
        entry = self.find(name)
        made = build(entry.kind, {**text, **(values or {})}, entry.info.name)
        return wrapped(made, wrappings)

    def _files(self) -> Iterable[Path]:
        for folder in self.folders:
            yield from sorted(path for path in folder.glob("*.py") if path.stem[0] != "_")

    def _load(self, path: Path) -> list[Entry]:
        name = f"{bundle.__name__}.{path.stem}"
        try:
            module = _imported(name, path)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a user's file is its own problem
            self.problems.append(f"{path}: not loaded: {_reason(error, path)}")
            return []
        mine = [each for each in vars(module).values() if is_strategy(each)]
        return [Entry(each, info_of(each), path) for each in mine if each.__module__ == name]

    def _require_free(self, entry: Entry, found: dict[str, Entry]) -> None:
        taken = dict(found)
        taken |= {alias: other for other in found.values() for alias in other.info.aliases}
        for name in (entry.info.name, *entry.info.aliases):
            if name in taken:
                raise StrategyError(
                    f"{entry.path}: the strategy name {name!r} is taken by {taken[name].path}; "
                    f"expected a name of its own."
                )

    def _broken_files(self) -> str:
        return "".join(f"\n{problem}" for problem in self.problems)


def _imported(name: str, path: Path) -> Any:
    if not path.stem.isidentifier():
        raise StrategyError(f"{path.stem!r} is not a name that Python can import")
    module = import_module(name)
    loaded = Path(module.__file__ or "").resolve()
    if loaded != path.resolve():
        raise StrategyError(f"a file of that name is already at {loaded}")
    return module


def bundled_folders() -> tuple[Path, ...]:
    """Return where the bundled strategies lie."""
    return tuple(path for path in _BUNDLED if any(path.glob("[!_]*.py")))


def open_catalogue(folders: Iterable[Path | str] = ()) -> Catalogue:
    """Return the catalogue of the bundled strategies, the environment's folders and `folders`.

    Raises
    ------
    StrategyError
        If a folder does not exist.
    """
    named = [part for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part]
    own = [Path(folder) for folder in (*named, *folders)]
    for folder in own:
        if not folder.is_dir():
            raise StrategyError(f"{folder}: no such folder of strategies.")
        if str(folder) not in bundle.__path__:
            bundle.__path__.append(str(folder))
    every = [*bundled_folders(), *own]
    return Catalogue(tuple(dict.fromkeys(path.resolve() for path in every)))


def split_reference(reference: str) -> tuple[str, dict[str, str]]:
    """Return the name and the parameters of a reference such as ``gtft:generosity=1/3``.

    Raises
    ------
    StrategyError
        If what follows the colon is not a list of ``name=value``.
    """
    name, colon, rest = reference.partition(":")
    values: dict[str, str] = {}
    for part in rest.split(",") if colon else ():
        key, equals, value = part.partition("=")
        if not equals or not key.strip():
            raise StrategyError(
                f"{reference}: got {part!r} after the colon; expected name=value, comma-separated."
            )
        values[key.strip()] = value.strip()
    return name, values


def _reason(error: BaseException, path: Path) -> str:
    if isinstance(error, SecDilemmaError):
        return str(error)
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}" if error.lineno else str(error.msg)
    line = ""
    trace = sys.exc_info()[2]
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = f"line {trace.tb_lineno}: "
        trace = trace.tb_next
    return f"{line}{type(error).__name__}: {error}"
