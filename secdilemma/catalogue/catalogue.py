"""Finding strategies: folders and plugins, names, aliases and parameters.

Looked into are the bundled folder, the ``strategies/`` of the workspace that one stands in, the
folders of ``SECDILEMMA_STRATEGIES`` (several are separated as in ``PATH``) and of ``--strategies``,
and installed plugins. A broken file is kept as a problem and does not stop the others.
"""

import copyreg
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secdilemma import strategies as bundle
from secdilemma.automata.interface import StrategyInfo, build, info_of, is_strategy
from secdilemma.automata.parameters import values_in
from secdilemma.automata.watch import LOADED_INSTEAD, Watch
from secdilemma.catalogue.data.strategies import (
    MEMORY_ONE,
    memory_one,
    memory_one_file,
    read_strategy,
    vector_values,
)
from secdilemma.catalogue.sources import source_name, source_of
from secdilemma.catalogue.strangers import is_strangers
from secdilemma.catalogue.workspace import current_workspace, missed_workspace, strategy_files
from secdilemma.catalogue.wrappers.references import parse_wrappers, wrapped
from secdilemma.errors import SecDilemmaError, StrategyError, UnknownNameError, suggestion
from secdilemma.io.inputs import is_folder

if TYPE_CHECKING:
    from secdilemma.catalogue.plugins import Plugin

ENVIRONMENT = "SECDILEMMA_STRATEGIES"
BUNDLED, WORKSPACE, FOLDER = "bundled", "workspace", "folder"
_BUNDLED = tuple(Path(path) for path in bundle.__path__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One strategy class.

    Parameters
    ----------
    kind, info
        The class, and what is known of it.
    path
        The file that it is in.
    origin
        ``"bundled"``, ``"workspace"``, ``"folder"`` or ``"plugin NAME VERSION"``.
    """

    kind: type
    info: StrategyInfo
    path: Path
    origin: str = BUNDLED


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of strategies, and whose it is: see :class:`Entry`."""

    path: Path
    origin: str = FOLDER


@dataclass(frozen=True)
class Catalogue:
    """Every strategy of some folders, and of the installed plugins.

    Parameters
    ----------
    folders
        In the order in which they are searched.
    plugins
        Whether installed plugins are looked at, after the folders.
    """

    folders: tuple[Folder, ...]
    plugins: bool = True
    problems: list[str] = field(default_factory=list, compare=False)

    def __reduce__(self) -> "tuple[Any, ...]":
        return _catalogue, (list(self.folders), self.plugins)  # what is loaded is loaded anew

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The strategies by name, sorted.

        Raises
        ------
        StrategyError
            If two files have a strategy, or an alias, of the same name. A plugin's strategy whose
            name is taken is a problem, and only that strategy is left out.
        """
        taken: dict[str, Entry] = {MEMORY_ONE: memory_one_entry()}
        for where, entry in self._every:
            if where:
                self._admit_plugin(where, entry, taken)
            else:
                _require_free(entry, taken)
        del taken[MEMORY_ONE]  # any number of strategies, and none of the field
        own = {entry.info.name: entry for entry in taken.values()}
        return dict(sorted(own.items()))

    def holders(self, name: str) -> list[Entry]:
        """Return every strategy that has a name or alias; more than one where it is taken twice."""
        return self._by_name.get(name, [])

    @cached_property
    def _every(self) -> list[tuple[str, Entry]]:
        """All strategies, taken names included; those of plugins with how messages call them."""
        return [*(("", entry) for entry in self._in_folders()), *self._in_plugins()]

    @cached_property
    def _by_name(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {MEMORY_ONE: [memory_one_entry()]}
        for _, entry in self._every:
            for name in (entry.info.name, *entry.info.aliases):
                found.setdefault(name, []).append(entry)
        return found

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
        if key == MEMORY_ONE:
            return memory_one_entry()
        hint = suggestion(key, [*self.entries, *self.aliases, MEMORY_ONE])
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

        Examples
        --------
        >>> strategy = open_catalogue().make("butterfield-fear:panic=3")
        >>> strategy.panic
        3
        """
        inner, wrappings = parse_wrappers(reference)
        if source := source_of(inner):
            return wrapped(source.make(inner, values or {}), wrappings, self.make)
        name, text = split_reference(inner)
        entry = self.find(name)
        made = build(entry.kind, {**text, **(values or {})}, entry.info.name)
        return wrapped(made, wrappings, self.make)

    def entry(self, reference: str) -> Entry:
        """Return the strategy class that a reference names, whatever its parameters and wrappers.

        Raises
        ------
        UnknownNameError
            If there is none of that name.
        """
        inner, _ = parse_wrappers(reference)
        if source := source_of(inner):
            strategy = source.make(inner, {})
            kind, path = source.file_of(strategy)
            return Entry(kind, info_of(strategy), path, source_name(inner))
        return self.find(inner.partition(":")[0])

    def expand(self, reference: str) -> list[str]:
        """Return the references that a reference to a set stands for; of one strategy, itself.

        Raises
        ------
        StrategyError
            If it names a set and its filters do not fit.
        """
        source = source_of(reference)
        if source is None:
            return [reference]
        inner, plus, wrappers = reference.partition("+")
        return [each + plus + wrappers for each in source.expand(inner)]

    def is_set(self, reference: str) -> bool:
        """Whether a reference stands for several strategies; no library is imported to see."""
        source = source_of(reference)
        return source is not None and source.names_a_set(reference)

    def with_folders(self, paths: Iterable[Path]) -> "Catalogue":
        """Return a catalogue that looks into more folders.

        Raises
        ------
        StrategyError
            If a folder does not exist.
        """
        made = _catalogue([*self.folders, *(Folder(path) for path in paths)], self.plugins)
        return self if made == self else made  # what is loaded need not be loaded again

    def _in_folders(self) -> Iterator[Entry]:
        for folder in self.folders:
            for path in strategy_files(folder.path):
                yield from self._guarded(f"{path}", path, load_file(path, folder.origin))

    def _in_plugins(self) -> "Iterator[tuple[str, Entry]]":
        for plugin in _installed(wanted=self.plugins):
            where = f"{plugin.origin} ({plugin.point.name})"
            for entry in self._guarded(where, None, _from_plugin(plugin)):
                yield where, entry

    def _guarded(self, where: str, path: Path | None, found: Iterator[Entry]) -> Iterator[Entry]:
        """Yield entries until one cannot be had; the reason becomes a problem."""
        try:
            yield from list(found)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a user's file is its own problem
            for line in reasons(error, path):
                self.problems.append(f"{where}: not loaded: {line}")

    def _admit_plugin(self, where: str, entry: Entry, taken: dict[str, Entry]) -> None:
        try:
            _require_free(entry, taken)
        except StrategyError as error:
            self.problems.append(f"{where}: not loaded: {error}")

    def _broken_files(self) -> str:
        notes = [*self.problems, missed_workspace()]
        return "".join(f"\n{note}" for note in notes if note)


def load_file(path: Path, origin: str = FOLDER) -> Iterator[Entry]:
    """Yield the strategies of a file, which is run if it is Python, and only read if it is TOML.

    Raises
    ------
    StrategyError
        If it is wrong. Whatever else a Python file raises is let through.
    """
    if path.suffix == ".toml":
        kind = read_strategy(path)
        yield Entry(kind, info_of(kind), path, origin)
        return
    module = load_module(path)
    for each in list(vars(module).values()):
        if is_strategy(each) and each.__module__ == module.__name__:
            yield Entry(each, info_of(each), path, origin)


def _from_plugin(plugin: "Plugin") -> Iterator[Entry]:
    for kind, path in plugin.load():
        yield Entry(kind, info_of(kind), path, plugin.origin)


def _installed(*, wanted: bool) -> "list[Plugin]":
    from secdilemma.catalogue.plugins import installed_plugins

    return installed_plugins() if wanted else []


def _require_free(entry: Entry, taken: dict[str, Entry]) -> None:
    """Take a strategy's name and aliases, or raise if one of them is taken."""
    names = (entry.info.name, *entry.info.aliases)
    for name in names:
        if name in taken:
            raise StrategyError(
                f"{entry.path}: the strategy name {name!r} is taken by {taken[name].path}; "
                f"expected a name of its own."
            )
    taken |= dict.fromkeys(names, entry)


def load_module(path: Path) -> Any:
    """Return the module of a Python file of strategies, which must be in a folder that is known.

    Raises
    ------
    StrategyError
        If its name is no name of a module, or is that of another file, or if it draws random
        numbers or reads a clock while it is loaded.
    """
    name = f"{bundle.__name__}.{path.stem}"
    if not path.stem.isidentifier():
        raise StrategyError(f"{path.stem!r} is not a name that Python can import")
    with Watch(imports=1) as watch:
        module = import_module(name)
    if watch.seen:
        del sys.modules[name]  # it is not loaded, and is refused the next time too
        raise StrategyError(f"it asks {watch.seen} while it is loaded; {LOADED_INSTEAD}")
    loaded = Path(module.__file__ or "").resolve()
    if loaded != path.resolve():
        raise StrategyError(f"a file of that name is already at {loaded}")
    if loaded.parent not in _BUNDLED:
        for kind in vars(module).values():
            if isinstance(kind, type) and kind.__module__ == name:
                copyreg.pickle(kind, partial(_reduced, loaded))
    return module


def _reduced(path: Path, made: Any) -> Any:
    """Return what pickles an object of a file that another process may not have loaded."""
    kind, (how, given, *state) = type(made), made.__reduce_ex__(2)
    where = (str(path), kind.__qualname__)
    if how is copyreg.__newobj__:  # type: ignore[attr-defined]
        return _new_in, (*where, *given[1:]), *state
    return (_called_in, (*where, *given), *state) if how is kind else (how, given, *state)


def _new_in(file: str, name: str, *given: Any) -> Any:
    """Return an object of a class of a file, its attributes yet to be set; the file is run.

    Raises
    ------
    StrategyError
        If the file is not there, cannot be loaded or has no such class.
    """
    kind = _class_in(file, name)
    return kind.__new__(kind, *given)


def _called_in(file: str, name: str, *given: Any) -> Any:
    """Return what a class of a file makes of some arguments, as an enumeration does its members.

    Raises
    ------
    StrategyError
        If the file is not there, cannot be loaded or has no such class.
    """
    return _class_in(file, name)(*given)


def _class_in(file: str, name: str) -> Any:
    path = Path(file)
    if not path.is_file():
        raise StrategyError(f"{file}: no such file; expected it where {name} was pickled from.")
    make_importable([path.parent])
    try:
        kind = getattr(load_module(path), name, None)
    except (Exception, SystemExit) as error:
        raise StrategyError(f"{file}: not loaded: {reason(error, path)}") from error
    if not isinstance(kind, type):
        raise StrategyError(f"{file}: it has no class {name}; expected the one that was pickled.")
    return kind


def bundled_folders() -> tuple[Path, ...]:
    """Return where the bundled strategies lie."""
    return tuple(path for path in _BUNDLED if any(path.glob("[!_]*.py")))


def open_catalogue(folders: Iterable[Path | str] = ()) -> Catalogue:
    """Return the catalogue of all there is to be found, and of `folders`.

    Raises
    ------
    StrategyError
        If a folder does not exist.

    Examples
    --------
    >>> open_catalogue().find("pavlov").info.name
    'wsls'
    """
    named = [part for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part]
    workspace = current_workspace()
    found = [Folder(path, BUNDLED) for path in bundled_folders()]
    if workspace is not None and workspace.strategies.is_dir():
        found.append(Folder(workspace.strategies, WORKSPACE))
    return _catalogue([*found, *(Folder(Path(path)) for path in (*named, *folders))])


def make_importable(folders: Iterable[Path]) -> None:
    """Let files of some folders be imported as modules of ``secdilemma.strategies``."""
    known = {str(Path(path).resolve()) for path in bundle.__path__}
    new = dict.fromkeys(str(each.resolve()) for each in folders if not is_strangers(each))
    bundle.__path__.extend(path for path in new if path not in known)


def _catalogue(folders: list[Folder], plugins: bool = True) -> Catalogue:
    """Return the catalogue of some folders, each once, whose files become importable."""
    unique: dict[Path, Folder] = {}
    for folder in folders:
        if not is_folder(folder.path):
            raise StrategyError(f"{folder.path}: no such folder of strategies.")
        path = folder.path.resolve()
        unique.setdefault(path, Folder(path, folder.origin))
    make_importable(unique)
    return Catalogue(tuple(unique.values()), plugins)


def base_of(reference: str) -> str:
    """Return what a reference names, without parameters, as results keep it beside those.

    One to a strategy of another source is kept whole.
    """
    inner, _ = parse_wrappers(reference)
    return inner if source_name(inner) else inner.partition(":")[0]


def memory_one_entry() -> Entry:
    """Return ``memory-one``, which stands for any strategy of four numbers and is in no listing."""
    kind = memory_one()
    return Entry(kind, info_of(kind), memory_one_file(), BUNDLED)


def split_reference(reference: str) -> tuple[str, dict[str, str]]:
    """Return the name and the parameters of a reference such as ``gtft:generosity=1/3``.

    Those of ``memory-one`` may be given without their names: ``memory-one:1,1/3,1,1/3``.

    Raises
    ------
    StrategyError
        If what follows the colon is not a list of ``name=value``, each name once.
    """
    name, colon, rest = reference.partition(":")
    if name.strip().lower().replace("_", "-") == MEMORY_ONE and rest and "=" not in rest:
        return name, vector_values(rest)
    return name, values_in(reference, rest) if colon else {}


def reasons(error: BaseException, path: Path | None) -> tuple[str, ...]:
    """Return why a file could not be loaded, a line for each thing that is wrong."""
    if isinstance(error, SecDilemmaError):
        return error.lines
    return tuple(reason(error, path).splitlines())


def reason(error: BaseException, path: Path | None) -> str:
    """Return why a file could not be loaded, with its line where there is one."""
    if isinstance(error, SecDilemmaError):
        return str(error)
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}" if error.lineno else str(error.msg)
    line = ""
    trace = sys.exc_info()[2]
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == str(path):
            line = f"line {trace.tb_lineno}: "
        elif path is None and not file.startswith("<") and file != __file__:
            line = f"{file}, line {trace.tb_lineno}: "
        trace = trace.tb_next
    return f"{line}{type(error).__name__}: {error}"
