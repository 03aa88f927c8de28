"""Findings in words and as plain data."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from secdilemma.experiments.propositions import OPPOSED
from secdilemma.experiments.propositions.harness.decision import Support
from secdilemma.experiments.propositions.harness.harness import CellFinding, Finding
from secdilemma.tournament.files.run_directory import plain


def in_short(findings: Sequence[Finding]) -> list[str]:
    """Return the answer: how many claims hold, and who wins where claims are opposed."""
    count = Counter(each.verdict for each in findings)
    parts = [f"{count[verdict]} {verdict.value}" for verdict in Support if count[verdict]]
    lines = [f"Of {len(findings)} propositions, {', '.join(parts)}."]
    found = {each.proposition.id: each for each in findings}
    for one, others in OPPOSED:
        against = [each for each in others if each in found]
        if one in found and against:
            lines.append(_joint(found[one], [found[each] for each in against]))
    return lines


def _joint(one: Finding, others: Sequence[Finding]) -> str:
    names = " and ".join(each.proposition.id for each in others)
    sides = [(one.proposition.id, [one]), (names, list(others))]
    won = [name for name, side in sides if all(f.verdict is Support.SUPPORTED for f in side)]
    ends = "; ".join(f"{each.proposition.id} is {each.verdict.value}" for each in (one, *others))
    verb = "hold" if " and " in (won or [""])[0] else "holds"
    answer = f"{won[0]} {verb}" if len(won) == 1 else "neither side holds"
    return f"One experiment decides {one.proposition.id} against {names}: {answer} ({ends})."


def row_of(finding: Finding) -> dict[str, Any]:
    """Return a finding as one flat row; what is not known is None."""
    low, high = finding.span
    moderator = finding.moderator
    row = {
        "id": finding.proposition.id,
        "theorist": finding.proposition.theorist,
        "proposition": finding.proposition.wording,
        "verdict": finding.verdict.value,
        "effect_of": finding.cells[0].effect.name,
        "effect": finding.effect,
        "low": low,
        "high": high,
        "exact": finding.exact,
        "cells": len(finding.cells),
        "cells_supported": finding.count(Support.SUPPORTED),
        "cells_not_supported": finding.count(Support.NOT_SUPPORTED),
        "cells_undecided": finding.count(Support.UNDECIDED),
        "moderator": moderator.in_words() if moderator else "",
        "association": moderator.association if moderator else None,
    }
    return {key: plain(value) for key, value in row.items()}


def data_of(finding: Finding) -> dict[str, Any]:
    """Return a finding in full: declaration, verdict and every cell."""
    return {
        **finding.proposition.declaration(),
        **row_of(finding),
        "cells": [_cell(each) for each in finding.cells],
    }


def _cell(found: CellFinding) -> dict[str, Any]:
    measures = {
        each.name: {"value": plain(each.value), "low": plain(each.low), "high": plain(each.high)}
        for each in found.measures
    }
    return {**found.cell.factors, "verdict": found.verdict.value, "measures": measures}
