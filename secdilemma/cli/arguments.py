"""What is wrong with arguments before a command sees them: nothing that is given goes unused.

click takes the last of two values of an option that is given twice, and knows nothing of an option
that another one makes idle.
"""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from secdilemma.errors import SecDilemmaError

LONGEST = 255
"""The most bytes of one name in a path."""


class Idle(NamedTuple):
    """An option of a command that would go unused, when, and what to write instead."""

    command: str
    option: str
    when: Callable[[Mapping[str, Any]], bool]
    rule: str


def _named(given: Mapping[str, Any]) -> bool:
    return isinstance(given.get("name"), str)


def _unnamed(given: Mapping[str, Any]) -> bool:
    return not _named(given)


def _as_data(given: Mapping[str, Any]) -> bool:
    return given.get("form") in ("csv", "json")


IDLE = (
    Idle("", "wide", _as_data, "a table, no --format beside it"),
    Idle("strategies", "wide", _named, "no NAME beside it"),
    Idle("strategies", "school", _named, "no NAME beside it"),
    Idle("strategies", "plain", _unnamed, "a NAME beside it"),
    Idle("fingerprint", "probe", lambda given: "transitive" in given, "no --transitive beside it"),
    Idle("fingerprint", "form", lambda given: "out" in given, "no --out beside it, which says it"),
    Idle("verdict", "draws", _unnamed, "a NAME beside it"),
    Idle("verdict", "draws", _as_data, "a table, no --format beside it"),
)


def require_used(command: click.Command, parent: click.Context, arguments: list[str]) -> None:
    """Refuse an option that stands there twice or goes unused, and a path that can be none.

    Raises
    ------
    SecDilemmaError
        If there is such an option.
    """
    for argument in arguments:
        if "\0" in argument:
            raise SecDilemmaError(
                f"{argument!r:.80}: it holds a NUL; expected an argument without."
            )
    context = click.Context(command, info_name=command.name, parent=parent)
    try:
        given, _, order = command.make_parser(context).parse_args(args=list(arguments))
    except click.UsageError:
        return  # which click says itself, when it reads them in earnest
    for param in command.params:
        if isinstance(param.type, click.Path):
            _require_path(param.opts[0], given.get(str(param.name)))
    for param, times in Counter(order).items():
        if times > 1 and isinstance(param, click.Option) and _takes_one_value(param):
            raise SecDilemmaError(f"{param.opts[0]}: it stands there {times} times; expected once.")
    for each in IDLE:
        if each.command in ("", command.name) and each.option in given and each.when(given):
            names = {param.name: param.opts[0] for param in command.params}
            raise SecDilemmaError(
                f"{names[each.option]}: it would go unused; expected {each.rule}."
            )


def _require_path(where: str, given: Any) -> None:
    """Refuse a path that no file system has: a name in it is too long."""
    for path in given if isinstance(given, list | tuple) else [given]:
        parts = Path(path).parts if isinstance(path, str) else ()
        if any(len(os.fsencode(part)) > LONGEST for part in parts):
            raise SecDilemmaError(
                f"{where}: got {path[:40]!r} and more; expected names of up to {LONGEST} bytes."
            )


def _takes_one_value(option: click.Option) -> bool:
    return not (option.multiple or option.is_flag or option.count)
