"""Values that no check expects, and how many to try: ``SECDILEMMA_FUZZ`` multiplies the budget."""

import datetime
import json
import os

TIMES = int(os.environ.get("SECDILEMMA_FUZZ", "1"))
DEEP = [[[[[[[[[[1]]]]]]]]]]
TEXTS = [
    "",
    " ",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\u202egnp.exe",
    "a\u0301\u0301",
    "a\u200bb",
    "\U000e0041",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "＝1",
    "x" * 300,
    "tft:",
    "tft:a=1,a=2",
    "tft+",
    "tft+noisy",
    "gtft:generosity=" + "9" * 5000,
    "axelrod:",
    "../../x",
    "/dev/zero",
    "nan",
    "1e400",
    "$\\frac{1}{2}$",
    "[bold]x[/red]",
    "\x00",
    "a/b",
    "%s {0} {x}",
    "(" * 150,
    "1/0",
]
NUMBERS = [
    0,
    1,
    -1,
    2**31,
    2**63,
    2**64,
    10**400,
    0.5,
    -0.0,
    5e-324,
    1e308,
    float("nan"),
    float("inf"),
    -float("inf"),
]
NESTED = [[], {}, [[]], [{}], {"": 1}, {"a": {"b": []}}, [1, "a"], DEEP, [None], {"kind": []}]
VALUES = [*TEXTS, *NUMBERS, *NESTED, True, False, datetime.date(2020, 1, 1), datetime.time(1, 2)]


def toml(data):
    """Return a table as TOML, everything in it inline."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in data.items())


def _value(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(_character(each) for each in value) + '"'
    if isinstance(value, bool) or value is None:
        return str(bool(value)).lower()
    return str(value)


def _character(character):
    if character.isascii() and character.isprintable() and character not in '"\\':
        return character
    return f"\\U{ord(character):08X}"
