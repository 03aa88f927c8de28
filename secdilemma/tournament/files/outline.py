"""What a listing says of a tournament file, without making its strategies."""

from dataclasses import dataclass
from pathlib import Path

from secdilemma.catalogue.catalogue import Catalogue
from secdilemma.errors import TournamentError
from secdilemma.tournament.files.forms import TournamentFile
from secdilemma.tournament.files.parts import game_in, horizons_of, world_of
from secdilemma.tournament.files.reader import read_form


@dataclass(frozen=True, slots=True)
class Outline:
    """A tournament file at a glance.

    Parameters
    ----------
    participants
        How many strategies it names one by one.
    sets
        The sets of strategies it names besides, such as ``axelrod:first-tournament``.
    scenarios
        How many, from 1.
    length
        The horizon that scores, in words.
    game
        Its game's name; ``"one a scenario"`` where scenarios have their own.
    description
        What it is about, in a line.
    """

    participants: int
    sets: tuple[str, ...]
    scenarios: int
    length: str
    game: str
    description: str


def outline(path: Path, catalogue: Catalogue) -> Outline:
    """Return what a listing says of a tournament file.

    Raises
    ------
    SecDilemmaError
        If the file cannot be read, or its form, length or game is wrong.
    """
    file = read_form(path, catalogue)
    horizons = horizons_of(file)
    if not horizons:
        raise TournamentError(f"{path.name}: horizons: got none; expected at least one.")
    named = _named(file, catalogue)
    sets = tuple(each for each in named if catalogue.is_set(each))
    scenarios = max(len(file.scenarios), 1)
    one = scenarios == 1
    return Outline(
        participants=len(named) - len(sets),
        sets=sets,
        scenarios=scenarios,
        length=horizons[0].in_words(),
        game=game_in(world_of(file.world), file.game).name if one else "one a scenario",
        description=" ".join(file.description.split()),
    )


def _named(file: TournamentFile, catalogue: Catalogue) -> list[str]:
    if file.participants == "all":
        return list(catalogue.entries)
    return [each if isinstance(each, str) else each.strategy for each in file.participants]
