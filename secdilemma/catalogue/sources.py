"""Sources of strategies beside our own: a reference to one begins with its name and a colon.

A source is a module with the functions of :class:`Source`. It is imported when a reference names
it, and not before: axelrod takes seconds.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

SOURCES = {"axelrod": "secdilemma.catalogue.axelrod.references"}
"""The module of each source, by the name that references begin with."""


class Source(Protocol):
    """What a source of strategies can do with references that begin with its name."""

    def make(self, reference: str, values: Mapping[str, Any]) -> Any:
        """The strategy that a reference names, with more parameters."""

    def file_of(self, strategy: Any) -> tuple[type, Path]:
        """The class of a strategy of its own, and the file that it is in."""

    def expand(self, reference: str) -> list[str]:
        """The references that a reference to a set stands for; of one strategy, itself."""

    def names_a_set(self, reference: str) -> bool:
        """Whether a reference is of a set of strategies."""


def source_name(reference: str) -> str:
    """The name of the source that a reference begins with; empty where it is one of ours.

    Examples
    --------
    >>> source_name("axelrod:tit-for-tat"), source_name("butterfield-fear:panic=3")
    ('axelrod', '')
    """
    head, colon, _ = reference.partition(":")
    name = head.strip().lower()
    return name if colon and name in SOURCES else ""


def source_of(reference: str) -> Source | None:
    """The source that a reference begins with; None where it is one of ours."""
    name = source_name(reference)
    return _imported(SOURCES[name]) if name else None


def _imported(module: str) -> Any:
    return import_module(module)
