"""The files of an evolution: its course and its payoffs as Parquet, endings as CSV, run.json."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from secdilemma.io.disk import Content
from secdilemma.io.parquet import Columns, coded, numbers
from secdilemma.populations import words
from secdilemma.populations.outcome import PopulationOutcome
from secdilemma.tournament.files.plain import to_data
from secdilemma.tournament.files.run_directory import FORMAT, as_csv, json_bytes, plain, software
from secdilemma.tournament.specification import Tournament

if TYPE_CHECKING:
    import pyarrow

Found = Sequence[tuple[Tournament, PopulationOutcome]]


def trajectory_rows(found: Found) -> list[dict[str, Any]]:
    """A row a scenario, time and population: mutual restraint and every share."""
    rows = []
    for spec, outcome in found:
        asymmetric = outcome.shares.shape[1] > 1
        for t, time in enumerate(outcome.times.tolist()):
            for seat in range(outcome.shares.shape[1]):
                row: dict[str, Any] = {"scenario": spec.title, "time": time}
                row |= {"seat": words.SEATS[seat]} if asymmetric else {}
                row["mutual_restraint"] = float(outcome.restraint[t])
                shares = outcome.shares[t, seat].tolist()
                rows.append(row | dict(zip(outcome.names, shares, strict=True)))
    return rows


def ending_rows(found: Found) -> list[dict[str, Any]]:
    """A row a scenario, population and strategy: where it began and ended."""
    rows = []
    for spec, outcome in found:
        for seat in range(outcome.shares.shape[1]):
            earned = words.earned(outcome, seat)
            for i, name in enumerate(outcome.names):
                shares = outcome.shares[:, seat, i]
                row: dict[str, Any] = {"scenario": spec.title}
                row |= {"seat": words.SEATS[seat]} if outcome.shares.shape[1] > 1 else {}
                row |= {"participant": name, "start": float(shares[0])}
                row |= {"most": float(shares.max()), "end": float(shares[-1])}
                row |= {"gone": bool(outcome.gone[seat, i])} if outcome.courses else {}
                rows.append(row | {"earns": float(earned[i])} | _chances(outcome, i))
    return rows


def _chances(outcome: PopulationOutcome, i: int) -> dict[str, Any]:
    if outcome.fixation is not None:
        entrant, chance = words.easiest(outcome, i)
        return {"likeliest_successor": entrant, "fixation_probability": chance}
    if outcome.winners is None:
        return {}
    mean, error = words.over_a_run(outcome)
    won = {"won": float(words.won_by(outcome)[i]), "over_a_run": float(mean[i])}
    return won | {"over_a_run_error": float(error[i])}


def trajectories_csv(found: Found) -> str:
    """The course of each scenario and population, as CSV."""
    return as_csv(trajectory_rows(found))


def trajectories_of(found: Found) -> Columns:
    """The course of each scenario and population, all with the same columns, as a file."""

    def tables() -> "Iterator[pyarrow.Table]":
        import pyarrow

        names = list(dict.fromkeys(name for _, outcome in found for name in outcome.names))
        asymmetric = any(outcome.shares.shape[1] > 1 for _, outcome in found)
        for spec, outcome in found:
            times = outcome.times.astype(np.float64)
            places = np.zeros(len(times), np.int32)
            absent = pyarrow.nulls(len(times), pyarrow.float64())
            for seat in range(outcome.shares.shape[1]):
                columns = {"scenario": coded(places, [spec.title]), "time": numbers(times)}
                columns |= {"seat": coded(places + seat, words.SEATS)} if asymmetric else {}
                columns["mutual_restraint"] = numbers(outcome.restraint)
                own = zip(outcome.names, outcome.shares[:, seat].T, strict=True)
                shares = dict.fromkeys(names, absent) | {name: numbers(x) for name, x in own}
                yield pyarrow.table(columns | shares)

    return Columns(tables, ("scenario", "seat", "time"))


def pairs_of(found: Found) -> Columns:
    """What strategies earn from one another and their mutual restraint, a row a pair, as a file."""

    def tables() -> "Iterator[pyarrow.Table]":
        import pyarrow

        for spec, outcome in found:
            pairs, n = outcome.pairs, len(outcome.names)
            rows = np.arange(n * n)
            for seat, payoff in enumerate(pairs.payoff):
                columns = {
                    "scenario": coded(0 * rows, [spec.title]),
                    "seat": coded(0 * rows + seat, words.SEATS),
                    "participant": coded(rows // n, pairs.names),
                    "opponent": coded(rows % n, pairs.names),
                    "payoff": numbers(payoff),
                    "restraint": numbers(pairs.restraint),
                }
                yield pyarrow.table(columns)

    return Columns(tables, ("scenario", "seat", "participant", "opponent"))


def summary(found: Found) -> dict[str, Any]:
    """The settings and how each population ended, as plain data."""
    scenarios = []
    for spec, outcome in found:
        rows = ending_rows([(spec, outcome)])
        scenarios.append(
            {
                "tournament": to_data(spec),
                "mutual_restraint": {
                    "start": float(outcome.restraint[0]),
                    "end": float(outcome.restraint[-1]),
                    "late": outcome.late_restraint,
                },
                "time": float(outcome.times[-1]),
                "speed": plain(outcome.speed),
                "at_rest": not outcome.moving if outcome.courses else None,
                "steps": None if outcome.steps is None else float(outcome.steps.mean()),
                "strategies": [
                    {key: plain(value) for key, value in row.items() if key != "scenario"}
                    for row in rows
                ],
            }
        )
    settings = found[0][1].settings.to_data()
    head = {"format": FORMAT, "software": software()}
    return head | {"evolution": settings, "scenarios": scenarios}


def files_of(found: Found) -> dict[str, Content]:
    """What every file of a run directory holds, to run the evolution again."""
    return {
        "run.json": json_bytes(summary(found)),
        "encounters.parquet": pairs_of(found),
        "trajectories.csv": trajectories_csv(found).encode(),
        "trajectories.parquet": trajectories_of(found),
        "endings.csv": as_csv(ending_rows(found)).encode(),
    }
