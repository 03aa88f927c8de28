"""Does arming make a state safer? The self-defeating side of the dilemma.

Security is the share of turns in which a state is neither at war nor the only one unarmed.
"""

from collections.abc import Callable

import numpy as np

from secdilemma.experiments.propositions.harness.cell import Cell
from secdilemma.experiments.propositions.harness.declaration import (
    SESOI,
    Measure,
    Proposition,
    Requirement,
)
from secdilemma.experiments.propositions.harness.laboratory import CRISIS, SHORT_TERM, Laboratory
from secdilemma.experiments.propositions.harness.replies import Reply
from secdilemma.games.actions import ARM, RESTRAIN, Action
from secdilemma.games.comparison import above
from secdilemma.games.horizon import turns
from secdilemma.matches.tally import Floats
from secdilemma.tournament.participants import Participant

SWITCHES = (
    ("gtft", "tft"),
    ("tft", "2tft"),
    ("herz-vicious-circle:gain=0.9", "herz-vicious-circle:gain=1.5"),
    ("butterfield-fear", "butterfield-fear:panic=2"),
    ("jervis-spiral", "jervis-spiral:wary=0.5"),
    ("richardson-reactor", "richardson-reactor:reaction=0.45"),
    ("defensive-realist:tolerance=1", "defensive-realist"),
)
"""A strategy, and the same school with more arms."""
GAINS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
UNRESPONSIVE = "random"
PERIOD = turns(200)
REPLY_TURNS = 5


def security(shares: Floats) -> Floats:
    """Return security from outcome shares, ndarray(float, shape (..., 7))."""
    return np.asarray(1 - shares[..., 1] - shares[..., 4:].sum(axis=-1))


def spending(shares: Floats) -> Floats:
    """Return the share of turns in which a state arms in peace."""
    return np.asarray(shares[..., 2] + shares[..., 3])


def more_arms(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure the dyads in which a switch to more arms costs more and secures no more."""
    seekers = lab.setting.seekers
    names = tuple(dict.fromkeys([each for pair in SWITCHES for each in pair] + [*seekers]))
    shares = lab.shares(names, lab.game(cell, CRISIS), lab.sight(cell), PERIOD)
    others = [names.index(each) for each in seekers]
    at = [(names.index(before), names.index(after)) for before, after in SWITCHES]
    safer = np.concatenate([_gain(security, shares, pair, others) for pair in at])
    dearer = np.concatenate([_gain(spending, shares, pair, others) for pair in at])
    defeated = ~above(safer, 0.0) & above(dearer, 0.0)
    return (
        Measure.exact("dyads in which arms defeat themselves", defeated.mean()),
        Measure.exact("mean change of security", safer.mean()),
        Measure.exact("mean change of spending", dearer.mean()),
    )


def _gain(
    measure: Callable[[Floats], Floats], shares: Floats, pair: tuple[int, int], others: list[int]
) -> Floats:
    before, after = pair
    made = measure(shares)
    return np.asarray(made[after, others] - made[before, others])


def _reply(lab: Laboratory, name: str, action: Action, length: int) -> Participant:
    return Participant(Reply(lab.make(name), action, length), name=f"replies {action.name.lower()}")


def one_reply(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure what arming once, in place of forgiving, does to one's own security."""
    name = cell.word("strategy")
    game, sight = lab.game(cell, CRISIS), lab.sight(cell)
    found = []
    for action in (ARM, RESTRAIN):
        pair = (_reply(lab, name, action, 1), Participant(lab.make(name), name="the other"))
        shares = lab.play(pair, game, sight, SHORT_TERM).outcomes[0, 0, 1]
        found.append(float(security(shares)))
    return (Measure.exact("change of security by arming once", found[0] - found[1]),)


def paradox(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure how security goes with the propensity to arm, and how it would unanswered."""
    game, sight = lab.game(cell, CRISIS), lab.sight(cell)
    focal = tuple(f"herz-vicious-circle:gain={gain:g}" for gain in GAINS)
    answered, unanswered = (
        security(lab.shares((*focal, other), game, sight, PERIOD)[: len(GAINS), -1])
        for other in (cell.word("strategy"), UNRESPONSIVE)
    )
    return (
        Measure.exact("correlation of arming and security", _correlation(answered)),
        Measure.exact("the same against a state that does not answer", _correlation(unanswered)),
    )


def _correlation(values: Floats) -> float:
    if not above(np.ptp(values), 0.0):
        return 0.0
    return float(np.corrcoef(GAINS, values)[0, 1])


def two_errors(lab: Laboratory, cell: Cell) -> tuple[Measure, ...]:
    """Measure what each wrong reply costs: reassuring a greedy rival, arming against a seeker."""
    name, game, sight = cell.word("strategy"), lab.game(cell), lab.sight(cell)
    payoff = {}
    for rival in (lab.setting.greedy, name):
        other = Participant(lab.make(rival), name="the other")
        for action in (ARM, RESTRAIN):
            pair = (_reply(lab, name, action, REPLY_TURNS), other)
            results = lab.play(pair, game, sight, SHORT_TERM)
            payoff[rival == name, action] = float(results.payoff[0, 0, 1])
    scale = SHORT_TERM.turns / (game.row.R - game.row.P)
    reassured = (payoff[False, ARM] - payoff[False, RESTRAIN]) * scale
    armed = (payoff[True, RESTRAIN] - payoff[True, ARM]) * scale
    return (
        Measure.exact("what the cheaper of the two errors costs", min(reassured, armed)),
        Measure.exact("cost of reassuring a greedy rival", reassured),
        Measure.exact("cost of arming against a security seeker", armed),
    )


H4 = Proposition(
    id="H4",
    wording=(
        "states' attempt to escape from the security dilemma by accumulating more and more power "
        "may not increase their security at all, becoming self-defeating and even tragic"
    ),
    theorist="Herz",
    source="Herz 1950",
    intervention="one state of a dyad switches to a version of its rule that arms more",
    control="the same dyad before the switch",
    measured="dyads in which its own security does not rise though its own spending does",
    rule="at least half of the dyads",
    falsifier="more arms that make most states safer",
    experiment=more_arms,
    requirements=(Requirement("dyads in which arms defeat themselves", low=0.5),),
    factors=("ambiguity", "threat_bias"),
)

J4 = Proposition(
    id="J4",
    wording=(
        "it tends to produce unintended and self-defeating results, that is, decreases in one's "
        "own security"
    ),
    theorist="Jervis",
    source="Jervis 1978",
    intervention="the first arming that is seen is answered by arming once",
    control="the same signal is forgiven",
    measured="one's own security over 50 turns with another of one's kind",
    rule="security falls, by more than .005",
    falsifier="arming in answer that leaves a state as safe as forgiving does, or safer",
    experiment=one_reply,
    requirements=(Requirement("change of security by arming once", high=-0.005),),
    factors=("strategy", "ambiguity", "threat_bias"),
)

BW1 = Proposition(
    id="BW1",
    wording=(
        "each state seeks to act to enhance its security, but through its actions it makes itself "
        "less secure"
    ),
    theorist="Booth and Wheeler",
    source="Booth and Wheeler 2008",
    intervention="a security seeker arms more readily, its reaction gain from 0 to 2",
    control="the same rise against a state that does not answer",
    measured="correlation of its gain with its own security",
    rule="below -.05, where arms would make it safer if nobody answered",
    falsifier="security that rises with arming, or does not change",
    experiment=paradox,
    requirements=(
        Requirement("the same against a state that does not answer", low=SESOI, premise=True),
        Requirement("correlation of arming and security", high=-SESOI),
    ),
    factors=("strategy", "ambiguity", "threat_bias"),
)

BW2 = Proposition(
    id="BW2",
    wording=(
        "the dilemma of response is crucial to get right: reassuring can be dangerous if the other "
        "is aggressive, and responding in kind can cause a spiral of mutual hostility"
    ),
    theorist="Booth and Wheeler",
    source="Booth and Wheeler 2008",
    intervention="the wrong reply to the first arming seen, for five turns",
    control="the right reply to the same signal",
    measured="own payoff over 50 turns, in units of what an arms race costs a turn",
    rule="both errors cost more than .05: restraint towards a greedy rival, arms against a seeker",
    falsifier="a reply that is right whoever the other is",
    experiment=two_errors,
    requirements=(Requirement("what the cheaper of the two errors costs", low=SESOI),),
    factors=("strategy", "balance", "ambiguity"),
)
