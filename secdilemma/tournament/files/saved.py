"""What run.json may hold, table by table: it may come from anybody.

A run directory is written from objects that are checked, and read as data that nobody has checked:
these forms ask of it what those of a tournament file ask of one.
"""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from secdilemma.automata.interface import NAME
from secdilemma.errors import TournamentError
from secdilemma.tournament.files.complaints import rule_of
from secdilemma.tournament.files.forms import (
    Number,
    PayoffsFile,
    Probability,
    Repetitions,
    Seed,
    WarFile,
    Whole,
)
from secdilemma.tournament.specification import Engine

_MOST_TURNS = 10**12


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("expected a text that can be printed in a line")
    return text


def _page_name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError("expected the name of a page, such as tit-for-tat-2")
    return text


Line = Annotated[str, Field(max_length=1000), AfterValidator(_one_line)]
PageName = Annotated[str, Field(max_length=120, strict=True), AfterValidator(_page_name)]
Positive = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(strict=True, ge=0)]
Turns = Annotated[int, Field(strict=True, ge=1, le=_MOST_TURNS)]


class _Saved(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SavedGame(_Saved):
    """A game: the payoffs of its seats, and war."""

    name: Line
    row: PayoffsFile
    column: PayoffsFile | None
    war: WarFile | None


class SavedMatch(_Saved):
    """Which of a strategy's tables is for which match."""

    turns: Turns | None
    seat: Literal[0, 1]
    table: Count


class SavedTables(_Saved):
    """A strategy that is nothing but its tables; the tables themselves check what they are."""

    name: Line
    school: Line
    idea: Line
    cites: list[Line]
    tables: list[Any]
    matches: list[SavedMatch]


class SavedParticipant(_Saved):
    """A participant: a strategy by name, or as its tables."""

    name: Line
    strategy: Line = ""
    parameters: dict[str, int | float | bool | str] = {}
    greed: Positive = 0.0
    payoffs: PayoffsFile | None = None
    tables: SavedTables | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "SavedParticipant":
        by_name = {"name", "strategy", "parameters", "greed", "payoffs"}
        if self.model_fields_set not in (by_name, {"name", "tables"}) or (
            "tables" in self.model_fields_set and self.tables is None
        ):
            raise ValueError("expected a strategy by name or as its tables")
        return self


class SavedDiscount(_Saved):
    """A horizon without a fixed length."""

    discount: Probability


class SavedTournament(_Saved):
    """A resolved specification."""

    name: Line
    description: str
    participants: Annotated[list[SavedParticipant], Field(min_length=1)]
    game: SavedGame
    perception: dict[str, Probability]
    horizons: Annotated[list[Whole | Literal["long-run"] | SavedDiscount], Field(min_length=1)]
    repetitions: Repetitions
    seed: Seed
    engine: Engine
    self_play_counts: bool
    institutions: list[dict[str, Any]] = []
    edges: list[Annotated[list[str], Field(min_length=2, max_length=2)]] | None = None


class SavedScenario(BaseModel):
    """A scenario; besides, results of it that are read elsewhere or only for people."""

    model_config = ConfigDict(extra="ignore", strict=True)

    tournament: SavedTournament
    arrays: dict[str, Any] | None = None


class SavedEntry(_Saved):
    """An entry of a class tournament."""

    file: Line
    page: PageName
    name: Line
    author: Line
    problem: Line


class SavedField(_Saved):
    """The entries of a class tournament, and what they were kept from."""

    entries: list[SavedEntry]
    held: dict[Line, bool]

    @model_validator(mode="after")
    def _distinct(self) -> "SavedField":
        if len({each.page for each in self.entries}) < len(self.entries):
            raise ValueError("two entries have one page; expected a page of its own for each")
        return self


class SavedEvolution(_Saved):
    """The settings of a population; the process itself knows their ranges."""

    process: Literal["replicator", "ecology", "moran", "imitation", "fixation"]
    start: dict[Line, Probability]
    until: Positive
    extinct: Positive
    size: Count
    runs: Count
    steps: Count
    mutation: Probability
    update: Literal["birth-death", "death-birth"]
    fitness: Literal["exponential", "linear"]
    intensity: Number
    graph: Line
    baseline: Number | None
    seed: Count


class SavedRun(BaseModel):
    """All of run.json that is read."""

    model_config = ConfigDict(extra="ignore", strict=True)

    format: Annotated[int, Field(strict=True, ge=1)]
    software: dict[str, Line] = {}
    scenarios: Annotated[list[SavedScenario], Field(min_length=1)]
    field: SavedField | None = None
    evolution: SavedEvolution | None = None


def require_saved(data: Any) -> None:
    """Raise unless data has the form of a run.json; the values are still to be checked.

    Raises
    ------
    TournamentError
        If something in it is missing, unknown, of another type or out of range.
    """
    try:
        SavedRun.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "".join(f"[{k}]" if isinstance(k, int) else f".{k:.40}" for k in first["loc"])
        if first["type"] == "missing":
            raise TournamentError(f"{place.lstrip('.')}: missing.") from error
        got = "" if isinstance(first["input"], dict | list) else f" got {first['input']!r:.60};"
        rule = rule_of(first)
        rule = rule if rule.startswith("expected") else f"expected {rule}"
        raise TournamentError(f"{place.lstrip('.')}:{got} {rule}.") from error
