"""The installed axelrod: imported when it is first needed, and never before."""

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from secdilemma.errors import StrategyError

PREFIX = "axelrod:"


def library_version() -> str:
    """Return the version of the installed axelrod, without importing it.

    Raises
    ------
    StrategyError
        If it is not installed.
    """
    try:
        return version("axelrod")
    except PackageNotFoundError as error:
        raise StrategyError(
            "axelrod: it is not installed; expected axelrod 4.13.1 (pip install axelrod)."
        ) from error


@cache
def library() -> Any:
    """Return the module ``axelrod``; says on stderr that it is imported, which takes seconds.

    Raises
    ------
    StrategyError
        If it is not installed or cannot be imported.
    """
    found = library_version()
    if "axelrod" not in sys.modules:
        print(f"importing axelrod {found} …", file=sys.stderr, flush=True)  # noqa: T201
    try:
        import axelrod
    except ImportError as error:
        raise StrategyError(f"axelrod {found}: cannot be imported: {error}.") from error
    return axelrod


def attributes_of(turns: int | None, payoffs: tuple[float, float, float, float]) -> dict[str, Any]:
    """Return what axelrod tells a player of a match; its noise is never told."""
    r, p, s, t = payoffs
    game = library().Game(r=r, s=s, t=t, p=p)
    length = float("inf") if turns is None else turns
    return {"length": length, "game": game, "noise": 0}
