"""A tournament file to tournaments, with every error of it at once."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.errors import SecDilemmaError, TournamentError
from secdilemma.games.game import Game
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.perception import Perception
from secdilemma.io.inputs import data_of, text_of
from secdilemma.io.texts import check_name
from secdilemma.tournament.files.complaints import lines_of
from secdilemma.tournament.files.forms import (
    ParticipantFile,
    PathsFile,
    ScenarioFile,
    TournamentFile,
)
from secdilemma.tournament.files.parts import (
    game_in,
    horizons_of,
    perception_of,
    world_of,
)
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.specification import Tournament

if TYPE_CHECKING:
    from secdilemma.institutions import Institution


MOST_SCENARIOS = 100
"""The most scenarios of a file."""


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
    text = _read(path)
    try:
        section = data_of(text).get("paths", {})
        named = PathsFile.model_validate(section).strategies
    except (SecDilemmaError, ValidationError):
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
    file = _form(text, where, catalogue)
    return _Assembly(where, catalogue, []).tournaments(file, name)


def read_form(path: Path, catalogue: Catalogue) -> TournamentFile:
    """Return a file whose form is right; its values may still be wrong.

    Raises
    ------
    TournamentError
        If it cannot be read or its form is wrong; the message has a line an error.
    """
    return _form(_read(path), path.name, catalogue)


def _form(text: str, where: str, catalogue: Catalogue) -> TournamentFile:
    try:
        data = data_of(text)
    except SecDilemmaError as error:
        raise TournamentError(f"{where}: {error}") from error
    if not data:
        raise TournamentError(f'{where}: it is empty; expected at least participants = "all".')
    try:
        return TournamentFile.model_validate(data)
    except ValidationError as error:
        lines = lines_of(where, error) + _unknown_names(where, data, catalogue)
        raise TournamentError(*lines) from error


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
                lines.append(str(error.at(f"participants[{k}]").at(where)))
    remedies = data.get("institutions")
    entries = remedies if isinstance(remedies, list) else []
    _, problems = _remedies(entries, "institutions", catalogue)
    return lines + [f"{where}: {problem}" for problem in problems]


def _remedies(
    entries: list[Any], where: str, catalogue: Catalogue
) -> "tuple[tuple[Institution, ...], list[str]]":
    """Return the institutions of a file, which mostly has none, and what is wrong with them."""
    if not entries:
        return (), []
    from secdilemma.institutions.forms import read_institutions

    return read_institutions(entries, where, catalogue.make)


def _read(path: Path) -> str:
    try:
        return text_of(path)
    except SecDilemmaError as error:
        raise TournamentError(f"{path}: {error}") from error


class _Assembly:
    """Turns a valid file into tournaments, and gathers what is wrong with its values."""

    def __init__(self, where: str, catalogue: Catalogue, problems: list[str]) -> None:
        self.where = where
        self.catalogue = catalogue
        self.problems = problems

    def tournaments(self, file: TournamentFile, name: str) -> list[Tournament]:
        participants = self._participants(file)
        horizons = self._try("", lambda: horizons_of(file)) or ()
        self._try("", partial(check_name, "its file's name", name))
        scenarios = file.scenarios or [ScenarioFile(name=name, description=file.description)]
        if len(scenarios) > MOST_SCENARIOS:
            rule = f"got {len(scenarios):,}; expected up to {MOST_SCENARIOS}."
            raise TournamentError(f"{self.where}: scenarios: {rule}")
        self._require_names([each.name for each in scenarios])
        environments = [self._environment(file, each) for each in scenarios]
        remedies = [self._institutions(file, each, participants) for each in scenarios]
        made = []
        for scenario, environment, institutions in zip(
            scenarios, environments, remedies, strict=True
        ):
            if self.problems or environment is None:
                continue
            make = partial(
                Tournament,
                participants=participants,
                game=environment[0],
                perception=environment[1],
                horizons=horizons,
                repetitions=file.repetitions,
                seed=file.seed,
                engine=file.engine,
                self_play_counts=file.self_play_counts,
                institutions=institutions,
                name=name,
                scenario=scenario.name if file.scenarios else "",
                description=scenario.description or file.description,
                edges=file.edges,  # type: ignore[arg-type]  # the tournament makes them tuples
            )
            tournament = self._try("", make)
            made += [tournament] if tournament else []
        if self.problems:
            raise TournamentError(*dict.fromkeys(self.problems))
        return made

    def _require_names(self, names: list[str]) -> None:
        for k, name in enumerate(names):
            self._try(f"scenarios[{k}].", partial(check_name, "name", name))
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
            for each in self._try(place, partial(self._expanded, entry)) or ():
                participant = self._try(place, partial(self._participant, each))
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
            payoffs=Payoffs(**each.payoffs.model_dump()) if each.payoffs else None,
        )

    def _institutions(
        self, file: TournamentFile, scenario: ScenarioFile, participants: tuple[Participant, ...]
    ) -> "tuple[Institution, ...]":
        own = scenario.institutions is not None
        place = f"scenarios.{scenario.name}.institutions" if own else "institutions"
        entries = file.institutions if scenario.institutions is None else scenario.institutions
        made, problems = _remedies(entries, place, self.catalogue)
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
        base = self._try(place, lambda: world_of(scenario.world if own else file.world))
        if len(self.problems) > before:
            return None
        made = self._try(place, lambda: game_in(base, game))
        seen = self._try(
            place, lambda: perception_of(perception, base.perception if base else Perception())
        )
        return None if made is None or seen is None else (made, seen)
