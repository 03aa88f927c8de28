"""Closed forms: when an institution is enough, from the payoffs of the base game alone.

Each is derived from the transformation that the institution makes, and checked against the engine
by the tests; none is a quotation.
"""

import math

from secdilemma.errors import check_probability
from secdilemma.games.comparison import above, at_least, equal
from secdilemma.games.payoffs import Payoffs
from secdilemma.institutions.government import WorldGovernment, disarmed


def enforcement(government: WorldGovernment) -> float:
    """(m - f) σ: what arming costs more than restraint under a government, failures counted."""
    return (government.caught - government.wronged) * government.sanction


def enforcement_for_dominance(payoffs: Payoffs, government: WorldGovernment) -> float:
    """What (m - f) σ must exceed for restraint to be strictly dominant: max(T - R, P - S).

    In the arms game without disarmament that is c max(G, F).

    Parameters
    ----------
    payoffs
        Of a state in the base game, its greed counted.
    government
        Whose disarmament scales gain and loss first.
    """
    left = disarmed(payoffs, government.disarmament * government.works)
    return max(left.T - left.R, left.P - left.S)


def enforcement_for_assurance(payoffs: Payoffs, government: WorldGovernment) -> float:
    """What (m - f) σ must exceed for a prisoner's dilemma to become a stag hunt: T - R."""
    left = disarmed(payoffs, government.disarmament * government.works)
    return left.T - left.R


def tipping_share(payoffs: Payoffs, government: WorldGovernment) -> float:
    """μ*: the share of members from which joining pays, τ / (R - P - f σ).

    Members restrain with each other; everybody else is armed. nan where membership gains nothing,
    and above 1 where it never pays.
    """
    gain = payoffs.R - payoffs.P - government.wronged * government.sanction
    return government.tax / gain if above(gain, 0.0, payoffs.scale) else math.nan


def consent_threshold(payoffs: Payoffs, government: WorldGovernment) -> float:
    """t*: the belief that the others comply from which a state disarms first.

    (P - S + τ) / (R - S - f σ): if they do, restraint pays R - f σ - τ; if they do not, it is left
    with S - τ; staying armed is worth P. nan where R - f σ is not above S, above 1 where nobody
    would.
    """
    stake = payoffs.R - payoffs.S - government.wronged * government.sanction
    need = payoffs.P - payoffs.S + government.tax
    return need / stake if above(stake, 0.0, payoffs.scale) else math.nan


def hotline_restraint(false_alarm: float, miss: float, hotline: float) -> float:
    """Long-run restraint of tit for tat with itself over a hotline.

    ε_DC / (ε_CD (1 - h) + ε_DC); nan where neither error is left.
    """
    left = check_probability("false_alarm", false_alarm) * (
        1 - check_probability("hotline", hotline)
    )
    total = left + check_probability("miss", miss)
    return miss / total if total else math.nan


def partial_alliance_helps(share: float, inside: float, across: float, before: float) -> bool:
    """Whether a bloc of a share s raises mutual restraint: s(CC_in - CC_0) >= 2(1-s)(CC_0 - CC_x).

    Parameters
    ----------
    share
        s, the members as a share of all states.
    inside, across, before
        Mutual restraint between members, between a member and an outsider, and in anarchy.
    """
    return bool(at_least(share * (inside - before), 2 * (1 - share) * (before - across)))


def partial_alliance_share(inside: float, across: float, before: float) -> float:
    """The least share of members from which a bloc helps; 0 where any does, nan where none."""
    gain, loss = inside - before, 2 * (before - across)
    if not above(loss, 0.0):
        return 0.0 if at_least(gain, 0.0) else math.nan
    return loss / (gain + loss) if above(gain, 0.0) else math.nan


def signal_size(payoffs: Payoffs, prior: float) -> float:
    """α*: the share of the stake a signal must risk, so that no untrustworthy state mimics it.

    q(T-P) / (q(T-P) + q(T-R) + (1-q)(P-S)), for a game of two stages with stakes α and 1 - α
    (in the spirit of Kydd 2005).

    Parameters
    ----------
    payoffs
        Of the untrustworthy state.
    prior
        q, how likely the other restrains in the first stage, and in the second if it is reassured.
    """
    q = check_probability("prior", prior)
    won = q * (payoffs.T - payoffs.P)
    lost = q * (payoffs.T - payoffs.R) + (1 - q) * (payoffs.P - payoffs.S)
    return math.nan if equal(won + lost, 0.0, payoffs.scale) else won / (won + lost)
