"""The four payoffs of one seat, and what can be said of them in closed form.

With R for mutual restraint, P for mutual arming, T for arming alone and S for being the only one
unarmed, greed and fear are measured in units of what an arms race costs:

    G = (T - R) / (R - P)        F = (P - S) / (R - P)

which are the (g, l) of the repeated prisoner's dilemma (Dal Bó and Fréchette 2018). The quadrant
of (G, F) is the class of the game.
"""

import math
from dataclasses import dataclass, replace

from secdilemma.errors import GameError, check_payoff
from secdilemma.games.comparison import above, equal, scale_of


@dataclass(frozen=True, slots=True)
class Payoffs:
    """One seat's payoffs a turn.

    Parameters
    ----------
    T, R, P, S
        Arming alone, mutual restraint, mutual arming, being the only one unarmed. 0, or from
        1e-100 to 1e100 in magnitude; the units are the user's own.

    Raises
    ------
    GameError
        If one of them is no such number.
    """

    T: float
    R: float
    P: float
    S: float

    def __post_init__(self) -> None:
        for letter in "TRPS":
            object.__setattr__(self, letter, check_payoff(letter, getattr(self, letter)))

    @property
    def matrix(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The payoffs as ``matrix[own][other]``, restraint first."""
        return ((self.R, self.S), (self.T, self.P))

    @property
    def scale(self) -> float:
        """What differences between payoffs are compared on, as :mod:`.comparison` says."""
        return scale_of((self.T, self.R, self.P, self.S))

    def with_greed(self, greed: float) -> "Payoffs":
        """Return these payoffs with `greed` (γ, any sign) added to arming alone (Glaser 2010)."""
        return replace(self, T=self.T + check_payoff("greed", greed))

    @property
    def greed(self) -> float:
        """G, the temptation to arm alone, in units of R - P; nan unless R > P."""
        return self._in_costs(self.T - self.R)

    @property
    def fear(self) -> float:
        """F, the cost of being the only one unarmed, in units of R - P; nan unless R > P."""
        return self._in_costs(self.P - self.S)

    def _in_costs(self, part: float) -> float:
        return part / (self.R - self.P) if above(self.R, self.P, self.scale) else math.nan

    @property
    def kind(self) -> str:
        """The class of the symmetric game with these payoffs; see :func:`classify`."""
        return classify(self)

    @property
    def averaging(self) -> bool:
        """Whether 2R > T + S: taking turns at arming does not beat mutual restraint."""
        return bool(above(2 * self.R, self.T + self.S, self.scale))


_KINDS = {
    "prisoner's dilemma": "T > R > P > S",
    "stag hunt": "R > T and P > S, with R > P",
    "chicken": "T > R and S > P, with R > P",
    "harmony": "R > T and S > P, with R > P",
    "deadlock": "T > P > R > S",
}
KINDS = tuple(_KINDS)


def classify(payoffs: Payoffs) -> str:
    """Return the class of a symmetric two-action game, by the signs of greed and fear.

    Returns
    -------
    str
        One of ``KINDS`` where the order of the payoffs is strict, else ``"other"``. Payoffs that
        differ by rounding alone are equal.

    Examples
    --------
    >>> classify(Payoffs(T=5, R=3, P=1, S=0))
    "prisoner's dilemma"
    """
    T, R, P, S, scale = payoffs.T, payoffs.R, payoffs.P, payoffs.S, payoffs.scale
    if above(T, P, scale) and above(P, R, scale) and above(R, S, scale):
        return "deadlock"
    if not above(R, P, scale) or equal(R, T, scale) or equal(P, S, scale):
        return "other"
    quadrants = {
        (True, True): "prisoner's dilemma",
        (False, True): "stag hunt",
        (True, False): "chicken",
        (False, False): "harmony",
    }
    return quadrants[T > R, P > S]


def require_kind(where: str, payoffs: Payoffs, kind: str) -> None:
    """Raise unless `payoffs` are of the class `kind`.

    Raises
    ------
    GameError
        If `kind` is no class, or the payoffs break its order; the message names the order.
    """
    if kind not in _KINDS:
        raise GameError(f"{where}: got {kind!r}; expected a class: {', '.join(KINDS)}.")
    found = classify(payoffs)
    if found == kind:
        return
    got = f"T {payoffs.T:g}, R {payoffs.R:g}, P {payoffs.P:g}, S {payoffs.S:g}"
    raise GameError(f"{where}: got {got}, which is {found}; expected {kind}: {_KINDS[kind]}.")
