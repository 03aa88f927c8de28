"""How much an entry may use while it is loaded and explored."""

from dataclasses import dataclass, fields, replace

from secdilemma.errors import TournamentError, suggestion

MEGABYTE = 1024 * 1024
LARGEST_FILE = MEGABYTE
"""The most bytes that an entry's file may hold."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an entry may use; the same for every entry.

    Parameters
    ----------
    cpu
        Seconds of processor time.
    wall
        Seconds by the clock.
    memory
        Megabytes beyond what the process begins with.
    answer
        Megabytes of tables.
    files
        Files open at a time.
    minds
        The most minds that its automaton may have. Large automata make a tournament slow.
    """

    cpu: int = 5
    wall: int = 10
    memory: int = 512
    answer: int = 8
    files: int = 32
    minds: int = 2000

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if type(value) is not int or not low <= value <= high:
                rule = f"a whole number from {low:,} to {high:,}"
                raise TournamentError(where=f"limit {name}", got=repr(value), expected=rule)


PROTECTIONS = {
    "time": "using more time than it may",
    "memory": "using more memory than it may",
    "writing": "writing, changing or deleting files",
    "reading": "reading files that are not Python's own",
    "names": "seeing what other files there are",
    "network": "using the network",
    "processes": "starting processes or threads",
    "signals": "sending signals to other processes",
    "sharing": "sharing memory, messages or keys with other processes",
    "privileges": "entering namespaces, tracing, and other calls beyond its own process",
}
"""What an entry is kept from where all goes well, as :mod:`.probe` tries it."""

ESSENTIAL = frozenset(PROTECTIONS) - {"names"}
"""Those without which entries are not run unless the user says so: harm could be done."""


def in_words(names: list[str]) -> str:
    """Return what protections of some names keep an entry from, as part of a sentence."""
    said = [PROTECTIONS[name] for name in names]
    if len(said) < 2:
        return said[0] if said else "nothing"
    return f"{'; '.join(said[:-1])}; and {said[-1]}"


RANGES = {
    "cpu": (1, 3600),
    "wall": (1, 7200),
    "memory": (16, 65536),
    "answer": (1, 256),
    "files": (8, 1024),
    "minds": (1, 5000),
}


def with_limits(base: Limits, texts: tuple[str, ...]) -> Limits:
    """Return limits with some of them changed, each written ``name=number``.

    Raises
    ------
    TournamentError
        If there is no limit of that name, or its number is out of range.
    """
    known = [each.name for each in fields(Limits)]
    changes: dict[str, int] = {}
    for text in texts:
        name, equals, number = text.partition("=")
        name = name.strip()
        if name not in known:
            hint = suggestion(name, known)
            raise TournamentError(
                f"no limit is called {name!r}",
                where="--limit",
                expected=f"one of {', '.join(known)}",
                hint=hint,
            )
        if not equals or not number.strip().isascii() or not number.strip().isdigit():
            raise TournamentError(where="--limit", got=repr(text), expected=f"{name}=NUMBER")
        if name in changes:
            raise TournamentError(f"{name} stands there twice", where="--limit", expected="it once")
        changes[name] = int(number)
    return replace(base, **changes)
