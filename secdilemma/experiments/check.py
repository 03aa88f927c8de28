"""A check: a line of an experiment, which passes or fails."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what was expected, what was found, and whether that holds."""

    expected: str
    found: str
    passed: bool
