"""Write ``facts.csv``: ``python -m secdilemma.bridges.axelrod.incoming.survey [NAME …]``.

With names only those rows are made anew. What has 60,000 minds or more takes a while to say so.
"""

import csv
import sys
from dataclasses import asdict, fields, replace
from io import StringIO
from multiprocessing import get_context

from secdilemma.bridges.axelrod.incoming.caching import explored
from secdilemma.bridges.axelrod.incoming.facts import DEFAULT_GAME, FILE, TURNS, Fact, facts
from secdilemma.bridges.axelrod.incoming.filtering import classified
from secdilemma.bridges.axelrod.incoming.library import Kind, kinds_of, library_version
from secdilemma.bridges.axelrod.incoming.strategies import AxelrodStrategy

_CLASSIFIED = (
    "stochastic",
    "memory_depth",
    "long_run_time",
    "inspects_source",
    "manipulates_source",
    "manipulates_state",
)


def fact_of(kind: Kind) -> Fact:
    """Return what the installed axelrod and exploring say of a strategy."""
    strategy = AxelrodStrategy(kind.name)
    known = explored(strategy, TURNS, DEFAULT_GAME)
    unknown = known
    if known.automaton or "length" in known.reads:
        unknown = explored(strategy, None, DEFAULT_GAME)
    words = {each: _word(classified(kind, each)) for each in _CLASSIFIED}
    return Fact(
        name=kind.name,
        cls=kind.class_name,
        title=kind.title,
        **words,
        makes_use_of="&".join(sorted(classified(kind, "makes_use_of"))),
        minds=str(len(known.automaton)) if known.automaton else "",
        explored=str(known.explored) if known.automaton else "",
        minds_unknown=str(len(unknown.automaton)) if unknown.automaton else "",
        memory=known.memory,
        reads="&".join(sorted(known.reads)),
        reason=known.reason,
    )


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


def written(rows: list[Fact]) -> str:
    """Return the text of ``facts.csv``."""
    text = StringIO()
    text.write(f"# axelrod {library_version()}\n")
    writer = csv.DictWriter(text, [each.name for each in fields(Fact)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(replace(each)) for each in rows)
    return text.getvalue()


def main(names: list[str]) -> None:
    """Survey the strategies so named, or all, and write the file."""
    known = dict(facts())
    every = kinds_of()
    wanted = [each for name, each in every.items() if not known or not names or name in names]
    with get_context("spawn").Pool() as pool:
        for fact in pool.imap_unordered(fact_of, wanted):
            known[fact.name] = fact
            print(fact.name, fact.lane, fact.reason, file=sys.stderr, flush=True)  # noqa: T201
    FILE.write_text(written([known[name] for name in every]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
