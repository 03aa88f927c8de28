"""The field of a class tournament: entries explored, and who may bear which name."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from secdilemma.automata.tables import Tabled
from secdilemma.classroom.isolation.answers import Answer, read_answer
from secdilemma.classroom.isolation.contexts import contexts_of
from secdilemma.classroom.isolation.entry import answer
from secdilemma.classroom.isolation.limits import PROTECTIONS, Limits
from secdilemma.classroom.submissions import HandedIn
from secdilemma.errors import ResultsError, suggestion
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """One entry: what it was handed in as, and what it came to.

    Parameters
    ----------
    file
        What its file is called.
    page
        What its feedback is called, without suffix.
    name
        Of its strategy; empty where it is not known.
    author
        Who wrote it, if it says so.
    problem
        Why it is disqualified; empty where it plays.
    strategy
        What plays; None where it is disqualified, or was read back from a saved run.
    """

    file: str
    page: str
    name: str = ""
    author: str = ""
    problem: str = ""
    strategy: Tabled | None = field(default=None, compare=False)

    @property
    def plays(self) -> bool:
        """Whether it takes part."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class Field:
    """All entries, and which protections held while they ran; none if they were trusted."""

    entries: tuple[FieldEntry, ...]
    held: dict[str, bool] = field(default_factory=dict)

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Those who play, in the order of their files."""
        return tuple(Participant(each.strategy, each.name) for each in self.entries if each.plays)

    @property
    def disqualified(self) -> list[FieldEntry]:
        """Those who do not play."""
        return [each for each in self.entries if not each.plays]

    def to_plain(self) -> dict[str, Any]:
        """Return it as plain data, without the strategies."""
        keys = ("file", "page", "name", "author", "problem")
        return {
            "entries": [{key: getattr(each, key) for key in keys} for each in self.entries],
            "held": self.held,
        }

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> "Field":
        """Return the field that :meth:`to_plain` described, read from a run directory.

        Its form is that of :class:`secdilemma.tournament.files.saved.SavedField`.

        Raises
        ------
        ResultsError
            If it names a protection that there is not.
        """
        for name in data["held"]:
            if name not in PROTECTIONS:
                raise ResultsError(
                    where="field.held",
                    got=repr(name),
                    expected=f"some of {', '.join(PROTECTIONS)}",
                    hint=suggestion(name, PROTECTIONS),
                )
        return cls(tuple(FieldEntry(**each) for each in data["entries"]), dict(data["held"]))


def explored(
    files: Sequence[HandedIn],
    spec: Tournament,
    limits: Limits,
    *,
    taken: Collection[str] = (),
    isolate: bool = True,
    partly: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
) -> Field:
    """Return the field that some files make in a tournament.

    Parameters
    ----------
    files
        As :func:`secdilemma.classroom.submissions.handed_in` found them.
    spec
        What they are to play; its participants do not matter.
    limits
        What an entry may use. Where entries are trusted only the number of minds matters.
    taken
        Names that no entry may bear.
    isolate
        Whether each runs in a process of its own, `workers` at a time; if not, they are trusted.
    partly
        Whether they run though this system cannot keep them from everything.
    workers
        At least 1.
    progress
        Called with (entries done, entries in all).

    Raises
    ------
    TournamentError
        If this system cannot run a process apart, or not keep it from all that it should.
    """
    contexts, needed = contexts_of([spec])
    readable = [each for each in files if not each.problem]
    held: dict[str, bool] = {}
    if isolate:
        from secdilemma.classroom.isolation.keepers import explore_apart

        sources = [(each.file, each.source) for each in readable]
        found = explore_apart(sources, contexts, needed, limits, workers, progress, partly=partly)
        answers, held = found.answers, found.held
    else:
        said = (answer(each.source, each.file, contexts, needed, limits.minds) for each in readable)
        answers = [read_answer(each, contexts, needed, limits) for each in said]
    by_file = iter(answers)
    given = [Answer(problem=each.problem) if each.problem else next(by_file) for each in files]
    entries = [
        FieldEntry(
            file=each.file,
            page=page,
            name=made.strategy.info.name if made.strategy else "",
            author=made.author,
            problem=made.problem,
            strategy=made.strategy,
        )
        for each, page, made in zip(files, _pages(files), given, strict=True)
    ]
    return Field(tuple(_distinct(entries, files, taken)), held)


def _pages(files: Sequence[HandedIn]) -> list[str]:
    """Return a name of its own for the page of each file."""
    made: list[str] = []
    for each in files:
        name, number = each.slug, 2
        while name in made:
            name, number = f"{each.slug}-{number}", number + 1
        made.append(name)
    return made


def _distinct(
    entries: list[FieldEntry], files: Sequence[HandedIn], taken: Collection[str]
) -> list[FieldEntry]:
    """Disqualify entries whose name is another's.

    Of several, the one whose file is called by the name keeps it, else the first by file.
    """
    owners: dict[str, int] = {}
    for k, each in enumerate(entries):
        if each.plays:
            best = owners.setdefault(each.name, k)
            if files[k].slug == each.name != files[best].slug:
                owners[each.name] = k
    return [
        _named(each, entries[owners[each.name]], taken) if each.plays else each for each in entries
    ]


def _named(entry: FieldEntry, owner: FieldEntry, taken: Collection[str]) -> FieldEntry:
    problem = ""
    if entry.name in taken:
        problem = f"its name {entry.name!r} is that of a strategy which everybody meets"
    elif entry is not owner:
        called = owner.page == entry.name
        why = "whose file is called so" if called else "which comes first"
        problem = f"its name {entry.name!r} is that of {owner.file} too, {why}"
    if not problem:
        return entry
    problem += f"; expected a name of its own in {entry.file}"
    return replace(entry, problem=problem, strategy=None)
