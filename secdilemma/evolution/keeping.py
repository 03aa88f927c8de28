"""The files of an evolution: trajectories as CSV and Parquet, endings as CSV, the rest as JSON."""

import io
import json
from collections.abc import Sequence
from typing import Any

from secdilemma.evolution import words
from secdilemma.evolution.outcome import Outcome
from secdilemma.saving import FORMAT, as_csv, plain, software
from secdilemma.schema.plain import to_data
from secdilemma.tournament import Tournament

Found = Sequence[tuple[Tournament, Outcome]]


def trajectory_rows(found: Found) -> list[dict[str, Any]]:
    """Return a row a scenario, time and population: mutual restraint and every share."""
    rows = []
    for spec, outcome in found:
        asymmetric = outcome.shares.shape[1] > 1
        for t, time in enumerate(outcome.times.tolist()):
            for seat in range(outcome.shares.shape[1]):
                row: dict[str, Any] = {"scenario": spec.name, "time": time}
                row |= {"seat": words.SEATS[seat]} if asymmetric else {}
                row["mutual_restraint"] = float(outcome.restraint[t])
                shares = outcome.shares[t, seat].tolist()
                rows.append(row | dict(zip(outcome.names, shares, strict=True)))
    return rows


def ending_rows(found: Found) -> list[dict[str, Any]]:
    """Return a row a scenario, population and strategy: where it began and ended."""
    rows = []
    for spec, outcome in found:
        for seat in range(outcome.shares.shape[1]):
            earned = words.earned(outcome, seat)
            for i, name in enumerate(outcome.names):
                shares = outcome.shares[:, seat, i]
                row: dict[str, Any] = {"scenario": spec.name}
                row |= {"seat": words.SEATS[seat]} if outcome.shares.shape[1] > 1 else {}
                row |= {"participant": name, "start": float(shares[0])}
                row |= {"most": float(shares.max()), "end": float(shares[-1])}
                row |= {"gone": bool(outcome.gone[seat, i])} if outcome.courses else {}
                rows.append(row | {"earns": float(earned[i])} | _chances(outcome, i))
    return rows


def _chances(outcome: Outcome, i: int) -> dict[str, Any]:
    if outcome.fixation is not None:
        entrant, chance = words.easiest(outcome, i)
        return {"likeliest_successor": entrant, "fixation_probability": chance}
    if outcome.winners is None:
        return {}
    mean, error = words.over_a_run(outcome)
    won = {"won": float(words.won_by(outcome)[i]), "over_a_run": float(mean[i])}
    return won | {"over_a_run_error": float(error[i])}


def trajectories_csv(found: Found) -> str:
    """Return :func:`trajectory_rows` as CSV."""
    return as_csv(trajectory_rows(found))


def trajectories_parquet(found: Found) -> bytes:
    """Return :func:`trajectory_rows` as a Parquet file."""
    import pyarrow
    from pyarrow import parquet

    rows = trajectory_rows(found)
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name) for row in rows] for name in names}
    made = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), made)
    return made.getvalue()


def summary(found: Found) -> dict[str, Any]:
    """Return the settings and how each population ended, as plain data."""
    return {
        "format": FORMAT,
        "software": software(),
        "evolution": found[0][1].settings.to_data(),
        "scenarios": [_ending(spec, outcome) for spec, outcome in found],
    }


def _ending(spec: Tournament, outcome: Outcome) -> dict[str, Any]:
    rows = [
        {key: plain(value) for key, value in row.items() if key != "scenario"}
        for row in ending_rows([(spec, outcome)])
    ]
    steps = None if outcome.steps is None else float(outcome.steps.mean())
    return {
        "tournament": to_data(spec),
        "mutual_restraint": {
            "start": float(outcome.restraint[0]),
            "end": float(outcome.restraint[-1]),
            "late": outcome.late_restraint,
        },
        "time": float(outcome.times[-1]),
        "speed": plain(outcome.speed),
        "at_rest": not outcome.moving if outcome.courses else None,
        "steps": steps,
        "strategies": rows,
    }


def files_of(found: Found) -> dict[str, bytes]:
    """Return every file of a run directory, from which the evolution can be run again.

    ``run.json`` holds the tournaments, the settings, the payoffs and the restraint by pair.
    """
    data = summary(found)
    for scenario, (_, outcome) in zip(data["scenarios"], found, strict=True):
        scenario["payoff"] = outcome.encounters.payoff.tolist()
        scenario["restraint"] = outcome.encounters.restraint.tolist()
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return {
        "run.json": text.encode(),
        "trajectories.csv": trajectories_csv(found).encode(),
        "trajectories.parquet": trajectories_parquet(found),
        "endings.csv": as_csv(ending_rows(found)).encode(),
    }
