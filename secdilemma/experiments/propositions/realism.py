"""The two realisms: genuine cooperation, or war inevitable and rational; and Trachtenberg."""

from secdilemma.analysis.metrics import SHORT_TERM, measure
from secdilemma.analysis.verdict import Verdict, judge
from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.chains import course
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import LONG_TERM, Laboratory
from secdilemma.games.comparison import above, at_least
from secdilemma.games.game import Game
from secdilemma.games.horizon import LONG_RUN
from secdilemma.games.payoffs import Payoffs
from secdilemma.games.war import War
from secdilemma.tournament.participants import Participant
from secdilemma.tournament.results import run
from secdilemma.tournament.specification import Tournament, Work

LASTING = 200.0
"""Turns: a spell of mutual restraint that is more than fleeting."""
REALIST = "offensive-realist:strikes=true"
ADAPTED = {"gtft": "gtft+payoff-aware", "kydd-reassurer": "kydd-reassurer+payoff-aware"}


def lasting_cooperation(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how many strategies sustain cooperation in a world, in more than fleeting spells."""
    game, sight = lab.game(cell), lab.sight(cell)
    members = tuple(Participant(lab.make(each), name=each) for each in lab.setting.seekers)
    spec = Tournament(members, game, sight, (LONG_RUN, SHORT_TERM), engine="exact")
    results = run(spec, Work(threads=1))
    judged = judge(results, measure(results, Work(threads=1)))
    good = [each.metrics.name for each in judged if each.verdict is Verdict.SUSTAINS]
    spells = {name: _spell(lab, name, cell) for name in good}
    genuine = [name for name in good if at_least(spells[name], LASTING)]
    return (
        Measure.exact("strategies that sustain cooperation in lasting spells", len(genuine)),
        Measure.exact("strategies that sustain cooperation", len(good)),
    )


def _spell(lab: Laboratory, name: str, cell: Cell) -> float:
    game = lab.game(cell)
    return course(lab.automaton(name, game), game, lab.sight(cell), 5_000).restraint_spell


def inevitable_and_rational(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how surely offensive realists go to war, and whether a strike beats armed peace."""
    war = War(first_strike=cell.number("first_strike"))
    game, sight = lab.game(cell, war), lab.sight(cell)
    names = (REALIST, *lab.setting.seekers)
    risk = 0.0
    if game.war is not None:
        risk = float(lab.play(names, game, sight, LONG_TERM).war[0, 0].mean())
    gain = war.predatory_incentive(game.row.P) / (game.row.R - game.row.P)
    return (
        Measure.exact("P(war) of an offensive realist with any state", risk),
        Measure.exact("gain of striking first over armed peace", gain),
    )


def every_dyad(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure the share of dyads that suffer from the dilemma, at unequal power."""
    game = unequal(lab.game(cell), cell.number("power_ratio"))
    names = tuple(ADAPTED.get(each, each) for each in (*lab.setting.seekers, lab.setting.greedy))
    results = lab.play(names, game, lab.sight(cell), LONG_TERM)
    by_seat = results.payoff_by_seat
    payoff = results.payoff[0] if by_seat is None else by_seat[0, 0]
    other = results.payoff[0].T if by_seat is None else by_seat[0, 1].T
    first, second = game.payoffs(0), game.payoffs(1)
    severity = (
        1
        - ((payoff - first.P) / (first.R - first.P) + (other - second.P) / (second.R - second.P))
        / 2
    )
    return (
        Measure.exact("share of dyads that suffer", float(above(severity, SESOI).mean())),
        Measure.exact("mean severity", float(severity.mean())),
    )


def unequal(game: Game, ratio: float) -> Game:
    """Return a game in which power scales what arming alone gains and what it costs the other.

    With arms A and A' a state's gain w is scaled by 2A / (A + A') and its loss l by
    2A' / (A + A'); at a ratio of 1 nothing changes.
    """
    if ratio == 1:
        return game
    seats = [_scaled(game.row, 2 * r / (1 + r), 2 / (1 + r)) for r in (ratio, 1 / ratio)]
    return Game(f"{game.name}, power {ratio:g}", seats[0], seats[1], game.war)


def _scaled(payoffs: Payoffs, gain: float, loss: float) -> Payoffs:
    return Payoffs(
        T=payoffs.P + (payoffs.T - payoffs.P) * gain,
        R=payoffs.R,
        P=payoffs.P,
        S=payoffs.R - (payoffs.R - payoffs.S) * loss,
    )


DR = Proposition(
    id="DR",
    wording=(
        "for defensive realists it is the security dilemma that makes possible genuine cooperation "
        "between states, beyond a fleeting alliance in the face of a common foe"
    ),
    theorist="defensive realists",
    source="quoted by the source essay",
    intervention="security seekers under anarchy, without a third party",
    control="none: a claim that something is possible",
    measured="strategies with the verdict SUSTAINS whose spells of restraint last 200 turns",
    rule="at least one strategy in at least one world",
    falsifier="no strategy sustains cooperation in any world",
    experiment=lasting_cooperation,
    requirements=(Requirement("strategies that sustain cooperation in lasting spells", low=1.0),),
    factors=("balance", "ambiguity", "threat_bias"),
    quick={"balance": (0.7,)},
    scope="somewhere",
)

OR = Proposition(
    id="OR",
    wording="for offensive realists the security dilemma makes war inevitable and rational",
    theorist="offensive realists",
    source="quoted by the source essay",
    intervention="war can be chosen, with a first-strike advantage φ",
    control="armed peace, which pays P",
    measured="P(war) within 1,000 turns of an offensive realist with the field, and the gain of a "
    "first strike over armed peace",
    rule="at least .95, and a gain",
    falsifier="a world in which war is unlikely, or does not pay",
    experiment=inevitable_and_rational,
    requirements=(
        Requirement("P(war) of an offensive realist with any state", low=0.95),
        Requirement("gain of striking first over armed peace", low=0.0),
    ),
    factors=("balance", "ambiguity", "first_strike"),
    levels={"first_strike": (0.0, 0.2, 0.4, 0.6, 1.0, 1.5)},
    quick={"first_strike": (0.0, 0.4, 0.6, 1.0)},
)

TR = Proposition(
    id="TR",
    wording="the logic of the security dilemma applies to all states in the system",
    theorist="Trachtenberg",
    source="quoted by the source essay",
    intervention="all pairs of strategies, greedy ones too, at power ratios from 1/4 to 4",
    control="mutual restraint throughout",
    measured="share of dyads that lose more than .05 of what mutual restraint is worth",
    rule="at least .95 of the dyads",
    falsifier="dyads that keep the peace: equal or unequal, as it may be",
    experiment=every_dyad,
    requirements=(Requirement("share of dyads that suffer", low=0.95),),
    factors=("power_ratio", "balance", "ambiguity", "threat_bias"),
    levels={"power_ratio": (0.25, 0.5, 1.0, 2.0, 4.0)},
    quick={"power_ratio": (0.25, 1.0, 4.0)},
)
