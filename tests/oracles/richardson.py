"""Richardson's arms race: two linear equations, their steady state and when it is stable.

    dx/dt = k y - a x + g        dy/dt = l x - b y + h

x and y are armaments; k and l answer the other's (reaction), a and b are the weariness of one's own
(fatigue), g and h are what either arms for whatever the other does (grievance). Richardson (1960).
"""

from dataclasses import dataclass

from secdilemma.errors import LARGEST, GameError, check_number, check_payoff


@dataclass(frozen=True, slots=True)
class Richardson:
    """The six constants of Richardson's equations, all a time unit.

    Parameters
    ----------
    k, l
        Reaction of the first and of the second state, from 0.
    a, b
        Fatigue of the first and of the second, from 0.
    g, h
        Grievance of the first and of the second; below 0 it is goodwill.

    Raises
    ------
    GameError
        If a constant is no number, or a reaction or fatigue is below 0.
    """

    k: float
    l: float
    a: float
    b: float
    g: float = 0.0
    h: float = 0.0

    def __post_init__(self) -> None:
        for name in ("k", "l", "a", "b", "g", "h"):
            low = 0.0 if name in "klab" else None
            value = check_payoff(f"Richardson.{name}", getattr(self, name), low)
            object.__setattr__(self, name, value)

    @property
    def stable(self) -> bool:
        """Whether armaments return to the steady state: fatigue outweighs reaction, ab > kl."""
        return self.a * self.b > self.k * self.l

    @property
    def steady_state(self) -> tuple[float, float]:
        """The armaments (x*, y*) at which neither changes: (kh + bg, lg + ah) / (ab - kl).

        Raises
        ------
        GameError
            If ab = kl, where there is none or a whole line of them.
        """
        balance = self.a * self.b - self.k * self.l
        above = (self.k * self.h + self.b * self.g, self.l * self.g + self.a * self.h)
        if balance == 0 or max(map(abs, above)) / LARGEST > abs(balance) * LARGEST:
            raise GameError(
                f"Richardson: a b - k l is 0: got a = {self.a:g}, b = {self.b:g}, k = {self.k:g}, "
                f"l = {self.l:g}; expected reaction and fatigue that do not balance."
            )
        return above[0] / balance, above[1] / balance

    def rates(self, x: float, y: float) -> tuple[float, float]:
        """Return dx/dt and dy/dt at armaments x and y."""
        x, y = check_number("x", x, None, None), check_number("y", y, None, None)
        return self.k * y - self.a * x + self.g, self.l * x - self.b * y + self.h
