"""Names on demand: those that a package hands on, and those of modules that have moved."""

import sys
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


def handed_on(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of a package that hands on names of its modules.

    Parameters
    ----------
    package
        Its name.
    homes
        The module of each name, below the package. It is imported when the name is first asked
        for, so that a package costs nothing but what is used of it.

    Examples
    --------
    >>> find, names = handed_on("secdilemma.games", {"War": "war"})
    >>> find("War").__name__, names()
    ('War', ['War'])
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        value = getattr(import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return find, lambda: sorted(homes)


class Moved:
    """A finder of modules that have moved; each is found under its old name, with a warning.

    Parameters
    ----------
    places
        The new name of each old one.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self.places = places

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return how an old name is imported; None for every other."""
        if name not in self.places:
            return None
        loader: Any = self
        spec = ModuleSpec(name, loader, origin=self.places[name], is_package=True)
        spec.submodule_search_locations = []
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Let Python make the module."""

    def exec_module(self, module: ModuleType) -> None:
        """Hand on whatever the new module has."""
        new = self.places[module.__name__]
        warnings.warn(
            f"{module.__name__} has moved to {new}; the old name works for one release more.",
            DeprecationWarning,
            stacklevel=2,
        )
        module.__doc__ = f"What stands in :mod:`{new}`."
        vars(module)["__getattr__"] = lambda name: getattr(import_module(new), name)
