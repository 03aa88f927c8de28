"""Jervis's four worlds under selection: whether the ordering of restraint holds, and under what.

A fixed field cannot see payoffs, so the balance of offence and defence shows only in what selection
leaves (Jervis 1978). Each condition is a field, a length of matches, an amount of misreading or a
start; a line fails where the ordering does not hold under it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from secdilemma.catalogue.catalogue import BUNDLED, Catalogue
from secdilemma.experiments.check import Check
from secdilemma.games.horizon import LONG_RUN, Horizon, turns
from secdilemma.games.perception import Perception
from secdilemma.games.worlds import WORLDS, world
from secdilemma.io.numbers import shown
from secdilemma.populations.evolution import evolve
from secdilemma.populations.payoffs import pair_payoffs
from secdilemma.populations.process import Settings
from secdilemma.populations.words import what_breaks
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament

EIGHTEEN = (
    "defensive-realist",
    "offensive-realist",
    "butterfield-fear",
    "herz-vicious-circle",
    "jervis-spiral",
    "jervis-deterrence",
    "bw-mitigator",
    "transcender",
    "fatalist",
    "kydd-reassurer",
    "osgood-grit",
    "plous-initiatives",
    "preemptor",
    "all-c",
    "all-d",
    "tft",
    "gtft",
    "wsls",
)
PACIFISTS = ("all-c", "appeaser", "transcender")
SHORT = turns(200)


def _unchanged(perception: Perception) -> Perception:
    return perception


@dataclass(frozen=True, slots=True)
class Condition:
    """Under what the four worlds are compared.

    Parameters
    ----------
    words
        What is special about it.
    names
        The field; empty for every bundled strategy.
    without
        Whom it lacks.
    horizon
        How long the matches last.
    seen
        What it makes of a world's perception.
    settings
        The process.
    greed
        Of every state.
    """

    words: str
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    horizon: Horizon = SHORT
    seen: Callable[[Perception], Perception] = _unchanged
    settings: Settings = field(default_factory=Settings)
    greed: float = 0.0


def _clearer(perception: Perception) -> Perception:
    return replace(perception, intelligence=0.5)


def _clear(perception: Perception) -> Perception:
    return replace(perception, intelligence=1.0)


def _clumsy(perception: Perception) -> Perception:
    return perception.with_execution(0.01)


CONDITIONS = (
    Condition("every strategy, 200 turns"),
    Condition("every strategy, the long run", horizon=LONG_RUN),
    Condition("eighteen strategies, 200 turns", names=EIGHTEEN),
    Condition("eighteen strategies, the long run", names=EIGHTEEN, horizon=LONG_RUN),
    Condition(
        "eighteen strategies, the long run, nobody extinct, until 1,000,000",
        names=EIGHTEEN,
        horizon=LONG_RUN,
        settings=Settings(extinct=0.0, until=1e6),
    ),
    Condition("half of the misreading", seen=_clearer),
    Condition("no misreading", seen=_clear),
    Condition("1 % execution error besides", seen=_clumsy),
    Condition("nobody who restrains whatever happens", without=PACIFISTS),
    Condition("a start with 99 % all-d", settings=Settings(start={"all-d": 0.99})),
    Condition("every state greedy by 1", greed=1.0),
    Condition("rare mutations among 100 states", settings=Settings(process="fixation")),
    Condition(
        "rare mutations among 100 states, weak selection",
        settings=Settings(process="fixation", intensity=0.01),
    ),
)


def selection(catalogue: Catalogue) -> list[Check]:
    """Return a line for each condition."""
    return [checked(each, in_four_worlds(each, catalogue)) for each in CONDITIONS]


def in_four_worlds(condition: Condition, catalogue: Catalogue) -> dict[str, tuple[float, float]]:
    """Return mutual restraint at the start and late, in each of the four worlds."""
    return {name: _in_world(name, condition, catalogue) for name in WORLDS}


def _in_world(name: str, condition: Condition, catalogue: Catalogue) -> tuple[float, float]:
    chosen = condition.names or _bundled(catalogue)
    made = [
        Participant(catalogue.make(each), greed=condition.greed)
        for each in chosen
        if each not in condition.without
    ]
    place = world(name)
    spec = Tournament(
        tuple(made),
        game=place.game,
        perception=condition.seen(place.perception),
        horizons=(condition.horizon,),
    )
    found = evolve(pair_payoffs(run(spec)), condition.settings)
    return float(found.restraint[0]), found.late_restraint


def _bundled(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(name for name, each in catalogue.entries.items() if each.origin == BUNDLED)


def checked(condition: Condition, found: dict[str, tuple[float, float]]) -> Check:
    """Return whether the ordering holds under a condition, and the restraint in each world."""
    numbers = ", ".join(
        f"{name} {shown(start):.3f} to {shown(late):.3f}" for name, (start, late) in found.items()
    )
    broken = what_breaks({name: late for name, (_, late) in found.items()})
    said = f"{condition.words}: least restraint in W1, most in W2 and W4"
    return Check(said, f"{numbers}{': ' if broken else ''}{broken}", not broken)
