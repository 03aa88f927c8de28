"""Measured numbers in words, for the terminal and for Markdown."""

from collections.abc import Mapping
from typing import Any

from secdilemma.cli.benchmarks.machine import PACKAGES
from secdilemma.cli.screen import NOTHING


def number(value: float) -> str:
    """Return a number to three digits, with thousands set apart."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"


def median(row: Mapping[str, Any]) -> str:
    """Return a row's value; a dash where it was not measured."""
    return NOTHING if row["missing"] else number(row["value"])


def spread(row: Mapping[str, Any]) -> str:
    """Return the range of a row's repeats."""
    return "" if row["missing"] else f"{number(row['low'])} – {number(row['high'])}"


def target_of(row: Mapping[str, Any]) -> str:
    """Return a row's target in words, and whether it is met."""
    if row["target"] is None:
        return ""
    sign = "≥" if row["more"] else "≤"
    words = {True: "met", False: "not met", None: "not measured"}[row["met"]]
    return f"{sign} {number(row['target'])}: {words}"


def about(data: Mapping[str, Any]) -> list[str]:
    """Return what a run's numbers depend on, a line each."""
    machine = data["machine"]
    loads = [each["load"] for each in data.get("questions", []) if each["load"] is not None]
    packages = [f"{name} {machine[name]}" for name in PACKAGES if name in machine]
    lines = [
        "Medians of repeats that were taken in turn in one process, and their range.",
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}.",
        f"Python {machine['python']}, {', '.join(packages)}.",
    ]
    if loads:
        lines.append(
            f"Load average before each question: {min(loads):.1f} to {max(loads):.1f}; what is "
            "above the threads in use is other work, which makes times longer."
        )
    return lines
