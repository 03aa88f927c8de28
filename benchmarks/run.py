"""Run all benchmarks and keep what they found: ``python benchmarks/run.py --report``.

It asks what ``secdilemma bench`` asks. Results go to ``benchmarks/results/<date>-<label>.json``,
which are kept and so show change over time; ``--report`` writes RESULTS.md, the pictures beside it
and the README's table from them, and ``--compare`` says what changed since the last full run. They
are for people to read, and never tests.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import report

from secdilemma.cli.benchmarks import QUESTIONS, comparison, session
from secdilemma.cli.benchmarks.plots import draw
from secdilemma.cli.benchmarks.session import Measurement
from secdilemma.cli.benchmarks.words import median, spread, target_of

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"


def main() -> None:
    """Measure, print, and save."""
    arguments = _arguments()
    before = _last_full_run() if arguments.compare else None
    found: list[Measurement] = []
    data: dict[str, Any] = {}
    target = arguments.json
    for measured in session.measurements(arguments.only or QUESTIONS, quick=arguments.quick):
        found.append(measured)
        _print(measured)
        data = session.as_data(found, quick=arguments.quick, label=arguments.label)
        target = target or RESULTS / f"{data['date']}-{arguments.label}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, indent=1, ensure_ascii=False)
        target.write_text(text + "\n", encoding="utf-8")  # what is measured is kept if it stops
    print(f"\nWritten to {target}; it took {sum(each.seconds for each in found):.0f} s")
    if before is not None:
        print(_changes(before, data))
    if arguments.report:
        report.write([data])
        draw(data, HERE / "pictures")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how fast secdilemma is.")
    parser.add_argument("--quick", action="store_true", help="few repeats; for a first look")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the results")
    parser.add_argument("--label", default="run", help="names the file of results")
    parser.add_argument("--only", nargs="+", choices=QUESTIONS, help="only these questions")
    parser.add_argument("--report", action="store_true", help="write RESULTS.md and the README")
    parser.add_argument("--compare", action="store_true", help="with the last full run kept")
    return parser.parse_args()


def _last_full_run() -> dict[str, Any] | None:
    """Return the newest kept run that was not a quick one; None where there is none."""
    runs = [comparison.read(path) for path in RESULTS.glob("*.json")]
    full = [run for run in runs if not run["quick"]]
    return max(full, key=lambda run: (run["date"], run["label"]), default=None)


def _print(measured: Measurement) -> None:
    rows = [each.as_data() for each in measured.rows]
    print(f"\n{rows[0]['question']}  (load {measured.load:.1f}, {measured.seconds:.0f} s)")
    width = max(len(each["case"]) for each in rows)
    for each in rows:
        line = f"  {each['case']:<{width}}  {median(each):>9} {each['unit']:<24} "
        line += f"[{spread(each)}]  {target_of(each)}"
        print(f"{line}  {each['missing']}".rstrip(), flush=True)
    for note in dict.fromkeys(each["note"] for each in rows if each["note"]):
        print(f"  checked: {note}")


def _changes(before: dict[str, Any], after: dict[str, Any]) -> str:
    made = comparison.changes(before, after)
    lines = [
        f"  {comparison.words_of(factor):<14} {question}: {case}"
        for (question, case), factor in made.items()
    ]
    return "\n".join([f"\nSince {before['date']} {before['label']}:", *lines])


if __name__ == "__main__":
    main()
