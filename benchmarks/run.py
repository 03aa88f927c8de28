"""Run the benchmarks: ``python benchmarks/run.py [--quick] [--json FILE]``.

Each question is a file beside this one. Results go to ``benchmarks/results/<date>-<label>.json``,
and from there to RESULTS.md (``--report``, or ``python benchmarks/report.py FILE...``). They are
for people to read, and never tests.
"""

import argparse
import json
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import report
from measuring import Row, machine

QUESTIONS = (
    "exact_lane",
    "simulated_lane",
    "against_axelrod",
    "small_field",
    "whole_process",
    "memory",
    "growth",
)
RESULTS = Path(__file__).resolve().parent / "results"


def main() -> None:
    """Measure, print, and save."""
    arguments = _arguments()
    now = datetime.now(UTC)
    data: dict[str, Any] = {
        "date": f"{now:%Y-%m-%d}",
        "label": arguments.label,
        "quick": arguments.quick,
        "machine": machine(),
        "rows": [],
    }
    target = arguments.json or RESULTS / f"{data['date']}-{arguments.label}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    for question in arguments.only or QUESTIONS:
        rows = import_module(question).measure(quick=arguments.quick)
        _print(rows)
        data["rows"] += [each.as_data() for each in rows]
        text = json.dumps(data, indent=1, ensure_ascii=False)
        target.write_text(text + "\n", encoding="utf-8")  # what is measured is kept if it stops
    print(f"\nWritten to {target}")
    if arguments.report:
        report.write([data])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how fast secdilemma is.")
    parser.add_argument("--quick", action="store_true", help="few repeats; for a first look")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the results")
    parser.add_argument("--label", default="run", help="names the file of results")
    parser.add_argument("--only", nargs="+", choices=QUESTIONS, help="only these questions")
    parser.add_argument("--report", action="store_true", help="also write RESULTS.md")
    return parser.parse_args()


def _print(rows: list[Row]) -> None:
    print(f"\n{rows[0].question}")
    width = max(len(each.case) for each in rows)
    for each in rows:
        spread = f"{report.number(each.low)} – {report.number(each.high)}"
        target = report.target_of(each.as_data()).replace("**", "")
        line = f"  {each.case:<{width}}  {report.number(each.value):>9} {each.unit:<24} "
        print(f"{line}[{spread}]  {target}".rstrip(), flush=True)
    if rows[-1].note:
        print(f"  {rows[-1].note}")


if __name__ == "__main__":
    main()
