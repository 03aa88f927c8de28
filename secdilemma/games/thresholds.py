"""Closed forms of the repeated stage game: when restraint can be an equilibrium at all.

All take the payoffs of one seat of a symmetric game. Sources: the δ thresholds and the basin are
standard in the repeated prisoner's dilemma (Dal Bó and Fréchette 2018); TFT's stability is
Axelrod's (1981); the trust threshold is the deviation-loss ratio of a stag hunt, used by Kydd
(2005) for reassurance. Each is nan where the game has no such number.
"""

import math

from secdilemma.errors import check_payoff, check_probability
from secdilemma.games.comparison import above, at_least, equal
from secdilemma.games.payoffs import Payoffs


def discount_for_equilibrium(payoffs: Payoffs) -> float:
    """δ_SPE: the least discount factor at which Grim sustains mutual restraint, G / (1 + G).

    Zero where arming alone does not pay; nan where P is at least R or T at most P.

    Examples
    --------
    >>> discount_for_equilibrium(Payoffs(T=5, R=3, P=1, S=0))
    0.5
    """
    scale = payoffs.scale
    if not (above(payoffs.R, payoffs.P, scale) and above(payoffs.T, payoffs.P, scale)):
        return math.nan
    return max(0.0, (payoffs.T - payoffs.R) / (payoffs.T - payoffs.P))


def discount_for_risk_dominance(payoffs: Payoffs) -> float:
    """δ_RD: above it Grim risk-dominates AllD, (G + F) / (1 + G + F); nan where P is at least R.

    Examples
    --------
    >>> discount_for_risk_dominance(Payoffs(T=5, R=3, P=1, S=0))
    0.6
    """
    total = payoffs.greed + payoffs.fear
    if not above(1 + total, 0.0):
        return math.nan
    return max(0.0, total / (1 + total))


def discount_for_tit_for_tat(payoffs: Payoffs) -> float:
    """The least δ at which tit for tat is collectively stable (Axelrod 1981).

    Examples
    --------
    >>> round(discount_for_tit_for_tat(Payoffs(T=5, R=3, P=1, S=0)), 4)
    0.6667
    """
    against_alternation = _share(payoffs.T - payoffs.R, payoffs.R - payoffs.S, payoffs.scale)
    return max(discount_for_equilibrium(payoffs), against_alternation, 0.0)


def basin_of_arming(payoffs: Payoffs, discount: float) -> float:
    """p*: the belief that the other plays Grim at which Grim and AllD do equally well.

    Grim does better by p·a - (1 - p)·b, with a = 1 - (1 - δ)(1 + G) and b = (1 - δ) F. With a and
    b above zero, populations with less Grim than p* end in arming: it is the basin of AllD. With
    both below zero, as in chicken among the impatient, every mixed population ends at p*.

    Parameters
    ----------
    payoffs
        Of a game with R > P.
    discount
        δ in [0, 1].

    Returns
    -------
    float
        b / (a + b) = F (1 - δ) / (1 - (1 - δ)(1 + G - F)); 0 where Grim does no worse whatever
        the belief, 1 where AllD does not, nan where both do equally well or R is not above P.

    Examples
    --------
    >>> round(basin_of_arming(Payoffs(T=5, R=3, P=1, S=0), discount=0.9), 4)
    0.0588
    """
    weight = 1 - check_probability("discount", discount)
    grim = 1 - weight * (1 + payoffs.greed)
    arming = weight * payoffs.fear
    if equal(grim, 0.0) and equal(arming, 0.0):
        return math.nan
    if at_least(grim, 0.0) and at_least(0.0, arming):
        return 0.0
    if at_least(0.0, grim) and at_least(arming, 0.0):
        return 1.0
    return arming / (grim + arming)


def trust_threshold(payoffs: Payoffs) -> float:
    """t*: the least trust in the other's restraint at which restraint is best in a stag hunt.

    F / (F - G); nan where the game is no stag hunt.

    Examples
    --------
    >>> round(trust_threshold(Payoffs(T=3, R=4, P=2, S=0)), 4)
    0.6667
    """
    if payoffs.kind != "stag hunt":
        return math.nan
    return payoffs.fear / (payoffs.fear - payoffs.greed)


def best_generosity(payoffs: Payoffs) -> float:
    """g*: the most generous GTFT that no one exploits, min(1-(T-R)/(R-S), (R-P)/(T-P)).

    Nowak and Sigmund (1992), after Molander (1985). It is 1 where arming alone does not pay.

    Examples
    --------
    >>> round(best_generosity(Payoffs(T=5, R=3, P=1, S=0)), 4)
    0.3333
    """
    if not above(payoffs.T, payoffs.R, payoffs.scale):
        return 1.0  # arming alone does not pay, so nobody takes advantage
    once = 1 - _share(payoffs.T - payoffs.R, payoffs.R - payoffs.S, payoffs.scale)
    twice = _share(payoffs.R - payoffs.P, payoffs.T - payoffs.P, payoffs.scale)
    return min(once, twice)


def critical_ambiguity(payoffs: Payoffs, generosity: float = 0.0) -> float:
    """a*: restraint pays against GTFT(g) while (1-g)(1-a) >= (T-R)/(R-S).

    For equal-gains games (T - R = P - S), patient players, ambiguity a = ε_CD + ε_DC.

    Returns
    -------
    float
        The largest such a in [0, 1]; nan where gains are not equal, 0 where none exists.

    Examples
    --------
    >>> round(critical_ambiguity(Payoffs(T=4, R=3, P=1, S=0)), 4)
    0.6667
    """
    check_probability("generosity", generosity)
    if not equal(payoffs.T - payoffs.R, payoffs.P - payoffs.S, payoffs.scale):
        return math.nan
    need = _share(payoffs.T - payoffs.R, payoffs.R - payoffs.S, payoffs.scale)
    if generosity == 1.0:
        return 1.0 if at_least(0.0, need) else 0.0
    return min(1.0, max(0.0, 1 - need / (1 - generosity)))


def arming_share_of_uniform_costs(gain: float, loss: float, highest_cost: float) -> float:
    """How many states arm when each draws its arming cost from U[0, c̄] (Baliga, Sjöström 2004).

    Parameters
    ----------
    gain
        μ > 0, what arming alone brings.
    loss
        d > 0, what being the only one unarmed costs.
    highest_cost
        c̄ > 0.

    Returns
    -------
    float
        1 where d is at least c̄ (fear is contagious), else μ / (c̄ - d + μ).

    Examples
    --------
    >>> round(arming_share_of_uniform_costs(gain=1.0, loss=2.0, highest_cost=4.0), 4)
    0.3333
    """
    check_payoff("gain", gain, 0.0)
    check_payoff("loss", loss, 0.0)
    check_payoff("highest_cost", highest_cost, 0.0)
    return 1.0 if loss >= highest_cost else gain / (highest_cost - loss + gain)


def _share(part: float, whole: float, scale: float) -> float:
    return math.nan if equal(whole, 0.0, scale) else part / whole
