"""War: an absorbing outcome, entered by a strike or by accident.

Once at war, a pair stays at war to the end of the match, and each further turn pays the expected
war value. With power ratio ρ, decisiveness m and first-strike log-odds φ, a state that strikes
first wins with probability

    p_first = 1 / (1 + ρ^-m e^-φ),    p_both = 1 / (1 + ρ^-m),    p_second = 1 / (1 + ρ^-m e^φ)

so at parity p_first - p_second = tanh(φ / 2). The predatory and the pre-emptive motive are told
apart as Chassang and Padró i Miquel (2010) do.
"""

import math
from dataclasses import dataclass, fields

from secdilemma.errors import (
    GameError,
    check_chance,
    check_number,
    check_payoff,
    check_probability,
)


@dataclass(frozen=True, slots=True)
class War:
    """What war pays and how it comes.

    Parameters
    ----------
    winner, loser
        What the winner and the loser get a turn, before the cost (Π_w >= Π_l). Where they are
        equal, who strikes first gains nothing by it.
    cost
        k >= 0, what a turn of war costs each side.
    first_strike
        φ >= 0, the log-odds that striking first adds.
    decisiveness
        m >= 0, how much the power ratio decides.
    power_ratio
        ρ > 0, the first seat's power over the second's.
    strike
        Whether STRIKE is among the actions; where it is not, a strike is carried out as arming.
    hazard, hazard_one_arms, hazard_both_arm
        Probability a turn of accidental war: always, more when exactly one arms, more when both do.

    Raises
    ------
    GameError
        If a number is out of its range, or the loser gets more than the winner.
    """

    winner: float = 5.0
    loser: float = 0.0
    cost: float = 2.0
    first_strike: float = 0.0
    decisiveness: float = 1.0
    power_ratio: float = 1.0
    strike: bool = True
    hazard: float = 0.0
    hazard_one_arms: float = 0.0
    hazard_both_arm: float = 0.0

    def __post_init__(self) -> None:
        for name in ("winner", "loser"):
            check_payoff(f"war.{name}", getattr(self, name))
        if self.winner < self.loser:
            raise GameError(
                f"war.winner: got {self.winner:g} beside a loser's {self.loser:g}; expected at "
                f"least as much."
            )
        check_payoff("war.cost", self.cost, 0.0)
        for name in ("first_strike", "decisiveness"):
            check_number(f"war.{name}", getattr(self, name), 0.0, None)
        check_number("war.power_ratio", self.power_ratio, 1e-9, 1e9)
        for name in ("hazard", "hazard_one_arms", "hazard_both_arm"):
            check_chance(f"war.{name}", getattr(self, name))
        check_probability("war.hazard + war.hazard_one_arms", self.hazard + self.hazard_one_arms)
        check_probability("war.hazard + war.hazard_both_arm", self.hazard + self.hazard_both_arm)
        for field in fields(self):
            if field.name != "strike":
                object.__setattr__(self, field.name, float(getattr(self, field.name)))

    def win_probability(self, seat: int, order: int) -> float:
        """How likely `seat` (0 or 1) wins; `order` is 1 if it struck first, 0 both, -1 second."""
        log_power = self.decisiveness * math.log(self.power_ratio)
        advantage = (log_power if seat == 0 else -log_power) + order * self.first_strike
        rest = math.exp(-abs(advantage))  # small chances keep all their digits
        return (1.0 if advantage >= 0 else rest) / (1.0 + rest)

    def value(self, seat: int, order: int) -> float:
        """The expected payoff a turn at war; see :meth:`win_probability`."""
        stake = self.winner - self.loser
        return self.loser + self.win_probability(seat, order) * stake - self.cost

    @property
    def hazards(self) -> tuple[float, float, float]:
        """Probability a turn of accidental war with neither, one and both armed."""
        return (
            self.hazard,
            self.hazard + self.hazard_one_arms,
            self.hazard + self.hazard_both_arm,
        )

    def predatory_incentive(self, peace: float, seat: int = 0) -> float:
        """What striking first gains over peace at `peace` a turn."""
        return self.value(seat, 1) - check_number("peace", peace, None, None)

    @property
    def preemptive_incentive(self) -> float:
        """What striking back at once gains over being struck, for the first seat."""
        return self.value(0, 0) - self.value(0, -1)

    def peace_is_equilibrium(self, peace: float) -> bool:
        """Whether no state gains by striking first when peace pays `peace` a turn."""
        return peace >= max(self.value(0, 1), self.value(1, 1))

    def peace_is_risk_dominant(self, peace: float) -> bool:
        """Whether peace survives doubt about the other: U - F >= Bv - V, for both seats."""
        return all(
            peace - self.value(seat, 1) >= self.value(seat, 0) - self.value(seat, -1)
            for seat in (0, 1)
        )


def first_strike_limit(war: War, peace: float, *, risk_dominant: bool) -> float:
    """Return the largest φ at which peace at `peace` a turn holds, at equal power.

    Parameters
    ----------
    war
        Its values and cost are used; its own φ is not.
    peace
        What a turn of peace pays, U.
    risk_dominant
        Whether peace must be risk-dominant, not merely an equilibrium.

    Returns
    -------
    float
        2 artanh(x) with x = 2 (margin - ½) for the equilibrium and margin - ½ for risk dominance,
        margin = (U - Π_l + k) / Δ; inf where it always holds, nan where it never does.

    Examples
    --------
    >>> round(first_strike_limit(War(cost=1.0), peace=3.0, risk_dominant=False), 4)
    1.3863
    """
    stake = war.winner - war.loser
    gained = check_number("peace", peace, None, None) - war.loser + war.cost
    if stake == 0:
        return math.inf if gained >= 0 else math.nan
    margin = gained / stake - 0.5
    bound = margin if risk_dominant else 2 * margin
    if bound < 0:
        return math.nan
    return math.inf if bound >= 1 else 2 * math.atanh(bound)


def survival(hazard: float, turns: int) -> float:
    """Probability that peace lasts `turns` turns under a constant hazard, (1 - h)^t.

    Examples
    --------
    >>> round(survival(0.01, turns=100), 4)
    0.366
    """
    peace = 1 - check_probability("hazard", hazard)
    return float(peace ** check_number("turns", turns, 0.0, None))


def collapse_turn(treasury: float, cost: float, income: float = 0.0) -> float:
    """Return the turn after which a state that always arms is bankrupt.

    The treasury follows Y' = Y + r - c and the state collapses when Y < 0.

    Returns
    -------
    float
        floor(Y0 / (c - r)) + 1; inf where income covers the cost.

    Examples
    --------
    >>> collapse_turn(treasury=10, cost=3, income=1)
    6.0
    """
    check_payoff("treasury", treasury, 0.0)
    loss = check_payoff("cost", cost, 0.0) - check_payoff("income", income, 0.0)
    return math.floor(treasury / loss) + 1.0 if loss > 0 else math.inf
