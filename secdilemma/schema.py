"""Tournament files: TOML to :class:`Tournament` and back, with every error of a file at once.

The only module that knows the validation library.
"""

import tomllib
from dataclasses import asdict, fields
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from secdilemma import worlds
from secdilemma.authoring import values_of
from secdilemma.automaton import Automaton
from secdilemma.catalogue import Catalogue, base_of
from secdilemma.errors import GameError, SecDilemmaError, TournamentError, suggestion
from secdilemma.games.arms import arms_game, preset
from secdilemma.games.game import Game, bimatrix
from secdilemma.games.payoffs import Payoffs, require_kind
from secdilemma.games.plain import game_from_plain, game_to_plain
from secdilemma.games.war import War
from secdilemma.horizons import Horizon, discounted, ending, horizon
from secdilemma.institutions import Institution
from secdilemma.institutions.reading import (
    institution_data,
    institution_of,
    read_institutions,
)
from secdilemma.participants import Participant
from secdilemma.perception import Perception, regime
from secdilemma.tabled import Tabled, restored, saved
from secdilemma.tournament import ENGINES, Tournament
from secdilemma.wrappers import unwrapped

Probability = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PayoffsFile(_Model):
    """A participant's own payoffs."""

    T: Number
    R: Number
    P: Number
    S: Number

    def make(self) -> Payoffs:
        """Return the payoffs."""
        return Payoffs(T=self.T, R=self.R, P=self.P, S=self.S)


class WarFile(_Model):
    """``[game.war]``."""

    winner: Number = 5.0
    loser: Number = 0.0
    cost: Number = 2.0
    first_strike: Number = 0.0
    decisiveness: Number = 1.0
    power_ratio: Number = 1.0
    strike: bool = True
    hazard: Probability = 0.0
    hazard_one_arms: Probability = 0.0
    hazard_both_arm: Probability = 0.0


class GameFile(_Model):
    """``[game]``: one of a preset, an arms game, four payoffs or a bimatrix."""

    name: str | None = None
    preset: str | None = None
    baseline: Number | None = None
    cost: Number | None = None
    gain: Number | None = None
    loss: Number | None = None
    greed: Number | None = None
    T: Number | None = None
    R: Number | None = None
    P: Number | None = None
    S: Number | None = None
    row: list[list[Number]] | None = None
    column: list[list[Number]] | None = None
    kind: str | None = None
    war: WarFile | None = None


class PerceptionFile(_Model):
    """``[perception]``: a regime, and what differs from it."""

    regime: str | None = None
    execution: Probability | None = None
    execution_c: Probability | None = None
    execution_d: Probability | None = None
    ambiguity: Annotated[float, Field(ge=0, le=2)] | None = None
    threat_bias: Annotated[float, Field(ge=-1, le=1)] | None = None
    false_alarm: Probability | None = None
    miss: Probability | None = None
    hotline: Probability | None = None
    intelligence: Probability | None = None
    public_record: Probability | None = None
    sensibility: Probability | None = None
    joint_decision: Probability | None = None


class WorldFile(_Model):
    """``[world]``: one of Jervis's worlds by its two variables."""

    balance: Probability
    differentiation: Probability


class ParticipantFile(_Model):
    """One entry of ``participants`` in full."""

    strategy: str
    name: str | None = None
    greed: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    payoffs: PayoffsFile | None = None
    parameters: dict[str, int | float | bool | str] = {}


class ScenarioFile(_Model):
    """One of ``[[scenarios]]``: an environment in place of the file's own."""

    name: str
    description: str = ""
    world: str | WorldFile | None = None
    game: str | GameFile | None = None
    perception: str | PerceptionFile | None = None
    institutions: list[Any] | None = None


class PathsFile(_Model):
    """``[paths]``: folders of strategies, from where the file is."""

    strategies: str | list[str] = []


class TournamentFile(_Model):
    """A whole tournament file."""

    title: str = ""
    description: str = ""
    paths: PathsFile | None = None
    participants: Literal["all"] | list[str | ParticipantFile]
    turns: Whole | None = None
    discount: Number | None = None
    prob_end: Number | None = None
    horizons: list[Whole | str] | None = None
    repetitions: Annotated[int, Field(strict=True, ge=2, le=10**9)] = 200
    seed: Annotated[int, Field(strict=True, ge=0, le=2**63)] = 1
    engine: Literal["auto", "exact", "simulated", "interpreted"] = "auto"
    self_play_counts: bool = False
    world: str | WorldFile | None = None
    game: str | GameFile | None = None
    perception: str | PerceptionFile | None = None
    institutions: list[Any] = []
    edges: list[list[str]] | None = None
    scenarios: list[ScenarioFile] = []


def read_tournament(path: Path, catalogue: Catalogue) -> list[Tournament]:
    """Return the tournaments of a file: one, or one a scenario.

    Raises
    ------
    TournamentError
        If the file cannot be read or anything in it is wrong; the message has a line an error.
    """
    return parse_tournament(_read(path), path.name, path.stem, read_paths(path, catalogue))


def read_paths(path: Path, catalogue: Catalogue) -> Catalogue:
    """Return a catalogue that also looks into the folders that a tournament file names.

    A file that is wrong in other ways changes nothing: reading the tournament says how.

    Raises
    ------
    TournamentError
        If the file cannot be read, or a folder of ``[paths]`` does not exist.
    """
    try:
        section = tomllib.loads(_read(path)).get("paths", {})
        named = PathsFile.model_validate(section).strategies
    except (tomllib.TOMLDecodeError, ValidationError):
        return catalogue
    folders = [path.parent / each for each in ([named] if isinstance(named, str) else named)]
    try:
        return catalogue.with_folders(folders) if folders else catalogue
    except SecDilemmaError as error:
        raise TournamentError(f"{path.name}: paths.strategies: {error}") from error


def parse_tournament(text: str, where: str, name: str, catalogue: Catalogue) -> list[Tournament]:
    """Return the tournaments that a TOML text describes; see :func:`read_tournament`.

    Parameters
    ----------
    text
        The TOML.
    where
        How messages call it.
    name
        The tournament's name.
    catalogue
        Where its strategies are found.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TournamentError(f"{where}: not TOML: {error}.") from error
    if not data:
        raise TournamentError(f'{where}: it is empty; expected at least participants = "all".')
    try:
        file = TournamentFile.model_validate(data)
    except ValidationError as error:
        lines = _lines(where, error) + _unknown_names(where, data, catalogue)
        raise TournamentError("\n".join(lines)) from error
    return _Assembly(where, catalogue, []).tournaments(file, name)


def _unknown_names(where: str, data: dict[str, Any], catalogue: Catalogue) -> list[str]:
    """Return what is wrong with strategies and institutions of a file that has other errors."""
    given = data.get("participants")
    lines = []
    for k, each in enumerate(given if isinstance(given, list) else []):
        if isinstance(each, str):
            try:
                for reference in catalogue.expand(each):
                    catalogue.make(reference)
            except SecDilemmaError as error:
                lines.append(f"{where}: participants[{k}]: {error}")
    remedies = data.get("institutions")
    entries = remedies if isinstance(remedies, list) else []
    _, problems = read_institutions(entries, "institutions", catalogue.make)
    return lines + [f"{where}: {problem}" for problem in problems]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TournamentError(f"{path}: not UTF-8 text: {error.reason}.") from error
    except OSError as error:
        raise TournamentError(f"{path}: cannot be read: {error.strerror}.") from error


class _Assembly:
    """Turns a valid file into tournaments, and gathers what is wrong with its values."""

    def __init__(self, where: str, catalogue: Catalogue, problems: list[str]) -> None:
        self.where = where
        self.catalogue = catalogue
        self.problems = problems

    def tournaments(self, file: TournamentFile, name: str) -> list[Tournament]:
        participants = self._participants(file)
        horizons = self._try("", lambda: _horizons(file)) or ()
        scenarios = file.scenarios or [ScenarioFile(name=name, description=file.description)]
        self._require_distinct([each.name for each in scenarios])
        environments = [self._environment(file, each) for each in scenarios]
        remedies = [self._institutions(file, each, participants) for each in scenarios]
        made = []
        for scenario, environment, institutions in zip(
            scenarios, environments, remedies, strict=True
        ):
            game, perception = environment or (preset("arms_race"), Perception())
            common = {"participants": participants, "horizons": horizons, "game": game}
            common["institutions"] = institutions
            whole = f"{name}/{scenario.name}" if file.scenarios else name
            about = scenario.description or file.description
            if not self.problems:
                make = partial(_tournament, file, common, perception, whole, about)
                tournament = self._try("", make)
                made += [tournament] if tournament else []
        if self.problems:
            raise TournamentError("\n".join(dict.fromkeys(self.problems)))
        return made

    def _require_distinct(self, names: list[str]) -> None:
        for name in dict.fromkeys(each for each in names if names.count(each) > 1):
            self.problems.append(
                f"{self.where}: scenarios: {names.count(name)} are called {name!r}; "
                f"expected distinct names."
            )

    def _try(self, where: str, make: Any) -> Any:
        try:
            return make()
        except SecDilemmaError as error:
            place = f"{self.where}: {where}" if where else f"{self.where}: "
            self.problems.append(f"{place}{error}")
            return None

    def _participants(self, file: TournamentFile) -> tuple[Participant, ...]:
        if file.participants == "all":
            names = list(self.catalogue.entries)
            return tuple(Participant(self.catalogue.make(each)) for each in names)
        made = []
        for k, entry in enumerate(file.participants):
            place = f"participants[{k}]: "
            for each in self._try(place, lambda entry=entry: self._expanded(entry)) or ():
                participant = self._try(place, lambda each=each: self._participant(each))
                made += [participant] if participant else []
        return tuple(made)

    def _expanded(self, entry: "str | ParticipantFile") -> list[ParticipantFile]:
        if isinstance(entry, ParticipantFile):
            return [entry]
        return [ParticipantFile(strategy=each) for each in self.catalogue.expand(entry)]

    def _participant(self, each: ParticipantFile) -> Participant:
        return Participant(
            strategy=self.catalogue.make(each.strategy, each.parameters),
            name=each.name or "",
            greed=each.greed,
            payoffs=each.payoffs.make() if each.payoffs else None,
        )

    def _institutions(
        self, file: TournamentFile, scenario: ScenarioFile, participants: tuple[Participant, ...]
    ) -> tuple[Institution, ...]:
        own = scenario.institutions is not None
        place = f"scenarios.{scenario.name}.institutions" if own else "institutions"
        entries = file.institutions if scenario.institutions is None else scenario.institutions
        made, problems = read_institutions(entries, place, self.catalogue.make)
        self.problems += [f"{self.where}: {problem}" for problem in problems]
        names = tuple(each.name for each in participants)
        for k, institution in enumerate(made):
            self._try(f"{place}[{k}]: ", lambda each=institution: each.require_members(names))
        return made

    def _environment(
        self, file: TournamentFile, scenario: ScenarioFile
    ) -> tuple[Game, Perception] | None:
        place = f"scenarios.{scenario.name}." if file.scenarios else ""
        own = scenario.world or scenario.game or scenario.perception
        game = scenario.game or (file.game if not scenario.world else None)
        perception = scenario.perception or (file.perception if not scenario.world else None)
        before = len(self.problems)
        base = self._try(place, lambda: _world(scenario.world if own else file.world))
        if len(self.problems) > before:
            return None
        made = self._try(place, lambda: _game_in(base, game))
        seen = self._try(
            place, lambda: _perception(perception, base.perception if base else Perception())
        )
        return None if made is None or seen is None else (made, seen)


def _tournament(
    file: TournamentFile,
    common: dict[str, Any],
    perception: Perception,
    name: str,
    description: str,
) -> Tournament:
    return Tournament(
        **common,
        perception=perception,
        repetitions=file.repetitions,
        seed=file.seed,
        engine=file.engine,
        self_play_counts=file.self_play_counts,
        name=name,
        description=description,
        edges=file.edges,  # type: ignore[arg-type]  # the tournament makes them tuples
    )


def _game_in(base: worlds.World | None, game: str | GameFile | None) -> Game:
    if base is None:
        return _game(game)
    if game is None:
        return base.game
    if isinstance(game, GameFile) and game.model_fields_set <= {"war", "name"}:
        return _with_war(base.game, game)
    raise GameError("game: it stands beside a world, which is a game already; expected only one.")


def _world(world: str | WorldFile | None) -> worlds.World | None:
    if world is None:
        return None
    if isinstance(world, str):
        return worlds.world(world)
    return worlds.jervis_world(world.balance, world.differentiation)


_FAMILY = ("baseline", "cost", "gain", "loss")
_FORMS = {
    "preset": ("preset",),
    "arms game": _FAMILY,
    "payoffs": ("T", "R", "P", "S"),
    "bimatrix": ("row", "column"),
}


def _game(game: str | GameFile | None) -> Game:
    if game is None:
        return preset("arms_race")
    if isinstance(game, str):
        return preset(game)
    made = _with_war(_form(game), game)
    if game.kind is not None:
        require_kind("game", made.row, game.kind)
    return made


def _form(game: GameFile) -> Game:
    forms = [form for form, keys in _FORMS.items() if game.model_fields_set & set(keys)]
    if not forms:
        return preset("arms_race")
    if len(forms) > 1:
        raise GameError(f"game: it is given as {' and as '.join(forms)}; expected one of them.")
    missing = [key for key in _FORMS[forms[0]] if getattr(game, key) is None]
    if missing:
        raise GameError(f"game.{missing[0]}: missing; expected {', '.join(_FORMS[forms[0]])}.")
    if game.greed is not None and forms != ["arms game"]:
        raise GameError("game.greed: expected only beside baseline, cost, gain and loss.")
    name = game.name or "custom"
    if forms == ["preset"]:
        return preset(str(game.preset))
    if forms == ["arms game"]:
        baseline, cost, gain, loss = (float(getattr(game, key)) for key in _FAMILY)
        return arms_game(name, baseline, cost, gain, loss, game.greed or 0.0)
    if forms == ["payoffs"]:
        return Game(name, Payoffs(*(float(getattr(game, key)) for key in "TRPS")))
    return bimatrix(name, game.row, game.column, where="game.")


def _with_war(made: Game, game: GameFile) -> Game:
    return made if game.war is None else made.at_war(War(**game.war.model_dump()))


def _perception(given: str | PerceptionFile | None, base: Perception) -> Perception:
    if given is None:
        return base
    if isinstance(given, str):
        return regime(given)
    values = asdict(regime(given.regime)) if given.regime else asdict(base)
    if given.ambiguity is not None or given.threat_bias is not None:
        if given.false_alarm is not None or given.miss is not None:
            raise GameError(
                "perception: both ambiguity and false_alarm or miss; expected one of the two ways."
            )
        made = Perception.from_ambiguity(given.ambiguity or 0.0, given.threat_bias or 0.0)
        values |= {"false_alarm": made.false_alarm, "miss": made.miss}
    if given.execution is not None:
        values |= {"execution_c": given.execution, "execution_d": given.execution}
    for field in fields(Perception):
        value = getattr(given, field.name)
        values |= {field.name: value} if value is not None else {}
    return Perception(**values)


def _horizons(file: TournamentFile) -> tuple[Horizon, ...]:
    lengths = [key for key in ("turns", "discount", "prob_end") if getattr(file, key) is not None]
    if len(lengths) > 1:
        raise TournamentError(f"{lengths[0]}: it stands beside {lengths[1]}; expected one length.")
    main: list[Horizon] = []
    if file.turns is not None:
        main = [horizon(file.turns, "turns")]
    elif file.discount is not None:
        main = [discounted(file.discount)]
    elif file.prob_end is not None:
        main = [ending(file.prob_end)]
    default: list[int | str] = [50, 1000, "long-run"] if main else [200, 50, 1000, "long-run"]
    others = default if file.horizons is None else file.horizons
    return (*main, *(horizon(each, f"horizons[{k}]") for k, each in enumerate(others)))


def _lines(where: str, error: ValidationError) -> list[str]:
    """Return a line an error; of a choice of forms, only what is wrong with the form used."""
    found: dict[str, str] = {}
    for each in error.errors(include_url=False):
        path = _path(each["loc"])
        found.setdefault(path, _in_words(dict(each), path))
    deepest = [
        p for p in found if not any(q != p and q.startswith((p + ".", p + "[")) for q in found)
    ]
    return [f"{where}: {path}: {found[path]}" for path in deepest]


def _path(location: tuple[int | str, ...]) -> str:
    """Return a location as the file has it, without the names of the forms that were tried."""
    text, free = "", False
    for k, part in enumerate(location):
        last = k == len(location) - 1
        if isinstance(part, int):
            text += f"[{part}]"
        elif part in _KEYS or free or (last and not _is_form(part)):
            text += f".{part}" if text else part
            free = part == "parameters"
    return text


def _is_form(part: str) -> bool:
    """Whether a part of a location is the name of a form, such as str or GameFile."""
    forms = ("list[", "literal[", "constrained-", "function-", "dict[")
    return (
        part.endswith("File") or part.startswith(forms) or part in {"str", "int", "float", "bool"}
    )


def _in_words(each: dict[str, Any], path: str) -> str:
    kind, given = each["type"], each.get("input")
    if kind == "extra_forbidden":
        key = path.rpartition(".")[2]
        known = _known_keys(each["loc"])
        near = suggestion(key, known)
        return f"unknown key.{near}" if near else f"unknown key; expected {_one_of(known)}."
    if kind == "missing":
        return "missing."
    if kind == "literal_error" and path == "engine":
        return (
            f"got {given!r}; expected one of {', '.join(ENGINES)}.{suggestion(str(given), ENGINES)}"
        )
    if path in _FORMS_IN_WORDS:
        return f"got {given!r}; expected {_FORMS_IN_WORDS[path]}."
    message = str(each["msg"]).removeprefix("Input should be ")
    return f"got {given!r}; expected {_PLAINER.get(message, message)}."


def _one_of(words: list[str]) -> str:
    return f"one of {', '.join(words)}"


_FORMS_IN_WORDS = {
    "institutions": "a list of tables, each with a kind",
    "participants": '"all" or a list of strategies',
    "game": "the name of a preset or a table",
    "perception": "the name of a regime or a table",
    "world": "W1 to W4, or a table with balance and differentiation",
}
_PLAINER = {
    "a valid integer": "a whole number",
    "a valid number": "a number",
    "a valid string": "a text",
    "a valid boolean": "true or false",
    "greater than or equal to 0": "a number of at least 0",
    "less than or equal to 1": "a number from 0 to 1",
}


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] = TournamentFile
    for part in location[:-1]:
        if isinstance(part, str):
            model = _SECTIONS.get(part, model)
    return list(model.model_fields)


_SECTIONS: dict[str, type[BaseModel]] = {
    "game": GameFile,
    "perception": PerceptionFile,
    "war": WarFile,
    "world": WorldFile,
    "participants": ParticipantFile,
    "payoffs": PayoffsFile,
    "scenarios": ScenarioFile,
    "paths": PathsFile,
}
_MODELS: list[type[BaseModel]] = [TournamentFile, *_SECTIONS.values()]
_KEYS = {key for model in _MODELS for key in model.model_fields}


def to_data(tournament: Tournament) -> dict[str, Any]:
    """Return a tournament as plain data, enough to make it again with :func:`from_data`.

    Raises
    ------
    TournamentError
        If a participant is an object that no file could name.
    """
    game = tournament.game
    return {
        "name": tournament.name,
        "description": tournament.description,
        "participants": [_participant_data(each, game) for each in tournament.participants],
        "game": game_to_plain(game),
        "perception": asdict(tournament.perception),
        "horizons": [_horizon_data(each) for each in tournament.horizons],
        "repetitions": tournament.repetitions,
        "seed": tournament.seed,
        "engine": tournament.engine,
        "self_play_counts": tournament.self_play_counts,
        **_institutions_data(tournament.institutions),
        **_edges_data(tournament),
    }


def _edges_data(tournament: Tournament) -> dict[str, Any]:
    """Return what a specification says of who meets whom: nothing where everybody does."""
    if tournament.edges is None:
        return {}
    return {"edges": [list(each) for each in tournament.edges]}


def _institutions_data(institutions: tuple[Institution, ...]) -> dict[str, Any]:
    """Return what a specification says of institutions: nothing in anarchy."""
    if not institutions:
        return {}
    return {"institutions": [institution_data(each) for each in institutions]}


def _participant_data(each: Participant, game: Game) -> dict[str, Any]:
    strategy, wrappings = unwrapped(each.strategy)
    if isinstance(strategy, Tabled):
        return {"name": each.name, "tables": saved(strategy, game)}
    if isinstance(strategy, Automaton):
        raise TournamentError(f"{each.name}: an automaton made in code cannot be saved by name.")
    return {
        "name": each.name,
        "strategy": base_of(each.reference) + wrappings,
        "parameters": values_of(strategy),
        "greed": each.greed,
        "payoffs": asdict(each.payoffs) if each.payoffs else None,
    }


def _horizon_data(each: Horizon) -> Any:
    if each.kind == "turns":
        return each.turns
    return {"discount": each.discount} if each.kind == "discount" else "long-run"


def from_data(data: dict[str, Any], catalogue: Catalogue) -> Tournament:
    """Return the tournament that :func:`to_data` described.

    Raises
    ------
    SecDilemmaError
        If something in it is missing or wrong, or a strategy is not in the catalogue.
    """
    try:
        game = game_from_plain(data["game"])
        given = data["participants"]
        return Tournament(
            participants=tuple(_participant_of(each, catalogue, game) for each in given),
            game=game,
            perception=Perception(**data["perception"]),
            horizons=tuple(_horizon_of(each) for each in data["horizons"]),
            repetitions=data["repetitions"],
            seed=data["seed"],
            engine=data["engine"],
            self_play_counts=data["self_play_counts"],
            name=data["name"],
            description=data["description"],
            edges=data.get("edges"),
            institutions=tuple(
                institution_of(each, catalogue.make) for each in data.get("institutions", [])
            ),
        )
    except (KeyError, TypeError) as error:
        raise TournamentError(f"the saved specification is damaged: {error}.") from error


def _participant_of(data: dict[str, Any], catalogue: Catalogue, game: Game) -> Participant:
    if "tables" in data:
        return Participant(restored(data["tables"], game), data["name"])
    return Participant(
        strategy=catalogue.make(data["strategy"], data["parameters"]),
        name=data["name"],
        greed=data["greed"],
        payoffs=Payoffs(**data["payoffs"]) if data["payoffs"] else None,
    )


def _horizon_of(data: Any) -> Horizon:
    return discounted(data["discount"]) if isinstance(data, dict) else horizon(data)
