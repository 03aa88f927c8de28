"""Jervis's four worlds: the offence-defence balance and whether postures can be told apart.

The balance θ makes the game: w = 2cθ and l = c(½ + 2θ), so that greed is 2θ - 1 and fear always
½ above it. Differentiation d makes the perception: ambiguity .30 (1 - d) with threat bias .6.
The two variables are Jervis's (1978); the functional forms and numbers are assumptions.
"""

from dataclasses import dataclass

from secdilemma.errors import UnknownNameError, check_probability, suggestion
from secdilemma.games.arms import arms_game
from secdilemma.games.game import Game
from secdilemma.games.perception import Perception

LARGEST_AMBIGUITY = 0.30
THREAT_BIAS = 0.6
BASELINE = 3.0
COST = 2.0


@dataclass(frozen=True, slots=True)
class World:
    """A game and the perception that goes with it."""

    name: str
    game: Game
    perception: Perception


def jervis_world(balance: float, differentiation: float, name: str = "world") -> World:
    """Return the world of an offence-defence balance and a differentiation.

    Parameters
    ----------
    balance
        θ in [0, 1]; 0 where defence dominates. Harmony below .25, stag hunt to .5, then prisoner's
        dilemma.
    differentiation
        d in [0, 1]; 1 where offensive and defensive postures cannot be confused.
    name
        How listings call it.

    Raises
    ------
    GameError
        If one is not in [0, 1].

    Examples
    --------
    >>> jervis_world(balance=1.0, differentiation=0.15).game.row.kind
    "prisoner's dilemma"
    """
    theta = check_probability("balance", balance)
    d = check_probability("differentiation", differentiation)
    gain, loss = 2 * COST * theta, COST * (0.5 + 2 * theta)
    perception = Perception.from_ambiguity(LARGEST_AMBIGUITY * (1 - d), THREAT_BIAS)
    return World(name, arms_game(name, BASELINE, COST, gain, loss), perception)


_FOUR = {
    "W1": (1.0, 0.15, "offence, indistinguishable: doubly dangerous"),
    "W2": (0.4, 0.15, "defence, indistinguishable: a dilemma, but needs may be compatible"),
    "W3": (1.0, 0.95, "offence, distinguishable: no dilemma, but aggression is possible"),
    "W4": (0.4, 0.95, "defence, distinguishable: doubly stable"),
}
WORLDS = tuple(_FOUR)


def world(name: str) -> World:
    """Return one of Jervis's four worlds, W1 to W4.

    Raises
    ------
    UnknownNameError
        If `name` is not one of them.

    Examples
    --------
    >>> world("W4").perception.describe()
    'misperception 1.2 % / 0.3 %'
    """
    key = name.upper()
    if key not in _FOUR:
        hint = suggestion(key, WORLDS)
        raise UnknownNameError(f"world {name!r}: no such world; expected W1 to W4.{hint}")
    balance, differentiation, _ = _FOUR[key]
    return jervis_world(balance, differentiation, key)


def world_in_words(name: str) -> str:
    """Return Jervis's description of one of the four worlds.

    Examples
    --------
    >>> world_in_words("W1")
    'offence, indistinguishable: doubly dangerous'
    """
    return _FOUR[name][2]
