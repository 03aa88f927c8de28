"""Arms that pile up, and what they cost: stocks, power and exhaustion.

A state's stock of arms loses its worth and is added to by arming,

    A' = (1 - μ) A + 1[armed]

and its treasury earns and spends, Y' = min(Y_max, Y + r - c 1[armed]). A state whose treasury falls
below zero collapses, and stays so. Power is the ratio of stocks, ρ = A / A': it decides wars, and
with `feedback` scales what arming alone gains and what being alone unarmed loses.
"""

from dataclasses import dataclass

from secdilemma.errors import GameError, check_number, check_payoff, check_probability

FARTHEST = 10_000_000
LEAST_DEPRECIATION = 1e-8
"""Below it what is lost of the arms that a few turns add is less than the rounding of their sum."""


@dataclass(frozen=True, slots=True)
class Arms:
    """Stocks of arms and treasuries; the numbers are assumptions.

    Parameters
    ----------
    depreciation
        μ in [0, 1]: the share of a stock that is lost each turn.
    stock
        A_0 > 0 of each seat.
    feedback
        Whether power scales gain and loss: w by 2 A / (A + A'), l by 2 A' / (A + A').
    treasury
        Y_0 >= 0 of each seat; None where nobody can be exhausted.
    income, spending
        r, c >= 0: what comes in each turn, and what arming takes out.
    richest
        Y_max: what a treasury holds at most.
    ruin
        What a turn of collapse pays the collapsed; the other then gets T.
    vigilance
        ρ_min of each seat: it strikes, where the game has strikes, if in `foresight` turns its
        power would fall below this, were both to go on as in the turn before; 0 for never.
    foresight
        H, in turns, from 1.

    Raises
    ------
    GameError
        If a number is out of its range.
    """

    depreciation: float = 0.1
    stock: tuple[float, float] = (1.0, 1.0)
    feedback: bool = False
    treasury: tuple[float, float] | None = None
    income: float = 1.0
    spending: float = 2.0
    richest: float = 1e9
    ruin: float = -2.0
    vigilance: tuple[float, float] = (0.0, 0.0)
    foresight: int = 10

    def __post_init__(self) -> None:
        check_probability("arms.depreciation", self.depreciation)
        for name, low in (("stock", 1e-9), ("vigilance", 0.0), ("treasury", 0.0)):
            for value in getattr(self, name) or ():
                check_number(f"arms.{name}", value, low, None)
        for name in ("income", "spending", "richest"):
            check_payoff(f"arms.{name}", getattr(self, name), 0.0)
        check_payoff("arms.ruin", self.ruin)
        whole = isinstance(self.foresight, int) and not isinstance(self.foresight, bool)
        if not whole or not 1 <= self.foresight <= FARTHEST:
            raise GameError(
                f"arms.foresight: got {self.foresight!r:.60}; expected a whole number from 1 to "
                f"{FARTHEST:,}."
            )

    def after(self, stock: float, armed: bool, turns: int = 1) -> float:
        """Return a stock after some turns of arming, or of not arming."""
        kept = (1 - self.depreciation) ** turns
        if not armed:
            return stock * kept
        tellable = self.depreciation > LEAST_DEPRECIATION
        added = (1 - kept) / self.depreciation if tellable else float(turns)
        return stock * kept + added

    @property
    def steady(self) -> float:
        """The stock of a state that always arms, 1 / μ; inf where arms last for ever."""
        return 1 / self.depreciation if self.depreciation > 0 else float("inf")
