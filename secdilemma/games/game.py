"""A stage game: what each seat gets, and how war comes."""

import math
from dataclasses import dataclass, replace

from secdilemma.errors import GameError
from secdilemma.games.actions import Action
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.war import War
from secdilemma.io.texts import check_name

OUTCOMES = ("CC", "CD", "DC", "DD")
WAR_OUTCOMES = ("own strike", "other's strike", "both or accident")


@dataclass(frozen=True, slots=True)
class Game:
    """A two-seat stage game with two actions, or three where war can be struck.

    Parameters
    ----------
    name
        How listings and results call it.
    row
        The payoffs of the first seat.
    column
        The payoffs of the second seat; None makes the game symmetric.
    war
        None where peace never ends.

    Notes
    -----
    An asymmetric game is played with each participant in each seat.
    """

    name: str
    row: Payoffs
    column: Payoffs | None = None
    war: War | None = None

    def __post_init__(self) -> None:
        check_name("game.name", self.name)

    @property
    def symmetric(self) -> bool:
        """Whether both seats have the same payoffs and, at war, the same power."""
        same_power = self.war is None or self.war.power_ratio == 1.0
        return same_power and self.column in (None, self.row)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that a strategy may choose from."""
        striking = self.war is not None and self.war.strike
        return tuple(Action) if striking else (Action.RESTRAIN, Action.ARM)

    def payoffs(self, seat: int) -> Payoffs:
        """Return the payoffs of seat 0 (row) or 1 (column)."""
        return self.row if seat == 0 or self.column is None else self.column

    def war_value(self, seat: int, order: int) -> float:
        """Return what a turn of war pays `seat`; see :meth:`War.value`. Zero without war."""
        return 0.0 if self.war is None else self.war.value(seat, order)

    def at_war(self, war: War | None) -> "Game":
        """Return this game with another war model."""
        return replace(self, war=war)

    def describe(self) -> str:
        """Return one line: name, payoffs, class, greed and fear."""
        sides = [_side(self.row)]
        if self.column not in (None, self.row):
            sides = [f"row {_side(self.row)}", f"column {_side(self.payoffs(1))}"]
        return f"{self.name} ({'; '.join(sides)})"


def _side(payoffs: Payoffs) -> str:
    numbers = f"T {payoffs.T:g}, R {payoffs.R:g}, P {payoffs.P:g}, S {payoffs.S:g}"
    known = not math.isnan(payoffs.greed)
    extra = f", greed {payoffs.greed:.2f}, fear {payoffs.fear:.2f}" if known else ""
    return f"{numbers}: {payoffs.kind}{extra}".replace("-", "−")


def bimatrix(name: str, row: object, column: object, *, where: str = "") -> Game:
    """Return the game of two 2x2 matrices, each ``[own][other]`` seen from its own seat.

    Parameters
    ----------
    name
        How listings and results call it.
    row, column
        Nested sequences of shape (2, 2), restraint first.
    where
        What messages put before ``row`` and ``column``.

    Raises
    ------
    GameError
        If a matrix is not 2 by 2 or holds anything but finite numbers.

    Examples
    --------
    >>> bimatrix("siege", [[3, 0], [5, 1]], [[2, 1], [4, 0]]).symmetric
    False
    """
    return Game(name, _from_matrix(f"{where}row", row), _from_matrix(f"{where}column", column))


def _from_matrix(where: str, matrix: object) -> Payoffs:
    rows = list(matrix) if isinstance(matrix, list | tuple) else []
    cells = [list(row) for row in rows if isinstance(row, list | tuple)]
    if [len(row) for row in cells] != [2, 2] or len(rows) != 2:
        raise GameError(f"{where}: got {matrix!r}; expected a 2 by 2 matrix [[R, S], [T, P]].")
    return Payoffs(T=cells[1][0], R=cells[0][0], P=cells[1][1], S=cells[0][1])
