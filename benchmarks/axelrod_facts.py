"""Write ``facts.csv``: ``python benchmarks/axelrod_facts.py [NAME …]``.

With names only those rows are made anew; where there is no ``facts.csv``, every row is. What has
60,000 minds or more takes a while to say so.
"""

import csv
import json
import sys
from dataclasses import asdict, fields
from io import StringIO
from multiprocessing import Pool

from secdilemma.catalogue.axelrod.cache import explored
from secdilemma.catalogue.axelrod.exploration import Derivation
from secdilemma.catalogue.axelrod.facts import DEFAULT_GAME, FILE, TURNS, Fact, facts
from secdilemma.catalogue.axelrod.filters import classified
from secdilemma.catalogue.axelrod.kinds import Kind, kinds_of
from secdilemma.catalogue.axelrod.library import library_version
from secdilemma.catalogue.axelrod.strategy import AxelrodStrategy

PART = FILE.with_suffix(".part")
CHEAP = 5_000  # minds: what is larger over an unknown length hardly ever ends
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
    if _changes_with_length(known):
        unknown = explored(strategy, None, DEFAULT_GAME, CHEAP)
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
        memory=known.memory if known.automaton else "",
        reads="&".join(sorted(known.reads)),
        reason=known.reason,
    )


def _changes_with_length(known: Derivation) -> bool:
    """Whether it may be another automaton, or one at all, in a match of unknown length."""
    if "length" in known.reads:
        return True
    return known.automaton is not None and known.automaton.depth is not None


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


def written(rows: list[Fact]) -> str:
    """Return the text of ``facts.csv``."""
    text = StringIO()
    text.write(f"# axelrod {library_version()}\n")
    writer = csv.DictWriter(text, [each.name for each in fields(Fact)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(each) for each in rows)
    return text.getvalue()


def main(names: list[str]) -> None:
    """Survey the strategies so named, or all that are not known yet, and write the file."""
    known = dict(facts()) | _resumed()
    every = kinds_of()
    wanted = [each for name, each in every.items() if name in names or not _surveyed(known, name)]
    with Pool(3) as pool, PART.open("a", encoding="utf-8") as part:
        for fact in pool.imap_unordered(fact_of, wanted):
            known[fact.name] = fact
            part.write(json.dumps(asdict(fact)) + "\n")
            part.flush()
            print(fact.name, fact.lane, fact.reason, file=sys.stderr, flush=True)
    FILE.write_text(written([known[name] for name in every]), encoding="utf-8")
    PART.unlink()


def _surveyed(known: dict[str, Fact], name: str) -> bool:
    return name in known and known[name].surveyed


def _resumed() -> dict[str, Fact]:
    """Return what a survey that was cut off had found."""
    if not PART.exists():
        return {}
    made = [Fact(**json.loads(line)) for line in PART.read_text(encoding="utf-8").splitlines()]
    return {fact.name: fact for fact in made}


if __name__ == "__main__":
    main(sys.argv[1:])
