"""Texts of strangers: how they are shown, what may be a name, and what a spreadsheet may read.

A file, a command line or a plugin may hold any character. What is shown goes through :func:`shown`,
what is to be a name through :func:`check_name`, and a cell of CSV through :func:`cell`.
"""

import json
import re
import unicodedata
from functools import lru_cache

from secdilemma.errors import TournamentError

LONGEST_NAME = 200
"""The most characters of a name."""

_SUSPECT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[^\x00-\x7f]")
_BLANK_LETTERS = re.compile(r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MARKS = frozenset(" -_.,:=+/()[]'&%#@!’·–—×→°")
_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_MOST_ON_A_LETTER = 4


def shown(text: str) -> str:
    r"""Return a text that no terminal obeys: what cannot be seen stands as ``\u001b`` and the like.

    Control characters but for the line feed and the tab, those that turn the direction of writing,
    those without width, separators of lines, private and unassigned ones. The escapes are those of
    JSON, so that a JSON text says the same afterwards.
    """
    return _SUSPECT.sub(lambda found: _escaped(found[0]), text)


@lru_cache(maxsize=4096)
def cell(text: str) -> str:
    """Return a text as a cell of CSV that no spreadsheet takes for a formula.

    One that begins as a formula does (OWASP, "CSV injection") begins with an apostrophe instead; a
    number stays what it is.
    """
    plain = shown(text)
    if text[:1] not in _FORMULA or _NUMBER.fullmatch(text):
        return plain
    return f"'{plain}"


def check_name(where: str, name: object) -> str:
    """Return `name` if it may be that of a participant, a scenario, a tournament or a game.

    It has up to 200 characters: letters of any script, digits, spaces and a few marks, composed
    (NFC), and begins with a letter or a digit. An accent that is no part of its letter, and what
    cannot be seen, would let two names look alike.

    Raises
    ------
    TournamentError
        Otherwise; the message names the character.
    """
    if not isinstance(name, str):
        raise TournamentError(where=where, got=f"{name!r:.80}", expected="a text")
    if len(name) > LONGEST_NAME:
        raise TournamentError(
            where=where,
            got=f"{name[:40]!r} and more",
            expected=f"up to {LONGEST_NAME} characters",
        )
    rule = _broken_rule(name)
    if rule:
        quoted = shown(repr(name)) if unicodedata.is_normalized("NFC", name) else ascii(name)
        raise TournamentError(where=where, got=quoted, expected=rule)
    return name


@lru_cache(maxsize=4096)
def _broken_rule(name: str) -> str:
    if not name.strip():
        return "a name that can be printed in a line"
    if not unicodedata.is_normalized("NFC", name):
        return f"it composed (Unicode NFC), as {unicodedata.normalize('NFC', name)!r}"
    if name != name.strip():
        return "no space at its ends"
    for k, character in enumerate(name):
        if not _may_stand(name, k):
            rule = f"letters, digits, spaces and {' '.join(sorted(_MARKS - {' '}))}"
            return f"no {_described(character)} in it, but {rule}"
    if unicodedata.category(name[0])[0] not in "LN":
        return f"a letter or a digit at its beginning, no {_described(name[0])}"
    return ""


def _may_stand(name: str, k: int) -> bool:
    character = name[k]
    if character.isascii():
        return character.isalnum() or character in _MARKS
    if _BLANK_LETTERS.match(character) or _SELECTORS.match(character):
        return False
    kind = unicodedata.category(character)[0]
    return character in _MARKS or kind in "LN" or (kind == "M" and _belongs(name, k))


def _belongs(name: str, k: int) -> bool:
    """Whether a combining mark stands on a letter of its own script, and not too high."""
    base = k
    while base and unicodedata.category(name[base])[0] == "M":
        base -= 1
    letter = unicodedata.category(name[base])[0] == "L" and k - base <= _MOST_ON_A_LETTER
    return letter and _script(name[base]) == _script(name[k])


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _described(character: str) -> str:
    name = unicodedata.name(character, "")
    seen = f"{character!r} " if character.isprintable() and not _hidden(character) else ""
    return f"{seen}U+{ord(character):04X}{f' ({name})' if name else ''}"


@lru_cache(maxsize=4096)
def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if _hidden(character) else character


def _hidden(character: str) -> bool:
    if _BLANK_LETTERS.match(character) or _SELECTORS.match(character):
        return True
    return not character.isprintable() and unicodedata.category(character) != "Zs"
