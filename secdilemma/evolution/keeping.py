"""The files of an evolution: trajectories as CSV, everything as JSON."""

from collections.abc import Sequence
from typing import Any

from secdilemma.evolution.outcome import Outcome
from secdilemma.evolution.words import SEATS
from secdilemma.saving import as_csv, plain
from secdilemma.schema import to_data
from secdilemma.tournament import Tournament

Found = Sequence[tuple[Tournament, Outcome]]


def trajectory_rows(found: Found) -> list[dict[str, Any]]:
    """Return a row a scenario, time and population: mutual restraint and every share."""
    rows = []
    for spec, outcome in found:
        asymmetric = outcome.shares.shape[1] > 1
        for t, time in enumerate(outcome.times):
            for seat in range(outcome.shares.shape[1]):
                row: dict[str, Any] = {"scenario": spec.name, "time": float(time)}
                row |= {"seat": SEATS[seat]} if asymmetric else {}
                row["mutual_restraint"] = float(outcome.restraint[t])
                shares = outcome.shares[t, seat].tolist()
                rows.append(row | dict(zip(outcome.names, shares, strict=True)))
    return rows


def trajectories_csv(found: Found) -> str:
    """Return :func:`trajectory_rows` as CSV."""
    return as_csv(trajectory_rows(found))


def summary(found: Found) -> dict[str, Any]:
    """Return the settings and how each population ended, as plain data."""
    return {
        "evolution": found[0][1].settings.to_data(),
        "scenarios": [_ending(spec, outcome) for spec, outcome in found],
    }


def _ending(spec: Tournament, outcome: Outcome) -> dict[str, Any]:
    ends = [
        dict(zip(outcome.names, population, strict=True))
        for population in outcome.shares[-1].tolist()
    ]
    return {
        "tournament": to_data(spec),
        "mutual_restraint_at_the_start": float(outcome.restraint[0]),
        "mutual_restraint_at_the_end": outcome.late_restraint,
        "speed": plain(outcome.speed),
        "end": ends[0] if len(ends) == 1 else dict(zip(SEATS, ends, strict=True)),
    }
